package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where each value is alive, as segments of positions. Positions count reads and writes in the order of the emitted text; a
 * value that is read in one branch is not alive in the other one, and one from outside a loop is alive in all of it.
 */
final class Ranges {

  /** A stretch of the text: a method's body, a branch, or a loop's block. */
  static final class Region {
    private final Region parent;
    private final int at;
    private final int start;
    /** What a loop reads from outside, null for other regions; the blocks of a loop share it. */
    private final Set<Value> through;
    private final Map<Value, int[]> segments = new IdentityHashMap<>();

    private Region(Region parent, int at, int start, Set<Value> through) {
      this.parent = parent;
      this.at = at;
      this.start = start;
      this.through = through;
    }
  }

  private final Map<Value, List<int[]>> all = new IdentityHashMap<>();
  private final Map<Value, Region> homes = new IdentityHashMap<>();

  static Region root() {
    return new Region(null, 0, 0, null);
  }

  /** A branch of the operation that starts at a position of the outer region. */
  static Region branch(Region parent, int at, int start) {
    return new Region(parent, at, start, null);
  }

  /** A block of a loop. */
  static Region loop(Region parent, int start, Set<Value> through) {
    return new Region(parent, start, start, through);
  }

  static Set<Value> newThrough() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** The value is written here. */
  void define(Value value, Region region, int position) {
    homes.put(value, region);
    segment(value, region, position);
  }

  /** The value's variable is written or holds its content here, although no use says so. */
  void hold(Value value, int from, int to) {
    all.computeIfAbsent(value, v -> new ArrayList<>()).add(new int[] {from, to});
  }

  /** The value is read here. */
  void use(Value value, Region region, int position) {
    Region home = homes.get(value);
    if (home == null) {
      throw new IllegalStateException("read before it is defined: " + value);
    }
    Region r = region;
    int at = position;
    while (r != home) {
      if (r.through != null) {
        r.through.add(value);
        return;
      }
      int[] segment = r.segments.get(value);
      boolean known = segment != null;
      if (!known) {
        segment = segment(value, r, r.start);
      }
      segment[1] = Math.max(segment[1], at);
      if (known) {
        return;
      }
      at = r.at;
      r = r.parent;
    }
    int[] segment = r.segments.get(value);
    segment[1] = Math.max(segment[1], at);
  }

  /** The loop whose blocks shared this set has ended: what it reads was alive until then. */
  void endLoop(Set<Value> through, Region parent, int end) {
    through.forEach(v -> use(v, parent, end));
  }

  /** The segments of a value, closed intervals in no order. */
  List<int[]> of(Value value) {
    return all.getOrDefault(value, List.of());
  }

  private int[] segment(Value value, Region region, int start) {
    int[] segment = {start, start};
    region.segments.put(value, segment);
    all.computeIfAbsent(value, v -> new ArrayList<>()).add(segment);
    return segment;
  }
}
