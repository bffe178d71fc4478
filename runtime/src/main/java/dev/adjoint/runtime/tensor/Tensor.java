package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Form;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An array of numbers with any number of dimensions that can be differentiated: operations on tensors that require a
 * gradient record a graph, and {@link #backward()} walks it.
 *
 * <p>The semantics are those of PyTorch's tensors. Views (slices, transposes, reshapes where strides allow) share their
 * elements; operations whose names end in an underscore change a tensor in place. Tensors made from shapes are float32; those made from Java arrays
 * have the type of the array. A Java number never changes the type of a floating tensor it meets.
 *
 * <p>Methods come from one interface per family: {@link TensorArithmetic}, {@link TensorFunctions},
 * {@link TensorComparisons}, {@link TensorReductions}, {@link TensorProducts}, {@link TensorViews}, {@link TensorIndexing}.
 *
 * <p>Threads may use one tensor at once as long as none changes it in place.
 */
@DerivativeRules({CreationRules.class, FunctionRules.class, JoiningRules.class, ViewRules.class})
public final class Tensor implements TensorArithmetic, TensorFunctions, TensorComparisons, TensorReductions,
    TensorProducts, TensorViews, TensorIndexing {
  private final View view;
  private boolean requiresGrad;
  private Tensor grad;
  private Node gradFn;
  private int outputIndex;
  private AccumulateGrad accumulator;
  /** For a tensor that is no leaf and keeps its gradient: ends that. */
  private Runnable retention;
  /** The tensor whose elements this one shows, for views that take part in differentiation; never itself a view. */
  private final Tensor base;
  /** Whether this is a view that was made while nothing was recorded. */
  private final boolean unrecordedView;
  /** On a base: how often its history was replaced. On a view: the base's count that its history belongs to. */
  private int epoch;

  Tensor(View view) {
    this(view, null, false);
  }

  /** @param base the tensor that the view is of, itself not a view; or null */
  Tensor(View view, Tensor base, boolean unrecordedView) {
    this.view = view;
    this.base = base;
    this.unrecordedView = unrecordedView;
    this.epoch = base == null ? 0 : base.epoch;
  }

  // Creation from Java arrays.

  /** A float32 tensor of rank 1. */
  public static Tensor of(float... values) {
    return Creation.upload(values, Shape.of(values.length));
  }

  /** A float64 tensor of rank 1. */
  public static Tensor of(double... values) {
    return Creation.upload(values, Shape.of(values.length));
  }

  /** An int64 tensor of rank 1. */
  public static Tensor of(long... values) {
    return Creation.upload(values, Shape.of(values.length));
  }

  /** An int64 tensor of rank 1. */
  public static Tensor of(int... values) {
    return Creation.upload(Arrays.stream(values).asLongStream().toArray(), Shape.of(values.length));
  }

  /** A bool tensor of rank 1. */
  public static Tensor of(boolean... values) {
    return Creation.upload(values, Shape.of(values.length));
  }

  /**
   * A tensor of a nested Java array, such as {@code float[][]} or {@code long[][][]}; its rank is the depth of nesting.
   *
   * @throws IllegalArgumentException if the array is ragged, holds null, or its elements are no float, double, long, int
   *     or boolean; the message says where
   */
  public static Tensor of(Object[] nested) {
    return Creation.nested(nested);
  }

  /**
   * A tensor of elements in row-major order.
   *
   * @param elements {@code float[]}, {@code double[]}, {@code long[]}, {@code int[]} or {@code boolean[]}; copied
   * @throws IllegalArgumentException if their number is not that of the shape
   */
  public static Tensor of(Object elements, Shape shape) {
    return Creation.flat(elements, shape);
  }

  /** A float32 scalar. */
  public static Tensor scalar(float value) {
    return Creation.upload(new float[] {value}, Shape.SCALAR);
  }

  /** A float64 scalar. */
  public static Tensor scalar(double value) {
    return Creation.upload(new double[] {value}, Shape.SCALAR);
  }

  /** An int64 scalar. */
  public static Tensor scalar(long value) {
    return Creation.upload(new long[] {value}, Shape.SCALAR);
  }

  /** A bool scalar. */
  public static Tensor scalar(boolean value) {
    return Creation.upload(new boolean[] {value}, Shape.SCALAR);
  }

  // Creation from shapes.

  /** Zeros, float32. */
  public static Tensor zeros(int... shape) {
    return zeros(DType.FLOAT32, shape);
  }

  /** Zeros of a type. */
  public static Tensor zeros(DType dtype, int... shape) {
    return Ops.zeros(Device.cpu(), dtype, Shape.of(shape));
  }

  /** Ones, float32. */
  public static Tensor ones(int... shape) {
    return ones(DType.FLOAT32, shape);
  }

  /** Ones of a type. */
  public static Tensor ones(DType dtype, int... shape) {
    return Ops.filled(Device.cpu(), dtype, Shape.of(shape), Scalar.of(1L));
  }

  /** One value everywhere, float32. */
  public static Tensor full(double value, int... shape) {
    return full(DType.FLOAT32, value, shape);
  }

  /** One value everywhere. */
  public static Tensor full(DType dtype, double value, int... shape) {
    return Ops.filled(Device.cpu(), dtype, Shape.of(shape), Ops.scalar(dtype, value));
  }

  /** Zeros with shape, type and device of another. */
  @NonDifferentiable
  public static Tensor zerosLike(Tensor other) {
    return Ops.zeros(other.device(), other.dtype(), other.shape());
  }

  /** Ones with shape, type and device of another. */
  @NonDifferentiable
  public static Tensor onesLike(Tensor other) {
    return fullLike(other, 1);
  }

  /** One value everywhere, with shape, type and device of another. */
  public static Tensor fullLike(@NonDifferentiable Tensor other, double value) {
    return Ops.filled(other.device(), other.dtype(), other.shape(), Ops.scalar(other.dtype(), value));
  }

  /** One value everywhere, in a given form. */
  public static Tensor full(Form form, double value) {
    return Ops.filled(form.device(), form.dtype(), form.shape(), Ops.scalar(form.dtype(), value));
  }

  /** The identity matrix, float32. */
  public static Tensor eye(int n) {
    return eye(n, n);
  }

  /** Ones on the main diagonal of an n x m matrix, zeros elsewhere, float32. */
  public static Tensor eye(int n, int m) {
    return Creation.eye(n, m);
  }

  /** The whole numbers from 0 up to and without {@code end}, int64. */
  public static Tensor arange(long end) {
    return arange(0, end, 1);
  }

  /**
   * The numbers {@code start + i * step} before {@code end}, int64.
   *
   * @throws IllegalArgumentException if step is 0 or leads away from end, or there are more than 2^31 - 1
   */
  public static Tensor arange(long start, long end, long step) {
    return Creation.arange(start, end, step);
  }

  /**
   * The numbers {@code start + i * step} before {@code end}, float32.
   *
   * @throws IllegalArgumentException if step is 0 or leads away from end, a number is not finite, or there are more than
   *     2^31 - 1
   */
  public static Tensor arange(double start, double end, double step) {
    return Creation.arange(start, end, step);
  }

  /**
   * {@code steps} evenly spaced numbers from start to end, both included, float32.
   *
   * @throws IllegalArgumentException if steps is negative
   */
  public static Tensor linspace(double start, double end, int steps) {
    return Creation.linspace(start, end, steps);
  }

  /** Numbers evenly distributed in [0, 1), float32, from the default generator. */
  public static Tensor rand(int... shape) {
    return Generator.standard().uniform(DType.FLOAT32, Shape.of(shape));
  }

  /** Numbers evenly distributed in [0, 1), float32. */
  public static Tensor rand(Generator generator, int... shape) {
    return generator.uniform(DType.FLOAT32, Shape.of(shape));
  }

  /** Standard normal numbers, float32, from the default generator. */
  public static Tensor randn(int... shape) {
    return Generator.standard().normal(DType.FLOAT32, Shape.of(shape));
  }

  /** Standard normal numbers, float32. */
  public static Tensor randn(Generator generator, int... shape) {
    return generator.normal(DType.FLOAT32, Shape.of(shape));
  }

  /**
   * {@code condition ? a : b}, element by element; shapes broadcast.
   *
   * @param condition of type bool
   * @throws IllegalArgumentException if the condition is not of type bool, or shapes do not broadcast
   */
  public static Tensor where(@NonDifferentiable Tensor condition, Tensor a, Tensor b) {
    return Ternary.where(condition, a, b);
  }

  /**
   * Tensors one after the other along a dimension.
   *
   * @throws IllegalArgumentException if there is none, or sizes of another dimension differ
   */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    return Joining.cat(tensors, dim);
  }

  /**
   * Tensors one after the other along a dimension.
   *
   * @throws IllegalArgumentException if there is none, or sizes of another dimension differ
   */
  public static Tensor cat(int dim, Tensor... tensors) {
    return Joining.cat(List.of(tensors), dim);
  }

  /**
   * Tensors of one shape, along a new dimension.
   *
   * @param dim where the new dimension stands in the result
   * @throws IllegalArgumentException if there is none, or shapes differ
   */
  public static Tensor stack(int dim, Tensor... tensors) {
    return Joining.stack(List.of(tensors), dim);
  }

  /**
   * Tensors of one shape, along a new dimension.
   *
   * @param dim where the new dimension stands in the result
   * @throws IllegalArgumentException if there is none, or shapes differ
   */
  public static Tensor stack(List<Tensor> tensors, int dim) {
    return Joining.stack(tensors, dim);
  }

  // What a tensor is.

  @Override
  public Tensor self() {
    return this;
  }

  /** The elements, for kernels. */
  public View view() {
    return view;
  }

  /** The sizes. */
  @NonDifferentiable
  public Shape shape() {
    return view.shape();
  }

  /** Type, sizes and device. */
  @NonDifferentiable
  public Form form() {
    return new Form(dtype(), shape(), device());
  }

  /** The size of a dimension, counted from 0, or from -1 for the last downwards. */
  @NonDifferentiable
  public int size(int dim) {
    return view.shape().size(dim);
  }

  /** The number of dimensions. */
  @NonDifferentiable
  public int rank() {
    return view.rank();
  }

  /** The number of elements. */
  @NonDifferentiable
  public int numel() {
    return view.numel();
  }

  /** The type of the elements. */
  @NonDifferentiable
  public DType dtype() {
    return view.dtype();
  }

  /** Where the elements are. */
  @NonDifferentiable
  public Device device() {
    return view.storage().device();
  }

  /** Whether the elements lie one after the other in row-major order. */
  @NonDifferentiable
  public boolean isContiguous() {
    return view.contiguous();
  }

  /** How often the elements were changed in place, through this tensor or any that shares them. */
  @NonDifferentiable
  public int version() {
    return view.storage().version();
  }

  /**
   * The only element as a double.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  public double item() {
    return view.storage().backend().memory().getDouble(view.storage(), onlyElement());
  }

  /**
   * The only element as a long.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  public long itemLong() {
    return view.storage().backend().memory().getLong(view.storage(), onlyElement());
  }

  /**
   * Whether the only element is not 0.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  @NonDifferentiable
  public boolean itemBoolean() {
    return dtype() == DType.INT64 ? itemLong() != 0 : item() != 0;
  }

  private int onlyElement() {
    if (numel() != 1) {
      throw new IllegalStateException("only a tensor with one element has an item; this has shape " + shape());
    }
    return view.offset();
  }

  /**
   * The elements in row-major order as a new Java array: {@code float[]}, {@code double[]}, {@code long[]} or
   * {@code boolean[]}.
   */
  public Object toArray() {
    return view.storage().backend().memory().download(view);
  }

  /** The elements in row-major order; a copy, float64 rounded to float. */
  public float[] toFloats() {
    return (float[]) detach().to(DType.FLOAT32).toArray();
  }

  /** The elements in row-major order; a copy. */
  public double[] toDoubles() {
    return (double[]) detach().to(DType.FLOAT64).toArray();
  }

  /** The elements in row-major order; a copy, floating types truncated. */
  public long[] toLongs() {
    return (long[]) detach().to(DType.INT64).toArray();
  }

  /** Whether each element in row-major order is not 0; a copy. */
  public boolean[] toBooleans() {
    return (boolean[]) detach().to(DType.BOOL).toArray();
  }

  // Differentiation.

  /** Whether operations on this tensor are recorded. */
  @NonDifferentiable
  public boolean requiresGrad() {
    if (base != null && epoch != base.epoch) {
      followBase();
    }
    return requiresGrad;
  }

  /** Records operations on this tensor from now on. */
  public Tensor requiresGrad_() {
    return requiresGrad_(true);
  }

  /**
   * Records operations on this tensor from now on, or no longer.
   *
   * @return this
   * @throws IllegalStateException if it is not a leaf and recording is to end, or its elements are not floating
   */
  public Tensor requiresGrad_(boolean required) {
    if (required && !dtype().isFloating()) {
      throw new IllegalStateException("only Tensors of floating point dtype can require gradients; this has " + dtype());
    }
    if (!required && !isLeaf()) {
      throw new IllegalStateException("you can only change requiresGrad flags of leaf variables; use detach() for a"
          + " tensor that shares the elements and does not require a gradient");
    }
    requiresGrad = required;
    return this;
  }

  /** Whether this was not computed by a recorded operation: where {@link #backward} leaves its results. */
  @NonDifferentiable
  public boolean isLeaf() {
    return gradFn() == null;
  }

  /** The node that computed this; null for a leaf. */
  public Node gradFn() {
    if (base != null && epoch != base.epoch) {
      followBase();
    }
    return gradFn;
  }

  /** Which result of {@link #gradFn} this is. */
  public int outputIndex() {
    return outputIndex;
  }

  /** The view's history is that of its base, which an operation in place has replaced. */
  private synchronized void followBase() {
    if (epoch != base.epoch) {
      epoch = base.epoch;
      if (base.requiresGrad()) {
        try (var _ = GradMode.enableGrad()) {
          setHistory(Regions.historyOfView(base, view), 0);
        }
      }
    }
  }

  /** The node to which this tensor's adjoint goes; only for tensors that require a gradient. */
  Node gradNode() {
    Node node = gradFn();
    return node != null ? node : accumulator();
  }

  private synchronized AccumulateGrad accumulator() {
    if (accumulator == null) {
      accumulator = new AccumulateGrad(this);
    }
    return accumulator;
  }

  /** Makes this the result of an operation. */
  void setHistory(Node node, int index) {
    gradFn = node;
    outputIndex = index;
    requiresGrad = true;
    if (retention != null) {
      // What is kept is the gradient of the tensor as it is now, whatever changed it.
      retention.run();
      keepGrad();
    }
  }

  Tensor base() {
    return base;
  }

  boolean isUnrecordedView() {
    return unrecordedView;
  }

  /** Makes this the result of an operation that changed it in place; its views follow when they are next used. */
  void replaceHistory(Node node, int result) {
    setHistory(node, result);
    epoch++;
  }

  /** The gradient that backward passes have added up; null if there was none. Warns, once per place, on a non-leaf. */
  public Tensor grad() {
    if (grad == null && retention == null && requiresGrad() && !isLeaf()) {
      NonLeafWarning.warn();
    }
    return grad;
  }

  /**
   * Replaces the gradient; null clears it.
   *
   * @throws IllegalArgumentException if shape, type or device are not this tensor's
   */
  public void setGrad(Tensor gradient) {
    if (gradient != null && (!gradient.shape().equals(shape()) || gradient.dtype() != dtype()
        || !gradient.device().equals(device()))) {
      throw new IllegalArgumentException("a gradient for " + dtype() + shape() + " on " + device() + " is not "
          + gradient.dtype() + gradient.shape() + " on " + gradient.device());
    }
    grad = gradient;
  }

  /** Clears the gradient: the next backward pass starts a new one. */
  public void zeroGrad() {
    grad = null;
  }

  void accumulateGrad(Tensor seed, boolean owned) {
    boolean recorded = GradMode.isEnabled();
    if (grad == null) {
      grad = recorded ? seed.copy()
          : owned && seed.view().contiguous() ? seed.detach() : seed.detach().copy();
      TensorScope.escape(grad);
    } else if (recorded || grad.requiresGrad()) {
      grad = TensorScope.escape(grad.add(seed));
    } else {
      grad.add_(seed);
    }
  }

  /**
   * Keeps the gradient of this tensor in {@link #grad} though it is no leaf. After a change in place that is the gradient of
   * the changed elements.
   *
   * @return this
   * @throws IllegalStateException if it does not require a gradient
   */
  public Tensor retainGrad() {
    if (!requiresGrad()) {
      throw new IllegalStateException("can't retain_grad on Tensor that has requires_grad=False");
    }
    if (!isLeaf() && retention == null) {
      keepGrad();
    }
    return this;
  }

  private void keepGrad() {
    retention = gradFn.addHook(outputIndex, seed -> {
      grad = grad == null ? seed.detach().copy() : grad.add(seed.detach());
      return null;
    }, true);
  }

  /** Whether {@link #retainGrad} was called on this non-leaf. */
  public boolean retainsGrad() {
    return retention != null;
  }

  /**
   * Calls a function with each gradient of this tensor that a backward pass completes. What it returns replaces the
   * gradient; null leaves it.
   *
   * @return ends the calls when run
   * @throws IllegalStateException if it does not require a gradient
   */
  public Runnable registerHook(UnaryOperator<Tensor> hook) {
    if (!requiresGrad()) {
      throw new IllegalStateException("cannot register a hook on a tensor that doesn't require gradient");
    }
    return gradNode().addHook(outputIndex, hook, false);
  }

  /**
   * A tensor that shares the elements and is not recorded. A change of either in place is seen by the other, and a
   * backward pass that needs the old elements refuses.
   */
  @NonDifferentiable
  public Tensor detach() {
    return new Tensor(view);
  }

  /** The same as {@link #detach()}, under PyTorch's older name. */
  @NonDifferentiable
  public Tensor data() {
    return detach();
  }

  /**
   * Adds to {@code grad} of every leaf the derivative of this scalar with respect to it.
   *
   * @throws IllegalStateException if this has more than one element or does not require a gradient, or the graph was freed
   */
  public void backward() {
    backward((Tensor) null);
  }

  /**
   * Adds to {@code grad} of every leaf the vector-Jacobian product of this tensor with a vector.
   *
   * @param gradient the vector, of this tensor's shape; null stands for 1 if this is a scalar
   * @throws IllegalStateException if null is given and this has more than one element, if this does not require a
   *     gradient, or if the graph was freed
   * @throws IllegalArgumentException if the shapes differ
   */
  public void backward(Tensor gradient, GradOption... options) {
    Backward.accumulate(List.of(this), gradient == null ? null : List.of(gradient), options);
  }

  /** As {@link #backward(Tensor, GradOption...)} of a scalar. */
  public void backward(GradOption first, GradOption... more) {
    var options = Arrays.copyOf(more, more.length + 1);
    options[more.length] = first;
    backward((Tensor) null, options);
  }

  /** PyTorch's text: elements, then type, device and history where they are not the default. */
  @Override
  public String toString() {
    return TensorText.of(view, requiresGrad(), gradFn() == null ? null : gradFn().name(), PrintOptions.standard());
  }
}
