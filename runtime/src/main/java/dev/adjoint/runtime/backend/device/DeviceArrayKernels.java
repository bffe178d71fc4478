package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Parameter;
import dev.adjoint.runtime.backend.spi.ArrayKernel.Role;
import dev.adjoint.runtime.backend.spi.ArrayKernels;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import java.util.List;

/**
 * Kernels over arrays from their C, with the functions of {@code java.h} and {@code arrays.h}: one launch for the values, one for the
 * adjoints, and one more where sums over all iterations are collected.
 */
final class DeviceArrayKernels implements ArrayKernels {

  /** How many numbers all items together keep for a backward pass: 256 MB of them, unless one group needs more. */
  private static final long MOST_KEPT = 1 << 25;

  /** What a program is found by. */
  private record Program(String name, DType type, String code) {
    @Override
    public String toString() {
      return name;
    }

    KernelSource source(DType elements) {
      return new KernelSource(Elements.name(name, elements), List.of("java.h", "arrays.h"),
          List.of("E " + Elements.c(elements), "V " + Elements.c(type)), code);
    }
  }

  @Override
  public void run(ArrayKernel kernel, View[] operands) {
    Accelerator accelerator = DeviceStorage.of(operands[0]).accelerator();
    Launch launch = launch(accelerator, kernel, elements(kernel, operands), "forward");
    int next = 0;
    for (Parameter p : kernel.parameters()) {
      View view = p.role() == Role.UNIFORM ? null : operands[next++];
      switch (p.role()) {
        case INPUT -> launch.reads(view).of(view.numel());
        case OUTPUT -> launch.updates(view).of(view.numel());
        case NUMBER -> launch.reads(view);
        case UNIFORM -> uniform(kernel, p, launch);
      }
    }
    accelerator.faults().arguments(kernel, launch);
    launch.run(grid(accelerator, operands));
  }

  @Override
  public void pull(ArrayKernel kernel, View[] operands, View[] seeds, View[] adjoints) {
    View first = first(operands, seeds);
    Accelerator accelerator = DeviceStorage.of(first).accelerator();
    DType elements = elements(kernel, operands, seeds);
    long kept = kernel.scratch(lengths(operands, seeds));
    Grid grid = fitting(grid(accelerator, operands, seeds), kept);
    int items = grid.groupsX() * grid.itemsX();
    DType wide = accelerator.info().float64() ? DType.FLOAT64 : DType.FLOAT32;
    DeviceStorage partials = kernel.sums() == 0 ? null
        : new DeviceStorage(accelerator, wide, Math.multiplyExact(kernel.sums(), items), false);
    DeviceStorage scratch = kept < 0 ? null
        : new DeviceStorage(accelerator, wide, Math.toIntExact(Math.max(1, Math.multiplyExact(kept, items))), false);
    Launch backward = launch(accelerator, kernel, elements, "backward");
    arguments(kernel, operands, seeds, adjoints, partials, scratch, backward);
    accelerator.faults().arguments(kernel, backward);
    backward.run(grid);
    if (partials != null) {
      Launch collect = launch(accelerator, kernel, elements, "collect");
      arguments(kernel, operands, seeds, adjoints, partials, scratch, collect);
      collect.of(items);
      accelerator.faults().arguments(kernel, collect);
      collect.run(Grid.of(1, Driver.GROUP_SIZE));
      partials.release();
    }
    if (scratch != null) {
      scratch.release();
    }
  }

  private static int[] lengths(View[] operands, View[] seeds) {
    var lengths = new int[operands.length];
    for (int k = 0; k < lengths.length; k++) {
      lengths[k] = (operands[k] == null ? seeds[k] : operands[k]).numel();
    }
    return lengths;
  }

  /** So many groups that what their items keep is not too much memory; each item then does more. */
  private static Grid fitting(Grid grid, long kept) {
    long most = Math.max(1, MOST_KEPT / Math.max(1, kept) / grid.itemsX());
    return most < grid.groupsX() ? Grid.of((int) most, grid.itemsX()) : grid;
  }

  private static void arguments(ArrayKernel kernel, View[] operands, View[] seeds, View[] adjoints, DeviceStorage partials,
      DeviceStorage scratch, Launch launch) {
    int next = 0;
    for (Parameter p : kernel.parameters()) {
      View view = p.role() == Role.UNIFORM ? null : operands[next];
      switch (p.role()) {
        case INPUT -> launch.reads(view).of(view.numel());
        case OUTPUT -> {
          if (p.kept()) {
            launch.reads(view).of(view.numel());
          } else {
            launch.nothing().of(0).of((view == null ? seeds[next] : view).numel());
          }
        }
        case NUMBER -> launch.reads(view);
        case UNIFORM -> uniform(kernel, p, launch);
      }
      next += p.role() == Role.UNIFORM ? 0 : 1;
    }
    List<Parameter> all = kernel.operands();
    for (int k = 0; k < all.size(); k++) {
      if (all.get(k).role() == Role.OUTPUT && all.get(k).isFloating()) {
        launch.reads(seeds[k]);
      }
    }
    for (int k = 0; k < all.size(); k++) {
      if (all.get(k).wrt() && adjoints[k] != null) {
        launch.updates(adjoints[k]);
      } else if (all.get(k).wrt()) {
        launch.nothing().of(-1);
      }
    }
    if (partials == null) {
      launch.nothing();
    } else {
      launch.scratch(partials);
    }
    if (scratch != null) {
      launch.scratch(scratch);
    }
  }

  private static void uniform(ArrayKernel kernel, Parameter p, Launch launch) {
    switch (p.value()) {
      case Double d -> launch.number(kernel.type(), Scalar.of(d));
      case Float f -> launch.number(kernel.type(), Scalar.of((double) f));
      case Object whole -> launch.of(whole);
    }
  }

  private static Launch launch(Accelerator accelerator, ArrayKernel kernel, DType elements, String pass) {
    if (kernel.type() == DType.FLOAT64 && !accelerator.info().float64()) {
      throw new UnsupportedOperationException("kernel " + kernel.name() + " computes in double, which "
          + accelerator.device() + " (" + accelerator.info().name() + ") does not; write it for float");
    }
    return new Launch(accelerator, accelerator.kernel(
        new KernelKey(new Program(kernel.name(), kernel.type(), kernel.source()), elements, elements, pass),
        key -> ((Program) key.operation()).source(key.from())));
  }

  private static View first(View[]... views) {
    for (View[] some : views) {
      for (View view : some) {
        if (view != null) {
          return view;
        }
      }
    }
    throw new IllegalArgumentException("a kernel without operands");
  }

  /** The type of the floating operands. */
  private static DType elements(ArrayKernel kernel, View[]... views) {
    List<Parameter> all = kernel.operands();
    for (View[] some : views) {
      for (int k = 0; k < some.length; k++) {
        if (some[k] != null && all.get(k).isFloating()) {
          return some[k].dtype();
        }
      }
    }
    return kernel.type();
  }

  private static Grid grid(Accelerator accelerator, View[]... views) {
    int most = 1;
    for (View[] some : views) {
      for (View view : some) {
        most = Math.max(most, view == null ? 0 : view.numel());
      }
    }
    return accelerator.grid(most);
  }
}
