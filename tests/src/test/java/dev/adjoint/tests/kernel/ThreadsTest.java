package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels over arrays on several threads of the CPU. */
class ThreadsTest {

  private static String run(int threads) throws IOException, InterruptedException {
    var command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
        "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Dadjoint.threads=" + threads, "-cp",
        System.getProperty("java.class.path"), ThreadsRun.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().filter(line -> line.matches("\\w+ -?[0-9a-f]+")).reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void theBitsDoNotDependOnTheNumberOfThreads() throws IOException, InterruptedException {
    String one = run(1);
    assertTrue(one.contains("heat ") && one.contains("smooth "), one);
    assertEquals(one, run(7));
  }

  /** Notes the pieces that it is asked for; each iteration i writes 1/(1+i), and adds to three cells from i, modulo their number. */
  private static final class Noting extends ArrayKernel {
    private final List<String> values = Collections.synchronizedList(new ArrayList<>());
    private final List<int[]> pieces = Collections.synchronizedList(new ArrayList<>());
    private final Split.Where where;
    private final int n;
    private final int failsAt;

    Noting(int n, Split.Where where, int failsAt) {
      super("noting", true, "", new String[0], 0, input("x", double.class, true), output("out", double.class, true, false));
      this.n = n;
      this.where = where;
      this.failsAt = failsAt;
    }

    @Override
    public Split split(Object[] arrays) {
      return new Split(0, n, 1, false, where, Split.own());
    }

    @Override
    public void value(Object[] arrays) {
      values.add("whole");
      value(arrays, 0, n);
    }

    @Override
    public void value(Object[] arrays, int from, int to) {
      values.add(from + " " + to);
      for (int i = from; i < to; i++) {
        if (i >= failsAt && (i - failsAt) % 3000 == 0) {
          throw new ArrayIndexOutOfBoundsException("at " + i);
        }
        ((double[]) arrays[1])[i] = 1.0 / (1 + i);
      }
    }

    @Override
    public void adjoint(Object[] arrays, Object[] adjoints) {
      pieces.add(new int[] {0, n});
      add((double[]) adjoints[0], 0, n);
    }

    @Override
    public double[] adjoint(Object[] arrays, double[][] adjoints, int from, int to) {
      pieces.add(new int[] {from, to});
      add(adjoints[0], from, to);
      return new double[0];
    }

    private static void add(double[] adjoint, int from, int to) {
      for (int i = from; i < to; i++) {
        for (int k = 0; k < 3; k++) {
          adjoint[(i + k) % adjoint.length] += 1.0 / (3 + i + k);
        }
      }
    }
  }

  private static double[] gradient(Noting kernel, int n, int cells) {
    Tensor x = Tensor.zeros(DType.FLOAT64, cells).requiresGrad_();
    Tensor out = Tensor.zeros(DType.FLOAT64, n);
    TensorKernels.run(kernel, x.mul(1), out);
    for (int i = 0; i < n; i += 99) {
      assertEquals(1.0 / (1 + i), out.detach().select(0, i).item());
    }
    out.sum().backward();
    return x.grad().toDoubles();
  }

  @Test
  void smallKernelsRunAsAWhole() {
    var kernel = new Noting(5000, ArrayKernel.Split.own(), Integer.MAX_VALUE);
    gradient(kernel, 5000, 5002);
    assertEquals("whole", kernel.values.getFirst());
    assertEquals(1, kernel.pieces.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"near", "far", "anywhere", "anywhere in many"})
  void everyIterationRunsOnceAndNothingThatPiecesAddGetsLost(String where) {
    int n = 100_003;
    var kernel = new Noting(n, where.equals("near") ? ArrayKernel.Split.near(1, 0, 2)
        : where.equals("far") ? ArrayKernel.Split.near(1, -50_000, 50_000) : ArrayKernel.Split.anywhere(), Integer.MAX_VALUE);
    int cells = where.equals("anywhere") ? 1000 : n + 2;
    double[] gradient = gradient(kernel, n, cells);
    var expected = new double[cells];
    Noting.add(expected, 0, n);
    assertArrayEquals(expected, gradient, 1e-12);
    kernel.pieces.sort((a, b) -> Integer.compare(a[0], b[0]));
    int next = 0;
    for (int[] piece : kernel.pieces) {
      assertEquals(next, piece[0]);
      next = piece[1];
    }
    assertEquals(n, next);
    // arrays of their own for all pieces are worth it where they are small
    assertEquals(where.equals("near") || where.equals("anywhere") ? 24 : 1, kernel.pieces.size());
    assertEquals(24, kernel.values.size());
  }

  @Test
  void theFirstIterationThatThrowsIsReported() {
    var kernel = new Noting(100_000, ArrayKernel.Split.own(), 40_000);
    Tensor x = Tensor.zeros(DType.FLOAT64, 100_002);
    Tensor out = Tensor.zeros(DType.FLOAT64, 100_000);
    assertEquals("at 40000", assertThrows(ArrayIndexOutOfBoundsException.class, () -> TensorKernels.run(kernel, x, out)).getMessage());
  }
}
