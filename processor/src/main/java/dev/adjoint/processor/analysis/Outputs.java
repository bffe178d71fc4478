package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Result arrays that are only filled: the adjoints of their cells are the seed's. */
public final class Outputs {
  private Outputs() {}

  /**
   * The result if it is an array that the function makes, writes once at each of some constant places, and never reads;
   * else null.
   */
  public static Value writtenOnce(Function f, Aliases aliases) {
    if (f.results().isEmpty() || f.results().getFirst().rank() != 1 || !f.results().getFirst().innermost().isFloating()) {
      return null;
    }
    Value result = f.body().yields().getFirst();
    Aliases.Node node = aliases.of(result);
    boolean fresh = !node.external() && !node.keptInArray() && node.allocations().size() == 1;
    Map<Value, Object> constants = new HashMap<>();
    Set<Object> written = new HashSet<>();
    boolean made = false;
    for (Op op : f.body().ops()) {
      if (op instanceof Op.Const c) {
        constants.put(c.result(), c.value());
      }
      made |= op instanceof Op.NewArray n && n.result() == result;
      boolean store = op instanceof Op.Store s && s.array() == result && s.value().type() == Type.DOUBLE
          && constants.containsKey(s.index()) && written.add(constants.get(s.index()));
      if (!store && touches(op, node, aliases)) {
        return null;
      }
    }
    return fresh && made ? result : null;
  }

  private static boolean touches(Op op, Aliases.Node node, Aliases aliases) {
    if (Ops.operands(op).stream().anyMatch(v -> v.type().isArray() && aliases.of(v) == node)) {
      return true;
    }
    for (Block b : Ops.blocks(op)) {
      if (b.ops().stream().anyMatch(o -> touches(o, node, aliases))
          || b.yields().stream().anyMatch(v -> v.type().isArray() && aliases.of(v) == node)) {
        return true;
      }
    }
    return false;
  }
}
