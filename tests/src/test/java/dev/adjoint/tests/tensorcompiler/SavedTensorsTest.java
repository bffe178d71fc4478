package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tape.Tape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the forward half keeps for the reverse half: what that reads, and no more; and no longer than until it is read. */
class SavedTensorsTest {
  private static CompiledMethods methods;

  @BeforeAll
  static void compile() {
    methods = CompiledMethods.of("Loops", """
        @Differentiable(rules = dev.adjoint.tests.tensorcompiler.Watch.class)
        static Tensor counted(Tensor x, Tensor w, int n) {
          Tensor h = x;
          for (int i = 0; i < n; i++) {
            h = dev.adjoint.tests.tensorcompiler.Watch.probe(h.mul(w).tanh());
          }
          return h.sum();
        }
        @Differentiable(rules = dev.adjoint.tests.tensorcompiler.Watch.class)
        static Tensor unknown(Tensor x, Tensor w, double bound) {
          Tensor h = x;
          while (h.norm().item() > bound) {
            h = dev.adjoint.tests.tensorcompiler.Watch.probe(h.mul(w).tanh());
          }
          return h.sum();
        }
        @Differentiable static Tensor linear(Tensor x, @NonDifferentiable Tensor c, int n) {
          Tensor h = x;
          for (int i = 0; i < n; i++) {
            h = h.mul(c).add(x).neg();
            dev.adjoint.tests.tensorcompiler.Watch.see(h);
          }
          return h.sum();
        }
        @Differentiable static Tensor chain(Tensor x) {
          Tensor a = x.add(1);
          dev.adjoint.tests.tensorcompiler.Watch.see(a);
          Tensor b = a.neg();
          dev.adjoint.tests.tensorcompiler.Watch.see(b);
          Tensor c = b.mul(2).reshape(-1);
          dev.adjoint.tests.tensorcompiler.Watch.see(c);
          Tensor d = c.exp();
          dev.adjoint.tests.tensorcompiler.Watch.see(d);
          Tensor e = d.add(d);
          dev.adjoint.tests.tensorcompiler.Watch.see(e);
          return e.sum();
        }
        @Differentiable static Tensor collected(Tensor x, Tensor w, int n) {
          Tensor[] states = new Tensor[n];
          Tensor h = x;
          for (int i = 0; i < n; i++) {
            h = h.mul(w).tanh();
            states[i] = h;
          }
          return Tensor.stack(0, states).square().sum();
        }
        @Differentiable static Tensor greatest(Tensor x) { return x.neg().max(0).values().sum(); }
        @Differentiable static Tensor cheap(Tensor x, Tensor w) { return x.mul(w).sub(w).square().sum(); }
        @Differentiable static Tensor square(Tensor x) { return x.square().square().sum(); }
        @Differentiable static Tensor calls(Tensor x) { return square(x.sin()).mul(2); }
        """);
  }

  @BeforeEach
  void clear() {
    Watch.clear();
  }

  /** The storages of all tensors that a tape holds, without those of some tensors. */
  private static Set<Object> storages(Tape tape, List<Tensor> without) {
    Set<Object> storages = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object kept : references(tape)) {
      collect(kept, storages);
    }
    without.forEach(t -> storages.remove(t.view().storage()));
    return storages;
  }

  private static void collect(Object kept, Set<Object> storages) {
    if (kept instanceof Tensor t) {
      storages.add(t.view().storage());
    } else if (kept instanceof Object[] several) {
      for (Object one : several) {
        collect(one, storages);
      }
    }
  }

  /** Takes every reference from a tape. */
  private static List<Object> references(Tape tape) {
    var references = new ArrayList<Object>();
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> {
      while (true) {
        references.add(tape.popRef());
      }
    });
    return references;
  }

  private static int kept(TensorProgram p) {
    var tape = new Tape();
    p.forward().apply(p.operands(), tape);
    var given = new ArrayList<>(p.operands());
    given.addAll(p.constants());
    return storages(tape, given).size();
  }

  @Test
  void theDoublingLoopKeepsNoTensor() {
    TensorProgram p = TensorProgram.doubling(DType.FLOAT32);
    var tape = new Tape();
    p.forward().apply(p.operands(), tape);
    assertEquals(Set.of(), storages(tape, List.of()), "not even the operand");
  }

  @Test
  void theTinyLossKeepsTheHiddenUnitsAndTheDifference() {
    assertEquals(2, kept(TensorProgram.tinyLoss(DType.FLOAT32)));
  }

  @Test
  void attentionKeepsQueriesKeysValuesWeightsAndTheirMean() {
    assertEquals(5, kept(TensorProgram.attention(DType.FLOAT32)));
  }

  @Test
  void theRecurrentNetworkKeepsAStatePerStepAndTheDifference() {
    for (int length : new int[] {0, 1, 5}) {
      assertEquals(length + 2, kept(TensorProgram.recurrent(DType.FLOAT32, length)), "length " + length);
    }
  }

  @Test
  void theReverseHalfLeavesTheTapeEmpty() {
    for (TensorProgram p : TensorProgram.all(DType.FLOAT32)) {
      var tape = new Tape();
      Tensor value = p.forward().apply(p.operands(), tape);
      p.reverse().apply(Tensor.onesLike(value), tape);
      assertEquals(List.of(), references(tape), p.name());
    }
  }

  private static Tensor normal(int n) {
    return new Generator(n).normal(DType.FLOAT64, Shape.of(n));
  }

  @Test
  void whatTheReverseHalfDoesNotReadIsCollectedAfterTheForwardHalf() {
    var tape = new Tape();
    Tensor x = normal(4);
    Object value = methods.derivative("chainForward", x, tape);
    assertEquals(5, Watch.seen());
    assertEquals(1, Watch.alive(), "only the result of exp is read");
    Watch.keep(tape, value, x);
  }

  @Test
  void aLoopWhoseReverseReadsNoTensorKeepsNone() {
    var tape = new Tape();
    Tensor x = normal(4);
    Tensor c = normal(4);
    Object value = methods.derivative("linearForward", x, c, 6, tape);
    assertEquals(6, Watch.seen());
    assertEquals(0, Watch.alive());
    Watch.keep(tape, value, x, c);
  }

  @Test
  void cachesOfALoopOfKnownLengthAreClearedAsTheSweepUsesThem() {
    var tape = new Tape();
    Tensor x = normal(3);
    Tensor w = normal(3);
    Object value = methods.derivative("countedForward", x, w, 5, tape);
    assertEquals(5, Watch.alive());
    Object adjoints = methods.derivative("countedReverse", Tensor.scalar(1.0), tape);
    assertClearedStepByStep();
    Watch.keep(tape, value, adjoints, x, w);
  }

  @Test
  void cachesOfALoopOfUnknownLengthAreClearedAsTheSweepUsesThem() {
    var tape = new Tape();
    Tensor x = Tensor.of(0.9, 0.8, 0.7);
    Tensor w = Tensor.of(0.5, 0.5, 0.5);
    Object value = methods.derivative("unknownForward", x, w, 0.05, tape);
    assertTrue(Watch.seen() > 3);
    assertEquals(Watch.seen(), Watch.alive());
    Object adjoints = methods.derivative("unknownReverse", Tensor.scalar(1.0), tape);
    assertClearedStepByStep();
    Watch.keep(tape, value, adjoints, x, w);
  }

  @Test
  void theWholeSweepClearsItsCachesAsWell() {
    Tensor x = normal(3);
    Tensor w = normal(3);
    Object result = methods.derivative("countedVjp", x, w, 5, Tensor.scalar(1.0));
    assertClearedStepByStep();
    Watch.keep(result, x, w);
  }

  /** In the k-th reverse step from the end, what the k - 1 later steps had kept is gone, but for what two steps share. */
  private static void assertClearedStepByStep() {
    List<Integer> alive = Watch.aliveInTheReverseSweep();
    int n = Watch.seen();
    assertEquals(n, alive.size());
    IntStream.range(0, n).forEach(k -> assertTrue(alive.get(k) <= n - k + 1, () -> "step " + k + " of " + alive));
    assertTrue(alive.getLast() <= 2, alive::toString);
  }

  @Test
  void whatIsCheapAndMadeOfWhatIsKeptIsComputedAgain() {
    var tape = new Tape();
    Tensor x = normal(4);
    Tensor w = normal(4);
    Object value = methods.derivative("cheapForward", x, w, tape);
    assertEquals(Set.of(), storages(tape, List.of(x, w)), "the product and the difference are made of the operands again");
    Watch.keep(value);
  }

  @Test
  void statesThatAreCollectedAreKeptOnceAndTheirArrayForItsForms() {
    var tape = new Tape();
    Tensor x = normal(4);
    Tensor w = normal(4);
    Object value = methods.derivative("collectedForward", x, w, 5, tape);
    assertEquals(5 + 1, storages(tape, List.of(x, w)).size(), "the states, and what they were joined to");
    Watch.keep(value);
  }

  @Test
  void ofGreatestElementsOnlyThePlacesAreKept() {
    var tape = new Tape();
    Tensor x = normal(4);
    Object value = methods.derivative("greatestForward", x, tape);
    assertEquals(1, storages(tape, List.of(x)).size());
    Watch.keep(value);
  }

  @Test
  void halvesOfHelpersKeepWhatTheyReadThemselves() {
    var tape = new Tape();
    Tensor x = normal(4);
    methods.derivative("callsForward", x, tape);
    // The operand for sin, and sin's result, whose square is computed again.
    assertEquals(1, storages(tape, List.of(x)).size());
  }
}
