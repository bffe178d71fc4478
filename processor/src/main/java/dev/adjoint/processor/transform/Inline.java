package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the bodies of small helpers of the same class in place of their calls, so that one transformation sees the whole
 * method and nothing has to travel in a frame. Recursive and large helpers stay calls.
 */
public final class Inline {
  private static final int LARGEST_CALLEE = 400;
  private static final int LARGEST_RESULT = 6000;

  private final Map<String, Function> functions;
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Set<String> recursive = new HashSet<>();
  private int size;

  private Inline(Map<String, Function> functions) {
    this.functions = functions;
    for (String key : functions.keySet()) {
      if (reaches(key, key, new HashSet<>())) {
        recursive.add(key);
      }
    }
  }

  /** The function with its small helpers inlined. */
  public static Function apply(Function function, Map<String, Function> functions) {
    var inline = new Inline(functions);
    inline.size = inline.sizeOf(function.body());
    Block body = inline.block(function.body(), new IdentityHashMap<>(), false);
    return new Function(function.key(), function.name(), function.params(), function.wrt(), function.results(), body,
        function.span());
  }

  private boolean reaches(String from, String target, Set<String> seen) {
    var calls = new HashSet<String>();
    callees(functions.get(from).body(), calls);
    for (String callee : calls) {
      if (callee.equals(target) || functions.containsKey(callee) && seen.add(callee)
          && reaches(callee, target, seen)) {
        return true;
      }
    }
    return false;
  }

  private static void callees(Block block, Set<String> keys) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Call c && c.callee() instanceof Callee.Local local) {
        keys.add(local.key());
      }
      Ops.blocks(op).forEach(b -> callees(b, keys));
    }
  }

  private int sizeOf(Block block) {
    int n = 0;
    for (Op op : block.ops()) {
      n += 1;
      if (op instanceof Op.Call c && c.callee() instanceof Callee.Local local && !recursive.contains(local.key())) {
        n += sizeOf(local.key());
      }
      for (Block b : Ops.blocks(op)) {
        n += sizeOf(b);
      }
    }
    return n;
  }

  private int sizeOf(String key) {
    Integer known = sizes.get(key);
    if (known == null) {
      known = sizeOf(functions.get(key).body());
      sizes.put(key, known);
    }
    return known;
  }

  private boolean inlines(Op.Call call) {
    return call.callee() instanceof Callee.Local local && !recursive.contains(local.key())
        && sizeOf(local.key()) <= LARGEST_CALLEE && size <= LARGEST_RESULT;
  }

  private Block block(Block b, Map<Value, Value> map, boolean fresh) {
    var cloner = new Cloner(v -> map.getOrDefault(v, v), v -> define(v, map, fresh));
    var params = new ArrayList<Value>();
    b.params().forEach(p -> params.add(define(p, map, fresh)));
    var out = new ArrayList<Op>();
    for (Op op : b.ops()) {
      if (op instanceof Op.Call call && inlines(call)) {
        Function callee = functions.get(((Callee.Local) call.callee()).key());
        Map<Value, Value> inner = new IdentityHashMap<>();
        for (int i = 0; i < callee.params().size(); i++) {
          Value arg = call.args().get(i);
          inner.put(callee.params().get(i), map.getOrDefault(arg, arg));
        }
        Block body = block(callee.body(), inner, true);
        out.addAll(body.ops());
        for (int i = 0; i < call.results().size(); i++) {
          map.put(call.results().get(i), body.yields().get(i));
        }
      } else {
        out.add(nested(op, map, fresh, cloner));
      }
    }
    List<Value> yields = b.yields().stream().map(v -> map.getOrDefault(v, v)).toList();
    return new Block(params, out, yields);
  }

  private static Value define(Value v, Map<Value, Value> map, boolean fresh) {
    return fresh ? map.computeIfAbsent(v, o -> new Value(o.type(), o.name())) : v;
  }

  private Op nested(Op op, Map<Value, Value> map, boolean fresh, Cloner cloner) {
    return switch (op) {
      case Op.If o -> {
        Value c = map.getOrDefault(o.condition(), o.condition());
        Block then = block(o.then(), map, fresh);
        Block otherwise = block(o.otherwise(), map, fresh);
        yield new Op.If(defineAll(o.results(), map, fresh), c, then, otherwise, o.span());
      }
      case Op.For o -> {
        var inits = o.inits().stream().map(v -> map.getOrDefault(v, v)).toList();
        Value from = map.getOrDefault(o.from(), o.from());
        Value to = map.getOrDefault(o.to(), o.to());
        Value iv = define(o.iv(), map, fresh);
        Block body = block(o.body(), map, fresh);
        yield new Op.For(defineAll(o.results(), map, fresh), iv, from, to, o.step(), o.inclusive(), inits, body,
            o.snapshots(), o.span());
      }
      case Op.While o -> {
        var inits = o.inits().stream().map(v -> map.getOrDefault(v, v)).toList();
        Block condition = block(o.condition(), map, fresh);
        Block body = block(o.body(), map, fresh);
        yield new Op.While(defineAll(o.results(), map, fresh), inits, condition, body, o.snapshots(), o.span());
      }
      case Op.Try o -> {
        var inits = o.inits().stream().map(v -> map.getOrDefault(v, v)).toList();
        List<Value> slots = defineAll(o.slots(), map, fresh);
        Block body = block(o.body(), map, fresh);
        var handlers = o.handlers().stream().map(h -> h.with(block(h.block(), map, fresh))).toList();
        yield new Op.Try(defineAll(o.results(), map, fresh), inits, slots, body, handlers, o.span());
      }
      case Op simple -> cloner.op(simple);
    };
  }

  private static List<Value> defineAll(List<Value> values, Map<Value, Value> map, boolean fresh) {
    return values.stream().map(v -> define(v, map, fresh)).toList();
  }
}
