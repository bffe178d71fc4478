package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.Shape.Combination;
import dev.adjoint.processor.source.typing.Referent;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Calls of functions that are known: their bodies become methods of what they captured and are called as such. */
final class Applications {
  private final Body body;

  Applications(Body body) {
    this.body = body;
  }

  /** Whether the call is one on a reference to a function: {@code f.applyAsDouble(x)}, {@code f.andThen(g)}. */
  boolean isOnFunction(MethodInvocationTree tree, ExecutableElement method) {
    if (!method.getEnclosingElement().getKind().isInterface() || method.getModifiers().contains(Modifier.STATIC)) {
      return false;
    }
    return switch (tree.getMethodSelect()) {
      case IdentifierTree t -> body.self != null && body.known.get(body.self) != null;
      case MemberSelectTree t -> !isName(t.getExpression())
          && body.functions.isFunctional(body.concrete(body.typing.typeOf(t.getExpression(), body.env)));
      default -> false;
    };
  }

  /** Whether the receiver of such a call is known, which is evaluated for that. */
  boolean isOnKnown(MethodInvocationTree tree) {
    if (!(tree.getMethodSelect() instanceof MemberSelectTree t)) {
      return true;
    }
    Value receiver = body.expressions.lower(t.getExpression());
    body.objects.evaluated(t.getExpression(), receiver);
    return body.known.get(receiver) != null;
  }

  /** {@code super} and types are no values. */
  boolean isName(ExpressionTree tree) {
    return (tree instanceof IdentifierTree || tree instanceof MemberSelectTree)
        && switch (body.typing.symbolOf(tree, body.env)) {
          case Symbol.LocalVar s -> false;
          case Symbol.Field s -> false;
          case Symbol.This s -> false;
          case Symbol.TypeName s -> true;
          case Symbol.PackageName s -> true;
          case Symbol.Super s -> true;
        };
  }

  /** A call that {@link #isOnFunction} accepts; null when it has no result. */
  Value onFunction(MethodInvocationTree tree, ExecutableElement method, TypeMirror target) {
    Value receiver = tree.getMethodSelect() instanceof MemberSelectTree t ? body.expressions.lower(t.getExpression()) : body.self;
    FunctionValue function = body.known.get(receiver);
    if (function == null) {
      return body.plainCalls.on(tree, method, target, receiver,
          Body.reason(Message.UNKNOWN_FUNCTION, body.reading.ir.readable(method)));
    }
    if (method.getModifiers().contains(Modifier.ABSTRACT)) {
      List<Value> args = arguments(tree);
      return apply(function, args, receiver, tree);
    }
    Value combined = combined(tree, method, function, receiver);
    if (combined != null) {
      return combined;
    }
    if (body.helpers.isReadable(method)) {
      return body.helpers.call(tree, method, receiver, target);
    }
    return body.plainCalls.on(tree, method, target, receiver,
        Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)));
  }

  private List<Value> arguments(MethodInvocationTree tree) {
    List<? extends TypeMirror> formals = body.typing.methodTypeOf(tree, body.env).getParameterTypes();
    var args = new ArrayList<Value>();
    for (int i = 0; i < formals.size(); i++) {
      args.add(body.expressions.lower(tree.getArguments().get(i), body.concrete(formals.get(i))));
    }
    return args;
  }

  /** The functions that {@code java.util.function} makes of others; null for other methods. */
  private Value combined(MethodInvocationTree tree, ExecutableElement method, FunctionValue function, Value receiver) {
    if (!IrTypes.packageOf(method).getQualifiedName().contentEquals("java.util.function")) {
      return null;
    }
    Combination how = switch (method.getSimpleName().toString()) {
      case "andThen", "compose" -> Combination.AND_THEN;
      case "negate" -> Combination.NEGATE;
      case "and" -> Combination.AND;
      case "or" -> Combination.OR;
      default -> null;
    };
    if (how == null || how == Combination.AND_THEN && body.typing.functionResult(function.shape().type()).getKind() == TypeKind.VOID) {
      return null;
    }
    TypeMirror type = body.concrete(body.typing.typeOf(tree, body.env));
    var snippet = new Snippet().operand(receiver).text("." + method.getSimpleName() + "(");
    var parts = new ArrayList<>(List.of(function));
    if (!tree.getArguments().isEmpty()) {
      TypeMirror formal = body.typing.methodTypeOf(tree, body.env).getParameterTypes().getFirst();
      Value other = body.expressions.lower(tree.getArguments().getFirst(), body.concrete(formal));
      FunctionValue second = body.known.get(other);
      if (second == null) {
        throw new Refusal(Message.UNKNOWN_FUNCTION, tree.getArguments().getFirst(), body.reading.ir.readable(method));
      }
      parts.add(method.getSimpleName().contentEquals("compose") ? 0 : 1, second);
      snippet.operand(other);
    }
    return combine(how, type, parts, snippet.text(")"), tree);
  }

  private Value combine(Combination how, TypeMirror type, List<FunctionValue> parts, Snippet snippet, Tree tree) {
    var captured = new ArrayList<Value>();
    parts.forEach(p -> captured.addAll(p.captured()));
    Value token = body.emit(snippet, body.type(type, tree), Op.Effect.EFFECT, Body.reason(Message.LAMBDA), tree);
    body.known.put(token, new FunctionValue(
        new Shape.Combined(how, type, parts.stream().map(FunctionValue::shape).toList()), captured));
    return token;
  }

  /** {@code DoubleUnaryOperator.identity()} and its like; null for other methods. */
  Value identity(MethodInvocationTree tree, ExecutableElement method, TypeMirror target) {
    if (!method.getSimpleName().contentEquals("identity") || !method.getModifiers().contains(Modifier.STATIC)
        || !IrTypes.packageOf(method).getQualifiedName().contentEquals("java.util.function")) {
      return null;
    }
    TypeMirror type = body.concrete(body.typing.typeOf(tree, body.env, target));
    var snippet = new Snippet().type(IrTypes.ref((TypeElement) method.getEnclosingElement())).text(".identity()");
    return combine(Combination.IDENTITY, type, List.of(), snippet, tree);
  }

  /**
   * A known function applied to arguments.
   *
   * @param token the value that stands for the function, or null where there is none
   * @return null when the function has no result
   */
  Value apply(FunctionValue function, List<Value> args, Value token, Tree tree) {
    return switch (function.shape()) {
      case Shape.Lambda s -> lambda(s, function, args, token, tree);
      case Shape.Reference s -> reference(s, function, args, tree);
      case Shape.Choice s -> {
        FunctionValue then = function.part(s.then(), 1);
        FunctionValue otherwise = function.part(s.otherwise(), 1 + then.captured().size());
        yield choose(function.captured().getFirst(), result(s.type(), tree), () -> apply(then, args, token, tree),
            () -> apply(otherwise, args, token, tree), tree);
      }
      case Shape.Combined s -> combined(s, function, args, token, tree);
      case Shape.Instance s -> {
        ExecutableElement method = body.typing.functionMethod(s.type());
        if (method == null) {
          throw new Refusal(Message.UNSUPPORTED, tree, "an object of several functions");
        }
        yield body.objects.call(function, method, Map.of(), token, args, tree);
      }
    };
  }

  private Type result(TypeMirror functional, Tree tree) {
    TypeMirror type = body.concrete(body.typing.functionResult(functional));
    return type.getKind() == TypeKind.VOID ? null : body.type(type, tree);
  }

  /** What one of two branches gives. */
  interface Arm {
    Value value();
  }

  /** The value of either branch; the type is null where they have none. */
  Value choose(Value condition, Type type, Arm then, Arm otherwise, Tree tree) {
    Variable result = type == null ? null : body.ssa.temporary(type);
    Ssa.Branch a = body.ssa.branch(() -> assign(result, then.value(), tree));
    Ssa.Branch b = body.ssa.branch(() -> assign(result, otherwise.value(), tree));
    body.ssa.merge(condition, a, b, body.span(tree));
    return result == null || body.ssa.dead() ? null : body.read(result, tree);
  }

  private void assign(Variable result, Value value, Tree tree) {
    if (result != null) {
      body.ssa.assign(result, body.conversions.convert(value, result.type, tree));
    }
  }

  private Value combined(Shape.Combined s, FunctionValue function, List<Value> args, Value token, Tree tree) {
    FunctionValue first = s.parts().isEmpty() ? null : function.part(s.parts().getFirst(), 0);
    FunctionValue second = s.parts().size() < 2 ? null : function.part(s.parts().get(1), first.captured().size());
    return switch (s.how()) {
      case IDENTITY -> args.getFirst();
      case AND_THEN -> apply(second, List.of(apply(first, args, null, tree)), null, tree);
      case NEGATE -> {
        Value holds = body.conversions.convert(apply(first, args, null, tree), Type.BOOLEAN, tree);
        Value not = Value.temporary(Type.BOOLEAN);
        body.ssa.add(new Op.Unary(not, Op.UnaryKind.NOT, holds, body.span(tree)));
        yield not;
      }
      case AND -> {
        Value holds = apply(first, args, null, tree);
        yield choose(holds, Type.BOOLEAN, () -> apply(second, args, null, tree),
            () -> body.ssa.constant(Type.BOOLEAN, false, body.span(tree)), tree);
      }
      case OR -> {
        Value holds = apply(first, args, null, tree);
        yield choose(holds, Type.BOOLEAN, () -> body.ssa.constant(Type.BOOLEAN, true, body.span(tree)),
            () -> apply(second, args, null, tree), tree);
      }
    };
  }

  private Value lambda(Shape.Lambda s, FunctionValue function, List<Value> args, Value token, Tree tree) {
    List<? extends TypeMirror> declared = parameters(s);
    var passed = new ArrayList<Source.Passed>();
    var values = new ArrayList<>(function.captured());
    for (int i = 0; i < args.size(); i++) {
      body.helpers.pass(args.get(i), declared.get(i), passed, values, tree);
    }
    var source = Source.Lambda.of(s, passed);
    TypeMirror result = body.concrete(body.typing.functionResult(s.type()));
    Op.Reason refused = body.helpers.unreadable(source, result, tree);
    if (refused == null) {
      return body.helpers.call(source, body.method.getSimpleName() + "Lambda", values, result, tree);
    }
    if (token == null) {
      throw new Refusal(Message.HELPER, tree, refused.arguments().toArray(String[]::new));
    }
    ExecutableElement method = body.typing.functionMethod(s.type());
    var snippet = new Snippet().operand(token).text("." + method.getSimpleName() + "(");
    for (int i = 0; i < args.size(); i++) {
      snippet.text(i == 0 ? "" : ", ").operand(body.conversions.convert(args.get(i), body.type(declared.get(i), tree), tree));
    }
    Type type = result.getKind() == TypeKind.VOID ? null : body.type(result, tree);
    return body.emit(snippet.text(")"), type, Op.Effect.EFFECT, refused, tree);
  }

  /** The types of a lambda's parameters: those that it declares, or those of the function type. */
  private List<TypeMirror> parameters(Shape.Lambda s) {
    List<? extends TypeMirror> formals = body.typing.functionType(s.type()).getParameterTypes();
    var types = new ArrayList<TypeMirror>();
    for (int i = 0; i < formals.size(); i++) {
      Tree written = s.tree().getParameters().get(i).getType();
      TypeMirror declared = written == null ? null : s.place().typing().resolveType(written);
      types.add(body.reading.substitute(declared == null ? formals.get(i) : declared, s.place()));
    }
    return types;
  }

  private Value reference(Shape.Reference s, FunctionValue function, List<Value> args, Tree tree) {
    ExecutableType type = s.place().typing().functionType(s.type());
    List<TypeMirror> formals = List.copyOf(type.getParameterTypes());
    Referent referent = s.place().typing().referentOf(s.tree(), formals, s.place().env());
    boolean receiverFirst = referent.kind() == Referent.Kind.RECEIVER_FIRST;
    Value receiver = receiverFirst ? args.getFirst() : function.captured().isEmpty() ? null : function.captured().getFirst();
    List<Value> rest = receiverFirst ? args.subList(1, args.size()) : args;
    if (referent.kind() == Referent.Kind.CREATION) {
      return creation(s, referent, rest, tree);
    }
    if (referent.varargs()) {
      throw new Refusal(Message.UNSUPPORTED, tree, "a reference to a method of variable arity");
    }
    return new ReferredCalls(body).call(referent.method(), referent.result(), receiver, rest, tree);
  }

  private Value creation(Shape.Reference s, Referent referent, List<Value> args, Tree tree) {
    if (referent.result().getKind() == TypeKind.ARRAY) {
      Value array = Value.temporary(body.type(referent.result(), tree));
      body.ssa.add(new Op.NewArray(array, List.of(body.conversions.convert(args.getFirst(), Type.INT, tree)), body.span(tree)));
      return array;
    }
    Value made = referent.varargs() ? null : body.creations.create(referent.method(), referent.result(), args, tree);
    if (made != null) {
      return made;
    }
    Type type = body.type(referent.result(), s.tree());
    var snippet = new Snippet().text("new ").type(type).text("(");
    for (int i = 0; i < args.size(); i++) {
      snippet.text(i == 0 ? "" : ", ").operand(args.get(i));
    }
    return body.emit(snippet.text(")"), type, Op.Effect.EFFECT,
        Body.reason(Message.CALL_WITHOUT_DERIVATIVE, s.tree().toString()), tree);
  }
}
