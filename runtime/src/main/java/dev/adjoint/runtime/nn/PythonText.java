package dev.adjoint.runtime.nn;

import java.math.BigDecimal;
import java.util.Arrays;

/** Values as Python prints them, for the text of modules. */
final class PythonText {
  private PythonText() {}

  static String of(boolean value) {
    return value ? "True" : "False";
  }

  static String pair(int first, int second) {
    return "(" + first + ", " + second + ")";
  }

  /** One number for a pair of equal ones. */
  static String pairOrOne(int first, int second) {
    return first == second ? Integer.toString(first) : pair(first, second);
  }

  static String tuple(int... values) {
    String text = Arrays.toString(values);
    return "(" + text.substring(1, text.length() - 1) + (values.length == 1 ? ",)" : ")");
  }

  /** The shortest decimal, with an exponent of at least two digits below 1e-4 and from 1e16 on. */
  static String of(double value) {
    String text = Double.toString(value);
    int exponent = text.indexOf('E');
    if (exponent < 0) {
      return text;
    }
    double size = Math.abs(value);
    if (size >= 1e-4 && size < 1e16) {
      String plain = new BigDecimal(text).toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    int power = Integer.parseInt(text.substring(exponent + 1));
    String digits = text.substring(0, exponent);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + (power < 0 ? "e-" : "e+")
        + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
  }
}
