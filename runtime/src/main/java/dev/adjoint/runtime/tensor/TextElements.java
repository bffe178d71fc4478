package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import java.util.Arrays;

/**
 * The texts of a tensor's elements, in one notation and aligned to the right, by the rules of PyTorch's
 * {@code torch/_tensor_str.py}.
 *
 * <p>Invariant: no text is shorter than {@code width}. One that is longer is that of an infinity, a NaN or a zero,
 * which do not count towards the width of floating-point numbers.
 *
 * @param width the width by which elements are counted into lines
 * @param texts one text for each element, in the order of the elements
 */
record TextElements(int width, String[] texts) {
  /** How floating-point numbers are written. */
  private enum Notation {
    /** Whole numbers with a bare point, as {@code 12.}. */
    WHOLE,
    /** A fixed number of digits after the point, as {@code 0.5000}. */
    FIXED,
    /** One digit before the point, and a power of ten, as {@code 1.0240e+03}. */
    SCIENTIFIC;

    String text(double x, int precision) {
      return switch (this) {
        case WHOLE -> TextNumber.fixed(x, 0) + (Double.isFinite(x) ? "." : "");
        case FIXED -> TextNumber.fixed(x, precision);
        case SCIENTIFIC -> TextNumber.scientific(x, precision);
      };
    }
  }

  /**
   * The texts of the elements that are to be printed together.
   *
   * @param dtype the type of the elements
   * @param array a {@code float[]}, {@code double[]}, {@code long[]} or {@code boolean[]}, as {@code dtype} has it
   */
  static TextElements of(DType dtype, Object array, PrintOptions options) {
    return switch (dtype) {
      case FLOAT32 -> ofDoubles(widened((float[]) array), options);
      case FLOAT64 -> ofDoubles((double[]) array, options);
      case INT64 -> ofWords(Arrays.stream((long[]) array).mapToObj(Long::toString).toArray(String[]::new));
      case BOOL -> ofBooleans((boolean[]) array);
    };
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static TextElements ofBooleans(boolean[] values) {
    String[] words = new String[values.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = values[i] ? "True" : "False";
    }
    return ofWords(words);
  }

  private static TextElements ofWords(String[] words) {
    int width = 1;
    for (String word : words) {
      width = Math.max(width, word.length());
    }
    return aligned(width, words);
  }

  private static TextElements ofDoubles(double[] values, PrintOptions options) {
    Notation notation = notation(values, options.scientific());
    int width = 1;
    String[] texts = new String[values.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = notation.text(values[i], options.precision());
      if (counts(values[i])) {
        width = Math.max(width, texts[i].length());
      }
    }
    return aligned(width, texts);
  }

  /** Whether a number has a say in notation and width. */
  private static boolean counts(double x) {
    return Double.isFinite(x) && x != 0;
  }

  private static Notation notation(double[] values, Boolean scientific) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    boolean whole = true;
    for (double x : values) {
      if (counts(x)) {
        least = Math.min(least, Math.abs(x));
        greatest = Math.max(greatest, Math.abs(x));
        whole &= x == Math.ceil(x);
      }
    }
    if (greatest == 0) {
      // Zeros, infinities and NaN alone are whole even where scientific notation is asked for.
      return Notation.WHOLE;
    }
    boolean needed = greatest / least > 1000 || greatest > 1e8 || least < 1e-4;
    if (scientific == null ? needed : scientific) {
      return Notation.SCIENTIFIC;
    }
    return whole ? Notation.WHOLE : Notation.FIXED;
  }

  private static TextElements aligned(int width, String[] texts) {
    for (int i = 0; i < texts.length; i++) {
      texts[i] = " ".repeat(Math.max(0, width - texts[i].length())) + texts[i];
    }
    return new TextElements(width, texts);
  }
}
