package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Form;
import dev.adjoint.runtime.array.Shape;

/** The derivatives of views and copies: inverse views, sums over what was repeated, and scatters into zeros. */
public final class ViewRules {
  private ViewRules() {}

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "reshape", parameterTypes = int[].class, wrt = "self", mode = LINEAR)
  public static Tensor reshapeSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "reshape", parameterTypes = Shape.class, wrt = "self", mode = LINEAR)
  public static Tensor reshapeToSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "viewAs", wrt = "self", mode = LINEAR)
  public static Tensor viewAsSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "flatten", parameterTypes = {}, wrt = "self", mode = LINEAR)
  public static Tensor flattenSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "flatten", parameterTypes = {int.class, int.class}, wrt = "self",
      mode = LINEAR)
  public static Tensor flattenDimsSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "squeeze", parameterTypes = {}, wrt = "self", mode = LINEAR)
  public static Tensor squeezeSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "squeeze", parameterTypes = int.class, wrt = "self", mode = LINEAR)
  public static Tensor squeezeDimSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The seed in the operand's shape. */
  @DerivativeOf(type = TensorViews.class, method = "unsqueeze", wrt = "self", mode = LINEAR)
  public static Tensor unsqueezeSelf(Shape selfShape, Tensor seed) {
    return seed.reshape(selfShape);
  }

  /** The transposed seed. */
  @DerivativeOf(type = TensorViews.class, method = "t", wrt = "self", mode = LINEAR)
  public static Tensor tSelf(Tensor seed) {
    return seed.t();
  }

  /** The seed with the dimensions exchanged back. */
  @DerivativeOf(type = TensorViews.class, method = "transpose", wrt = "self", mode = LINEAR)
  public static Tensor transposeSelf(int first, int second, Tensor seed) {
    return seed.transpose(first, second);
  }

  /** The seed in the inverse order of dimensions. */
  @DerivativeOf(type = TensorViews.class, method = "permute", wrt = "self", mode = LINEAR)
  public static Tensor permuteSelf(int[] order, Tensor seed) {
    var inverse = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      inverse[order[d] < 0 ? order[d] + order.length : order[d]] = d;
    }
    return seed.permute(inverse);
  }

  /** The seed summed over what was repeated. */
  @DerivativeOf(type = TensorViews.class, method = "expand", parameterTypes = int[].class, wrt = "self", mode = LINEAR)
  public static Tensor expandSelf(Shape selfShape, Tensor seed) {
    return seed.sumTo(selfShape);
  }

  /** The seed summed over what was repeated. */
  @DerivativeOf(type = TensorViews.class, method = "expand", parameterTypes = Shape.class, wrt = "self", mode = LINEAR)
  public static Tensor expandToSelf(Shape selfShape, Tensor seed) {
    return seed.sumTo(selfShape);
  }

  /** Zeros with the seed at the entry. */
  @DerivativeOf(type = TensorViews.class, method = "select", wrt = "self", mode = LINEAR)
  public static Tensor selectSelf(Shape selfShape, int dim, int index, Tensor seed) {
    int d = selfShape.dim(dim);
    return Regions.scatter(seed, Region.select(selfShape, d, index < 0 ? index + selfShape.size(d) : index));
  }

  /** Zeros with the seed at the entry. */
  @DerivativeOf(type = TensorViews.class, method = "get", parameterTypes = int.class, wrt = "self", mode = LINEAR)
  public static Tensor getSelf(Shape selfShape, int index, Tensor seed) {
    return selectSelf(selfShape, 0, index, seed);
  }

  /** Zeros with the seed at the entry. */
  @DerivativeOf(type = TensorViews.class, method = "get", parameterTypes = {int.class, int[].class}, wrt = "self", mode = LINEAR)
  public static Tensor getSelf(Shape selfShape, int index, int[] more, Tensor seed) {
    var shapes = new Shape[more.length + 1];
    shapes[0] = selfShape;
    for (int i = 0; i < more.length; i++) {
      shapes[i + 1] = shapes[i].without(0);
    }
    Tensor adjoint = seed;
    for (int i = more.length; i >= 0; i--) {
      adjoint = getSelf(shapes[i], i == 0 ? index : more[i - 1], adjoint);
    }
    return adjoint;
  }

  /** Zeros with the seed at the entries. */
  @DerivativeOf(type = TensorViews.class, method = "slice", parameterTypes = {int.class, int.class, int.class, int.class},
      wrt = "self", mode = LINEAR)
  public static Tensor sliceSelf(Shape selfShape, int dim, int start, int end, int step, Tensor seed) {
    int d = selfShape.dim(dim);
    int size = selfShape.size(d);
    int from = Math.clamp(start < 0 ? (long) start + size : start, 0, size);
    return Regions.scatter(seed, Region.slice(selfShape, d, from, seed.size(d), step));
  }

  /** Zeros with the seed at the entries. */
  @DerivativeOf(type = TensorViews.class, method = "slice", parameterTypes = {int.class, int.class, int.class},
      wrt = "self", mode = LINEAR)
  public static Tensor sliceSelf(Shape selfShape, int dim, int start, int end, Tensor seed) {
    return sliceSelf(selfShape, dim, start, end, 1, seed);
  }

  /** Zeros with the seed at the entries. */
  @DerivativeOf(type = TensorViews.class, method = "narrow", wrt = "self", mode = LINEAR)
  public static Tensor narrowSelf(Shape selfShape, int dim, int start, Tensor seed) {
    return sliceSelf(selfShape, dim, start, selfShape.size(dim), 1, seed);
  }

  /** The seed. */
  @DerivativeOf(type = TensorViews.class, method = "copy", wrt = "self", mode = LINEAR)
  public static Tensor copySelf(Tensor seed) {
    return seed;
  }

  /** The seed. */
  @DerivativeOf(type = TensorViews.class, method = "contiguous", wrt = "self", mode = LINEAR)
  public static Tensor contiguousSelf(Tensor seed) {
    return seed;
  }

  /** The seed in the operand's type. */
  @DerivativeOf(type = TensorViews.class, method = "to", parameterTypes = DType.class, wrt = "self", mode = LINEAR)
  public static Tensor toSelf(Form selfForm, Tensor seed) {
    return seed.to(selfForm.dtype());
  }

  /** The seed on the operand's device. */
  @DerivativeOf(type = TensorViews.class, method = "to", parameterTypes = Device.class, wrt = "self", mode = LINEAR)
  public static Tensor toDeviceSelf(Form selfForm, Tensor seed) {
    return seed.to(selfForm.device());
  }

  /** The seed in the operand's only element. */
  @DerivativeOf(type = Tensor.class, method = "item", wrt = "self", mode = LINEAR)
  public static Tensor itemSelf(Form selfForm, double seed) {
    return Tensor.full(selfForm, seed);
  }
}
