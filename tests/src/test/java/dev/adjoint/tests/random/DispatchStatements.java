package dev.adjoint.tests.random;

import java.util.Random;

/** Calls on objects whose class is known only when they run: of interfaces, of classes whose methods are overridden, of trees of both. */
final class DispatchStatements {
  /** A name that only programs with such statements have. */
  static final String USE = "Op.ALL";

  /** What the statements call. */
  static final String HELPERS = """

        interface Op {
          Op[] ALL = {new Affine(0.5), new Wave(), new Loud(0.75), new Composed(new Wave(), new Loud(0.25)), new Composed(new Affine(1.5), new Composed(new Affine(-0.5), new Loud(0.5)))};

          @Differentiable
          double apply(double s, double[] z);

          @Differentiable
          default void change(double[] z, double s) {
            z[1] = Math.sin(z[1] + apply(s, z));
          }
        }

        record Affine(double k) implements Op {
          @Override
          @Differentiable(wrt = {"s", "z"})
          public double apply(double s, double[] z) {
            return Math.tanh(s * k + z[0]);
          }
        }

        static class Wave implements Op {
          @Differentiable
          double size(double s) {
            return Math.sin(s) * 0.5;
          }

          @Override
          @Differentiable
          public double apply(double s, double[] z) {
            double r = 0;
            for (int i = 0; i < z.length; i++) {
              r += size(z[i] * s);
            }
            return Math.atan(r);
          }
        }

        static final class Loud extends Wave {
          private final double k;

          Loud(double k) {
            this.k = k;
          }

          @Override
          @Differentiable
          double size(double s) {
            return super.size(s * k) + Math.cos(s);
          }

          @Override
          @Differentiable
          public void change(double[] z, double s) {
            z[2] = super.apply(s, z) * k;
            z[0] = Math.tanh(z[0] * s);
          }
        }

        static final class Composed implements Op {
          private final Op first;
          private final Op second;

          Composed(Op first, Op second) {
            this.first = first;
            this.second = second;
          }

          @Override
          @Differentiable
          public double apply(double s, double[] z) {
            double r = first.apply(s, z);
            return r > 0.25 ? second.apply(r, z) : r * second.apply(s, z);
          }
        }
      """;

  private final Random random;
  private final String index;
  private final FunctionStatements.Parts parts;

  /** @param index an int that is never negative */
  DispatchStatements(Random random, String index, FunctionStatements.Parts parts) {
    this.random = random;
    this.index = index;
    this.parts = parts;
  }

  /** A statement. */
  String next() {
    String op = USE + "[" + (random.nextBoolean() ? String.valueOf(random.nextInt(5)) : index + " % 5") + "]";
    return switch (random.nextInt(4)) {
      case 0 -> op + ".change(" + parts.array() + ", " + parts.number() + ");";
      case 1 -> "for (Op op : Op.ALL) { " + parts.target() + " = Math.sin(op.apply(" + parts.number() + ", " + parts.array() + ")); }";
      default -> parts.target() + " = " + op + ".apply(" + parts.number() + ", " + parts.array() + ");";
    };
  }
}
