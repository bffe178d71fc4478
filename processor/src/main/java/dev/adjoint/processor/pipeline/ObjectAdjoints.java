package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The adjoints or tangents of the fields of objects, while a derivative runs: arrays in the shape of those that stand for the
 * objects, one for each.
 */
final class ObjectAdjoints {
  private final ApiBody body;
  private final List<Value> keys;
  private final List<Value> shared;

  /**
   * For one call.
   *
   * @param keys arrays that have adjoints already
   * @param shared those
   */
  ObjectAdjoints(ApiBody body, List<Value> keys, List<Value> shared) {
    this.body = body;
    this.keys = keys;
    this.shared = shared;
  }

  static boolean isObject(Parts parts) {
    return parts instanceof Parts.Tuple t && t.object();
  }

  /** For each leaf, how many fields that may be assigned lead to it. */
  static List<Integer> depths(Parts parts) {
    return switch (parts) {
      case Parts.One p -> List.of(0);
      case Parts.Cell p -> {
        var all = new ArrayList<>(depths(p.content()));
        all.replaceAll(d -> d + 1);
        if (all.size() < p.leaves().size()) {
          all.add(1);
        }
        yield all;
      }
      case Parts.Tuple p -> p.parts().stream().flatMap(part -> depths(part.parts()).stream()).toList();
      case Parts.Sum p -> Collections.nCopies(p.leaves().size(), 0);
      case Parts.Columns p -> Collections.nCopies(p.leaves().size(), 0);
    };
  }

  /** Zeros for an array that stands for fields, or is in one: the same ones for the same array. */
  Value zeros(Value array, int depth) {
    Type type = array.type().shadow();
    String name = array.name() + "Adjoint";
    Value inner = null;
    if (depth > 0 && array.type().elementType().isArray()) {
      inner = zeros(ObjectsBody.held(array, body), depth - 1);
    }
    Value content = inner;
    Value made = body.shared(array, keys, shared, b -> content != null ? ObjectsBody.one(content, b)
        : depth > 0 ? b.zeros(array, type, name) : perhaps(array, type, name, b));
    keys.add(array);
    shared.add(made);
    return made;
  }

  /** Zeros in the shape of an array, null for null. */
  private static Value perhaps(Value array, Type type, String name, ApiBody into) {
    var there = Value.temporary(Type.BOOLEAN);
    into.ops().add(new Op.Binary(there, Op.BinaryKind.NE, array, into.constant(array.type(), null), Span.NONE));
    var some = new ApiBody();
    Value made = some.zeros(array, type, null);
    var none = new ApiBody();
    Value absent = none.constant(type, null);
    var result = new Value(type, name);
    into.ops().add(new Op.If(List.of(result), there, Block.of(some.ops(), List.of(made)), Block.of(none.ops(), List.of(absent)),
        Span.NONE));
    return result;
  }

  /** Adds what a user gave. */
  static void add(Value given, Value to, ApiBody into) {
    into.ops().add(new Op.Call(List.of(), new Callee.Runtime(RuntimeFunction.ADD_INTO), List.of(given, to), Span.NONE));
  }

  /** Whether a method may assign a field of any object that is taken apart. */
  static boolean mayChange(Function f, Unit.Signature signature) {
    int first = 0;
    for (Unit.Parameter p : signature.params()) {
      if (isObject(p.parts()) && mayChange(f, p.parts(), first)) {
        return true;
      }
      first += p.parts().leaves().size();
    }
    return false;
  }

  /** Whether a function may assign a field of a parameter: it does more than read the arrays that stand for it. */
  static boolean mayChange(Function f, Parts parts, int firstLeaf) {
    List<Integer> depths = depths(parts);
    for (int i = 0; i < depths.size(); i++) {
      if (depths.get(i) > 0 && !onlyRead(f.params().get(firstLeaf + i), depths.get(i), f.body())) {
        return true;
      }
    }
    return false;
  }

  private static boolean onlyRead(Value array, int depth, Block scope) {
    for (Op op : scope.ops()) {
      boolean uses = Ops.operands(op).contains(array);
      boolean reads = op instanceof Op.Load l && l.array() == array || op instanceof Op.ArrayLength;
      if (uses && !reads) {
        return false;
      }
      if (op instanceof Op.Load l && l.array() == array && depth > 1 && !onlyRead(l.result(), depth - 1, scope)) {
        return false;
      }
      for (Block inner : Ops.blocks(op)) {
        if (inner.yields().contains(array) || !onlyRead(array, depth, inner)) {
          return false;
        }
      }
    }
    return !scope.yields().contains(array);
  }
}
