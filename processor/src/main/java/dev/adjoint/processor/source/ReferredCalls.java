package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Calls of methods with values for arguments: those of method references. {@link Calls} has the calls that are written. */
final class ReferredCalls {
  private final Body body;

  ReferredCalls(Body body) {
    this.body = body;
  }

  /** The result of a method, null when it has none; the receiver is null for a static one. */
  Value call(ExecutableElement method, TypeMirror result, Value receiver, List<Value> args, Tree tree) {
    var owner = (TypeElement) method.getEnclosingElement();
    FunctionValue function = receiver == null ? null : body.known.get(receiver);
    if (body.objects.isKnown(receiver)) {
      return body.objects.call(function, method, Map.of(), receiver, args, tree);
    }
    if (function != null && method.getModifiers().contains(Modifier.ABSTRACT)) {
      return body.applications.apply(function, args, receiver, tree);
    }
    Type unboxed = Conversions.unboxed(IrTypes.ref(owner));
    String name = method.getSimpleName().toString();
    if (unboxed.isFloating() && receiver != null && name.endsWith("Value")) {
      return body.conversions.convert(body.conversions.unbox(receiver, tree), body.type(method.getReturnType(), tree), tree);
    }
    if (unboxed.isFloating() && name.equals("valueOf") && method.getParameters().getFirst().asType().getKind().isPrimitive()) {
      return body.conversions.convert(args.getFirst(), unboxed, tree);
    }
    String accessed = receiver == null ? null : body.records.accessed(method);
    Value component = accessed == null ? null : body.records.component(receiver, accessed, tree);
    if (component != null) {
      return component;
    }
    if (receiver != null && receiver.type().isArray() && name.equals("clone")) {
      Value copy = Value.temporary(receiver.type());
      body.ssa.add(new Op.Copy(copy, Op.CopyKind.CLONE, receiver, List.of(), body.span(tree)));
      return copy;
    }
    Callee found = body.externals.find(tree, method, owner, body.reading.ir.key(method));
    boolean dispatched = found == null && DispatchedMethods.isOpen(method, body.reading.signatures)
        && !body.reading.signatures.isFlat(method);
    Callee callee = dispatched ? body.externals.generated(tree, method, owner) : found;
    if (callee != null) {
      body.opaque.checkThrown(method, tree);
      return emit(method, callee, receiver, args, tree);
    }
    if (Calls.isScalarFunction(method, owner)) {
      Value value = Value.temporary(body.type(method.getReturnType(), tree));
      body.ssa.add(new Op.Intrinsic(value, IrTypes.ref(owner), name, converted(method, args, tree), body.span(tree)));
      return value;
    }
    if (body.helpers.isReadable(method) && method.getTypeParameters().isEmpty() && !Calls.isOverridable(method, owner)) {
      return body.helpers.call(method, Map.of(), receiver, args, tree);
    }
    Op.Reason reason = body.reading.unreadable.get(body.reading.ir.key(method));
    boolean overridable = body.helpers.isReadable(method) && Calls.isOverridable(method, owner);
    return opaque(method, result, receiver, args, reason != null ? reason : Body.reason(
        overridable ? Message.OVERRIDABLE : Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)), tree);
  }

  private List<Value> converted(ExecutableElement method, List<Value> args, Tree tree) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < args.size(); i++) {
      TypeMirror formal = body.reading.types.erasure(method.getParameters().get(i).asType());
      values.add(body.conversions.convert(args.get(i), body.type(formal, tree), tree));
    }
    return values;
  }

  private Value emit(ExecutableElement method, Callee callee, Value receiver, List<Value> args, Tree tree) {
    var values = new ArrayList<Value>();
    if (receiver != null) {
      values.add(receiver);
    }
    List<Value> given = converted(method, args, tree);
    for (int i = 0; i < given.size(); i++) {
      boolean constant = Annotated.has(method.getParameters().get(i), "NonDifferentiable") && given.get(i).type().isDifferentiable();
      values.add(constant ? body.assignments.detach(given.get(i), tree) : given.get(i));
    }
    boolean isVoid = method.getReturnType().getKind() == TypeKind.VOID;
    List<Value> results = isVoid ? List.of() : List.of(Value.temporary(body.reading.ir.erased(method.getReturnType())));
    body.ssa.add(new Op.Call(results, callee, values, body.span(tree)));
    return isVoid ? null : results.getFirst();
  }

  /** A call that is emitted as it stands. */
  Value opaque(ExecutableElement method, TypeMirror result, Value receiver, List<Value> args, Op.Reason reason, Tree tree) {
    body.opaque.checkThrown(method, tree);
    boolean inherited = receiver != null && method.getModifiers().contains(Modifier.PUBLIC);
    Code.PrivateMethod caller = body.members.method(method);
    if (!inherited && body.members.isOutOfReach(method)) {
      throw new Refusal(Message.PRIVATE_METHOD, tree, body.reading.ir.readable(method));
    }
    var snippet = new Snippet();
    String separator = "";
    if (caller != null) {
      snippet.piece(caller).text("(");
      if (receiver != null) {
        snippet.operand(receiver);
        separator = ", ";
      }
    } else if (receiver != null) {
      snippet.operand(receiver.type() instanceof Type.Primitive p
          ? body.conversions.convert(receiver, Conversions.box(p), tree) : receiver).text("." + method.getSimpleName() + "(");
    } else {
      snippet.type(IrTypes.ref((TypeElement) method.getEnclosingElement())).text("." + method.getSimpleName() + "(");
    }
    for (Value arg : converted(method, args, tree)) {
      body.ssa.explain(arg, reason);
      snippet.text(separator).operand(arg);
      separator = ", ";
    }
    Type type = result.getKind() == TypeKind.VOID ? null : body.type(result, tree);
    return body.emit(snippet.text(")"), type, PlainCalls.effect(method, (TypeElement) method.getEnclosingElement()), reason, tree);
  }
}
