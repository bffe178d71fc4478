package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import java.util.List;

/**
 * Other shapes for the same elements. Unless said otherwise the result is a view that shares them: a change of one in place
 * is a change of the other, and derivatives know it. Dimensions count from 0, or from -1 for the last downwards; methods
 * throw {@link IndexOutOfBoundsException} for one that is not there.
 */
@DerivativeRules(ViewRules.class)
public sealed interface TensorViews permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The elements in another shape; a view where strides allow it, a copy otherwise.
   *
   * @param shape the sizes; one may be -1 and is computed
   * @throws IllegalArgumentException if the number of elements differs
   */
  default Tensor reshape(int... shape) {
    return reshape(Views.resolve("reshape", self(), shape));
  }

  /** The elements in another shape; a view where strides allow it, a copy otherwise. */
  default Tensor reshape(Shape shape) {
    return Views.reshape(self(), shape);
  }

  /**
   * The elements in another shape, as a view.
   *
   * @throws IllegalArgumentException if the number of elements differs or strides do not allow a view
   */
  default Tensor viewAs(int... shape) {
    return Views.viewAs(self(), Views.resolve("viewAs", self(), shape));
  }

  /** All elements along one dimension. */
  default Tensor flatten() {
    return reshape(-1);
  }

  /** The dimensions from {@code first} to {@code last}, both included, made one. */
  default Tensor flatten(int first, int last) {
    return Views.flatten(self(), first, last);
  }

  /** The transpose of a matrix; a tensor of rank 0 or 1 is its own. */
  default Tensor t() {
    return Views.t(self());
  }

  /** Two dimensions exchanged. */
  default Tensor transpose(int first, int second) {
    return Views.transpose(self(), first, second);
  }

  /**
   * The dimensions in another order.
   *
   * @param order for each dimension of the result, the dimension it is of this tensor
   * @throws IllegalArgumentException if a dimension is missing or named twice
   */
  default Tensor permute(int... order) {
    return Views.permute(self(), order);
  }

  /** Dimensions of size 1, and new ones in front, repeated to a shape; -1 keeps a size. */
  default Tensor expand(int... shape) {
    return Views.expand(self(), shape);
  }

  /** Dimensions of size 1, and new ones in front, repeated to a shape. */
  default Tensor expand(Shape shape) {
    return Views.expand(self(), shape);
  }

  /** Without the dimensions of size 1. */
  default Tensor squeeze() {
    return Views.squeeze(self());
  }

  /** Without one dimension if its size is 1. */
  default Tensor squeeze(int dim) {
    return Views.squeeze(self(), dim);
  }

  /** With a new dimension of size 1; {@code dim} is its place in the result. */
  default Tensor unsqueeze(int dim) {
    return Views.unsqueeze(self(), dim);
  }

  /**
   * One entry along a dimension, which disappears.
   *
   * @param index from 0, or from -1 for the last downwards
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  default Tensor select(int dim, int index) {
    return Views.select(self(), dim, index);
  }

  /** One entry along the first dimension. */
  default Tensor get(int index) {
    return select(0, index);
  }

  /** The element at a position; one index per dimension. */
  default Tensor get(int index, int... more) {
    Tensor result = select(0, index);
    for (int next : more) {
      result = result.select(0, next);
    }
    return result;
  }

  /** The entries from {@code start} up to and without {@code end} along a dimension, as Python slices them. */
  default Tensor slice(int dim, int start, int end) {
    return slice(dim, start, end, 1);
  }

  /**
   * Every {@code step}-th entry from {@code start} before {@code end} along a dimension. Negative bounds count from the
   * end, and bounds beyond the size are cut to it, as Python slices.
   *
   * @throws IllegalArgumentException if step is below 1
   */
  default Tensor slice(int dim, int start, int end, int step) {
    return Views.slice(self(), dim, start, end, step);
  }

  /** {@code length} entries from {@code start} along a dimension. */
  default Tensor narrow(int dim, int start, int length) {
    return Views.narrow(self(), dim, start, length);
  }

  /** The tensor cut along a dimension into pieces of {@code size} entries; the last may be smaller. */
  default List<Tensor> split(int size, int dim) {
    return Views.split(self(), size, dim);
  }

  /** The tensor cut along a dimension into at most {@code count} pieces of one size; the last may be smaller. */
  default List<Tensor> chunk(int count, int dim) {
    return Views.chunk(self(), count, dim);
  }

  /** The entries along a dimension, which disappears. */
  default List<Tensor> unbind(int dim) {
    return Views.unbind(self(), dim);
  }

  /** This tensor if its elements lie in row-major order, otherwise a copy in which they do. */
  default Tensor contiguous() {
    return self().view().contiguous() ? self() : copy();
  }

  /** A copy with elements of its own, in row-major order; PyTorch's {@code clone}. */
  default Tensor copy() {
    return Conversions.copy(self());
  }

  /** The elements converted to a type as Java casts; this tensor if they have it. */
  default Tensor to(DType dtype) {
    return self().dtype() == dtype ? self() : Conversions.to(self(), dtype);
  }

  /** The elements on a device; this tensor if they are there. */
  default Tensor to(Device device) {
    return self().device().equals(device) ? self() : Conversions.to(self(), device);
  }

  /** The elements of another tensor, converted and broadcast, copied into this one. */
  default Tensor copy_(Tensor source) {
    return Conversions.copyInto(self(), source);
  }

  /** One value in all elements. */
  default Tensor fill_(double value) {
    return Conversions.fill(self(), value);
  }

  /** Zero in all elements. */
  default Tensor zero_() {
    return fill_(0);
  }
}
