package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Values of sealed interfaces in the body of an interface method: which class one has is asked once, when it is taken apart. */
final class PartsSums {
  private final ApiBody body;

  PartsSums(ApiBody body) {
    this.body = body;
  }

  /** Whether the adjoint of something has the adjoint of a sealed interface in it. */
  static boolean in(Parts parts) {
    return parts.isDifferentiable() && switch (parts) {
      case Parts.One p -> false;
      case Parts.Cell p -> false;
      case Parts.Sum p -> true;
      case Parts.Tuple p -> p.parts().stream().anyMatch(part -> !part.constant() && in(part.parts()));
      case Parts.Columns p -> in(p.element());
    };
  }

  static Value zero(ApiBody body, Type type) {
    return body.constant(type, type.zero());
  }

  private static Value isCase(ApiBody body, Value tag, int k) {
    var is = Value.temporary(Type.BOOLEAN);
    body.ops().add(new Op.Binary(is, Op.BinaryKind.EQ, tag, body.constant(Type.INT, k), Span.NONE));
    return is;
  }

  /** The leaves of a value, which must not be null. */
  List<Value> leaves(Parts.Sum sum, Value value, String name) {
    var there = Value.temporary(value.type());
    new PartsBody(body).emit(there, List.of(value), new Code.TypeName(Type.Ref.of("java.util", "Objects")),
        new Code.Text(".requireNonNull("), new Code.Operand(0), new Code.Text(")"));
    return leaves(body, sum, 0, there, name);
  }

  private static List<Value> leaves(ApiBody body, Parts.Sum sum, int k, Value value, String name) {
    if (k == sum.cases().size() - 1) {
      return leavesOf(body, sum, k, value, name);
    }
    var is = Value.temporary(Type.BOOLEAN);
    new PartsBody(body).emit(is, List.of(value), new Code.Operand(0), new Code.Text(" instanceof "), type(sum, k));
    List<Value> results = sum.leaves().stream().map(l -> new Value(l.type(), name == null ? null : l.name(name))).toList();
    return body.choose(is, results, b -> leavesOf(b, sum, k, value, name), b -> leaves(b, sum, k + 1, value, name));
  }

  private static Code.TypeName type(Parts.Sum sum, int k) {
    return new Code.TypeName((Type.Ref) sum.cases().get(k).parts().type());
  }

  private static List<Value> leavesOf(ApiBody body, Parts.Sum sum, int k, Value value, String name) {
    Parts.Case c = sum.cases().get(k);
    var parts = new PartsBody(body);
    Value cast = value;
    if (!c.parts().leaves().isEmpty()) {
      cast = Value.temporary(c.parts().type());
      parts.emit(cast, List.of(value), new Code.Text("("), type(sum, k), new Code.Text(") "), new Code.Operand(0));
    }
    var all = new ArrayList<>(List.of(body.constant(Type.INT, k)));
    for (int j = 0; j < sum.cases().size(); j++) {
      if (j == k) {
        all.addAll(parts.leaves(c.parts(), cast, name == null ? null : PartsBody.joined(name, c.name())));
      } else {
        sum.cases().get(j).parts().leaves().forEach(l -> all.add(zero(body, l.type())));
      }
    }
    return all;
  }

  private static List<Value> leavesOf(Parts.Sum sum, int k, List<Value> leaves) {
    int from = sum.start(k);
    return leaves.subList(from, from + sum.cases().get(k).parts().leaves().size());
  }

  /** A value of its leaves. */
  Value whole(Parts.Sum sum, List<Value> leaves) {
    return whole(body, sum, 0, leaves);
  }

  private static Value whole(ApiBody body, Parts.Sum sum, int k, List<Value> leaves) {
    ApiBody.Maker here = b -> new PartsBody(b).whole(sum.cases().get(k).parts(), leavesOf(sum, k, leaves));
    return k == sum.cases().size() - 1 ? here.make(body)
        : body.choose(isCase(body, leaves.getFirst(), k), sum.type(), null, here, b -> whole(b, sum, k + 1, leaves));
  }

  /**
   * The differentiated leaves of an adjoint: those of the classes that it does not belong to are zero and null.
   *
   * @param constants whether there are zeros for constant leaves, too
   */
  List<Value> adjointLeaves(Parts.Sum sum, Value adjoint, String name, boolean constants) {
    var all = new ArrayList<Value>();
    for (Parts.Case c : sum.cases()) {
      List<Parts.Leaf> leaves = c.parts().leaves().stream()
          .filter(l -> l.wrt() || constants && l.type().isDifferentiable()).toList();
      if (!c.parts().isDifferentiable()) {
        leaves.forEach(l -> all.add(zero(body, l.type().shadow())));
        continue;
      }
      String inner = name == null ? c.name() : PartsBody.joined(name, c.name());
      Value one = new PartsBody(body).read(adjoint, c.name(), PartsBody.outer(c.parts()), null);
      Value there = body.isThere(one);
      List<Value> results = leaves.stream().map(l -> new Value(l.type().shadow(), l.name(inner))).toList();
      all.addAll(body.choose(there, results, b -> new PartsBody(b).adjointLeaves(c.parts(), one, inner, constants),
          b -> leaves.stream().map(l -> zero(b, l.type().shadow())).toList()));
    }
    return all;
  }

  /** An adjoint or tangent of its leaves: that of the class that the value has, and null for the others. */
  Value adjoint(Parts.Sum sum, List<Value> adjoints, List<Value> values) {
    var components = new ArrayList<Value>();
    for (int k = 0; k < sum.cases().size(); k++) {
      Parts parts = sum.cases().get(k).parts();
      int index = k;
      if (parts.isDifferentiable()) {
        components.add(body.choose(isCase(body, values.getFirst(), k), PartsBody.outer(parts), null,
            b -> new PartsBody(b).adjoint(parts, leavesOf(sum, index, adjoints), leavesOf(sum, index, values)),
            b -> b.constant(PartsBody.outer(parts), null)));
      }
    }
    return new PartsBody(body).create(ApiNames.adjointClass(sum.type()), components);
  }

  /** Throws where an adjoint belongs to another class than the value has. */
  void match(Value adjoint, Value value) {
    body.ops().add(new Op.Opaque(null, new Code(List.of(new Code.Operand(0), new Code.Text(".check("), new Code.Operand(1),
        new Code.Text(")"))), List.of(adjoint, value), Op.Effect.EFFECT, PartsBody.REASON, Span.NONE));
  }
}
