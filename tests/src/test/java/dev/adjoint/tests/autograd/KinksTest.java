package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of docs/semantics.md for operations on tensors: one element of the subdifferential, and exact zeros for zero seeds.
 */
class KinksTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static double[] gradient(UnaryOperator<Tensor> f, double... x) {
    return seeded(f, 1, x);
  }

  private static double[] seeded(UnaryOperator<Tensor> f, double seed, double... x) {
    Tensor input = Tensor.of(x).requiresGrad_();
    Tensor output = f.apply(input);
    return Autograd.grad(output, input, Tensor.fullLike(output, seed)).toDoubles();
  }

  private static void binary(BinaryOperator<Tensor> f, double x, double y, double dx, double dy) {
    Tensor a = Tensor.scalar(x).requiresGrad_();
    Tensor b = Tensor.scalar(y).requiresGrad_();
    List<Tensor> adjoints = Autograd.grad(f.apply(a, b), List.of(a, b));
    assertEquals(dx, adjoints.get(0).item(), "d/dx at " + x + ", " + y);
    assertEquals(dy, adjoints.get(1).item(), "d/dy at " + x + ", " + y);
  }

  @Test
  void absHasDerivativeZeroAtBothZeros() {
    assertArrayEquals(new double[] {0, -0.0, 1, -1, NAN}, gradient(Tensor::abs, 0.0, -0.0, 2, -2, NAN));
  }

  @Test
  void reluHasDerivativeZeroAtZeroAndPassesTheSeedAtNan() {
    assertArrayEquals(new double[] {0, 0, 1, 0, 1}, gradient(Tensor::relu, 0.0, -0.0, 2, -2, NAN));
  }

  @Test
  void maximumAndMinimumGiveATieToTheFirst() {
    binary(Tensor::maximum, 2, 2, 1, 0);
    binary(Tensor::minimum, 2, 2, 1, 0);
    binary(Tensor::maximum, 0.0, -0.0, 1, 0);
    binary(Tensor::maximum, -0.0, 0.0, 1, 0);
    binary(Tensor::minimum, 0.0, -0.0, 1, 0);
  }

  @Test
  void maximumAndMinimumPassNanToTheNanOperandAndNothingToTheOther() {
    for (BinaryOperator<Tensor> f : List.<BinaryOperator<Tensor>>of(Tensor::maximum, Tensor::minimum)) {
      Tensor a = Tensor.of(NAN, 1).requiresGrad_();
      Tensor b = Tensor.of(1, NAN).requiresGrad_();
      List<Tensor> adjoints = Autograd.grad(f.apply(a, b).sum(), List.of(a, b));
      assertEquals(0, adjoints.get(0).get(1).item());
      assertEquals(0, adjoints.get(1).get(0).item());
      assertEquals(NAN, adjoints.get(0).get(0).item());
      assertEquals(NAN, adjoints.get(1).get(1).item());
      assertEquals(0, Autograd.grad(f.apply(a, b).mul(0).sum(), List.of(a)).getFirst().get(0).item());
    }
  }

  @Test
  void greatestAndLeastElementsGiveATieToTheFirstPlace() {
    assertArrayEquals(new double[] {0, 1, 0, 0}, gradient(Tensor::max, 1, 3, 3, 2));
    assertArrayEquals(new double[] {0, 1, 0, 0}, gradient(Tensor::min, 3, 1, 1, 2));
    assertArrayEquals(new double[] {0, 1, 0, 0}, gradient(x -> x.max(0).values(), 1, 3, 3, 2));
    assertArrayEquals(new double[] {0, -1, 0, 0}, gradient(x -> x.norm(INF, false), 1, -3, 3, 2));
  }

  @Test
  void clampHasDerivativeOneOnItsBounds() {
    assertArrayEquals(new double[] {0, 1, 1, 1, 0}, gradient(x -> x.clamp(-1, 1), -2, -1, 0, 1, 2));
    assertArrayEquals(new double[] {0, 1, 1, 1, 0}, gradient(x -> x.copy().clamp_(-1, 1), -2, -1, 0, 1, 2));
  }

  @Test
  void stepFunctionsHaveDerivativeZero() {
    for (UnaryOperator<Tensor> f : List.<UnaryOperator<Tensor>>of(Tensor::floor, Tensor::ceil, Tensor::round,
        Tensor::sign)) {
      assertArrayEquals(new double[] {0, 0, 0, 0}, gradient(f, -1, 0, 0.5, 1));
    }
  }

  @Test
  void sqrtHasAnInfiniteDerivativeAtBothZeros() {
    assertArrayEquals(new double[] {INF, INF, 0.25}, gradient(Tensor::sqrt, 0.0, -0.0, 4));
  }

  @Test
  void singularPointsAreInfinite() {
    assertArrayEquals(new double[] {INF}, gradient(Tensor::log, 0));
    assertArrayEquals(new double[] {INF}, gradient(Tensor::log1p, -1));
    assertArrayEquals(new double[] {-INF}, gradient(Tensor::reciprocal, 0));
    assertArrayEquals(new double[] {-INF}, gradient(Tensor::rsqrt, 0));
    assertArrayEquals(new double[] {INF}, gradient(x -> x.pow(0.5), 0));
    binary(Tensor::div, 1, 0, INF, -INF);
  }

  @Test
  void zeroSeedsGiveExactZerosAtSingularPoints() {
    for (UnaryOperator<Tensor> f : List.<UnaryOperator<Tensor>>of(Tensor::sqrt, Tensor::log, Tensor::reciprocal,
        Tensor::rsqrt, x -> x.pow(0.5), x -> x.pow(-1), x -> x.pow(-2), x -> x.pow(Tensor.of(0.5)),
        x -> x.pow(Tensor.of(-1.0)), x -> x.rdiv(2), x -> Tensor.of(1.0).div(x), Tensor::norm,
        x -> x.sub(1).log1p())) {
      assertArrayEquals(new double[] {0}, seeded(f, 0, 0));
    }
  }

  @Test
  void aZeroSeedBesideOthersStopsAnInfinity() {
    Tensor x = Tensor.of(0.0, 4.0).requiresGrad_();
    Tensor gradient = Autograd.grad(x.sqrt(), x, Tensor.of(0.0, 2.0));
    assertArrayEquals(new double[] {0, 0.5}, gradient.toDoubles());
    // What is not chosen has a zero seed.
    Tensor chosen = Tensor.where(x.gt(0), x.log(), Tensor.zerosLike(x));
    assertArrayEquals(new double[] {0, 0.25}, Autograd.grad(chosen.sum(), x).toDoubles());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 1.5, 2, 3, Double.POSITIVE_INFINITY})
  void normsHaveDerivativeZeroAtZero(double p) {
    assertArrayEquals(new double[] {0, 0}, gradient(x -> x.norm(p, false), 0, 0));
    assertArrayEquals(new double[] {0, 0}, gradient(x -> x.reshape(1, 2).norm(p, true, 1), 0, 0));
  }

  @Test
  void powFollowsItsTable() {
    double[][] table = {{0, 2, 0, 0}, {0, 1, 1, 0}, {0, 0, 0, NAN}, {0, -1, -INF, NAN}, {0, 0.5, INF, 0},
        {0, 3.5, 0, 0}, {-2, 2, -4, NAN}, {-2, 3, 12, NAN}, {2, 0, 0, Math.log(2)}};
    for (double[] row : table) {
      binary(Tensor::pow, row[0], row[1], row[2], row[3]);
      // A constant exponent has no derivative, and no NaN from it.
      assertEquals(row[2], gradient(x -> x.pow(row[1]), row[0])[0], "x^" + row[1] + " at " + row[0]);
    }
  }

  @Test
  void remainderHasTheSignOfTheDivisorAndAFloorForAQuotient() {
    for (double[] operands : new double[][] {{7, 3}, {-7, 3}, {7, -3}, {-7, -3}}) {
      binary(Tensor::remainder, operands[0], operands[1], 1, -Math.floor(operands[0] / operands[1]));
    }
  }

  @Test
  void logsumexpOfMinusInfinitiesIsMinusInfinityWithoutNan() {
    Tensor x = Tensor.of(-INF, 1.0).requiresGrad_();
    assertArrayEquals(new double[] {0, 1}, Autograd.grad(x.logsumexp(), x).toDoubles());
  }
}
