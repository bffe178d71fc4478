package several;

import java.util.function.DoubleUnaryOperator;

/** A point with a weight and a function. */
final class Weighted extends Planar {
  private static final double HALF = 0.5;

  final double weight;
  final DoubleUnaryOperator line;
  private final Planar origin = new Planar(HALF, HALF);
  private final double start = origin.getX() * 2;

  Weighted(double x, double y, int n) {
    super(x * n, y);
    weight = n + start;
    line = t -> t * x + n;
  }

  Weighted(double w, Planar p) {
    super(w, p, p);
    weight = w;
    line = Math::sin;
  }

  @Override
  double norm() {
    return dot(this) * weight + origin.norm();
  }

  double log(double s) {
    return line.applyAsDouble(getX()) * s;
  }
}
