package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Forward mode of calls: each becomes the call of its callee's tangent function, of the runtime function for tangents, or of what a
 * rule says. A call in which nothing is active stays as it is.
 */
final class CallTangents {
  private final TangentMap tangents;
  private final Jets jets;
  private final Forward.HelperTangents names;

  CallTangents(TangentMap tangents, Jets jets, Forward.HelperTangents names) {
    this.tangents = tangents;
    this.jets = jets;
    this.names = names;
  }

  void write(BlockBuilder out, Op.Call o) {
    switch (o.callee()) {
      case Callee.TensorOp op -> {
        tangents.keep(out, o);
        if (tangents.active(o.results().getFirst())) {
          tangents.define(o.results().getFirst(), new TensorTangent(out, tangents.nullable()).write(o, op,
              i -> tangents.active(o.args().get(i)) ? tangents.known(o.args().get(i)) : null));
        }
      }
      case Callee.Runtime runtime -> runtime(out, o, runtime.function());
      case Callee.Generated half -> {
        Forward.Tangent tangent = names.tangent(half);
        if (tangent == null) {
          // a method that was called for its value alone
          tangents.keep(out, o);
          o.results().forEach(r -> tangents.constant(out, r));
        } else {
          half(out, o, tangent);
        }
      }
      case Callee c when !isActive(o) -> tangents.keep(out, primal(o));
      case Callee.Local c -> {
        List<Boolean> wrt = o.args().stream().map(a -> a.type().canBeActive() && tangents.active(a)).toList();
        jvp(out, o, names.jvp(c, wrt), wrt);
      }
      case Callee.External c -> {
        if (!joined(out, o) && !(jets instanceof TaylorSeries && series(out, o, c))) {
          jvp(out, o, names.jvp(c), c.wrt());
        }
      }
      case Callee.Ruled c -> {
        if (!joined(out, o)) {
          ruled(out, o, c);
        }
      }
    }
  }

  private boolean isActive(Op.Call o) {
    return o.results().stream().anyMatch(tangents::active) || Activity.differentiated(o).stream().anyMatch(tangents::active);
  }

  /** Writes the call of a method that knows nothing of what is carried here, if all that it changes can take the same. */
  private boolean joined(BlockBuilder out, Op.Call o) {
    List<Value> varied = Activity.differentiated(o).stream().filter(tangents::active).toList();
    Value joined = jets.joined(out, varied.stream().map(v -> tangents.of(out, v)).toList());
    if (joined == null) {
      return false;
    }
    tangents.keep(out, primal(o));
    o.results().forEach(r -> tangents.define(r, joined));
    varied.stream().filter(v -> v.type().isArray())
        .forEach(v -> out.add(new Op.Fill(tangents.known(v), null, null, joined, o.span())));
    return true;
  }

  /** Whether a call can be that of a method which takes a series: that of its number is all that is active. */
  static boolean takesSeries(Op.Call o, Callee.External c, Predicate<Value> active) {
    return c.taylor() >= 0 && active.test(o.args().get(c.taylor())) && IntStream.range(0, o.args().size())
        .noneMatch(i -> i != c.taylor() && o.args().get(i).type().canBeActive() && active.test(o.args().get(i)));
  }

  /** Calls the method with a series, which gives the value with the other coefficients. */
  private boolean series(BlockBuilder out, Op.Call o, Callee.External c) {
    if (!takesSeries(o, c, tangents::active)) {
      return false;
    }
    var args = new ArrayList<>(o.args());
    args.set(c.taylor(), tangents.orZeros(out, args.get(c.taylor())));
    Value result = o.results().getFirst();
    Value series = tangents.declare(result);
    tangents.keep(out, new Op.Call(List.of(series), new Callee.Generated(c.derivatives(), c.name() + "Taylor", null, List.of()), args,
        o.span()));
    boolean exact = result.type() == Type.DOUBLE;
    Value value = exact ? result : Value.temporary(Type.DOUBLE);
    tangents.keep(out, new Op.Load(value, series, out.constant(0), o.span()));
    if (!exact) {
      tangents.keep(out, new Op.Cast(result, value, o.span()));
    }
    return true;
  }

  private void ruled(BlockBuilder out, Op.Call o, Callee.Ruled rule) {
    Value t;
    if (RuledTangent.comesFirst(rule)) {
      t = RuledTangent.write(out, o, rule, null, v -> tangents.orZeros(out, v));
      tangents.keep(out, o);
    } else {
      int before = out.ops().size();
      Value kept = RuledPrimal.write(out, o, rule, false).value();
      tangents.keepAll(out.ops().subList(before, out.ops().size()));
      t = RuledTangent.write(out, o, rule, kept, v -> tangents.orZeros(out, v));
    }
    if (t != null && !o.results().isEmpty() && o.results().getFirst().type().isDifferentiable()) {
      tangents.define(o.results().getFirst(), t);
    }
  }

  private void jvp(BlockBuilder out, Op.Call o, Callee.Generated jvp, List<Boolean> wrt) {
    var args = new ArrayList<>(o.args());
    for (int i = 0; i < wrt.size(); i++) {
      if (wrt.get(i)) {
        args.add(tangents.orZeros(out, o.args().get(i)));
      }
    }
    args.addAll(jets.context());
    var results = new ArrayList<>(o.results());
    o.results().stream().filter(r -> r.type().canBeActive()).forEach(r -> results.add(tangents.declare(r)));
    tangents.keep(out, new Op.Call(results, jvp, args, o.span()));
  }

  private void half(BlockBuilder out, Op.Call o, Forward.Tangent tangent) {
    var args = new ArrayList<>(o.args());
    for (int i = 0; i < o.args().size(); i++) {
      if (tangent.wrt().get(i)) {
        args.add(tangents.orZeros(out, o.args().get(i)));
      }
    }
    var results = new ArrayList<>(o.results());
    for (int i = 0; i < o.results().size(); i++) {
      if (tangent.results().get(i)) {
        results.add(tangents.declare(o.results().get(i)));
      }
    }
    tangents.keep(out, new Op.Call(results, tangent.callee(), args, o.span()));
  }

  /** What reverse mode asks of the runtime: numbers and shadows are kept, and got back, together with their tangents. */
  private void runtime(BlockBuilder out, Op.Call o, RuntimeFunction function) {
    List<Value> args = o.args();
    switch (function) {
      case PUSH_DOUBLE -> {
        tangents.keep(out, o);
        out.runtime(function, args.getFirst(), tangents.of(out, args.get(1)));
      }
      case PUSH_REF -> {
        tangents.keep(out, o);
        if (args.get(1).type().canBeActive()) {
          out.runtime(function, args.getFirst(), tangents.of(out, args.get(1)));
        }
      }
      case POP_DOUBLE, POP_REF -> {
        Value result = o.results().getFirst();
        if (result.type().canBeActive()) {
          out.add(new Op.Call(List.of(tangents.declare(result)), o.callee(), args, o.span()));
        }
        tangents.keep(out, o);
      }
      case POOL_DOUBLES, POOL_LIKE, ZEROS_LIKE -> {
        tangents.keep(out, o);
        if (tangents.active(o.results().getFirst())) {
          out.add(new Op.Call(List.of(tangents.declare(o.results().getFirst())), o.callee(), args, o.span()));
        }
      }
      case DEEP_COPY -> {
        tangents.keep(out, o);
        Value result = o.results().getFirst();
        if (tangents.active(result) && tangents.active(args.getFirst())) {
          out.add(new Op.Call(List.of(tangents.declare(result)), o.callee(), List.of(tangents.of(out, args.getFirst())), o.span()));
        } else {
          tangents.constant(out, result);
        }
      }
      case ADD_INTO, ADD_STAGE -> {
        tangents.keep(out, o);
        if (tangents.active(args.get(1)) && tangents.active(args.getFirst())) {
          out.runtime(function, tangents.of(out, args.getFirst()), tangents.of(out, args.get(1)));
        }
      }
      case OWN_ROWS, TAKE_OUT -> {
        tangents.keep(out, o);
        Value result = o.results().getFirst();
        if (tangents.active(result)) {
          out.add(new Op.Call(List.of(tangents.declare(result)), o.callee(), List.of(tangents.of(out, args.getFirst())), o.span()));
        }
      }
      case DEAL_OUT -> {
        tangents.keep(out, o);
        if (tangents.active(args.get(1)) && tangents.active(args.get(2))) {
          out.runtime(function, args.getFirst(), tangents.of(out, args.get(1)), tangents.of(out, args.get(2)));
        }
      }
      case CHECKPOINTS_PUT, CHECKPOINTS_CONTENT, CHECKPOINTS_TAKE_DOUBLE, CHECKPOINTS_TAKE_REF, CONTENTS_KEEP, CONTENTS_MOVE ->
          throw new IllegalStateException("a checkpointed loop is not differentiated again");
      // A detached tensor is constant, whatever the analysis claims; the others have to do with no number.
      case RuntimeFunction other -> tangents.keep(out, o);
    }
  }

  /** The call as the primal has it. */
  private Op.Call primal(Op.Call o) {
    return switch (o.callee()) {
      case Callee.Local c when c.flat() -> new Op.Call(o.results(), names.primal(c), o.args(), o.span());
      case Callee.External c when c.flat() -> new Op.Call(o.results(), names.primal(c), o.args(), o.span());
      case Callee c -> o;
    };
  }
}
