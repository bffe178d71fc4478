package dev.adjoint.runtime.backend.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.StorageScope;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Storage on devices, and copies to, from and on them. Between Java arrays and a device elements go in pieces through host
 * memory that the driver provides, which is used again.
 */
final class DeviceTransfers implements Memory {
  private static final int PIECE_BYTES = 4 << 20;

  private final DeviceBackend backend;
  private final DeviceElementwise elementwise;
  private final Deque<MemorySegment> pieces = new ConcurrentLinkedDeque<>();

  DeviceTransfers(DeviceBackend backend, DeviceElementwise elementwise) {
    this.backend = backend;
    this.elementwise = elementwise;
  }

  @Override
  public Storage allocate(Device device, DType dtype, int length) {
    return entered(new DeviceStorage(backend.accelerator(device), dtype, length, true));
  }

  @Override
  public Storage reserve(Device device, DType dtype, int length) {
    return entered(new DeviceStorage(backend.accelerator(device), dtype, length, false));
  }

  private static DeviceStorage entered(DeviceStorage storage) {
    StorageScope.enterWeakly(storage);
    return storage;
  }

  @Override
  public Storage upload(Device device, Object array) {
    Accelerator accelerator = backend.accelerator(device);
    var storage = entered(new DeviceStorage(accelerator, switch (array) {
      case float[] _ -> DType.FLOAT32;
      case double[] _ -> DType.FLOAT64;
      case long[] _ -> DType.INT64;
      case boolean[] _ -> DType.BOOL;
      default -> throw new IllegalArgumentException("no element type for " + array.getClass().getTypeName());
    }, Array.getLength(array), false));
    if (storage.length() > 0) {
      write(accelerator, array, storage);
      if (array instanceof long[] elements) {
        IntegerBounds.note(storage, elements);
      }
    }
    return storage;
  }

  private void write(Accelerator accelerator, Object array, DeviceStorage storage) {
    int bytes = storage.dtype().bytes();
    long block = storage.forUpdate();
    MemorySegment piece = piece(accelerator);
    int most = PIECE_BYTES / bytes;
    for (int at = 0; at < storage.length(); at += most) {
      int n = Math.min(most, storage.length() - at);
      if (array instanceof boolean[] truth) {
        for (int i = 0; i < n; i++) {
          piece.set(JAVA_BYTE, i, (byte) (truth[at + i] ? 1 : 0));
        }
      } else {
        MemorySegment.copy(array, at, piece, layout(storage.dtype()), 0, n);
      }
      accelerator.queue().write(piece, block, (long) at * bytes, (long) n * bytes);
    }
    pieces.push(piece);
    accelerator.countToDevice((long) storage.length() * bytes);
    Reference.reachabilityFence(storage);
  }

  private MemorySegment piece(Accelerator accelerator) {
    MemorySegment piece = pieces.poll();
    return piece != null ? piece : accelerator.queue().allocateHost(PIECE_BYTES);
  }

  private static ValueLayout layout(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> JAVA_FLOAT;
      case FLOAT64 -> JAVA_DOUBLE;
      case INT64 -> JAVA_LONG;
      case BOOL -> JAVA_BYTE;
    };
  }

  @Override
  public Object download(View view) {
    if (!view.contiguous()) {
      Accelerator accelerator = DeviceStorage.of(view).accelerator();
      var copy = new View(new DeviceStorage(accelerator, view.dtype(), view.numel(), false), view.shape());
      elementwise.cast(view, copy);
      Object array = download(copy);
      DeviceStorage.of(copy).release();
      return array;
    }
    int n = view.numel();
    Object array = switch (view.dtype()) {
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
      case INT64 -> new long[n];
      case BOOL -> new boolean[n];
    };
    if (n > 0) {
      read(DeviceStorage.of(view), view.offset(), array, n);
    }
    return array;
  }

  private void read(DeviceStorage storage, int from, Object array, int length) {
    Accelerator accelerator = storage.accelerator();
    int bytes = storage.dtype().bytes();
    long block = storage.forReading();
    MemorySegment piece = piece(accelerator);
    int most = PIECE_BYTES / bytes;
    for (int at = 0; at < length; at += most) {
      int n = Math.min(most, length - at);
      accelerator.queue().read(block, (long) (from + at) * bytes, piece, (long) n * bytes);
      if (array instanceof boolean[] truth) {
        for (int i = 0; i < n; i++) {
          truth[at + i] = piece.get(JAVA_BYTE, i) != 0;
        }
      } else {
        MemorySegment.copy(piece, layout(storage.dtype()), 0, array, at, n);
      }
    }
    pieces.push(piece);
    accelerator.countToHost((long) length * bytes);
    accelerator.faults().check();
    Reference.reachabilityFence(storage);
  }

  @Override
  public boolean mayContain(View view, long value) {
    return IntegerBounds.mayContain(view, value);
  }

  private Object element(Storage storage, int position) {
    return download(new View(storage, position, Shape.of(1), new int[] {1}));
  }

  @Override
  public double getDouble(Storage storage, int position) {
    return switch (element(storage, position)) {
      case float[] x -> x[0];
      case double[] x -> x[0];
      case long[] x -> x[0];
      case Object x -> ((boolean[]) x)[0] ? 1 : 0;
    };
  }

  @Override
  public long getLong(Storage storage, int position) {
    return switch (element(storage, position)) {
      case float[] x -> (long) x[0];
      case double[] x -> (long) x[0];
      case long[] x -> x[0];
      case Object x -> ((boolean[]) x)[0] ? 1 : 0;
    };
  }

  @Override
  public void copy(View x, View out) {
    if (x.dtype() == out.dtype() && x.contiguous() && out.contiguous() && x.storage() != out.storage()
        && DeviceStorage.of(x).accelerator() == DeviceStorage.of(out).accelerator()) {
      copyBlock(x, out);
    } else {
      elementwise.cast(x, out);
    }
    IntegerBounds.noteCopy(x, out);
  }

  private static void copyBlock(View x, View out) {
    if (x.numel() == 0) {
      return;
    }
    DeviceStorage from = DeviceStorage.of(x);
    DeviceStorage to = DeviceStorage.of(out);
    long bytes = x.dtype().bytes();
    from.accelerator().queue().copy(from.forReading(), x.offset() * bytes, to.forWriting(out), out.offset() * bytes,
        x.numel() * bytes);
    Reference.reachabilityFence(from);
    Reference.reachabilityFence(to);
  }

  @Override
  public void fill(View out, Scalar value) {
    boolean zero = switch (out.dtype()) {
      // Not so -0.0, which has a bit set.
      case FLOAT32, FLOAT64 -> Double.doubleToRawLongBits(value.real()) == 0;
      case INT64, BOOL -> value.integer() == 0;
    };
    if (zero && out.contiguous() && out.numel() > 0) {
      DeviceStorage storage = DeviceStorage.of(out);
      long bytes = out.dtype().bytes();
      storage.accelerator().queue().clear(storage.forWriting(out), out.offset() * bytes, out.numel() * bytes);
      Reference.reachabilityFence(storage);
    } else {
      elementwise.fill(out, value);
    }
  }
}
