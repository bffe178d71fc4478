package dev.adjoint.tests.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Random shapes, types, elements and tensors in arbitrary strides, from a seed. */
final class Sampler {
  /** What elements are drawn from. */
  enum Range {
    /** Small numbers, many of them whole or equal. */
    PLAIN,
    /** Also NaN, infinities, both zeros, and numbers near the ends of their types. */
    SPECIAL
  }

  private static final int[] SIZES = {0, 1, 1, 2, 2, 3, 3, 5, 7};
  private static final int MOST_ELEMENTS = 150;
  private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0,
      Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 1e-30, 16777216, 0x1p53, -0x1p63};
  private static final long[] SPECIAL_WHOLE = {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, -(1L << 24) - 1};

  private final Random random;
  private final StringBuilder log = new StringBuilder();

  Sampler(long seed) {
    // Neighbouring seeds of Random begin alike.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    random.nextLong();
  }

  /** What was drawn, for messages. */
  String log() {
    return log.toString();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  boolean chance(int oneIn) {
    return below(oneIn) == 0;
  }

  @SafeVarargs
  final <T> T pick(T... among) {
    return among[below(among.length)];
  }

  DType dtype() {
    return pick(DType.values());
  }

  DType floating() {
    return pick(DType.FLOAT32, DType.FLOAT64);
  }

  // Shapes.

  List<Integer> shape() {
    return shape(below(6));
  }

  List<Integer> shape(int rank) {
    var sizes = new ArrayList<Integer>();
    int numel = 1;
    for (int d = 0; d < rank; d++) {
      int size = SIZES[below(SIZES.length)];
      size = numel * size > MOST_ELEMENTS || size == 0 && !chance(3) ? 1 : size;
      numel *= size;
      sizes.add(size);
    }
    Collections.shuffle(sizes, random);
    return sizes;
  }

  /** A shape without empty dimensions. */
  List<Integer> filled(int rank) {
    return shape(rank).stream().map(size -> Math.max(size, 1)).toList();
  }

  /** A shape that broadcasts to another. */
  List<Integer> narrowed(List<Integer> to) {
    var sizes = new ArrayList<>(to.subList(chance(2) ? 0 : below(to.size() + 1), to.size()));
    sizes.replaceAll(size -> chance(4) ? 1 : size);
    return sizes;
  }

  /** Some dimensions, each once, some of them counted from the end; possibly none. */
  int[] dims(int rank) {
    return IntStream.range(0, rank).filter(_ -> chance(2)).map(d -> chance(3) ? d - rank : d).toArray();
  }

  /** One dimension, perhaps counted from the end; scalars take 0 and -1. */
  int dim(int rank) {
    int size = Math.max(rank, 1);
    return below(size) - (chance(3) ? size : 0);
  }

  int[] permutation(int n) {
    var order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, random);
    return Agreement.sizes(order);
  }

  // Elements.

  Object element(DType type, Range range) {
    boolean special = range == Range.SPECIAL && chance(4);
    return switch (type) {
      case BOOL -> random.nextBoolean();
      case INT64 -> special ? SPECIAL_WHOLE[below(SPECIAL_WHOLE.length)] : (Object) (long) between(-9, 9);
      case FLOAT32, FLOAT64 -> Element.cast(special ? SPECIAL[below(SPECIAL.length)]
          : chance(2) ? between(-12, 12) / 4.0 : random.nextGaussian() * 3, type);
    };
  }

  NaiveArray array(DType type, List<Integer> shape, Range range) {
    return NaiveArray.of(type, shape, _ -> element(type, range));
  }

  /** A tensor in row-major order. */
  static Tensor tensor(NaiveArray array) {
    List<Object> elements = array.ordered();
    int n = elements.size();
    Object flat = switch (array.dtype()) {
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
      case INT64 -> new long[n];
      case BOOL -> new boolean[n];
    };
    for (int i = 0; i < n; i++) {
      java.lang.reflect.Array.set(flat, i, elements.get(i));
    }
    return Tensor.of(flat, Agreement.shape(array.shape()));
  }

  // Tensors.

  /** Small elements in this shape, in arbitrary strides. */
  Sample sample(DType type, List<Integer> shape) {
    return sample(type, shape, Range.PLAIN);
  }

  Sample sample(DType type, List<Integer> shape, Range range) {
    return logged(build(type, shape, range, below(5), true));
  }

  /** As {@link #sample}, but no element of the base is shown twice, so that the tensor can be changed in place. */
  Sample writable(DType type, List<Integer> shape, Range range) {
    return logged(build(type, shape, range, below(5), false));
  }

  private Sample logged(Sample sample) {
    log.append("\n  ").append(sample.tensor().view()).append(' ').append(sample.array().ordered());
    return sample;
  }

  /** @param repeats whether expansions are allowed among the views, and copies */
  private Sample build(DType type, List<Integer> shape, Range range, int views, boolean repeats) {
    int rank = shape.size();
    if (views == 0) {
      NaiveArray array = array(type, shape, range);
      Tensor tensor = tensor(array);
      int[] count = {0};
      return new Sample(tensor, array, tensor, NaiveArray.of(DType.INT64, shape, _ -> (long) count[0]++));
    }
    switch (below(repeats ? 7 : 5)) {
      case 0 -> {
        int[] order = permutation(rank);
        var before = new ArrayList<>(shape);
        for (int d = 0; d < rank; d++) {
          before.set(order[d], shape.get(d));
        }
        return viewed(build(type, before, range, views - 1, repeats), t -> t.permute(order), a -> a.permute(order));
      }
      case 1 -> {
        if (rank == 0) {
          return build(type, shape, range, views - 1, repeats);
        }
        int d = below(rank);
        int step = between(1, 3);
        int start = below(3);
        int size = shape.get(d);
        int end = Math.max(start, start + size * step - below(step));
        List<Integer> before = NaiveArray.with(shape, d, end + below(step) + (size == 0 ? below(3) : 0));
        int stop = size == 0 ? start : end;
        return viewed(build(type, before, range, views - 1, repeats), t -> t.slice(d, start, stop, step),
            a -> a.slice(d, start, stop, step));
      }
      case 2 -> {
        int d = below(rank + 1);
        int size = between(1, 3);
        int index = below(size);
        return viewed(build(type, NaiveArray.inserted(shape, d, size), range, views - 1, repeats), t -> t.select(d, index),
            a -> a.select(d, index));
      }
      case 3 -> {
        int d = below(rank + 1);
        return viewed(build(type, NaiveArray.inserted(shape, d, 1), range, views - 1, repeats), t -> t.squeeze(d),
            a -> a.squeeze(d));
      }
      case 4 -> {
        int d = shape.indexOf(1);
        return d < 0 ? build(type, shape, range, views - 1, repeats)
            : viewed(build(type, NaiveArray.without(shape, d), range, views - 1, repeats), t -> t.unsqueeze(d),
                a -> a.unsqueeze(d));
      }
      case 5 -> {
        List<Integer> before = narrowed(shape);
        // An empty dimension is no repetition of anything.
        return viewed(build(type, before, range, views - 1, repeats), t -> t.expand(Agreement.sizes(shape)),
            a -> a.expand(shape));
      }
      default -> {
        int numel = shape.stream().reduce(1, (a, b) -> a * b);
        var before = new ArrayList<Integer>(List.of(numel));
        if (numel > 0 && numel % 2 == 0) {
          before.set(0, numel / 2);
          before.add(below(2), 2);
        }
        return viewed(build(type, before, range, views - 1, repeats), t -> t.reshape(Agreement.sizes(shape)),
            a -> a.reshape(shape));
      }
    }
  }

  private static Sample viewed(Sample x, UnaryOperator<Tensor> view, UnaryOperator<NaiveArray> rule) {
    return new Sample(view.apply(x.tensor()), rule.apply(x.array()), x.base(), rule.apply(x.places()));
  }
}
