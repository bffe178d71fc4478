package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.View;

/**
 * A source of random tensors: the same seed and the same calls give the same numbers, on every backend. Numbers come from
 * Philox 4x32-10, a function of seed, call and position. Safe for use by several threads, whose calls then interleave; give each
 * thread its own for numbers that do not depend on the others.
 */
public final class Generator {
  private static final Generator STANDARD = new Generator(0);

  private long seed;
  private long calls;

  /** A generator that starts from a seed. */
  public Generator(long seed) {
    this.seed = seed;
  }

  /** The generator that is used where none is given. Its seed is 0 until {@link #manualSeed} is called. */
  public static Generator standard() {
    return STANDARD;
  }

  /** Starts again from a seed. */
  public synchronized Generator manualSeed(long seed) {
    this.seed = seed;
    calls = 0;
    return this;
  }

  /** Where a generator stands: what it draws next is a function of it. */
  public record State(long seed, long calls) {}

  /** Where this generator stands. */
  public synchronized State state() {
    return new State(seed, calls);
  }

  /** Goes on from where a generator stood. */
  public synchronized Generator restore(State state) {
    seed = state.seed();
    calls = state.calls();
    return this;
  }

  /** Numbers evenly distributed in [0, 1), on the CPU. */
  public Tensor uniform(DType dtype, Shape shape) {
    return uniform(dtype, shape, Device.cpu());
  }

  /** Numbers evenly distributed in [0, 1). */
  public Tensor uniform(DType dtype, Shape shape, Device device) {
    return draw("rand", dtype, shape, device, true);
  }

  /** Standard normal numbers, on the CPU. */
  public Tensor normal(DType dtype, Shape shape) {
    return normal(dtype, shape, Device.cpu());
  }

  /** Standard normal numbers. */
  public Tensor normal(DType dtype, Shape shape, Device device) {
    return draw("randn", dtype, shape, device, false);
  }

  /** The whole numbers below n in a random order, int64. */
  public Tensor permutation(int n) {
    // Fisher and Yates, with one uniform number per step.
    double[] draws = uniform(DType.FLOAT64, Shape.of(n)).toDoubles();
    var order = new long[n];
    for (int i = 0; i < n; i++) {
      int j = (int) (draws[i] * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return Tensor.of(order);
  }

  private Tensor draw(String name, DType dtype, Shape shape, Device device, boolean uniform) {
    if (!dtype.isFloating()) {
      throw new IllegalArgumentException(name + ": type " + dtype + " of shape " + shape + "; a floating type is needed");
    }
    Draws.note(this);
    View out = Ops.reserve(Backends.of(device), device, dtype, shape);
    RandomNumbers numbers = Backends.of(device).randomNumbers();
    long key;
    long call;
    synchronized (this) {
      key = seed;
      call = calls++;
    }
    if (uniform) {
      numbers.uniform(out, key, call);
    } else {
      numbers.normal(out, key, call);
    }
    return new Tensor(out);
  }
}
