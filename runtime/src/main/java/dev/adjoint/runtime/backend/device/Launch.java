package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.device.DeviceQueue.CompiledKernel;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.ref.Reference;
import java.util.Arrays;

/** A kernel about to run: its arguments in their order, and the storages that must live until it was queued. */
final class Launch {
  private static final int USUALLY = 6;

  private final Accelerator accelerator;
  private final CompiledKernel kernel;
  private final Arguments arguments = Arguments.begin();
  private DeviceStorage[] storages = new DeviceStorage[USUALLY];
  private int count;

  Launch(Accelerator accelerator, CompiledKernel kernel) {
    this.accelerator = accelerator;
    this.kernel = kernel;
  }

  private DeviceStorage storage(View view) {
    DeviceStorage storage = DeviceStorage.of(view);
    if (storage.accelerator() != accelerator) {
      throw new IllegalArgumentException(kernel.name() + ": a storage on " + storage.device() + " of backend "
          + storage.backend().name() + " in a kernel on " + accelerator.device() + " of backend "
          + accelerator.backend().name());
    }
    hold(storage);
    return storage;
  }

  private void hold(DeviceStorage storage) {
    if (count == storages.length) {
      storages = Arrays.copyOf(storages, 2 * count);
    }
    storages[count++] = storage;
  }

  /** Adds a view that is read: block and position of the first element. */
  Launch reads(View view) {
    return reads(view, false);
  }

  /** Adds a view that is read; if {@code one}, every element is the same, which a kernel knows by a position below -1. */
  Launch reads(View view, boolean one) {
    arguments.buffer(storage(view).forReading()).of(one ? -2 - view.offset() : view.offset());
    return this;
  }

  /** Adds a view all of whose elements are set and not read before: block and position of the first element. */
  Launch writes(View view) {
    arguments.buffer(storage(view).forWriting(view)).of(view.offset());
    return this;
  }

  /** Adds a view that is read and written: block and position of the first element. */
  Launch updates(View view) {
    arguments.buffer(storage(view).forUpdate()).of(view.offset());
    return this;
  }

  /** Adds a block for intermediate results. */
  Launch scratch(DeviceStorage storage) {
    hold(storage);
    arguments.buffer(storage.forUpdate());
    return this;
  }

  /** Adds no block. */
  Launch nothing() {
    arguments.buffer(0);
    return this;
  }

  /** Adds a number of an element type. */
  Launch number(DType dtype, Scalar value) {
    switch (dtype) {
      case FLOAT32 -> arguments.of((float) value.real());
      case FLOAT64 -> arguments.of(value.real());
      case INT64 -> arguments.of(value.integer());
      case BOOL -> arguments.of(value.integer() != 0);
    }
    return this;
  }

  /** Adds a boxed int, long, or boolean, which is an int. */
  Launch of(Object value) {
    switch (value) {
      case Integer i -> arguments.of(i.intValue());
      case Long l -> arguments.of(l.longValue());
      case Boolean b -> arguments.of(b ? 1 : 0);
      default -> throw new IllegalArgumentException("no argument of a kernel: " + value);
    }
    return this;
  }

  Launch of(int value) {
    arguments.of(value);
    return this;
  }

  Launch of(long value) {
    arguments.of(value);
    return this;
  }

  /** Adds a structure of ints. */
  Launch struct(int... values) {
    arguments.struct(values);
    return this;
  }

  /** Queues the kernel. */
  void run(Grid grid) {
    accelerator.queue().launch(kernel, grid, arguments);
    Reference.reachabilityFence(storages);
  }
}
