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

  /** Whether a parameter is an object or an array of objects, which are taken apart. */
  static boolean isGiven(Parts parts) {
    return isObject(parts) || ObjectArrays.is(parts);
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
      case Parts.Columns p when ObjectArrays.is(p) -> {
        var all = new ArrayList<>(depths(p.element()));
        all.replaceAll(d -> d == 0 ? 0 : d + 1);
        all.add(0);
        yield all;
      }
      case Parts.Columns p -> Collections.nCopies(p.leaves().size(), 0);
    };
  }

  /**
   * The adjoints of the fields of a parameter, which begin with those of its final state where the user gave them.
   *
   * @param leaves the parameters of the core
   * @param given what the user gave, which may be null when the method runs; or null
   * @param byLeaf takes them, at the index of their leaf
   * @param held takes what the user gave for numbers and tensors in fields that are final, which have it after the method as before;
   *     null where nobody adds it
   */
  void fields(PartsSignature s, int parameter, List<Value> leaves, Value given, Value[] byLeaf, Value[] held) {
    Parts parts = s.parts(parameter);
    int first = s.first(parameter);
    List<Integer> depths = depths(parts);
    for (int k = 0; k < depths.size(); k++) {
      if (s.primal.wrt().get(first + k) && leaves.get(first + k).type().isArray()) {
        byLeaf[first + k] = zeros(leaves.get(first + k), ObjectArrays.is(parts) ? 0 : depths.get(k));
      }
    }
    if (given == null) {
      return;
    }
    var some = new ApiBody();
    List<Value> finals = new PartsBody(some).adjointLeaves(parts, given, given.name());
    var none = new ApiBody();
    var values = new ArrayList<Value>();
    var absent = new ArrayList<Value>();
    var results = new ArrayList<Value>();
    int next = 0;
    for (int k = 0; k < depths.size(); k++) {
      if (parts.leaves().get(k).wrt()) {
        Value adjoint = finals.get(next++);
        if (byLeaf[first + k] != null) {
          some.ops().add(TensorArguments.adding(adjoint, byLeaf[first + k], RuntimeFunction.ADD_INTO));
        } else if (held != null && s.primal.wrt().get(first + k) && leaves.get(first + k).type().hasAdjointValue()) {
          values.add(adjoint);
          absent.add(none.placeholder(adjoint.type()));
          results.add(new Value(adjoint.type(), s.unused(s.primal.params().get(first + k).name() + "Held")));
          held[first + k] = results.getLast();
        }
      }
    }
    body.ops().add(new Op.If(results, body.isThere(given), Block.of(some.ops(), values), Block.of(none.ops(), absent), Span.NONE));
  }

  /** Zeros for an array that stands for fields, or is in one: the same ones for the same array. */
  private Value zeros(Value array, int depth) {
    Type type = array.type().shadow();
    String name = array.name() + "Adjoint";
    Value inner = null;
    if (depth > 0 && array.type().elementType().isArray()) {
      inner = zeros(ObjectsBody.held(array, body), depth - 1);
    }
    Value content = inner;
    Value made = body.shared(array, keys, shared, b -> content != null ? ObjectsBody.one(content, b)
        : depth > 0 ? b.zeros(array, type, name) : b.zerosUnlessNull(array, type, name));
    keys.add(array);
    shared.add(made);
    return made;
  }

  /** Whether a method may assign a field of any object that is taken apart. */
  static boolean mayChange(Function f, Unit.Signature signature) {
    int first = 0;
    for (Unit.Parameter p : signature.params()) {
      if (isGiven(p.parts()) && mayChange(f, p.parts(), first)) {
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
