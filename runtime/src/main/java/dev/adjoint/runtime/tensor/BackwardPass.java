package dev.adjoint.runtime.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Collections;

/**
 * One sweep over a graph from outputs to leaves, without recursion: nodes are taken from the latest to the earliest, so each
 * is met once, after every node that sends it an adjoint.
 *
 * <p>Frees what a node saved as soon as it has been used, unless told to retain it. The order in which adjoints of one
 * tensor are added depends on the graph alone.
 */
final class BackwardPass {
  /** What has arrived at a node so far. */
  private static final class Arrival {
    final Node node;
    final int order;
    final Tensor[] seeds;
    /** Whether seeds[i] is referred to by nobody else, so that the sum may be formed in place. */
    final boolean[] owned;

    Arrival(Node node, int order) {
      this.node = node;
      this.order = order;
      this.seeds = new Tensor[node.outputs()];
      this.owned = new boolean[seeds.length];
    }
  }

  private static final Comparator<Arrival> LATEST_FIRST =
      (a, b) -> a.node.time != b.node.time ? Long.compare(b.node.time, a.node.time)
          : Integer.compare(a.order, b.order);

  private final boolean retain;
  private final boolean create;
  /** For a sweep that only wants some adjoints: nodes on a way to them; null if leaves accumulate. */
  private final Set<Node> wanted;
  private final List<Edge> captured;
  private final Tensor[] captures;
  private final PriorityQueue<Arrival> queue = new PriorityQueue<>(LATEST_FIRST);
  private final Map<Node, Arrival> arrivals = new IdentityHashMap<>();
  private int count;

  private BackwardPass(boolean retain, boolean create, Set<Node> wanted, List<Edge> captured) {
    this.retain = retain;
    this.create = create;
    this.wanted = wanted;
    this.captured = captured;
    this.captures = new Tensor[captured.size()];
  }

  /** Adds the adjoints of all leaves to their {@code grad}. */
  static void accumulate(Tensor[] outputs, Tensor[] seeds, boolean retain, boolean create) {
    new BackwardPass(retain, create, null, List.of()).run(outputs, seeds);
  }

  /** The adjoints at some edges; null where none arrives. Leaves keep their {@code grad}. */
  static Tensor[] adjoints(Tensor[] outputs, Tensor[] seeds, List<Edge> at, boolean retain, boolean create) {
    var pass = new BackwardPass(retain, create, onTheWay(outputs, at), at);
    pass.run(outputs, seeds);
    return pass.captures;
  }

  /** The nodes from which one of the edges' nodes can be reached, those included. */
  private static Set<Node> onTheWay(Tensor[] outputs, List<Edge> at) {
    Set<Node> targets = Collections.newSetFromMap(new IdentityHashMap<>());
    long earliest = Long.MAX_VALUE;
    for (Edge edge : at) {
      if (edge.node() != null) {
        targets.add(edge.node());
        earliest = Math.min(earliest, edge.node().time);
      }
    }
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var stack = new ArrayDeque<Node>();
    var reached = new ArrayList<Node>();
    for (Tensor output : outputs) {
      if (output.requiresGrad() && seen.add(output.gradNode())) {
        stack.push(output.gradNode());
      }
    }
    while (!stack.isEmpty()) {
      Node node = stack.pop();
      reached.add(node);
      for (Node next : node.next) {
        if (next != null && next.time >= earliest && seen.add(next)) {
          stack.push(next);
        }
      }
    }
    // From the earliest on: a node stays if it is a target or one of its successors has stayed. Long chains are found in the
    // opposite order, which the sort turns around in linear time.
    reached.sort(Comparator.comparingLong(node -> node.time));
    for (Node node : reached) {
      boolean found = targets.contains(node);
      for (int i = 0; i < node.next.length && !found; i++) {
        found = node.next[i] != null && seen.contains(node.next[i]);
      }
      if (!found) {
        seen.remove(node);
      }
    }
    return seen;
  }

  private void run(Tensor[] outputs, Tensor[] seeds) {
    try (var _ = GradMode.set(create)) {
      for (int i = 0; i < outputs.length; i++) {
        arrive(outputs[i].gradNode(), outputs[i].outputIndex(), seeds[i], false);
      }
      for (Arrival arrival = queue.poll(); arrival != null; arrival = queue.poll()) {
        arrivals.remove(arrival.node);
        visit(arrival);
      }
    }
  }

  private void visit(Arrival arrival) {
    Node node = arrival.node;
    Tensor[] seeds = arrival.seeds;
    if (node.hasHooks()) {
      node.runHooks(seeds);
      // A hook may have kept what it saw.
      java.util.Arrays.fill(arrival.owned, false);
    }
    for (int i = 0; i < captures.length; i++) {
      if (captured.get(i).node() == node) {
        captures[i] = seeds[captured.get(i).index()];
      }
    }
    if (node instanceof AccumulateGrad leaf) {
      if (wanted == null && seeds[0] != null) {
        leaf.accumulate(seeds[0], arrival.owned[0] && !create);
      }
      return;
    }
    if (wanted != null && !leadsToWanted(node)) {
      return;
    }
    Tensor[] adjoints = Ops.pull(node, seeds, wanted);
    if (AnomalyMode.isEnabled()) {
      AnomalyMode.check(node, adjoints);
    }
    for (int i = 0; i < adjoints.length; i++) {
      if (adjoints[i] != null && node.next[i] != null) {
        arrive(node.next[i], node.index(i), adjoints[i], owns(node, seeds, adjoints, i));
      }
    }
    if (!retain && !create) {
      node.release();
    }
    recycle(arrival, adjoints);
  }

  /** Gives back the memory of adjoints that nobody can see any more. */
  private void recycle(Arrival arrival, Tensor[] adjoints) {
    for (int i = 0; i < arrival.seeds.length; i++) {
      Tensor seed = arrival.seeds[i];
      if (!arrival.owned[i] || seed == null || create || !(arrival.node instanceof OpNode) || isCaptured(seed)) {
        continue;
      }
      var storage = seed.view().storage();
      boolean lives = false;
      for (Tensor adjoint : adjoints) {
        lives |= adjoint != null && adjoint.view().storage() == storage;
      }
      if (!lives) {
        storage.release();
      }
    }
  }

  private boolean isCaptured(Tensor seed) {
    for (Tensor capture : captures) {
      if (capture != null && capture.view().storage() == seed.view().storage()) {
        return true;
      }
    }
    return false;
  }

  private boolean leadsToWanted(Node node) {
    for (Node next : node.next) {
      if (next != null && wanted.contains(next)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an adjoint was made by the derivative for this edge alone. */
  private boolean owns(Node node, Tensor[] seeds, Tensor[] adjoints, int i) {
    if (create || node.mayShareResults() || node.saves(adjoints[i])) {
      return false;
    }
    var storage = adjoints[i].view().storage();
    for (Tensor seed : seeds) {
      if (seed != null && seed.view().storage() == storage) {
        return false;
      }
    }
    for (int k = 0; k < adjoints.length; k++) {
      if (k != i && adjoints[k] != null && adjoints[k].view().storage() == storage) {
        return false;
      }
    }
    return true;
  }

  private void arrive(Node node, int index, Tensor seed, boolean owned) {
    if (wanted != null && !wanted.contains(node)) {
      return;
    }
    Arrival arrival = arrivals.get(node);
    if (arrival == null) {
      arrival = new Arrival(node, count++);
      arrivals.put(node, arrival);
      queue.add(arrival);
    }
    Tensor before = arrival.seeds[index];
    if (before == null) {
      arrival.seeds[index] = seed;
      arrival.owned[index] = owned;
    } else if (arrival.owned[index] && before.view().contiguous()) {
      before.add_(seed);
    } else {
      arrival.seeds[index] = before.add(seed);
      arrival.owned[index] = !create;
    }
  }
}
