package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Set;

/**
 * The adjoint of one operand of a kernel, in a backward pass that is recorded. Its derivative is one pass of the kernel's
 * {@linkplain ElementKernel#second() second} one, with the adjoint of the adjoint as the operand's direction and zero for the others.
 */
final class KernelAdjointNode extends Node {
  private final ElementKernel second;
  private final String name;
  private final int operand;
  private final Shape shape;
  /** The kernel's operands, then the seed. */
  private Tensor[] saved;
  private final int[] versions;
  private final boolean[] directions;

  private KernelAdjointNode(ElementKernel second, ElementKernel kernel, Tensor[] saved, Tensor[] differentiated, int operand,
      Shape shape) {
    super(differentiated);
    this.second = second;
    this.name = kernel.name();
    this.operand = operand;
    this.shape = shape;
    this.saved = saved;
    versions = new int[saved.length];
    directions = new boolean[kernel.operands()];
    for (int i = 0; i < saved.length; i++) {
      versions[i] = saved[i].version();
    }
    for (int i = 0; i < directions.length; i++) {
      directions[i] = kernel.hasAdjoint(i);
    }
  }

  /** The second kernel of a kernel that is differentiated twice. */
  static ElementKernel required(ElementKernel kernel, String node) {
    ElementKernel second = kernel.second();
    if (second == null) {
      throw new IllegalStateException(node + ": the adjoint of this kernel has no derivative of its own, because it keeps values of"
          + " a loop; use the tensor form of the method where a backward pass is differentiated (CREATE_GRAPH)");
    }
    return second;
  }

  /** The adjoint of an operand, in the shape of all, as the result of a node. */
  static Tensor record(ElementKernel second, ElementKernel kernel, Tensor[] operands, Tensor seed, int operand, Tensor adjoint) {
    var saved = new Tensor[operands.length + 1];
    var differentiated = new Tensor[saved.length];
    for (int i = 0; i < operands.length; i++) {
      saved[i] = operands[i];
      differentiated[i] = kernel.hasAdjoint(i) ? operands[i] : null;
    }
    saved[operands.length] = seed;
    differentiated[operands.length] = seed;
    return Ops.tracks(differentiated)
        ? Ops.record(adjoint, new KernelAdjointNode(second, kernel, saved, differentiated, operand, adjoint.shape())) : adjoint;
  }

  @Override
  public String name() {
    return name + "BackwardBackward";
  }

  @Override
  Tensor[] pull(Tensor[] seeds, Set<Node> wanted) {
    if (saved == null) {
      throw SavedValues.freed(name());
    }
    for (int i = 0; i < versions.length; i++) {
      if (saved[i].version() != versions[i]) {
        throw SavedValues.changed(name(), saved[i], versions[i]);
      }
    }
    if (GradMode.isEnabled()) {
      throw new IllegalStateException(name() + ": kernels have first and second derivatives only; use the tensor form of the method"
          + " for third ones (CREATE_GRAPH)");
    }
    Tensor direction = seeds[0];
    Tensor zero = Ops.filled(direction.device(), direction.dtype(), Shape.SCALAR, Scalar.of(0.0));
    Tensor one = Ops.filled(direction.device(), direction.dtype(), Shape.SCALAR, Scalar.of(1.0));
    var operands = new Tensor[second.operands()];
    System.arraycopy(saved, 0, operands, 0, saved.length);
    int next = saved.length;
    for (int i = 0; i < directions.length; i++) {
      if (directions[i]) {
        operands[next++] = i == operand ? direction : zero;
      }
    }
    var views = new View[operands.length];
    var adjoints = new Tensor[saved.length];
    for (int i = 0; i < saved.length; i++) {
      if (wants(i, wanted)) {
        views[i] = Ops.reserveLike(direction, shape);
        adjoints[i] = new Tensor(views[i]);
      }
    }
    Ops.backend(direction).elementwise().kernelPull(second, TensorKernels.views(operands, shape), one.view().expand(shape), views);
    for (int i = 0; i < saved.length; i++) {
      if (adjoints[i] != null) {
        adjoints[i] = adjoints[i].sumTo(saved[i].shape());
      }
    }
    return adjoints;
  }

  @Override
  void release() {
    saved = null;
  }

  @Override
  boolean saves(Tensor tensor) {
    if (saved != null) {
      for (Tensor s : saved) {
        if (s.view().storage() == tensor.view().storage()) {
          return true;
        }
      }
    }
    return false;
  }
}
