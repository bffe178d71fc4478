package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.function.DoubleFunction;

/**
 * A search along a descent direction for a step t that satisfies the strong Wolfe conditions
 * {@code f(t) <= f(0) + c1 t f'(0)} and {@code |f'(t)| <= -c2 f'(0)} (Nocedal, Wright, <i>Numerical Optimization</i>, section
 * 3.5), in the variant of PyTorch's L-BFGS, which comes from minFunc: first a bracket, then cubic interpolation inside of it.
 */
final class StrongWolfe {
  private static final double C1 = 1e-4, C2 = 0.9;

  /**
   * The function at a step.
   *
   * @param t the length of the step
   * @param loss the function's value
   * @param gradient of all parameters, in one vector
   * @param slope the derivative with respect to t
   */
  record Point(double t, double loss, Tensor gradient, double slope) {}

  /**
   * Where a search ended.
   *
   * @param point the accepted one, or the best if none satisfied the conditions
   * @param evaluations how many were needed
   */
  record Result(Point point, int evaluations) {}

  private final DoubleFunction<Point> line;
  private final Point start;
  private final double directionNorm;
  private final double toleranceChange;
  private final int limit;
  private final Point[] bracket = new Point[2];
  private int low;
  private int iterations;

  /**
   * A search.
   *
   * @param line evaluates the function at a step
   * @param start the function at step 0; its slope is negative
   * @param directionNorm the greatest magnitude in the direction
   * @param toleranceChange a bracket that moves no parameter by more is not divided again
   * @param limit how many evaluations are allowed beyond the first
   */
  StrongWolfe(DoubleFunction<Point> line, Point start, double directionNorm, double toleranceChange, int limit) {
    this.line = line;
    this.start = start;
    this.directionNorm = directionNorm;
    this.toleranceChange = toleranceChange;
    this.limit = limit;
  }

  /** Searches from a first step. */
  Result search(double firstStep) {
    boolean done = findBracket(firstStep);
    low = bracket[0].loss() <= bracket[1].loss() ? 0 : 1;
    if (!done) {
      zoom();
    }
    return new Result(bracket[low], iterations + 1);
  }

  private boolean armijoFails(Point point) {
    return point.loss() > start.loss() + C1 * point.t() * start.slope();
  }

  private boolean curvatureHolds(Point point) {
    return Math.abs(point.slope()) <= -C2 * start.slope();
  }

  /** Sets the bracket; true if its ends are one point that satisfies the conditions. */
  private boolean findBracket(double firstStep) {
    Point previous = start;
    Point current = line.apply(firstStep);
    while (iterations < limit) {
      if (armijoFails(current) || iterations > 1 && current.loss() >= previous.loss()) {
        setBracket(previous, current);
        return false;
      }
      if (curvatureHolds(current)) {
        setBracket(current, current);
        return true;
      }
      if (current.slope() >= 0) {
        setBracket(previous, current);
        return false;
      }
      double least = current.t() + 0.01 * (current.t() - previous.t());
      double next = interpolate(previous, current, least, current.t() * 10);
      previous = current;
      current = line.apply(next);
      iterations++;
    }
    setBracket(start, current);
    return false;
  }

  private void setBracket(Point first, Point second) {
    bracket[0] = first;
    bracket[1] = second;
  }

  private void zoom() {
    boolean insufficientProgress = false;
    while (iterations < limit) {
      double least = Math.min(bracket[0].t(), bracket[1].t());
      double most = Math.max(bracket[0].t(), bracket[1].t());
      if ((most - least) * directionNorm < toleranceChange) {
        return;
      }
      double t = interpolate(bracket[0], bracket[1], least, most);
      // Near an end of the bracket twice, or on it: a tenth of the bracket away from that end.
      double margin = 0.1 * (most - least);
      if (Math.min(most - t, t - least) < margin) {
        if (insufficientProgress || t >= most || t <= least) {
          t = Math.abs(t - most) < Math.abs(t - least) ? most - margin : least + margin;
          insufficientProgress = false;
        } else {
          insufficientProgress = true;
        }
      } else {
        insufficientProgress = false;
      }
      Point point = line.apply(t);
      iterations++;
      int high = 1 - low;
      if (armijoFails(point) || point.loss() >= bracket[low].loss()) {
        bracket[high] = point;
        low = bracket[0].loss() <= bracket[1].loss() ? 0 : 1;
        continue;
      }
      boolean done = curvatureHolds(point);
      if (!done && point.slope() * (bracket[high].t() - bracket[low].t()) >= 0) {
        bracket[high] = bracket[low];
      }
      bracket[low] = point;
      if (done) {
        return;
      }
    }
  }

  /** The minimum of the cubic through two points with their slopes, clipped; the middle if it has none. */
  static double interpolate(Point a, Point b, double least, double most) {
    double d1 = a.slope() + b.slope() - 3 * (a.loss() - b.loss()) / (a.t() - b.t());
    double square = d1 * d1 - a.slope() * b.slope();
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    Point first = a.t() <= b.t() ? a : b;
    Point second = a.t() <= b.t() ? b : a;
    double d2 = Math.sqrt(square);
    double t = second.t()
        - (second.t() - first.t()) * ((second.slope() + d2 - d1) / (second.slope() - first.slope() + 2 * d2));
    return Math.min(Math.max(t, least), most);
  }
}
