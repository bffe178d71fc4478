package dev.adjoint.processor.analysis;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Minimum cut between node 0 (source) and node 1 (sink) by Dinic's algorithm (E. A. Dinic, Soviet Math. Doklady 11, 1970),
 * without recursion: graphs of straight-line code are deep.
 */
final class MinCut {
  static final int INFINITE = Integer.MAX_VALUE / 4;

  private final int[] head;
  private int[] next = new int[64];
  private int[] target = new int[64];
  private int[] capacity = new int[64];
  private int edges;

  MinCut(int nodes) {
    head = new int[nodes];
    Arrays.fill(head, -1);
  }

  void edge(int from, int to, int weight) {
    half(from, to, weight);
    half(to, from, 0);
  }

  private void half(int from, int to, int weight) {
    if (edges == next.length) {
      next = Arrays.copyOf(next, 2 * edges);
      target = Arrays.copyOf(target, 2 * edges);
      capacity = Arrays.copyOf(capacity, 2 * edges);
    }
    target[edges] = to;
    capacity[edges] = weight;
    next[edges] = head[from];
    head[from] = edges++;
  }

  /** Which nodes stay on the source's side. */
  boolean[] sourceSide() {
    int[] level = levels();
    while (level[1] >= 0) {
      int[] at = head.clone();
      while (push(level, at)) {
        // until the level graph is blocked
      }
      level = levels();
    }
    var side = new boolean[head.length];
    for (int i = 0; i < side.length; i++) {
      side[i] = level[i] >= 0;
    }
    return side;
  }

  private int[] levels() {
    var level = new int[head.length];
    Arrays.fill(level, -1);
    level[0] = 0;
    var queue = new ArrayDeque<Integer>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int n = queue.remove();
      for (int e = head[n]; e >= 0; e = next[e]) {
        if (capacity[e] > 0 && level[target[e]] < 0) {
          level[target[e]] = level[n] + 1;
          queue.add(target[e]);
        }
      }
    }
    return level;
  }

  /** Sends flow along one path of the level graph; false when there is none. */
  private boolean push(int[] level, int[] at) {
    var path = new int[head.length];
    int depth = 0;
    int n = 0;
    while (n != 1) {
      int e = at[n];
      while (e >= 0 && (capacity[e] == 0 || level[target[e]] != level[n] + 1)) {
        e = next[e];
      }
      at[n] = e;
      if (e >= 0) {
        path[depth++] = e;
        n = target[e];
      } else if (depth == 0) {
        return false;
      } else {
        n = target[path[--depth] ^ 1];
        at[n] = next[at[n]];
      }
    }
    int flow = INFINITE;
    for (int i = 0; i < depth; i++) {
      flow = Math.min(flow, capacity[path[i]]);
    }
    for (int i = 0; i < depth; i++) {
      capacity[path[i]] -= flow;
      capacity[path[i] ^ 1] += flow;
    }
    return true;
  }
}
