package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The body of an interface method while it is put together. */
final class ApiBody {
  private final List<Value> params = new ArrayList<>();
  private final List<Op> ops = new ArrayList<>();

  Value parameter(Type type, String name) {
    var p = new Value(type, name);
    params.add(p);
    return p;
  }

  void parameter(Value value) {
    params.add(value);
  }

  /** The parameters so far. */
  List<Value> parameters() {
    return List.copyOf(params);
  }

  List<Op> ops() {
    return ops;
  }

  Value constant(Type type, Object value) {
    var result = Value.temporary(type);
    ops.add(new Op.Const(result, value, Span.NONE));
    return result;
  }

  /** A value that nobody reads. */
  Value placeholder(Type type) {
    return constant(type, type.zero());
  }

  Value cast(Value value, Type type) {
    if (value.type().equals(type)) {
      return value;
    }
    var result = new Value(type, null);
    ops.add(new Op.Cast(result, value, Span.NONE));
    return result;
  }

  Value runtime(RuntimeFunction function, Type type, String name, Value... args) {
    var result = new Value(type, name);
    ops.add(new Op.Call(List.of(result), new Callee.Runtime(function), List.of(args), Span.NONE));
    return result;
  }

  void runtime(RuntimeFunction function, Value... args) {
    ops.add(new Op.Call(List.of(), new Callee.Runtime(function), List.of(args), Span.NONE));
  }

  /** Calls a method of the generated class. */
  List<Value> call(String method, String record, List<String> components, List<Value> args, List<Value> results) {
    ops.add(new Op.Call(results, new Callee.Generated(null, method, record, components), args, Span.NONE));
    return results;
  }

  /** Zeros in the shape of an array. */
  Value zeros(Value array, Type type, String name) {
    if (type.equals(Type.DOUBLE.array()) || type.equals(Type.FLOAT.array()) || type.isTensors()) {
      var length = Value.temporary(Type.INT);
      ops.add(new Op.ArrayLength(length, array, Span.NONE));
      var result = new Value(type, name);
      ops.add(new Op.NewArray(result, List.of(length), Span.NONE));
      return result;
    }
    return runtime(type.innermost() == Type.FLOAT ? RuntimeFunction.FLOAT_ZEROS_LIKE : RuntimeFunction.ZEROS_LIKE,
        type, name, array);
  }

  /** The same, or null for null. */
  Value zerosUnlessNull(Value array, Type type, String name) {
    return choose(isThere(array), type, name, b -> b.zeros(array, type, null), b -> b.constant(type, null));
  }

  /** Whether a reference is not null. */
  Value isThere(Value reference) {
    var there = Value.temporary(Type.BOOLEAN);
    ops.add(new Op.Binary(there, Op.BinaryKind.NE, reference, constant(reference.type(), null), Span.NONE));
    return there;
  }

  /** Does something if a condition holds. */
  void where(Value condition, ApiBody something) {
    ops.add(new Op.If(List.of(), condition, Block.of(something.ops, List.of()), Block.of(List.of(), List.of()), Span.NONE));
  }

  /** One of two values. */
  Value choose(Value condition, Type type, String name, Maker then, Maker otherwise) {
    return choose(condition, List.of(new Value(type, name)), b -> List.of(then.make(b)), b -> List.of(otherwise.make(b))).getFirst();
  }

  /** What makes several values out of a body. */
  interface Makers {
    List<Value> make(ApiBody body);
  }

  /** The results of one of two branches. */
  List<Value> choose(Value condition, List<Value> results, Makers then, Makers otherwise) {
    var a = new ApiBody();
    List<Value> yes = then.make(a);
    var b = new ApiBody();
    List<Value> no = otherwise.make(b);
    ops.add(new Op.If(results, condition, Block.of(a.ops, yes), Block.of(b.ops, no), Span.NONE));
    return results;
  }

  /** What makes a value out of a body. */
  interface Maker {
    Value make(ApiBody body);
  }

  /**
   * The value that belongs to a key, except that keys which are one object share one value.
   *
   * @param key tells whether two are the same
   * @param others earlier keys
   * @param values their values
   */
  Value shared(Value key, List<Value> others, List<Value> values, Maker maker) {
    for (int i = 0; i < others.size(); i++) {
      Value other = others.get(i);
      if (!other.type().equals(key.type())) {
        continue;
      }
      var same = Value.temporary(Type.BOOLEAN);
      ops.add(new Op.Binary(same, Op.BinaryKind.EQ, key, other, Span.NONE));
      var rest = new ApiBody();
      Value made = rest.shared(key, others.subList(i + 1, others.size()), values.subList(i + 1, values.size()), maker);
      var result = new Value(made.type(), made.name());
      ops.add(new Op.If(List.of(result), same, Block.of(List.of(), List.of(values.get(i))),
          Block.of(rest.ops, List.of(made)), Span.NONE));
      return result;
    }
    return maker.make(this);
  }

  /** Does something unless the key is one of the others. */
  void unlessShared(Value key, List<Value> others, Op op) {
    var same = others.stream().filter(o -> o.type().equals(key.type())).toList();
    if (same.isEmpty()) {
      ops.add(op);
      return;
    }
    var different = Value.temporary(Type.BOOLEAN);
    ops.add(new Op.Binary(different, Op.BinaryKind.NE, key, same.getFirst(), Span.NONE));
    var inner = new ApiBody();
    inner.unlessShared(key, same.subList(1, same.size()), op);
    where(different, inner);
  }

  /** The method with this body. */
  Generated.Method method(String name, boolean isPublic, String javadoc, String record, boolean varargs,
      List<Value> yields) {
    var results = yields.stream().map(Value::type).toList();
    var function = new Function(name, name, params, Collections.nCopies(params.size(), false), results,
        Block.of(ops, yields), Span.NONE);
    return new Generated.Method(name, isPublic, javadoc, record, varargs, function);
  }
}
