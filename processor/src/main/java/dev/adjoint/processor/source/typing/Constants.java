package dev.adjoint.processor.source.typing;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Constant expressions (JLS 15.29): a boxed value of the expression's own type, a string, or null for no constant. */
final class Constants {
  private final Typing typing;
  private final Model model;
  private final Names names;

  Constants(Typing typing, Model model, Names names) {
    this.typing = typing;
    this.model = model;
    this.names = names;
  }

  Object of(ExpressionTree e, Env env) {
    return switch (e) {
      case LiteralTree literal -> literal.getValue();
      case ParenthesizedTree inner -> typing.constantOf(inner.getExpression(), env);
      case IdentifierTree name -> name(name, env);
      case MemberSelectTree select -> member(select, env);
      case TypeCastTree cast -> cast(cast, env);
      case UnaryTree unary -> unary(unary, env);
      case BinaryTree binary -> binary(binary, env);
      case ConditionalExpressionTree choice -> conditional(choice, env);
      default -> null;
    };
  }

  private Object name(IdentifierTree name, Env env) {
    return switch (names.symbolOf(name, env)) {
      case Symbol.LocalVar(Local local) -> local.constant();
      case Symbol.Field field -> field.field().getConstantValue();
      case Symbol.TypeName type -> null;
      case Symbol.PackageName part -> null;
      case Symbol.This self -> null;
      case Symbol.Super self -> null;
    };
  }

  /** Only {@code TypeName.Identifier} is a constant: the field of an expression is not (JLS 15.29). */
  private Object member(MemberSelectTree select, Env env) {
    if (select.getIdentifier().contentEquals("class")
        || !(names.qualifier(select.getExpression(), env) instanceof Symbol.TypeName)) {
      return null;
    }
    return names.symbolOf(select, env) instanceof Symbol.Field field && field.field() != null
        ? field.field().getConstantValue()
        : null;
  }

  private Object cast(TypeCastTree cast, Env env) {
    Object value = typing.constantOf(cast.getExpression(), env);
    return value == null ? null : converted(value, typing.resolveType(cast.getType()));
  }

  /** A constant after a conversion to a primitive type or to String; null where the type is another one. */
  Object converted(Object value, TypeMirror type) {
    if (type.getKind().isPrimitive()) {
      boolean bool = value instanceof Boolean;
      return value instanceof String || bool != (type.getKind() == TypeKind.BOOLEAN)
          ? null
          : Arithmetic.convert(value, type.getKind());
    }
    return value instanceof String && model.isString(type) ? value : null;
  }

  private Object unary(UnaryTree unary, Env env) {
    return switch (unary.getKind()) {
      case UNARY_PLUS, UNARY_MINUS, BITWISE_COMPLEMENT, LOGICAL_COMPLEMENT -> {
        Object a = typing.constantOf(unary.getExpression(), env);
        yield a == null || a instanceof String ? null : Arithmetic.unary(unary.getKind(), promoted(a));
      }
      default -> null;
    };
  }

  private Object binary(BinaryTree binary, Env env) {
    // The right operand first: in a long sum it is the short one, and no constant in most.
    Object b = typing.constantOf(binary.getRightOperand(), env);
    Object a = b == null ? null : typing.constantOf(binary.getLeftOperand(), env);
    if (a == null) {
      return null;
    }
    Tree.Kind operator = binary.getKind();
    if (operator == Tree.Kind.PLUS && (a instanceof String || b instanceof String)) {
      return a.toString() + b;
    }
    return switch (operator) {
      case LEFT_SHIFT, RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT -> Arithmetic.shift(operator, promoted(a),
          ((Number) promoted(b)).longValue());
      default -> {
        if (a instanceof Boolean || a instanceof String || b instanceof Boolean || b instanceof String) {
          yield Arithmetic.binary(operator, a, b);
        }
        TypeKind kind = rank(promoted(a)).compareTo(rank(promoted(b))) >= 0 ? rank(promoted(a)) : rank(promoted(b));
        yield Arithmetic.binary(operator, Arithmetic.convert(a, kind), Arithmetic.convert(b, kind));
      }
    };
  }

  private Object conditional(ConditionalExpressionTree choice, Env env) {
    Object condition = typing.constantOf(choice.getCondition(), env);
    Object yes = condition == null ? null : typing.constantOf(choice.getTrueExpression(), env);
    Object no = yes == null ? null : typing.constantOf(choice.getFalseExpression(), env);
    return no == null ? null : converted((Boolean) condition ? yes : no, typing.typeOf(choice, env));
  }

  private static Object promoted(Object value) {
    return switch (value) {
      case Byte b -> (int) b;
      case Short s -> (int) s;
      case Character c -> (int) c;
      default -> value;
    };
  }

  /** The kinds of promoted values; {@code TypeKind} declares them in the order of their ranges. */
  private static TypeKind rank(Object promoted) {
    return switch (promoted) {
      case Integer i -> TypeKind.INT;
      case Long l -> TypeKind.LONG;
      case Float f -> TypeKind.FLOAT;
      default -> TypeKind.DOUBLE;
    };
  }
}
