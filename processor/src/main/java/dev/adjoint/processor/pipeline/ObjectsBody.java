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
import java.util.List;

/**
 * Objects in the body of an interface method: before the call their fields are read, those that may be assigned into arrays of
 * one, and after it what these hold goes back into the objects.
 *
 * <p>Invariant: references to one object have the same arrays.
 */
final class ObjectsBody {
  /** An object that was taken apart, and the arrays of its fields that may be assigned. */
  private record Seen(Value object, Parts.Tuple parts, List<Value> cells) {}

  private final ApiBody body;
  private final PartsBody records;
  private final ObjectArrays arrays;
  private final List<Seen> seen = new ArrayList<>();

  ObjectsBody(ApiBody body, PartsBody records) {
    this.body = body;
    this.records = records;
    this.arrays = new ObjectArrays(body, this);
  }

  /** The leaves of an array of objects. */
  List<Value> array(Parts.Columns parts, Value array, String name) {
    for (Seen s : seen) {
      if (s.parts().type().equals(parts.element().type())) {
        body.runtime(RuntimeFunction.CHECK_ELEMENTS, body.constant(Type.STRING, name), array, body.constant(Type.STRING, s.object().name()),
            s.object());
      }
    }
    return arrays.leaves(parts, array, name);
  }

  /** The leaves of an object, which must be of exactly its class. */
  List<Value> leaves(Parts.Tuple parts, Value object, String name) {
    checkClass(parts, object, name, body);
    return leaves(parts, object, name, false);
  }

  private static void checkClass(Parts.Tuple parts, Value object, String name, ApiBody into) {
    Value type = into.constant(Type.STRING, binaryName(parts.type()));
    into.runtime(RuntimeFunction.CHECK_CLASS, into.constant(Type.STRING, name), object, type);
  }

  /** An object that is not taken apart must not be one of those that are. */
  void others(String method, Value whole) {
    arrays.apart(whole.name(), whole, null);
    for (Seen s : seen) {
      if (!s.cells().isEmpty()) {
        body.runtime(RuntimeFunction.CHECK_OTHER, body.constant(Type.STRING, method), body.constant(Type.STRING, whole.name()), whole,
            body.constant(Type.STRING, s.object().name()), s.object());
      }
    }
  }

  /** The arrays of objects. */
  ObjectArrays arrays() {
    return arrays;
  }

  static String binaryName(Type.Ref type) {
    return (type.pkg().isEmpty() ? "" : type.pkg() + ".") + String.join("$", type.names());
  }

  private List<Value> leaves(Parts.Tuple parts, Value object, String name, boolean perhapsNull) {
    var contents = new ArrayList<List<Value>>();
    var cells = new ArrayList<Value>();
    for (Parts.Part part : parts.parts()) {
      String inner = name + ApiNames.capitalized(part.name());
      Value held = read(object, part, inner, perhapsNull);
      boolean isCell = part.parts() instanceof Parts.Cell;
      Parts content = part.parts() instanceof Parts.Cell c ? c.content() : part.parts();
      if (content instanceof Parts.Tuple tuple && tuple.object()) {
        // what a final field refers to is there where the object is
        Value there = isCell ? held : perhapsNull ? object : null;
        var check = new ApiBody();
        checkClass(tuple, held, inner, there == null ? body : check);
        if (there != null) {
          body.where(body.isThere(there), check);
        }
      }
      List<Value> leaves = contents(content, held, inner, isCell);
      contents.add(leaves);
      if (isCell) {
        cells.addAll(leaves);
      }
    }
    List<Value> fields = shared(object, parts, cells, seen, body);
    arrays.apart(name, object, parts.type());
    seen.add(new Seen(object, parts, fields));
    var all = new ArrayList<Value>();
    int at = 0;
    for (int i = 0; i < parts.parts().size(); i++) {
      boolean isCell = parts.parts().get(i).parts() instanceof Parts.Cell;
      int n = contents.get(i).size();
      all.addAll(isCell ? fields.subList(at, at + n) : contents.get(i));
      at += isCell ? n : 0;
    }
    return all;
  }

  private List<Value> contents(Parts content, Value held, String name, boolean isCell) {
    if (!(content instanceof Parts.Tuple tuple)) {
      return records.leaves(content, held, name);
    }
    var leaves = new ArrayList<>(tuple.object() ? leaves(tuple, held, name, true) : records.leaves(tuple, held, name));
    if (isCell) {
      leaves.add(body.isThere(held));
    }
    return leaves;
  }

  /** The arrays of an object that is one of the others, or new ones with these contents. */
  private List<Value> shared(Value object, Parts.Tuple parts, List<Value> contents, List<Seen> others, ApiBody into) {
    for (int i = 0; i < others.size(); i++) {
      Seen other = others.get(i);
      if (!other.parts().equals(parts) || contents.isEmpty()) {
        continue;
      }
      var same = Value.temporary(Type.BOOLEAN);
      into.ops().add(new Op.Binary(same, Op.BinaryKind.EQ, object, other.object(), Span.NONE));
      var rest = new ApiBody();
      List<Value> made = shared(object, parts, contents, others.subList(i + 1, others.size()), rest);
      List<Value> results = made.stream().map(m -> new Value(m.type(), m.name())).toList();
      into.ops().add(new Op.If(results, same, Block.of(List.of(), other.cells()), Block.of(rest.ops(), made), Span.NONE));
      return results;
    }
    return contents.stream().map(c -> one(c, into)).toList();
  }

  /** An array of one that holds a value. */
  static Value one(Value content, ApiBody into) {
    var cell = new Value(content.type().array(), content.name());
    into.ops().add(new Op.NewArray(cell, List.of(into.constant(Type.INT, 1)), Span.NONE));
    into.ops().add(new Op.Store(cell, into.constant(Type.INT, 0), content, Span.NONE));
    return cell;
  }

  /** What an array of one holds. */
  static Value held(Value cell, ApiBody into) {
    var held = Value.temporary(cell.type().elementType());
    into.ops().add(new Op.Load(held, cell, into.constant(Type.INT, 0), Span.NONE));
    return held;
  }

  Value read(Value object, Parts.Part part, String name, boolean perhapsNull) {
    Type type = part.parts().type();
    var pieces = new ArrayList<Code.Piece>();
    if (perhapsNull) {
      pieces.addAll(List.of(new Code.Operand(0), new Code.Text(" == null ? " + zero(type) + " : ")));
    }
    if (part.handle() == null) {
      pieces.addAll(List.of(new Code.Operand(0), new Code.Text("." + part.name())));
    } else {
      pieces.addAll(PartsBody.cast(type.innermost(), type.rank()));
      pieces.addAll(List.of(part.handle(), new Code.Text(".get("), new Code.Operand(0), new Code.Text(")")));
    }
    return records.emit(type, name, List.of(object), pieces);
  }

  private static String zero(Type type) {
    return type == Type.BOOLEAN ? "false" : type == Type.FLOAT ? "0.0f" : type == Type.DOUBLE ? "0.0"
        : type == Type.LONG ? "0L" : type.isPrimitive() ? "0" : "null";
  }

  /** Puts what the arrays hold back into the objects. */
  void back(ApiBody into) {
    arrays.back(into);
    for (Seen s : seen) {
      var inner = new ApiBody();
      int at = 0;
      for (Parts.Part part : s.parts().parts()) {
        if (part.parts() instanceof Parts.Cell cell) {
          int n = cell.leaves().size();
          write(s.object(), part, cell.content(), s.cells().subList(at, at + n), inner);
          at += n;
        }
      }
      if (!inner.ops().isEmpty()) {
        into.where(into.isThere(s.object()), inner);
      }
    }
  }

  void write(Value object, Parts.Part part, Parts content, List<Value> cells, ApiBody into) {
    List<Value> held = cells.stream().map(c -> held(c, into)).toList();
    Value value = switch (content) {
      case Parts.Tuple p when p.object() -> reference(p, held, into);
      case Parts.Tuple p -> new PartsBody(into).perhaps(p, held);
      case Parts.One p -> held.getFirst();
      case Parts.Cell p -> throw new IllegalStateException("a field of a field");
      case Parts.Sum p -> throw new IllegalStateException("a value of a sealed type in a field");
      case Parts.Columns p -> throw new IllegalStateException("an array of records in a field");
    };
    var pieces = new ArrayList<Code.Piece>();
    if (part.handle() == null) {
      pieces.addAll(List.of(new Code.Operand(0), new Code.Text("." + part.name() + " = "), new Code.Operand(1)));
    } else {
      pieces.addAll(List.of(part.handle(), new Code.Text(".set("), new Code.Operand(0), new Code.Text(", "), new Code.Operand(1),
          new Code.Text(")")));
    }
    new PartsBody(into).emit(null, null, List.of(object, value), pieces);
  }

  /** The object that has these arrays: one of those that came in, or none. */
  private Value reference(Parts.Tuple parts, List<Value> held, ApiBody into) {
    Value there = held.getLast();
    int cell = 0;
    for (Parts.Part part : parts.parts()) {
      if (part.parts() instanceof Parts.Cell) {
        break;
      }
      cell += part.parts().leaves().size();
    }
    Value array = held.get(cell);
    return into.choose(there, parts.type(), null, b -> found(array, parts, seen, b), b -> b.constant(parts.type(), null));
  }

  private Value found(Value array, Parts.Tuple parts, List<Seen> others, ApiBody into) {
    for (int i = 0; i < others.size(); i++) {
      Seen other = others.get(i);
      if (!other.parts().equals(parts)) {
        continue;
      }
      var same = Value.temporary(Type.BOOLEAN);
      into.ops().add(new Op.Binary(same, Op.BinaryKind.EQ, array, other.cells().getFirst(), Span.NONE));
      List<Seen> rest = others.subList(i + 1, others.size());
      return into.choose(same, parts.type(), null, b -> other.object(), b -> found(array, parts, rest, b));
    }
    return into.runtime(RuntimeFunction.MADE_INSIDE, parts.type(), null, into.constant(Type.STRING, String.join(".", parts.type().names())));
  }
}
