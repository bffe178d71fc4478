package dev.adjoint.runtime.array;

/** The type of a tensor's elements. */
public enum DType {
  /** IEEE 754 single precision; the default for tensors made from shapes. */
  FLOAT32("float32", "FloatTensor", 4),
  /** IEEE 754 double precision. */
  FLOAT64("float64", "DoubleTensor", 8),
  /** Signed 64-bit integers, in two's complement with wrap-around; the type of indices. */
  INT64("int64", "LongTensor", 8),
  /** Truth values, one byte each. */
  BOOL("bool", "BoolTensor", 1);

  private final String text;
  private final String typeName;
  private final int bytes;

  DType(String text, String typeName, int bytes) {
    this.text = text;
    this.typeName = typeName;
    this.bytes = bytes;
  }

  /** The name as PyTorch spells it, such as {@code float32}. */
  public String text() {
    return text;
  }

  /** PyTorch's older name of a tensor of this type, such as {@code FloatTensor}, which its messages still use. */
  public String typeName() {
    return typeName;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are floating-point numbers; only such tensors have gradients. */
  public boolean isFloating() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /**
   * The type in which two tensors meet: the wider of two floating types; a floating type wins over int64 and bool, and
   * int64 over bool.
   */
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.isFloating() && b.isFloating()) {
      return FLOAT64;
    }
    if (a.isFloating()) {
      return a;
    }
    if (b.isFloating()) {
      return b;
    }
    return INT64;
  }

  @Override
  public String toString() {
    return text;
  }
}
