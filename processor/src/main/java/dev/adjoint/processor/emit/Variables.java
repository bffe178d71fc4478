package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which values share a Java variable. A loop's carried value is one variable before, in and after the loop; the value it starts
 * from, the value for the next iteration and the results of branches join it where no two of them are alive together.
 * Values of different user's names never join.
 */
final class Variables {

  /** Values that share a variable, and when one of them is alive. */
  private static final class Group {
    private Group parent;
    private TreeMap<Integer, Integer> segments = new TreeMap<>();
    private final Value first;
    private String name;
    private boolean alone;
    private boolean shared;
    private Var variable;

    private Group(Value first) {
      this.first = first;
      this.name = first.name();
    }
  }

  private record Pair(Value a, Value b) {}

  private final Needed needed;
  private final Folding folding;
  private final Ranges ranges = new Ranges();
  private final Map<Value, Group> groups = new IdentityHashMap<>();
  private final List<Pair> forced = new ArrayList<>();
  private final List<Pair> wanted = new ArrayList<>();
  private final List<Pair> sameName = new ArrayList<>();
  private final List<Value> counters = new ArrayList<>();
  private int position;

  Variables(Function function, Needed needed, Folding folding) {
    this.needed = needed;
    this.folding = folding;
    var root = Ranges.root();
    for (Value p : function.params()) {
      ranges.define(p, root, 0);
      ranges.hold(p, 0, 1);
    }
    position = 2;
    block(function.body(), root);
    function.body().yields().forEach(v -> read(v, root, position));
    function.params().forEach(this::group);
    join();
  }

  /** The variable of a value that is not folded. */
  Var of(Value value) {
    Group g = find(group(value));
    if (g.variable == null) {
      g.variable = new Var(g.first.type(), g.name);
    }
    return g.variable;
  }

  /** Whether no other value shares the value's variable. */
  boolean isAlone(Value value) {
    Group g = group(value);
    return g.parent == null && !g.shared;
  }

  private void block(Block block, Ranges.Region region) {
    for (Op op : block.ops()) {
      if (needed.contains(op)) {
        visit(op, region);
      }
    }
  }

  private void visit(Op op, Ranges.Region region) {
    switch (op) {
      case Op.If o when !folding.isConditional(o) -> branch(o, region);
      case Op.For o -> counted(o, region);
      case Op.While o -> uncounted(o, region);
      case Op.Try o -> tries(o, region);
      case Op other -> {
        List<Value> results = Ops.results(other);
        if (results.size() == 1 && folding.isFolded(results.getFirst())) {
          return;
        }
        readAll(other, region, results.size() == 1 ? results.getFirst() : null);
        position++;
        results.forEach(v -> ranges.define(v, region, position));
        position++;
      }
    }
  }

  private void readAll(Op op, Ranges.Region region, Value result) {
    Ops.operands(op).forEach(v -> read(v, region, position, result));
    Ops.blocks(op).forEach(b -> b.yields().forEach(v -> read(v, region, position, result)));
  }

  private void read(Value value, Ranges.Region region, int at) {
    read(value, region, at, null);
  }

  /** Everything the expression of a value reads, it being evaluated here. */
  private void read(Value value, Ranges.Region region, int at, Value result) {
    if (!folding.isFolded(value)) {
      ranges.use(value, region, at);
      if (result != null && result.name() != null && result.name().equals(value.name())
          && result.type().equals(value.type())) {
        sameName.add(new Pair(value, result));
      }
      return;
    }
    Op op = needed.def(value).op();
    Ops.operands(op).forEach(v -> read(v, region, at, result));
    Ops.blocks(op).forEach(b -> b.yields().forEach(v -> read(v, region, at, result)));
  }

  private void branch(Op.If o, Ranges.Region region) {
    int at = position;
    read(o.condition(), region, at);
    for (Block b : List.of(o.then(), o.otherwise())) {
      position++;
      var inner = Ranges.branch(region, at, position);
      position++;
      block(b, inner);
      if (!b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw) {
        continue;
      }
      for (int k = 0; k < o.results().size(); k++) {
        if (needed.carries(o, k)) {
          read(b.yields().get(k), inner, position);
          ranges.hold(o.results().get(k), position + 1, position + 1);
          wanted.add(new Pair(o.results().get(k), b.yields().get(k)));
        }
      }
      position++;
    }
    o.results().forEach(v -> ranges.define(v, region, position));
    position++;
  }

  /** What a handler reads is alive in the whole body: the exception may come at any moment. */
  private void tries(Op.Try o, Ranges.Region region) {
    for (int k = 0; k < o.slots().size(); k++) {
      if (needed.contains(o.slots().get(k))) {
        read(o.inits().get(k), region, position);
        ranges.define(o.slots().get(k), region, position + 1);
        wanted.add(new Pair(o.slots().get(k), o.inits().get(k)));
      }
    }
    position += 2;
    int at = position;
    for (Block b : Ops.blocks(o)) {
      position++;
      var inner = Ranges.branch(region, at, position);
      b.params().forEach(e -> {
        ranges.define(e, inner, position);
        counters.add(e);
      });
      position++;
      block(b, inner);
      if (!Ops.ends(b)) {
        for (int k = 0; k < o.results().size(); k++) {
          if (needed.carries(o, k)) {
            read(b.yields().get(k), inner, position);
            ranges.hold(o.results().get(k), position + 1, position + 1);
            wanted.add(new Pair(o.results().get(k), b.yields().get(k)));
          }
        }
      }
      position += 2;
      at = b == o.body() ? position : at;
    }
    o.results().forEach(v -> ranges.define(v, region, position));
    position++;
  }

  private void counted(Op.For o, Ranges.Region region) {
    int start = position;
    starts(o, o.inits(), region);
    position += 2;
    read(o.from(), region, position);
    position++;
    var through = Ranges.newThrough();
    var body = Ranges.loop(region, position, through);
    ranges.define(o.iv(), body, position);
    counters.add(o.iv());
    o.body().params().forEach(v -> ranges.define(v, body, position));
    int header = position;
    position++;
    block(o.body(), body);
    ends(o, o.body(), o.results(), body, region, through, start, header);
    read(o.to(), region, position);
    ranges.hold(o.iv(), header, position);
    for (int k = 0; k < o.results().size(); k++) {
      if (needed.carries(o, k)) {
        forced.add(new Pair(o.body().params().get(k), o.results().get(k)));
        carried(o.body(), o.inits(), k);
      }
    }
    position++;
  }

  private void uncounted(Op.While o, Ranges.Region region) {
    int start = position;
    starts(o, o.inits(), region);
    position += 2;
    var through = Ranges.newThrough();
    var condition = Ranges.loop(region, position, through);
    o.condition().params().forEach(v -> ranges.define(v, condition, position));
    position++;
    block(o.condition(), condition);
    read(o.condition().yields().getFirst(), condition, position);
    position++;
    var body = Ranges.loop(region, position, through);
    o.body().params().forEach(v -> ranges.define(v, body, position));
    int header = position;
    position++;
    block(o.body(), body);
    ends(o, o.body(), o.results(), body, region, through, start, header);
    for (int k = 0; k < o.results().size(); k++) {
      if (needed.carries(o, k)) {
        forced.add(new Pair(o.body().params().get(k), o.results().get(k)));
        forced.add(new Pair(o.condition().params().get(k), o.results().get(k)));
        carried(o.body(), o.inits(), k);
      }
    }
    position++;
  }

  private void starts(Op op, List<Value> inits, Ranges.Region region) {
    for (int k = 0; k < inits.size(); k++) {
      if (needed.carries(op, k)) {
        read(inits.get(k), region, position);
      }
    }
  }

  private void ends(Op op, Block block, List<Value> results, Ranges.Region body, Ranges.Region region,
      java.util.Set<Value> through, int start, int header) {
    for (int k = 0; k < results.size(); k++) {
      if (needed.carries(op, k)) {
        read(block.yields().get(k), body, position);
        ranges.hold(results.get(k), start + 1, header);
        ranges.hold(results.get(k), position + 1, position + 2);
      }
    }
    position += 2;
    ranges.endLoop(through, region, position);
    results.forEach(v -> ranges.define(v, region, position));
  }

  private void carried(Block body, List<Value> inits, int k) {
    wanted.add(new Pair(body.params().get(k), body.yields().get(k)));
    wanted.add(new Pair(body.params().get(k), inits.get(k)));
  }

  private void join() {
    counters.forEach(v -> group(v).alone = true);
    for (Pair p : forced) {
      merge(find(group(p.a())), find(group(p.b())));
    }
    for (Pair p : wanted) {
      tryJoin(p);
    }
    for (Pair p : sameName) {
      tryJoin(p);
    }
  }

  private void tryJoin(Pair p) {
    if (folding.isFolded(p.a()) || folding.isFolded(p.b()) || !p.a().type().equals(p.b().type())) {
      return;
    }
    Group a = find(group(p.a()));
    Group b = find(group(p.b()));
    boolean named = a.name != null && b.name != null && !a.name.equals(b.name);
    if (a != b && !named && !a.alone && !b.alone && !overlap(a, b)) {
      merge(a, b);
    }
  }

  private static boolean overlap(Group a, Group b) {
    boolean swap = a.segments.size() < b.segments.size();
    var large = swap ? b.segments : a.segments;
    for (var s : (swap ? a.segments : b.segments).entrySet()) {
      var before = large.floorEntry(s.getValue());
      if (before != null && before.getValue() >= s.getKey()) {
        return true;
      }
    }
    return false;
  }

  private static void merge(Group a, Group b) {
    if (a == b) {
      return;
    }
    boolean swap = a.segments.size() < b.segments.size();
    var large = swap ? b.segments : a.segments;
    (swap ? a.segments : b.segments).forEach((from, to) -> add(large, from, to));
    a.segments = large;
    if (a.name == null) {
      a.name = b.name;
    }
    a.alone |= b.alone;
    a.shared = true;
    b.parent = a;
    b.segments = null;
  }

  /** Adds a closed interval; intervals of one group that touch become one. */
  private static void add(TreeMap<Integer, Integer> segments, int from, int to) {
    int low = from;
    int high = to;
    for (var e = segments.floorEntry(high); e != null && e.getValue() >= low; e = segments.floorEntry(high)) {
      low = Math.min(low, e.getKey());
      high = Math.max(high, e.getValue());
      segments.remove(e.getKey());
    }
    segments.put(low, high);
  }

  private Group group(Value value) {
    return groups.computeIfAbsent(value, v -> {
      var g = new Group(v);
      ranges.of(v).forEach(s -> add(g.segments, s[0], s[1]));
      return g;
    });
  }

  private static Group find(Group g) {
    Group root = g;
    while (root.parent != null) {
      root = root.parent;
    }
    Group at = g;
    while (at.parent != null) {
      Group next = at.parent;
      at.parent = root;
      at = next;
    }
    return root;
  }
}
