package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorKernels;
import org.junit.jupiter.api.Test;

/** Kernels with a form in C: {@code n * x * min(y, x) + (n % 3)}, by hand. */
class OpenClKernelTest {

  private static final class Product extends ElementKernel {
    private static final String SOURCE = """
        FUNCTION void CAT(NAME, _value)(double x, int32 n, double y, double *r0) {
          *r0 = n * x * j_min_double(y, x) + j_rem_int(n, 3);
        }
        FUNCTION void CAT(NAME, _adjoint)(double x, int32 n, double y, double seed, double *r0, double *r1) {
          if (y <= x) {
            *r0 = seed * n * y;
            *r1 = seed * n * x;
          } else {
            *r0 = seed * n * 2 * x;
            *r1 = 0;
          }
        }
        """;
    private final int n;

    Product(int n) {
      super("product", true, SOURCE, new boolean[] {true, true}, new Object[] {null, n, null});
      this.n = n;
    }

    @Override
    public void value(int count, double[][] rows, double[] values) {
      for (int i = 0; i < count; i++) {
        values[i] = n * rows[0][i] * Math.min(rows[1][i], rows[0][i]) + n % 3;
      }
    }

    @Override
    public void adjoint(int count, double[][] rows, double[] seeds, double[][] adjoints) {
      for (int i = 0; i < count; i++) {
        double x = rows[0][i];
        double y = rows[1][i];
        adjoints[0][i] = seeds[i] * n * (y <= x ? y : 2 * x);
        adjoints[1][i] = y <= x ? seeds[i] * n * x : 0;
      }
    }
  }

  private static void check(DType dtype, int n, int[] a, int[] b, boolean transposed) {
    OpenClDevice.backend();
    var generator = new Generator(11);
    Tensor x = generator.normal(dtype, Shape.of(a));
    Tensor y = generator.normal(dtype, Shape.of(b));
    Tensor[] cpu = run(x.requiresGrad_(true), y.requiresGrad_(true), n, transposed);
    Tensor[] device = run(x.detach().to(OpenClDevice.DEVICE).requiresGrad_(true),
        y.detach().to(OpenClDevice.DEVICE).requiresGrad_(true), n, transposed);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(cpu[i].to(DType.FLOAT64).toDoubles(), device[i].to(DType.FLOAT64).toDoubles(), 1e-5);
    }
  }

  private static Tensor[] run(Tensor x, Tensor y, int n, boolean transposed) {
    Tensor result = TensorKernels.apply(new Product(n), transposed ? x.transpose(0, 1) : x, y);
    result.sum().backward();
    return new Tensor[] {result.detach(), x.grad(), y.grad()};
  }

  @Test
  void contiguousElements() {
    check(DType.FLOAT32, 5, new int[] {1003}, new int[] {1003}, false);
    check(DType.FLOAT64, -7, new int[] {3}, new int[] {3}, false);
  }

  @Test
  void broadcastAndTransposedElements() {
    check(DType.FLOAT32, 5, new int[] {17, 9}, new int[] {9}, false);
    check(DType.FLOAT32, 5, new int[] {17, 9}, new int[] {}, false);
    check(DType.FLOAT64, 5, new int[] {17, 9}, new int[] {9, 17}, true);
  }
}
