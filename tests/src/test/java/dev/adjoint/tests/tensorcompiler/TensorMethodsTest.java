package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Single points of how methods on tensors are differentiated. */
class TensorMethodsTest {
  private static final CompiledMethods METHODS = CompiledMethods.of("Points", """
      private static final Tensor SCALE = Tensor.of(2.0, 3.0);
      @Differentiable static Tensor named(Tensor r, Tensor tape, Tensor seed, Tensor value) {
        return r.mul(tape).mul(seed).mul(value);
      }
      @Differentiable static Tensor ofNumbers(double a, double b) { return Tensor.scalar(a).mul(b); }
      @Differentiable static Tensor looks(Tensor x, @NonDifferentiable Tensor n, @NonDifferentiable Tensor c) {
        Tensor y = x.mul(c.std());
        for (int i = 0; i < n.itemLong(); i++) {
          y = y.mul(c.toDoubles()[i]);
        }
        return y;
      }
      static Tensor scaled(Tensor p, Tensor q) { return p.mul(q); }
      @Differentiable static Tensor constantOperand(Tensor x, boolean started) {
        Tensor h = Tensor.onesLike(x);
        if (started) {
          h = x.sin();
        }
        return scaled(x, h);
      }
      @Differentiable static Tensor constant(Tensor x) { return x.mul(SCALE); }
      @Differentiable static Tensor twiceInALoop(Tensor x, Tensor w, int n) {
        Tensor h = x;
        for (int i = 0; i < n; i++) {
          h = h.mul(w).add(w.sin()).mul(w);
        }
        return h.mul(w);
      }
      @Differentiable static Tensor twiceInABranch(Tensor x, Tensor w, boolean first) {
        Tensor h = first ? x.mul(w).add(w.sin()).mul(w) : x.sub(w);
        return h.mul(w).div(w);
      }
      @Differentiable static Tensor detached(Tensor x) { return x.mul(x.exp().detach()).add(x.detach()); }
      @Differentiable static double[] elements(Tensor x) {
        double[] r = new double[x.size(0)];
        for (int i = 0; i < r.length; i++) {
          r[i] = x.get(i).exp().item();
        }
        return r;
      }
      """);

  private static Tensor normal(int seed) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(2));
  }

  /** Compares adjoints with the eager graph. */
  private static void assertEager(CompiledMethods methods, String name, List<Tensor> tensors, Object... rest) {
    List<Tensor> leaves = tensors.stream().map(t -> t.detach().requiresGrad_()).toList();
    Tensor value = (Tensor) methods.call(name, arguments(leaves, rest));
    Tensor seed = Bits.normalLike(new Generator(9), value);
    value.backward(seed);
    Object[] withSeed = arguments(tensors, Stream.concat(Stream.of(rest),
        Stream.of(seed)).toArray());
    List<Object> r = methods.components(name + "Vjp", withSeed);
    for (int i = 0; i < tensors.size(); i++) {
      Bits.assertSame(leaves.get(i).grad(), (Tensor) r.get(i + 1), name + " by operand " + i);
    }
  }

  private static Object[] arguments(List<Tensor> tensors, Object... rest) {
    return Stream.concat(tensors.stream(), Stream.of(rest)).toArray();
  }

  @Test
  void parametersMayBeNamedLikeWhatIsGenerated() {
    List<Tensor> operands = List.of(normal(1), normal(2), normal(3), normal(4));
    assertEager(METHODS, "named", operands);
    List<Tensor> leaves = operands.stream().map(t -> t.detach().requiresGrad_()).toList();
    ((Tensor) METHODS.derivative("namedTracked", leaves.toArray())).sum().backward();
    Bits.assertSame(operands.get(0).mul(operands.get(1)).mul(operands.get(2)), leaves.get(3).grad(), "value");
  }

  @Test
  void aTensorOfNumbersHasAGradient() {
    List<Object> gradient = METHODS.components("ofNumbersGradient", 3.0, 5.0);
    assertEquals(15.0, ((Tensor) gradient.get(0)).item());
    assertEquals(List.of(5.0, 3.0), gradient.subList(1, 3));
  }

  @Test
  void constantTensorsMayBeLookedAt() {
    assertEager(METHODS, "looks", List.of(normal(1)), Tensor.scalar(2L), Tensor.of(2.0, 7.0));
  }

  @Test
  void aTangentThatIsZeroReachesHelpersAsZeros() {
    Tensor x = normal(1);
    Tensor t = normal(2);
    Bits.assertSame(t, (Tensor) METHODS.components("constantOperandJvp", x, false, t).get(1), "not started");
    Tensor derivative = x.sin().add(x.mul(x.cos()));
    assertTrue(((Tensor) METHODS.components("constantOperandJvp", x, true, t).get(1)).allClose(derivative.mul(t), 1e-14, 0));
    assertEager(METHODS, "constantOperand", List.of(x), false);
    assertEager(METHODS, "constantOperand", List.of(x), true);
  }

  @Test
  void tensorsInFieldsAreConstants() {
    assertEager(METHODS, "constant", List.of(normal(1)));
  }

  @Test
  void contributionsAreAddedInTheOrderOfTheEagerGraph() {
    for (int n = 0; n < 4; n++) {
      assertEager(METHODS, "twiceInALoop", List.of(normal(n), normal(n + 10)), n);
    }
    assertEager(METHODS, "twiceInABranch", List.of(normal(1), normal(2)), true);
    assertEager(METHODS, "twiceInABranch", List.of(normal(1), normal(2)), false);
  }

  @Test
  void detachedTensorsAreConstantsAlsoWithoutAnalyses() {
    Tensor x = normal(1);
    Tensor seed = normal(2);
    Bits.assertSame(seed.mul(x.exp()), (Tensor) METHODS.components("detachedVjp", x, seed).get(1), "reverse");
    CompiledMethods off = CompiledMethods.of("Off", """
        @Differentiable static Tensor detached(Tensor x) { return x.mul(x.exp().detach()).add(x.detach()); }
        """, "-Aadjoint.analysis=off");
    Bits.assertSame(seed.mul(x.exp()), (Tensor) off.components("detachedVjp", x, seed).get(1), "reverse without analyses");
    Tensor tangent = (Tensor) off.components("detachedJvp", x, seed).get(1);
    assertTrue(tangent.allClose(seed.mul(x.exp()), 1e-15, 0), "forward without analyses");
  }

  @Test
  void elementsMayGoIntoAnArrayOfNumbers() {
    Tensor x = normal(1);
    double[] seed = {2, -3};
    Tensor adjoint = (Tensor) METHODS.components("elementsVjp", x, seed).getLast();
    Bits.assertSame(x.exp().mul(Tensor.of(2.0, -3.0)), adjoint, "x");
  }

  @Test
  void aLargeMethodIsCutIntoSeveral() {
    String body = IntStream.range(0, 400)
        .mapToObj(i -> "    x = x.mul(" + (1 + i % 3) + ".5).add(y).tanh(); y = y.sin().add(x.select(0, " + i % 2 + "));\n")
        .collect(Collectors.joining("", "@Differentiable static Tensor large(Tensor x, Tensor y) {\n", "    return x.mul(y);\n  }\n"));
    CompiledMethods large = CompiledMethods.of("Large", body);
    var g = new Generator(1);
    assertEager(large, "large", List.of(g.normal(DType.FLOAT64, Shape.of(2, 3)), g.normal(DType.FLOAT64, Shape.of(3))));
  }

  @Test
  void nothingIsCopiedThatTheReverseSweepDoesNotRead() {
    CompiledMethods views = CompiledMethods.of("Views", """
        @Differentiable static Tensor reshaped(Tensor x, int n) { return x.exp().reshape(x.size(0) / n, n).sum(0); }
        """);
    assertFalse(views.generated().contains(".clone()"), views.generated());
  }
}
