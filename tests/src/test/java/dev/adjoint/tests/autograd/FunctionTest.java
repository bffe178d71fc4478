package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.autograd.Context;
import dev.adjoint.runtime.autograd.Function;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.autograd.UnaryFunction;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations of the user's own. */
class FunctionTest {
  /** Product and sum; saves inputs and an output. */
  private static final class ProductAndSum extends Function {
    @Override
    protected Tensor[] forward(Context context, Tensor... x) {
      Tensor product = x[0].mul(x[1]);
      context.saveForBackward(x[0], x[1], null, product);
      return new Tensor[] {product, x[0].add(x[1])};
    }

    @Override
    protected Tensor[] backward(Context context, Tensor... seeds) {
      assertNull(context.saved(2));
      return new Tensor[] {seeds[0].mul(context.saved(1)).add(seeds[1]),
          seeds[0].mul(context.saved(3)).div(context.saved(1)).add(seeds[1])};
    }
  }

  private static Tensor x() {
    return Tensor.of(1.5, -2, 3).requiresGrad_();
  }

  private static final UnaryFunction CUBE = UnaryFunction.of("Cube", (context, x) -> {
    context.saveForBackward(x);
    return x.pow(3);
  }, (context, seed) -> seed.mul(context.saved(0).square().mul(3)));

  private static Function giving(Tensor... adjoints) {
    return Function.of("Given", (context, x) -> new Tensor[] {x[0].mul(1)}, (context, seeds) -> adjoints);
  }

  private static String failure(Function function) {
    Tensor x = x();
    Tensor y = function.applyToOne(x).sum();
    return assertThrows(IllegalStateException.class, y::backward).getMessage();
  }

  @Test
  void severalOutputsHaveOneNodeThatIsNamedByTheClass() {
    Tensor[] outputs = new ProductAndSum().apply(x(), x());
    assertEquals("ProductAndSumBackward", outputs[0].gradFn().name());
    assertSame(outputs[0].gradFn(), outputs[1].gradFn());
    assertEquals(List.of(0, 1), Arrays.stream(outputs).map(Tensor::outputIndex).toList());
    assertEquals("tensor(27., grad_fn=<CubeBackward>)", CUBE.apply(Tensor.scalar(3f).requiresGrad_()).toString());
  }

  @Test
  void savedInputsAndOutputsCanBeDifferentiatedAgain() {
    GradCheck.gradcheck(t -> Arrays.asList(new ProductAndSum().apply(t.get(0), t.get(1))), List.of(x(), x()));
    GradCheck.gradgradcheck(t -> Arrays.asList(new ProductAndSum().apply(t.get(0), t.get(1))), List.of(x(), x()));
    GradCheck.gradgradcheck(CUBE::apply, x());
    Tensor x = x();
    Tensor second = Autograd.grad(Autograd.grad(CUBE.apply(x).sum(), x, GradOption.CREATE_GRAPH).sum(), x);
    assertArrayEquals(new double[] {9, -12, 18}, second.toDoubles());
  }

  @Test
  void savedTensorsAreFreedAndASecondBackwardIsRefused() {
    Tensor y = CUBE.apply(x()).sum();
    y.backward(GradOption.RETAIN_GRAPH);
    y.backward();
    String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
    assertTrue(message.contains("backward through the graph a second time") && message.contains("RETAIN_GRAPH"), message);
    assertTrue(message.contains("CubeBackward"), message);
  }

  @Test
  void aSavedTensorThatIsChangedInPlaceIsRefused() {
    Tensor x = x().mul(1);
    Tensor y = CUBE.apply(x).sum();
    x.add_(1);
    String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
    assertTrue(message.contains("modified by an inplace operation") && message.contains("CubeBackward"), message);
  }

  @Test
  void outputsMayBeDeclaredConstant() {
    Function function = Function.of("Sorted", (context, x) -> {
      Tensor sign = x[0].sign();
      context.markNonDifferentiable(sign);
      return new Tensor[] {x[0].mul(2), sign, x[0].argmax()};
    }, (context, seeds) -> {
      assertEquals(3, seeds.length);
      return new Tensor[] {seeds[0].mul(2)};
    });
    Tensor[] outputs = function.apply(x());
    assertTrue(outputs[0].requiresGrad());
    assertFalse(outputs[1].requiresGrad() || outputs[2].requiresGrad());
    outputs[0].sum().backward();
  }

  @Test
  void needsInputGradSaysWhoseAdjointIsUsed() {
    var needed = new ArrayList<Boolean>();
    Function function = Function.of("Add", (context, x) -> {
      needed.add(context.needsInputGrad(0));
      needed.add(context.needsInputGrad(1));
      return new Tensor[] {x[0].add(x[1])};
    }, (context, seeds) -> new Tensor[] {context.needsInputGrad(0) ? seeds[0] : null, null});
    Tensor x = x();
    function.applyToOne(x, Tensor.of(1.0)).sum().backward();
    assertArrayEquals(new double[] {1, 1, 1}, x.grad().toDoubles());
    GradMode.withoutGrad(() -> assertFalse(function.applyToOne(x, x).requiresGrad()));
    assertEquals(List.of(true, false, false, false), needed);
  }

  @Test
  void missingSeedsAreZerosOrNull() {
    var seen = new ArrayList<Tensor>();
    for (boolean zeros : new boolean[] {true, false}) {
      Function function = Function.of("Two", (context, x) -> {
        context.setMaterializeGrads(zeros);
        return new Tensor[] {x[0].mul(1), x[0].sum()};
      }, (context, seeds) -> {
        seen.add(seeds[1]);
        return new Tensor[] {seeds[0]};
      });
      function.apply(x())[0].sum().backward();
    }
    assertEquals(0, seen.get(0).item());
    assertEquals(0, seen.get(0).rank());
    assertNull(seen.get(1));
  }

  @Test
  void attributesGoFromForwardToBackward() {
    UnaryFunction scale = UnaryFunction.of("Scale", (context, x) -> {
      context.set("factor", 2.5);
      return x.mul(2.5);
    }, (context, seed) -> {
      assertThrows(IllegalArgumentException.class, () -> context.get("other", Double.class));
      return seed.mul(context.get("factor", Double.class));
    });
    Tensor x = x();
    scale.apply(x).sum().backward();
    assertArrayEquals(new double[] {2.5, 2.5, 2.5}, x.grad().toDoubles());
  }

  @Test
  void backwardReturnsOneAdjointPerInput() {
    assertTrue(failure(giving()).contains("incorrect number of gradients (expected 1, got 0)"));
    assertTrue(failure(giving(Tensor.of(1.0), null)).contains("(expected 1, got 2)"));
    assertTrue(failure(giving((Tensor[]) null)).contains("(expected 1, got null)"));
  }

  @Test
  void anAdjointFitsItsInput() {
    String shape = failure(giving(Tensor.zeros(2)));
    assertTrue(shape.contains("GivenBackward") && shape.contains("index 0") && shape.contains("[2]")
        && shape.contains("[3]"), shape);
    String type = failure(giving(Tensor.of(1L, 2L, 3L)));
    assertTrue(type.contains("int64") && type.contains("float64"), type);
    // A shape that the input broadcasts to is summed, a floating type converted.
    Tensor x = x();
    giving(Tensor.ones(2, 3)).applyToOne(x).sum().backward();
    assertArrayEquals(new double[] {2, 2, 2}, x.grad().toDoubles());
  }

  @Test
  void anInputThatIsReturnedIsNotTheInput() {
    Function identity = Function.of("Identity", (context, x) -> x, (context, seeds) -> seeds);
    Tensor x = x();
    Tensor y = identity.applyToOne(x);
    assertTrue(x.isLeaf() && !y.isLeaf());
    y.mul_(2);
    assertArrayEquals(new double[] {1.5, -2, 3}, x.toDoubles());
    y.sum().backward();
    assertArrayEquals(new double[] {2, 2, 2}, x.grad().toDoubles());
  }

  @Test
  void aViewThatIsReturnedMayBeChangedInPlace() {
    Function firstTwo = Function.of("FirstTwo",
        (context, x) -> new Tensor[] {x[0].slice(0, 0, 2), x[0].mul(3).slice(0, 0, 2)},
        (context, seeds) -> new Tensor[] {Tensor.cat(List.of(seeds[0].add(seeds[1].mul(3)), Tensor.zeros(1)), 0)});
    Tensor x = x();
    Tensor[] outputs = firstTwo.apply(x);
    outputs[0].mul_(2).add(outputs[1].mul_(2)).sum().backward();
    assertArrayEquals(new double[] {8, 8, 0}, x.grad().toDoubles());
    assertArrayEquals(new double[] {1.5, -2, 3}, x.toDoubles());
  }

  @Test
  void forwardDoesNotChangeItsInputs() {
    Function wrong = Function.of("Wrong", (context, x) -> new Tensor[] {x[0].mul_(2)}, (context, seeds) -> seeds);
    String message = assertThrows(IllegalStateException.class, () -> wrong.apply(x().mul(1))).getMessage();
    assertTrue(message.contains("Wrong") && message.contains("input 0") && message.contains("in place"), message);
  }

  @Test
  void outputsAreNotNull() {
    assertThrows(IllegalStateException.class,
        () -> Function.of("Null", (context, x) -> new Tensor[] {null}, (context, seeds) -> seeds).apply(x()));
    assertThrows(IllegalStateException.class,
        () -> Function.of("Two", (context, x) -> new Tensor[2], (context, seeds) -> seeds).applyToOne(x()));
  }

  @Test
  void forwardIsNotRecordedAndBackwardOnlyWithCreateGraph() {
    var modes = new ArrayList<Boolean>();
    UnaryFunction function = UnaryFunction.of("Modes", (context, x) -> {
      modes.add(GradMode.isEnabled());
      return x.mul(2);
    }, (context, seed) -> {
      modes.add(GradMode.isEnabled());
      return seed.mul(2);
    });
    Tensor x = x();
    Tensor y = function.apply(x).sum();
    Autograd.grad(y, x, GradOption.CREATE_GRAPH);
    Autograd.grad(y, x);
    assertEquals(List.of(false, true, false), modes);
    assertTrue(GradMode.isEnabled());
  }

  @Test
  void exceptionsOfBackwardReachTheCaller() {
    UnaryFunction function = UnaryFunction.of("Throwing", (context, x) -> x.mul(2), (context, seed) -> {
      throw new ArithmeticException("mine");
    });
    Tensor y = function.apply(x()).sum();
    assertEquals("mine", assertThrows(ArithmeticException.class, y::backward).getMessage());
    assertTrue(GradMode.isEnabled());
  }
}
