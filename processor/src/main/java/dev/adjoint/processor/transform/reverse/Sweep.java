package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Pulls;
import java.util.List;
import java.util.function.Supplier;

/**
 * The reverse sweep of one region: its operations from the last to the first, each adding what it contributes to the
 * adjoints of its operands. A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapter 3.
 */
final class Sweep {
  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;
  private String said = "";

  Sweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  /** Reverses all operations of the region. */
  void run() {
    List<Op> ops = region.block.ops();
    if (!ops.isEmpty() && ops.getLast() instanceof Op.Throw) {
      return;
    }
    for (Op op : ops.reversed()) {
      out.at(op.span());
      reverse(op);
    }
  }

  private void reverse(Op op) {
    switch (op) {
      case Op.Unary o -> scalar(o, o.result(), List.of(o.a()), Rules.unary(o.kind()), Rules.MATH);
      case Op.Binary o -> scalar(o, o.result(), List.of(o.a(), o.b()), Rules.binary(o.kind(), o.a().type()), Rules.MATH);
      case Op.Intrinsic o -> scalar(o, o.result(), o.args(), Activity.rule(o), o.owner());
      case Op.Cast o -> {
        Value a = adjoints.take(o.result());
        if (a != null && context.active(o.a())) {
          adjoints.add(out, o.a(), a);
        }
      }
      case Op.Load o -> {
        Value a = adjoints.take(o.result());
        if (a != null && context.active(o.result())) {
          say(op);
          Value shadow = region.use(context.shadow(o.array()));
          if (a.type().isTensor()) {
            out.runtime(RuntimeFunction.TENSORS_ADD, shadow, region.use(o.index()), a);
          } else {
            out.accumulate(shadow, region.use(o.index()), a);
          }
        }
      }
      case Op.Store o -> {
        if (o.value().type().isTensor() && context.active(o.array())) {
          say(op);
          new ArraySweep(context, region, out, adjoints).storeTensor(o);
        } else if (o.value().type().isFloating() && context.active(o.array()) && o.array() != context.output) {
          say(op);
          Value shadow = region.use(context.shadow(o.array()));
          Value index = region.use(o.index());
          if (context.active(o.value())) {
            adjoints.add(out, o.value(), out.load(shadow, index, null));
          }
          out.store(shadow, index, out.constant(0.0));
        }
      }
      case Op.Fill o -> {
        if (o.value().type().hasAdjointValue() && context.active(o.array())) {
          say(op);
          new ArraySweep(context, region, out, adjoints).fill(o);
        }
      }
      case Op.Copy o -> {
        if (o.result().type().rank() == 1 && context.active(o.result())
            && !context.snapshots.contains(context.original(o))) {
          say(op);
          new ArraySweep(context, region, out, adjoints).copy(o);
        }
      }
      case Op.ArrayCopy o -> {
        if (o.target().type().rank() == 1 && context.active(o.target())) {
          say(op);
          new ArraySweep(context, region, out, adjoints).arrayCopy(o);
        }
      }
      case Op.Call o when context.tensorCalls.containsKey(o) -> {
        say(op);
        new TensorSweep(context, region, out, adjoints).reverse(o);
      }
      case Op.Call o -> {
        if (context.splitCalls.containsKey(o)) {
          say(op);
          new CallSweep(context, region, out, adjoints).reverse(o);
        } else if (o.callee() instanceof Callee.TensorOp && o.results().stream().anyMatch(context::active)) {
          throw new IllegalStateException("no derivative of " + o);
        }
      }
      case Op.If o -> new BranchSweep(context, region, out, adjoints).reverse(o);
      case Op.Try o -> new TrySweep(context, region, out, adjoints).reverse(o);
      case Op.Assign o -> { }
      case Op.For o -> new LoopSweep(context, region, out, adjoints).reverse(o);
      case Op.While o -> new LoopSweep(context, region, out, adjoints).reverse(o);
      case Op.Const o -> adjoints.take(o.result());
      case Op.Opaque o when context.snapshots.contains(context.original(o)) -> { }
      case Op.Opaque o -> Ops.results(o).forEach(adjoints::take);
      case Op.ArrayLength o -> { }
      case Op.NewArray o -> { }
      case Op.Accumulate o -> throw new IllegalStateException("reverse of a reverse sweep: differentiate it forward");
      case Op.Throw o -> { }
      case Op.Comment o -> { }
    }
  }

  private void scalar(Op op, Value result, List<Value> operands, Rule rule, Type.Ref owner) {
    Value seed = adjoints.take(result);
    if (seed == null || !(rule instanceof Rule.Smooth smooth)) {
      return;
    }
    if (op instanceof Op.Binary b && b.kind() == Op.BinaryKind.DIV && context.active(b.a()) && context.active(b.b())) {
      say(op);
      quotient(b, seed);
      return;
    }
    Supplier<Value> value = () -> region.use(result);
    for (int i = 0; i < operands.size(); i++) {
      Value operand = operands.get(i);
      if (!operand.type().isFloating() || !context.active(operand) || smooth.pulls().get(i).isZero()) {
        continue;
      }
      if (!smooth.pulls().get(i).isPlainSeed()) {
        say(op);
      }
      Value pull = Pulls.write(out, owner, smooth, i, k -> region.use(operands.get(k)),
          k -> isNonZero(operands.get(k)), value, seed,
          (function, k) -> evaluated(owner, function, operands.get(k)));
      adjoints.add(out, operand, pull);
    }
  }

  /** Both adjoints of a quotient share one division: x gets s / y, y gets -(s / y) r. */
  private void quotient(Op.Binary op, Value seed) {
    Value isZero = out.isZero(Guard.Kind.SEED, seed);
    var none = new BlockBuilder().at(op.span());
    Value zero = none.constant(0.0);
    var some = new BlockBuilder().at(op.span());
    Value share = some.binary(Op.BinaryKind.DIV, seed, some.cast(Type.DOUBLE, region.use(op.b())));
    Value product = some.binary(Op.BinaryKind.MUL, share, some.cast(Type.DOUBLE, region.use(op.result())));
    Value other = some.unary(Op.UnaryKind.NEG, product, null);
    Value ofA = Value.temporary(Type.DOUBLE);
    Value ofB = Value.temporary(Type.DOUBLE);
    out.add(new Op.If(List.of(ofA, ofB), isZero, none.block(List.of(), List.of(zero, zero)),
        some.block(List.of(), List.of(share, other)), op.span()));
    adjoints.add(out, op.a(), ofA);
    adjoints.add(out, op.b(), ofB);
  }

  /** What the primal computed for a function at the operand in this same region, or null. */
  private Value evaluated(Type.Ref owner, String function, Value operand) {
    for (Op op : context.readers(operand)) {
      if (op instanceof Op.Intrinsic i && i.name().equals(function) && i.args().equals(List.of(operand))
          && i.owner().equals(Rules.functionOwner(owner)) && i.result().type() == Type.DOUBLE
          && region.defined.contains(i.result())) {
        return region.use(i.result());
      }
    }
    return null;
  }

  private boolean isNonZero(Value v) {
    return switch (context.definitions.get(v)) {
      case Op.Const c -> c.value() instanceof Number n && n.doubleValue() != 0 && Double.isFinite(n.doubleValue());
      case Op.Cast c -> isNonZero(c.a());
      case null -> false;
      case Op o -> false;
    };
  }

  /** Names the statement that is being reversed, once for each. */
  private void say(Op op) {
    String text = op.span().statement();
    String line = op.span().line() + text;
    if (op.span().line() > 0 && !line.equals(said)) {
      said = line;
      out.comment("line " + op.span().line() + ": " + text);
    }
  }
}
