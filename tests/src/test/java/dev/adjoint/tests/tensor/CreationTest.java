package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tensors from Java arrays, shapes and formulas. */
class CreationTest {
  private static final Map<Class<?>, DType> TYPES = Map.of(float.class, DType.FLOAT32, double.class, DType.FLOAT64,
      long.class, DType.INT64, int.class, DType.INT64, boolean.class, DType.BOOL);

  /** A nested array whose elements are appended to a list in row-major order. */
  private static Object nested(Sampler s, Class<?> type, List<Integer> shape, int dim, List<Object> elements) {
    Object array = Array.newInstance(type, Agreement.sizes(shape.subList(dim, shape.size())));
    for (int i = 0; i < shape.get(dim); i++) {
      if (dim < shape.size() - 1) {
        Array.set(array, i, nested(s, type, shape, dim + 1, elements));
      } else if (type == int.class) {
        int value = s.pick(s.between(-9, 9), Integer.MAX_VALUE, Integer.MIN_VALUE);
        Array.set(array, i, value);
        elements.add((long) value);
      } else {
        Object value = s.element(TYPES.get(type), Sampler.Range.SPECIAL);
        Array.set(array, i, value);
        elements.add(value);
      }
    }
    return array;
  }

  @Test
  void nestedArraysOfEveryTypeAndRank() {
    Cases.check(s -> {
      Class<?> type = s.pick(float.class, double.class, long.class, int.class, boolean.class);
      List<Integer> shape = s.filled(s.between(2, 5));
      if (s.chance(4)) {
        shape = NaiveArray.with(shape, shape.size() - 1, 0);
      }
      var elements = new ArrayList<Object>();
      Object array = nested(s, type, shape, 0, elements);
      NaiveArray expected = NaiveArray.ofOrdered(TYPES.get(type), shape, elements);
      Agreement.exact("of", expected, Tensor.of((Object[]) array));
      Object flat = Array.newInstance(type, elements.size());
      for (int i = 0; i < elements.size(); i++) {
        Array.set(flat, i, type == int.class ? (Object) (int) (long) elements.get(i) : elements.get(i));
      }
      Agreement.exact("of flat", expected, Tensor.of(flat, Agreement.shape(shape)));
    });
  }

  @Test
  void emptyNestedArraysHaveTheSizesThatAreThere() {
    assertEquals(Shape.of(0, 0), Tensor.of(new float[0][]).shape());
    assertEquals(Shape.of(2, 0), Tensor.of(new float[2][0]).shape());
    assertEquals(Shape.of(2, 0, 0), Tensor.of(new long[2][0][3]).shape());
    assertEquals(DType.INT64, Tensor.of(new long[2][0][3]).dtype());
    assertEquals(Shape.of(0), Tensor.of(new double[0]).shape());
  }

  @Test
  void vectorsAndScalarsHaveTheTypeOfJava() {
    assertEquals(DType.FLOAT32, Tensor.of(1f, 2f).dtype());
    assertEquals(DType.FLOAT64, Tensor.of(1.0, 2.0).dtype());
    assertEquals(DType.INT64, Tensor.of(1L, 2L).dtype());
    assertEquals(DType.INT64, Tensor.of(1, 2).dtype());
    assertEquals(DType.BOOL, Tensor.of(true, false).dtype());
    assertEquals(Shape.of(2), Tensor.of(1, 2).shape());
    assertEquals(DType.FLOAT32, Tensor.scalar(1f).dtype());
    assertEquals(DType.FLOAT64, Tensor.scalar(1.0).dtype());
    assertEquals(DType.INT64, Tensor.scalar(1L).dtype());
    assertEquals(DType.BOOL, Tensor.scalar(true).dtype());
    assertEquals(Shape.SCALAR, Tensor.scalar(1L).shape());
    Tensor x = Tensor.ones(3);
    assertFalse(x.requiresGrad());
    assertEquals(Device.cpu(), x.device());
  }

  @Test
  void constantsInEveryType() {
    for (DType type : DType.values()) {
      NaiveArray two = NaiveArray.of(type, List.of(2, 3), _ -> Element.cast(2L, type));
      NaiveArray one = NaiveArray.of(type, List.of(2, 3), _ -> Element.cast(1L, type));
      NaiveArray zero = NaiveArray.of(type, List.of(2, 3), _ -> Element.cast(0L, type));
      Agreement.exact("full", two, Tensor.full(type, 2, 2, 3));
      Agreement.exact("ones", one, Tensor.ones(type, 2, 3));
      Agreement.exact("zeros", zero, Tensor.zeros(type, 2, 3));
      Tensor like = Tensor.zeros(type, 3, 2).t();
      Agreement.exact("fullLike", two, Tensor.fullLike(like, 2));
      Agreement.exact("onesLike", one, Tensor.onesLike(like));
      Agreement.exact("zerosLike", zero, Tensor.zerosLike(like.add(1L).to(type)));
      Agreement.exact("full in a form", two, Tensor.full(like.form(), 2));
    }
    assertEquals(DType.FLOAT32, Tensor.zeros(2).dtype());
    assertEquals(DType.FLOAT32, Tensor.ones(2).dtype());
    assertEquals(DType.FLOAT32, Tensor.full(3, 2).dtype());
    assertEquals(Shape.SCALAR, Tensor.zeros().shape());
    assertEquals(Shape.of(3, 0), Tensor.ones(3, 0).shape());
  }

  @Test
  void identities() {
    for (int n = 0; n < 4; n++) {
      for (int m = 0; m < 4; m++) {
        Agreement.exact("eye", NaiveArray.of(DType.FLOAT32, List.of(n, m), i -> i.get(0).equals(i.get(1)) ? 1f : 0f),
            Tensor.eye(n, m));
      }
      Agreement.exact("eye", NaiveArray.of(DType.FLOAT32, List.of(n, n), i -> i.get(0).equals(i.get(1)) ? 1f : 0f),
          Tensor.eye(n));
    }
  }

  @Test
  void rangesOfWholeNumbers() {
    assertArrayEquals(new long[] {0, 1, 2, 3}, Tensor.arange(4).toLongs());
    assertArrayEquals(new long[] {}, Tensor.arange(0).toLongs());
    assertArrayEquals(new long[] {-3, 0, 3}, Tensor.arange(-3, 4, 3).toLongs());
    assertArrayEquals(new long[] {-3, 0, 3}, Tensor.arange(-3, 6, 3).toLongs());
    assertArrayEquals(new long[] {5, 3, 1}, Tensor.arange(5, 0, -2).toLongs());
    assertArrayEquals(new long[] {}, Tensor.arange(5, 5, -2).toLongs());
    assertArrayEquals(new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - 1},
        Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).toLongs());
    assertArrayEquals(new long[] {0, Long.MIN_VALUE + 1}, Tensor.arange(0, Long.MIN_VALUE, Long.MIN_VALUE + 1).toLongs());
  }

  /** PyTorch computes {@code start + i * step} in double and rounds once. */
  @Test
  void rangesOfRealNumbersAreThoseOfPyTorch() {
    // torch.arange(0., 1., 0.1)
    assertArrayEquals(new float[] {0.0f, 0.100000001f, 0.200000003f, 0.300000012f, 0.400000006f, 0.5f, 0.600000024f,
        0.699999988f, 0.800000012f, 0.899999976f}, Tensor.arange(0, 1, 0.1).toFloats());
    // torch.arange(1., 2.5, 0.5)
    assertArrayEquals(new float[] {1, 1.5f, 2}, Tensor.arange(1, 2.5, 0.5).toFloats());
    assertArrayEquals(new float[] {1, 0.5f}, Tensor.arange(1.0, 0.0, -0.5).toFloats());
    assertArrayEquals(new float[] {}, Tensor.arange(1.0, 1.0, -0.5).toFloats());
  }

  @Test
  void linspaceIsSymmetricInFloat32() {
    // start + i * step in the first half, end - (steps - 1 - i) * step in the second, each rounded to float32
    assertArrayEquals(new float[] {0, 0.333333343f, 0.666666627f, 1}, Tensor.linspace(0, 1, 4).toFloats());
    assertArrayEquals(new float[] {-10, -5, 0, 5, 10}, Tensor.linspace(-10, 10, 5).toFloats());
    assertArrayEquals(new float[] {3}, Tensor.linspace(3, 10, 1).toFloats());
    assertArrayEquals(new float[] {}, Tensor.linspace(3, 10, 0).toFloats());
    assertArrayEquals(new float[] {3, 10}, Tensor.linspace(3, 10, 2).toFloats());
    // From either end, numbers of opposite sign stand at places of the same distance.
    for (int steps : new int[] {2, 3, 25, 100, 1001}) {
      float[] x = Tensor.linspace(-Math.PI, Math.PI, steps).toFloats();
      for (int i = 0; i < steps / 2; i++) {
        assertEquals(x[i], -x[steps - 1 - i], "element " + i + " of " + steps);
      }
      assertEquals((float) Math.PI, x[steps - 1]);
    }
    Tensor backwards = Tensor.linspace(1, 0, 4);
    assertArrayEquals(new float[] {1, 0.6666667f, 0.3333333f, 0}, backwards.toFloats(), 1e-6f);
  }

  @Test
  void joinedListsKeepTheirOrder() {
    assertEquals("[1, 2, 3]", Arrays.toString(Tensor.cat(List.of(Tensor.of(1, 2), Tensor.of(3)), 0).toLongs()));
  }
}
