package dev.adjoint.tests.tensor;

import static dev.adjoint.runtime.array.DType.BOOL;
import static dev.adjoint.runtime.array.DType.FLOAT32;
import static dev.adjoint.runtime.array.DType.FLOAT64;
import static dev.adjoint.runtime.array.DType.INT64;

import dev.adjoint.runtime.array.DType;
import java.util.List;
import java.util.Map;

/** What {@code torch.result_type} of PyTorch 2 answers, written out. */
final class Promotion {
  private static final List<DType> ORDER = List.of(FLOAT32, FLOAT64, INT64, BOOL);

  /** Two tensors with dimensions, or two without. */
  private static final DType[][] ALIKE = {
      {FLOAT32, FLOAT64, FLOAT32, FLOAT32},
      {FLOAT64, FLOAT64, FLOAT64, FLOAT64},
      {FLOAT32, FLOAT64, INT64, INT64},
      {FLOAT32, FLOAT64, INT64, BOOL}};

  /** A row for the tensor with dimensions, a column for the one without. */
  private static final DType[][] WITH_SCALAR = {
      {FLOAT32, FLOAT32, FLOAT32, FLOAT32},
      {FLOAT64, FLOAT64, FLOAT64, FLOAT64},
      {FLOAT32, FLOAT64, INT64, INT64},
      {FLOAT32, FLOAT64, INT64, BOOL}};

  private static final Map<DType, DType> WITH_LONG =
      Map.of(FLOAT32, FLOAT32, FLOAT64, FLOAT64, INT64, INT64, BOOL, INT64);
  private static final Map<DType, DType> WITH_DOUBLE =
      Map.of(FLOAT32, FLOAT32, FLOAT64, FLOAT64, INT64, FLOAT32, BOOL, FLOAT32);

  private Promotion() {}

  static DType of(DType a, int rankA, DType b, int rankB) {
    int i = ORDER.indexOf(a);
    int j = ORDER.indexOf(b);
    if (rankA == 0 == (rankB == 0)) {
      return ALIKE[i][j];
    }
    return rankB == 0 ? WITH_SCALAR[i][j] : WITH_SCALAR[j][i];
  }

  static DType withLong(DType type) {
    return WITH_LONG.get(type);
  }

  static DType withDouble(DType type) {
    return WITH_DOUBLE.get(type);
  }
}
