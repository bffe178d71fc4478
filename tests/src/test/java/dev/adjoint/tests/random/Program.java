package dev.adjoint.tests.random;

import java.util.List;

/**
 * A random program: one class with a differentiable method {@code f} and a helper.
 *
 * @param name the class
 * @param result the result's type: {@code double}, {@code double[]} or {@code void}
 * @param body statements of {@code f} without the return
 * @param helper statements of the helper without its return
 * @param inputs the source text of the argument lists
 */
record Program(String name, String result, List<Statement> body, List<Statement> helper, String inputs) {

  static final String PARAMETERS = "double x, double y, double[] p, double[] q, int n";

  /** The source text. */
  String text() {
    var out = new StringBuilder("package corpus;\n\nimport dev.adjoint.annotations.Differentiable;\n\n");
    out.append("@SuppressWarnings(\"all\")\nfinal class ").append(name).append(" {\n  @Differentiable\n  static ").append(result).append(" f(")
        .append(PARAMETERS).append(") {\n");
    out.append("    int fuel = 60;\n    double u = x * 0.5, v = y;\n    double[] a = p, b = q, c = {x, y, u, 0.25};\n");
    out.append("    double[][] m = {a, c, new double[4]};\n    int i0 = n;\n    boolean flag = false;\n")
        .append(RecordStatements.LOCALS).append(SealedStatements.LOCALS);
    Statement.print(body, "    ", out);
    switch (result) {
      case "double" -> out.append("    return u * v + a[0] + b[1] * 0.5 + c[2] * u + m[1][3] - p[3] * q[2];\n");
      case "double[]" -> out.append("    return new double[] {u, v + a[1], b[0] * c[1], p[2] + m[0][2]};\n");
      default -> out.append("    p[0] = Math.tanh(p[0] + u);\n    q[3] += v * 0.25 + c[0] * m[2][1];\n");
    }
    out.append("  }\n\n  static double h(double s, double[] z, int k) {\n    int fuel = 12;\n    double u = s, v = 0.5;\n");
    Statement.print(helper, "    ", out);
    out.append("    return Math.sin(u) + v * z[k & 3];\n  }\n\n").append(FunctionStatements.HELPERS).append(RecordStatements.HELPERS)
        .append(SealedStatements.HELPERS)
        .append(ObjectStatements.HELPERS).append(ListStatements.HELPERS).append(FieldStatements.HELPERS)
        .append(VariantStatements.HELPERS)
        .append("  static Object[] shared(double x, double y, double[] p, int n) {\n"
        + "    return new Object[] {x, y, p, p, n};\n  }\n\n  static Object[][] inputs_f() {\n    return new Object[][] {").append(inputs)
        .append("};\n  }\n}\n");
    out.insert(out.lastIndexOf("}"), "\n  static double checked(double s, int k) {\n    if ((k & 3) == 3) {\n"
        + "      throw new IllegalArgumentException(\"k = \" + k);\n    }\n    return s * 0.5;\n  }\n");
    if (out.indexOf(DispatchStatements.USE) >= 0) {
      out.insert(out.lastIndexOf("}"), DispatchStatements.HELPERS);
    }
    return out.toString();
  }
}
