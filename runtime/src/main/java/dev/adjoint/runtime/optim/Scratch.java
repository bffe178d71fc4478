package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory for one parameter's intermediate results, as large as the largest parameter so far and used by all in turn: a
 * step allocates nothing once every parameter was seen.
 */
final class Scratch {
  private record Kind(Device device, DType dtype) {}

  private final Map<Kind, Tensor> blocks = new HashMap<>();

  /** A tensor of a parameter's shape and type with any content; valid until the next call. */
  Tensor like(Tensor parameter) {
    int count = parameter.numel();
    Tensor block = blocks.compute(new Kind(parameter.device(), parameter.dtype()), (_, old) ->
        old != null && old.numel() >= count ? old : Tensor.zerosLike(parameter).reshape(-1));
    return block.narrow(0, 0, count).reshape(parameter.shape());
  }
}
