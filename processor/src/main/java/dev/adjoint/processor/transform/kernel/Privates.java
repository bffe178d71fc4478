package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.analysis.subscript.Subscripts;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Arrays that one iteration makes for itself: the user's, their shadows, and those in which the reverse sweep keeps values. */
final class Privates {
  private Privates() {}

  /** With the tape's arrays as arrays of the iteration; lengths that are constant are constants. */
  static Function lowered(Function f) {
    var subscripts = new Subscripts(f, List.of());
    return with(f, Replacing.in(f.body(), op -> switch (op) {
      case Op.Call o when o.callee() instanceof Callee.Runtime r -> switch (r.function()) {
        case TAPE_MARK, POOL_MARK, TAPE_RELEASE -> List.of();
        case POOL_DOUBLES, POOL_INTS, POOL_LONGS, POOL_BOOLEANS -> made(o.results().getFirst(), o.args().get(1), o, subscripts);
        default -> List.<Op>of(o);
      };
      // the host has computed how much memory that is, and with long numbers
      case Op.Intrinsic o when o.name().equals("multiplyExact") ->
          List.of(new Op.Binary(o.result(), Op.BinaryKind.MUL, o.args().get(0), o.args().get(1), o.span()));
      case Op.NewArray o when o.dims().size() == 1 -> made(o.result(), o.dims().getFirst(), o, subscripts);
      case Op o -> List.of(o);
    }));
  }

  private static List<Op> made(Value array, Value length, Op op, Subscripts subscripts) {
    var out = new BlockBuilder().at(op.span());
    Long constant = subscripts.of(length).constant();
    out.add(new Op.NewArray(array, List.of(constant == null ? length : out.constant((int) (long) constant)), op.span()));
    return out.ops();
  }

  /** Without what is written to arrays of the iteration that nobody reads. */
  static Function read(Function f) {
    Set<Value> made = set();
    Set<Value> read = set();
    collect(f.body(), made, read);
    made.removeAll(read);
    return made.isEmpty() ? f : with(f, Replacing.in(f.body(), op -> switch (op) {
      case Op.Store o when made.contains(o.array()) -> List.of();
      case Op.Accumulate o when made.contains(o.array()) -> List.of();
      case Op.NewArray o when made.contains(o.result()) -> List.of();
      case Op o -> List.<Op>of(o);
    }));
  }

  private static Set<Value> set() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static void collect(Block block, Set<Value> made, Set<Value> read) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.NewArray o -> made.add(o.result());
        case Op.Store o -> read.add(o.value());
        case Op.Accumulate o -> { }
        case Op o -> read.addAll(Ops.operands(o));
      }
      Ops.blocks(op).forEach(b -> {
        collect(b, made, read);
        read.addAll(b.yields());
      });
    }
  }

  private static Function with(Function f, Block body) {
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), body, f.span());
  }
}
