package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which arrays that a method was given it may write: those that it or its helpers store into, at any rank, and those that code
 * gets which is not at hand. What it does not write it does not change.
 */
public final class WrittenParameters {
  private final java.util.function.Function<String, Function> functions;
  private final Map<String, boolean[]> helpers = new HashMap<>();
  private boolean changed;

  private WrittenParameters(java.util.function.Function<String, Function> functions) {
    this.functions = functions;
  }

  /**
   * For each parameter whether it may be written.
   *
   * @param functions the methods that may be called, by key
   */
  public static boolean[] of(Function f, java.util.function.Function<String, Function> functions) {
    var all = new WrittenParameters(functions);
    boolean[] written;
    do {
      all.changed = false;
      written = all.written(f);
      for (String key : List.copyOf(all.helpers.keySet())) {
        boolean[] before = all.helpers.get(key);
        boolean[] now = all.written(functions.apply(key));
        all.changed |= !java.util.Arrays.equals(before, now);
        all.helpers.put(key, now);
      }
    } while (all.changed);
    return written;
  }

  private boolean[] written(Function f) {
    var aliases = new Aliases(f);
    Set<Aliases.Node> targets = new HashSet<>();
    visit(f.body(), aliases, targets);
    var written = new boolean[f.params().size()];
    for (int i = 0; i < written.length; i++) {
      Value p = f.params().get(i);
      written[i] = p.type().isArray() && aliases.ranks(p).stream().anyMatch(targets::contains);
    }
    return written;
  }

  private void visit(Block block, Aliases aliases, Set<Aliases.Node> targets) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Store o -> targets.add(aliases.of(o.array()));
        case Op.Accumulate o -> targets.add(aliases.of(o.array()));
        case Op.Fill o -> targets.add(aliases.of(o.array()));
        case Op.ArrayCopy o -> targets.add(aliases.of(o.target()));
        case Op.Opaque o when o.effect() == Op.Effect.EFFECT -> o.operands().forEach(v -> all(v, aliases, targets));
        case Op.Call o -> call(o, aliases, targets);
        case Op o -> { }
      }
      Ops.blocks(op).forEach(b -> visit(b, aliases, targets));
    }
  }

  private void call(Op.Call o, Aliases aliases, Set<Aliases.Node> targets) {
    switch (o.callee()) {
      case Callee.Local c -> {
        boolean[] written = helpers.get(c.key());
        if (written == null) {
          helpers.put(c.key(), new boolean[functions.apply(c.key()).params().size()]);
          changed = true;
          return;
        }
        for (int i = 0; i < written.length; i++) {
          if (written[i]) {
            all(o.args().get(i), aliases, targets);
          }
        }
      }
      case Callee.External c -> o.args().forEach(v -> all(v, aliases, targets));
      case Callee.Generated c -> o.args().forEach(v -> all(v, aliases, targets));
      // rules and operations on tensors read what they are given
      case Callee.Ruled c -> { }
      case Callee.TensorOp c -> { }
      case Callee.Runtime c -> o.args().stream().filter(v -> o.results().isEmpty()).forEach(v -> all(v, aliases, targets));
    }
  }

  private static void all(Value v, Aliases aliases, Set<Aliases.Node> targets) {
    if (v.type().isArray()) {
      targets.addAll(aliases.ranks(v));
    }
  }
}
