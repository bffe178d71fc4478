package corpus;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

/** Rules that read what a forward method of theirs has kept, and rules whose arrays change before they run. */
final class RulesThatKeep {
  /** As from a library without source. */
  static final class Library {
    /** The solution of a linear system with two unknowns, by Cramer's rule. */
    static double[] solve(double[][] a, double[] b) {
      double det = a[0][0] * a[1][1] - a[0][1] * a[1][0];
      return new double[] {(b[0] * a[1][1] - b[1] * a[0][1]) / det, (a[0][0] * b[1] - a[1][0] * b[0]) / det};
    }

    static double squares(double[][] a, double scale) {
      double s = 0;
      for (double[] row : a) {
        for (double x : row) {
          s += scale * x * x;
        }
      }
      return s;
    }

    static void scale(double[] x, double by) {
      for (int i = 0; i < x.length; i++) {
        x[i] *= by;
      }
    }
  }

  /** The inverse serves both derivatives. */
  record Solved(double[] value, double[][] inverse) {}

  @DerivativeOf(type = Library.class, method = "solve", mode = DerivativeOf.Mode.FORWARD)
  static Solved solveForward(double[][] a, double[] b) {
    double det = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    double[][] inverse = {{a[1][1] / det, -a[0][1] / det}, {-a[1][0] / det, a[0][0] / det}};
    return new Solved(Library.solve(a, b), inverse);
  }

  @DerivativeOf(type = Library.class, method = "solve")
  static void solveVjp(Solved solved, double[] seed, double[][] aAdjoint, double[] bAdjoint) {
    for (int j = 0; j < 2; j++) {
      double lambda = seed[0] * solved.inverse[0][j] + seed[1] * solved.inverse[1][j];
      bAdjoint[j] += lambda;
      for (int k = 0; k < 2; k++) {
        aAdjoint[j][k] -= lambda * solved.value[k];
      }
    }
  }

  @DerivativeOf(type = Library.class, method = "solve", mode = DerivativeOf.Mode.JVP)
  static double[] solveJvp(Solved solved, double[][] da, double[] db) {
    double[] right = new double[2];
    for (int j = 0; j < 2; j++) {
      right[j] = db[j] - da[j][0] * solved.value[0] - da[j][1] * solved.value[1];
    }
    double[][] inverse = solved.inverse;
    return new double[] {inverse[0][0] * right[0] + inverse[0][1] * right[1], inverse[1][0] * right[0] + inverse[1][1] * right[1]};
  }

  /** A state need not be a record. */
  static final class Squares {
    private final double value;
    final double[][] a;
    final double scale;

    Squares(double[][] a, double scale) {
      this.value = Library.squares(a, scale);
      this.a = new double[][] {a[0].clone(), a[1].clone()};
      this.scale = scale;
    }

    double value() {
      return value;
    }
  }

  @DerivativeOf(type = Library.class, method = "squares", mode = DerivativeOf.Mode.FORWARD)
  static Squares squaresForward(double[][] a, double scale) {
    return new Squares(a, scale);
  }

  @DerivativeOf(type = Library.class, method = "squares")
  static double squaresVjp(Squares kept, double seed, double[][] adjoint) {
    double byScale = 0;
    for (int i = 0; i < kept.a.length; i++) {
      for (int j = 0; j < kept.a[i].length; j++) {
        adjoint[i][j] += seed * 2 * kept.scale * kept.a[i][j];
        byScale += kept.a[i][j] * kept.a[i][j];
      }
    }
    return seed * byScale;
  }

  /** The state of a method without result has what it likes. */
  record Scaled(double[] before, double by) {}

  @DerivativeOf(type = Library.class, method = "scale", mode = DerivativeOf.Mode.FORWARD)
  static Scaled scaleForward(double[] x, double by) {
    double[] before = x.clone();
    Library.scale(x, by);
    return new Scaled(before, by);
  }

  @DerivativeOf(type = Library.class, method = "scale")
  static double scaleVjp(Scaled kept, double[] adjoint) {
    double byFactor = 0;
    for (int i = 0; i < adjoint.length; i++) {
      byFactor += adjoint[i] * kept.before[i];
      adjoint[i] *= kept.by;
    }
    return byFactor;
  }

  @DerivativeOf(type = Library.class, method = "scale", mode = DerivativeOf.Mode.JVP)
  static void scaleJvp(Scaled kept, double[] dx, double dby) {
    for (int i = 0; i < dx.length; i++) {
      dx[i] = dx[i] * kept.by + kept.before[i] * dby;
    }
  }

  @Differentiable
  static double[] twice(double[][] a, double[] b) {
    double[] x = Library.solve(a, b);
    a[0][0] += 1;
    x[0] += b[0];
    return Library.solve(a, x);
  }

  @Differentiable
  static double inLoop(double[][] a, double[] b, int n) {
    double[] x = b;
    double s = 0;
    for (int i = 0; i < n; i++) {
      x = Library.solve(a, x);
      s += Library.squares(a, x[0]);
      a[i % 2][0] *= 1 + 0.125 * s;
    }
    return s;
  }

  @Differentiable
  static double inPlace(double[] x, double by) {
    double s = 0;
    while (s < 10) {
      Library.scale(x, by);
      s += x[0] * x[1] + 1;
    }
    return s;
  }

  static Object[][] inputs_twice() {
    return new Object[][] {{new double[][] {{2, 0.5}, {-0.25, 1.5}}, new double[] {1, -0.75}}};
  }

  static Object[][] inputs_inLoop() {
    return new Object[][] {{new double[][] {{2, 0.5}, {-0.25, 1.5}}, new double[] {1, -0.75}, 3}};
  }

  static Object[][] inputs_inPlace() {
    return new Object[][] {{new double[] {0.75, 1.25}, 1.125}};
  }
}
