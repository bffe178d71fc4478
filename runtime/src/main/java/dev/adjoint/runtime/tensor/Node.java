package dev.adjoint.runtime.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One recorded operation: turns the adjoints of its results into those of its operands, and knows where those go.
 *
 * <p>Invariant: {@link #time} is greater than that of every node an edge leads to, so that taking nodes from the latest to
 * the earliest meets each after all that send it an adjoint. It is a logical clock (L. Lamport, "Time, clocks, and the ordering
 * of events in a distributed system", CACM 21, 1978): on one thread, the order in which operations were recorded.
 */
public abstract class Node {
  private static final Node[] NO_NODES = {};
  private static final int[] NO_INDICES = {};

  final Node[] next;
  final int[] nextIndex;
  final long time;
  private List<Hook> hooks;
  /** Where the forward operation was called, in anomaly mode. */
  private final Throwable origin;

  private record Hook(int output, UnaryOperator<Tensor> function, boolean last) {}

  Node() {
    this.next = NO_NODES;
    this.nextIndex = NO_INDICES;
    this.time = 0;
    this.origin = null;
  }

  Node(Tensor[] operands) {
    this.next = new Node[operands.length];
    int[] indices = null;
    long latest = 0;
    for (int i = 0; i < operands.length; i++) {
      Tensor operand = operands[i];
      if (operand != null && operand.requiresGrad()) {
        Node node = operand.gradNode();
        next[i] = node;
        latest = Math.max(latest, node.time);
        if (operand.outputIndex() != 0) {
          indices = indices == null ? new int[operands.length] : indices;
          indices[i] = operand.outputIndex();
        }
      }
    }
    this.nextIndex = indices == null ? NO_INDICES : indices;
    this.time = GradMode.after(latest);
    this.origin = AnomalyMode.origin();
  }

  /** The operation's name as PyTorch has it, such as {@code MulBackward0}. */
  public abstract String name();

  /** How many results the forward operation had. */
  int outputs() {
    return 1;
  }

  /**
   * The adjoints of the operands.
   *
   * @param seeds one per result of the forward operation; null where none arrived
   * @param wanted the nodes whose adjoints are wanted; null for all
   * @return one per edge; null where no adjoint flows or none is wanted
   */
  abstract Tensor[] pull(Tensor[] seeds, Set<Node> wanted);

  /** Whether the adjoint along an edge is wanted. */
  final boolean wants(int edge, Set<Node> wanted) {
    return next[edge] != null && (wanted == null || wanted.contains(next[edge]));
  }

  /** Forgets saved values that a segment can compute again. */
  void drop(Segment by) {
    throw new AssertionError(name() + " saves no values");
  }

  /** Gives back saved values that were dropped. */
  void refill(Tensor[] values, int[] versions) {
    throw new AssertionError(name() + " saves no values");
  }

  /** Forgets saved values; a later {@link #pull} that reads them fails. */
  void release() {}

  /** Whether what {@link #pull} returns may be referred to by someone else, beyond saved values and seeds. */
  boolean mayShareResults() {
    return false;
  }

  /** Whether a tensor's storage is that of a saved value. */
  boolean saves(Tensor tensor) {
    return false;
  }

  final int index(int edge) {
    return nextIndex.length == 0 ? 0 : nextIndex[edge];
  }

  /** Where the adjoint of each operand goes. */
  public final List<Edge> nextFunctions() {
    var edges = new ArrayList<Edge>(next.length);
    for (int i = 0; i < next.length; i++) {
      edges.add(next[i] == null ? Edge.NONE : new Edge(next[i], index(i)));
    }
    return List.copyOf(edges);
  }

  /** Calls the function with the adjoint of a result when it is complete; a non-null return value replaces it. */
  final synchronized Runnable addHook(int output, UnaryOperator<Tensor> function, boolean last) {
    var hook = new Hook(output, function, last);
    var copy = hooks == null ? new ArrayList<Hook>() : new ArrayList<>(hooks);
    copy.add(hook);
    hooks = copy;
    return () -> removeHook(hook);
  }

  private synchronized void removeHook(Hook hook) {
    var copy = new ArrayList<>(hooks);
    copy.removeIf(other -> other == hook);
    hooks = copy.isEmpty() ? null : copy;
  }

  final boolean hasHooks() {
    return hooks != null;
  }

  final void runHooks(Tensor[] seeds) {
    List<Hook> current;
    synchronized (this) {
      current = hooks;
    }
    if (current == null) {
      return;
    }
    runHooks(current, seeds, false);
    runHooks(current, seeds, true);
  }

  private static void runHooks(List<Hook> hooks, Tensor[] seeds, boolean last) {
    for (Hook hook : hooks) {
      Tensor seed = seeds[hook.output()];
      if (hook.last() != last || seed == null) {
        continue;
      }
      Tensor replaced = hook.function().apply(seed);
      if (replaced == null) {
        continue;
      }
      if (!replaced.shape().equals(seed.shape()) || replaced.dtype() != seed.dtype()) {
        throw new IllegalStateException("a hook replaced an adjoint of shape " + seed.shape() + " and type "
            + seed.dtype() + " by one of shape " + replaced.shape() + " and type " + replaced.dtype());
      }
      seeds[hook.output()] = replaced;
    }
  }

  final Throwable origin() {
    return origin;
  }

  /** The name in angle brackets. */
  @Override
  public String toString() {
    return "<" + name() + ">";
  }
}
