package dev.adjoint.processor.source.typing;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Functional interfaces (JLS 9.8, 9.9) and the shapes of the lambdas that fit them (JLS 15.12.2.1). */
final class Functions {
  private final Typing typing;
  private final Model model;
  private final Members members;
  private final Scopes scopes;

  Functions(Typing typing, Model model, Members members, Scopes scopes) {
    this.typing = typing;
    this.model = model;
    this.members = members;
    this.scopes = scopes;
  }

  /** The function type of a functional interface type, whose wildcards are replaced by their bounds; or null. */
  Members.Method descriptor(TypeMirror type) {
    for (TypeMirror part : model.parts(type)) {
      // JLS 9.8: a sealed interface is none
      boolean open = part.getKind() == TypeKind.DECLARED && !Model.elementOf(part).getModifiers().contains(Modifier.SEALED);
      Members.Method function = open ? members.function(ground((DeclaredType) part)) : null;
      if (function != null) {
        return function;
      }
    }
    return null;
  }

  private TypeMirror ground(DeclaredType type) {
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (arguments.stream().noneMatch(WildcardType.class::isInstance)) {
      return type;
    }
    TypeMirror[] bounds = new TypeMirror[arguments.size()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = arguments.get(i) instanceof WildcardType wildcard
          ? bound(wildcard, Model.elementOf(type).getTypeParameters().get(i).getBounds().getFirst())
          : arguments.get(i);
    }
    return model.types.getDeclaredType(Model.elementOf(type), bounds);
  }

  private static TypeMirror bound(WildcardType wildcard, TypeMirror declared) {
    if (wildcard.getExtendsBound() != null) {
      return wildcard.getExtendsBound();
    }
    return wildcard.getSuperBound() != null ? wildcard.getSuperBound() : declared;
  }

  /** Whether a lambda's parameters have no types of their own. */
  static boolean isImplicit(LambdaExpressionTree lambda) {
    return lambda.getParameters().stream().anyMatch(p -> p.getType() == null);
  }

  /** The environment inside a lambda whose parameters have these types where they are not declared. */
  Env inside(LambdaExpressionTree lambda, List<? extends TypeMirror> types, Env env) {
    List<? extends VariableTree> parameters = lambda.getParameters();
    if (parameters.size() != types.size()) {
      throw TypingException.unknown(lambda, "a lambda with another number of parameters");
    }
    Env inner = env;
    for (int i = 0; i < parameters.size(); i++) {
      TypeMirror declared = typing.resolveType(parameters.get(i).getType());
      inner = inner.with(typing.introduce(parameters.get(i), declared != null ? declared : types.get(i)));
    }
    return inner;
  }

  /** Whether a lambda has the shape of the function of a type. */
  boolean fits(LambdaExpressionTree lambda, TypeMirror type, Env env) {
    Members.Method function = descriptor(type);
    if (function == null || function.type().getParameterTypes().size() != lambda.getParameters().size()) {
      return false;
    }
    boolean isVoid = function.type().getReturnType().getKind() == TypeKind.VOID;
    if (lambda.getBody() instanceof ExpressionTree body) {
      return isVoid ? isStatement(Argument.strip(body)) : isImplicit(lambda) || !isVoidCall(lambda, body, env);
    }
    var block = (StatementTree) lambda.getBody();
    var returns = new Returns();
    returns.scan(block, null);
    return isVoid ? !returns.values : !returns.bare && (returns.values || !Scopes.canComplete(block));
  }

  /** What kinds of return statements a body has, by its form alone: its types are not known yet. */
  private static final class Returns extends OwnCode {
    private boolean values;
    private boolean bare;

    @Override
    public Void visitReturn(ReturnTree tree, Void p) {
      values |= tree.getExpression() != null;
      bare |= tree.getExpression() == null;
      return null;
    }
  }

  private boolean isVoidCall(LambdaExpressionTree lambda, ExpressionTree body, Env env) {
    if (!(Argument.strip(body) instanceof MethodInvocationTree call)) {
      return false;
    }
    List<TypeMirror> none = lambda.getParameters().stream().map(p -> model.object()).toList();
    return typing.typeOf(call, inside(lambda, none, env)).getKind() == TypeKind.VOID;
  }

  private static boolean isStatement(ExpressionTree e) {
    return switch (e) {
      case MethodInvocationTree call -> true;
      case NewClassTree creation -> true;
      case AssignmentTree assignment -> true;
      case CompoundAssignmentTree assignment -> true;
      case UnaryTree unary -> switch (unary.getKind()) {
        case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
        default -> false;
      };
      default -> false;
    };
  }

  /**
   * Whether {@code first} is the better functional interface for an argument (JLS 15.12.2.5): the one with a result, with
   * the narrower result, or with a primitive one where the body is primitive.
   */
  boolean moreSpecific(TypeMirror first, TypeMirror second, Argument argument) {
    Members.Method f = descriptor(first);
    Members.Method g = descriptor(second);
    if (f == null || g == null) {
      return false;
    }
    TypeMirror r = f.type().getReturnType();
    TypeMirror q = g.type().getReturnType();
    if (q.getKind() == TypeKind.VOID) {
      return true;
    }
    if (r.getKind() == TypeKind.VOID) {
      return false;
    }
    if (r.getKind().isPrimitive() == q.getKind().isPrimitive()) {
      return model.strictlyConvertible(r, model.types.erasure(q));
    }
    return r.getKind().isPrimitive() == hasPrimitiveResult(argument, f);
  }

  private boolean hasPrimitiveResult(Argument argument, Members.Method function) {
    if (!(argument.tree() instanceof LambdaExpressionTree lambda) || isImplicit(lambda)) {
      return argument.tree().getKind() == Tree.Kind.MEMBER_REFERENCE;
    }
    Env inside = inside(lambda, function.type().getParameterTypes(), argument.env());
    return scopes.results(lambda, inside).stream()
        .allMatch(result -> typing.typeOf(result.tree(), result.env()).getKind().isPrimitive());
  }
}
