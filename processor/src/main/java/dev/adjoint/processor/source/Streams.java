package dev.adjoint.processor.source;

import com.sun.source.tree.MethodInvocationTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.StreamChain.Call;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/**
 * Streams that are made and used in one expression become loops. One that is not, or with an operation that is not lowered, is
 * emitted as it is written and refused where something active flows in.
 */
final class Streams {
  private final Body body;

  Streams(Body body) {
    this.body = body;
  }

  /** The calls of the chain that ends with this one; null where it is no such chain. */
  List<Call> chain(MethodInvocationTree tree, ExecutableElement method) {
    return StreamChain.isPart(method) && !method.getModifiers().contains(javax.lang.model.element.Modifier.STATIC)
        ? StreamChain.calls(body, tree) : null;
  }

  /** Lowers a chain; null when it has no result. */
  Value lower(List<Call> calls, TypeMirror target) {
    Call last = calls.getLast();
    StreamChain chain = StreamChain.of(calls);
    int mark = body.ssa.mark();
    Call stranger = chain == null ? StreamChain.stranger(calls) : null;
    Op.Reason reason = Body.reason(Message.STREAM, stranger == null ? last.readable() : stranger.readable());
    if (chain != null) {
      try {
        return new StreamResult(body, chain).lower();
      } catch (Refusal e) {
        boolean unknown = e.message() == Message.UNKNOWN_FUNCTION || e.message() == Message.HELPER || e.message() == Message.STREAM;
        if (!unknown || !Assigned.in(List.of(last.tree())).isEmpty()) {
          throw e;
        }
        body.ssa.rollback(mark);
        reason = Body.reason(e.message(), e.arguments());
      }
    }
    TypeMirror type = body.typing.typeOf(last.tree(), body.env, target);
    return body.opaque.asWritten(last.tree(), type, reason, stranger == null ? last.tree() : stranger.tree());
  }
}
