package dev.adjoint.benchmarks.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.adjoint.benchmarks.tensor.TensorMeasured;
import dev.adjoint.runtime.tensor.Tensor;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.TearDown;

/** How PyTorch is measured: one thread, nothing downloaded, the library taken from the class path. */
@Fork(value = 3, jvmArgs = {"-Xms2g", "-Xmx2g", "--add-modules=jdk.incubator.vector", "-Dadjoint.threads=1",
    "--enable-native-access=ALL-UNNAMED", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
    "-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1"})
public abstract class PyTorchMeasured extends TensorMeasured {
  /** Owns the inputs. */
  protected final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();

  /** An input. */
  protected NDArray input(float[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  @TearDown
  public void close() {
    manager.close();
  }

  /**
   * Compares answers.
   *
   * @param tolerance for the largest deviation of an element, relative to the largest element
   * @throws IllegalStateException if the answers differ
   */
  protected static void check(Tensor ours, float[] theirs, double tolerance) {
    float[] values = ours.toFloats();
    if (values.length != theirs.length) {
      throw new IllegalStateException(values.length + " elements are not PyTorch's " + theirs.length);
    }
    double largest = 0;
    double deviation = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(theirs[i]));
      deviation = Math.max(deviation, Math.abs((double) values[i] - theirs[i]));
    }
    if (!(deviation <= tolerance * largest)) {
      throw new IllegalStateException("deviates from PyTorch by " + deviation + " where the largest element is " + largest);
    }
  }
}
