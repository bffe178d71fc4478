package dev.adjoint.processor.transform.implicit;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.reverse.HelperNames;
import java.util.ArrayList;
import java.util.List;

/** Calls of the derivatives of a residual or a step, at a point that stays. */
final class Companion {
  private static final Type TAPE = Type.Ref.of("dev.adjoint.runtime.tape", "Tape");

  private final Unit.Implicit implicit;
  private final HelperNames names;
  private final Forward.HelperTangents tangents;
  private final List<Value> args;
  /** With respect to the point alone, and to everything else. */
  final List<Boolean> point;
  final List<Boolean> rest;

  /** @param args the point, then the other arguments */
  Companion(Unit.Implicit implicit, HelperNames names, Forward.HelperTangents tangents, List<Value> args) {
    this.implicit = implicit;
    this.names = names;
    this.tangents = tangents;
    this.args = args;
    this.point = new ArrayList<>();
    this.rest = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      point.add(i == 0);
      rest.add(i > 0 && implicit.callee().wrt().get(implicit.arguments().get(i - 1)));
    }
  }

  /**
   * A reverse sweep.
   *
   * @param wrt {@link #point} or {@link #rest}
   * @param buffers one for each array that wrt chooses
   * @return the adjoints of the scalars that wrt chooses
   */
  List<Value> pull(BlockBuilder out, Value tape, List<Boolean> wrt, Value seed, List<Value> buffers) {
    var forward = new ArrayList<>(args);
    forward.addAll(buffers);
    forward.add(tape);
    Value result = Value.temporary(implicit.callee().result());
    out.add(new Op.Call(List.of(result), names.forward(implicit.companion(), wrt), forward, out.span()));
    var seeds = new ArrayList<Value>();
    if (result.type().isArray()) {
      Value shadow = out.runtime(RuntimeFunction.POP_REF, result.type(), "resultAdjoint", tape);
      sameLength(out, result);
      out.runtime(RuntimeFunction.ADD_INTO, seed, shadow);
    } else {
      seeds.add(seed);
    }
    seeds.add(tape);
    int scalars = 0;
    for (int i = 0; i < args.size(); i++) {
      scalars += wrt.get(i) && !args.get(i).type().isArray() ? 1 : 0;
    }
    Callee.Generated reverse = names.reverse(implicit.companion(), wrt);
    if (scalars == 1) {
      var adjoint = new Value(Type.DOUBLE, null);
      out.add(new Op.Call(List.of(adjoint), reverse, seeds, out.span()));
      return List.of(adjoint);
    }
    out.add(new Op.Call(List.of(), reverse, seeds, out.span()));
    var adjoints = new ArrayList<Value>();
    for (int i = args.size() - 1; i >= 0; i--) {
      if (wrt.get(i) && !args.get(i).type().isArray()) {
        adjoints.addFirst(out.runtime(RuntimeFunction.POP_DOUBLE, Type.DOUBLE, args.get(i).name() + "Adjoint", tape));
      }
    }
    return adjoints;
  }

  /**
   * The tangent of the result.
   *
   * @param directions one tangent for each argument that wrt chooses
   */
  Value push(BlockBuilder out, List<Boolean> wrt, List<Value> directions) {
    var all = new ArrayList<>(args);
    all.addAll(directions);
    Value result = Value.temporary(implicit.callee().result());
    var tangent = new Value(result.type(), "tangent");
    out.add(new Op.Call(List.of(result, tangent), tangents.jvp(implicit.companion(), wrt), all, out.span()));
    if (result.type().isArray()) {
      sameLength(out, result);
    }
    return tangent;
  }

  private void sameLength(BlockBuilder out, Value result) {
    out.runtime(RuntimeFunction.IMPLICIT_SAME_LENGTH, name(out), args.getFirst(), result);
  }

  /** The method's name as a string. */
  Value name(BlockBuilder out) {
    return out.constant(Type.STRING, implicit.callee().name());
  }

  /** A new tape. */
  static Value tape(BlockBuilder out) {
    return out.runtime(RuntimeFunction.TAPE_NEW, TAPE, "tape");
  }
}
