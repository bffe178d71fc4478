package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Calls of methods whose implementation depends on the receiver's class (JLS 15.12.4.4), where all classes that it may have are known: a
 * branch for each of them, in the order in which they are permitted, and in it a call of that class's method.
 */
final class Dispatch {
  /** A class that the receiver may have, and what it does. */
  private record Target(TypeElement type, ExecutableElement method) {}

  private final Body body;

  Dispatch(Body body) {
    this.body = body;
  }

  /** What a call may run, or null where it is no such call, or one that carries no derivative. */
  private List<Target> targets(MethodInvocationTree tree, ExecutableElement method) {
    TypeMirror receiver = receiverType(tree, method);
    if (receiver == null || receiver.getKind() != TypeKind.DECLARED || !method.getTypeParameters().isEmpty()) {
      return null;
    }
    var type = (TypeElement) ((DeclaredType) receiver).asElement();
    List<TypeElement> classes = Sealed.classes(type);
    if (classes == null || classes.equals(List.of(method.getEnclosingElement()))
        || classes.stream().anyMatch(c -> !c.getTypeParameters().isEmpty())) {
      return null;
    }
    var targets = new ArrayList<Target>();
    for (TypeElement c : classes) {
      ExecutableElement m = implementation(method, c);
      if (m == null) {
        return null;
      }
      targets.add(new Target(c, m));
    }
    boolean apart = body.parts(receiver) != null;
    boolean matters = apart || body.reading.signatures.touchesFloating(method);
    return matters && targets.stream().anyMatch(t -> isKnown(t.method())) ? targets : null;
  }

  private TypeMirror receiverType(MethodInvocationTree tree, ExecutableElement method) {
    if (!Signatures.instance(method) || method.getModifiers().contains(Modifier.PRIVATE)) {
      return null;
    }
    if (tree.getMethodSelect() instanceof IdentifierTree) {
      return body.owner.asType();
    }
    ExpressionTree select = ((MemberSelectTree) tree.getMethodSelect()).getExpression();
    return select.toString().endsWith("super") ? null : body.concrete(body.typing.typeOf(select, body.env));
  }

  /** The method that runs where the receiver is of a class, or null. */
  private ExecutableElement implementation(ExecutableElement method, TypeElement type) {
    return ElementFilter.methodsIn(body.reading.elements.getAllMembers(type)).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && !m.getModifiers().contains(Modifier.ABSTRACT))
        .filter(m -> m.equals(method) || body.reading.elements.overrides(m, method, type)).findFirst().orElse(null);
  }

  private boolean isKnown(ExecutableElement method) {
    return body.helpers.isReadable(method) || body.records.accessed(method) != null || Annotated.has(method, "Differentiable");
  }

  /** Whether {@link #call} lowers the call. */
  boolean applies(MethodInvocationTree tree, ExecutableElement method) {
    return targets(tree, method) != null;
  }

  /** The call's value, or null where it has none. */
  Value call(MethodInvocationTree tree, ExecutableElement method, TypeMirror target) {
    List<Target> targets = targets(tree, method);
    Value receiver = tree.getMethodSelect() instanceof MemberSelectTree s ? body.expressions.lower(s.getExpression())
        : body.opaque.receiver(tree, (TypeElement) method.getEnclosingElement());
    List<Value> args = body.creations.arguments(tree, method);
    body.opaque.checkThrown(method, tree);
    TypeMirror type = body.typing.typeOf(tree, body.env, target);
    Bundle bundle = body.ssa.bundle(receiver);
    if (bundle != null) {
      body.records.notNull(bundle, tree);
    } else {
      var code = new Snippet().type(Type.Ref.of("java.util", "Objects")).text(".requireNonNull(").operand(receiver).text(")");
      body.emit(code, null, Op.Effect.EFFECT, Body.reason(Message.ACTIVE_REFERENCE, "the receiver", IrTypes.shortName(receiver.type())),
          tree);
    }
    boolean same = targets.stream().allMatch(t -> t.method().equals(targets.getFirst().method()));
    if (same) {
      return call(targets.getFirst().method(), type, receiver, args, tree);
    }
    Variable result = type.getKind() == TypeKind.VOID ? null : body.temporary(type, tree);
    branch(targets, 0, receiver, args, type, result, tree);
    return result == null ? null : body.read(result, tree);
  }

  private void branch(List<Target> targets, int k, Value receiver, List<Value> args, TypeMirror type, Variable result, Tree tree) {
    Runnable here = () -> {
      Value value = call(targets.get(k).method(), type, as(receiver, targets.get(k).type(), tree), args, tree);
      if (result != null) {
        body.assign(result, body.conversions.convert(value, result.type, tree), tree);
      }
    };
    if (k == targets.size() - 1) {
      here.run();
      return;
    }
    Value is = isOf(receiver, targets.get(k).type(), tree);
    if (body.ssa.constantOf(is) instanceof Boolean known) {
      if (known) {
        here.run();
      } else {
        branch(targets, k + 1, receiver, args, type, result, tree);
      }
      return;
    }
    Ssa.Branch yes = body.ssa.branch(here);
    Ssa.Branch no = body.ssa.branch(() -> branch(targets, k + 1, receiver, args, type, result, tree));
    body.ssa.merge(is, yes, no, body.span(tree));
  }

  private Value isOf(Value receiver, TypeElement type, Tree tree) {
    Bundle bundle = body.ssa.bundle(receiver);
    if (bundle != null) {
      return body.sums.isAmong(bundle, body.sums.casesOf((Parts.Sum) bundle.parts(), type.asType()), tree);
    }
    return body.emit(new Snippet().operand(receiver).text(" instanceof ").type(IrTypes.ref(type)), Type.BOOLEAN, Op.Effect.PURE,
        Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(receiver.type())), tree);
  }

  private Value as(Value receiver, TypeElement type, Tree tree) {
    Bundle bundle = body.ssa.bundle(receiver);
    return bundle == null ? body.opaque.cast(receiver, body.type(type.asType(), tree), tree)
        : body.sums.narrowed(bundle, type.asType(), tree);
  }

  /** A call of a method that is known, on a receiver that is not null. */
  private Value call(ExecutableElement method, TypeMirror type, Value receiver, List<Value> args, Tree tree) {
    var owner = (TypeElement) method.getEnclosingElement();
    String component = body.records.accessed(method);
    Value read = component == null ? null : body.records.component(receiver, component, tree);
    if (read != null) {
      return read;
    }
    Callee callee = body.externals.find(tree, method, owner, body.reading.ir.key(method));
    if (callee != null) {
      return body.calls.call(tree, method, callee, receiver, args);
    }
    if (body.helpers.isReadable(method) && !isOverriddenBelow(method, owner)) {
      return body.helpers.call(method, Map.of(), receiver, args, tree);
    }
    Op.Reason reason = body.reading.unreadable.get(body.reading.ir.key(method));
    return new ReferredCalls(body).opaque(method, type, receiver, args,
        reason != null ? reason : Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(method)), tree);
  }

  /** Constants of an enum may have bodies of their own. */
  private static boolean isOverriddenBelow(ExecutableElement method, TypeElement owner) {
    return owner.getKind() == ElementKind.ENUM && Calls.isOverridable(method, owner);
  }
}
