package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.analysis.subscript.Subscripts;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.kernel.Iteration;
import dev.adjoint.processor.transform.kernel.PlaceCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the adjoint of an iteration keeps values: in small arrays of its own, or, where their lengths are known before the kernel
 * runs, in scratch memory. There is no stack.
 */
final class KernelStorage {
  /** The greatest length of an array that each iteration has for itself. */
  static final int MOST = 256;

  private final Diagnostics diagnostics;
  private final Subscripts subscripts;
  private final Map<Value, Op> definitions = new IdentityHashMap<>();
  /** Arrays for which there is no place. */
  private final Set<Value> refused = new HashSet<>();
  private final List<Polynomial> lengths = new ArrayList<>();
  private boolean keeps;

  private KernelStorage(Iteration iteration, Function adjoint, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.subscripts = new Subscripts(adjoint, iteration.counters());
  }

  /** Whether an array is one that each iteration can have for itself. */
  static boolean isSmall(Op.NewArray o, Map<Value, Op> definitions) {
    return o.dims().size() == 1 && o.result().type().rank() == 1 && definitions.get(o.dims().getFirst()) instanceof Op.Const c
        && c.value() instanceof Integer n && n <= MOST;
  }

  /** See {@link dev.adjoint.processor.ir.ArrayKernel#scratch}; reports what has no place. */
  static Function scratch(Iteration iteration, Function adjoint, Diagnostics diagnostics) {
    var storage = new KernelStorage(iteration, adjoint, diagnostics);
    storage.block(adjoint.body(), adjoint.span(), false);
    if (storage.keeps && !diagnostics.hasErrors()) {
      diagnostics.report(Message.KERNEL_STORAGE, adjoint.span());
    }
    return storage.lengths.isEmpty() || diagnostics.hasErrors() ? null : storage.function(iteration.method());
  }

  private void block(Block block, Span around, boolean inLoop) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definitions.put(v, op));
      switch (op) {
        case Op.Call o -> {
          keeps = true;
          if (o.callee() instanceof Callee.Runtime r && r.function().name().startsWith("PUSH_")) {
            refuse(o.args().getLast(), around);
          }
        }
        case Op.NewArray o when !isSmall(o, definitions) -> array(o, inLoop);
        case Op.Store o when refused.contains(o.array()) -> refuse(o.value(), around);
        case Op o -> { }
      }
      for (Block b : Ops.blocks(op)) {
        block(b, op.span().line() == 0 ? around : op.span(), inLoop || op instanceof Op.For || op instanceof Op.While);
      }
    }
  }

  private void array(Op.NewArray o, boolean inLoop) {
    Polynomial length = subscripts.of(o.dims().getFirst());
    if (inLoop || !o.result().type().equals(Type.DOUBLE.array()) || !length.isUniform()) {
      keeps = true;
      refused.add(o.result());
    } else {
      lengths.add(length);
    }
  }

  private void refuse(Value kept, Span around) {
    if (!diagnostics.hasErrors()) {
      Op definition = definitions.get(kept);
      while (definition instanceof Op.Cast c) {
        definition = definitions.get(c.a());
      }
      diagnostics.report(Message.KERNEL_STORAGE, definition == null || definition.span().line() == 0 ? around : definition.span());
    }
  }

  private Function function(Function method) {
    Map<Value, Value> given = new IdentityHashMap<>();
    var params = new ArrayList<Value>();
    for (Value p : method.params()) {
      Value param = !p.type().isArray() ? p : new Value(Type.INT, BlockBuilder.unused(p.name() + "Length", method.params()));
      given.put(p, param);
      params.add(param);
    }
    var out = new BlockBuilder();
    Value sum = null;
    for (Polynomial length : lengths) {
      Value n = out.math(Type.Ref.of("java.lang", "Math"), "max", Type.LONG,
          List.of(new PlaceCode(length).writeLong(out, given), out.constant(Type.LONG, 0L)));
      sum = sum == null ? n : PlaceCode.plus(out, sum, n);
    }
    return new Function(method.key() + "Scratch", method.name() + "Scratch", params, params.stream().map(p -> false).toList(),
        List.of(Type.LONG), out.block(List.of(), List.of(sum)), Span.NONE);
  }
}
