package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.List;

/** The reverse halves of calls. */
final class CallSweep {
  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;

  CallSweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  void reverse(Op.Call op) {
    Shadows.SplitCall call = context.splitCalls.get(op);
    var scalars = new ArrayList<Value>();
    for (int i = 0; i < call.args().size(); i++) {
      if (call.wrt().get(i) && call.args().get(i).type().hasAdjointValue()) {
        scalars.add(call.args().get(i));
      }
    }
    var seeds = new ArrayList<Value>();
    for (Value result : call.results()) {
      if (result.type().hasAdjointValue()) {
        seeds.add(adjoints.orZero(out, result));
      }
      adjoints.take(result);
    }
    if (call.callee() instanceof Callee.Ruled ruled) {
      if (call.partials() != null) {
        partials(call, seeds.getFirst(), scalars);
        return;
      }
      Value result = call.results().isEmpty() ? null : call.results().getFirst();
      rule(op, call, ruled, result, seeds.isEmpty() ? null : seeds.getFirst(), scalars);
    } else {
      split(op, call, seeds, scalars);
    }
  }

  /** One adjoint comes back as the result, several on the tape in the parameters' order. */
  private void split(Op.Call op, Shadows.SplitCall call, List<Value> seeds, List<Value> scalars) {
    Callee.Generated reverse = switch (call.callee()) {
      case Callee.External c -> context.names.reverse(c);
      case Callee.Local c -> context.names.reverse(c, call.wrt());
      case Callee c -> throw new IllegalStateException("call of " + c);
    };
    var args = new ArrayList<Value>(seeds);
    if (reverse.instance()) {
      args.addFirst(region.use(call.args().getFirst()));
    }
    args.add(context.tape());
    if (scalars.size() == 1) {
      Value adjoint = adjoint(scalars.getFirst());
      out.add(new Op.Call(List.of(adjoint), reverse, args, op.span()));
      adjoints.add(out, scalars.getFirst(), adjoint);
      return;
    }
    out.add(new Op.Call(List.of(), reverse, args, op.span()));
    for (Value scalar : scalars.reversed()) {
      Value adjoint = adjoint(scalar);
      Storage.pop(context, out, adjoint);
      adjoints.add(out, scalar, adjoint);
    }
  }

  private void partials(Shadows.SplitCall call, Value seed, List<Value> scalars) {
    Value partials = region.use(call.partials());
    for (int i = 0; i < scalars.size(); i++) {
      Value partial = partials.type().isArray() ? out.load(partials, out.constant(i), null) : partials;
      adjoints.add(out, scalars.get(i), out.binary(Op.BinaryKind.MUL, seed, partial));
    }
  }

  private Value adjoint(Value scalar) {
    return context.maybeNull(new Value(scalar.type().shadow(), Context.adjointName(scalar)));
  }

  /** The user's rule gets the arguments or what was kept, the seed and the shadows; several scalar adjoints come back in an array. */
  private void rule(Op.Call op, Shadows.SplitCall call, Callee.Ruled ruled, Value result, Value seed,
      List<Value> scalars) {
    var args = new ArrayList<Value>();
    switch (ruled.reads()) {
      case Callee.RuleReads.Arguments r -> call.args().forEach(a -> args.add(region.use(a)));
      case Callee.RuleReads.Result r -> {
        call.args().forEach(a -> args.add(region.use(a)));
        args.add(region.use(call.kept()));
      }
      case Callee.RuleReads.State r -> args.add(region.use(call.kept()));
    }
    if (seed != null) {
      args.add(seed);
    } else if (result != null && result.type().isArray()) {
      args.add(region.use(context.shadow(result)));
    }
    for (int i = 0; i < call.args().size(); i++) {
      Value a = call.args().get(i);
      if (call.wrt().get(i) && a.type().isArray()) {
        Value shadow = context.shadows.get(a);
        args.add(shadow != null ? region.use(shadow)
            : out.runtime(RuntimeFunction.ZEROS_LIKE, a.type().shadow(), null, region.use(a)));
      }
    }
    Callee.Generated callee = context.names.rule(ruled.vjp());
    if (scalars.isEmpty()) {
      out.add(new Op.Call(List.of(), callee, args, op.span()));
    } else if (scalars.size() == 1) {
      var adjoint = new Value(Type.DOUBLE, Context.adjointName(scalars.getFirst()));
      out.add(new Op.Call(List.of(adjoint), callee, args, op.span()));
      adjoints.add(out, scalars.getFirst(), adjoint);
    } else {
      var all = new Value(Type.DOUBLE.array(), ruled.name() + "Adjoints");
      out.add(new Op.Call(List.of(all), callee, args, op.span()));
      for (int i = 0; i < scalars.size(); i++) {
        adjoints.add(out, scalars.get(i), out.load(all, out.constant(i), null));
      }
    }
  }
}
