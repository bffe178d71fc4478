package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors from Java arrays and from formulas. */
final class Creation {
  private Creation() {}

  /** @param elements of the right length and a type that memory takes; copied by the upload where need be */
  static Tensor upload(Object elements, Shape shape) {
    return new Tensor(new View(Backends.cpu().memory().upload(Device.cpu(), elements), shape));
  }

  static Tensor flat(Object elements, Shape shape) {
    if (!elements.getClass().isArray() || !elements.getClass().getComponentType().isPrimitive()) {
      throw new IllegalArgumentException("elements are an array of float, double, long, int or boolean, not "
          + elements.getClass().getTypeName());
    }
    if (Array.getLength(elements) != shape.numel()) {
      throw new IllegalArgumentException(Array.getLength(elements) + " elements do not fill shape " + shape + " of "
          + shape.numel());
    }
    return upload(primitive(elements, "elements"), shape);
  }

  private static Object primitive(Object array, String where) {
    return switch (array) {
      case float[] _, double[] _, long[] _, boolean[] _ -> array;
      case int[] ints -> Arrays.stream(ints).asLongStream().toArray();
      default -> throw new IllegalArgumentException("no element type for " + array.getClass().getTypeName() + " at " + where
          + "; float, double, long, int and boolean have one");
    };
  }

  static Tensor nested(Object[] nested) {
    var sizes = new ArrayList<Integer>();
    if (nested == null) {
      throw new IllegalArgumentException("the nested array is null at its root");
    }
    Class<?> element = nested.getClass();
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (!element.isPrimitive()) {
      throw new IllegalArgumentException("no element type for " + nested.getClass().getTypeName()
          + "; nested arrays of float, double, long, int and boolean have one");
    }
    measure(nested, sizes, "");
    Shape shape = Shape.trusted(sizes.stream().mapToInt(Integer::intValue).toArray());
    Object flat = Array.newInstance(element, shape.numel());
    fill(nested, shape, 0, flat, 0, "");
    return upload(primitive(flat, "elements"), shape);
  }

  /** The sizes along the first entries. */
  private static void measure(Object array, List<Integer> sizes, String where) {
    if (array == null) {
      throw new IllegalArgumentException("the nested array is null at " + (where.isEmpty() ? "its root" : where));
    }
    int length = Array.getLength(array);
    sizes.add(length);
    if (!array.getClass().getComponentType().isArray()) {
      return;
    }
    if (length > 0) {
      measure(Array.get(array, 0), sizes, where + "[0]");
    } else {
      for (Class<?> c = array.getClass().getComponentType(); c.isArray(); c = c.getComponentType()) {
        sizes.add(0);
      }
    }
  }

  private static int fill(Object array, Shape shape, int dim, Object flat, int next, String where) {
    if (array == null) {
      throw new IllegalArgumentException("the nested array is null at " + where);
    }
    int length = Array.getLength(array);
    if (length != shape.size(dim)) {
      throw new IllegalArgumentException("ragged nested array: expected " + shape.size(dim) + " entries at "
          + (where.isEmpty() ? "the root" : where) + " (dim " + dim + "), got " + length);
    }
    if (dim == shape.rank() - 1) {
      System.arraycopy(array, 0, flat, next, length);
      return next + length;
    }
    int position = next;
    for (int i = 0; i < length; i++) {
      position = fill(Array.get(array, i), shape, dim + 1, flat, position, where + "[" + i + "]");
    }
    return position;
  }

  static Tensor eye(int n, int m) {
    var elements = new float[Shape.of(n, m).numel()];
    for (int i = 0; i < Math.min(n, m); i++) {
      elements[i * m + i] = 1;
    }
    return upload(elements, Shape.of(n, m));
  }

  private static IllegalArgumentException tooMany(Number start, Number end, Number step) {
    return new IllegalArgumentException("arange: from " + start + " to " + end + " in steps of " + step
        + " there are more than " + Integer.MAX_VALUE + " elements");
  }

  private static int count(double start, double end, double step) {
    double count = (end - start) / step;
    if (!(count >= 0) || !Double.isFinite(start) || !Double.isFinite(end) || !Double.isFinite(step)) {
      throw new IllegalArgumentException("arange: there is no way from " + start + " to " + end + " in steps of " + step);
    }
    if (Math.ceil(count) > Integer.MAX_VALUE) {
      throw tooMany(start, end, step);
    }
    return (int) Math.ceil(count);
  }

  static Tensor arange(long start, long end, long step) {
    if (step == 0 || (end > start) != (step > 0) && end != start) {
      throw new IllegalArgumentException("arange: there is no way from " + start + " to " + end + " in steps of " + step);
    }
    // Unsigned, since the distance may be more than a long holds.
    long distance = step > 0 ? end - start : start - end;
    long stride = Math.abs(step);
    long count = Long.divideUnsigned(distance, stride) + (Long.remainderUnsigned(distance, stride) == 0 ? 0 : 1);
    if (Long.compareUnsigned(count, Integer.MAX_VALUE) > 0) {
      throw tooMany(start, end, step);
    }
    var elements = new long[(int) count];
    Arrays.setAll(elements, i -> start + i * step);
    return upload(elements, Shape.of(elements.length));
  }

  static Tensor arange(double start, double end, double step) {
    var elements = new float[count(start, end, step)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) (start + i * step);
    }
    return upload(elements, Shape.of(elements.length));
  }

  static Tensor linspace(double start, double end, int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("linspace: the number of steps is " + steps + "; at least 0 is needed");
    }
    var elements = new float[steps];
    // As PyTorch computes it: in float32, from the nearer end, with one rounding.
    float step = steps < 2 ? 0 : ((float) end - (float) start) / (steps - 1);
    for (int i = 0; i < steps; i++) {
      elements[i] = i < steps / 2 ? Math.fma(step, i, (float) start) : Math.fma(-step, steps - i - 1, (float) end);
    }
    if (steps == 1) {
      elements[0] = (float) start;
    }
    return upload(elements, Shape.of(steps));
  }
}
