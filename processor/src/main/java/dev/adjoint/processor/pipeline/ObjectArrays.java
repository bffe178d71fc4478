package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of objects that are parameters, in the body of an interface method: for each field an array over the elements, in which one
 * that may be assigned is an array of one. Elements that are one object have the same of these.
 *
 * <p>Invariant: no element is another argument, nor an element of another array, which the interface checks.
 */
final class ObjectArrays {
  /** An array that was taken apart. */
  private record Seen(Value array, Parts.Columns parts, List<Value> columns, Value first) {}

  private final ApiBody body;
  private final ObjectsBody objects;
  private final List<Seen> seen = new ArrayList<>();

  ObjectArrays(ApiBody body, ObjectsBody objects) {
    this.body = body;
    this.objects = objects;
  }

  /** Whether a parameter is such an array. */
  static boolean is(Parts parts) {
    return parts instanceof Parts.Columns c && !c.list() && ObjectAdjoints.isObject(c.element());
  }

  /** The leaves of an array: columns, and behind them which elements are there. */
  List<Value> leaves(Parts.Columns parts, Value array, String name) {
    var tuple = (Parts.Tuple) parts.element();
    seen.forEach(s -> apart(s, name, array, tuple.type()));
    Value first = body.runtime(RuntimeFunction.FIRST_PLACES, Type.INT.array(), name + "First", body.constant(Type.STRING, name), array,
        body.constant(Type.STRING, ObjectsBody.binaryName(tuple.type())));
    var length = Value.temporary(Type.INT);
    body.ops().add(new Op.ArrayLength(length, array, Span.NONE));
    var columns = new ArrayList<Value>();
    for (Parts.Leaf leaf : parts.leaves()) {
      var column = new Value(leaf.type(), leaf.name(name));
      body.ops().add(new Op.NewArray(column, List.of(length), Span.NONE));
      columns.add(column);
    }
    var i = new Value(Type.INT, "i");
    var one = new ApiBody();
    Value element = element(array, i, one);
    Value place = element(first, i, one);
    var isFirst = Value.temporary(Type.BOOLEAN);
    one.ops().add(new Op.Binary(isFirst, Op.BinaryKind.EQ, place, i, Span.NONE));
    var made = new ApiBody();
    var again = new ApiBody();
    for (int k = 0; k < tuple.parts().size(); k++) {
      Parts.Part part = tuple.parts().get(k);
      boolean isCell = part.parts() instanceof Parts.Cell;
      ApiBody into = isCell ? made : one;
      Value held = new ObjectsBody(into, new PartsBody(into)).read(element, part, null, false);
      into.ops().add(new Op.Store(columns.get(k), i, isCell ? ObjectsBody.one(held, into) : held, Span.NONE));
      if (isCell) {
        again.ops().add(new Op.Store(columns.get(k), i, element(columns.get(k), place, again), Span.NONE));
      }
    }
    one.ops().add(new Op.If(List.of(), isFirst, Block.of(made.ops(), List.of()), Block.of(again.ops(), List.of()), Span.NONE));
    one.ops().add(new Op.Store(columns.getLast(), i, one.constant(Type.BOOLEAN, true), Span.NONE));
    each(array, i, length, one, body);
    seen.add(new Seen(array, parts, columns, first));
    return columns;
  }

  private static Value element(Value array, Value index, ApiBody into) {
    var element = Value.temporary(array.type().elementType());
    into.ops().add(new Op.Load(element, array, index, Span.NONE));
    return element;
  }

  /** Runs something for each element that is not null. */
  private static void each(Value array, Value i, Value length, ApiBody something, ApiBody into) {
    var loop = new ApiBody();
    loop.where(loop.isThere(element(array, i, loop)), something);
    into.ops().add(new Op.For(List.of(), i, into.constant(Type.INT, 0), length, 1, false, List.of(), Block.of(loop.ops(), List.of()),
        Span.NONE));
  }

  /** Checks that another argument is none of the elements of the arrays. */
  void apart(String name, Value other, Type.Ref type) {
    seen.forEach(s -> apart(s, name, other, type));
  }

  private void apart(Seen s, String name, Value other, Type.Ref type) {
    if (type == null || s.parts().element().type().equals(type)) {
      body.runtime(RuntimeFunction.CHECK_ELEMENTS, body.constant(Type.STRING, s.array().name()), s.array(), body.constant(Type.STRING, name),
          other);
    }
  }

  /**
   * Adds up what the places of one object have in the adjoints or tangents of fields that cannot be assigned, each of which has its own.
   *
   * @param array the parameter
   * @param adjoints for each leaf, null where there is none
   */
  void share(Value array, List<Value> adjoints, ApiBody into) {
    for (Seen s : seen) {
      List<Parts.Part> parts = ((Parts.Tuple) s.parts().element()).parts();
      for (int k = 0; k < parts.size() && s.array() == array; k++) {
        if (!(parts.get(k).parts() instanceof Parts.Cell) && adjoints.get(k) != null) {
          into.runtime(RuntimeFunction.SHARE_TOTALS, s.first(), adjoints.get(k));
        }
      }
    }
  }

  /** Puts what the columns hold back into the elements. */
  void back(ApiBody into) {
    for (Seen s : seen) {
      var i = new Value(Type.INT, "i");
      var one = new ApiBody();
      Value element = element(s.array(), i, one);
      var tuple = (Parts.Tuple) s.parts().element();
      for (int k = 0; k < tuple.parts().size(); k++) {
        if (tuple.parts().get(k).parts() instanceof Parts.Cell cell) {
          objects.write(element, tuple.parts().get(k), cell.content(), List.of(element(s.columns().get(k), i, one)), one);
        }
      }
      var length = Value.temporary(Type.INT);
      into.ops().add(new Op.ArrayLength(length, s.array(), Span.NONE));
      each(s.array(), i, length, one, into);
    }
  }
}
