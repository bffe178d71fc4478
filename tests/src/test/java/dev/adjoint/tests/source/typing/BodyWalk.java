package dev.adjoint.tests.source.typing;

import com.sun.source.tree.*;
import com.sun.source.util.SourcePositions;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.Typing;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Asks {@link Typing} about every expression of a body, in its environment and with its target, as a reader would. */
final class BodyWalk {
  private final Typing typing;
  private final Types types;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final Map<Observation.Place, Observation> found;

  BodyWalk(Typing typing, Types types, CompilationUnitTree unit, SourcePositions positions,
      Map<Observation.Place, Observation> found) {
    this.typing = typing;
    this.types = types;
    this.unit = unit;
    this.positions = positions;
    this.found = found;
  }

  /** A body whose {@code return} statements have a target. */
  void block(StatementTree body, Env env, TypeMirror result) {
    guarded(body, () -> typing.walk(body, env, (s, at) -> statement(s, at, result, null)));
  }

  private void guarded(Tree tree, Runnable action) {
    try {
      action.run();
    } catch (TypingException e) {
      found.putIfAbsent(Observation.Place.of(unit, e.tree(), positions),
          new Observation(Set.of("? " + e.reason()), "", tree.toString()));
    }
  }

  private TypeMirror primitive(TypeKind kind) {
    return types.getPrimitiveType(kind);
  }

  private void statement(Tree s, Env env, TypeMirror result, TypeMirror yielded) {
    switch (s) {
      case ExpressionStatementTree e -> expression(e.getExpression(), env, null);
      case VariableTree v -> variable(v, env);
      case ReturnTree r -> optional(r.getExpression(), env, result);
      case YieldTree y -> expression(y.getValue(), env, yielded);
      case IfTree i -> expression(i.getCondition(), env, null);
      case WhileLoopTree l -> expression(l.getCondition(), env, null);
      case DoWhileLoopTree l -> expression(l.getCondition(), env, null);
      case ForLoopTree l -> optional(l.getCondition(), env, null);
      case EnhancedForLoopTree l -> {
        expression(l.getExpression(), env, null);
        guarded(l, () -> declared(l.getVariable(), typing.element(l, env)));
      }
      case ThrowTree t -> expression(t.getExpression(), env, null);
      case SynchronizedTree y -> expression(y.getExpression(), env, null);
      case SwitchTree c -> {
        expression(c.getExpression(), env, null);
        guarded(c, () -> c.getCases().forEach(b -> labels(b, c.getExpression(), env)));
      }
      case CaseTree c -> optional(c.getGuard(), env, null);
      case AssertTree a -> {
        expression(a.getCondition(), env, null);
        optional(a.getDetail(), env, null);
      }
      case TryTree t -> t.getResources().forEach(r -> {
        if (r instanceof ExpressionTree e) {
          expression(e, env, null);
        }
      });
      default -> { }
    }
  }

  private void labels(CaseTree branch, ExpressionTree selector, Env env) {
    TypeMirror type = typing.typeOf(selector, env);
    for (CaseLabelTree label : branch.getLabels()) {
      if (label instanceof ConstantCaseLabelTree constant) {
        ExpressionTree e = constant.getConstantExpression();
        if (e instanceof IdentifierTree && typing.caseLabel(e, type, env) instanceof Symbol.Field field) {
          record(e, field::type, () -> Observation.symbol(field.field()));
        } else {
          expression(e, env, null);
        }
      }
    }
  }

  private void variable(VariableTree v, Env env) {
    guarded(v, () -> {
      Local local = typing.local(v, env);
      declared(v, local);
      optional(v.getInitializer(), env, v.getType() == null ? null : local.type());
    });
  }

  private void declared(VariableTree v, Local local) {
    record(v, local::type, () -> "constant " + local.constant());
  }

  private void optional(ExpressionTree e, Env env, TypeMirror target) {
    if (e != null) {
      expression(e, env, target);
    }
  }

  void expression(ExpressionTree e, Env env, TypeMirror target) {
    switch (e) {
      case IdentifierTree name -> name(name, env);
      case MemberSelectTree select -> {
        if (select.getIdentifier().contentEquals("class")) {
          record(e, () -> typing.typeOf(e, env), () -> "");
        } else {
          name(select, env);
          expression(select.getExpression(), env, null);
        }
      }
      case MethodInvocationTree call -> record(e, () -> typing.typeOf(e, env, target),
          () -> Observation.symbol(typing.methodOf(call, env)));
      case NewClassTree creation -> record(e, () -> typing.typeOf(e, env, target),
          () -> creation.getClassBody() != null ? "" : Observation.symbol(typing.constructorOf(creation, env)));
      case ArrayTypeTree type -> { }
      case ParameterizedTypeTree type -> { }
      default -> record(e, () -> typing.typeOf(e, env, target), () -> "");
    }
    guarded(e, () -> children(e, env, target));
  }

  private void children(ExpressionTree e, Env env, TypeMirror target) {
    switch (e) {
      case ParenthesizedTree p -> expression(p.getExpression(), env, target);
      case UnaryTree u -> expression(u.getExpression(), env, null);
      case BinaryTree b -> {
        expression(b.getLeftOperand(), env, null);
        Env right = switch (b.getKind()) {
          case CONDITIONAL_AND -> typing.whenTrue(b.getLeftOperand(), env);
          case CONDITIONAL_OR -> typing.whenFalse(b.getLeftOperand(), env);
          default -> env;
        };
        expression(b.getRightOperand(), right, null);
      }
      case AssignmentTree a -> {
        expression(a.getVariable(), env, null);
        expression(a.getExpression(), env, typing.typeOf(a.getVariable(), env));
      }
      case CompoundAssignmentTree a -> {
        expression(a.getVariable(), env, null);
        expression(a.getExpression(), env, null);
      }
      case ConditionalExpressionTree c -> {
        expression(c.getCondition(), env, null);
        TypeMirror inner = target != null && typing.isPoly(c, env) ? target : null;
        expression(c.getTrueExpression(), typing.whenTrue(c.getCondition(), env), inner);
        expression(c.getFalseExpression(), typing.whenFalse(c.getCondition(), env), inner);
      }
      case SwitchExpressionTree c -> {
        expression(c.getExpression(), env, null);
        c.getCases().forEach(b -> labels(b, c.getExpression(), env));
        for (var r : typing.results(c, env, (s, at) -> statement(s, at, null, target))) {
          if (!found.containsKey(Observation.Place.of(unit, r.tree(), positions))) {
            expression(r.tree(), r.env(), target);
          }
        }
      }
      case TypeCastTree c -> expression(c.getExpression(), env,
          c.getExpression() instanceof LambdaExpressionTree || c.getExpression() instanceof MemberReferenceTree
              ? typing.typeOf(c, env) : null);
      case InstanceOfTree i -> expression(i.getExpression(), env, null);
      case ArrayAccessTree a -> {
        expression(a.getExpression(), env, null);
        expression(a.getIndex(), env, null);
      }
      case NewArrayTree n -> {
        n.getDimensions().forEach(d -> expression(d, env, null));
        if (n.getInitializers() != null) {
          TypeMirror component = ((ArrayType) typing.typeOf(n, env, target)).getComponentType();
          n.getInitializers().forEach(i -> expression(i, env, component));
        }
      }
      case MethodInvocationTree call -> {
        if (call.getMethodSelect() instanceof MemberSelectTree select) {
          expression(select.getExpression(), env, null);
        }
        arguments(call.getArguments(), typing.methodTypeOf(call, env, target), typing.isVarargsCall(call, env), env);
      }
      case NewClassTree n -> {
        optional(n.getEnclosingExpression(), env, null);
        arguments(n.getArguments(), typing.constructorTypeOf(n, env, target), typing.isVarargsCall(n, env), env);
      }
      case LambdaExpressionTree lambda -> lambda(lambda, env, target);
      case MemberReferenceTree r -> expression(r.getQualifierExpression(), env, null);
      default -> { }
    }
  }

  private void lambda(LambdaExpressionTree lambda, Env env, TypeMirror target) {
    if (target == null) {
      return;
    }
    Env inside = typing.inLambda(lambda, target, env);
    TypeMirror result = typing.functionResult(target);
    if (lambda.getBody() instanceof ExpressionTree body) {
      expression(body, inside, result.getKind() == TypeKind.VOID ? null : result);
    } else {
      block((StatementTree) lambda.getBody(), inside, result);
    }
  }

  private void arguments(List<? extends ExpressionTree> arguments, ExecutableType type, boolean varargs, Env env) {
    List<? extends TypeMirror> formals = type.getParameterTypes();
    for (int i = 0; i < arguments.size(); i++) {
      TypeMirror formal = varargs && i >= formals.size() - 1
          ? ((ArrayType) formals.getLast()).getComponentType()
          : formals.get(i);
      expression(arguments.get(i), env, formal);
    }
  }

  private void name(ExpressionTree e, Env env) {
    guarded(e, () -> {
      switch (typing.symbolOf(e, env)) {
        case Symbol.LocalVar(Local local) -> record(e, local::type, () -> local(local));
        case Symbol.Field field -> record(e, field::type,
            () -> field.arrayLength() ? "length" : Observation.symbol(field.field()));
        case Symbol.TypeName(DeclaredType type) -> record(e, () -> null,
            () -> Observation.symbol((TypeElement) type.asElement()));
        case Symbol.TypeName other -> { }
        case Symbol.PackageName part -> record(e, () -> null, () -> "package " + part.name());
        case Symbol.This self -> record(e, self::type, () -> "this");
        case Symbol.Super parent -> record(e, parent::type, () -> "super");
      }
    });
  }

  private String local(Local local) {
    long start = local.declaration() == null ? -1 : positions.getStartPosition(unit, local.declaration());
    return "local " + local.name() + "@" + start;
  }

  private void record(Tree e, Supplier<TypeMirror> type, Supplier<String> symbol) {
    guarded(e, () -> found.put(Observation.Place.of(unit, e, positions),
        Observation.of(type.get(), symbol.get(), e, types)));
  }
}
