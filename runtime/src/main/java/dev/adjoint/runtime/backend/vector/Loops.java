package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;

/**
 * The loop of each function, for float32 and float64; null where the reference computes it. A loop is made when it is
 * first asked for; two threads may make it twice, which is a matter of time only.
 */
final class Loops {
  private final Loop[][] unary = new Loop[2][UnaryOp.values().length];
  private final Loop[][] binary = new Loop[2][BinaryOp.values().length];
  private final Loop[][] ternary = new Loop[2][TernaryOp.values().length];
  private final Loop[][] compare = new Loop[2][CompareOp.values().length];
  private final Loop floatWhere = new FloatWhereLoop();
  private final Loop doubleWhere = new DoubleWhereLoop();

  Loop of(UnaryOp op, DType dtype) {
    boolean single = dtype == DType.FLOAT32;
    Loop[] known = unary[single ? 0 : 1];
    Loop loop = known[op.ordinal()];
    return loop != null ? loop : made(known, op, single ? FloatLoops.of(op) : DoubleLoops.of(op));
  }

  Loop of(BinaryOp op, DType dtype) {
    boolean single = dtype == DType.FLOAT32;
    Loop[] known = binary[single ? 0 : 1];
    Loop loop = known[op.ordinal()];
    return loop != null ? loop : made(known, op, single ? FloatLoops.of(op) : DoubleLoops.of(op));
  }

  Loop of(TernaryOp op, DType dtype) {
    boolean single = dtype == DType.FLOAT32;
    Loop[] known = ternary[single ? 0 : 1];
    Loop loop = known[op.ordinal()];
    return loop != null ? loop : made(known, op, single ? FloatLoops.of(op) : DoubleLoops.of(op));
  }

  Loop of(CompareOp op, DType dtype) {
    boolean single = dtype == DType.FLOAT32;
    Loop[] known = compare[single ? 0 : 1];
    Loop loop = known[op.ordinal()];
    return loop != null ? loop : made(known, op, single ? FloatLoops.of(op) : DoubleLoops.of(op));
  }

  Loop where(DType dtype) {
    return dtype == DType.FLOAT32 ? floatWhere : doubleWhere;
  }

  private static Loop made(Loop[] known, Enum<?> op, Loop loop) {
    known[op.ordinal()] = loop;
    return loop;
  }
}
