package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.autograd.Function;
import dev.adjoint.runtime.autograd.Functional.Several;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.autograd.GradCheckException;
import dev.adjoint.runtime.autograd.UnaryFunction;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** The check finds what is wrong, and says where. */
class GradCheckTest {
  private static final GradCheck.Options DEFAULT = GradCheck.Options.DEFAULT;

  private static Tensor x() {
    return Tensor.of(new double[][] {{0.5, -1}, {2, 3}}).requiresGrad_();
  }

  /** The square, with a backward of the seed and x. */
  private static Several square(BinaryOperator<Tensor> backward) {
    UnaryFunction function = UnaryFunction.of("Square", (context, x) -> {
      context.saveForBackward(x);
      return x.mul(x);
    }, (context, seed) -> backward.apply(seed, context.saved(0)));
    return inputs -> List.of(function.apply(inputs.getFirst()));
  }

  private static String failure(Several function) {
    return assertThrows(GradCheckException.class, () -> GradCheck.gradcheck(function, List.of(x()))).getMessage();
  }

  @Test
  void aRightDerivativePasses() {
    assertTrue(GradCheck.passes(square((seed, x) -> seed.mul(x).mul(2)), List.of(x()), DEFAULT));
    assertTrue(GradCheck.passesTwice(square((seed, x) -> seed.mul(x).mul(2)), List.of(x()), DEFAULT));
  }

  @Test
  void aWrongEntryIsNamedWithBothNumbers() {
    Tensor factor = Tensor.of(new double[][] {{2, 2}, {2.25, 2}});
    String message = failure(square((seed, x) -> seed.mul(x).mul(factor)));
    assertTrue(message.contains("output 0 at [1, 0] with respect to input 0 at [1, 0]"), message);
    assertTrue(message.contains("backward gives 4.5"), message);
    assertTrue(message.contains("differences give 4.0") || message.contains("differences give 3.99"), message);
  }

  @Test
  void theWorstOfSeveralOutputsAndInputsIsNamed() {
    Function function = Function.of("Wrong", (context, t) -> new Tensor[] {t[0].add(t[1]), t[0].mul(3)},
        (context, seeds) -> new Tensor[] {seeds[0].add(seeds[1].mul(3)), seeds[0].mul(1.5)});
    Several several = inputs -> List.of(function.apply(inputs.get(0), inputs.get(1)));
    String message = assertThrows(GradCheckException.class,
        () -> GradCheck.gradcheck(several, List.of(x(), x()))).getMessage();
    assertTrue(message.contains("output 0 at [") && message.contains("with respect to input 1"), message);
  }

  @Test
  void randomProductsFindAWrongDerivative() {
    GradCheck.Options random = DEFAULT.withRandom(true);
    assertTrue(GradCheck.passes(square((seed, x) -> seed.mul(x).mul(2)), List.of(x()), random));
    assertFalse(GradCheck.passes(square((seed, x) -> seed.mul(x).mul(2.1)), List.of(x()), random));
  }

  @Test
  void aMissingDerivativeIsFound() {
    assertFalse(GradCheck.passes(inputs -> List.of(inputs.getFirst().detach().mul(2)), List.of(x()), DEFAULT));
    assertFalse(GradCheck.passes(square((seed, x) -> null), List.of(x()), DEFAULT));
  }

  @Test
  void aDerivativeThatCannotBeDifferentiatedPassesOnlyOnce() {
    Several once = square((seed, x) -> seed.mul(x.detach()).mul(2));
    assertTrue(GradCheck.passes(once, List.of(x()), DEFAULT));
    assertFalse(GradCheck.passesTwice(once, List.of(x()), DEFAULT));
  }

  @Test
  void zeroSeedsGiveExactZeros() {
    String message = failure(square((seed, x) -> seed.add(1e-9).mul(x).mul(2)));
    assertTrue(message.contains("zero seeds"), message);
  }

  @Test
  void stridesOfSeedsDoNotMatter() {
    String message = failure(square((seed, x) -> seed.mul(x).mul(seed.isContiguous() ? 2 : 2.5)));
    assertTrue(message.contains("not contiguous"), message);
  }

  @Test
  void theSamePassTwiceGivesTheSame() {
    var calls = new AtomicInteger();
    String message = failure(square((seed, x) -> seed.mul(x).mul(2 + 1e-9 * calls.getAndIncrement())));
    assertTrue(message.contains("again"), message);
  }

  @Test
  void aMissingSeedCountsAsZero() {
    Function function = Function.of("Split", (context, t) -> {
      context.setMaterializeGrads(false);
      return new Tensor[] {t[0].mul(2), t[0].mul(3)};
    }, (context, seeds) -> new Tensor[] {
        seeds[0] == null || seeds[1] == null ? null : seeds[0].mul(2).add(seeds[1].mul(3))});
    assertFalse(GradCheck.passes(inputs -> List.of(function.apply(inputs.getFirst())), List.of(x()), DEFAULT));
  }

  @Test
  void nanMeetsNothingButNan() {
    assertFalse(GradCheck.passes(square((seed, x) -> seed.mul(Double.NaN)), List.of(x()), DEFAULT));
  }

  @Test
  void inputsAreFloat64AndSomeRequireAGradient() {
    Several identity = inputs -> List.of(inputs.getFirst().mul(1));
    String message = assertThrows(IllegalArgumentException.class,
        () -> GradCheck.gradcheck(identity, List.of(Tensor.ones(2).requiresGrad_()))).getMessage();
    assertTrue(message.contains("float32") && message.contains("input 0"), message);
    assertThrows(IllegalArgumentException.class, () -> GradCheck.gradcheck(identity, List.of(Tensor.of(1.0))));
  }

  @Test
  void inputsKeepTheirGradAndElements() {
    Tensor x = x();
    GradCheck.gradcheck(Tensor::exp, x);
    GradCheck.gradgradcheck(Tensor::exp, x);
    assertTrue(x.grad() == null && x.version() == 0);
  }
}
