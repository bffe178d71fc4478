package dev.adjoint.benchmarks.compiled;

/**
 * Writes the sources: straight lines of statements, in as many methods as the class-file format needs or the caller
 * asks for.
 */
public final class Sources {
  /** Statements of one method; at 12 to 16 bytes each this stays well below the class-file limit of 65,535. */
  public static final int PER_METHOD = 2_000;

  private Sources() {}

  /**
   * A class with one annotated method {@code double value(double[] x)} whose body is {@code statements} statements. A
   * body that does not fit into one method is cut into private methods, each of which hands its result to the next.
   */
  public static String straightLine(String className, int statements) {
    StringBuilder out = new StringBuilder("import dev.adjoint.annotations.Differentiable;\n");
    out.append("public final class ").append(className).append(" {\n");
    if (statements <= PER_METHOD) {
      out.append("  @Differentiable\n  public static double value(double[] x) {\n    double v0 = x[0];\n");
      statements(out, statements);
      return out.append("  }\n}\n").toString();
    }
    int parts = (statements + PER_METHOD - 1) / PER_METHOD;
    out.append("  @Differentiable\n  public static double value(double[] x) {\n    double result = x[0];\n");
    for (int i = 0; i < parts; i++) {
      out.append("    result = part").append(i).append("(x, result);\n");
    }
    out.append("    return result;\n  }\n");
    for (int i = 0; i < parts; i++) {
      out.append("\n  private static double part").append(i).append("(double[] x, double v0) {\n");
      statements(out, Math.min(PER_METHOD, statements - i * PER_METHOD));
      out.append("  }\n");
    }
    return out.append("}\n").toString();
  }

  /** A class of {@code methods} annotated methods {@code f0, f1, …} of {@code statements} statements each. */
  public static String methods(String className, int methods, int statements) {
    StringBuilder out = new StringBuilder("import dev.adjoint.annotations.Differentiable;\n");
    out.append("public final class ").append(className).append(" {\n");
    for (int i = 0; i < methods; i++) {
      out.append("\n  @Differentiable\n  static double f").append(i).append("(double[] x) {\n    double v0 = x[0];\n");
      statements(out, statements);
      out.append("  }\n");
    }
    return out.append("}\n").toString();
  }

  /** Declarations v1, v2, … that stay between -3 and 3 for inputs that do, then the return of the last one. */
  private static void statements(StringBuilder out, int count) {
    for (int i = 1; i < count; i++) {
      String previous = "v" + (i - 1), earlier = "v" + Math.max(0, i - 7), input = "x[" + i % 8 + "]";
      String value = switch (i % 5) {
        case 0 -> "0.5 * " + previous + " + 0.25 * " + earlier + " * " + input;
        case 1 -> previous + " / (1 + " + earlier + " * " + earlier + ")";
        case 2 -> input + " - 0.5 * " + previous;
        case 3 -> "Math.sin(" + previous + ") + 0.5 * " + earlier;
        default -> "0.5 * (" + previous + " + " + input + ")";
      };
      out.append("    double v").append(i).append(" = ").append(value).append(";\n");
    }
    out.append("    return v").append(count - 1).append(";\n");
  }
}
