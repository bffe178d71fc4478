package shapes;

import dev.adjoint.annotations.Differentiable;

/** With a type parameter: classes that bind it have a method of another signature, and a bridge to it. */
public interface Field<T extends Comparable<T>> {
  @Differentiable
  double at(T place, double x);

  @Differentiable
  double energy(T[] places, double[] x);
}
