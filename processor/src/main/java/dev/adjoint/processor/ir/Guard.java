package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * What a derivative says for itself and is more than its value: comparisons with zero: {@code seed == 0 ? 0 : pull(seed)}. They are no branches of the
 * user's: where the seed happens to be zero, its own derivative still passes through the pull. So they are marked until the
 * code is printed, as functions of a class that does not exist. So are numbers that stand where there is no derivative: NaN, whose own
 * derivative is none either.
 */
public final class Guard {
  private static final Type.Ref OWNER = Type.Ref.of("dev.adjoint.processor", "Guard");

  private static final String UNDEFINED = "undefined";

  /** What the other branch is, as a function of what is compared. */
  public enum Kind {
    /** Linear: a seed. */
    SEED("seedIsZero"),
    /** Zero, if the rest is finite: a factor of it, such as the exponent in the derivative of a power. */
    FACTOR("factorIsZero");

    private final String function;

    Kind(String function) {
      this.function = function;
    }
  }

  private Guard() {}

  /** The comparison of a double with zero. */
  public static Op.Intrinsic of(Value result, Kind kind, Value a, Span span) {
    return new Op.Intrinsic(result, OWNER, kind.function, List.of(a), span);
  }

  /** Whether the operation is a guard of that kind. */
  public static boolean is(Op op, Kind kind) {
    return op instanceof Op.Intrinsic i && i.owner().equals(OWNER) && i.name().equals(kind.function);
  }

  /** Whether the operation is one of these. */
  public static boolean is(Op op) {
    return op instanceof Op.Intrinsic i && i.owner().equals(OWNER);
  }

  /** NaN, where there is no derivative. */
  public static Op.Intrinsic undefined(Value result, Span span) {
    return new Op.Intrinsic(result, OWNER, UNDEFINED, List.of(), span);
  }

  /** Whether the operation says that there is no derivative. */
  public static boolean isUndefined(Op op) {
    return is(op) && ((Op.Intrinsic) op).name().equals(UNDEFINED);
  }

  /** What a guard compares. */
  public static Value operand(Op guard) {
    return ((Op.Intrinsic) guard).args().getFirst();
  }

  /** The function with guards as the comparisons that they are. */
  public static Function lowered(Function f) {
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), lowered(f.body()), f.span());
  }

  private static Block lowered(Block block) {
    var ops = new ArrayList<Op>(block.ops().size());
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Intrinsic o when isUndefined(o) -> ops.add(new Op.Const(o.result(), Double.NaN, o.span()));
        case Op.Intrinsic o when is(o) -> {
          var zero = Value.temporary(Type.DOUBLE);
          ops.add(new Op.Const(zero, 0.0, o.span()));
          ops.add(new Op.Binary(o.result(), Op.BinaryKind.EQ, operand(o), zero, o.span()));
        }
        case Op.If o -> ops.add(new Op.If(o.results(), o.condition(), lowered(o.then()), lowered(o.otherwise()), o.span()));
        case Op.For o -> ops.add(new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
            lowered(o.body()), o.span()));
        case Op.While o -> ops.add(new Op.While(o.results(), o.inits(), lowered(o.condition()), lowered(o.body()), o.span()));
        case Op.Try o -> ops.add(o.with(Guard::lowered));
        case Op other -> ops.add(other);
      }
    }
    return new Block(block.params(), ops, block.yields());
  }
}
