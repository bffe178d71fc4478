package dev.adjoint.processor.source.typing;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.IntersectionTypeTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The type of each kind of expression (JLS 15), from the types of its parts. */
final class Expressions {
  private final Typing typing;
  private final Model model;
  private final Operators operators;
  private final Names names;
  private final TypeNames typeNames;
  private final Calls calls;
  private final Scopes scopes;

  Expressions(Typing typing, Model model, Operators operators, Names names, TypeNames typeNames, Calls calls,
      Scopes scopes) {
    this.typing = typing;
    this.model = model;
    this.operators = operators;
    this.names = names;
    this.typeNames = typeNames;
    this.calls = calls;
    this.scopes = scopes;
  }

  /** The type; {@code target} is that of an assignment or invocation context, or null. */
  TypeMirror typeOf(ExpressionTree e, Env env, TypeMirror target) {
    TypeMirror type = switch (e) {
      case LiteralTree literal -> literal(literal);
      case ParenthesizedTree inner -> typing.typeOf(inner.getExpression(), env, target);
      case IdentifierTree name -> named(name, env);
      case MemberSelectTree select -> select.getIdentifier().contentEquals("class")
          ? model.declared("java.lang.Class", classArgument(select.getExpression()))
          : named(select, env);
      case BinaryTree binary -> binary(binary, env);
      case UnaryTree unary -> operators.unary(unary.getKind(), typing.typeOf(unary.getExpression(), env));
      case AssignmentTree assignment -> typing.typeOf(assignment.getVariable(), env);
      case CompoundAssignmentTree assignment -> typing.typeOf(assignment.getVariable(), env);
      case ConditionalExpressionTree choice -> conditional(choice, env, target);
      case SwitchExpressionTree choice -> target != null ? target : choice(choice, env);
      case TypeCastTree cast -> typeNames.resolve(
          cast.getType() instanceof IntersectionTypeTree both ? both.getBounds().getFirst() : cast.getType());
      case InstanceOfTree test -> model.primitive(TypeKind.BOOLEAN);
      case ArrayAccessTree access -> Model.componentOf(model.upper(typing.typeOf(access.getExpression(), env)));
      case NewArrayTree creation -> array(creation, target);
      case NewClassTree creation -> calls.signature(creation, env, target).result();
      case MethodInvocationTree call -> calls.signature(call, env, target).result();
      case LambdaExpressionTree lambda -> function(lambda, target);
      case MemberReferenceTree reference -> function(reference, target);
      default -> throw TypingException.unknown(e, "an expression of an unknown kind");
    };
    if (type == null) {
      throw TypingException.unknown(e, "an operator that does not apply");
    }
    if (Model.isErroneous(type)) {
      throw TypingException.missing(e, "its type does not exist");
    }
    return type;
  }

  /** The right operand of a condition may name pattern variables of the left one; its type does not matter here. */
  private TypeMirror binary(BinaryTree binary, Env env) {
    return switch (binary.getKind()) {
      case CONDITIONAL_AND, CONDITIONAL_OR, EQUAL_TO, NOT_EQUAL_TO, LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN,
          GREATER_THAN_EQUAL -> model.primitive(TypeKind.BOOLEAN);
      default -> operators.binary(binary.getKind(),
          typing.typeOf(binary.getLeftOperand(), env), typing.typeOf(binary.getRightOperand(), env));
    };
  }

  private TypeMirror literal(LiteralTree literal) {
    return switch (literal.getKind()) {
      case INT_LITERAL -> model.primitive(TypeKind.INT);
      case LONG_LITERAL -> model.primitive(TypeKind.LONG);
      case FLOAT_LITERAL -> model.primitive(TypeKind.FLOAT);
      case DOUBLE_LITERAL -> model.primitive(TypeKind.DOUBLE);
      case CHAR_LITERAL -> model.primitive(TypeKind.CHAR);
      case BOOLEAN_LITERAL -> model.primitive(TypeKind.BOOLEAN);
      case STRING_LITERAL -> model.string();
      default -> model.types.getNullType();
    };
  }

  private TypeMirror named(ExpressionTree name, Env env) {
    return switch (names.symbolOf(name, env)) {
      case Symbol.LocalVar(Local local) -> local.type();
      case Symbol.Field field -> field.type();
      case Symbol.This self -> self.type();
      case Symbol.Super parent -> parent.type();
      case Symbol.TypeName type -> throw TypingException.unknown(name, "a type, where a value is expected");
      case Symbol.PackageName part -> throw TypingException.missing(name, "no such variable");
    };
  }

  private TypeMirror classArgument(Tree type) {
    TypeMirror t = typeNames.resolve(type);
    return t.getKind() == TypeKind.VOID ? model.declared("java.lang.Void") : model.types.erasure(model.boxed(t));
  }

  private static TypeMirror function(ExpressionTree e, TypeMirror target) {
    if (target == null) {
      throw TypingException.unknown(e, "a lambda or method reference without a target type");
    }
    return target;
  }

  private TypeMirror array(NewArrayTree creation, TypeMirror target) {
    if (creation.getType() == null) {
      if (target == null) {
        throw TypingException.unknown(creation, "an array initializer without the type of its array");
      }
      return target;
    }
    TypeMirror type = typeNames.resolve(creation.getType());
    int ranks = creation.getInitializers() != null ? 1 : creation.getDimensions().size();
    for (int i = 0; i < ranks; i++) {
      type = model.types.getArrayType(type);
    }
    return type;
  }

  private TypeMirror conditional(ConditionalExpressionTree choice, Env env, TypeMirror target) {
    if (target != null && isPoly(choice, env)) {
      return target;
    }
    Env holds = typing.whenTrue(choice.getCondition(), env);
    Env fails = typing.whenFalse(choice.getCondition(), env);
    return common(List.of(new Scopes.Result(choice.getTrueExpression(), holds),
        new Scopes.Result(choice.getFalseExpression(), fails)));
  }

  private TypeMirror choice(SwitchExpressionTree choice, Env env) {
    List<Scopes.Result> results = scopes.results(choice, env, (s, at) -> {});
    if (results.isEmpty()) {
      throw TypingException.unknown(choice, "a switch without a result");
    }
    return common(results);
  }

  private TypeMirror common(List<Scopes.Result> results) {
    List<TypeMirror> types = new ArrayList<>();
    List<Object> constants = new ArrayList<>();
    for (Scopes.Result r : results) {
      types.add(typing.typeOf(r.tree(), r.env()));
      constants.add(typing.constantOf(r.tree(), r.env()));
    }
    return operators.common(types, constants);
  }

  /**
   * Whether a conditional takes the type of its context: a reference conditional (JLS 15.25). javac decides this before it
   * knows the pattern variables of the condition, and calls a conditional whose results need them a reference conditional;
   * what javac does is what the program computes.
   */
  boolean isPoly(ConditionalExpressionTree choice, Env env) {
    ExpressionTree condition = choice.getCondition();
    boolean binds = typing.whenTrue(condition, env) != env || typing.whenFalse(condition, env) != env;
    try {
      return !isPrimitive(choice, env);
    } catch (TypingException e) {
      if (binds) {
        return true;
      }
      throw e;
    }
  }

  /**
   * Whether an expression is boolean or numeric by its form (JLS 15.25): of a call the method's result counts as it is
   * before the method's own type arguments are inferred.
   */
  private boolean isPrimitive(ExpressionTree e, Env env) {
    return switch (Argument.strip(e)) {
      case LambdaExpressionTree lambda -> false;
      case MemberReferenceTree reference -> false;
      // As javac has it, null does not make a reference of a numeric conditional: its type is the other one's class.
      case LiteralTree literal -> literal.getKind() != Tree.Kind.STRING_LITERAL;
      case MethodInvocationTree call -> unboxes(calls.resolve(call, env).method().type().getReturnType());
      case ConditionalExpressionTree choice ->
          isPrimitive(choice.getTrueExpression(), env) && isPrimitive(choice.getFalseExpression(), env);
      case SwitchExpressionTree choice -> scopes.results(choice, env, (s, at) -> {}).stream()
          .allMatch(r -> isPrimitive(r.tree(), r.env()));
      case ExpressionTree other -> unboxes(typing.typeOf(other, env));
    };
  }

  private boolean unboxes(TypeMirror t) {
    return t.getKind() != TypeKind.TYPEVAR && model.unboxed(t).getKind().isPrimitive();
  }
}
