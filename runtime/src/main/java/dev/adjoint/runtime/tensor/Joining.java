package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.List;

/** Concatenation. The adjoint of each part is its slice of the whole's. */
final class Joining {
  private record Parts(int dim, int[] starts) {}

  private static final OpNode.Pull CAT = (node, operand, seed) -> {
    var parts = node.attribute(Parts.class);
    return JoiningRules.part(seed, parts.dim(), parts.starts()[operand], parts.starts()[operand + 1], node.shape(operand));
  };

  private Joining() {}

  static Tensor cat(List<Tensor> tensors, int dim) {
    return join("cat", "CatBackward0", tensors, tensors, dim);
  }

  static Tensor stack(List<Tensor> tensors, int dim) {
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("stack: expected a non-empty list of tensors");
    }
    Shape first = tensors.getFirst().shape();
    int place = Views.place("stack", tensors.getFirst(), dim);
    var slices = new ArrayList<Tensor>();
    for (int i = 0; i < tensors.size(); i++) {
      Shape shape = tensors.get(i).shape();
      if (!shape.equals(first)) {
        throw new IllegalArgumentException("stack: each tensor has the same shape, but tensor 0 is " + first
            + " and tensor " + i + " is " + shape);
      }
      slices.add(tensors.get(i).detach().unsqueeze(place));
    }
    return join("stack", "StackBackward0", tensors, slices, place);
  }

  private static Tensor join(String name, String nodeName, List<Tensor> operands, List<Tensor> parts, int dim) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(name + ": expected a non-empty list of tensors");
    }
    Tensor first = parts.getFirst();
    int d = first.shape().dim(name, dim);
    DType type = first.dtype();
    var starts = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      Tensor part = parts.get(i);
      Ops.sameDevice(name, first, part);
      if (part.rank() == 0) {
        throw new IllegalArgumentException(name + ": tensor " + i + " is a scalar, which has no dimension; use stack");
      }
      if (part.rank() != first.rank()
          || !part.shape().with(d, 0).equals(first.shape().with(d, 0))) {
        throw new IllegalArgumentException(name + ": sizes of tensors match except in dimension " + d + ", but tensor 0 is "
            + first.shape() + " and tensor " + i + " is " + part.shape());
      }
      type = DType.promote(type, part.dtype());
      long end = (long) starts[i] + part.size(d);
      if (end > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(name + ": dimension " + d + " of the result has more than "
            + Integer.MAX_VALUE + " entries; tensor 0 is " + first.shape() + " and tensor " + i + " is " + part.shape());
      }
      starts[i + 1] = (int) end;
    }
    var inputs = new Tensor[parts.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = operands.get(i).to(type);
    }
    var event = Ops.begin(name, inputs);
    View out = Ops.reserveLike(first, type, first.shape().with(d, starts[parts.size()]));
    var memory = Ops.backend(first).memory();
    int[] strides = out.strides();
    for (int i = 0; i < inputs.length; i++) {
      View part = parts.get(i).view();
      memory.copy(part, new View(out.storage(), part.numel() == 0 ? 0 : starts[i] * strides[d], part.shape(), strides.clone()));
    }
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(inputs) ? Ops.record(result, new OpNode(nodeName, CAT, new Parts(d, starts), inputs)) : result;
  }
}
