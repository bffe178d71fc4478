package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.List;

/** The reverse of operations on whole arrays: loops over the shadows' cells. */
final class ArraySweep {
  private static final Type.Ref MATH = Type.Ref.of("java.lang", "Math");

  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;

  ArraySweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  /** A cell got a tensor, which gets its adjoint; from there on that is zero. */
  void storeTensor(Op.Store o) {
    Value shadow = region.use(context.shadow(o.array()));
    Value index = region.use(o.index());
    if (context.active(o.value())) {
      adjoints.add(out, o.value(), taken(RuntimeFunction.TENSORS_TAKE, o.value(), shadow, index));
    } else {
      out.store(shadow, index, out.constant(Type.TENSOR, null));
    }
  }

  private Value taken(RuntimeFunction function, Value of, Value... args) {
    return context.maybeNull(out.runtime(function, Type.TENSOR, Context.adjointName(of), args));
  }

  /** All cells got one value: its adjoint is the sum of theirs, which become zero. */
  void fill(Op.Fill o) {
    Value shadow = region.use(context.shadow(o.array()));
    Value from = o.from() == null ? out.constant(0) : region.use(o.from());
    Value to = o.to() == null ? out.length(region.use(o.array())) : region.use(o.to());
    boolean sums = context.active(o.value());
    if (o.value().type().isTensor()) {
      if (sums) {
        adjoints.add(out, o.value(), taken(RuntimeFunction.TENSORS_TAKE_RANGE, o.value(), shadow, from, to));
      } else {
        out.add(new Op.Fill(shadow, from, to, out.constant(Type.TENSOR, null), o.span()));
      }
      return;
    }
    var i = new Value(Type.INT, "i");
    var body = new BlockBuilder().at(o.span());
    if (sums) {
      var sum = new Value(Type.DOUBLE, Context.adjointName(o.value()));
      Value next = body.binary(Op.BinaryKind.ADD, sum, body.load(shadow, i, null), sum.name());
      body.store(shadow, i, body.constant(0.0));
      var total = new Value(Type.DOUBLE, sum.name());
      out.add(new Op.For(List.of(total), i, from, to, 1, false, List.of(out.constant(0.0)),
          body.block(List.of(sum), List.of(next)), o.span()));
      adjoints.add(out, o.value(), total);
    } else {
      body.store(shadow, i, body.constant(0.0));
      out.add(new Op.For(List.of(), i, from, to, 1, false, List.of(), body.block(List.of(), List.of()), o.span()));
    }
  }

  /** The cells of a fresh copy give their adjoints to the cells they were copied from. */
  void copy(Op.Copy o) {
    if (!context.active(o.array())) {
      return;
    }
    Value source = region.use(context.shadow(o.array()));
    Value copy = region.use(context.shadow(o.result()));
    Value length = out.length(region.use(o.array()));
    Value offset = null;
    Value count = switch (o.kind()) {
      case CLONE -> length;
      case COPY_OF -> min(length, region.use(o.args().getFirst()));
      case COPY_OF_RANGE -> {
        offset = region.use(o.args().getFirst());
        Value wanted = out.binary(Op.BinaryKind.SUB, region.use(o.args().get(1)), offset);
        yield min(out.binary(Op.BinaryKind.SUB, length, offset), wanted);
      }
    };
    if (o.result().type().elementType().isTensor()) {
      out.runtime(RuntimeFunction.TENSORS_MOVE, source, offset == null ? out.constant(0) : offset, copy, out.constant(0), count);
      return;
    }
    var i = new Value(Type.INT, "i");
    var body = new BlockBuilder().at(o.span());
    Value at = offset == null ? i : body.binary(Op.BinaryKind.ADD, offset, i);
    body.accumulate(source, at, body.load(copy, i, null));
    loop(o, i, count, body);
  }

  /** Each target cell's adjoint goes to its source cell. With overlap the targets are read before any source is written. */
  void arrayCopy(Op.ArrayCopy o) {
    Value target = region.use(context.shadow(o.target()));
    Value targetPos = region.use(o.targetPos());
    Value length = region.use(o.length());
    boolean gives = context.active(o.source());
    if (o.target().type().elementType().isTensor()) {
      Value from = gives ? region.use(context.shadow(o.source())) : out.constant(o.source().type(), null);
      out.runtime(RuntimeFunction.TENSORS_MOVE, from, region.use(o.sourcePos()), target, targetPos, length);
      return;
    }
    if (!gives) {
      var i = new Value(Type.INT, "i");
      var body = new BlockBuilder().at(o.span());
      body.store(target, body.binary(Op.BinaryKind.ADD, targetPos, i), body.constant(0.0));
      loop(o, i, length, body);
      return;
    }
    Value source = region.use(context.shadow(o.source()));
    Value sourcePos = region.use(o.sourcePos());
    Value moved = out.runtime(RuntimeFunction.POOL_DOUBLES, Type.DOUBLE.array(), "moved",
        context.tape(), length);
    out.add(new Op.ArrayCopy(target, targetPos, moved, out.constant(0), length, o.span()));
    var i = new Value(Type.INT, "i");
    var zero = new BlockBuilder().at(o.span());
    zero.store(target, zero.binary(Op.BinaryKind.ADD, targetPos, i), zero.constant(0.0));
    loop(o, i, length, zero);
    var k = new Value(Type.INT, "i");
    var body = new BlockBuilder().at(o.span());
    body.accumulate(source, body.binary(Op.BinaryKind.ADD, sourcePos, k), body.load(moved, k, null));
    loop(o, k, length, body);
  }

  private Value min(Value a, Value b) {
    return out.math(MATH, "min", Type.INT, List.of(a, b));
  }

  private void loop(Op o, Value i, Value count, BlockBuilder body) {
    out.add(new Op.For(List.of(), i, out.constant(0), count, 1, false, List.of(), body.block(List.of(), List.of()),
        o.span()));
  }
}
