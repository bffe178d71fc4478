package dev.adjoint.tests.openblas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.openblas.OpenBlasBackend;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.View;
import java.util.SplittableRandom;

/** Matrices with random elements, and products of them on the backend and on the reference. */
final class Products {
  private static final Backend REFERENCE = new ReferenceBackend();

  private Products() {}

  /** The backend; skips the test with the reason if it does not work here. */
  static Backend openBlas() {
    var backend = new OpenBlasBackend();
    if (backend.probe() instanceof Availability.Unavailable unavailable) {
      abort(unavailable.reason());
    }
    return backend;
  }

  /** How the elements of a matrix lie. */
  enum Order { ROWS, COLUMNS, SPACED_ROWS, SPACED_COLUMNS, STEPPED, ONE_ROW, ONE_COLUMN, ONE_MATRIX }

  /** A batch of matrices between -1 and 1, and whatever lies around them. */
  static View matrices(Backend backend, DType dtype, SplittableRandom random, Order order, int batch, int rows, int columns) {
    int[] strides = switch (order) {
      case ROWS -> new int[] {rows * columns, columns, 1};
      case COLUMNS -> new int[] {rows * columns, 1, rows};
      case SPACED_ROWS -> new int[] {rows * (columns + 3), columns + 3, 1};
      case SPACED_COLUMNS -> new int[] {columns * (rows + 3), 1, rows + 3};
      case STEPPED -> new int[] {rows * columns * 2, columns * 2, 2};
      case ONE_ROW -> new int[] {columns, 0, 1};
      case ONE_COLUMN -> new int[] {rows, 1, 0};
      case ONE_MATRIX -> new int[] {0, columns, 1};
    };
    int offset = 5;
    int length = offset + 3 + Math.max(0, batch - 1) * strides[0] + Math.max(0, rows - 1) * strides[1]
        + Math.max(0, columns - 1) * strides[2];
    double[] elements = random.doubles(length, -1, 1).toArray();
    return new View(backend.memory().upload(Device.cpu(), of(dtype, elements)), offset, Shape.of(batch, rows, columns), strides);
  }

  private static Object of(DType dtype, double[] elements) {
    if (dtype == DType.FLOAT64) {
      return elements;
    }
    float[] floats = new float[elements.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) elements[i];
    }
    return floats;
  }

  /** The elements in row-major order, as doubles. */
  static double[] elements(View view) {
    return switch (REFERENCE.memory().download(view)) {
      case float[] floats -> {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = floats[i];
        }
        yield doubles;
      }
      case double[] doubles -> doubles;
      case Object other -> throw new IllegalArgumentException(other.getClass().getTypeName());
    };
  }

  /** A copy, with what lies around it. */
  static View copy(View view) {
    Object all = REFERENCE.memory().download(new View(view.storage(), Shape.of(view.storage().length())));
    return new View(REFERENCE.memory().upload(Device.cpu(), all), view.offset(), view.shape(), view.strides());
  }

  /** Multiplies, and compares all of the storage of out with the reference's: k + 2 rounding errors of what was summed. */
  static void check(Backend backend, View a, View b, View out, boolean accumulate) {
    View expected = copy(out);
    REFERENCE.matrixProducts().matmul(a, b, expected, accumulate);
    backend.matrixProducts().matmul(a, b, out, accumulate);
    // Elements are below 1, hence a sum of k products below k.
    double error = (a.size(2) + 2.0) * (a.size(2) + 1) * (out.dtype() == DType.FLOAT32 ? 0x1p-24 : 0x1p-53);
    compare(expected, out, error, a + " times " + b + " to " + out + (accumulate ? ", added" : ""));
  }

  /** Compares all of two storages. */
  static void compare(View expected, View actual, double error, String what) {
    double[] right = elements(new View(expected.storage(), Shape.of(expected.storage().length())));
    double[] got = elements(new View(actual.storage(), Shape.of(actual.storage().length())));
    assertEquals(right.length, got.length, what);
    for (int i = 0; i < right.length; i++) {
      int at = i;
      assertTrue(Double.compare(right[i], got[i]) == 0 || Math.abs(right[i] - got[i]) <= error,
          () -> what + ": expected " + right[at] + " at " + at + ", got " + got[at]);
    }
  }
}
