package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Removes what only the construction needed: flags that nobody tests, values that a branch or a loop hands on and nobody
 * reads, constants without a use, functions that were taken by their bodies. What the user wrote stays, used or not.
 */
final class Prune {
  private final Set<Value> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, List<Value>> sources = new IdentityHashMap<>();
  private final Deque<Value> work = new ArrayDeque<>();

  private final Set<Value> disposable;

  private Prune(Set<Value> disposable) {
    this.disposable = disposable;
  }

  /** @param disposable results of operations that go where nobody uses them, besides what always does */
  static Block prune(Block body, Set<Value> disposable) {
    var prune = new Prune(disposable);
    prune.roots(body);
    body.yields().forEach(prune::mark);
    while (!prune.work.isEmpty()) {
      prune.sources.getOrDefault(prune.work.remove(), List.of()).forEach(prune::mark);
    }
    return prune.rebuild(body, body.params(), body.yields());
  }

  private void mark(Value value) {
    if (live.add(value)) {
      work.add(value);
    }
  }

  private void roots(Block block) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.If o -> {
          mark(o.condition());
          for (int k = 0; k < o.results().size(); k++) {
            sources.put(o.results().get(k), List.of(o.then().yields().get(k), o.otherwise().yields().get(k)));
          }
        }
        case Op.For o -> {
          mark(o.from());
          mark(o.to());
          carried(o.results(), List.of(o.body()), o.inits(), o.body());
        }
        case Op.While o -> {
          o.condition().yields().forEach(this::mark);
          carried(o.results(), List.of(o.condition(), o.body()), o.inits(), o.body());
        }
        case Op.Opaque o when disposable.contains(o.result()) -> sources.put(o.result(), o.operands());
        case Op.Try o -> {
          for (int k = 0; k < o.results().size(); k++) {
            int at = k;
            sources.put(o.results().get(k), Ops.blocks(o).stream().map(b -> b.yields().get(at)).toList());
          }
          for (int k = 0; k < o.slots().size(); k++) {
            sources.computeIfAbsent(o.slots().get(k), s -> new ArrayList<>()).add(o.inits().get(k));
          }
        }
        case Op.Assign o -> sources.computeIfAbsent(o.slot(), s -> new ArrayList<>()).add(o.value());
        default -> Ops.operands(op).forEach(this::mark);
      }
      Ops.blocks(op).forEach(this::roots);
    }
  }

  /** A carried value is one thing: its result, its parameters, its start and its next value live and die together. */
  private void carried(List<Value> results, List<Block> blocks, List<Value> inits, Block body) {
    for (int k = 0; k < inits.size(); k++) {
      List<Value> from = new ArrayList<>(List.of(inits.get(k), body.yields().get(k)));
      for (Block block : blocks) {
        from.add(block.params().get(k));
      }
      sources.put(results.get(k), from);
      for (Block block : blocks) {
        sources.put(block.params().get(k), List.of(results.get(k)));
      }
    }
  }

  private Block rebuild(Block block, List<Value> params, List<Value> yields) {
    var ops = new ArrayList<Op>();
    for (Op op : block.ops()) {
      Op kept = rebuild(op);
      if (kept != null) {
        ops.add(kept);
      }
    }
    return new Block(params, ops, yields);
  }

  private Op rebuild(Op op) {
    return switch (op) {
      case Op.Const o -> live.contains(o.result()) ? o : null;
      case Op.Opaque o when disposable.contains(o.result()) && !live.contains(o.result()) -> null;
      case Op.If o -> {
        List<Value> results = kept(o.results(), o.results());
        Block then = rebuild(o.then(), List.of(), kept(o.then().yields(), o.results()));
        Block otherwise = rebuild(o.otherwise(), List.of(), kept(o.otherwise().yields(), o.results()));
        boolean empty = results.isEmpty() && then.ops().isEmpty() && otherwise.ops().isEmpty();
        yield empty ? null : new Op.If(results, o.condition(), then, otherwise, o.span());
      }
      case Op.For o -> new Op.For(kept(o.results(), o.results()), o.iv(), o.from(), o.to(), o.step(), o.inclusive(),
          kept(o.inits(), o.results()), carried(o.body(), o.results()), o.snapshots(), o.span());
      case Op.Try o -> new Op.Try(kept(o.results(), o.results()), kept(o.inits(), o.slots()), kept(o.slots(), o.slots()),
          rebuild(o.body(), List.of(), kept(o.body().yields(), o.results())), o.handlers().stream().map(h -> h.with(
              rebuild(h.block(), h.block().params(), kept(h.block().yields(), o.results())))).toList(), o.span());
      case Op.Assign o -> live.contains(o.slot()) ? o : null;
      case Op.While o -> new Op.While(kept(o.results(), o.results()), kept(o.inits(), o.results()),
          rebuild(o.condition(), kept(o.condition().params(), o.results()), o.condition().yields()),
          carried(o.body(), o.results()), o.snapshots(), o.span());
      default -> op;
    };
  }

  private Block carried(Block body, List<Value> results) {
    return rebuild(body, kept(body.params(), results), kept(body.yields(), results));
  }

  private List<Value> kept(List<Value> values, List<Value> results) {
    return IntStream.range(0, values.size()).filter(k -> live.contains(results.get(k))).mapToObj(values::get).toList();
  }
}
