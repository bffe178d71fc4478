package awkward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Generic classes, methods, bounds that name each other, intersection types, captures, raw arrays of generics. */
final class Generics<T extends Comparable<? super T>, L extends List<T>> {
  private final L items;

  Generics(L items) {
    this.items = items;
  }

  <U extends T> Optional<T> max(U floor) {
    T best = floor;
    for (T t : items) {
      if (t.compareTo(best) > 0) {
        best = t;
      }
    }
    return Optional.of(best);
  }

  static <A extends Number & Comparable<A>> A larger(A a, A b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  static void captured(List<?> unknown) {
    swap(unknown);
    var mixed = List.of(1, "two", 3.0);
    for (var m : mixed) {
      System.out.println(m.compareTo(null));
    }
  }

  private static <E> void swap(List<E> list) {
    list.set(0, list.set(1, list.get(0)));
  }

  @SafeVarargs
  static <E> List<E> of(E... elements) {
    return new ArrayList<>(List.of(elements));
  }

  class Inner<K> {
    Map<K, ? extends T> map;

    class Innermost<V extends K> {
      V value;
    }
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
