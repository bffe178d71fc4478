package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.tensor.Tensor;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks on from inside of a differentiated method: which of the tensors it saw are still reachable. Used by compiled programs, with
 * {@code @Differentiable(rules = Watch.class)}.
 */
public final class Watch {
  private static final ThreadLocal<List<WeakReference<Tensor>>> SEEN = ThreadLocal.withInitial(ArrayList::new);
  private static final ThreadLocal<List<Integer>> ALIVE = ThreadLocal.withInitial(ArrayList::new);

  private Watch() {}

  static void clear() {
    SEEN.get().clear();
    ALIVE.get().clear();
  }

  /** Remembers a tensor, weakly. */
  public static void see(Tensor x) {
    SEEN.get().add(new WeakReference<>(x));
  }

  /** The tensor itself, which is remembered; in the reverse sweep, counts those that are reachable. */
  public static Tensor probe(Tensor x) {
    see(x);
    return x;
  }

  /** The seed; notes how many tensors are reachable at this point of the reverse sweep. */
  @DerivativeOf(type = Watch.class, method = "probe", wrt = "x", mode = DerivativeOf.Mode.LINEAR)
  public static Tensor probeX(Tensor seed) {
    ALIVE.get().add(alive());
    return seed;
  }

  /** How many of the tensors seen are reachable. */
  static int alive() {
    System.gc();
    return (int) SEEN.get().stream().filter(r -> !r.refersTo(null)).count();
  }

  /** How many of the tensors seen were reachable at each probe of the reverse sweep, in its order. */
  static List<Integer> aliveInTheReverseSweep() {
    return List.copyOf(ALIVE.get());
  }

  static int seen() {
    return SEEN.get().size();
  }

  /** Keeps objects reachable up to this call. */
  static void keep(Object... objects) {
    Reference.reachabilityFence(objects);
  }
}
