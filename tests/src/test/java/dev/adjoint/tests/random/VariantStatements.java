package dev.adjoint.tests.random;

import java.util.Random;

/**
 * Statements with references to objects of several classes: chosen by conditions, exchanged in loops, in arrays and fields, passed to
 * helpers that run and change them. What they compute stays of moderate size.
 */
final class VariantStatements {
  /** The classes of the objects, and what uses them. */
  static final String HELPERS = """
        interface Knob {
          double turn(double t);

          default double back(double t) {
            return Math.sin(turn(turn(t)));
          }
        }

        static final class Fixed implements Knob {
          @Override
          public double turn(double t) {
            return t > 0 ? 0.5 * t : Math.cos(t);
          }
        }

        static class Dial implements Knob {
          double at;
          int turns;

          Dial(double at) {
            this.at = Math.sin(at);
          }

          @Override
          public double turn(double t) {
            turns++;
            at = Math.sin(at + 0.5 * t);
            return at;
          }
        }

        static final class Geared extends Dial {
          final double ratio;

          Geared(double at, double ratio) {
            super(at);
            this.ratio = Math.cos(ratio);
          }

          @Override
          public double turn(double t) {
            return ratio * super.turn(t);
          }
        }

        static final class Panel {
          Knob left;
          Knob right = new Fixed();

          Panel(Knob left) {
            this.left = left;
          }

          double swap(double t) {
            Knob k = left;
            left = right;
            right = k;
            return left.turn(t);
          }
        }

        static double turned(Knob a, Knob b, double t, int k) {
          if (a == b || k == 0) {
            return a.turn(t);
          }
          return a instanceof Dial d && d.turns > 2 ? d.at : turned(b, a, Math.sin(a.back(t)), k - 1);
        }

      """;

  private final Random random;
  private final FunctionStatements.Parts parts;
  private final int n;

  /** @param number makes the names of its locals different from all others */
  VariantStatements(Random random, int number, FunctionStatements.Parts parts) {
    this.random = random;
    this.n = number;
    this.parts = parts;
  }

  /** A statement. */
  String next() {
    String p = "p" + n;
    String q = "q" + n;
    String i = "k" + n;
    String loop = "for (int " + i + " = 0; " + i + " < " + random.nextInt(4) + "; " + i + "++) { ";
    String target = parts.target();
    return switch (random.nextInt(4)) {
      case 0 -> "{ Knob " + p + " = " + parts.condition() + " ? " + knob() + " : " + knob() + "; Knob " + q + " = " + knob() + "; " + loop
          + "Knob t" + n + " = " + p + "; " + p + " = " + q + "; " + q + " = " + parts.condition() + " ? t" + n + " : " + knob() + "; "
          + p + ".turn(" + parts.number() + "); } " + target + " = turned(" + p + ", " + q + ", 0.5, " + random.nextInt(3) + "); }";
      case 1 -> "{ Knob[] " + p + " = {" + knob() + ", " + knob() + ", null}; " + p + "[2] = " + p + "[" + random.nextInt(2) + "]; double "
          + q + " = " + parts.number() + "; " + loop + "for (Knob t" + n + " : " + p + ") { " + q + " = Math.sin(t" + n + ".turn(" + q
          + ")); } " + p + "[" + random.nextInt(3) + "] = " + knob() + "; } " + target + " = " + q + " + " + p + "[2].back(0.5); }";
      case 2 -> "{ Panel " + p + " = new Panel(" + knob() + "); double " + q + " = 0.5; " + loop + q + " = " + p + ".swap(" + q + "); if ("
          + parts.condition() + ") { " + p + ".right = " + (random.nextBoolean() ? knob() : p + ".left") + "; } } " + target + " = turned("
          + p + ".left, " + p + ".right, " + q + ", 1); }";
      default -> "{ Dial " + p + " = new Geared(" + parts.number() + ", 0.5); Dial " + q + " = " + p + "; " + loop + "if ("
          + parts.condition() + ") { " + p + " = new Dial(" + q + ".at); } " + p + ".at = Math.cos(" + q + ".turn(" + parts.number()
          + ")); if (" + p + " instanceof Geared g" + n + ") { g" + n + ".turns += 2; } } " + target + " = turned(" + p + ", " + q
          + ", " + parts.number() + ", 2); }";
    };
  }

  private String knob() {
    return switch (random.nextInt(3)) {
      case 0 -> "new Fixed()";
      case 1 -> "new Dial(" + parts.number() + ")";
      default -> "new Geared(" + parts.number() + ", 0.5)";
    };
  }
}
