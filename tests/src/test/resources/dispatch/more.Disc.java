package more;

import dev.adjoint.annotations.Differentiable;
import shapes.Field;
import shapes.Shape;

/** In another package, with two interfaces. */
public class Disc implements Shape, Field<String> {
  @Override
  @Differentiable
  public double area(double scale, double[] p) {
    return Math.PI * scale * scale * p[0];
  }

  @Override
  @Differentiable
  public void stretch(double[] p, double by) {
    for (int i = 0; i < p.length; i++) {
      p[i] = p[i] * by + i;
    }
  }

  @Override
  @Differentiable
  public float area(float scale) {
    return (float) Math.PI * scale * scale;
  }

  @Override
  @Differentiable
  public double[] outline(double scale, int n) {
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      r[i] = Math.sin(scale * i) * scale;
    }
    return r;
  }

  @Override
  @Differentiable
  public double at(String place, double x) {
    return x * x * place.length();
  }

  @Override
  @Differentiable
  public double energy(String[] places, double[] x) {
    double e = 0;
    for (int i = 0; i < x.length; i++) {
      e += at(places[i], x[i]);
    }
    return e;
  }

  /** A package-private class in a public one, that inherits most of what it does. */
  static class Ring extends Disc {
    private final double inner;

    Ring(double inner) {
      this.inner = inner;
    }

    @Override
    @Differentiable
    public double area(double scale, double[] p) {
      return Math.PI * (scale * scale - inner * inner) * p[0] * p[1];
    }
  }

  /** Inherits all. */
  static final class ThinRing extends Ring {
    ThinRing() {
      super(0.9);
    }
  }

  public static Shape ring(double inner) {
    return inner > 0.8 ? new ThinRing() : new Ring(inner);
  }
}
