package dev.adjoint.runtime.tensor;

import java.util.Objects;

/**
 * How tensors are printed: the options of PyTorch's {@code torch.set_printoptions}. Immutable.
 *
 * @param precision digits after the decimal point of floating-point numbers that are not all whole
 * @param threshold the largest number of elements that is printed in full; of a larger tensor only the edges are
 * @param edgeItems how many items such a summary has at the beginning and at the end of each dimension
 * @param lineWidth the number of characters after which a line is broken; a line has at least one element whatever its
 *     width
 * @param scientific whether numbers are in scientific notation; null to decide by the numbers themselves
 */
public record PrintOptions(int precision, int threshold, int edgeItems, int lineWidth, Boolean scientific) {
  /** PyTorch's: 4 digits, summaries of 3 items past 1000 elements, 80 characters, notation as the numbers need it. */
  public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80, null);

  private static volatile PrintOptions standard = DEFAULT;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the line width is not positive, or another number is negative
   */
  public PrintOptions {
    if (precision < 0 || threshold < 0 || edgeItems < 0 || lineWidth <= 0) {
      throw new IllegalArgumentException("print options: precision " + precision + ", threshold " + threshold
          + " and edgeItems " + edgeItems + " must be at least 0, lineWidth " + lineWidth + " at least 1");
    }
  }

  /** The options that {@code Tensor.toString()} uses, in every thread; {@link #DEFAULT} until they are set. */
  public static PrintOptions standard() {
    return standard;
  }

  /** Sets the options that {@code Tensor.toString()} uses from now on, in every thread. */
  public static void setStandard(PrintOptions options) {
    standard = Objects.requireNonNull(options, "options");
  }

  /** These options with another number of digits after the decimal point. */
  public PrintOptions withPrecision(int digits) {
    return new PrintOptions(digits, threshold, edgeItems, lineWidth, scientific);
  }

  /** These options with another number of elements up to which tensors are printed in full. */
  public PrintOptions withThreshold(int elements) {
    return new PrintOptions(precision, elements, edgeItems, lineWidth, scientific);
  }

  /** These options with another number of items at each end of a summarised dimension. */
  public PrintOptions withEdgeItems(int items) {
    return new PrintOptions(precision, threshold, items, lineWidth, scientific);
  }

  /** These options with another line width. */
  public PrintOptions withLineWidth(int characters) {
    return new PrintOptions(precision, threshold, edgeItems, characters, scientific);
  }

  /** These options with scientific notation always (true), never (false), or as the numbers need it (null). */
  public PrintOptions withScientific(Boolean choice) {
    return new PrintOptions(precision, threshold, edgeItems, lineWidth, choice);
  }
}
