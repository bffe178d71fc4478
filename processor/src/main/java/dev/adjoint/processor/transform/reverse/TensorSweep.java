package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Callee.TensorReadKind;
import dev.adjoint.processor.ir.Callee.TensorRuleKind;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.List;

/** The adjoints of tensor operations: calls of the rules, one for each active operand. */
final class TensorSweep {
  static final Type.Ref SHAPE = Type.Ref.of("dev.adjoint.runtime.array", "Shape");
  static final Type.Ref FORM = Type.Ref.of("dev.adjoint.runtime.array", "Form");

  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;

  TensorSweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  /** The form of a tensor, or the forms of an array of them. */
  public static Value form(BlockBuilder out, Value of, String name) {
    return of.type().isArray() ? out.runtime(RuntimeFunction.TENSORS_FORMS, FORM.array(), name, of)
        : out.runtime(RuntimeFunction.TENSOR_FORM, FORM, name, of);
  }

  /** What the derivative with respect to an operand reads, and what fitting it to the operand does. */
  static List<Callee.TensorRead> reads(Callee.TensorOp op, int operand) {
    Callee.TensorRule rule = op.vjp().get(operand);
    var reads = new ArrayList<>(rule.reads());
    if (fits(op, rule)) {
      reads.add(new Callee.TensorRead(TensorReadKind.FORM, operand));
    }
    return reads;
  }

  /** Operands of an elementwise operation may have been broadcast, if there are several. */
  private static boolean fits(Callee.TensorOp op, Callee.TensorRule rule) {
    return rule.kind() == TensorRuleKind.ELEMENTWISE && op.params().stream().filter(Type::isTensor).count() > 1;
  }

  void reverse(Op.Call op) {
    Shadows.TensorCall call = context.tensorCalls.get(op);
    Value result = op.results().getFirst();
    boolean pieces = result.type().isArray();
    Value seed = !pieces ? adjoints.take(result) : context.active(result) ? region.use(context.shadow(result)) : null;
    if (seed == null) {
      return;
    }
    for (int i = 0; i < call.args().size(); i++) {
      Callee.TensorRule rule = call.callee().vjp().get(i);
      Value operand = op.args().get(i);
      if (rule != null && operand.type().isArray() && context.active(operand)) {
        out.runtime(RuntimeFunction.TENSORS_ADD_ALL, region.use(context.shadow(operand)),
            pull(op, call, i, rule, result, seed));
      } else if (rule != null && context.active(operand)) {
        adjoints.add(out, operand, pull(op, call, i, rule, result, seed));
      }
    }
  }

  /** The contribution to an operand; nothing where the seed is null. */
  private Value pull(Op.Call op, Shadows.TensorCall call, int operand, Callee.TensorRule rule, Value result, Value seed) {
    Value of = op.args().get(operand);
    if (!context.isMaybeNull(seed)) {
      return write(out, op, call, operand, rule, result, seed);
    }
    var some = new BlockBuilder().at(op.span());
    Value value = write(some, op, call, operand, rule, result, seed);
    var none = new BlockBuilder().at(op.span());
    Value nothing = none.zero(of.type().shadow());
    Value isNull = out.binary(Op.BinaryKind.EQ, seed, out.constant(seed.type(), null));
    var pulled = context.maybeNull(Value.temporary(of.type().shadow()));
    out.add(new Op.If(List.of(pulled), isNull, none.block(List.of(), List.of(nothing)),
        some.block(List.of(), List.of(value)), op.span()));
    return pulled;
  }

  private Value write(BlockBuilder into, Op.Call op, Shadows.TensorCall call, int operand, Callee.TensorRule rule,
      Value result, Value seed) {
    var args = new ArrayList<Value>();
    for (Callee.TensorRead read : rule.reads()) {
      args.add(switch (read.kind()) {
        case ARGUMENT -> region.use(call.args().get(read.operand()));
        case SHAPE -> region.use(call.shapes().get(read.operand()));
        case FORM -> region.use(call.forms().get(read.operand()));
        case RESULT -> region.use(op.results().get(read.operand()));
        case SEED -> seed;
      });
    }
    Value of = op.args().get(operand);
    Type type = of.type().shadow();
    boolean fits = fits(call.callee(), rule);
    var adjoint = new Value(type, fits ? null : Context.adjointName(of));
    if (seed.type().isArray()) {
      // no piece may have been read
      context.maybeNull(adjoint);
    }
    var callee = new Callee.Generated(rule.owner(), rule.name(), null, List.of());
    into.add(new Op.Call(List.of(adjoint), callee, args, op.span()));
    return fits ? into.runtime(RuntimeFunction.TENSOR_FIT, type, Context.adjointName(of), adjoint,
        region.use(call.forms().get(operand))) : adjoint;
  }
}
