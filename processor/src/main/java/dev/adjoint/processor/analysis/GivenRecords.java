package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses stores into arrays of records that the caller gave: what the method has are copies of their parts, so that the store
 * would be lost. Each such array has a column that says which elements are there, which every store writes.
 */
public final class GivenRecords {
  private record Argument(String key, int index) {}

  private final java.util.function.Function<String, Function> functions;
  private final Map<Argument, Boolean> written = new HashMap<>();

  private GivenRecords(java.util.function.Function<String, Function> functions) {
    this.functions = functions;
  }

  /**
   * Reports the stores.
   *
   * @param columns the parameters that say which elements are there
   * @param functions the methods that may be called, by key
   */
  public static void check(Function f, List<Value> columns, java.util.function.Function<String, Function> functions,
      Diagnostics diagnostics) {
    var given = new GivenRecords(functions);
    for (Value column : columns) {
      Span store = given.store(f.body(), column, new Aliases(f));
      if (store != null) {
        diagnostics.report(Message.RECORD_STORE, store);
      }
    }
  }

  /** Where such an array is written, or null. */
  private Span store(Block block, Value column, Aliases aliases) {
    for (Op op : block.ops()) {
      boolean writes = switch (op) {
        case Op.Store o -> same(o.array(), column, aliases);
        case Op.Fill o -> same(o.array(), column, aliases);
        case Op.ArrayCopy o -> same(o.target(), column, aliases);
        case Op.Call o when o.callee() instanceof Callee.Local c -> passes(o, c, column, aliases);
        case Op o -> false;
      };
      if (writes) {
        return op.span();
      }
      for (Block inner : Ops.blocks(op)) {
        Span found = store(inner, column, aliases);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean same(Value array, Value column, Aliases aliases) {
    return array.type().equals(column.type()) && aliases.of(array) == aliases.of(column);
  }

  private boolean passes(Op.Call call, Callee.Local callee, Value column, Aliases aliases) {
    for (int i = 0; i < call.args().size(); i++) {
      if (same(call.args().get(i), column, aliases) && writes(new Argument(callee.key(), i))) {
        return true;
      }
    }
    return false;
  }

  private boolean writes(Argument argument) {
    Boolean known = written.get(argument);
    if (known == null) {
      written.put(argument, false);
      Function f = functions.apply(argument.key());
      known = store(f.body(), f.params().get(argument.index()), new Aliases(f)) != null;
      written.put(argument, known);
    }
    return known;
  }
}
