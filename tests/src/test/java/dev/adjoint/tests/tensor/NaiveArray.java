package dev.adjoint.tests.tensor;

import dev.adjoint.runtime.array.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An array as the definition has it: an element for each index. There are no strides and no views; every result is a new
 * map, filled by a rule that says which element stands at an index.
 *
 * @param dtype the type of the elements
 * @param shape the sizes
 * @param elements boxed as {@link Element} says, by index
 */
record NaiveArray(DType dtype, List<Integer> shape, Map<List<Integer>, Object> elements) {

  static NaiveArray of(DType dtype, List<Integer> shape, Function<List<Integer>, Object> rule) {
    var elements = new HashMap<List<Integer>, Object>();
    for (List<Integer> index : indices(shape)) {
      elements.put(index, rule.apply(index));
    }
    return new NaiveArray(dtype, List.copyOf(shape), elements);
  }

  /** @param inOrder the elements in row-major order */
  static NaiveArray ofOrdered(DType dtype, List<Integer> shape, List<?> inOrder) {
    var next = inOrder.iterator();
    return of(dtype, shape, _ -> next.next());
  }

  /** Every index of a shape in row-major order. */
  static List<List<Integer>> indices(List<Integer> shape) {
    List<List<Integer>> all = List.of(List.of());
    for (int size : shape) {
      all = all.stream().flatMap(head -> IntStream.range(0, size).mapToObj(i -> inserted(head, head.size(), i))).toList();
    }
    return all;
  }

  Object at(List<Integer> index) {
    Object element = elements.get(index);
    if (element == null) {
      throw new IllegalStateException("no element " + index + " in shape " + shape);
    }
    return element;
  }

  int rank() {
    return shape.size();
  }

  int size(int dim) {
    return shape.get(dim);
  }

  int numel() {
    return elements.size();
  }

  List<List<Integer>> indices() {
    return indices(shape);
  }

  /** The elements in row-major order. */
  List<Object> ordered() {
    return indices().stream().map(this::at).toList();
  }

  NaiveArray to(DType type) {
    return of(type, shape, i -> Element.cast(at(i), type));
  }

  // Lists.

  static <T> List<T> with(List<T> list, int place, T value) {
    var copy = new ArrayList<>(list);
    copy.set(place, value);
    return copy;
  }

  static <T> List<T> without(List<T> list, int place) {
    var copy = new ArrayList<>(list);
    copy.remove(place);
    return copy;
  }

  static <T> List<T> inserted(List<T> list, int place, T value) {
    var copy = new ArrayList<>(list);
    copy.add(place, value);
    return copy;
  }

  /** A dimension counted from 0. */
  private int dim(int given) {
    return given < 0 ? given + Math.max(rank(), 1) : given;
  }

  // Other shapes for the same elements.

  NaiveArray permute(int... order) {
    var sizes = new ArrayList<Integer>();
    for (int dim : order) {
      sizes.add(size(dim(dim)));
    }
    return of(dtype, sizes, i -> {
      var source = new ArrayList<>(shape);
      for (int k = 0; k < order.length; k++) {
        source.set(dim(order[k]), i.get(k));
      }
      return at(source);
    });
  }

  NaiveArray transpose(int first, int second) {
    if (rank() == 0) {
      return this;
    }
    int a = dim(first);
    int b = dim(second);
    return of(dtype, with(with(shape, a, size(b)), b, size(a)), i -> at(with(with(i, a, i.get(b)), b, i.get(a))));
  }

  /** The places that a Python slice of a range of this size goes through. */
  static List<Integer> sliced(int size, int start, int end, int step) {
    long from = start < 0 ? Math.max(0, (long) start + size) : start;
    long to = end < 0 ? (long) end + size : end;
    return IntStream.range(0, size).filter(i -> i >= from && i < to && (i - from) % step == 0).boxed().toList();
  }

  NaiveArray slice(int dim, int start, int end, int step) {
    int d = dim(dim);
    List<Integer> places = sliced(size(d), start, end, step);
    return of(dtype, with(shape, d, places.size()), i -> at(with(i, d, places.get(i.get(d)))));
  }

  NaiveArray select(int dim, int index) {
    int d = dim(dim);
    int place = index < 0 ? index + size(d) : index;
    return of(dtype, without(shape, d), i -> at(inserted(i, d, place)));
  }

  NaiveArray unsqueeze(int dim) {
    int d = dim < 0 ? dim + rank() + 1 : dim;
    return of(dtype, inserted(shape, d, 1), i -> at(without(i, d)));
  }

  NaiveArray squeeze(int dim) {
    int d = dim(dim);
    return rank() == 0 || size(d) != 1 ? this : select(d, 0);
  }

  NaiveArray squeeze() {
    NaiveArray result = this;
    for (int d = rank() - 1; d >= 0; d--) {
      result = result.squeeze(d);
    }
    return result;
  }

  NaiveArray reshape(List<Integer> sizes) {
    return ofOrdered(dtype, sizes, ordered());
  }

  NaiveArray flatten(int first, int last) {
    if (rank() == 0) {
      return reshape(List.of(1));
    }
    int product = 1;
    var sizes = new ArrayList<>(shape);
    for (int d = dim(first); d <= dim(last); d++) {
      product *= size(d);
      sizes.remove(dim(first));
    }
    sizes.add(dim(first), product);
    return reshape(sizes);
  }

  NaiveArray expand(List<Integer> sizes) {
    int shift = sizes.size() - rank();
    return of(dtype, sizes, i -> {
      var source = new ArrayList<Integer>();
      for (int d = 0; d < rank(); d++) {
        source.add(size(d) == 1 ? 0 : i.get(d + shift));
      }
      return at(source);
    });
  }

  // Several arrays.

  /** The shape two shapes broadcast to, or null. */
  static List<Integer> broadcast(List<Integer> a, List<Integer> b) {
    if (a.size() < b.size()) {
      return broadcast(b, a);
    }
    var sizes = new ArrayList<>(a);
    int shift = a.size() - b.size();
    for (int d = 0; d < b.size(); d++) {
      int m = a.get(d + shift);
      int n = b.get(d);
      if (m != n && m != 1 && n != 1) {
        return null;
      }
      sizes.set(d + shift, m == 1 ? n : m);
    }
    return sizes;
  }

  static NaiveArray cat(List<NaiveArray> arrays, int dim, DType type) {
    NaiveArray first = arrays.getFirst();
    int d = first.dim(dim);
    int total = arrays.stream().mapToInt(a -> a.size(d)).sum();
    return of(type, with(first.shape, d, total), i -> {
      int place = i.get(d);
      for (NaiveArray array : arrays) {
        if (place < array.size(d)) {
          return Element.cast(array.at(with(i, d, place)), type);
        }
        place -= array.size(d);
      }
      throw new IllegalStateException("no array has index " + i);
    });
  }

  static NaiveArray stack(List<NaiveArray> arrays, int dim, DType type) {
    int d = dim < 0 ? dim + arrays.getFirst().rank() + 1 : dim;
    return of(type, inserted(arrays.getFirst().shape, d, arrays.size()),
        i -> Element.cast(arrays.get(i.get(d)).at(without(i, d)), type));
  }

  // Elements by index.

  NaiveArray gather(int dim, NaiveArray index) {
    return of(dtype, index.shape, i -> at(rank() == 0 ? i : with(i, dim(dim), (int) Element.whole(index.at(i)))));
  }

  NaiveArray indexSelect(int dim, NaiveArray index) {
    int d = dim(dim);
    return of(dtype, with(shape, d, index.size(0)),
        i -> at(with(i, d, (int) Element.whole(index.at(List.of(i.get(d)))))));
  }

  NaiveArray take(NaiveArray index) {
    var sizes = new ArrayList<>(index.shape);
    sizes.addAll(shape.subList(1, rank()));
    return of(dtype, sizes, i -> at(inserted(i.subList(index.rank(), i.size()), 0,
        (int) Element.whole(index.at(i.subList(0, index.rank()))))));
  }

  private NaiveArray added(List<List<Integer>> places, List<Object> summands) {
    var sums = new HashMap<>(elements);
    for (int k = 0; k < places.size(); k++) {
      sums.merge(places.get(k), summands.get(k), (a, b) -> NaiveElementwise.Binary.ADD.of(dtype, a, b));
    }
    return new NaiveArray(dtype, shape, sums);
  }

  NaiveArray scatterAdd(int dim, NaiveArray index, NaiveArray source) {
    return added(index.indices().stream()
        .map(i -> rank() == 0 ? i : with(i, dim(dim), (int) Element.whole(index.at(i)))).toList(), source.ordered());
  }

  NaiveArray indexAdd(int dim, NaiveArray index, NaiveArray source) {
    int d = dim(dim);
    return added(source.indices().stream()
        .map(i -> with(i, d, (int) Element.whole(index.at(List.of(i.get(d)))))).toList(), source.ordered());
  }

  NaiveArray maskedSelect(NaiveArray mask) {
    List<Object> chosen = indices().stream().filter(i -> Element.truth(mask.at(i))).map(this::at).toList();
    return ofOrdered(dtype, List.of(chosen.size()), chosen);
  }

  NaiveArray nonzero() {
    List<List<Integer>> places = indices().stream().filter(i -> Element.truth(at(i))).toList();
    return of(DType.INT64, List.of(places.size(), rank()), i -> (long) places.get(i.get(0)).get(i.get(1)));
  }

  NaiveArray oneHot(int classes) {
    return of(DType.INT64, inserted(shape, rank(), classes),
        i -> Element.whole(at(i.subList(0, rank()))) == i.get(rank()) ? 1L : 0L);
  }
}
