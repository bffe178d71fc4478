package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/** Storage in Java arrays, and copies between them. */
public final class ReferenceMemory implements Memory {
  private final Backend owner;

  /** Memory whose storage belongs to the backend {@code owner}. */
  public ReferenceMemory(Backend owner) {
    this.owner = owner;
  }

  @Override
  public Storage allocate(Device device, DType dtype, int length) {
    requireCpu(device);
    return HostStorage.allocate(owner, dtype, length);
  }

  @Override
  public Storage reserve(Device device, DType dtype, int length) {
    requireCpu(device);
    return HostStorage.reserve(owner, dtype, length);
  }

  @Override
  public Storage upload(Device device, Object array) {
    requireCpu(device);
    return HostStorage.wrap(owner, switch (array) {
      case float[] a -> a.clone();
      case double[] a -> a.clone();
      case long[] a -> a.clone();
      case boolean[] a -> a.clone();
      default -> array;
    });
  }

  private static void requireCpu(Device device) {
    if (!device.isCpu() || device.index() != 0) {
      throw new IllegalArgumentException(
          "no device " + device.kind() + ":" + device.index() + " here: Java arrays are on cpu:0");
    }
  }

  @Override
  public Object download(View view) {
    Object from = ((HostStorage) view.storage()).array();
    int n = view.numel();
    if (view.contiguous()) {
      int first = view.offset();
      return switch (view.dtype()) {
        case FLOAT32 -> Arrays.copyOfRange((float[]) from, first, first + n);
        case FLOAT64 -> Arrays.copyOfRange((double[]) from, first, first + n);
        case INT64 -> Arrays.copyOfRange((long[]) from, first, first + n);
        case BOOL -> Arrays.copyOfRange((boolean[]) from, first, first + n);
      };
    }
    Object to = Rows.allocate(view.dtype(), n);
    Walk walk = Walk.of(view);
    for (int at = 0; walk.next(); at += walk.length) {
      Rows.copy(from, walk.start[0], walk.step[0], to, at, 1, walk.length);
    }
    return to;
  }

  @Override
  public double getDouble(Storage storage, int position) {
    Object array = ((HostStorage) storage).array();
    return switch (storage.dtype()) {
      case FLOAT32 -> ((float[]) array)[position];
      case FLOAT64 -> ((double[]) array)[position];
      case INT64 -> ((long[]) array)[position];
      case BOOL -> ((boolean[]) array)[position] ? 1 : 0;
    };
  }

  @Override
  public long getLong(Storage storage, int position) {
    Object array = ((HostStorage) storage).array();
    return switch (storage.dtype()) {
      case FLOAT32 -> (long) ((float[]) array)[position];
      case FLOAT64 -> (long) ((double[]) array)[position];
      case INT64 -> ((long[]) array)[position];
      case BOOL -> ((boolean[]) array)[position] ? 1 : 0;
    };
  }

  @Override
  public void copy(View x, View out) {
    Object from = ((HostStorage) x.storage()).array();
    Object to = ((HostStorage) out.storage()).array();
    boolean cast = x.dtype() != out.dtype();
    if (x.contiguous() && out.contiguous()) {
      if (cast) {
        Casts.cast(from, x.offset(), 1, to, out.offset(), 1, x.numel());
      } else {
        System.arraycopy(from, x.offset(), to, out.offset(), x.numel());
      }
      return;
    }
    Walk walk = Walk.of(x, out);
    while (walk.next()) {
      if (cast) {
        Casts.cast(from, walk.start[0], walk.step[0], to, walk.start[1], walk.step[1], walk.length);
      } else {
        Rows.copy(from, walk.start[0], walk.step[0], to, walk.start[1], walk.step[1], walk.length);
      }
    }
  }

  @Override
  public void fill(View out, Scalar value) {
    Object to = ((HostStorage) out.storage()).array();
    if (out.contiguous()) {
      Rows.fill(to, out.offset(), 1, out.numel(), value);
      return;
    }
    Walk walk = Walk.of(out);
    while (walk.next()) {
      Rows.fill(to, walk.start[0], walk.step[0], walk.length, value);
    }
  }
}
