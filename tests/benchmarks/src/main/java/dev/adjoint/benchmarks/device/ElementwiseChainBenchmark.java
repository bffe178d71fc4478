package dev.adjoint.benchmarks.device;

import dev.adjoint.benchmarks.Measured;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The gradient of a chain of elementwise operations: as generated code runs it, in one pass each way, and through the graph. */
@Fork(value = 2, jvmArgs = {"-Xms2g", "-Xmx2g", "--add-modules=jdk.incubator.vector", "-Dadjoint.threads=1"})
public class ElementwiseChainBenchmark extends Measured {
  @Param({"16000", "250000"})
  int size;

  private List<Tensor> plain;
  private List<Tensor> leaves;

  /** The benchmark for vectors of a length, prepared. */
  public static ElementwiseChainBenchmark of(int size) {
    var benchmark = new ElementwiseChainBenchmark();
    benchmark.size = size;
    benchmark.prepare();
    return benchmark;
  }

  @Setup
  public void prepare() {
    plain = List.of(Tensor.of(Inputs.normal(1, size)), Tensor.of(Inputs.normal(2, size)), Tensor.of(Inputs.normal(3, size)));
    leaves = plain.stream().map(p -> p.copy().requiresGrad_()).toList();
  }

  /** The generated gradient with respect to the first vector, or another. */
  public Tensor generated(int input) {
    MethodsDerivatives.ChainGradient r = MethodsDerivatives.chainGradient(plain.get(0), plain.get(1), plain.get(2));
    return input == 0 ? r.x() : input == 1 ? r.w() : r.b();
  }

  /** The generated gradient. */
  @Benchmark
  public Object adjoint() {
    try (var scope = TensorScope.open()) {
      return scope.keep(MethodsDerivatives.chainGradient(plain.get(0), plain.get(1), plain.get(2)).value());
    }
  }

  /** The gradient through the graph. */
  @Benchmark
  public Object eager() {
    try (var scope = TensorScope.open()) {
      for (Tensor leaf : leaves) {
        leaf.setGrad(null);
      }
      Tensor value = Methods.chain(leaves.get(0), leaves.get(1), leaves.get(2));
      value.backward();
      return scope.keep(value.detach());
    }
  }

  /** The gradients after a call of {@link #eager}. */
  public List<Tensor> gradients() {
    return leaves.stream().map(Tensor::grad).toList();
  }
}
