package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Sums are made in one order: two runs give the same bits. */
class OpenClOrderTest {
  private static final int N = 1_000_003;

  private static void twice(Supplier<Tensor> computation) {
    OpenClDevice.backend();
    float[] first = computation.get().toFloats();
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(first, computation.get().toFloats(), 0f);
    }
  }

  private static Tensor normal(int... sizes) {
    OpenClDevice.backend();
    return new Generator(7).normal(DType.FLOAT32, Shape.of(sizes), OpenClDevice.DEVICE);
  }

  @Test
  void reductionsOfManyElements() {
    Tensor x = normal(N);
    twice(x::sum);
    twice(x::norm);
    Tensor y = normal(997, 1009);
    twice(() -> y.sum(0));
    twice(() -> y.sum(1));
    twice(() -> y.logsumexp(0));
    twice(() -> y.softmax(1));
    twice(() -> y.cumsum(0));
  }

  @Test
  void matrixProductsAndWindows() {
    Tensor a = normal(130, 257);
    Tensor b = normal(257, 65);
    twice(() -> a.matmul(b));
    Tensor image = normal(2, 3, 32, 32).requiresGrad_(true);
    Tensor weight = normal(4, 3, 3, 3);
    twice(() -> {
      image.zeroGrad();
      NeuralNet.conv2d(image, weight, null).square().sum().backward();
      return image.grad();
    });
  }

  @Test
  void longScattersAddInTheOrderOfTheSource() {
    var random = new SplittableRandom(3);
    long[] index = random.longs(20_000, 0, 37).toArray();
    float[] source = new float[2 * index.length];
    for (int i = 0; i < source.length; i++) {
      source[i] = (float) random.nextDouble(-1, 1);
    }
    Function<Backend, Object> scattered = backend -> {
      Device device = new Device(backend.deviceKind(), 0);
      var memory = backend.memory();
      View out = new View(memory.upload(device, new float[80]), Shape.of(40, 2));
      View rows = new View(memory.upload(device, index), Shape.of(index.length));
      View from = new View(memory.upload(device, source), Shape.of(index.length, 2));
      backend.indexing().indexAdd(out, 0, rows, from);
      return memory.download(out);
    };
    float[] expected = (float[]) scattered.apply(new ReferenceBackend());
    assertArrayEquals(expected, (float[]) scattered.apply(OpenClDevice.backend()), 0f);
    assertArrayEquals(expected, (float[]) scattered.apply(OpenClDevice.backend()), 0f);
  }

  @Test
  void sumsOfManyTinyElementsKeepWhatTheyLose() {
    Backend backend = OpenClDevice.backend();
    double[] x = new double[N];
    x[0] = 1;
    Arrays.fill(x, 1, N, 0x1p-60);
    View out = OpenClDevice.zeros(DType.FLOAT64, 1);
    backend.reductions().reduce(ReduceOp.SUM, OpenClDevice.view(x, N), new boolean[] {true}, out);
    assertArrayEquals(new double[] {1 + (N - 1) * 0x1p-60}, (double[]) backend.memory().download(out), 0);
  }
}
