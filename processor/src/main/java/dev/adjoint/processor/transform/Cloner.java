package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Copies operations: {@code read} maps what they use, {@code define} what they define. */
public final class Cloner {
  private final UnaryOperator<Value> read;
  private final UnaryOperator<Value> define;
  private final BiConsumer<Op, Op> copied;

  /** A cloner. */
  public Cloner(UnaryOperator<Value> read, UnaryOperator<Value> define) {
    this(read, define, (original, copy) -> { });
  }

  /** A cloner that tells of each operation and its copy. */
  public Cloner(UnaryOperator<Value> read, UnaryOperator<Value> define, BiConsumer<Op, Op> copied) {
    this.read = read;
    this.define = define;
    this.copied = copied;
  }

  private List<Value> read(List<Value> values) {
    var result = new ArrayList<Value>(values.size());
    for (Value v : values) {
      result.add(read.apply(v));
    }
    return result;
  }

  private List<Value> define(List<Value> values) {
    var result = new ArrayList<Value>(values.size());
    for (Value v : values) {
      result.add(define.apply(v));
    }
    return result;
  }

  private Value optional(Value v, UnaryOperator<Value> map) {
    return v == null ? null : map.apply(v);
  }

  /** A copy of a block. */
  public Block block(Block b) {
    List<Value> params = define(b.params());
    var ops = new ArrayList<Op>(b.ops().size());
    for (Op op : b.ops()) {
      ops.add(op(op));
    }
    return new Block(params, ops, read(b.yields()));
  }

  /** A copy of an operation. Operands are mapped before results. */
  public Op op(Op op) {
    Op copy = copy(op);
    copied.accept(op, copy);
    return copy;
  }

  private Op copy(Op op) {
    return switch (op) {
      case Op.Const o -> new Op.Const(define.apply(o.result()), o.value(), o.span());
      case Op.Unary o -> {
        Value a = read.apply(o.a());
        yield new Op.Unary(define.apply(o.result()), o.kind(), a, o.span());
      }
      case Op.Binary o -> {
        Value a = read.apply(o.a());
        Value b = read.apply(o.b());
        yield new Op.Binary(define.apply(o.result()), o.kind(), a, b, o.span());
      }
      case Op.Cast o -> {
        Value a = read.apply(o.a());
        yield new Op.Cast(define.apply(o.result()), a, o.span());
      }
      case Op.Intrinsic o -> {
        List<Value> args = read(o.args());
        yield new Op.Intrinsic(define.apply(o.result()), o.owner(), o.name(), args, o.span());
      }
      case Op.ArrayLength o -> {
        Value a = read.apply(o.array());
        yield new Op.ArrayLength(define.apply(o.result()), a, o.span());
      }
      case Op.Load o -> {
        Value a = read.apply(o.array());
        Value i = read.apply(o.index());
        yield new Op.Load(define.apply(o.result()), a, i, o.span());
      }
      case Op.Store o -> new Op.Store(read.apply(o.array()), read.apply(o.index()), read.apply(o.value()), o.span());
      case Op.Accumulate o ->
          new Op.Accumulate(read.apply(o.array()), read.apply(o.index()), read.apply(o.value()), o.span());
      case Op.NewArray o -> {
        List<Value> dims = read(o.dims());
        yield new Op.NewArray(define.apply(o.result()), dims, o.span());
      }
      case Op.Copy o -> {
        Value a = read.apply(o.array());
        List<Value> args = read(o.args());
        yield new Op.Copy(define.apply(o.result()), o.kind(), a, args, o.span());
      }
      case Op.ArrayCopy o -> new Op.ArrayCopy(read.apply(o.source()), read.apply(o.sourcePos()),
          read.apply(o.target()), read.apply(o.targetPos()), read.apply(o.length()), o.span());
      case Op.Fill o -> new Op.Fill(read.apply(o.array()), optional(o.from(), read), optional(o.to(), read),
          read.apply(o.value()), o.span());
      case Op.Call o -> {
        List<Value> args = read(o.args());
        yield new Op.Call(define(o.results()), o.callee(), args, o.span());
      }
      case Op.Opaque o -> {
        List<Value> operands = read(o.operands());
        yield new Op.Opaque(optional(o.result(), define), o.code(), operands, o.effect(), o.ifActive(), o.span());
      }
      case Op.If o -> {
        Value c = read.apply(o.condition());
        Block then = block(o.then());
        Block otherwise = block(o.otherwise());
        yield new Op.If(define(o.results()), c, then, otherwise, o.span());
      }
      case Op.For o -> {
        Value from = read.apply(o.from());
        Value to = read.apply(o.to());
        List<Value> inits = read(o.inits());
        Value iv = define.apply(o.iv());
        Block body = block(o.body());
        yield new Op.For(define(o.results()), iv, from, to, o.step(), o.inclusive(), inits, body, o.snapshots(), o.span());
      }
      case Op.While o -> {
        List<Value> inits = read(o.inits());
        Block condition = block(o.condition());
        Block body = block(o.body());
        yield new Op.While(define(o.results()), inits, condition, body, o.snapshots(), o.span());
      }
      case Op.Try o -> {
        List<Value> inits = read(o.inits());
        List<Value> slots = define(o.slots());
        Block body = block(o.body());
        var handlers = o.handlers().stream().map(h -> h.with(block(h.block()))).toList();
        yield new Op.Try(define(o.results()), inits, slots, body, handlers, o.span());
      }
      case Op.Assign o -> new Op.Assign(read.apply(o.slot()), read.apply(o.value()), o.span());
      case Op.Throw o -> new Op.Throw(read.apply(o.exception()), o.span());
      case Op.Comment o -> o;
    };
  }
}
