package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.Comparator;

final class TypeParameter {
  @Differentiable
  // expect: AD076 at "Comparator<T> order"
  static <T> double ordered(double x, T a, T b, Comparator<T> order) {
    return order.compare(a, b) < 0 ? x : x * x;
  }

  @Differentiable
  static <T> double keys(double x, T[] keys, T key) {
    for (T k : keys) {
      if (k.equals(key)) {
        return x * x;
      }
    }
    return x * keys.length;
  }
}
