package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods with operations that yield several tensors: records, and lists of pieces. */
class SeveralTensorsTest {
  private static final String TEXT = """
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
        @Differentiable static Tensor cut(Tensor x, int size) {
          List<Tensor> parts = x.sin().split(size, 0);
          Tensor last = parts.getLast().sum();
          for (int i = 0; i < parts.size(); i++) {
            last = last.mul(parts.get(i).cos().sum()).add(parts.getFirst().mean());
          }
          return last;
        }
        @Differentiable static Tensor rows(Tensor x, Tensor w) {
          Tensor h = w;
          for (Tensor row : x.mul(2).unbind(0)) {
            h = h.mul(row).tanh();
          }
          return h;
        }
        @Differentiable static Tensor recombined(Tensor x, int count) {
          var pieces = x.exp().chunk(count, 1);
          Tensor whole = Tensor.cat(pieces, 0);
          return Tensor.stack(List.of(whole, whole.square()), 0).mul(Tensor.cat(x.split(1, 0), 1).sum()).sum();
        }
        @Differentiable static Tensor unread(Tensor x) {
          var rows = x.unbind(0);
          return x.mul(rows.size());
        }
        private static Tensor dot(List<Tensor> a, List<Tensor> b) {
          Tensor sum = Tensor.zeros(DType.FLOAT64);
          for (int i = 0; i < a.size(); i++) {
            sum = sum.add(a.get(i).sin().mul(b.get(i).cos()).sum());
          }
          return sum;
        }
        @Differentiable static Tensor handedOn(Tensor x, Tensor w) { return dot(x.neg().unbind(0), w.neg().unbind(0)); }
        @Differentiable static Tensor constants(Tensor x, @NonDifferentiable Tensor c, @NonDifferentiable List<Tensor> more) {
          Tensor y = x;
          for (Tensor t : c.unbind(0)) {
            y = y.mul(t);
          }
          return y.mul(more.get(0)).add(Objects.hashCode(c.unbind(0)) == 0 ? 1 : 2);
        }
        @Differentiable static Tensor spread(Tensor x, int dim) {
          Tensor y = x.sub(x.mean(true, dim)).div(x.std(true, dim).add(x.var(true, dim)));
          return y.mul(x.norm(3, true, dim)).add(x.get(1, 0)).add(x.std()).sub(x.var());
        }
      """;
  private static final CompiledMethods METHODS = CompiledMethods.of("Several", TEXT);
  private static final CompiledMethods WITHOUT_ANALYSES = CompiledMethods.of("Several", TEXT, "-Aadjoint.analysis=off");

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
        new MethodCase("cut", List.of(0), normal(10, 5, 2), 2),
        new MethodCase("cut", List.of(0), normal(10, 5, 2), 5),
        new MethodCase("cut", List.of(0), normal(10, 5, 2), 1),
        new MethodCase("rows", List.of(0, 1), normal(11, 4, 2), normal(12, 2)),
        new MethodCase("recombined", List.of(0), normal(13, 2, 6), 3),
        new MethodCase("recombined", List.of(0), normal(13, 2, 6), 6),
        new MethodCase("handedOn", List.of(0, 1), normal(14, 3, 2), normal(15, 3, 2)),
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

  @ParameterizedTest
  @MethodSource("cases")
  void reverseModeWithoutAnalysesIsTheSame(MethodCase c) {
    c.reverseModeIsTheEagerGraph(WITHOUT_ANALYSES);
    c.forwardAndReverseModeAgree(WITHOUT_ANALYSES);
  }

  @Test
  void piecesThatNobodyReadsHandNothingBack() {
    new MethodCase("unread", List.of(0), normal(16, 3, 2)).reverseModeIsTheEagerGraph(METHODS);
    new MethodCase("unread", List.of(0), normal(16, 3, 2)).forwardAndReverseModeAgree(METHODS);
  }

  @Test
  void listsOfConstantsAreConstants() {
    var constants = new MethodCase("constants", List.of(0), normal(17, 2), normal(18, 3, 2), List.of(normal(19, 2)));
    constants.forwardAndReverseModeAgree(METHODS);
    constants.forwardAndReverseModeAgree(WITHOUT_ANALYSES);
  }

  @Test
  void exceptionsAreThoseOfTheMethod() {
    Tensor x = normal(20, 4, 2);
    assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("cutGradient", x, 0));
    assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("rowsGradient", Tensor.scalar(1.0), x));
  }
}
