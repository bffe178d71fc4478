package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Replaces simple operations by others, at any depth. */
final class Replacing {
  private Replacing() {}

  /** A block with other operations in place of its simple ones. */
  static Block in(Block block, Function<Op, List<Op>> by) {
    var ops = new ArrayList<Op>();
    for (Op op : block.ops()) {
      switch (op) {
        case Op.If o -> ops.add(new Op.If(o.results(), o.condition(), in(o.then(), by), in(o.otherwise(), by), o.span()));
        case Op.For o -> ops.add(new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
            in(o.body(), by), o.span()));
        case Op.While o -> ops.add(new Op.While(o.results(), o.inits(), in(o.condition(), by), in(o.body(), by), o.span()));
        case Op simple -> ops.addAll(by.apply(simple));
      }
    }
    return new Block(block.params(), ops, block.yields());
  }
}
