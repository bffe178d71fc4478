package several;

/** A point of the plane. */
class Planar {
  static final Planar UNIT = new Planar(1, 0);

  final double y;
  private final double x;

  Planar(double x, double y) {
    this.x = x;
    this.y = y;
  }

  Planar(double[] v) {
    this(v[0], v.length == 2 ? v[1] : 1);
    if (v.length != 2) {
      throw new IllegalArgumentException("length " + v.length);
    }
  }

  Planar(double s, Planar u, Planar v) {
    double t = s * u.x;
    x = t + v.x;
    y = s * u.y + v.getY();
  }

  double getX() {
    return x;
  }

  double getY() {
    return y;
  }

  double norm() {
    return Math.sqrt(this.x * this.x + y * y);
  }

  double dot(Planar o) {
    return x * o.x + y * o.getY();
  }

  Planar add(Planar o) {
    return new Planar(1, this, o);
  }

  Planar scaled(double s) {
    return new Planar(s * x, s * y);
  }

  static double angle(Planar a, Planar b) {
    double product = a.norm() * b.norm();
    if (product == 0) {
      throw new ArithmeticException("no direction");
    }
    Planar c = cross(a, b);
    return a.dot(b) < 0 ? Math.PI - Math.asin(c.norm() / product) : Math.asin(c.norm() / product);
  }

  private static Planar cross(Planar a, Planar b) {
    return new Planar(a.x * b.y - a.y * b.x, 0);
  }
}
