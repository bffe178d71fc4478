package dev.adjoint.processor.source;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Method invocations, JLS 15.12: which of the representation's calls each is. */
final class Calls {
  /** Classes whose static methods on scalars are functions of their arguments alone. */
  static final Set<String> PURE = Set.of("java.lang.Math", "java.lang.StrictMath", "java.lang.Double",
      "java.lang.Float", "java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte",
      "java.lang.Character", "java.lang.Boolean", "org.apache.commons.math3.util.FastMath", "org.hipparchus.util.FastMath");

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
    if (apart != null && body.externals.find(tree, method, (TypeElement) method.getEnclosingElement(), body.reading.ir.key(method)) == null) {
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
    Callee rule = body.externals.rule(tree, method, owner, key);
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
      return body.plainCalls.call(tree, method, target, Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)));
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
    if (body.applications.isOnFunction(tree, method) && (!Annotated.has(method, "Differentiable") || body.applications.isOnKnown(tree))) {
      return body.applications.onFunction(tree, method, target);
    }
    Value identity = body.applications.identity(tree, method, target);
    return identity != null ? identity : differentiated(tree, method, owner, key, target);
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
    return body.plainCalls.call(tree, method, target, constant,
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
          ? body.plainCalls.on(tree, method, target, number, Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)))
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
      if (annotation == null && isOverridable(method, owner) && !isOnSuper(tree)) {
        return body.plainCalls.call(tree, method, target, Body.reason(Message.OVERRIDABLE, body.reading.ir.readable(method)));
      }
      if (specialised) {
        return body.helpers.call(tree, method, null, target);
      }
      body.reading.reach(new Source.Method(key, method), tree);
      var own = new Callee.Local(key, method.getSimpleName().toString(), !body.reading.signatures.isCalledByName(method, body.reading.owner));
      return DispatchedMethods.isOpen(method, body.reading.signatures) && !isOnSuper(tree) ? open(tree, method, own, target)
          : call(tree, method, own);
    }
    if (annotation != null && (!sameClass || method.getModifiers().contains(Modifier.ABSTRACT))) {
      return isOnSuper(tree) && DispatchedMethods.isOpen(method, body.reading.signatures) ? ofSuper(tree, method)
          : call(tree, method, body.externals.generated(tree, method, owner));
    }
    return body.plainCalls.call(tree, method, target,
        reason != null ? reason : Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)));
  }

  /** A call of a method of this file that may be overridden: its body, or what the receiver's class has. */
  private Value open(MethodInvocationTree tree, ExecutableElement method, Callee.Local own, TypeMirror target) {
    body.opaque.checkThrown(method, tree);
    Value receiver = receiver(tree, method);
    List<Value> args = body.creations.arguments(tree, method);
    if (body.dispatched.wantsBodies(method)) {
      SourceFunction.checkReceiver(body, method, receiver, body.span(tree));
      return call(tree, method, own, receiver, args);
    }
    TypeMirror type = body.typing.typeOf(tree, body.env, target);
    Variable result = type.getKind() == TypeKind.VOID ? null : body.temporary(type, tree);
    Value overridden = body.dispatched.isOverridden(method, receiver, tree);
    Callee other = body.externals.generated(tree, method, (TypeElement) method.getEnclosingElement());
    Ssa.Branch yes = body.ssa.branch(() -> assign(result, call(tree, method, other, receiver, args), tree));
    Ssa.Branch no = body.ssa.branch(() -> assign(result, call(tree, method, own, receiver, args), tree));
    body.ssa.merge(overridden, yes, no, body.span(tree));
    return result == null ? null : body.read(result, tree);
  }

  private void assign(Variable result, Value value, Tree tree) {
    if (result != null) {
      body.assign(result, body.conversions.convert(value, result.type, tree), tree);
    }
  }

  /** A call of a superclass's method of another file, which does not depend on the receiver's class, JLS 15.12.3. */
  private Value ofSuper(MethodInvocationTree tree, ExecutableElement method) {
    body.opaque.checkThrown(method, tree);
    if (body.reading.signatures.isFlat(method)) {
      throw new Refusal(Message.UNSUPPORTED, tree, "a call of super with records");
    }
    var args = new ArrayList<Value>(List.of(receiver(tree, method)));
    args.addAll(body.creations.arguments(tree, method));
    constants(tree, method, args);
    List<Value> results = body.dispatched.callOfSuper(method, args, tree);
    return results.isEmpty() ? null : results.getFirst();
  }

  private static boolean isOnSuper(MethodInvocationTree tree) {
    return tree.getMethodSelect() instanceof MemberSelectTree s && PlainCalls.isSuper(s.getExpression());
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
    return tree.getMethodSelect() instanceof MemberSelectTree s && !isOnSuper(tree) ? body.expressions.lower(s.getExpression())
        : body.opaque.receiver(tree, (TypeElement) method.getEnclosingElement());
  }
}
