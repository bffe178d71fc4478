package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Set;

/** Kernels as operations on tensors: one pass forward, one backward. Generated {@code @Kernel} operations call it. */
public final class TensorKernels {
  private TensorKernels() {}

  /**
   * Applies a kernel to tensors that broadcast.
   *
   * @throws IllegalArgumentException if shapes do not broadcast, devices differ, or a tensor is not of floating type
   */
  public static Tensor apply(ElementKernel kernel, Tensor... given) {
    String name = kernel.name();
    DType type = null;
    for (Tensor operand : given) {
      Ops.requireFloating(name, operand);
      Ops.sameDevice(name, given[0], operand);
      type = type == null ? operand.dtype() : DType.promote(type, operand.dtype());
    }
    var operands = new Tensor[given.length];
    Shape shape = Shape.SCALAR;
    for (int i = 0; i < operands.length; i++) {
      operands[i] = given[i].to(type);
      shape = Shape.broadcast(name, shape, operands[i].shape());
    }
    var event = Ops.begin(name, operands);
    View out = Ops.reserveLike(operands[0], shape);
    Ops.backend(operands[0]).elementwise().kernel(kernel, views(operands, shape), out);
    var result = new Tensor(out);
    Ops.end(event);
    var differentiated = new Tensor[operands.length];
    for (int i = 0; i < operands.length; i++) {
      differentiated[i] = kernel.hasAdjoint(i) ? operands[i] : null;
    }
    if (!Ops.tracks(differentiated)) {
      return result;
    }
    return Ops.record(result, new KernelNode(kernel, operands, differentiated, shape));
  }

  /**
   * Runs a kernel over arrays, and changes its outputs in place. Tensors are taken as their elements in row-major order.
   *
   * @throws IllegalArgumentException if devices or types differ, or an output may share elements with another operand
   * @throws IllegalStateException if an output cannot be changed in place
   * @throws IndexOutOfBoundsException if the kernel uses an index that is out of bounds; a device throws it when elements are
   *     next read, and reads zero and writes nothing there
   */
  public static void run(ArrayKernel kernel, Tensor... operands) {
    ArrayKernelNode.run(kernel, operands);
  }

  static View[] views(Tensor[] operands, Shape shape) {
    var views = new View[operands.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = operands[i].view().expand(shape);
    }
    return views;
  }

  /** The adjoints of all operands at once. */
  private static final class KernelNode extends Node {
    private final ElementKernel kernel;
    private final Shape shape;
    private Tensor[] operands;
    private final int[] versions;

    KernelNode(ElementKernel kernel, Tensor[] operands, Tensor[] differentiated, Shape shape) {
      super(differentiated);
      this.kernel = kernel;
      this.shape = shape;
      this.operands = operands;
      this.versions = new int[operands.length];
      for (int i = 0; i < versions.length; i++) {
        versions[i] = operands[i].version();
      }
    }

    @Override
    public String name() {
      return kernel.name() + "Backward";
    }

    @Override
    Tensor[] pull(Tensor[] seeds, Set<Node> wanted) {
      if (operands == null) {
        throw SavedValues.freed(name());
      }
      for (int i = 0; i < versions.length; i++) {
        if (operands[i].version() != versions[i]) {
          throw SavedValues.changed(name(), operands[i], versions[i]);
        }
      }
      Tensor seed = seeds[0];
      ElementKernel second = GradMode.isEnabled() ? KernelAdjointNode.required(kernel, name()) : null;
      var views = new View[operands.length];
      var adjoints = new Tensor[operands.length];
      for (int i = 0; i < views.length; i++) {
        if (wants(i, wanted)) {
          views[i] = Ops.reserveLike(seed, shape);
          adjoints[i] = new Tensor(views[i]);
        }
      }
      Ops.backend(seed).elementwise().kernelPull(kernel, views(operands, shape), seed.view().expand(shape), views);
      for (int i = 0; i < views.length; i++) {
        if (adjoints[i] != null) {
          if (second != null) {
            adjoints[i] = KernelAdjointNode.record(second, kernel, operands, seed, i, adjoints[i]);
          }
          adjoints[i] = adjoints[i].sumTo(operands[i].shape());
        }
      }
      return adjoints;
    }

    @Override
    void release() {
      operands = null;
    }

    @Override
    boolean saves(Tensor tensor) {
      if (operands != null) {
        for (Tensor operand : operands) {
          if (operand.view().storage() == tensor.view().storage()) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
