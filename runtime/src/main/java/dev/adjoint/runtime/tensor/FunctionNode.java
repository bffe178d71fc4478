package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The node of an operation that is defined outside of this package: any number of operands and results, and a derivative
 * that is given with it. {@code dev.adjoint.runtime.autograd.Function} is what users subclass.
 *
 * <p>Made before the operation runs, so that its edges lead to what the operands were then; the results join it
 * afterwards, by {@link #results}. Saved values are refused when they were changed in place or freed, as those of every
 * node are.
 */
public final class FunctionNode extends Node {
  /** The derivative of an operation. */
  @FunctionalInterface
  public interface Derivative {
    /**
     * The adjoints of the operands. Runs with recording on if the backward pass is recorded.
     *
     * @param seeds the adjoints of the results, in the order of the results
     * @return one per operand, each of the operand's shape or one that the operand broadcasts to; null where the adjoint
     *     is zero
     */
    Tensor[] pull(Tensor[] seeds);
  }

  private record Place(Shape shape, DType dtype, Device device) {
    static Place of(Tensor tensor) {
      return tensor == null ? null : new Place(tensor.shape(), tensor.dtype(), tensor.device());
    }

    @Override
    public String toString() {
      return dtype + "" + shape;
    }
  }

  private static final Tensor[] NOTHING = {};

  private final String name;
  private final Derivative derivative;
  private final Place[] operands;
  private Place[] results = {};
  private boolean zerosForMissing = true;
  private Tensor[] saved = NOTHING;
  private int[] versions;
  private Segment segment;

  private FunctionNode(String name, Derivative derivative, Tensor[] operands) {
    super(operands);
    this.name = name;
    this.derivative = derivative;
    this.operands = Arrays.stream(operands).map(Place::of).toArray(Place[]::new);
  }

  /**
   * The node of an operation that is about to run.
   *
   * @param operands where adjoints go; null entries are no operands
   * @return null if nothing is recorded now, or no operand requires a gradient
   */
  public static FunctionNode of(String name, Derivative derivative, Tensor... operands) {
    return Ops.tracks(operands) ? new FunctionNode(name, derivative, operands) : null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  int outputs() {
    return results.length;
  }

  /** Whether the adjoint of an operand goes anywhere. */
  public boolean needs(int operand) {
    return next[operand] != null;
  }

  /** Whether zeros stand for the seeds of results that no adjoint reaches (the default), or null. */
  public void setZerosForMissing(boolean zeros) {
    zerosForMissing = zeros;
  }

  /**
   * Makes tensors the results of this node, in their order. A tensor that is an operand, has a history already, or shares
   * elements with an operand or an earlier result is replaced by a copy: nothing else is then changed by changing a
   * result in place.
   *
   * @param computed made by the operation while nothing was recorded
   * @param constant which of them no adjoint flows through; those of a type that is not floating are as well
   * @return the results
   */
  public Tensor[] results(Tensor[] computed, boolean[] constant, Tensor... operandTensors) {
    Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Tensor operand : operandTensors) {
      if (operand != null) {
        taken.add(operand.view().storage());
      }
    }
    results = Arrays.stream(computed).map(Place::of).toArray(Place[]::new);
    var outputs = new Tensor[computed.length];
    for (int i = 0; i < outputs.length; i++) {
      Tensor result = computed[i];
      boolean shared = !taken.add(result.view().storage());
      if (shared) {
        result = GradMode.withoutGrad(computed[i].detach()::copy);
      } else if (result.requiresGrad() || result.base() != null) {
        result = result.detach();
      }
      if (!constant[i] && result.dtype().isFloating()) {
        result.setHistory(this, i);
      }
      outputs[i] = result;
    }
    return outputs;
  }

  /** Saves values for the derivative. Called at most once, after {@link #results}. */
  public void save(Tensor... values) {
    saved = values.clone();
    versions = SavedValues.versions(values);
    Segment.saved(this, values);
  }

  @Override
  void drop(Segment by) {
    if (saved != null && saved != NOTHING) {
      saved = null;
      segment = by;
    }
  }

  @Override
  void refill(Tensor[] values, int[] savedVersions) {
    if (segment != null) {
      segment = null;
      saved = values;
      versions = savedVersions;
    }
  }

  /**
   * The saved values.
   *
   * @throws IllegalStateException if they were freed, or one was changed in place since it was saved
   */
  public List<Tensor> saved() {
    if (saved == null) {
      if (segment == null) {
        throw SavedValues.freed(name);
      }
      segment.recompute();
    }
    for (int i = 0; i < saved.length; i++) {
      if (saved[i] != null && saved[i].version() != versions[i]) {
        throw SavedValues.changed(name, saved[i], versions[i]);
      }
    }
    return Collections.unmodifiableList(Arrays.asList(saved));
  }

  @Override
  Tensor[] pull(Tensor[] arrived, Set<Node> wanted) {
    Tensor[] seeds = arrived.clone();
    for (int i = 0; i < seeds.length && zerosForMissing; i++) {
      if (seeds[i] == null) {
        seeds[i] = Ops.zeros(results[i].device(), results[i].dtype(), results[i].shape());
      }
    }
    Tensor[] given = derivative.pull(seeds);
    if (given == null || given.length != operands.length) {
      throw new IllegalStateException("function " + name + " returned an incorrect number of gradients (expected "
          + operands.length + ", got " + (given == null ? "null" : given.length) + ")");
    }
    var adjoints = new Tensor[given.length];
    for (int i = 0; i < given.length; i++) {
      Tensor adjoint = given[i] == null || next[i] == null ? null : fit(i, given[i]);
      adjoints[i] = wants(i, wanted) ? adjoint : null;
    }
    return adjoints;
  }

  private Tensor fit(int i, Tensor adjoint) {
    Place place = operands[i];
    if (!adjoint.dtype().isFloating() || !adjoint.device().equals(place.device())) {
      throw new IllegalStateException("function " + name + " returned an invalid gradient at index " + i
          + ": expected type " + place.dtype() + " on " + place.device() + " but got " + adjoint.dtype() + " on "
          + adjoint.device());
    }
    Shape shape = adjoint.shape();
    boolean fits = shape.equals(place.shape());
    if (!fits && shape.rank() >= place.shape().rank()) {
      fits = true;
      int extra = shape.rank() - place.shape().rank();
      for (int d = 0; d < place.shape().rank(); d++) {
        fits &= place.shape().size(d) == 1 || place.shape().size(d) == shape.size(d + extra);
      }
    }
    if (!fits) {
      throw new IllegalStateException("function " + name + " returned an invalid gradient at index " + i + ": got shape "
          + shape + " but expected shape compatible with " + place.shape());
    }
    return adjoint.sumTo(place.shape()).to(place.dtype());
  }

  @Override
  void release() {
    segment = null;
    if (saved != NOTHING) {
      saved = null;
    }
  }

  @Override
  boolean mayShareResults() {
    return true;
  }
}
