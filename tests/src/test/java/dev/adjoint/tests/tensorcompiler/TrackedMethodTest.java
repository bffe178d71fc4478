package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.Edge;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A differentiated method as one node of the eager graph. */
class TrackedMethodTest {
  private static final CompiledMethods METHODS = CompiledMethods.of("Methods", """
      @Differentiable static Tensor weighted(Tensor x, @NonDifferentiable double[] c, @NonDifferentiable int[] index) {
        Tensor sum = x.mul(0);
        for (int i = 0; i < c.length; i++) {
          sum = sum.add(x.select(0, index[i]).exp().mul(c[i]));
        }
        return sum;
      }
      @Differentiable static Tensor same(Tensor x, Tensor y) { return x; }
      @Differentiable static Tensor transposed(Tensor x) { return x.t(); }
      @Differentiable static Tensor sumOf(Tensor x, Tensor y) { return x.add(y); }
      @Differentiable static Tensor constant(@NonDifferentiable Tensor c, Tensor x) { return c.mul(x).sin(); }
      @Differentiable static double number(Tensor x) { return x.sum().item(); }
      @Differentiable static Tensor scaled(Tensor x, double a) { return x.mul(a); }
      """);

  static Stream<TensorProgram> programs() {
    return Stream.of(DType.FLOAT32, DType.FLOAT64).flatMap(dtype -> TensorProgram.all(dtype).stream());
  }

  static Stream<TensorProgram> exactPrograms() {
    return TensorProgram.all(DType.FLOAT64).stream().filter(p -> !p.name().endsWith("length 0"));
  }

  private static List<Tensor> leaves(TensorProgram p) {
    return p.operands().stream().map(x -> x.detach().copy().requiresGrad_()).toList();
  }

  private static Tensor leaf(double... values) {
    return Tensor.of(values).requiresGrad_();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aCallIsOneNodeNamedAfterTheMethod(TensorProgram p) {
    List<Tensor> leaves = leaves(p);
    Tensor value = p.tracked().apply(leaves);
    assertEquals(p.node(), value.gradFn().name());
    List<String> next = value.gradFn().nextFunctions().stream().map(Edge::node).map(n -> n.name()).toList();
    assertEquals(leaves.stream().map(x -> "AccumulateGrad").toList(), next);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void itsGradientsAreTheEagerOnesToTheLastBit(TensorProgram p) {
    List<Tensor> eager = leaves(p);
    Tensor expected = p.method().apply(eager);
    Tensor seed = Bits.normalLike(new Generator(1), expected);
    expected.backward(seed);
    List<Tensor> tracked = leaves(p);
    Tensor value = p.tracked().apply(tracked);
    Bits.assertSame(expected, value, "value");
    value.backward(seed);
    for (int i = 0; i < tracked.size(); i++) {
      Tensor gradient = tracked.get(i).grad();
      if (eager.get(i).grad() == null) {
        assertTrue(gradient == null || gradient.eq(0).all().itemBoolean(), "operand " + i);
      } else {
        Bits.assertSame(eager.get(i).grad(), gradient, "operand " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aRetainedGraphGivesTheSameBitsAgain(TensorProgram p) {
    List<Tensor> leaves = leaves(p);
    Tensor value = p.tracked().apply(leaves);
    Tensor seed = Bits.normalLike(new Generator(2), value);
    var passes = new ArrayList<List<Tensor>>();
    for (int pass = 0; pass < 3; pass++) {
      passes.add(Autograd.grad(value, leaves, seed, GradOption.RETAIN_GRAPH, GradOption.ALLOW_UNUSED));
    }
    for (int i = 0; i < leaves.size(); i++) {
      Tensor first = orZeros(passes.get(0).get(i), leaves.get(i));
      Bits.assertSame(first, orZeros(passes.get(1).get(i), leaves.get(i)), "operand " + i + ", second pass");
      Bits.assertSame(first, orZeros(passes.get(2).get(i), leaves.get(i)), "operand " + i + ", third pass");
    }
    value.backward(seed);
    Throwable freed = assertThrows(IllegalStateException.class, () -> value.backward(seed));
    assertTrue(freed.getMessage().contains("a second time") && freed.getMessage().contains(p.node()), freed.getMessage());
  }

  private static Tensor orZeros(Tensor gradient, Tensor leaf) {
    return gradient == null ? Tensor.zerosLike(leaf) : gradient;
  }

  @ParameterizedTest
  @MethodSource("exactPrograms")
  void theSecondDerivativeIsThatOfTheEagerGraph(TensorProgram p) {
    Tensor seed = Bits.normalLike(new Generator(3), p.method().apply(p.operands()));
    List<Tensor> eager = second(p, p.method(), seed);
    List<Tensor> tracked = second(p, p.tracked(), seed);
    for (int i = 0; i < eager.size(); i++) {
      Tensor expected = orZeros(eager.get(i), p.operands().get(i));
      Tensor actual = orZeros(tracked.get(i), p.operands().get(i));
      assertTrue(actual.allClose(expected, 1e-12, 1e-12), "operand " + i + ": " + actual + " but eager " + expected);
    }
  }

  /** The gradient of the sum of squares of the gradient. */
  private static List<Tensor> second(TensorProgram p, Function<List<Tensor>, Tensor> method, Tensor seed) {
    List<Tensor> leaves = leaves(p);
    List<Tensor> first = Autograd.grad(method.apply(leaves), leaves, seed, GradOption.CREATE_GRAPH);
    Tensor squares = first.stream().map(g -> g.square().sum()).reduce(Tensor::add).orElseThrow();
    return squares.requiresGrad() ? Autograd.grad(squares, leaves, GradOption.ALLOW_UNUSED)
        : leaves.stream().map(Tensor::zerosLike).toList();
  }

  @ParameterizedTest
  @MethodSource("exactPrograms")
  void anOperandChangedInPlaceBeforeTheBackwardPassIsRefused(TensorProgram p) {
    for (int i = 0; i < p.operands().size(); i++) {
      List<Tensor> leaves = leaves(p);
      Tensor value = p.tracked().apply(leaves);
      Tensor changed = leaves.get(i);
      GradMode.withoutGrad(() -> {
        changed.add_(1);
      });
      assertRefused(p, value);
    }
  }

  @ParameterizedTest
  @MethodSource("exactPrograms")
  void theResultChangedInPlaceBeforeTheBackwardPassIsRefused(TensorProgram p) {
    Tensor value = p.tracked().apply(leaves(p));
    value.detach().add_(1);
    assertRefused(p, value);
  }

  private static void assertRefused(TensorProgram p, Tensor value) {
    Tensor seed = Tensor.onesLike(value);
    Throwable refused = assertThrows(IllegalStateException.class, () -> value.backward(seed));
    assertTrue(refused.getMessage().contains("modified by an inplace operation")
        && refused.getMessage().contains("read by " + p.node()), refused.getMessage());
  }

  @Test
  void aConstantChangedInPlaceBeforeTheBackwardPassIsRefused() {
    Tensor c = Tensor.of(1.0, 2.0);
    Tensor value = (Tensor) METHODS.derivative("constantTracked", c, leaf(3, 4));
    c.add_(1);
    assertThrows(IllegalStateException.class, () -> value.sum().backward());
  }

  @Test
  void aConstantThatRequiresAGradientGetsNone() {
    Tensor c = leaf(1, 2);
    Tensor x = leaf(3, 4);
    Tensor value = (Tensor) METHODS.derivative("constantTracked", c, x);
    value.sum().backward();
    assertNull(c.grad());
    Bits.assertSame(Tensor.of(Math.cos(3), 2 * Math.cos(8)), x.grad(), "x");
    Tensor fixed = (Tensor) METHODS.derivative("constantTracked", c, x.detach());
    assertFalse(fixed.requiresGrad());
  }

  @Test
  void aChangeAfterTheBackwardPassIsAllowed() {
    Tensor x = leaf(3, 4);
    Tensor value = (Tensor) METHODS.derivative("transposedTracked", x);
    value.sum().backward();
    GradMode.withoutGrad(() -> {
      x.add_(1);
    });
    Bits.assertSame(Tensor.of(1.0, 1.0), x.grad(), "x");
  }

  @Test
  void arraysAreCopied() {
    double[] c = {2, 3};
    int[] index = {1, 0};
    Tensor x = leaf(0.5, 0.25);
    Tensor value = (Tensor) METHODS.derivative("weightedTracked", x, c, index);
    c[0] = 100;
    index[0] = 0;
    Tensor first = Autograd.grad(value.sum(), x, GradOption.RETAIN_GRAPH);
    Tensor again = Autograd.grad(value.sum(), x);
    Tensor y = leaf(0.5, 0.25);
    Tensor eager = Autograd.grad(((Tensor) METHODS.call("weighted", y, new double[] {2, 3}, new int[] {1, 0})).sum(), y);
    Bits.assertSame(eager, first, "first pass");
    Bits.assertSame(eager, again, "second pass");
  }

  @Test
  void hooksSeeTheNodesSeedAndReplaceItsAdjoints() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor value = (Tensor) METHODS.derivative("sumOfTracked", x, y);
    var seen = new ArrayList<Tensor>();
    value.registerHook(seed -> {
      seen.add(seed);
      return seed.mul(10);
    });
    x.registerHook(gradient -> gradient.add(1));
    value.mul(2).sum().backward();
    Bits.assertSame(Tensor.of(2.0, 2.0), seen.getFirst(), "seed");
    Bits.assertSame(Tensor.of(21.0, 21.0), x.grad(), "x");
    Bits.assertSame(Tensor.of(20.0, 20.0), y.grad(), "y");
    assertNotSame(x.grad().view().storage(), y.grad().view().storage(), "gradients share their elements");
  }

  @Test
  void gradientsAreNobodyElsesTensors() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor seed = Tensor.of(5.0, 6.0);
    ((Tensor) METHODS.derivative("sumOfTracked", x, y)).backward(seed);
    x.grad().add_(1);
    Bits.assertSame(Tensor.of(5.0, 6.0), y.grad(), "y");
    Bits.assertSame(Tensor.of(5.0, 6.0), seed, "seed");
  }

  @Test
  void aTensorThatIsReturnedAsItIsBecomesANewOne() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor value = (Tensor) METHODS.derivative("sameTracked", x, y);
    assertNotSame(x, value);
    assertEquals("SameBackward", value.gradFn().name());
    value.mul(3).sum().backward();
    Bits.assertSame(Tensor.of(3.0, 3.0), x.grad(), "x");
    assertTrue(y.grad() == null || y.grad().eq(0).all().itemBoolean());
    Tensor t = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requiresGrad_();
    Tensor transposed = (Tensor) METHODS.derivative("transposedTracked", t);
    transposed.add_(1);
    Bits.assertSame(Tensor.of(new double[][] {{1, 2}, {3, 4}}), t.detach(), "a change of the result");
  }

  @Test
  void theNodeIsPartOfALargerGraph() {
    Tensor x = leaf(0.5, -1.5);
    Tensor doubled = x.mul(2);
    Tensor value = (Tensor) METHODS.derivative("sumOfTracked", doubled, doubled.sin());
    value.square().sum().backward();
    Tensor z = leaf(0.5, -1.5);
    Tensor d = z.mul(2);
    d.add(d.sin()).square().sum().backward();
    Bits.assertSame(z.grad(), x.grad(), "x");
  }

  @Test
  void nothingIsRecordedWhereNothingAsksForIt() {
    Tensor plain = Tensor.of(1.0, 2.0);
    Tensor value = (Tensor) METHODS.derivative("sumOfTracked", plain, plain);
    assertNull(value.gradFn());
    Tensor x = leaf(1, 2);
    Tensor inside = GradMode.withoutGrad(() -> (Tensor) METHODS.derivative("sumOfTracked", x, plain));
    assertFalse(inside.requiresGrad());
    Tensor one = (Tensor) METHODS.derivative("sumOfTracked", plain, x);
    assertNull(one.gradFn().nextFunctions().getFirst().node());
    one.sum().backward();
    Bits.assertSame(Tensor.of(1.0, 1.0), x.grad(), "x");
  }

  @Test
  void onlyMethodsOfTensorsAreNodes() {
    assertTrue(METHODS.has("sumOfTracked"));
    assertFalse(METHODS.has("numberTracked"), "no tensor comes out");
    assertFalse(METHODS.has("scaledTracked"), "the number's derivative would be lost");
    assertSame(Boolean.TRUE, METHODS.has("numberVjp"));
  }
}
