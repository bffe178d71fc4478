package dev.adjoint.runtime.backend.host;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.reflect.Array;

/**
 * Elements in one Java array: {@code float[]}, {@code double[]}, {@code long[]}, and {@code boolean[]} for bool.
 *
 * <p>Only backends for the CPU reach the array.
 */
public final class HostStorage extends Storage {
  private final Object array;

  private HostStorage(Backend backend, DType dtype, Object array) {
    super(backend, Device.cpu(), dtype, Array.getLength(array));
    this.array = array;
  }

  /** A block of zeros. */
  public static HostStorage allocate(Backend backend, DType dtype, int length) {
    return new HostStorage(backend, dtype, switch (dtype) {
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
      case INT64 -> new long[length];
      case BOOL -> new boolean[length];
    });
  }

  /**
   * A block that is this array, which belongs to the storage from now on.
   *
   * @throws IllegalArgumentException if it is no {@code float[]}, {@code double[]}, {@code long[]} or {@code boolean[]}
   */
  public static HostStorage wrap(Backend backend, Object array) {
    return new HostStorage(backend, switch (array) {
      case float[] _ -> DType.FLOAT32;
      case double[] _ -> DType.FLOAT64;
      case long[] _ -> DType.INT64;
      case boolean[] _ -> DType.BOOL;
      default -> throw new IllegalArgumentException("no element type for " + array.getClass().getTypeName());
    }, array);
  }

  /** The array of a float32 view's storage. */
  public static float[] floats(View view) {
    return (float[]) ((HostStorage) view.storage()).array;
  }

  /** The array of a float64 view's storage. */
  public static double[] doubles(View view) {
    return (double[]) ((HostStorage) view.storage()).array;
  }

  /** The array of an int64 view's storage. */
  public static long[] longs(View view) {
    return (long[]) ((HostStorage) view.storage()).array;
  }

  /** The array of a bool view's storage. */
  public static boolean[] booleans(View view) {
    return (boolean[]) ((HostStorage) view.storage()).array;
  }

  /** The array, of the type that belongs to the element type. */
  public Object array() {
    return array;
  }
}
