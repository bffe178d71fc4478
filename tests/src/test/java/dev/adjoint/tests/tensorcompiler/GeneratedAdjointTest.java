package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.tensormethods.TensorDoublingDerivatives;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tape.Tape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated derivatives of the example methods, against the eager graph, differences, and each other. */
class GeneratedAdjointTest {
  private static final double STEP = 1e-5;

  static Stream<TensorProgram> programs() {
    return Stream.of(DType.FLOAT32, DType.FLOAT64).flatMap(dtype -> TensorProgram.all(dtype).stream());
  }

  static Stream<TensorProgram> exactPrograms() {
    return TensorProgram.all(DType.FLOAT64).stream();
  }

  private static List<Tensor> leaves(List<Tensor> operands) {
    return operands.stream().map(x -> x.detach().requiresGrad_()).toList();
  }

  private static List<Tensor> normalLike(Generator generator, List<Tensor> tensors) {
    return tensors.stream().map(x -> Bits.normalLike(generator, x)).toList();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void reverseModeIsTheEagerGraphToTheLastBit(TensorProgram p) {
    List<Tensor> leaves = leaves(p.operands());
    Tensor value = p.method().apply(leaves);
    Tensor seed = Bits.normalLike(new Generator(1), value);
    value.backward(seed);
    List<Tensor> r = p.vjp().apply(p.operands(), seed);
    Bits.assertSame(value, r.getFirst(), "value");
    for (int i = 0; i < leaves.size(); i++) {
      Tensor eager = leaves.get(i).grad();
      // What no operation read has no gradient in the graph, and zeros here.
      Bits.assertSame(eager == null ? Tensor.zerosLike(leaves.get(i)) : eager, r.get(i + 1), "operand " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theGradientIsThatOfASeedOfOne(TensorProgram p) {
    if (p.gradient() == null) {
      Tensor several = p.operands().getFirst();
      Throwable refused = assertThrows(IllegalArgumentException.class, () -> p.vjp().apply(p.operands(), null));
      assertTrue(refused.getMessage().contains("a seed is needed for a result of shape " + several.shape()),
          refused.getMessage());
      return;
    }
    List<Tensor> gradient = p.gradient().apply(p.operands());
    List<Tensor> vjp = p.vjp().apply(p.operands(), Tensor.onesLike(gradient.getFirst()));
    for (int i = 0; i < vjp.size(); i++) {
      Bits.assertSame(vjp.get(i), gradient.get(i), "component " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theTwoHalvesAreTheWhole(TensorProgram p) {
    var tape = new Tape();
    Tensor value = p.forward().apply(p.operands(), tape);
    Tensor seed = Bits.normalLike(new Generator(2), value);
    List<Tensor> halves = p.reverse().apply(seed, tape);
    List<Tensor> whole = p.vjp().apply(p.operands(), seed);
    Bits.assertSame(whole.getFirst(), value, "value");
    for (int i = 0; i < halves.size(); i++) {
      Tensor adjoint = halves.get(i) == null ? Tensor.zerosLike(p.operands().get(i)) : halves.get(i);
      Bits.assertSame(whole.get(i + 1), adjoint, "operand " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aZeroSeedGivesExactZeros(TensorProgram p) {
    Tensor value = p.method().apply(p.operands());
    List<Tensor> r = p.vjp().apply(p.operands(), Tensor.zerosLike(value));
    for (int i = 0; i < p.operands().size(); i++) {
      assertTrue(r.get(i + 1).eq(0).all().itemBoolean(), "operand " + i + " of " + p);
    }
  }

  @ParameterizedTest
  @MethodSource("exactPrograms")
  void forwardAndReverseModeAgreeInADotProduct(TensorProgram p) {
    var g = new Generator(3);
    for (int trial = 0; trial < 3; trial++) {
      List<Tensor> tangents = normalLike(g, p.operands());
      List<Tensor> forward = p.jvp().apply(p.operands(), tangents);
      Tensor seed = Bits.normalLike(g, forward.getFirst());
      List<Tensor> reverse = p.vjp().apply(p.operands(), seed);
      Bits.assertSame(reverse.getFirst(), forward.getFirst(), "value");
      double left = Bits.dot(seed, forward.get(1));
      double right = 0;
      double scale = 0;
      for (int i = 0; i < tangents.size(); i++) {
        right += Bits.dot(reverse.get(i + 1), tangents.get(i));
        scale += Bits.dot(reverse.get(i + 1).abs(), tangents.get(i).abs());
      }
      Bits.assertClose(left, right, 1e-13, scale, p.name());
    }
  }

  @ParameterizedTest
  @MethodSource("exactPrograms")
  void forwardModeIsTheLimitOfDifferences(TensorProgram p) {
    var g = new Generator(4);
    List<Tensor> tangents = normalLike(g, p.operands());
    var above = new ArrayList<Tensor>();
    var below = new ArrayList<Tensor>();
    for (int i = 0; i < tangents.size(); i++) {
      above.add(p.operands().get(i).addScaled(STEP, tangents.get(i)));
      below.add(p.operands().get(i).addScaled(-STEP, tangents.get(i)));
    }
    Tensor difference = p.method().apply(above).sub(p.method().apply(below)).div(2 * STEP);
    Tensor tangent = p.jvp().apply(p.operands(), tangents).get(1);
    assertEquals(difference.shape(), tangent.shape());
    assertTrue(tangent.allClose(difference, 1e-6, 1e-6), () -> tangent + " but differences are " + difference);
  }

  @Test
  void aSeedOfAnotherShapeIsRefused() {
    Throwable refused = assertThrows(IllegalArgumentException.class,
        () -> TensorDoublingDerivatives.doubledVjp(Tensor.of(1.0, 2.0, 3.0), Tensor.of(1.0, 2.0)));
    assertEquals("doubled: a seed of shape [2] for a result of shape [3]", refused.getMessage());
  }

  @Test
  void theTutorialsNumbersComeOut() {
    Tensor x = Tensor.of(1.2282753f, 0.33539593f, 0.039143451f);
    var r = TensorDoublingDerivatives.doubledVjp(x, Tensor.of(0.1f, 1f, 0.0001f));
    assertTrue(r.x().allClose(Tensor.of(102.4f, 1024f, 0.1024f), 1e-6, 0), r.x()::toString);
  }
}
