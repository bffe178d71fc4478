package dev.adjoint.tests.random;

import java.util.Random;

/**
 * Statements with objects of anonymous classes: two methods that capture the same locals, called by what they inherit, passed to helpers,
 * returned by one and chosen by a condition. What they compute stays of moderate size.
 */
final class ObjectStatements {
  /** The class that they extend, the interface that they implement, and what is called with them. */
  static final String HELPERS = """
        interface Field {
          double at(double t);

          double slope(double t, double s);

          default double step(double t) {
            return at(t + 0.25 * slope(t, at(t)));
          }
        }

        abstract static class Walk {
          abstract double next(double t, int k);

          double start() {
            return 0.5;
          }

          double run(int k) {
            double s = start();
            for (int i = 0; i < k; i++) {
              s = Math.tanh(next(s, i));
              if (s > 0.9) {
                break;
              }
            }
            return s;
          }
        }

        static double follow(Field f, double t, int k) {
          return k <= 0 ? f.at(t) : follow(f, Math.sin(f.step(t)), k - 1);
        }

        private static Field wave(double k, double[] z) {
          double d = k * z[1];
          return new Field() {
            public double at(double t) {
              return Math.sin(k * t + d);
            }

            public double slope(double t, double s) {
              return s * z[0] - t;
            }
          };
        }

      """;

  private final Random random;
  private final FunctionStatements.Parts parts;
  private final int n;

  /** @param number makes the names of its locals different from all others */
  ObjectStatements(Random random, int number, FunctionStatements.Parts parts) {
    this.random = random;
    this.n = number;
    this.parts = parts;
  }

  /** A statement. */
  String next() {
    String w = "w" + n;
    String z = "z" + n;
    String f = "f" + n;
    String locals = "double " + w + " = " + parts.number() + "; double[] " + z + " = " + parts.array() + "; ";
    String target = parts.target();
    return "{ " + locals + switch (random.nextInt(3)) {
      case 0 -> "Field " + f + " = " + field(w, z) + "; " + target + " = " + result(f, w) + "; }";
      case 1 -> "Field " + f + " = " + parts.condition() + " ? " + field(w, z) + " : " + field(w, z) + "; " + target + " = "
          + result(f, w) + "; }";
      default -> "Walk " + f + " = " + walk(w, z) + "; " + target + " = " + f + ".run(" + random.nextInt(4) + ") + Math.sin(" + f
          + ".next(" + w + ", 1)); }";
    };
  }

  private String field(String w, String z) {
    return switch (random.nextInt(3)) {
      case 0 -> "wave(" + w + ", " + z + ")";
      case 1 -> "new Field() { public double at(double t) { return t > " + w + " ? Math.cos(t) : t * 0.5 - " + w
          + "; } public double slope(double t, double s) { return Math.sin(at(s) * " + z + "[2]); } }";
      default -> "new Field() { public double at(double t) { double r = t; for (double e : " + z
          + ") { r = Math.sin(r + e); } return r; } public double slope(double t, double s) { return t * s * 0.25; }"
          + " public double step(double t) { return this.slope(t, " + w + ") + 0.5; } }";
    };
  }

  private String walk(String w, String z) {
    return switch (random.nextInt(2)) {
      case 0 -> "new Walk() { double next(double t, int k) { return t * " + w + " + " + z + "[k & 3]; } }";
      default -> "new Walk() { double next(double t, int k) { return k == 0 ? " + z + "[3] : Math.cos(next(t, k - 1) + start()); }"
          + " double start() { return Math.sin(" + w + "); } }";
    };
  }

  private String result(String f, String w) {
    return switch (random.nextInt(3)) {
      case 0 -> "Math.sin(" + f + ".step(" + parts.number() + "))";
      case 1 -> "Math.tanh(follow(" + f + ", " + w + ", " + random.nextInt(3) + "))";
      default -> "Math.atan(" + f + ".at(" + w + ") * " + f + ".slope(0.5, " + w + "))";
    };
  }
}
