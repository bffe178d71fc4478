package more;

import dev.adjoint.annotations.Differentiable;
import shapes.Field;
import shapes.Shape;

/** A record, whose own derivatives are with respect to its components as well. */
public record Tile(double width, double[] heights) implements Shape, Field<Integer> {
  @Override
  @Differentiable
  public double area(double scale, double[] p) {
    double sum = 0;
    for (double h : heights) {
      sum += h * scale * p[p.length - 1];
    }
    return sum * width;
  }

  @Override
  @Differentiable
  public void stretch(double[] p, double by) {
    for (int i = p.length - 1; i > 0; i--) {
      p[i] = p[i - 1] * by * width;
    }
  }

  @Override
  @Differentiable
  public float area(float scale) {
    return scale * (float) width;
  }

  @Override
  @Differentiable
  public double[] outline(double scale, int n) {
    double[] r = heights.clone();
    for (int i = 0; i < r.length; i++) {
      r[i] *= scale * width;
    }
    return r;
  }

  @Override
  @Differentiable
  public double at(Integer place, double x) {
    return heights[place] * x + width;
  }

  @Override
  @Differentiable
  public double energy(Integer[] places, double[] x) {
    double e = 1;
    for (int i = 0; i < x.length; i++) {
      e *= at(places[i], x[i]);
    }
    return e;
  }
}
