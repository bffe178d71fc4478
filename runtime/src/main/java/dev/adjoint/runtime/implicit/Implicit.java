package dev.adjoint.runtime.implicit;

/** Called by generated code; see the annotations {@code ImplicitRoot} and {@code FixedPoint}. */
public final class Implicit {
  private Implicit() {}

  /**
   * Solves <var>M</var><sup>T</sup> <var>x</var> = -<var>b</var> by elimination with partial pivots.
   *
   * @param m n rows of n numbers; overwritten
   * @param b n numbers; kept
   * @return the solution, n numbers; zeros for a right-hand side of zeros, whatever m is
   * @throws ArithmeticException if m is singular
   * @throws IllegalArgumentException if m is not of shape n by n: the residual has not as many elements as the root
   */
  public static double[] solveTransposed(double[][] m, double[] b) {
    int n = b.length;
    double[] x = new double[n];
    boolean zero = true;
    for (int i = 0; i < n; i++) {
      x[i] = -b[i];
      zero &= b[i] == 0;
    }
    if (zero) {
      return new double[n];
    }
    // column j of the system's matrix is row j of m: equations are combined across m's columns
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(m[k][i]) > Math.abs(m[k][pivot]) ? i : pivot;
      }
      if (m[k][pivot] == 0 || Double.isNaN(m[k][pivot])) {
        throw new ArithmeticException("The residual's derivative with respect to the root is singular: " + m[k][pivot] + " in step " + k);
      }
      exchange(m, x, k, pivot);
      for (int i = k + 1; i < n; i++) {
        double f = m[k][i] / m[k][k];
        for (int j = k; j < n; j++) {
          m[j][i] -= f * m[j][k];
        }
        x[i] -= f * x[k];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        x[i] -= m[j][i] * x[j];
      }
      x[i] /= m[i][i];
    }
    return x;
  }

  private static void exchange(double[][] m, double[] x, int a, int b) {
    for (double[] row : m) {
      double t = row[a];
      row[a] = row[b];
      row[b] = t;
    }
    double t = x[a];
    x[a] = x[b];
    x[b] = t;
  }

  /**
   * Checks that a residual or a step has as many elements as what it is for.
   *
   * @param method the annotated method
   * @param point the root or the fixed point
   * @param result the residual or the next point
   * @throws IllegalArgumentException if their lengths differ
   */
  public static void sameLength(String method, double[] point, double[] result) {
    if (point.length != result.length) {
      throw new IllegalArgumentException(method + " returns " + point.length + " numbers, and what it is differentiated by "
          + result.length);
    }
  }

  /**
   * One step of the iteration for an adjoint or a tangent: {@code w = base + pulled}.
   *
   * @param w the iterate; overwritten
   * @param base what it starts from
   * @param pulled the product of the step's derivative and w
   * @return the largest change of an element, relative to the largest element; 0 where nothing changes
   */
  public static double step(double[] w, double[] base, double[] pulled) {
    double change = 0;
    double size = 0;
    for (int i = 0; i < w.length; i++) {
      double next = base[i] + pulled[i];
      change = Math.max(change, Math.abs(next - w[i]));
      size = Math.max(size, Math.abs(next));
      w[i] = next;
    }
    return change == 0 ? 0 : change / size;
  }

  /**
   * The same for one number.
   *
   * @param before the iterate
   * @param next the next one
   * @return the change relative to the next one; 0 where nothing changes
   */
  public static double change(double before, double next) {
    return before == next ? 0 : Math.abs(next - before) / Math.abs(next);
  }

  /**
   * Whether an iteration goes on.
   *
   * @param method the annotated method
   * @param steps how many steps were taken
   * @param change the last relative change
   * @param tolerance the change at which it ends
   * @param maxIterations how many steps it may take
   * @return whether the change is above the tolerance
   * @throws ArithmeticException if it is and no step is left, or is no number
   */
  public static boolean goesOn(String method, int steps, double change, double tolerance, int maxIterations) {
    if (steps == 0 || change > tolerance && steps < maxIterations) {
      return true;
    }
    if (change <= tolerance) {
      return false;
    }
    throw new ArithmeticException("The iteration for the derivative of " + method + " has not converged after " + steps
        + " steps: the relative change is " + change + ". Is the step a contraction there?");
  }
}
