package dev.adjoint.tests.random;

import java.util.Random;

/**
 * Statements with objects whose fields change: two names for one object, helpers and methods that change them, a superclass, arrays of
 * them, lambdas that capture them. What they compute stays of moderate size.
 */
final class FieldStatements {
  /** The classes of the objects, and what changes them. */
  static final String HELPERS = """
        static class Cell {
          double v;
          int n;
          double[] h = new double[2];

          Cell(double v) {
            this.v = Math.sin(v);
          }

          Cell add(double t) {
            h[n++ & 1] = v;
            v = Math.sin(v + t);
            return this;
          }

          double mean() {
            return n == 0 ? v : 0.5 * (v + h[n & 1]);
          }
        }

        static final class Twin extends Cell {
          Cell other;
          final double weight;

          {
            add(0.5 * v);
            for (int i = 0; i < 3; i++) {
              if (v > 0.7) {
                break;
              }
              h[i & 1] = Math.cos(v + i);
              v = h[i & 1];
            }
          }

          Twin(double a, double b) {
            super(a);
            other = new Cell(b);
            weight = Math.cos(a * 0.5);
          }

          @Override
          double mean() {
            return super.mean() * weight + other.v;
          }

          void swap() {
            double t = other.v;
            other.v = v;
            v = t;
          }
        }

        static void mix(Cell a, Cell b, double t) {
          a.v = Math.cos(b.v + t);
          b.n++;
          if (a == b) {
            a.v *= 0.5;
          }
        }

      """;

  private final Random random;
  private final FunctionStatements.Parts parts;
  private final int n;

  /** @param number makes the names of its locals different from all others */
  FieldStatements(Random random, int number, FunctionStatements.Parts parts) {
    this.random = random;
    this.n = number;
    this.parts = parts;
  }

  /** A statement. */
  String next() {
    String c = "c" + n;
    String d = "d" + n;
    String j = "j" + n;
    String loop = "for (int " + j + " = 0; " + j + " < " + random.nextInt(4) + "; " + j + "++) { ";
    String target = parts.target();
    return switch (random.nextInt(4)) {
      case 0 -> "{ Cell " + c + " = new Cell(" + parts.number() + "); Cell " + d + " = " + parts.condition() + " ? " + c + " : new Cell("
          + parts.number() + "); " + loop + "mix(" + c + ", " + d + ", " + parts.number() + "); " + d + ".add(" + c + ".v).add(0.25); } "
          + target + " = " + c + ".mean() * " + d + ".mean(); }";
      case 1 -> "{ Twin " + c + " = new Twin(" + parts.number() + ", " + parts.number() + "); " + loop + "if (" + parts.condition() + ") { "
          + c + ".swap(); } mix(" + c + ", " + c + ".other, 0.5); } " + target + " = " + c + ".mean() + " + c + ".other.mean(); }";
      case 2 -> "{ Cell[] " + c + " = {new Cell(" + parts.number() + "), null, new Cell(0.5)}; " + c + "[1] = " + c + "["
          + 2 * random.nextInt(2) + "]; " + loop + "for (Cell " + d + " : " + c + ") { " + d + ".add(" + c + "[" + random.nextInt(3)
          + "].v); } } " + target + " = " + c + "[0].mean() * " + c + "[1].v; }";
      default -> "{ Cell " + c + " = new Cell(" + parts.number() + "); java.util.function.DoubleUnaryOperator " + d + " = t -> { " + c
          + ".add(t); return " + c + ".mean(); }; " + target + " = " + d + ".applyAsDouble(" + parts.number() + ") * " + d
          + ".applyAsDouble(0.25); }";
    };
  }
}
