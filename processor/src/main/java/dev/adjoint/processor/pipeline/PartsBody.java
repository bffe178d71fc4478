package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes records apart and puts them together, in the body of an interface method. */
final class PartsBody {
  static final Op.Reason REASON = new Op.Reason("INTERNAL", List.of());

  private final ApiBody body;
  private final Set<Value> made;
  private final Map<Value, Value> lists;
  private final ObjectsBody objects;

  PartsBody(ApiBody body) {
    this.body = body;
    this.made = Collections.newSetFromMap(new IdentityHashMap<>());
    this.lists = new IdentityHashMap<>();
    this.objects = new ObjectsBody(body, this);
  }

  /** In a block of a body that has taken values apart. */
  PartsBody(ApiBody body, PartsBody outer) {
    this.body = body;
    this.made = outer.made;
    this.lists = outer.lists;
    this.objects = outer.objects;
  }

  /** The objects that were taken apart. */
  ObjectsBody objects() {
    return objects;
  }

  /** Whether an array was made here, so that no other one is the same. */
  boolean isMade(Value array) {
    return made.contains(array);
  }

  /** Notes an array that was made here. */
  void made(Value array) {
    made.add(array);
  }

  /** The leaves of a value, named after the whole. */
  List<Value> leaves(Parts parts, Value value, String name) {
    return switch (parts) {
      case Parts.One p -> List.of(p.type().isPrimitive() && !value.type().isPrimitive() ? unboxed(value, p.type()) : value);
      case Parts.Cell p -> throw new IllegalStateException("a field without its object");
      case Parts.Tuple p when p.object() -> objects.leaves(p, value, name);
      case Parts.Tuple p -> {
        var all = new ArrayList<Value>();
        for (Parts.Part part : p.parts()) {
          String inner = joined(name, part.name());
          all.addAll(leaves(part.parts(), read(value, part.name(), part.parts().type(), inner), inner));
        }
        yield all;
      }
      case Parts.Sum p -> new PartsSums(body).leaves(p, value, name);
      case Parts.Columns p when ObjectArrays.is(p) -> objects.array(p, value, name);
      case Parts.Columns p when p.isListOfArrays() || p.list() && p.element().type().isTensor() ->
          List.of(array(value, p.element().type(), name));
      case Parts.Columns p -> {
        boolean records = p.element().isObject();
        var types = new ArrayList<>(p.element().leaves().stream().map(Parts.Leaf::type).toList());
        var names = new ArrayList<>(p.element().leaves().stream().map(l -> name == null ? null : l.name(name)).toList());
        if (p.list() && records) {
          types.add(Type.BOOLEAN);
          names.add(joined(name, "present"));
        }
        Value rows = p.list() ? array(value, p.elementType(), null) : value;
        var all = new ArrayList<>(columns(rows, types, names, p.list() && records, b -> e -> b.elementLeaves(p, e)));
        if (!p.list() && records) {
          all.add(body.constant(Type.BOOLEAN.array(), null));
        }
        yield all;
      }
    };
  }

  /** The leaves of an element that is not null, with the mark that it is there where a list has marks. */
  private List<Value> elementLeaves(Parts.Columns parts, Value element) {
    var all = new ArrayList<>(leaves(parts.element(), element, null));
    if (parts.list() && parts.element().isObject()) {
      all.add(body.constant(Type.BOOLEAN, true));
    }
    return all;
  }

  /** The elements of a list in an array that nobody else has. */
  Value array(Value list, Type element, String name) {
    var array = new Value(element.array(), name);
    Code.Piece type = element.innermost() instanceof Type.Ref r ? new Code.TypeName(new Type.Ref(r.pkg(), r.names(), List.of()))
        : new Code.Text(element.innermost().toString());
    emit(array, List.of(list), new Code.Operand(0), new Code.Text(".toArray(new "), type,
        new Code.Text("[0]" + "[]".repeat(element.rank()) + ")"));
    made.add(array);
    lists.put(list, array);
    return array;
  }

  /** The array of the elements that a list had, null for one that was not read here. */
  Value elements(Value list) {
    return lists.get(list);
  }

  /** An array as a list. */
  private Value list(Value array, Type type) {
    var list = Value.temporary(type);
    emit(list, List.of(array), new Code.TypeName(Type.Ref.of("java.util", "Arrays")), new Code.Text(".asList("), new Code.Operand(0),
        new Code.Text(")"));
    return list;
  }

  private Value unboxed(Value box, Type type) {
    var number = Value.temporary(type);
    emit(number, List.of(box), new Code.Operand(0), new Code.Text("." + type + "Value()"));
    return number;
  }

  /** Throws where an adjoint of a sealed interface in an adjoint belongs to another class than the value has. */
  void match(Parts parts, Value adjoint, Value value) {
    switch (parts) {
      case Parts.One p -> { }
      case Parts.Cell p -> { }
      case Parts.Sum p -> new PartsSums(body).match(adjoint, value);
      case Parts.Tuple p -> {
        for (Parts.Part part : p.parts()) {
          if (!part.constant() && PartsSums.in(part.parts())) {
            match(part.parts(), read(adjoint, part.adjointName(), outer(part.parts()), null),
                read(value, part.name(), part.parts().type(), null));
          }
        }
      }
      case Parts.Columns p -> {
        if (PartsSums.in(p)) {
          Value adjoints = p.list() ? array(adjoint, outer(p.element()), null) : adjoint;
          Value values = p.list() ? array(value, p.elementType(), null) : value;
          var length = Value.temporary(Type.INT);
          body.ops().add(new Op.ArrayLength(length, values, Span.NONE));
          var i = new Value(Type.INT, "i");
          var loop = new ApiBody();
          var inner = new PartsBody(loop);
          List<Value> cells = inner.cells(List.of(adjoints, values), i);
          inner.match(p.element(), cells.getFirst(), cells.getLast());
          each(i, length, loop);
        }
      }
    }
  }

  static String joined(String name, String component) {
    return name == null ? component : name + ApiNames.capitalized(component);
  }

  /** The differentiated leaves of an adjoint or tangent, in double; in the order of the leaves. */
  List<Value> adjointLeaves(Parts parts, Value adjoint, String name) {
    return adjointLeaves(parts, adjoint, name, false);
  }

  /** The same with zeros for numbers that are declared constant: a core has seeds for these, too. */
  List<Value> seedLeaves(Parts parts, Value seed, String name) {
    return adjointLeaves(parts, seed, name, true);
  }

  /** Both: the leaves of constants where they are wanted. */
  List<Value> adjointLeaves(Parts parts, Value adjoint, String name, boolean constants) {
    return switch (parts) {
      case Parts.One p -> List.of(p.type().isFloating() ? body.cast(adjoint, Type.DOUBLE)
          : ApiSignature.isFloat(p.type()) ? body.runtime(RuntimeFunction.WIDEN, p.type().shadow(), null, adjoint) : adjoint);
      case Parts.Cell p -> adjointLeaves(p.content(), adjoint, name).stream().map(v -> ObjectsBody.one(v, body)).toList();
      case Parts.Tuple p -> {
        var all = new ArrayList<Value>();
        for (Parts.Part part : p.parts()) {
          if (!part.constant() && part.parts().isDifferentiable()) {
            String inner = joined(name, part.name());
            all.addAll(adjointLeaves(part.parts(), read(adjoint, part.adjointName(), outer(part.parts()), inner), inner, constants));
          } else if (constants) {
            part.parts().leaves().stream().filter(l -> l.type().isDifferentiable())
                .forEach(l -> all.add(PartsSums.zero(body, l.type().shadow())));
          }
        }
        yield all;
      }
      case Parts.Sum p -> new PartsSums(body).adjointLeaves(p, adjoint, name, constants);
      case Parts.Columns p when p.list() && p.element() instanceof Parts.One one -> {
        Value rows = p.isListOfArrays() ? array(adjoint, one.type(), null) : adjoint;
        yield adjointLeaves(new Parts.One(one.type().array()), rows, name, constants);
      }
      case Parts.Columns p -> {
        List<Parts.Leaf> leaves = p.element().leaves().stream()
            .filter(l -> l.wrt() || constants && l.type().isDifferentiable()).toList();
        List<Type> types = leaves.stream().map(l -> l.type().shadow()).toList();
        List<String> names = leaves.stream().map(l -> name == null ? null : l.name(name)).toList();
        Value rows = p.list() ? array(adjoint, outer(p.element()), null) : adjoint;
        yield columns(rows, types, names, p.list() || ObjectArrays.is(p), b -> e -> b.adjointLeaves(p.element(), e, null, constants));
      }
    };
  }

  /** The type in which a user gives or gets an adjoint or tangent: that of numbers or tensors in a list is an array. */
  static Type outer(Parts parts) {
    return switch (parts) {
      case Parts.One p -> p.type();
      case Parts.Cell p -> outer(p.content());
      case Parts.Tuple p -> ApiNames.adjointClass(p.type());
      case Parts.Sum p -> ApiNames.adjointClass(p.type());
      case Parts.Columns p when p.list() && !outer(p.element()).isPrimitive() && !outer(p.element()).isTensor() ->
          new Type.Ref("java.util", List.of("List"), List.of(outer(p.element())));
      case Parts.Columns p -> outer(p.element()).array();
    };
  }

  private interface Element {
    List<Value> leaves(Value element);
  }

  private interface Inner {
    Element in(PartsBody body);
  }

  /**
   * For each leaf of the elements an array of it.
   *
   * @param nulls whether an element may be null, which leaves the zeros and the null references of new arrays
   */
  private List<Value> columns(Value array, List<Type> types, List<String> names, boolean nulls, Inner inner) {
    var length = Value.temporary(Type.INT);
    body.ops().add(new Op.ArrayLength(length, array, Span.NONE));
    var columns = new ArrayList<Value>();
    for (int k = 0; k < types.size(); k++) {
      var column = new Value(types.get(k).array(), names.get(k));
      body.ops().add(new Op.NewArray(column, List.of(length), Span.NONE));
      columns.add(column);
      made.add(column);
    }
    var i = new Value(Type.INT, "i");
    var loop = new ApiBody();
    var element = Value.temporary(array.type().elementType());
    loop.ops().add(new Op.Load(element, array, i, Span.NONE));
    var one = nulls ? new ApiBody() : loop;
    List<Value> leaves = inner.in(new PartsBody(one)).leaves(element);
    for (int k = 0; k < columns.size(); k++) {
      one.ops().add(new Op.Store(columns.get(k), i, leaves.get(k), Span.NONE));
    }
    if (nulls) {
      loop.where(loop.isThere(element), one);
    }
    each(i, length, loop);
    return columns;
  }

  private void each(Value i, Value length, ApiBody loop) {
    body.ops().add(new Op.For(List.of(), i, body.constant(Type.INT, 0), length, 1, false, List.of(),
        Block.of(loop.ops(), List.of()), Span.NONE));
  }

  Value read(Value record, String component, Type type, String name) {
    var result = new Value(type, name);
    emit(result, List.of(record), new Code.Operand(0), new Code.Text("." + component + "()"));
    return result;
  }

  /** Code around values; the type is null for a statement. */
  Value emit(Type type, String name, List<Value> operands, List<Code.Piece> pieces) {
    Value result = type == null ? null : new Value(type, name);
    body.ops().add(new Op.Opaque(result, new Code(pieces), operands, type == null ? Op.Effect.EFFECT : Op.Effect.READS, REASON, Span.NONE));
    return result;
  }

  /** The beginning of a conversion to an array of that rank. */
  static List<Code.Piece> cast(Type innermost, int rank) {
    Code.Piece name = innermost instanceof Type.Ref r ? new Code.TypeName(r) : new Code.Text(innermost.toString());
    return new ArrayList<>(List.of(new Code.Text("("), name, new Code.Text("[]".repeat(rank) + ") ")));
  }

  /** A record of its leaves, null unless the mark behind them is set. */
  Value perhaps(Parts.Tuple parts, List<Value> leavesAndMark) {
    return body.choose(leavesAndMark.getLast(), parts.type(), null,
        b -> new PartsBody(b).whole(parts, leavesAndMark.subList(0, leavesAndMark.size() - 1)), b -> b.constant(parts.type(), null));
  }

  void emit(Value result, List<Value> operands, Code.Piece... pieces) {
    body.ops().add(new Op.Opaque(result, new Code(List.of(pieces)), operands, Op.Effect.READS, REASON, Span.NONE));
  }

  Value create(Type.Ref type, List<Value> components) {
    var pieces = new ArrayList<Code.Piece>();
    pieces.add(new Code.Text("new "));
    pieces.add(new Code.TypeName(type));
    pieces.add(new Code.Text("("));
    for (int i = 0; i < components.size(); i++) {
      pieces.add(new Code.Text(i == 0 ? "" : ", "));
      pieces.add(new Code.Operand(i));
    }
    pieces.add(new Code.Text(")"));
    var result = Value.temporary(type);
    emit(result, components, pieces.toArray(Code.Piece[]::new));
    return result;
  }

  /** A value of its leaves. */
  Value whole(Parts parts, List<Value> leaves) {
    return switch (parts) {
      case Parts.One p -> leaves.getFirst();
      case Parts.Cell p -> throw new IllegalStateException("a field of a record");
      case Parts.Tuple p -> {
        var components = new ArrayList<Value>();
        int at = 0;
        for (Parts.Part part : p.parts()) {
          int n = part.parts().leaves().size();
          components.add(whole(part.parts(), leaves.subList(at, at + n)));
          at += n;
        }
        yield create(Type.Ref.of(p.type().pkg(), p.type().names().toArray(String[]::new)), components);
      }
      case Parts.Sum p -> new PartsSums(body).whole(p, leaves);
      case Parts.Columns p -> rows(p, leaves);
    };
  }

  private Value rows(Parts.Columns parts, List<Value> leaves) {
    boolean records = parts.element().isObject();
    List<Value> columns = records ? leaves.subList(0, leaves.size() - 1) : leaves;
    var length = Value.temporary(Type.INT);
    body.ops().add(new Op.ArrayLength(length, columns.getFirst(), Span.NONE));
    var array = new Value(parts.type(), "rows");
    body.ops().add(new Op.NewArray(array, List.of(length), Span.NONE));
    var i = new Value(Type.INT, "i");
    var loop = new ApiBody();
    var inner = new PartsBody(loop);
    if (!records) {
      loop.ops().add(new Op.Store(array, i, inner.whole(parts.element(), inner.cells(columns, i)), Span.NONE));
    } else {
      var there = Value.temporary(Type.BOOLEAN);
      inner.emit(there, List.of(leaves.getLast(), i), new Code.Operand(0), new Code.Text(" == null || "), new Code.Operand(0),
          new Code.Text("["), new Code.Operand(1), new Code.Text("]"));
      var one = new ApiBody();
      var made = new PartsBody(one);
      one.ops().add(new Op.Store(array, i, made.whole(parts.element(), made.cells(columns, i)), Span.NONE));
      loop.where(there, one);
    }
    each(i, length, loop);
    return array;
  }

  private List<Value> cells(List<Value> columns, Value i) {
    var cells = new ArrayList<Value>();
    for (Value column : columns) {
      var cell = Value.temporary(column.type().elementType());
      body.ops().add(new Op.Load(cell, column, i, Span.NONE));
      cells.add(cell);
    }
    return cells;
  }

  /**
   * An adjoint or tangent of its leaves.
   *
   * @param adjoints for each leaf its adjoint in double, null where it has none, which is zero
   * @param values the leaves themselves
   */
  Value adjoint(Parts parts, List<Value> adjoints, List<Value> values) {
    return switch (parts) {
      case Parts.One p -> one(p.type(), adjoints.getFirst(), values.getFirst());
      case Parts.Cell p -> adjoint(p.content(), adjoints.stream().map(a -> a == null ? null : ObjectsBody.held(a, body)).toList(),
          values.stream().map(v -> v == null ? null : ObjectsBody.held(v, body)).toList());
      case Parts.Tuple p -> {
        var components = new ArrayList<Value>();
        int at = 0;
        for (Parts.Part part : p.parts()) {
          int n = part.parts().leaves().size();
          if (!part.constant() && part.parts().isDifferentiable()) {
            components.add(adjoint(part.parts(), adjoints.subList(at, at + n), values.subList(at, at + n)));
          }
          at += n;
        }
        yield create(ApiNames.adjointClass(p.type()), components);
      }
      case Parts.Sum p -> new PartsSums(body).adjoint(p, adjoints, values);
      case Parts.Columns p when p.list() && p.element() instanceof Parts.One one -> {
        Value rows = one(one.type().array(), adjoints.getFirst(), values.getFirst());
        yield p.isListOfArrays() ? list(rows, outer(p)) : rows;
      }
      case Parts.Columns p -> {
        var length = Value.temporary(Type.INT);
        body.ops().add(new Op.ArrayLength(length, values.getFirst(), Span.NONE));
        var array = new Value(outer(p.element()).array(), "adjoints");
        body.ops().add(new Op.NewArray(array, List.of(length), Span.NONE));
        var i = new Value(Type.INT, "i");
        var loop = new ApiBody();
        var inner = new PartsBody(loop);
        int n = p.element().leaves().size();
        var cells = new ArrayList<Value>();
        for (Value column : adjoints.subList(0, n)) {
          cells.add(column == null ? null : inner.cells(List.of(column), i).getFirst());
        }
        // a number that has none is zero, whatever it is
        List<Value> like = new ArrayList<>();
        for (Value column : values.subList(0, n)) {
          boolean asked = cells.contains(null) && (column.type().rank() > 1 || p.element().leaves().get(like.size()).choice());
          like.add(asked ? inner.cells(List.of(column), i).getFirst() : null);
        }
        boolean marks = p.list() && p.element().isObject() || ObjectArrays.is(p);
        var one = marks ? new ApiBody() : loop;
        Value element = new PartsBody(one).adjoint(p.element(), cells, like);
        one.ops().add(new Op.Store(array, i, element, Span.NONE));
        if (marks) {
          Value there = inner.cells(List.of(values.getLast()), i).getFirst();
          loop.where(there, one);
        }
        each(i, length, loop);
        yield p.list() ? list(array, outer(p)) : array;
      }
    };
  }

  private Value one(Type type, Value adjoint, Value value) {
    if (adjoint == null) {
      return type.isArray() ? body.zeros(value, type, null) : body.constant(type, type == Type.FLOAT ? (Object) 0f
          : type == Type.DOUBLE ? (Object) 0.0 : null);
    }
    if (type.isFloating()) {
      return body.cast(adjoint, type);
    }
    if (ApiSignature.isFloat(type)) {
      Value narrow = body.zeros(value, type, "narrow");
      body.runtime(RuntimeFunction.NARROW_INTO, adjoint, narrow);
      return narrow;
    }
    return adjoint;
  }
}
