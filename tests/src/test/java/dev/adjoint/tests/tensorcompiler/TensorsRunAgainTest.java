package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tape.Tape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensor operations in code that the reverse sweep runs again: checkpointed loops and methods, iterations that feed sums alone. */
class TensorsRunAgainTest {
  private static final CompiledMethods METHODS = CompiledMethods.of("Again", """
      @Differentiable static Tensor stored(Tensor x, Tensor w, int n) {
        Tensor h = x;
        for (int t = 0; t < n; t++) {
          h = h.matmul(w).tanh().mul(h.mean());
        }
        return h;
      }
      @Differentiable static Tensor checkpointed(Tensor x, Tensor w, int n) {
        Tensor h = x;
        for (@Checkpoint(snapshots = 2) int t = 0; t < n; t++) {
          h = h.matmul(w).tanh().mul(h.mean());
        }
        return h;
      }
      @Differentiable static Tensor steps(Tensor x, Tensor w, int n) {
        Tensor h = x;
        for (int t = 0; t < n; t++) {
          h = step(h, w);
        }
        return h;
      }
      @Checkpoint private static Tensor step(Tensor h, Tensor w) {
        return h.matmul(w).tanh().mul(h.mean());
      }
      @Differentiable static Tensor sum(Tensor x, Tensor w, int n) {
        Tensor s = x;
        for (int t = 0; t < n; t++) {
          s = s.add(x.matmul(w.mul(t)).sin());
        }
        return s;
      }
      @Differentiable static Tensor numbers(Tensor x, Tensor w, int n) {
        double s = 0;
        for (int t = 0; t < n; t++) {
          s += x.matmul(w.mul(t)).sin().mean().item();
        }
        return x.mul(s);
      }
      """);

  private static final Tensor X = normal(1);
  private static final Tensor W = normal(3);
  private static final Tensor SEED = normal(1).neg();
  private static final int N = 7;

  private static Tensor normal(int rows) {
    return new Generator(rows).normal(DType.FLOAT64, Shape.of(rows, 3));
  }

  private static List<Object> vjp(String name) {
    return METHODS.components(name + "Vjp", X, W, N, SEED);
  }

  private static void assertSame(List<Object> expected, List<Object> actual) {
    for (int i = 0; i < expected.size(); i++) {
      Bits.assertSame((Tensor) expected.get(i), (Tensor) actual.get(i), "component " + i);
    }
  }

  /** The halves keep less, and so run iterations again that the whole has fused. */
  private static void assertHalvesAreTheWhole(String name) {
    var tape = new Tape();
    METHODS.derivative(name + "Forward", X, W, N, tape);
    List<Object> whole = vjp(name);
    METHODS.derivative(name + "Reverse", SEED, tape);
    Object w = tape.popRef();
    assertSame(whole.subList(1, 3), List.of(tape.popRef(), w));
  }

  @Test
  void checkpointedLoopsHaveTheAdjointsOfStoredOnes() {
    assertSame(vjp("stored"), vjp("checkpointed"));
    assertHalvesAreTheWhole("checkpointed");
  }

  @Test
  void checkpointedMethodsHaveTheAdjointsOfStoredOnes() {
    assertSame(vjp("stored"), vjp("steps"));
    assertHalvesAreTheWhole("steps");
  }

  @Test
  void iterationsThatFeedSumsAreThoseOfTheEagerGraph() {
    for (String name : List.of("sum", "numbers")) {
      new MethodCase(name, List.of(0, 1), X, W, N).forwardAndReverseModeAgree(METHODS);
      assertHalvesAreTheWhole(name);
    }
    new MethodCase("sum", List.of(0, 1), X, W, N).reverseModeIsTheEagerGraph(METHODS);
  }
}
