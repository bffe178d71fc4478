package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.List;

/** Copies of all levels of an array of arrays but the last. */
final class RowCopies {
  private static final Type.Ref MATH = Type.Ref.of("java.lang", "Math");

  private RowCopies() {}

  /** The copy; its one-dimensional arrays are the original's. */
  static Value own(BlockBuilder out, Value array) {
    var copy = new Value(array.type(), array.name());
    out.add(new Op.Copy(copy, Op.CopyKind.CLONE, array, List.of(), out.span()));
    if (array.type().rank() > 2) {
      var i = new Value(Type.INT, "i");
      var body = new BlockBuilder().at(out.span());
      body.store(copy, i, own(body, body.load(array, i, "row")));
      loop(out, i, out.length(array), body);
    }
    return copy;
  }

  /**
   * The buffer holds the adjoints of the parameter's final cells by position, its rows are the shadows of the initial rows:
   * takes the adjoints out and adds them to the shadows of the rows that are there now.
   */
  static void dealOut(BlockBuilder out, Value parameter, Value buffer, Value shadow) {
    Value seeds = out.runtime(RuntimeFunction.ZEROS_LIKE, buffer.type(), "seeds", buffer);
    out.runtime(RuntimeFunction.ADD_INTO, buffer, seeds);
    zero(out, buffer);
    add(out, parameter, seeds, shadow);
  }

  private static void zero(BlockBuilder out, Value array) {
    if (array.type().rank() == 1) {
      out.add(new Op.Fill(array, null, null, out.constant(0.0), out.span()));
      return;
    }
    var i = new Value(Type.INT, "i");
    var body = new BlockBuilder().at(out.span());
    Value row = body.load(array, i, "row");
    var inner = new BlockBuilder().at(out.span());
    zero(inner, row);
    ifThere(body, row, inner);
    loop(out, i, out.length(array), body);
  }

  private static void add(BlockBuilder out, Value primal, Value seeds, Value shadow) {
    var i = new Value(Type.INT, "i");
    var body = new BlockBuilder().at(out.span());
    Value count = out.math(MATH, "min", Type.INT, List.of(out.length(seeds), out.length(primal)));
    if (primal.type().rank() == 1) {
      body.accumulate(shadow, i, body.load(seeds, i, null));
      loop(out, i, count, body);
      return;
    }
    Value row = body.load(primal, i, "row");
    var inner = new BlockBuilder().at(out.span());
    add(inner, row, inner.load(seeds, i, "seeds"), inner.load(shadow, i, "shadow"));
    ifThere(body, row, inner);
    loop(out, i, count, body);
  }

  private static void ifThere(BlockBuilder body, Value row, BlockBuilder inner) {
    Value there = body.binary(Op.BinaryKind.NE, row, body.constant(row.type(), null));
    body.add(new Op.If(List.of(), there, inner.block(List.of(), List.of()), Block.of(List.of(), List.of()), body.span()));
  }

  private static void loop(BlockBuilder out, Value i, Value count, BlockBuilder body) {
    out.add(new Op.For(List.of(), i, out.constant(0), count, 1, false, List.of(), body.block(List.of(), List.of()),
        out.span()));
  }
}
