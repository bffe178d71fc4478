package dev.adjoint.runtime.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The decimal texts of C's {@code printf}: the exact binary value, rounded once, a tie to the even digit.
 *
 * <p>{@link String#format} is not that: it rounds the shortest decimal that identifies the double, and ties upwards.
 */
final class TextNumber {
  private TextNumber() {}

  /** As C's {@code "%.<digits>f"}; {@code inf}, {@code -inf} and {@code nan} for what is not finite. */
  static String fixed(double x, int digits) {
    if (!Double.isFinite(x)) {
      return notFinite(x);
    }
    return sign(x) + magnitude(x).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** As C's {@code "%.<digits>e"}; {@code inf}, {@code -inf} and {@code nan} for what is not finite. */
  static String scientific(double x, int digits) {
    if (!Double.isFinite(x)) {
      return notFinite(x);
    }
    BigDecimal rounded = magnitude(x).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    String significant = rounded.unscaledValue().toString();
    int exponent = significant.length() - 1 - rounded.scale();
    String padded = significant + "0".repeat(Math.max(0, digits + 1 - significant.length()));
    String fraction = digits == 0 ? "" : "." + padded.substring(1, digits + 1);
    String power = (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return sign(x) + padded.charAt(0) + fraction + power;
  }

  private static BigDecimal magnitude(double x) {
    return new BigDecimal(Math.abs(x));
  }

  // A zero, and what rounds to one, keeps its sign, which BigDecimal has none for.
  private static String sign(double x) {
    return Double.doubleToRawLongBits(x) < 0 ? "-" : "";
  }

  private static String notFinite(double x) {
    return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  }
}
