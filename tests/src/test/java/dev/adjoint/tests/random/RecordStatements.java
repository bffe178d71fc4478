package dev.adjoint.tests.random;

import java.util.Random;

/**
 * Statements on records: locals that are assigned in branches and loops, one that may be null, an array of them, helpers that take and
 * return them. What they compute stays of moderate size.
 */
final class RecordStatements {
  /** The record and what is called with it. */
  static final String HELPERS = """
        record Duo(double x, double y, int k) {
          Duo {
            k = k & 3;
          }

          Duo(double x) {
            this(Math.sin(x), 0.5 * x, 1);
          }

          Duo plus(Duo o) {
            return new Duo(Math.tanh(x + o.x), Math.atan(y - o.y() * 0.5), k + o.k);
          }

          Duo turned(double by) {
            return new Duo(x * Math.cos(by) - y * Math.sin(by), x * Math.sin(by) + y * Math.cos(by), k + 1);
          }

          double dot(Duo o) {
            return Math.sin(x * o.x + y * o.y);
          }
        }

        record Both(Duo first, double[] data, Duo second) {
          Duo sum() {
            return first.plus(second).turned(data[first.k]);
          }
        }

        static Duo mixed(Duo[] z, Duo s, int k) {
          return k <= 0 ? s : mixed(z, z[k & 3].plus(s), k - 1);
        }

        static void shifted(Duo[] z, double by) {
          for (int i = 0; i < z.length; i++) {
            z[i] = i % 2 == 0 ? z[i].turned(by) : new Duo(z[i].y, by, i);
          }
        }

      """;

  /** The locals that the statements use. */
  static final String LOCALS = """
          Duo da = new Duo(x, u, n), db = new Duo(y), dn = null;
          Duo[] dd = {da, db, new Duo(0.25, x, 2), db};
      """;

  private final Random random;
  private final FunctionStatements.Parts parts;
  private final String index;

  /** @param index an index from 0 to 3 */
  RecordStatements(Random random, String index, FunctionStatements.Parts parts) {
    this.random = random;
    this.index = index;
    this.parts = parts;
  }

  /** A statement. */
  String next() {
    String to = random.nextBoolean() ? "da" : "db";
    return switch (random.nextInt(12)) {
      case 0 -> to + " = new Duo(" + parts.number() + ", " + parts.number() + ", " + random.nextInt(9) + ");";
      case 1 -> to + " = " + value() + ";";
      case 2 -> to + " = " + parts.condition() + " ? " + value() + " : " + value() + ";";
      case 3 -> "dd[" + index + "] = " + value() + ";";
      case 4 -> "dn = " + parts.condition() + " ? null : " + value() + ";";
      case 5 -> "if (dn != null) { " + parts.target() + " = dn.dot(" + to + "); dn = " + to + "; } else { " + to + " = " + to + ".turned("
          + parts.number() + "); }";
      case 6 -> parts.target() + " = " + to + ".x() * 0.5 + Math.sin(dd[" + index + "].y);";
      case 7 -> "for (Duo e : dd) { if (e.k == 2) continue; " + to + " = " + to + ".plus(e); }";
      case 8 -> random.nextBoolean() ? "shifted(dd, " + parts.number() + ");" : "dd = dd.clone();";
      case 9 -> to + " = new Both(" + value() + ", " + parts.array() + ", " + value() + ").sum();";
      case 10 -> to + " = switch (" + to + ".k()) { case 0 -> " + value() + "; case 1 -> { Duo e = " + value() + "; yield e.plus(e); } default -> "
          + value() + "; };";
      default -> parts.array() + "[" + index + "] = Math.tanh(" + value() + ".x() + " + to + ".y);";
    };
  }

  private String value() {
    return switch (random.nextInt(6)) {
      case 0 -> "da";
      case 1 -> "dd[" + index + "]";
      case 2 -> "da.plus(db)";
      case 3 -> "db.turned(" + parts.number() + ")";
      case 4 -> "mixed(dd, da, " + random.nextInt(4) + ")";
      default -> "new Duo(" + parts.number() + ")";
    };
  }
}
