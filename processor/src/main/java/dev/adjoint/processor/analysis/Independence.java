package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Loops whose iterations feed each other only through sums. Such an iteration may be run again, and its reverse may follow it
 * at once and in the order of the loop: the adjoint of a sum is the same for all iterations, what the iteration reads does
 * not change afterwards, and what it writes nobody else sees.
 *
 * <p>The independence of iterations in reverse mode is L. Hascoët, S. Fidanova, C. Held, Adjoining independent
 * computations, 2001.
 */
public final class Independence {
  private final Aliases aliases;
  private final Memory memory;
  private final Predicate<Value> active;
  private final Map<Aliases.Node, List<Op>> touching = new HashMap<>();
  private final Map<Op, Op> parent = new IdentityHashMap<>();
  private final Map<Value, Op> definition = new IdentityHashMap<>();
  private final Map<Value, Op> slots = new IdentityHashMap<>();
  private final Map<Op, Boolean> known = new IdentityHashMap<>();
  private boolean effects;
  /** How many try statements there are around: what is done before a throw matters there. */
  private int tries;

  /** For one function; {@code active} tells which floating values carry a derivative. */
  public Independence(Function function, Aliases aliases, Memory memory, Predicate<Value> active) {
    this.aliases = aliases;
    this.memory = memory;
    this.active = active;
    index(function.body(), null);
  }

  private void index(Block block, Op owner) {
    boolean ends = tries == 0 && ends(block);
    for (Op op : block.ops()) {
      parent.put(op, owner);
      Ops.results(op).forEach(v -> definition.put(v, op));
      if (op instanceof Op.Try t) {
        t.slots().forEach(s -> slots.put(s, t));
      }
      for (Value v : Ops.operands(op)) {
        if (v.type().isArray()) {
          touching.computeIfAbsent(aliases.of(v), n -> new ArrayList<>()).add(op);
        }
      }
      effects |= !ends && (op instanceof Op.Opaque o && o.effect() == Op.Effect.EFFECT
          || op instanceof Op.Call c && memory.changesMore(c));
      tries += op instanceof Op.Try ? 1 : 0;
      Ops.blocks(op).forEach(b -> index(b, op));
      tries -= op instanceof Op.Try ? 1 : 0;
    }
  }

  private static boolean ends(Block block) {
    return !block.ops().isEmpty() && block.ops().getLast() instanceof Op.Throw;
  }

  /** Whether the loop's iterations are independent but for sums. */
  public boolean independent(Op loop) {
    return known.computeIfAbsent(loop, this::decide);
  }

  private boolean decide(Op loop) {
    List<Value> results = Ops.results(loop);
    Block body = Ops.blocks(loop).getLast();
    for (int i = 0; i < results.size(); i++) {
      Value v = results.get(i);
      if (v.type().hasAdjointValue() && active.test(v) && (v.type().isTensor() || !sum(body, i))) {
        return false;
      }
      if (v.type().isArray() && v.type().canBeActive()) {
        return false;
      }
    }
    return Ops.blocks(loop).stream().allMatch(b -> confined(b, loop));
  }

  /** Whether nothing in the block hinders running it again or at another time. */
  private boolean confined(Block block, Op loop) {
    if (tries == 0 && ends(block)) {
      return true;
    }
    for (Op op : block.ops()) {
      boolean fine = switch (op) {
        case Op.Store o -> mine(o.array(), loop);
        case Op.Fill o -> mine(o.array(), loop);
        case Op.ArrayCopy o -> mine(o.target(), loop) && reads(op, o.source(), loop);
        case Op.Copy o -> reads(op, o.array(), loop);
        case Op.Load o -> mine(o.array(), loop) || memory.stable(o);
        case Op.Call o -> call(o);
        case Op.Opaque o -> o.effect() == Op.Effect.PURE || o.effect() == Op.Effect.READS && !effects;
        case Op.Accumulate o -> false;
        case Op.If o -> confined(o.then(), loop) && confined(o.otherwise(), loop);
        case Op.For o -> confined(o.body(), loop);
        case Op.While o -> confined(o.condition(), loop) && confined(o.body(), loop);
        case Op.Intrinsic o -> !o.name().equals("random");
        case Op.Const o -> true;
        case Op.Unary o -> true;
        case Op.Binary o -> true;
        case Op.Cast o -> true;
        case Op.ArrayLength o -> true;
        case Op.NewArray o -> true;
        case Op.Try o -> {
          tries++;
          boolean all = Ops.blocks(o).stream().allMatch(b -> confined(b, loop));
          tries--;
          yield all;
        }
        // run again behind the try, it would assign to a slot that is no longer there
        case Op.Assign o -> inside(slots.get(o.slot()), loop);
        case Op.Throw o -> true;
        case Op.Comment o -> true;
      };
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  private boolean reads(Op op, Value array, Op loop) {
    return mine(array, loop) || memory.unchangedAfter(op, array);
  }

  private static boolean call(Op.Call o) {
    return o.callee() instanceof Callee.Runtime
        || o.callee() instanceof Callee.Ruled
            && o.args().stream().noneMatch(a -> a.type().isArray() || Memory.isChangeable(a.type()));
  }

  /** Whether each iteration has an array of its own, or writes the whole of a shared one before it reads it. */
  private boolean mine(Value array, Op loop) {
    Aliases.Node node = aliases.of(array);
    return memory.madeInside(node, loop) || scratch(node, loop);
  }

  private boolean scratch(Aliases.Node node, Op loop) {
    if (node.external() || node.keptInArray() || node.allocations().size() != 1
        || !(node.allocations().getFirst() instanceof Op.NewArray made)) {
      return false;
    }
    for (Op op : touching.getOrDefault(node, List.of())) {
      if (!inside(op, loop) || !Ops.blocks(op).isEmpty()) {
        return false;
      }
    }
    for (Op op : Ops.blocks(loop).getLast().ops()) {
      if (!(op instanceof Op.ArrayLength) && touches(op, node)) {
        return overwritesAll(op, node, made);
      }
    }
    return false;
  }

  private boolean inside(Op op, Op loop) {
    for (Op p = op; p != null; p = parent.get(p)) {
      if (p == loop) {
        return true;
      }
    }
    return false;
  }

  private boolean touches(Op op, Aliases.Node node) {
    return touching.getOrDefault(node, List.of()).stream().anyMatch(t -> inside(t, op));
  }

  private boolean overwritesAll(Op op, Aliases.Node node, Op.NewArray made) {
    if (op instanceof Op.Fill f) {
      return f.from() == null;
    }
    if (!(op instanceof Op.For f) || f.step() != 1 || f.inclusive() || !isZero(f.from()) || !isLength(f.to(), node, made)) {
      return false;
    }
    for (Op inner : f.body().ops()) {
      if (!(inner instanceof Op.ArrayLength) && touches(inner, node)) {
        return inner instanceof Op.Store s && s.index() == f.iv() && aliases.of(s.array()) == node
            && !(s.value().type().isArray());
      }
    }
    return false;
  }

  private boolean isZero(Value v) {
    return definition.get(v) instanceof Op.Const c && Integer.valueOf(0).equals(c.value());
  }

  private boolean isLength(Value v, Aliases.Node node, Op.NewArray made) {
    return v == made.dims().getFirst()
        || definition.get(v) instanceof Op.ArrayLength l && aliases.of(l.array()) == node;
  }

  /** Whether the i-th carried value is only added to. */
  private boolean sum(Block body, int i) {
    Set<Value> chain = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Op> links = Collections.newSetFromMap(new IdentityHashMap<>());
    Value p = body.params().get(i);
    chain.add(p);
    follow(body, chain, links);
    return chain.contains(body.yields().get(i)) && onlyLinks(body, chain, links, i);
  }

  /** Collects the values that are the sum so far plus something. */
  private void follow(Block block, Set<Value> chain, Set<Op> links) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Binary o when o.kind() == Op.BinaryKind.ADD && chain.contains(o.a()) != chain.contains(o.b()) ->
            link(o, o.result(), chain, links);
        case Op.Binary o when o.kind() == Op.BinaryKind.SUB && chain.contains(o.a()) && !chain.contains(o.b()) ->
            link(o, o.result(), chain, links);
        case Op.Cast o when chain.contains(o.a()) && o.result().type().isFloating() -> link(o, o.result(), chain, links);
        case Op.If o -> {
          follow(o.then(), chain, links);
          follow(o.otherwise(), chain, links);
          for (int k = 0; k < o.results().size(); k++) {
            boolean then = chain.contains(o.then().yields().get(k)) || ends(o.then());
            boolean otherwise = chain.contains(o.otherwise().yields().get(k)) || ends(o.otherwise());
            if (then && otherwise && !(ends(o.then()) && ends(o.otherwise()))) {
              link(o, o.results().get(k), chain, links);
            }
          }
        }
        case Op.For o -> loop(o, o.inits(), o.body(), o.results(), chain, links);
        case Op.While o -> loop(o, o.inits(), o.body(), o.results(), chain, links);
        case Op o -> { }
      }
    }
  }

  private void loop(Op op, List<Value> inits, Block body, List<Value> results, Set<Value> chain, Set<Op> links) {
    for (int k = 0; k < inits.size(); k++) {
      if (chain.contains(inits.get(k))) {
        chain.add(body.params().get(k));
      }
    }
    follow(body, chain, links);
    for (int k = 0; k < inits.size(); k++) {
      if (chain.contains(inits.get(k)) && chain.contains(body.yields().get(k))) {
        link(op, results.get(k), chain, links);
      }
    }
  }

  private static void link(Op op, Value result, Set<Value> chain, Set<Op> links) {
    chain.add(result);
    links.add(op);
  }

  /** Whether the sum so far is read by the operations of the chain alone, and yielded only where it goes on. */
  private boolean onlyLinks(Block block, Set<Value> chain, Set<Op> links, int carried) {
    for (int k = 0; k < block.yields().size(); k++) {
      if (chain.contains(block.yields().get(k)) && carried >= 0 && k != carried) {
        return false;
      }
    }
    for (Op op : block.ops()) {
      boolean reads = Ops.operands(op).stream().anyMatch(chain::contains);
      if (reads && !links.contains(op)) {
        return false;
      }
      switch (op) {
        case Op.If o -> {
          if (!passes(o.then(), o.results(), chain) || !passes(o.otherwise(), o.results(), chain)) {
            return false;
          }
        }
        case Op.For o -> {
          if (!carries(o.inits(), o.body(), o.results(), chain)) {
            return false;
          }
        }
        case Op.While o -> {
          if (!carries(o.inits(), o.body(), o.results(), chain)
              || o.condition().params().stream().anyMatch(chain::contains)) {
            return false;
          }
        }
        case Op.Try o -> {
          if (Ops.blocks(o).stream().anyMatch(b -> b.yields().stream().anyMatch(chain::contains))) {
            return false;
          }
        }
        case Op o -> { }
      }
      for (Block b : Ops.blocks(op)) {
        if (!onlyLinks(b, chain, links, -1)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean passes(Block branch, List<Value> results, Set<Value> chain) {
    for (int k = 0; k < results.size(); k++) {
      if (chain.contains(branch.yields().get(k)) && !chain.contains(results.get(k))) {
        return false;
      }
    }
    return true;
  }

  private static boolean carries(List<Value> inits, Block body, List<Value> results, Set<Value> chain) {
    for (int k = 0; k < inits.size(); k++) {
      boolean any = chain.contains(inits.get(k)) || chain.contains(body.yields().get(k));
      if (any && !chain.contains(results.get(k))) {
        return false;
      }
    }
    return true;
  }
}
