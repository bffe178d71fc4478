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
import java.util.Set;

/** Takes records apart and puts them together, in the body of an interface method. */
final class PartsBody {
  private static final Op.Reason REASON = new Op.Reason("INTERNAL", List.of());

  private final ApiBody body;
  private final Set<Value> made = Collections.newSetFromMap(new IdentityHashMap<>());

  PartsBody(ApiBody body) {
    this.body = body;
  }

  /** Whether an array was made here, so that no other one is the same. */
  boolean isMade(Value array) {
    return made.contains(array);
  }

  /** The leaves of a value, named after the whole. */
  List<Value> leaves(Parts parts, Value value, String name) {
    return switch (parts) {
      case Parts.One p -> List.of(value);
      case Parts.Tuple p -> {
        var all = new ArrayList<Value>();
        for (Parts.Part part : p.parts()) {
          String inner = joined(name, part.name());
          all.addAll(leaves(part.parts(), read(value, part.name(), part.parts().type(), inner), inner));
        }
        yield all;
      }
      case Parts.Columns p -> {
        List<Type> types = p.element().leaves().stream().map(Parts.Leaf::type).toList();
        List<String> names = p.element().leaves().stream().map(l -> name == null ? null : l.name(name)).toList();
        var all = new ArrayList<>(columns(value, p.type(), types, names, b -> e -> b.leaves(p.element(), e, null)));
        if (p.element() instanceof Parts.Tuple) {
          all.add(body.constant(Type.BOOLEAN.array(), null));
        }
        yield all;
      }
    };
  }

  private static String joined(String name, String component) {
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

  private List<Value> adjointLeaves(Parts parts, Value adjoint, String name, boolean constants) {
    return switch (parts) {
      case Parts.One p -> List.of(p.type().isFloating() ? body.cast(adjoint, Type.DOUBLE)
          : ApiSignature.isFloat(p.type()) ? body.runtime(RuntimeFunction.WIDEN, p.type().shadow(), null, adjoint) : adjoint);
      case Parts.Tuple p -> {
        var all = new ArrayList<Value>();
        for (Parts.Part part : p.parts()) {
          if (!part.constant() && part.parts().isDifferentiable()) {
            String inner = joined(name, part.name());
            all.addAll(adjointLeaves(part.parts(), read(adjoint, part.name(), outer(part.parts()), inner), inner, constants));
          } else if (constants) {
            part.parts().leaves().stream().filter(l -> l.type().isDifferentiable())
                .forEach(l -> all.add(body.constant(Type.DOUBLE, 0.0)));
          }
        }
        yield all;
      }
      case Parts.Columns p -> {
        List<Parts.Leaf> leaves = p.element().leaves().stream()
            .filter(l -> l.wrt() || constants && l.type().isDifferentiable()).toList();
        List<Type> types = leaves.stream().map(l -> l.type().shadow()).toList();
        List<String> names = leaves.stream().map(l -> name == null ? null : l.name(name)).toList();
        yield columns(adjoint, adjoint.type(), types, names, b -> e -> b.adjointLeaves(p.element(), e, null, constants));
      }
    };
  }

  /** The type in which a user gives or gets an adjoint or tangent. */
  static Type outer(Parts parts) {
    return switch (parts) {
      case Parts.One p -> p.type();
      case Parts.Tuple p -> ApiNames.adjointClass(p.type());
      case Parts.Columns p -> outer(p.element()).array();
    };
  }

  private interface Element {
    List<Value> leaves(Value element);
  }

  private interface Inner {
    Element in(PartsBody body);
  }

  /** For each leaf of the elements an array of it. */
  private List<Value> columns(Value array, Type type, List<Type> types, List<String> names, Inner inner) {
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
    var element = Value.temporary(type.elementType());
    loop.ops().add(new Op.Load(element, array, i, Span.NONE));
    List<Value> leaves = inner.in(new PartsBody(loop)).leaves(element);
    for (int k = 0; k < columns.size(); k++) {
      loop.ops().add(new Op.Store(columns.get(k), i, leaves.get(k), Span.NONE));
    }
    each(i, length, loop);
    return columns;
  }

  private void each(Value i, Value length, ApiBody loop) {
    body.ops().add(new Op.For(List.of(), i, body.constant(Type.INT, 0), length, 1, false, List.of(),
        Block.of(loop.ops(), List.of()), Span.NONE));
  }

  private Value read(Value record, String component, Type type, String name) {
    var result = new Value(type, name);
    emit(result, List.of(record), new Code.Operand(0), new Code.Text("." + component + "()"));
    return result;
  }

  private void emit(Value result, List<Value> operands, Code.Piece... pieces) {
    body.ops().add(new Op.Opaque(result, new Code(List.of(pieces)), operands, Op.Effect.READS, REASON, Span.NONE));
  }

  private Value create(Type.Ref type, List<Value> components) {
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
      case Parts.Columns p -> rows(p, leaves);
    };
  }

  private Value rows(Parts.Columns parts, List<Value> leaves) {
    boolean records = parts.element() instanceof Parts.Tuple;
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
      loop.ops().add(new Op.If(List.of(), there, Block.of(one.ops(), List.of()), Block.of(List.of(), List.of()), Span.NONE));
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
      case Parts.Columns p -> {
        var length = Value.temporary(Type.INT);
        body.ops().add(new Op.ArrayLength(length, values.getFirst(), Span.NONE));
        var array = new Value(outer(p), "adjoints");
        body.ops().add(new Op.NewArray(array, List.of(length), Span.NONE));
        var i = new Value(Type.INT, "i");
        var loop = new ApiBody();
        var inner = new PartsBody(loop);
        int n = p.element().leaves().size();
        var cells = new ArrayList<Value>();
        for (Value column : adjoints.subList(0, n)) {
          cells.add(column == null ? null : inner.cells(List.of(column), i).getFirst());
        }
        List<Value> like = cells.contains(null) ? inner.cells(values.subList(0, n), i) : cells;
        Value element = inner.adjoint(p.element(), cells, like);
        loop.ops().add(new Op.Store(array, i, element, Span.NONE));
        each(i, length, loop);
        yield array;
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
