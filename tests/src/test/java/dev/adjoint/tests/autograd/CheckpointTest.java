package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.autograd.Checkpoint;
import dev.adjoint.runtime.autograd.Functional;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.autograd.UnaryFunction;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Checkpoints: the same gradients bit for bit, and no values kept. */
class CheckpointTest {
  private final Tensor weight = new Operands(100).normal(3, 3);
  private final Tensor x = new Operands(101).normal(2, 3);

  private Tensor layer(Tensor t) {
    Tensor hidden = t.matmul(weight);
    hidden.mul_(hidden.tanh()).add_(t);
    return hidden.softmax(-1).mul(t.sigmoid());
  }

  private double[][] gradients(UnaryOperator<Tensor> function) {
    x.zeroGrad();
    weight.zeroGrad();
    function.apply(x.mul(2)).square().sum().backward();
    return new double[][] {x.grad().toDoubles(), weight.grad().toDoubles()};
  }

  private void same(UnaryOperator<Tensor> plain, UnaryOperator<Tensor> checkpointed) {
    double[][] expected = gradients(plain);
    double[][] actual = gradients(checkpointed);
    assertArrayEquals(expected[0], actual[0]);
    assertArrayEquals(expected[1], actual[1]);
  }

  @Test
  void gradientsOfInputsAndOfCapturedParametersAreTheSame() {
    same(this::layer, t -> Checkpoint.checkpoint(this::layer, t));
    same(t -> layer(layer(t)), t -> Checkpoint.checkpoint(this::layer, Checkpoint.checkpoint(this::layer, t)));
  }

  @Test
  void capturedNonLeavesGetTheirGradientOnce() {
    UnaryOperator<Tensor> direct = t -> {
      Tensor w = weight.exp();
      return t.matmul(w).sin().mul(w.sum());
    };
    same(direct, t -> {
      Tensor w = weight.exp();
      var calls = new AtomicInteger();
      w.registerHook(seed -> {
        calls.incrementAndGet();
        return null;
      });
      Tensor result = Checkpoint.checkpoint((Tensor u) -> u.matmul(w).sin().mul(w.sum()), t);
      result.registerHook(seed -> {
        assertEquals(0, calls.get());
        return null;
      });
      return result;
    });
  }

  @Test
  void severalInputsAndOutputsAreTheSame() {
    Functional.Several function = in -> {
      Tensor product = in.get(0).mul(in.get(1));
      return List.of(product.exp(), product.add(in.get(0)), in.get(1));
    };
    Functional.Several checkpointed = in -> Checkpoint.checkpoint(function, in);
    List<Tensor> inputs = List.of(new Operands(1).normal(2, 2), new Operands(2).normal(2));
    GradCheck.gradcheck(checkpointed, inputs);
    GradCheck.gradgradcheck(checkpointed, inputs);
  }

  @Test
  void secondDerivativesGoThroughACheckpoint() {
    GradCheck.gradgradcheck(in -> List.of(Checkpoint.checkpoint((Tensor t) -> t.matmul(in.get(1)).tanh().exp(), in.get(0))),
        List.of(x, weight));
    assertArrayEquals(Functional.hessian(t -> layer(t).sum(), x).toDoubles(),
        Functional.hessian(t -> Checkpoint.checkpoint(this::layer, t).sum(), x).toDoubles());
  }

  @Test
  void checkpointsNest() {
    UnaryOperator<Tensor> inner = t -> Checkpoint.checkpoint(this::layer, t.exp()).mul(t);
    UnaryOperator<Tensor> outer = t -> Checkpoint.checkpoint(inner, inner.apply(t.mul(0.5)));
    same(t -> {
      Tensor half = t.mul(0.5);
      Tensor first = layer(half.exp()).mul(half);
      return layer(first.exp()).mul(first);
    }, t -> Checkpoint.checkpoint(outer, t));
    GradCheck.gradgradcheck(t -> Checkpoint.checkpoint(outer, t), x);
  }

  @Test
  void backwardPassesMayRunInside() {
    UnaryOperator<Tensor> penalty = t -> {
      Tensor y = t.matmul(weight).tanh();
      return Autograd.grad(y.sum(), t, GradOption.CREATE_GRAPH).square().add(y.sum());
    };
    same(penalty, t -> Checkpoint.checkpoint(penalty, t));
    UnaryOperator<Tensor> direction = t -> t.matmul(weight).mul(Autograd.grad(layer(t).sum(), t).detach());
    same(direction, t -> Checkpoint.checkpoint(direction, t));
  }

  @Test
  void functionsOfTheUsersOwnAreComputedAgain() {
    UnaryFunction square = UnaryFunction.of("Square", (context, t) -> {
      context.saveForBackward(t, t.mul(2));
      return t.square();
    }, (context, seed) -> seed.mul(context.saved(0)).add(seed.mul(context.saved(1)).mul(0.5)));
    same(t -> square.apply(t.matmul(weight)), t -> Checkpoint.checkpoint((Tensor u) -> square.apply(u.matmul(weight)), t));
  }

  @Test
  void randomNumbersAreRepeated() {
    Generator.standard().manualSeed(5);
    double[][] expected = gradients(t -> NeuralNet.dropout(layer(t), 0.5, true));
    double next = Tensor.rand(1).item();
    Generator.standard().manualSeed(5);
    double[][] actual = gradients(t -> Checkpoint.checkpoint((Tensor u) -> NeuralNet.dropout(layer(u), 0.5, true), t));
    assertArrayEquals(expected[0], actual[0]);
    assertArrayEquals(expected[1], actual[1]);
    assertEquals(next, Tensor.rand(1).item());
  }

  @Test
  void generatorsThatAreGivenRepeatTheirNumbers() {
    var one = new Generator(9);
    var other = new Generator(9);
    same(t -> t.mul(one.normal(DType.FLOAT64, Shape.of(2, 3))).matmul(weight).tanh(), t -> Checkpoint.checkpoint(
        in -> List.of(in.getFirst().mul(other.normal(DType.FLOAT64, Shape.of(2, 3))).matmul(weight).tanh()), List.of(t),
        List.of(other)).getFirst());
    assertEquals(one.state(), other.state());
  }

  @Test
  void theFunctionRunsOnceForwardsAndOnceBackwards() {
    var calls = new AtomicInteger();
    Tensor y = Checkpoint.checkpoint((Tensor t) -> {
      calls.incrementAndGet();
      return layer(t);
    }, x).sum();
    assertEquals(1, calls.get());
    y.backward(GradOption.RETAIN_GRAPH);
    assertEquals(2, calls.get());
    y.backward();
    assertEquals(2, calls.get());
    assertThrows(IllegalStateException.class, y::backward);
  }

  @Test
  void valuesInsideAreNotKept() throws InterruptedException {
    var values = new ArrayList<WeakReference<Tensor>>();
    UnaryOperator<Tensor> function = t -> {
      Tensor a = t.exp();
      Tensor b = a.mul(a);
      values.add(new WeakReference<>(a));
      values.add(new WeakReference<>(b));
      return b.sin();
    };
    Tensor kept = function.apply(x);
    Tensor y = Checkpoint.checkpoint(function, x);
    for (int i = 0; i < 100 && values.get(2).refersTo(null) != values.get(3).refersTo(null) | i == 0; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNotNull(values.get(0).get());
    assertNotNull(values.get(1).get());
    assertNull(values.get(2).get());
    assertNull(values.get(3).get());
    y.sum().backward();
    kept.sum().backward();
  }

  @Test
  void anInputThatIsChangedBeforeBackwardIsRefused() {
    Tensor input = x.mul(2);
    Tensor y = Checkpoint.checkpoint(this::layer, input).sum();
    input.add_(1);
    String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
    assertTrue(message.contains("modified by an inplace operation") && message.contains("checkpoint"), message);
  }

  @Test
  void aFunctionThatChangesItsInputIsRefused() {
    String message = assertThrows(IllegalStateException.class,
        () -> Checkpoint.checkpoint((Tensor t) -> t.mul_(2).exp(), x.mul(2))).getMessage();
    assertTrue(message.contains("input 0") && message.contains("in place"), message);
  }

  @Test
  void aFunctionThatDoesSomethingElseTheSecondTimeIsRefused() {
    for (UnaryOperator<Tensor> other : List.<UnaryOperator<Tensor>>of(t -> t.exp().sin(), t -> t.sum().exp(), Tensor::neg)) {
      var calls = new AtomicInteger();
      Tensor y = Checkpoint.checkpoint((Tensor t) -> calls.getAndIncrement() == 0 ? t.exp() : other.apply(t), x).sum();
      String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
      assertTrue(message.contains("something else when it was computed again"), message);
    }
  }

  @Test
  void aSavedValueThatIsChangedInsideIsRefusedAsWithout() {
    UnaryOperator<Tensor> wrong = t -> {
      Tensor a = t.exp();
      Tensor b = a.mul(a);
      a.add_(1);
      return b;
    };
    for (Tensor y : List.of(wrong.apply(x), Checkpoint.checkpoint(wrong, x))) {
      String message = assertThrows(IllegalStateException.class, () -> y.sum().backward()).getMessage();
      assertTrue(message.contains("modified by an inplace operation"), message);
    }
  }

  @Test
  void nothingHappensWhereNothingIsRecorded() {
    Tensor constant = Tensor.of(1.0, 2.0);
    assertArrayEquals(new double[] {2, 4}, Checkpoint.checkpoint((Tensor t) -> t.mul(2), constant).toDoubles());
  }
}
