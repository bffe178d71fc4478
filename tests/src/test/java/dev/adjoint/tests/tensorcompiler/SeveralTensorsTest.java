package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods with operations that yield several tensors. */
class SeveralTensorsTest {
  private static final CompiledMethods METHODS = CompiledMethods.of("Several", """
        @Differentiable static Tensor greatest(Tensor x, int dim) {
          Extremum top = x.square().max(dim, true);
          return x.div(top.values()).add(top.values().sin());
        }
        @Differentiable static Tensor indexed(Tensor x, Tensor y) {
          var low = x.min(0);
          return y.gather(0, low.indices().unsqueeze(0)).mul(low.values());
        }
        static Extremum pick(Tensor x, boolean most) { return most ? x.max(1) : x.min(1); }
        @Differentiable static Tensor picked(Tensor x, int n) {
          Tensor sum = x.sin();
          Extremum last = pick(sum, true);
          for (int i = 0; i < n; i++) {
            last = pick(sum.mul(x), i % 2 == 0);
            sum = sum.add(last.values().unsqueeze(1)).tanh();
          }
          return sum.mul(last.values().sum());
        }
        @Differentiable static Tensor pooled(Tensor images) {
          Extremum p = NeuralNet.maxPool2dWithIndices(images.tanh(), Window.square(2).withStride(2));
          return p.values().mul(p.indices().to(DType.FLOAT32)).add(images.sum());
        }
        @Differentiable static Tensor spread(Tensor x, int dim) {
          Tensor y = x.sub(x.mean(true, dim)).div(x.std(true, dim).add(x.var(true, dim)));
          return y.mul(x.norm(3, true, dim)).add(x.get(1, 0)).add(x.std()).sub(x.var());
        }
      """);

  private static Tensor normal(long seed, int... shape) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(shape));
  }

  static Stream<MethodCase> cases() {
    return Stream.of(
        new MethodCase("greatest", List.of(0), normal(1, 3, 4), 0),
        new MethodCase("greatest", List.of(0), normal(2, 2, 3, 4), -1),
        new MethodCase("indexed", List.of(0, 1), normal(3, 3, 4), normal(4, 3, 4)),
        new MethodCase("picked", List.of(0), normal(5, 3, 4), 0),
        new MethodCase("picked", List.of(0), normal(5, 3, 4), 3),
        new MethodCase("pooled", List.of(0), normal(6, 2, 3, 4, 6)),
        new MethodCase("pooled", List.of(0), normal(7, 3, 4, 6)),
        new MethodCase("spread", List.of(0), normal(8, 3, 4), 0),
        new MethodCase("spread", List.of(0), normal(9, 3, 4), 1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reverseModeIsTheEagerGraphToTheLastBit(MethodCase c) {
    c.reverseModeIsTheEagerGraph(METHODS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAndReverseModeAgreeInADotProduct(MethodCase c) {
    c.forwardAndReverseModeAgree(METHODS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTrackedCallHasBothDerivativesOfTheEagerGraph(MethodCase c) {
    c.aTrackedCallHasBothDerivatives(METHODS);
  }
}
