package dev.adjoint.runtime.backend.reference;

/**
 * The error function and the standard normal distribution, with a relative error below 1e-15 wherever the value is not
 * subnormal.
 *
 * <p>The rational approximations are those of W. J. Cody, "Rational Chebyshev approximations for the error function",
 * Mathematics of Computation 23 (1969), 631-637: of {@code erf(x) / x} in x^2 up to 15/32, of {@code e^(x^2) erfc(x)}
 * in x up to 4, and of {@code x^2 (1 / sqrt(pi) - x e^(x^2) erfc(x))} in 1/x^2 beyond.
 */
public final class ErrorFunction {
  private static final double NEAR = 0.46875;
  private static final double FAR = 4;
  /** {@code 1 / sqrt(pi)}. */
  private static final double ASYMPTOTE = 0.5641895835477563;
  /** {@code sqrt(1/2)}. */
  private static final double ROOT_HALF = 0.7071067811865476;

  /** {@code 1 / sqrt(2 pi)}. */
  private static final double ROOT_TWO_PI_INVERSE = 0.3989422804014327;

  // Coefficients from the constant on.
  private static final double[] NEAR_TOP = {
      3.20937758913846947e3, 3.77485237685302021e2, 1.13864154151050156e2, 3.16112374387056560e0,
      1.85777706184603153e-1};
  private static final double[] NEAR_BOTTOM = {
      2.84423683343917062e3, 1.28261652607737228e3, 2.44024637934444173e2, 2.36012909523441209e1, 1};
  private static final double[] MIDDLE_TOP = {
      1.23033935479799725e3, 2.05107837782607147e3, 1.71204761263407058e3, 8.81952221241769090e2, 2.98635138197400131e2,
      6.61191906371416295e1, 8.88314979438837594e0, 5.64188496988670089e-1, 2.15311535474403846e-8};
  private static final double[] MIDDLE_BOTTOM = {
      1.23033935480374942e3, 3.43936767414372164e3, 4.36261909014324716e3, 3.29079923573345963e3, 1.62138957456669019e3,
      5.37181101862009858e2, 1.17693950891312499e2, 1.57449261107098347e1, 1};
  private static final double[] FAR_TOP = {
      6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1, 3.60344899949804439e-1,
      3.05326634961232344e-1, 1.63153871373020978e-2};
  private static final double[] FAR_BOTTOM = {
      2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1, 1.87295284992346725e0,
      2.56852019228982242e0, 1};

  private ErrorFunction() {}

  /** {@code 2 / sqrt(pi)} times the integral of {@code e^(-t^2)} from 0 to x. */
  public static double erf(double x) {
    double y = Math.abs(x);
    if (y <= NEAR) {
      return near(x);
    }
    double erf = 1 - gauss(y, 1) * scaled(y);
    return x < 0 ? -erf : erf;
  }

  /** {@code 1 - erf(x)}, without cancellation for positive x. */
  public static double erfc(double x) {
    double y = Math.abs(x);
    if (y <= NEAR) {
      return 1 - near(x);
    }
    double erfc = gauss(y, 1) * scaled(y);
    return x < 0 ? 2 - erfc : erfc;
  }

  /** The standard normal distribution function, without cancellation for negative x. */
  public static double normal(double x) {
    double y = Math.abs(x) * ROOT_HALF;
    if (y <= NEAR) {
      return 0.5 + 0.5 * near(x * ROOT_HALF);
    }
    // Of the exact x rather than of y, whose rounding e^(-y^2) would magnify by 2 y^2.
    double tail = 0.5 * gauss(Math.abs(x), 0.5) * scaled(y);
    return x < 0 ? tail : 1 - tail;
  }

  /** The density of the standard normal distribution. */
  public static double density(double x) {
    return ROOT_TWO_PI_INVERSE * gauss(Math.abs(x), 0.5);
  }

  private static double near(double x) {
    double square = x * x;
    return x * polynomial(NEAR_TOP, square) / polynomial(NEAR_BOTTOM, square);
  }

  /** {@code e^(y^2) erfc(y)} for y above {@link #NEAR}. */
  private static double scaled(double y) {
    if (y <= FAR) {
      return polynomial(MIDDLE_TOP, y) / polynomial(MIDDLE_BOTTOM, y);
    }
    double inverse = 1 / (y * y);
    return (ASYMPTOTE - inverse * polynomial(FAR_TOP, inverse) / polynomial(FAR_BOTTOM, inverse)) / y;
  }

  /** {@code e^(-factor y^2)} for y at least 0, with the square split so that the rounding of it is not magnified. */
  private static double gauss(double y, double factor) {
    if (y > 64) {
      // Less than the least double; and the split of an infinity would be NaN.
      return 0;
    }
    double head = Math.floor(16 * y) / 16;
    return Math.exp(-factor * head * head) * Math.exp(-factor * (y - head) * (y + head));
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
