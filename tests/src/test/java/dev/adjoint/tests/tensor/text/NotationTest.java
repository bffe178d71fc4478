package dev.adjoint.tests.tensor.text;

import static dev.adjoint.runtime.tensor.PrintOptions.DEFAULT;
import static dev.adjoint.tests.tensor.text.Printing.assertPrints;

import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Whether floating-point numbers are whole, fixed or scientific, and with which digits. */
class NotationTest {
  @Test
  void wholeNumbersHaveABarePoint() {
    assertPrints("tensor([1., 2., 3.])", Tensor.of(1f, 2f, 3f));
    assertPrints("tensor([ -1.,   0., 100.])", Tensor.of(-1f, 0f, 100f));
    assertPrints("tensor(7., dtype=torch.float64)", Tensor.scalar(7.0));
    assertPrints("""
        tensor([[ 27.,  48.],
                [ 75., 108.]])""", Tensor.of(new float[][] {{27f, 48f}, {75f, 108f}}));
  }

  @Test
  void oneFractionGivesAllNumbersFourDigits() {
    assertPrints("tensor([1.0000, 2.5000])", Tensor.of(1f, 2.5f));
    assertPrints("tensor([  0.5000, -10.0000, 100.0000])", Tensor.of(0.5f, -10f, 100f));
    assertPrints("""
        tensor([[ 0.0000,  0.1000],
                [10.0000,  3.0000]])""", Tensor.of(new float[][] {{0f, 0.1f}, {10f, 3f}}));
  }

  @Test
  void largestOverSmallestAboveThousandIsScientific() {
    assertPrints("tensor([   1., 1000.])", Tensor.of(1f, 1000f));
    assertPrints("tensor([1.0000e+00, 1.0010e+03])", Tensor.of(1f, 1001f));
    assertPrints("tensor([  0.5000, 500.0000])", Tensor.of(0.5f, 500f));
    assertPrints("tensor([5.0000e-01, 5.0050e+02])", Tensor.of(0.5f, 500.5f));
    assertPrints("tensor([1.0000e-02, 2.0000e+01])", Tensor.of(0.01f, 20f));
  }

  @Test
  void aboveHundredMillionIsScientific() {
    assertPrints("tensor([100000000.])", Tensor.of(100000000f));
    assertPrints("tensor([1.0000e+08])", Tensor.of(100000008f));
    assertPrints("tensor([1.0000e+08], dtype=torch.float64)", Tensor.of(100000000.5));
    assertPrints("tensor([100000000.0000,  99999999.5000], dtype=torch.float64)", Tensor.of(100000000.0, 99999999.5));
  }

  @Test
  void belowATenthOfAThousandthIsScientific() {
    // The float nearest to 1e-4 is below it.
    assertPrints("tensor([0.0001], dtype=torch.float64)", Tensor.of(0.0001));
    assertPrints("tensor([9.9990e-05], dtype=torch.float64)", Tensor.of(9.999e-05));
    assertPrints("tensor([1.0000e-04])", Tensor.of(0.0001f));
    assertPrints("tensor([0.0001])", Tensor.of(0.00010000001f));
    assertPrints("tensor([1.0000e-04, 5.0000e-02])", Tensor.of(0.0001f, 0.05f));
  }

  @Test
  void zerosHaveNoSayInTheNotation() {
    assertPrints("tensor([0., 5., 0.])", Tensor.of(0f, 5f, 0f));
    assertPrints("tensor([0.0000, 0.5000])", Tensor.of(0f, 0.5f));
    assertPrints("tensor([0.0000e+00, 1.0000e-05])", Tensor.of(0f, 1e-05f));
    assertPrints("tensor([0., 0.])", Tensor.zeros(2));
  }

  @Test
  void infinitiesAndNanHaveNoSayInTheNotation() {
    assertPrints("tensor([inf, -inf, nan])", Tensor.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN));
    assertPrints("tensor([nan, 1.])", Tensor.of(Float.NaN, 1f));
    assertPrints("tensor([   inf, 1.5000])", Tensor.of(Float.POSITIVE_INFINITY, 1.5f));
    assertPrints("tensor([      -inf,        nan, 1.0000e+10])",
        Tensor.of(Float.NEGATIVE_INFINITY, Float.NaN, 10000000000f));
    assertPrints("tensor([  1.,  nan,  inf, -inf, 100.])",
        Tensor.of(1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 100f));
  }

  @Test
  void whatIsNotFiniteHasNoPoint() {
    assertPrints("tensor(nan)", Tensor.scalar(Float.NaN));
    assertPrints("tensor(inf)", Tensor.scalar(Float.POSITIVE_INFINITY));
    assertPrints("tensor(-inf)", Tensor.scalar(Float.NEGATIVE_INFINITY));
    assertPrints("tensor([0., nan])", Tensor.of(0f, Float.NaN));
  }

  @Test
  void negativeZeroKeepsItsSign() {
    assertPrints("tensor(-0.)", Tensor.scalar(-0f));
    assertPrints("tensor([-0., 0.])", Tensor.of(-0f, 0f));
    assertPrints("tensor([-0.0000, 0.5000])", Tensor.of(-0f, 0.5f));
    assertPrints("tensor([-0.0000e+00, 1.0000e-05])", Tensor.of(-0f, 1e-05f));
    assertPrints("tensor([ 5.0000e-01, -1.2000e-04,  1.1000e-04])", Tensor.of(0.5f, -0.00012f, 0.00011f));
    assertPrints("tensor([-4.0000e-05,  1.0000e+00], dtype=torch.float64)", Tensor.of(-4e-05, 1.0));
  }

  @Test
  void negativeZeroDoesNotWidenItsNeighbours() {
    assertPrints("tensor([-0., 3., 2.])", Tensor.of(-0f, 3f, 2f));
    assertPrints("tensor([-0., -3.,  2.])", Tensor.of(-0f, -3f, 2f));
  }

  @Test
  void aTieOfTheExactValueGoesToTheEvenDigit() {
    assertPrints("tensor([1.0000e+09, 1.0002e+09], dtype=torch.float64)", Tensor.of(1000050000.0, 1000150000.0));
    assertPrints("tensor([0.0312, 0.0938], dtype=torch.float64)", Tensor.of(0.03125, 0.09375));
    assertPrints("tensor([2.0000, 1.0001], dtype=torch.float64)", Tensor.of(2.000030517578125, 1.000091552734375));
    assertPrints("tensor([0.5000, 1.5000, 0.2500], dtype=torch.float64)", Tensor.of(0.5, 1.5, 0.25));
    assertPrints("tensor([0.12, 0.38, 2.50], dtype=torch.float64)",
        Tensor.of(0.125, 0.375, 2.5), DEFAULT.withPrecision(2));
    assertPrints("tensor([0, 2, 2], dtype=torch.float64)", Tensor.of(0.5, 1.5, 2.25), DEFAULT.withPrecision(0));
    assertPrints("tensor([3.1e-01, 4.0e+03], dtype=torch.float64)",
        Tensor.of(0.3125, 4000.0), DEFAULT.withPrecision(1));
  }

  @Test
  void decimalsThatLookLikeTiesRoundAsTheirBinaryValues() {
    assertPrints("tensor([1.0001, 1.0002, 1.0003], dtype=torch.float64)", Tensor.of(1.00005, 1.00015, 1.00025));
    assertPrints("tensor([1.0000, 1.0001, 1.0002])", Tensor.of(1.00005f, 1.00015f, 1.00025f));
    assertPrints("tensor([1.00, 1.01, 2.67], dtype=torch.float64)",
        Tensor.of(1.005, 1.015, 2.675), DEFAULT.withPrecision(2));
  }

  @Test
  void roundingMayCarryIntoANewDigit() {
    assertPrints("tensor([10.0000,  0.5000], dtype=torch.float64)", Tensor.of(9.99995, 0.5));
    assertPrints("tensor([10.0000,  0.5000], dtype=torch.float64)", Tensor.of(9.99996, 0.5));
    assertPrints("tensor([1.0000e+06, 1.0000e-05], dtype=torch.float64)", Tensor.of(999999.0, 1e-05));
    assertPrints("tensor([1.0000e+10], dtype=torch.float64)", Tensor.of(9999951000.0));
  }

  @Test
  void exponentsHaveAtLeastTwoDigits() {
    assertPrints("tensor([1.0240e+02, 1.0240e+03, 1.0240e-01])", Tensor.of(102.4f, 1024f, 0.1024f));
    assertPrints("tensor([1.0000e+100], dtype=torch.float64)", Tensor.of(1e100));
    assertPrints("tensor([1.0000e-300,  1.0000e+00], dtype=torch.float64)", Tensor.of(1e-300, 1.0));
    assertPrints("tensor([1.4013e-45])", Tensor.of(1.4e-45f));
    assertPrints("tensor([3.4028e+38])", Tensor.of(3.4028235e38f));
    assertPrints("tensor([ 1.7977e+308, -4.9407e-324], dtype=torch.float64)",
        Tensor.of(1.7976931348623157e308, -5e-324));
  }

  @Test
  void floatsPrintTheirExactDoubleValue() {
    assertPrints("tensor([0.1000])", Tensor.of(0.1f));
    assertPrints("tensor([1.6777e+07, 5.0000e-01])", Tensor.of(16777216f, 0.5f));
    assertPrints("tensor([0.10000000149011611938])", Tensor.of(0.1f), DEFAULT.withPrecision(20));
    assertPrints("tensor([0.10000000000000000555], dtype=torch.float64)", Tensor.of(0.1), DEFAULT.withPrecision(20));
    assertPrints("tensor([99999.9922])", Tensor.of(99999.99f));
  }

  @Test
  void scalarsFollowTheSameRules() {
    assertPrints("tensor(2.)", Tensor.scalar(2f));
    assertPrints("tensor(64.5000)", Tensor.scalar(64.5f));
    assertPrints("tensor(108.4102)", Tensor.scalar(108.41015625f));
    assertPrints("tensor(1.0000e-05)", Tensor.scalar(1e-05f));
    assertPrints("tensor(1.2346e+08)", Tensor.scalar(123456789f));
    assertPrints("tensor(0.2500, dtype=torch.float64)", Tensor.scalar(0.25));
    assertPrints("tensor(-7)", Tensor.scalar(-7L));
    assertPrints("tensor(True)", Tensor.scalar(true));
  }
}
