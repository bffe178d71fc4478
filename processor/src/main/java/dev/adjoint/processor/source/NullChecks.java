package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** {@code Objects.requireNonNull(x)}, which gives what it gets, with its derivative. */
final class NullChecks {
  private NullChecks() {}

  /** The checked value; null for another call, and where no derivative can live in the argument. */
  static Value lower(Body body, MethodInvocationTree tree, ExecutableElement method, TypeMirror target) {
    var owner = (TypeElement) method.getEnclosingElement();
    if (!owner.getQualifiedName().contentEquals("java.util.Objects") || !method.getSimpleName().contentEquals("requireNonNull")
        || method.getParameters().size() != 1) {
      return null;
    }
    ExpressionTree argument = tree.getArguments().getFirst();
    TypeMirror mirror = body.typing.typeOf(argument, body.env, target);
    Type type = body.type(mirror, argument);
    if (body.parts(mirror) == null && !type.isDifferentiable() && !Conversions.unboxed(type).isFloating()) {
      return null;
    }
    Value value = body.expressions.lower(argument, target);
    Bundle bundle = body.ssa.bundle(value);
    if (bundle != null && bundle.present() != null) {
      body.records.notNull(bundle, tree);
    } else if (body.conversions.content(value) == null) {
      Value checked = bundle == null ? value : bundle.leaves().getFirst();
      body.emit(new Snippet().type(IrTypes.ref(owner)).text(".requireNonNull(").operand(checked).text(")"), null, Op.Effect.READS,
          Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(type)), tree);
    }
    return value;
  }
}
