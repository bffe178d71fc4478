package dev.adjoint.tests.random;

import java.util.Random;

/**
 * Statements on lists that are made where they stand, of numbers, arrays that may be one, and records; helpers that get them, generic
 * ones too; and records with a type parameter. Each has a block of its own.
 */
final class ListStatements {
  /** What the statements call. */
  static final String HELPERS = """
        record Tagged<T>(T value, double weight) {
          Tagged {
            weight = Math.tanh(weight);
          }

          <R> Tagged<R> to(java.util.function.Function<T, R> f) {
            return new Tagged<>(f.apply(value), weight * 0.5);
          }

          Tagged<T> heavier(double by) {
            return new Tagged<>(value, weight + by);
          }
        }

        static double folded(java.util.List<Double> all, double s) {
          double r = s;
          for (double t : all) {
            r = Math.sin(r * 0.5 + t);
          }
          return all.isEmpty() ? s : r * all.getFirst();
        }

        static <T> double summed(java.util.List<T> all, java.util.function.ToDoubleFunction<T> of) {
          double r = 0;
          for (int i = 0; i < all.size(); i++) {
            r = Math.tanh(r + of.applyAsDouble(all.get(i)));
          }
          return r;
        }

        static double down(java.util.List<double[]> rows, int k) {
          return k <= 0 ? rows.get(0)[1] : Math.sin(down(rows, k - 1) + rows.get(k % rows.size())[k & 3]);
        }

      """;

  private static final String LIST = "java.util.List";

  private final Random random;
  private final FunctionStatements.Parts parts;
  private final String index;
  private final String l;

  /**
   * @param number makes the names of its locals different from all others
   * @param index an index from 0 to 3
   */
  ListStatements(Random random, int number, String index, FunctionStatements.Parts parts) {
    this.random = random;
    this.index = index;
    this.parts = parts;
    this.l = "l" + number;
  }

  /** A statement. */
  String next() {
    String e = l + "e";
    return "{ " + switch (random.nextInt(9)) {
      case 0 -> numbers() + parts.target() + " = folded(" + l + ", " + parts.number() + ");";
      case 1 -> numbers() + "for (Double " + e + " : " + l + ") { if (" + e + " > 0.5) { break; } " + parts.array() + "[" + index
          + "] += Math.sin(" + e + "); }";
      case 2 -> numbers() + parts.target() + " = Math.tanh(" + l + ".stream().mapToDouble(" + e + " -> " + e + " * 0.5).sum());";
      case 3 -> rows() + "for (double[] " + e + " : " + l + ") { " + e + "[" + index + "] = Math.tanh(" + e + "[1] - " + parts.number() + "); }";
      case 4 -> rows() + parts.target() + " = down(" + l + ", " + random.nextInt(5) + ") * 0.5 + summed(" + l + ", " + e + " -> " + e
          + "[2] * " + e + "[0]);";
      case 5 -> LIST + "<Duo> " + l + " = " + LIST + ".of(da, db, dd[" + index + "]); " + parts.target() + " = summed(" + l
          + ", Duo::x); da = " + l + ".get(2).plus(" + l + ".getLast());";
      case 6 -> LIST + "<Duo> " + l + " = java.util.Arrays.asList(dd); dd[" + index + "] = db; for (Duo " + e + " : " + l + ") { "
          + parts.target() + " = Math.sin(" + e + ".dot(da)); }";
      case 7 -> LIST + "<Double> " + l + " = " + parts.condition() + " ? " + LIST + ".of(" + parts.number() + ") : " + LIST + ".of("
          + parts.number() + ", " + parts.number() + "); " + parts.target() + " = folded(" + l + ", 0.5);";
      default -> "var " + l + " = new Tagged<>(" + parts.array() + ", " + parts.number() + ").heavier(" + parts.number() + "); "
          + parts.target() + " = " + l + ".to(" + e + " -> " + e + "[1] * 0.5).value() + " + l + ".weight();";
    } + " }";
  }

  private String numbers() {
    return LIST + "<Double> " + l + " = " + (random.nextBoolean() ? LIST + ".of(" : "java.util.Arrays.asList(") + parts.number() + ", "
        + parts.number() + ", " + parts.number() + "); ";
  }

  private String rows() {
    return LIST + "<double[]> " + l + " = " + LIST + ".of(" + parts.array() + ", " + parts.array() + ", " + parts.array() + "); ";
  }
}
