package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Type.Primitive;
import dev.adjoint.processor.ir.Value;
import java.util.List;
import java.util.Map;

/** Conversions between types, JLS 5, made explicit. */
final class Conversions {
  private static final Map<String, Primitive> BOXES = Map.of("java.lang.Boolean", Primitive.BOOLEAN, "java.lang.Byte",
      Primitive.BYTE, "java.lang.Short", Primitive.SHORT, "java.lang.Character", Primitive.CHAR, "java.lang.Integer",
      Primitive.INT, "java.lang.Long", Primitive.LONG, "java.lang.Float", Primitive.FLOAT, "java.lang.Double",
      Primitive.DOUBLE);

  private final Body body;

  Conversions(Body body) {
    this.body = body;
  }

  /** The primitive type of a box, any other type as it is. */
  static Type unboxed(Type type) {
    return type instanceof Type.Ref r && BOXES.containsKey(r.qualifiedName()) ? BOXES.get(r.qualifiedName()) : type;
  }

  static Type.Ref box(Primitive type) {
    return switch (type) {
      case BOOLEAN -> Type.Ref.of("java.lang", "Boolean");
      case BYTE -> Type.Ref.of("java.lang", "Byte");
      case SHORT -> Type.Ref.of("java.lang", "Short");
      case CHAR -> Type.Ref.of("java.lang", "Character");
      case INT -> Type.Ref.of("java.lang", "Integer");
      case LONG -> Type.Ref.of("java.lang", "Long");
      case FLOAT -> Type.Ref.of("java.lang", "Float");
      case DOUBLE -> Type.Ref.of("java.lang", "Double");
    };
  }

  /** Unary numeric promotion, JLS 5.6. */
  static Type promote(Type type) {
    Type t = unboxed(type);
    return t == Primitive.BYTE || t == Primitive.SHORT || t == Primitive.CHAR ? Type.INT : t;
  }

  /** Binary numeric promotion, JLS 5.6. */
  static Type promote(Type a, Type b) {
    Type x = promote(a);
    Type y = promote(b);
    for (Type wide : List.of(Type.DOUBLE, Type.FLOAT, Type.LONG)) {
      if (x == wide || y == wide) {
        return wide;
      }
    }
    return x;
  }

  /** The value as the given type; unboxes, converts primitives, boxes or widens a reference. */
  Value convert(Value value, Type to, Tree tree) {
    Type from = value.type();
    if (from.equals(to)) {
      return value;
    }
    if (to.isPrimitive()) {
      return cast(unbox(value, tree), to, tree);
    }
    if (from instanceof Primitive p) {
      Primitive inner = unboxed(to) instanceof Primitive q ? q : p;
      return boxed(cast(value, inner, tree), to, tree);
    }
    return body.instances.parts(value) != null ? value : widen(value, to, tree);
  }

  private Value cast(Value value, Type to, Tree tree) {
    if (value.type().equals(to)) {
      return value;
    }
    Object constant = value.name() == null ? body.ssa.constantOf(value) : null;
    if (constant != null) {
      return body.ssa.constant(to, Constants.cast(constant, (Primitive) to), body.span(tree));
    }
    Value result = Value.temporary(to);
    body.ssa.add(new Op.Cast(result, value, body.span(tree)));
    return result;
  }

  private Value boxed(Value value, Type to, Tree tree) {
    Type.Ref box = box((Primitive) value.type());
    Value made = body.emit(new Snippet().type(box).text(".valueOf(").operand(value).text(")"), box, Op.Effect.PURE,
        Body.reason(Message.BOXED, box.names().getLast()), tree);
    body.known.putContent(made, value);
    return box.equals(to) ? made : widen(made, to, tree);
  }

  /** The primitive that a value is, or that is in a box made here; null for any other value. */
  Value content(Value value) {
    return value.type().isPrimitive() ? value : body.known.content(value);
  }

  /** The primitive in a box, which throws on null; any other value as it is. */
  Value unbox(Value value, Tree tree) {
    Type inner = unboxed(value.type());
    if (inner.equals(value.type())) {
      if (!inner.isPrimitive()) {
        // A cast context may unbox what is declared wider, e.g. (double) object.
        throw new Refusal(Message.UNSUPPORTED, tree, "unboxing of " + value.type());
      }
      return value;
    }
    if (body.known.content(value) != null) {
      return body.known.content(value);
    }
    return body.emit("{0}." + inner + "Value()", List.of(value), inner, Op.Effect.READS,
        Body.reason(Message.BOXED, ((Type.Ref) value.type()).names().getLast()), tree);
  }

  /**
   * A reference as a wider type. The static type is kept in the code because overload resolution looks at it.
   */
  private Value widen(Value value, Type to, Tree tree) {
    boolean sameClass = value.type() instanceof Type.Ref a && to instanceof Type.Ref b
        && a.qualifiedName().equals(b.qualifiedName());
    if (sameClass || value.type().isArray() && to.isArray() || body.sums.holds(value, to)) {
      return value;
    }
    Value wide = body.emit(new Snippet().text("(").type(to).text(") ").operand(value), to, Op.Effect.PURE,
        Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(to)), tree);
    if (body.known.get(value) != null) {
      body.known.put(wide, body.known.get(value));
    }
    return wide;
  }
}
