package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Calls that are emitted as they are written: of methods without a derivative. */
final class PlainCalls {
  /** Methods of {@code java.util.Arrays} that look at arrays and change nothing. */
  private static final Set<String> LOOKS = Set.of("binarySearch", "compare", "equals", "hashCode", "mismatch", "toString");

  private final Body body;

  PlainCalls(Body body) {
    this.body = body;
  }

  /** A call on whatever receiver is written. */
  Value call(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, Op.Reason reason) {
    return call(tree, method, target, false, reason);
  }

  /** A call whose result is a constant, whatever goes in, if {@code constant}. */
  Value call(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, boolean constant,
      Op.Reason reason) {
    return call(tree, method, target, constant, null, reason);
  }

  /** A call on a receiver that has been evaluated. */
  Value on(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, Value receiver, Op.Reason reason) {
    return call(tree, method, target, false, receiver, reason);
  }

  /**
   * A call that is emitted as it is written.
   *
   * @param constant whether the result is a constant whatever goes in
   * @param evaluated the receiver where it has been evaluated, else null
   */
  private Value call(MethodInvocationTree tree, ExecutableElement method, TypeMirror target, boolean constant,
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

  static boolean isSuper(ExpressionTree tree) {
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
    boolean immutable = Calls.PURE.contains(name) || name.equals("java.lang.String") || name.equals("java.lang.Enum");
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
