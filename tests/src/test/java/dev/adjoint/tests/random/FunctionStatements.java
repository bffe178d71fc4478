package dev.adjoint.tests.random;

import java.util.Random;

/**
 * Statements with lambdas, method references and streams. Each captures locals of its own, which nobody assigns again, and leaves
 * its result in a variable that is there already.
 */
final class FunctionStatements {
  /** Pieces of text that make sense where a statement stands. */
  interface Parts {
    /** A number of moderate size. */
    String number();

    /** An array of four numbers. */
    String array();

    /** A condition. */
    String condition();

    /** A double variable that may be assigned. */
    String target();
  }

  /** What the statements call. */
  static final String HELPERS = """
        static double repeat(java.util.function.DoubleUnaryOperator f, double s, int k) {
          return k <= 0 ? s : repeat(f, Math.sin(f.applyAsDouble(s)), k - 1);
        }

        static double fold(double[] z, double s, java.util.function.DoubleBinaryOperator op) {
          double r = s;
          for (double t : z) {
            r = Math.tanh(op.applyAsDouble(r, t));
          }
          return r;
        }

        private static java.util.function.DoubleUnaryOperator line(double k, double[] z) {
          double d = k * z[1];
          return t -> t * k + d;
        }

        static <T> T either(boolean first, T s, T t) {
          return first ? s : t;
        }

      """;

  private static final String UNARY = "java.util.function.DoubleUnaryOperator ";
  private static final String STREAM = "java.util.Arrays.stream(";
  private static final String RANGE = "java.util.stream.IntStream.range(";

  private final Random random;
  private final Parts parts;
  private final int n;

  /** @param number makes the names of its locals different from all others */
  FunctionStatements(Random random, int number, Parts parts) {
    this.random = random;
    this.n = number;
    this.parts = parts;
  }

  /** A statement. */
  String next() {
    String w = "w" + n;
    String z = "z" + n;
    String locals = "double " + w + " = " + parts.number() + "; double[] " + z + " = " + parts.array() + "; ";
    String target = parts.target();
    return "{ " + locals + switch (random.nextInt(5)) {
      case 0 -> UNARY + "f" + n + " = " + function(w, z) + "; " + target + " = " + result(w) + "; }";
      case 1 -> UNARY + "f" + n + " = " + parts.condition() + " ? " + function(w, z) + " : " + function(w, z) + "; " + target + " = "
          + result(w) + "; }";
      case 2 -> target + " = " + helper(w, z) + "; }";
      case 3 -> effect(w, z) + " }";
      default -> target + " = " + stream(w, z) + "; }";
    };
  }

  private String function(String w, String z) {
    return switch (random.nextInt(6)) {
      case 0 -> "Math::sin";
      case 1 -> "t -> Math.cos(t * " + w + " + " + z + "[" + random.nextInt(4) + "])";
      case 2 -> "t -> { if (t > " + w + ") { return " + z + "[0] * 0.5; } double r = t; for (double e : " + z + ") { r = Math.sin(r + e); } return r; }";
      case 3 -> "line(" + w + ", " + z + ")";
      case 4 -> "line(0.5, " + z + ").andThen(t -> Math.tanh(t - " + w + "))";
      default -> "t -> " + w + " * 0.25 - " + z + "[1] * Math.atan(t)";
    };
  }

  private String result(String w) {
    String f = "f" + n;
    return switch (random.nextInt(4)) {
      case 0 -> "Math.sin(" + f + ".applyAsDouble(" + parts.number() + "))";
      case 1 -> "repeat(" + f + ", " + w + ", " + random.nextInt(4) + ")";
      case 2 -> "repeat(" + f + ".compose(t -> t * 0.5), " + parts.number() + ", 2)";
      default -> "Math.atan(" + f + ".andThen(Math::cos).applyAsDouble(" + w + "))";
    };
  }

  private String helper(String w, String z) {
    return switch (random.nextInt(3)) {
      case 0 -> "fold(" + z + ", " + w + ", (g, t) -> g * " + w + " + t)";
      case 1 -> "fold(either(" + parts.condition() + ", " + z + ", " + parts.array() + "), 0.5, Math::" + (random.nextBoolean() ? "hypot" : "max") + ")";
      default -> "Math.sin(either(" + parts.condition() + ", " + w + ", " + z + "[2] * 0.5))";
    };
  }

  private String stream(String w, String z) {
    String chain = switch (random.nextInt(6)) {
      case 0 -> STREAM + z + ").map(t -> t * " + w + ").sum()";
      case 1 -> STREAM + z + ").filter(t -> t > " + w + ").map(Math::sin).average().orElse(" + w + ")";
      case 2 -> RANGE + "0, 4).mapToDouble(j -> " + z + "[j] * " + z + "[3 - j]).sum()";
      case 3 -> STREAM + z + ", 1, 3).reduce(" + w + ", (g, t) -> Math.sin(g + t))";
      case 4 -> STREAM + z + ").map(t -> t * t).limit(" + random.nextInt(5) + ").sum()";
      default -> "java.util.stream.DoubleStream.iterate(" + w + ", t -> Math.sin(t + " + z + "[0])).limit(" + random.nextInt(4) + ").sum()";
    };
    return "Math.tanh(" + chain + ")";
  }

  private String effect(String w, String z) {
    return switch (random.nextInt(3)) {
      case 0 -> RANGE + "0, 4).forEach(j -> " + z + "[j] = Math.sin(" + z + "[3 - j] + " + w + "));";
      case 1 -> "Runnable r" + w + " = () -> " + z + "[1] = Math.cos(" + z + "[2] * " + w + "); " + z + "[2] = " + w + "; r" + w + ".run();";
      default -> "double[] y" + z + " = " + STREAM + z + ").map(t -> Math.sin(t) * " + w + ").toArray(); " + z + "[0] = y" + z + "[3];";
    };
  }
}
