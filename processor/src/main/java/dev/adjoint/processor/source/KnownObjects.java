package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.Source.Passed;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Calls of methods of objects whose class is known while the code is read ({@link Shape.Instance}). Which method runs is known
 * then, too: it is read for this receiver, also where its class is in another file of the same compilation.
 */
final class KnownObjects {
  private final Body body;
  /** Receivers that were evaluated in order to see whether they are known, and are not. */
  private final Map<Tree, Value> evaluated = new IdentityHashMap<>();

  KnownObjects(Body body) {
    this.body = body;
  }

  /** The value of a receiver that was evaluated already; it is used once. Null for another tree. */
  Value evaluated(Tree tree) {
    return evaluated.isEmpty() ? null : evaluated.remove(tree);
  }

  /** Notes the value of a receiver, which is asked for next. */
  void evaluated(Tree tree, Value value) {
    evaluated.put(tree, value);
  }

  /** Forgets what was evaluated for a call that is read in another way. */
  void forget() {
    evaluated.clear();
  }

  /** The value of the object whose method is called, where that is known; null where it is not, or the method has no receiver. */
  Value receiver(MethodInvocationTree tree, ExecutableElement method) {
    boolean combines = IrTypes.packageOf(method).getQualifiedName().contentEquals("java.util.function");
    if (!Signatures.instance(method) || combines) {
      // what the library does with functions, Applications knows
      return null;
    }
    Value receiver = tree.getMethodSelect() instanceof MemberSelectTree select ? value(select.getExpression())
        : body.opaque.receiverOrNull((TypeElement) method.getEnclosingElement());
    return isKnown(receiver) ? receiver : null;
  }

  /** Whether a static method of another file, whose source is at hand, gets a known object: it is read for that. */
  boolean isGiven(MethodInvocationTree tree, ExecutableElement method) {
    if (!method.getModifiers().contains(Modifier.STATIC) || body.isHere((TypeElement) method.getEnclosingElement())
        || tree.getArguments().size() != method.getParameters().size() || !body.helpers.hasSource(method)) {
      return false;
    }
    for (int i = 0; i < tree.getArguments().size(); i++) {
      TypeMirror declared = method.getParameters().get(i).asType();
      if ((body.reading.immutables.isOne(declared) || specialises(declared)) && isObject(tree.getArguments().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an expression gives a known object; one that only its evaluation tells is tried out. */
  private boolean isObject(ExpressionTree tree) {
    return switch (tree) {
      case ParenthesizedTree t -> isObject(t.getExpression());
      case IdentifierTree t -> isKnown(value(t));
      case MemberSelectTree t -> isKnown(value(t));
      case NewClassTree t -> t.getClassBody() != null || body.reading.immutables.isOne(body.typing.typeOf(t, body.env));
      default -> mayBeKnown(body.typing.typeOf(tree, body.env)) && Assigned.in(List.of(tree)).isEmpty() && isKnown(tried(tree));
    };
  }

  private Value tried(ExpressionTree tree) {
    Value[] found = {null};
    try {
      body.ssa.branch(() -> found[0] = body.expressions.lower(tree));
    } catch (Refusal | TypingException e) {
      return null;
    }
    return found[0];
  }

  /** Whether a value is a known object, or one of several. */
  boolean isKnown(Value value) {
    FunctionValue function = value == null ? null : body.known.get(value);
    return function != null && isObject(function.shape());
  }

  private static boolean isObject(Shape shape) {
    return shape instanceof Shape.Instance || shape instanceof Shape.Choice c && isObject(c.then()) && isObject(c.otherwise());
  }

  /** The value of an expression that may be a known object; null where it cannot be one, which is then not evaluated. */
  private Value value(ExpressionTree tree) {
    if (tree instanceof ParenthesizedTree p) {
      return value(p.getExpression());
    }
    if (tree instanceof MemberSelectTree s && s.getIdentifier().contentEquals("class")) {
      return null;
    }
    if (tree instanceof IdentifierTree || tree instanceof MemberSelectTree) {
      return switch (body.typing.symbolOf(tree, body.env)) {
        case Symbol.LocalVar s -> body.ssa.read(body.variable(s.local()));
        case Symbol.This s -> body.opaque.receiverOrNull((TypeElement) body.reading.types.asElement(s.type()));
        case Symbol.Field s -> s.arrayLength() || s.field().getModifiers().contains(Modifier.STATIC) || owner(tree, s.field()) == null
            ? null : body.expressions.lower(tree);
        case Symbol.Super s -> null;
        case Symbol.TypeName s -> null;
        case Symbol.PackageName s -> null;
      };
    }
    if (!mayBeKnown(body.typing.typeOf(tree, body.env))) {
      return null;
    }
    Value value = body.expressions.lower(tree);
    if (!isKnown(value)) {
      evaluated.put(tree, value);
    }
    return value;
  }

  /** The known object whose field is read, or null. */
  Value owner(ExpressionTree tree, VariableElement field) {
    Value owner = switch (tree) {
      case MemberSelectTree t -> value(t.getExpression());
      case IdentifierTree t -> body.opaque.receiverOrNull((TypeElement) field.getEnclosingElement());
      default -> null;
    };
    return isKnown(owner) ? owner : null;
  }

  /** Whether values of a type may be objects that are known: those of classes and interfaces of this compilation. */
  boolean mayBeKnown(TypeMirror type) {
    return body.reading.immutables.isOne(type)
        || type.getKind() == TypeKind.DECLARED && ((DeclaredType) type).asElement() instanceof TypeElement element
        && (element.getKind() == ElementKind.CLASS || element.getKind() == ElementKind.INTERFACE)
        && !element.getModifiers().contains(Modifier.FINAL) && !element.getModifiers().contains(Modifier.SEALED)
        && body.reading.trees.getTree(element) != null;
  }

  /** Whether methods with parameters or results of a type are read for the objects that these are. */
  boolean specialises(TypeMirror type) {
    return mayBeKnown(type) && ((DeclaredType) type).asElement().getModifiers().contains(Modifier.ABSTRACT);
  }

  /** Whether a method has parameters of exactly these types, erased, as a member of a type. */
  boolean takes(ExecutableElement method, DeclaredType type, List<TypeMirror> parameters) {
    var types = body.reading.types;
    if (method.getParameters().size() != parameters.size()) {
      return false;
    }
    var member = (ExecutableType) types.asMemberOf(type, method);
    for (int i = 0; i < parameters.size(); i++) {
      if (!types.isSameType(types.erasure(member.getParameterTypes().get(i)), types.erasure(parameters.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Calls a method of a known object, or what overrides it; null when it has no result.
   *
   * @param bindings of the method's own type parameters
   */
  Value call(FunctionValue object, ExecutableElement method, Map<Element, TypeMirror> bindings, Value token, List<Value> args,
      Tree tree) {
    if (object.shape() instanceof Shape.Choice choice) {
      FunctionValue then = object.part(choice.then(), 1);
      FunctionValue otherwise = object.part(choice.otherwise(), 1 + then.captured().size());
      TypeMirror result = body.concrete(method.getReturnType());
      return body.applications.choose(object.captured().getFirst(), result.getKind() == TypeKind.VOID ? null : body.type(result, tree),
          () -> call(then, method, bindings, either(then, token, tree), args, tree),
          () -> call(otherwise, method, bindings, either(otherwise, token, tree), args, tree), tree);
    }
    if (object.shape() instanceof Shape.Anonymous s) {
      for (Shape.Overriding own : s.methods()) {
        if (own.tree().getName().equals(method.getSimpleName()) && takes(method, (DeclaredType) s.written(), own.parameters())) {
          return overriding(object, s, own, method, token, args, tree);
        }
      }
    }
    var type = (DeclaredType) object.shape().type();
    ExecutableElement run = implementation(method, (TypeElement) type.asElement());
    Map<Element, TypeMirror> all = new HashMap<>(bindings);
    typeArguments(type, (TypeElement) run.getEnclosingElement(), all);
    if (!body.helpers.hasSource(run)) {
      Op.Reason reason = body.reading.unreadable.getOrDefault(body.reading.ir.key(run),
          Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(run)));
      return new ReferredCalls(body).opaque(method, body.typing.substitute(method.getReturnType(), all), token, args, reason, tree);
    }
    return body.helpers.read(run, all, token, args, tree);
  }

  /** The value of a choice where it is known which object that is. */
  private Value either(FunctionValue object, Value token, Tree tree) {
    Value one = body.emit(new Snippet().operand(token), token.type(), Op.Effect.PURE,
        Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(token.type())), tree);
    body.known.put(one, object);
    return one;
  }

  private Value overriding(FunctionValue object, Shape.Anonymous shape, Shape.Overriding own, ExecutableElement method,
      Value token, List<Value> args, Tree tree) {
    var passed = new ArrayList<Passed>();
    var values = new ArrayList<>(object.captured());
    for (int i = 0; i < args.size(); i++) {
      body.helpers.pass(args.get(i), body.reading.substitute(own.parameters().get(i), shape.place()), passed, values, tree);
    }
    Source source = Source.Overriding.of(shape, own, passed);
    TypeMirror result = body.reading.substitute(own.result(), shape.place());
    Op.Reason refused = body.helpers.unreadable(source, result, tree);
    return refused == null ? body.helpers.call(source, own.tree().getName().toString(), values, result, tree)
        : new ReferredCalls(body).opaque(method, result, token, args, refused, tree);
  }

  /** The method that a class runs where the given one is called. */
  private ExecutableElement implementation(ExecutableElement method, TypeElement type) {
    if (!method.getModifiers().contains(Modifier.PRIVATE)) {
      for (ExecutableElement m : ElementFilter.methodsIn(body.reading.elements.getAllMembers(type))) {
        if (m.getSimpleName().equals(method.getSimpleName()) && body.reading.elements.overrides(m, method, type)) {
          return m;
        }
      }
    }
    return method;
  }

  /** Binds the type parameters of a class to what they are for objects of a type. */
  private void typeArguments(TypeMirror type, TypeElement declaring, Map<Element, TypeMirror> into) {
    if (declaring.getTypeParameters().isEmpty() || type.getKind() != TypeKind.DECLARED) {
      return;
    }
    var declared = (DeclaredType) type;
    if (declared.asElement().equals(declaring)) {
      for (int i = 0; i < declared.getTypeArguments().size(); i++) {
        into.put(declaring.getTypeParameters().get(i), body.concrete(declared.getTypeArguments().get(i)));
      }
      return;
    }
    body.reading.types.directSupertypes(type).forEach(t -> typeArguments(t, declaring, into));
  }
}
