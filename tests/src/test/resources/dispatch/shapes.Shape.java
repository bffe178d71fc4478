package shapes;

import dev.adjoint.annotations.Differentiable;

/** What others implement. */
public interface Shape {
  @Differentiable
  double area(double scale, double[] p);

  @Differentiable
  void stretch(double[] p, double by);

  /** An overload. */
  @Differentiable
  float area(float scale);

  @Differentiable
  double[] outline(double scale, int n);
}
