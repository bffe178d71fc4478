package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import java.util.Set;

/**
 * What an operation does besides yielding its values, and so whether it may change places with others: anything above
 * {@link #PURE} keeps its place among all such operations.
 */
enum Order {
  /** May be evaluated at any time, or not at all. */
  PURE,
  /** May throw, and depends on nothing but its operands. */
  THROWS,
  /** Reads memory, and may throw. */
  READS,
  /** Anything. */
  EFFECT;

  private static final Set<String> THROWING_INTRINSICS = Set.of("floorDiv", "floorMod", "ceilDiv", "ceilMod", "clamp",
      "unsignedMultiplyHigh");

  Order max(Order other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * The order of one operation without what its blocks contain.
   *
   * @param divisor the constant by which an integer division divides, or null when it is not constant
   */
  static Order of(Op op, Object divisor) {
    return switch (op) {
      case Op.Const o -> PURE;
      case Op.Unary o -> PURE;
      case Op.Binary o -> divides(o) && !(divisor instanceof Number n && n.longValue() != 0) ? THROWS : PURE;
      case Op.Cast o -> PURE;
      case Op.Intrinsic o -> o.name().endsWith("Exact") || THROWING_INTRINSICS.contains(o.name()) ? THROWS : PURE;
      case Op.ArrayLength o -> THROWS;
      case Op.Load o -> READS;
      case Op.NewArray o -> THROWS;
      case Op.Copy o -> READS;
      case Op.Store o -> EFFECT;
      case Op.Accumulate o -> EFFECT;
      case Op.ArrayCopy o -> EFFECT;
      case Op.Fill o -> EFFECT;
      case Op.Call o -> EFFECT;
      case Op.Opaque o -> switch (o.effect()) {
        case PURE -> PURE;
        case READS -> READS;
        case EFFECT -> EFFECT;
      };
      case Op.If o -> PURE;
      case Op.For o -> PURE;
      // A loop that may run for ever is not left out.
      case Op.While o -> EFFECT;
      case Op.Try o -> PURE;
      case Op.Assign o -> EFFECT;
      case Op.Throw o -> EFFECT;
      case Op.Comment o -> PURE;
    };
  }

  /** Whether the operation is an integer division or remainder. */
  static boolean divides(Op.Binary op) {
    return (op.kind() == Op.BinaryKind.DIV || op.kind() == Op.BinaryKind.REM) && op.result().type().isIntegral();
  }

  /** Whether a block has no operation but comments. */
  static boolean isEmpty(Block block) {
    return block.ops().stream().allMatch(op -> op instanceof Op.Comment);
  }

  /** Whether the operation has nested blocks. */
  static boolean isNested(Op op) {
    return !Ops.blocks(op).isEmpty();
  }
}
