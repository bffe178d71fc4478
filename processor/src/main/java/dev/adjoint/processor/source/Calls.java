package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.type.TypeMirror;

/** Method invocations, JLS 15.12: which of the representation's calls each is. */
final class Calls {
  /** Classes whose static methods on scalars are functions of their arguments alone. */
  private static final Set<String> PURE = Set.of("java.lang.Math", "java.lang.StrictMath", "java.lang.Double",
      "java.lang.Float", "java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte",
      "java.lang.Character", "java.lang.Boolean", "org.apache.commons.math3.util.FastMath", "org.hipparchus.util.FastMath");

  /** Methods of {@code java.util.Arrays} that look at arrays and change nothing. */
  private static final Set<String> LOOKS = Set.of("binarySearch", "compare", "equals", "hashCode", "mismatch", "toString");

  private final Body body;

  Calls(Body body) {
    this.body = body;
  }

  /** A call whose value is wanted. */
  Value value(MethodInvocationTree tree, TypeMirror target) {
    Value value = invoke(tree, target);
    return value != null ? value : body.ssa.constant(Type.Ref.of("java.lang", "Object"), null, body.span(tree));
  }

  /**
   * Lowers a call; null when it has no result. One whose types cannot be found is emitted as written where the context says
   * what it gives.
   */
  Value invoke(MethodInvocationTree tree, TypeMirror target) {
    int mark = body.ssa.mark();
    try {
      return resolved(tree, target);
    } catch (TypingException e) {
      if (e.deferrable() || target == null || !Assigned.in(List.of(tree)).isEmpty()) {
        throw e;
      }
      body.ssa.rollback(mark);
      body.objects.forget();
      return body.opaque.asWritten(tree, target,
          Body.reason(Message.CALL_WITHOUT_DERIVATIVE, tree.getMethodSelect().toString()));
    }
  }

  private Value resolved(MethodInvocationTree tree, TypeMirror target) {
    ExecutableElement method = body.typing.methodOf(tree, body.env);
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      return body.creations.delegated(tree, method);
    }
    Value apart = body.instances.receiver(tree, method);
    if (apart != null && external(tree, method, (TypeElement) method.getEnclosingElement(), body.reading.ir.key(method)) == null) {
      return body.instances.call(tree, method, apart, target);
    }
    Value component = body.creations.component(tree, method);
    if (component != null) {
      return component;
    }
    if (body.arrays.isLibrary(tree, method, receiverType(tree, method))) {
      return body.arrays.library(tree, method);
    }
    var owner = (TypeElement) method.getEnclosingElement();
    if (owner.getQualifiedName().contentEquals(Annotated.PACKAGE + "Adjoint")) {
      if (method.getSimpleName().contentEquals("straightThrough")) {
        return intrinsic(tree, method, owner);
      }
      return body.assignments.detach(body.expressions.lowerTo(tree.getArguments().getFirst(),
          method.getParameters().getFirst().asType()), tree);
    }
    Value unboxed = boxAccess(tree, method, owner, target);
    if (unboxed != null) {
      return unboxed;
    }
    String key = body.reading.ir.key(method);
    Value joined = body.tensorLists.join(tree, method, owner);
    if (joined != null) {
      return joined;
    }
    Callee rule = rule(tree, method, owner, key);
    if (rule != null) {
      return call(tree, method, rule);
    }
    if (Annotated.has(owner, "DerivativeRules")) {
      Value pieces = body.tensorLists.pieces(tree, method);
      return pieces != null ? pieces : tensorMethod(tree, method, owner, target);
    }
    if (isScalarFunction(method, owner)) {
      return intrinsic(tree, method, owner);
    }
    if (Annotated.has(method, "NonDifferentiable")) {
      return opaque(tree, method, target, Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)));
    }
    Value object = body.objects.receiver(tree, method);
    if (object != null || body.objects.isGiven(tree, method)) {
      return body.helpers.call(tree, method, object, target);
    }
    List<StreamChain.Call> stream = body.streams.chain(tree, method);
    if (stream != null) {
      return body.streams.lower(stream, target);
    }
    Value checked = NullChecks.lower(body, tree, method, target);
    if (checked != null) {
      return checked;
    }
    Value list = body.lists.made(tree, method, target);
    if (list != null) {
      return list;
    }
    if (body.lists.isOnList(tree, method)) {
      return body.lists.call(tree, method, target);
    }
    var dispatch = new Dispatch(body);
    if (dispatch.applies(tree, method)) {
      return dispatch.call(tree, method, target);
    }
    if (body.applications.isOnFunction(tree, method) && !Annotated.has(method, "Differentiable")) {
      return body.applications.onFunction(tree, method, target);
    }
    Value identity = body.applications.identity(tree, method, target);
    return identity != null ? identity : differentiated(tree, method, owner, key, target);
  }

  /** The user's rule, or that of a tensor's operation; null for a method without one. */
  private Callee rule(Tree tree, ExecutableElement method, TypeElement owner, String key) {
    body.reading.rules.addNamedBy(owner);
    Rules.Ruled rule = body.reading.rules.of(key);
    Callee callee = rule != null ? ruled(method, owner, rule) : body.reading.rules.tensorOp(method);
    boolean open = rule != null && RuleParams.areOpen(rule.params(), method, body.reading.ir);
    if (callee == null || open && !isMeant(tree, method, rule) || body.reading.rules.implementedBy(key, body.method)) {
      return null;
    }
    requireReach(tree, method, owner, key);
    return callee;
  }

  /** Whether rules with other types than the method's are meant: for a type that has no other method that a call with these may mean. */
  private boolean isMeant(Tree tree, ExecutableElement method, Rules.Ruled rule) {
    if (!(tree instanceof MethodInvocationTree call)) {
      return false;
    }
    TypeMirror type = call.getMethodSelect() instanceof MemberSelectTree s && Signatures.instance(method)
        ? body.typing.typeOf(s.getExpression(), body.env) : method.getEnclosingElement().asType();
    List<TypeMirror> formals = body.typing.methodTypeOf(call, body.env).getParameterTypes().stream().map(body::concrete).toList();
    List<TypeMirror> given = call.getArguments().stream().map(a -> body.typing.typeOf(a, body.env)).toList();
    return body.reading.types.asElement(type) instanceof TypeElement t && RuleParams.fit(rule.params(), formals, given, body.reading.ir)
        && ElementFilter.methodsIn(body.reading.elements.getAllMembers(t)).stream().filter(m -> RuleParams.isLike(m, method)).count() == 1;
  }

  /** What has a derivative that is not in a body of this class: a rule, or a generated class; null for any other method. */
  Callee external(Tree tree, ExecutableElement method, TypeElement owner, String key) {
    Callee rule = rule(tree, method, owner, key);
    boolean elsewhere = !IrTypes.outermost(owner).equals(IrTypes.outermost(body.reading.owner));
    return rule != null || !elsewhere || !Annotated.has(method, "Differentiable")
        ? rule : external(tree, method, owner);
  }

  private void requireReach(Tree tree, ExecutableElement method, TypeElement owner, String key) {
    String rules = body.reading.rules.outOfReach(key, owner, body.reading.owner, body.reading.listedRules);
    if (rules != null) {
      throw new Refusal(Message.RULE_OUT_OF_REACH, tree, body.reading.ir.readable(method), rules);
    }
  }

  /** A method of the tensor without a rule: one that only looks at it, or makes a new one. */
  private Value tensorMethod(MethodInvocationTree tree, ExecutableElement method, TypeElement owner, TypeMirror target) {
    boolean constant = Annotated.has(method, "NonDifferentiable");
    String readable = body.reading.ir.readable(method);
    if (Signatures.instance(method) && !constant && changes(method)) {
      throw new Refusal(Message.TENSOR_METHOD, tree, readable);
    }
    if (Signatures.instance(method) && body.reading.ir.erased(method.getReturnType()).isTensor() && method.getParameters().isEmpty()
        && Set.of("detach", "data").contains(method.getSimpleName().toString())) {
      return body.assignments.detach(receiver(tree, method), tree);
    }
    return opaque(tree, method, target, constant,
        Body.reason(Signatures.instance(method) ? Message.TENSOR_METHOD : Message.CALL_WITHOUT_DERIVATIVE, readable));
  }

  /** Whether a method of a tensor changes it: by the convention of names, or because it returns nothing else. */
  private static boolean changes(ExecutableElement method) {
    return method.getSimpleName().toString().endsWith("_") || method.getReturnType().getKind() == TypeKind.VOID;
  }

  /** {@code Double.valueOf(x)} and {@code d.doubleValue()} are conversions; null for any other call. */
  private Value boxAccess(MethodInvocationTree tree, ExecutableElement method, TypeElement owner, TypeMirror target) {
    Type box = IrTypes.ref(owner);
    Type inner = Conversions.unboxed(box);
    String name = method.getSimpleName().toString();
    if (owner.getQualifiedName().contentEquals("java.lang.Number") && tree.getMethodSelect() instanceof MemberSelectTree s) {
      Value number = body.expressions.lower(s.getExpression());
      Value content = body.conversions.content(number);
      return content == null
          ? opaqueOn(tree, method, target, number, Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)))
          : body.conversions.convert(content, body.reading.signatures.result(method), tree);
    }
    if (!inner.isFloating()) {
      return null;
    }
    if (name.equals("valueOf") && method.getParameters().getFirst().asType().getKind().isPrimitive()) {
      return body.expressions.lowerTo(tree.getArguments().getFirst(), method.getParameters().getFirst().asType());
    }
    if (name.endsWith("Value") && method.getParameters().isEmpty() && tree.getMethodSelect() instanceof MemberSelectTree s) {
      Value value = body.conversions.unbox(body.expressions.lower(s.getExpression()), tree);
      return body.conversions.convert(value, body.reading.signatures.result(method), tree);
    }
    return null;
  }

  private Value differentiated(MethodInvocationTree tree, ExecutableElement method, TypeElement owner, String key,
      TypeMirror target) {
    AnnotationMirror annotation = Annotated.find(method, "Differentiable");
    boolean sameClass = body.isHere(owner)
        && (annotation == null || IrTypes.outermost(owner).equals(IrTypes.outermost(body.reading.owner)));
    boolean floating = body.reading.signatures.touchesFloating(method);
    Op.Reason reason = body.reading.unreadable.get(key);
    boolean hasBody = sameClass && reason == null && body.reading.trees.getTree(method) != null
        && body.reading.trees.getTree(method).getBody() != null
        && (!HelperCalls.isOfGenericRecord(method) || isApart(tree));
    boolean hidden = method.getModifiers().contains(Modifier.PRIVATE);
    boolean specialised = body.helpers.specialises(method) || hasBody && body.instances.areGiven(tree, method);
    boolean apart = body.reading.signatures.self(method) != null;
    if (hasBody && (floating || hidden || specialised || apart)) {
      if (annotation == null && isOverridable(method, owner)) {
        return opaque(tree, method, target, Body.reason(Message.OVERRIDABLE, body.reading.ir.readable(method)));
      }
      if (specialised) {
        return body.helpers.call(tree, method, null, target);
      }
      body.reading.reach(new Source.Method(key, method), tree);
      return call(tree, method,
          new Callee.Local(key, method.getSimpleName().toString(), !body.reading.signatures.isCalledByName(method, body.reading.owner)));
    }
    if (annotation != null && !sameClass) {
      // an overridable method checks its receiver itself
      return call(tree, method, external(tree, method, owner));
    }
    return opaque(tree, method, target,
        reason != null ? reason : Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)));
  }

  /** Whether the receiver of a call is taken apart. */
  private boolean isApart(MethodInvocationTree tree) {
    return tree.getMethodSelect() instanceof MemberSelectTree s ? body.parts(body.typing.typeOf(s.getExpression(), body.env)) != null
        : body.self != null && body.ssa.bundle(body.self) != null;
  }

  /** Whether the call may run another method than the one that is seen here. */
  static boolean isOverridable(ExecutableElement method, TypeElement owner) {
    Set<Modifier> modifiers = method.getModifiers();
    return !modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.PRIVATE)
        && !modifiers.contains(Modifier.FINAL) && !owner.getModifiers().contains(Modifier.FINAL)
        && owner.getKind() != ElementKind.RECORD;
  }

  private TypeMirror receiverType(MethodInvocationTree tree, ExecutableElement method) {
    return method.getSimpleName().contentEquals("clone") && tree.getMethodSelect() instanceof MemberSelectTree s
        ? body.typing.typeOf(s.getExpression(), body.env) : null;
  }

  static boolean isScalarFunction(ExecutableElement method, TypeElement owner) {
    return PURE.contains(owner.getQualifiedName().toString()) && method.getModifiers().contains(Modifier.STATIC)
        && !method.getParameters().isEmpty() && method.getReturnType().getKind().isPrimitive()
        && method.getParameters().stream().allMatch(p -> p.asType().getKind().isPrimitive());
  }

  private Value intrinsic(MethodInvocationTree tree, ExecutableElement method, TypeElement owner) {
    List<Value> args = body.creations.arguments(tree, method);
    Value result = Value.temporary(body.reading.ir.of(method.getReturnType()));
    body.ssa.add(new Op.Intrinsic(result, IrTypes.ref(owner), method.getSimpleName().toString(), args, body.span(tree)));
    return result;
  }

  private Callee external(Tree tree, ExecutableElement method, TypeElement owner) {
    Type.Ref ref = IrTypes.ref(owner);
    if (!IrTypes.accessible(owner, body.home())) {
      throw new Refusal(Message.PRIVATE_TYPE, null, owner.getSimpleName().toString());
    }
    List<String> names = method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList();
    List<String> unknown = Annotated.strings(Annotated.find(method, "Differentiable"), "wrt").stream()
        .filter(chosen -> !chosen.startsWith("this.") && !names.contains(chosen.split("\\.")[0])).toList();
    if (!unknown.isEmpty() && body.reading.trees.getTree(owner) == null) {
      throw new Refusal(Message.PARAMETER_NAMES, tree, body.reading.ir.readable(method), String.join(", ", unknown));
    }
    Signatures signatures = body.reading.signatures;
    return new Callee.External(ref, IrTypes.derivatives(ref), method.getSimpleName().toString(),
        signatures.flatParams(method, owner), signatures.wrt(method), signatures.results(method), Signatures.instance(method),
        isOverloaded(method, owner), signatures.isFlat(method), Annotated.order(method), signatures.choices(method));
  }

  static boolean isOverloaded(ExecutableElement method, TypeElement owner) {
    return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && Annotated.has(m, "Differentiable")).count() > 1;
  }

  private Callee ruled(ExecutableElement method, TypeElement owner, Rules.Ruled rule) {
    List<Type> params = rule.params();
    return new Callee.Ruled(IrTypes.ref(owner), method.getSimpleName().toString(), params,
        params.stream().map(Type::isDifferentiable).toList(), body.reading.signatures.result(method), Signatures.instance(method),
        rule.vjp(), rule.jvp(),
        rule.reads());
  }

  private Value call(MethodInvocationTree tree, ExecutableElement method, Callee callee) {
    body.opaque.checkThrown(method, tree);
    Signatures signatures = body.reading.signatures;
    var wholes = new ArrayList<Value>();
    var parts = new ArrayList<Parts>();
    if (Signatures.instance(method)) {
      wholes.add(receiver(tree, method));
      parts.add(signatures.self(method));
    }
    List<Value> args = body.creations.arguments(tree, method, callee instanceof Callee.Ruled r ? r.params() : List.of());
    return call(tree, method, callee, wholes, args, parts);
  }

  /** A call on a receiver that has been evaluated. */
  Value call(Tree tree, ExecutableElement method, Callee callee, Value receiver, List<Value> args) {
    var parts = new ArrayList<Parts>();
    parts.add(body.reading.signatures.self(method));
    return call(tree, method, callee, new ArrayList<>(List.of(receiver)), args, parts);
  }

  private Value call(Tree tree, ExecutableElement method, Callee callee, List<Value> wholes, List<Value> args, List<Parts> parts) {
    wholes.addAll(args);
    method.getParameters().forEach(p -> parts.add(body.reading.signatures.param(method, p)));
    if (callee instanceof Callee.External || callee instanceof Callee.TensorOp) {
      constants(tree, method, wholes);
    }
    if (!body.reading.signatures.isFlat(method)) {
      Type type = body.reading.signatures.result(method);
      List<Value> results = type == null ? List.of() : List.of(Value.temporary(type));
      body.ssa.add(new Op.Call(results, callee, wholes, body.span(tree)));
      return results.isEmpty() ? null : results.getFirst();
    }
    List<Value> flat = body.creations.flattened(wholes, parts, tree);
    List<Value> results = body.reading.signatures.results(method).stream().map(Value::temporary).toList();
    body.ssa.add(new Op.Call(results, callee, flat, body.span(tree)));
    return body.records.result(body.reading.layouts.of(method.getReturnType()), results, tree);
  }

  /** What a parameter declares to be constant arrives without a derivative. */
  private void constants(Tree tree, ExecutableElement method, List<Value> args) {
    int first = Signatures.instance(method) ? 1 : 0;
    for (int i = 0; i < method.getParameters().size(); i++) {
      Value arg = args.get(first + i);
      if (Annotated.has(method.getParameters().get(i), "NonDifferentiable")
          && (arg.type().canBeActive() || body.ssa.bundle(arg) != null)) {
        args.set(first + i, body.assignments.detach(arg, tree));
      }
    }
  }

  private Value receiver(MethodInvocationTree tree, ExecutableElement method) {
    return tree.getMethodSelect() instanceof MemberSelectTree s ? body.expressions.lower(s.getExpression())
        : body.opaque.receiver(tree, (TypeElement) method.getEnclosingElement());
  }

  private Value opaque(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, Op.Reason reason) {
    return opaque(tree, method, target, false, reason);
  }

  private Value opaque(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, boolean constant,
      Op.Reason reason) {
    return opaque(tree, method, target, constant, null, reason);
  }

  /** A call on a receiver that has been evaluated. */
  Value opaqueOn(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, Value receiver, Op.Reason reason) {
    return opaque(tree, method, target, false, receiver, reason);
  }

  /**
   * A call that is emitted as it is written.
   *
   * @param constant whether the result is a constant whatever goes in
   * @param evaluated the receiver where it has been evaluated, else null
   */
  private Value opaque(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, boolean constant,
      Value evaluated, Op.Reason reason) {
    var owner = (TypeElement) method.getEnclosingElement();
    // A public method of a hidden class is called through a subclass that is not.
    boolean inherited = Signatures.instance(method) && method.getModifiers().contains(Modifier.PUBLIC);
    Code.PrivateMethod caller = body.members.method(method);
    if (!inherited && !isArrayMethod(owner) && body.members.isOutOfReach(method)) {
      throw reason.message().equals(Message.HELPER.name())
          ? new Refusal(Message.HELPER, tree, reason.arguments().toArray(String[]::new))
          : new Refusal(Message.PRIVATE_METHOD, tree, body.reading.ir.readable(method));
    }
    body.opaque.checkThrown(method, tree);
    var snippet = new Snippet();
    if (!tree.getTypeArguments().isEmpty()) {
      return body.opaque.asWritten(tree, body.typing.typeOf(tree, body.env, target), reason);
    }
    if (caller != null) {
      snippet.piece(caller).text("(");
    }
    if (!Signatures.instance(method)) {
      if (caller == null) {
        snippet.type(IrTypes.ref(owner));
      }
    } else if (evaluated != null) {
      snippet.operand(evaluated);
    } else if (tree.getMethodSelect() instanceof IdentifierTree) {
      snippet.operand(body.opaque.receiver(tree, owner));
    } else {
      ExpressionTree qualifier = ((MemberSelectTree) tree.getMethodSelect()).getExpression();
      if (isSuper(qualifier)) {
        throw new Refusal(Message.UNSUPPORTED, qualifier, "super");
      }
      Value receiver = body.expressions.lower(qualifier);
      snippet.operand(receiver.type() instanceof Type.Primitive p
          ? body.conversions.convert(receiver, Conversions.box(p), qualifier) : receiver);
    }
    if (caller == null) {
      snippet.text("." + method.getSimpleName() + "(");
    } else if (Signatures.instance(method) && !tree.getArguments().isEmpty()) {
      snippet.text(", ");
    }
    body.opaque.arguments(tree.getArguments(), method, snippet);
    snippet.text(")");
    TypeMirror mirror = body.typing.typeOf(tree, body.env, target);
    Type type = mirror.getKind() == TypeKind.VOID ? null : body.type(mirror, tree);
    if (caller != null && !Objects.equals(type, caller.result())) {
      // A type argument of the call, which the method around the handle does not have.
      throw new Refusal(Message.PRIVATE_METHOD, tree, body.reading.ir.readable(method));
    }
    if (constant) {
      snippet.replace(v -> v.type().canBeActive() ? body.assignments.detach(v, tree) : v);
    }
    boolean looks = constant || Signatures.instance(method) && Annotated.has(owner, "DerivativeRules");
    return body.emit(snippet, type, looks ? Op.Effect.READS : effect(method, owner), reason, tree);
  }

  private static boolean isArrayMethod(TypeElement owner) {
    return owner.getQualifiedName().contentEquals("java.lang.Object");
  }

  private boolean isSuper(ExpressionTree tree) {
    return switch (tree) {
      case ParenthesizedTree t -> isSuper(t.getExpression());
      case IdentifierTree t -> t.getName().contentEquals("super");
      case MemberSelectTree t -> t.getIdentifier().contentEquals("super");
      default -> false;
    };
  }

  /** Strings and boxes do not change; a call on them may at most throw. */
  static Op.Effect effect(ExecutableElement method, TypeElement owner) {
    String name = owner.getQualifiedName().toString();
    boolean immutable = PURE.contains(name) || name.equals("java.lang.String") || name.equals("java.lang.Enum");
    boolean scalars = method.getReturnType().getKind() != TypeKind.VOID
        && method.getParameters().stream().noneMatch(p -> p.asType().getKind() == TypeKind.ARRAY
            || p.asType().getKind() == TypeKind.DECLARED && !p.asType().toString().equals("java.lang.String"));
    boolean random = method.getSimpleName().contentEquals("random");
    if (name.equals("java.util.Arrays") && LOOKS.contains(method.getSimpleName().toString())) {
      return Op.Effect.READS;
    }
    return immutable && scalars && !random ? Op.Effect.READS : Op.Effect.EFFECT;
  }
}
