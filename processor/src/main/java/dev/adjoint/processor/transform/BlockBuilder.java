package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** A block being written: appends operations and hands out their results. */
public final class BlockBuilder {
  private final List<Op> ops = new ArrayList<>();
  private Span span = Span.NONE;

  /** From here on operations get this place. */
  public BlockBuilder at(Span place) {
    span = place;
    return this;
  }

  /** The place operations get. */
  public Span span() {
    return span;
  }

  /** What was written. */
  public List<Op> ops() {
    return ops;
  }

  /** Appends an operation as it is. */
  public void add(Op op) {
    ops.add(op);
  }

  /** Appends operations as they are. */
  public void addAll(List<Op> more) {
    ops.addAll(more);
  }

  /** Whether nothing was written. */
  public boolean isEmpty() {
    return ops.isEmpty();
  }

  /** A name that no parameter in the list has. */
  public static String unused(String wish, List<Value> taken) {
    return NewName.of(wish, name -> name != null && taken.stream().anyMatch(v -> name.equals(v.name())));
  }

  /** The finished block. */
  public Block block(List<Value> params, List<Value> yields) {
    return new Block(params, ops, yields);
  }

  public Value constant(Type type, Object value) {
    Value r = Value.temporary(type);
    add(new Op.Const(r, value, span));
    return r;
  }

  public Value constant(double value) {
    return constant(Type.DOUBLE, value);
  }

  public Value constant(int value) {
    return constant(Type.INT, value);
  }

  /** The default value of a type. */
  public Value zero(Type type) {
    return constant(type, type.zero());
  }

  public Value unary(Op.UnaryKind kind, Value a, String name) {
    var r = new Value(a.type(), name);
    add(new Op.Unary(r, kind, a, span));
    return r;
  }

  public Value binary(Op.BinaryKind kind, Value a, Value b) {
    return binary(kind, a, b, null);
  }

  public Value binary(Op.BinaryKind kind, Value a, Value b, String name) {
    var r = new Value(kind.isComparison() ? Type.BOOLEAN : a.type(), name);
    add(new Op.Binary(r, kind, a, b, span));
    return r;
  }

  /** The sum of two adjoints or tangents: numbers, or tensors of which null is zero. */
  public Value sum(Value a, Value b, String name) {
    return a.type().isTensor() ? runtime(RuntimeFunction.TENSOR_ADD, a.type(), name, a, b)
        : binary(Op.BinaryKind.ADD, a, b, name);
  }

  /** A conversion, or the value itself where none is needed. */
  public Value cast(Type type, Value a) {
    if (a.type().equals(type)) {
      return a;
    }
    Value r = Value.temporary(type);
    add(new Op.Cast(r, a, span));
    return r;
  }

  public Value load(Value array, Value index, String name) {
    var r = new Value(array.type().elementType(), name);
    add(new Op.Load(r, array, index, span));
    return r;
  }

  public void store(Value array, Value index, Value value) {
    add(new Op.Store(array, index, value, span));
  }

  public void accumulate(Value array, Value index, Value value) {
    add(new Op.Accumulate(array, index, value, span));
  }

  public Value length(Value array) {
    Value r = Value.temporary(Type.INT);
    add(new Op.ArrayLength(r, array, span));
    return r;
  }

  public Value newArray(Type type, List<Value> dims, String name) {
    var r = new Value(type, name);
    add(new Op.NewArray(r, dims, span));
    return r;
  }

  public Value math(Type.Ref owner, String method, Type type, List<Value> args) {
    Value r = Value.temporary(type);
    add(new Op.Intrinsic(r, owner, method, args, span));
    return r;
  }

  public Value runtime(RuntimeFunction function, Type type, String name, Value... args) {
    var r = new Value(type, name);
    add(new Op.Call(List.of(r), new Callee.Runtime(function), List.of(args), span));
    return r;
  }

  public void runtime(RuntimeFunction function, Value... args) {
    add(new Op.Call(List.of(), new Callee.Runtime(function), List.of(args), span));
  }

  /** Whether a seed, or a factor, is zero. */
  public Value isZero(Guard.Kind kind, Value a) {
    Value r = Value.temporary(Type.BOOLEAN);
    add(Guard.of(r, kind, a, span));
    return r;
  }

  /** NaN, where there is no derivative. */
  public Value undefined() {
    Value r = Value.temporary(Type.DOUBLE);
    add(Guard.undefined(r, span));
    return r;
  }

  public void comment(String text) {
    add(new Op.Comment(text, span));
  }

  /** {@code c ? a : b} with both sides at hand. */
  public Value select(Value condition, Value a, Value b, String name) {
    var r = new Value(a.type(), name);
    add(new Op.If(List.of(r), condition, Block.of(List.of(), List.of(a)), Block.of(List.of(), List.of(b)), span));
    return r;
  }
}
