package dev.adjoint.runtime.backend.host;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.StorageScope;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.reflect.Array;

/**
 * Elements in one Java array: {@code float[]}, {@code double[]}, {@code long[]}, and {@code boolean[]} for bool.
 *
 * <p>Only backends for the CPU reach the array.
 */
public final class HostStorage extends Storage {
  /** Null once released. */
  private Object array;

  private HostStorage(Backend backend, DType dtype, Object array) {
    super(backend, Device.cpu(), dtype, Array.getLength(array));
    this.array = array;
  }

  /** A block of zeros. */
  public static HostStorage allocate(Backend backend, DType dtype, int length) {
    return entered(new HostStorage(backend, dtype, switch (dtype) {
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
      case INT64 -> new long[length];
      case BOOL -> new boolean[length];
    }));
  }

  /** A block whose content is undefined: an array that was released, if there is one. */
  public static HostStorage reserve(Backend backend, DType dtype, int length) {
    Object array = length < HostPool.LEAST ? null : switch (dtype) {
      case FLOAT32 -> HostPool.floats(length);
      case FLOAT64 -> HostPool.doubles(length);
      case INT64, BOOL -> null;
    };
    return array == null ? allocate(backend, dtype, length) : entered(new HostStorage(backend, dtype, array));
  }

  private static HostStorage entered(HostStorage storage) {
    if (storage.length() >= HostPool.LEAST) {
      StorageScope.enter(storage);
    }
    return storage;
  }

  @Override
  public void release() {
    switch (array) {
      case float[] floats when floats.length >= HostPool.LEAST -> HostPool.give(floats);
      case double[] doubles when doubles.length >= HostPool.LEAST -> HostPool.give(doubles);
      case null, default -> { }
    }
    array = null;
  }

  private static Object array(View view) {
    Object array = ((HostStorage) view.storage()).array;
    if (array == null) {
      throw released(view.dtype(), view.storage().length());
    }
    return array;
  }

  private static IllegalStateException released(DType dtype, int length) {
    return new IllegalStateException("the storage of " + length + " elements of type " + dtype
        + " was released when its scope was closed; keep(tensor) lets one outlive its scope");
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
    return (float[]) array(view);
  }

  /** The array of a float64 view's storage. */
  public static double[] doubles(View view) {
    return (double[]) array(view);
  }

  /** The array of an int64 view's storage. */
  public static long[] longs(View view) {
    return (long[]) array(view);
  }

  /** The array of a bool view's storage. */
  public static boolean[] booleans(View view) {
    return (boolean[]) array(view);
  }

  /** The array, of the type that belongs to the element type. */
  public Object array() {
    if (array == null) {
      throw released(dtype(), length());
    }
    return array;
  }
}
