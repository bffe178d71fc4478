package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;

/**
 * Elementwise functions: one loop over contiguous elements for each, to which other operands are handed in packed
 * pieces.
 *
 * <p>Besides the types the functions are declared for, {@link TernaryOp#ADD_MUL}, {@link TernaryOp#LERP},
 * {@link TernaryOp#CLAMP} and {@link TernaryOp#WITHIN} take int64; every comparison and selection takes every type.
 */
public final class ReferenceElementwise implements Elementwise {

  /** A kernel on the pieces that the lanes show. */
  private interface Piece {
    void run(Lane[] in, Lane out, int n);
  }

  @Override
  public void unary(UnaryOp op, View x, View out) {
    if (x.contiguous() && out.contiguous()) {
      unary(op, out.dtype(), array(x), x.offset(), array(out), out.offset(), out.numel());
    } else {
      byPieces((in, to, n) -> unary(op, out.dtype(), in[0].array, in[0].at, to.array, to.at, n), out, x.dtype(), x);
    }
  }

  @Override
  public void kernel(ElementKernel kernel, View[] operands, View out) {
    KernelRows.value(kernel, operands, out);
  }

  @Override
  public void kernelPull(ElementKernel kernel, View[] operands, View seed, View[] adjoints) {
    KernelRows.adjoint(kernel, operands, seed, adjoints);
  }

  private static void unary(UnaryOp op, DType dtype, Object x, int j, Object out, int o, int n) {
    switch (dtype) {
      case FLOAT32 -> FloatKernels.unary(op, (float[]) x, j, (float[]) out, o, n);
      case FLOAT64 -> DoubleKernels.unary(op, (double[]) x, j, (double[]) out, o, n);
      case INT64 -> LongKernels.unary(op, (long[]) x, j, (long[]) out, o, n);
      case BOOL -> BoolKernels.unary(op, (boolean[]) x, j, (boolean[]) out, o, n);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException for {@link BinaryOp#REMAINDER} of int64 if a divisor is 0; nothing is written then
   */
  @Override
  public void binary(BinaryOp op, Operand a, Operand b, View out) {
    if (op == BinaryOp.REMAINDER && out.dtype() == DType.INT64 && out.numel() > 0) {
      requireDivisors(b);
    }
    if (out.contiguous() && a instanceof View x && x.contiguous() && b instanceof View y && y.contiguous()) {
      binary(op, out.dtype(), array(x), x.offset(), array(y), y.offset(), array(out), out.offset(), out.numel());
    } else {
      byPieces((in, to, n) -> binary(op, out.dtype(), in[0].array, in[0].at, in[1].array, in[1].at, to.array, to.at, n),
          out, out.dtype(), a, b);
    }
  }

  private static void binary(
      BinaryOp op, DType dtype, Object a, int j, Object b, int k, Object out, int o, int n) {
    switch (dtype) {
      case FLOAT32 -> FloatKernels.binary(op, (float[]) a, j, (float[]) b, k, (float[]) out, o, n);
      case FLOAT64 -> DoubleKernels.binary(op, (double[]) a, j, (double[]) b, k, (double[]) out, o, n);
      case INT64 -> LongKernels.binary(op, (long[]) a, j, (long[]) b, k, (long[]) out, o, n);
      case BOOL -> BoolKernels.binary(op, (boolean[]) a, j, (boolean[]) b, k, (boolean[]) out, o, n);
    }
  }

  private static void requireDivisors(Operand divisor) {
    switch (divisor) {
      case Scalar scalar -> requireDivisor(scalar.integer());
      case View view -> {
        long[] from = HostStorage.longs(view);
        Walk walk = Walk.of(view);
        while (walk.next()) {
          for (int i = 0; i < walk.length; i++) {
            requireDivisor(from[walk.start[0] + i * walk.step[0]]);
          }
        }
      }
    }
  }

  private static void requireDivisor(long divisor) {
    if (divisor == 0) {
      throw new ArithmeticException("REMAINDER of int64 by zero");
    }
  }

  @Override
  public void ternary(TernaryOp op, View a, Operand b, Operand c, View out) {
    if (out.contiguous() && a.contiguous() && b instanceof View y && y.contiguous() && c instanceof View z
        && z.contiguous()) {
      ternary(op, out.dtype(), array(a), a.offset(), array(y), y.offset(), array(z), z.offset(), array(out),
          out.offset(), out.numel());
    } else {
      byPieces((in, to, n) -> ternary(op, out.dtype(), in[0].array, in[0].at, in[1].array, in[1].at, in[2].array,
          in[2].at, to.array, to.at, n), out, out.dtype(), a, b, c);
    }
  }

  private static void ternary(
      TernaryOp op, DType dtype, Object a, int j, Object b, int k, Object c, int l, Object out, int o, int n) {
    switch (dtype) {
      case FLOAT32 ->
          FloatKernels.ternary(op, (float[]) a, j, (float[]) b, k, (float[]) c, l, (float[]) out, o, n);
      case FLOAT64 ->
          DoubleKernels.ternary(op, (double[]) a, j, (double[]) b, k, (double[]) c, l, (double[]) out, o, n);
      case INT64 -> LongKernels.ternary(op, (long[]) a, j, (long[]) b, k, (long[]) c, l, (long[]) out, o, n);
      case BOOL -> throw ReferenceBackend.noKernel(op, dtype);
    }
  }

  @Override
  public void compare(CompareOp op, View a, Operand b, View out) {
    if (out.contiguous() && a.contiguous() && b instanceof View y && y.contiguous()) {
      compare(op, a.dtype(), array(a), a.offset(), array(y), y.offset(), array(out), out.offset(), out.numel());
    } else {
      byPieces((in, to, n) -> compare(op, a.dtype(), in[0].array, in[0].at, in[1].array, in[1].at, to.array, to.at, n),
          out, a.dtype(), a, b);
    }
  }

  private static void compare(
      CompareOp op, DType dtype, Object a, int j, Object b, int k, Object out, int o, int n) {
    boolean[] truth = (boolean[]) out;
    switch (dtype) {
      case FLOAT32 -> FloatKernels.compare(op, (float[]) a, j, (float[]) b, k, truth, o, n);
      case FLOAT64 -> DoubleKernels.compare(op, (double[]) a, j, (double[]) b, k, truth, o, n);
      case INT64 -> LongKernels.compare(op, (long[]) a, j, (long[]) b, k, truth, o, n);
      case BOOL -> BoolKernels.compare(op, (boolean[]) a, j, (boolean[]) b, k, truth, o, n);
    }
  }

  @Override
  public void where(View condition, Operand a, Operand b, View out) {
    if (out.contiguous() && condition.contiguous() && a instanceof View x && x.contiguous() && b instanceof View y
        && y.contiguous()) {
      where(out.dtype(), array(condition), condition.offset(), array(x), x.offset(), array(y), y.offset(), array(out),
          out.offset(), out.numel());
    } else {
      byPieces((in, to, n) -> where(out.dtype(), in[0].array, in[0].at, in[1].array, in[1].at, in[2].array, in[2].at,
          to.array, to.at, n), out, out.dtype(), condition, a, b);
    }
  }

  private static void where(
      DType dtype, Object condition, int c, Object a, int j, Object b, int k, Object out, int o, int n) {
    boolean[] truth = (boolean[]) condition;
    switch (dtype) {
      case FLOAT32 -> FloatKernels.where(truth, c, (float[]) a, j, (float[]) b, k, (float[]) out, o, n);
      case FLOAT64 -> DoubleKernels.where(truth, c, (double[]) a, j, (double[]) b, k, (double[]) out, o, n);
      case INT64 -> LongKernels.where(truth, c, (long[]) a, j, (long[]) b, k, (long[]) out, o, n);
      case BOOL -> BoolKernels.where(truth, c, (boolean[]) a, j, (boolean[]) b, k, (boolean[]) out, o, n);
    }
  }

  /** Runs a kernel piece by piece; {@code dtype} is the element type of scalars. */
  private static void byPieces(Piece piece, View out, DType dtype, Operand... operands) {
    int count = operands.length;
    View[] views = new View[count + 1];
    for (int v = 0; v < count; v++) {
      // A scalar needs no place in the walk; the result, which is in it anyway, stands in.
      views[v] = operands[v] instanceof View view ? view : out;
    }
    views[count] = out;
    Walk walk = Walk.of(views);
    int capacity = Math.min(Lane.PIECE, walk.length);
    Lane[] in = new Lane[count];
    for (int v = 0; v < count; v++) {
      in[v] = new Lane(operands[v], operands[v] instanceof View view ? view.dtype() : dtype, capacity);
    }
    Lane to = new Lane(out, out.dtype(), capacity);
    int outStep = walk.step[count];
    while (walk.next()) {
      for (int i = 0; i < walk.length; i += capacity) {
        int n = Math.min(capacity, walk.length - i);
        for (int v = 0; v < count; v++) {
          in[v].load(walk.start[v] + i * walk.step[v], walk.step[v], n);
        }
        int at = walk.start[count] + i * outStep;
        to.aim(at, outStep);
        piece.run(in, to, n);
        to.store(at, outStep, n);
      }
    }
  }

  private static Object array(View view) {
    return ((HostStorage) view.storage()).array();
  }
}
