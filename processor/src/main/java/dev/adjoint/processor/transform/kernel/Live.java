package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.transform.Simplify;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Takes out of a kernel's function what its results and stores do not need. Nothing in it throws, so loads may go as well. */
final class Live {
  private Live() {}

  static Function of(Function f) {
    Function simple = simple(f);
    for (Function read = Privates.read(simple); read != simple; read = Privates.read(simple)) {
      simple = simple(read);
    }
    return simple;
  }

  private static Function simple(Function f) {
    Set<Op> arithmetic = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(f.body(), arithmetic);
    return Simplify.apply(f, arithmetic);
  }

  /** What keeps its meaning to the last bit, and is no reason to stay. */
  private static void collect(Block block, Set<Op> arithmetic) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Binary o when o.a().type().isFloating() -> arithmetic.add(o);
        case Op.Unary o -> arithmetic.add(o);
        case Op.Cast o -> arithmetic.add(o);
        case Op.Intrinsic o when o.result().type().isFloating() -> arithmetic.add(o);
        case Op o -> { }
      }
      Ops.blocks(op).forEach(b -> collect(b, arithmetic));
    }
  }
}
