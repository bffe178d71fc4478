package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.host.Workers;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.ElementProgram;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;

/**
 * Elementwise functions of floating types, a vector at a time and on several threads, where rows of the operands lie
 * one after the other or are one number. The rest is left to the reference.
 */
final class VectorElementwise implements Elementwise {
  /** Below, a scalar loop is as fast and compiled sooner. */
  private static final int SMALL = 64;
  /** Of fewer elements the functions one by one take no longer. */
  private static final int LEAST_CHAIN = 1024;
  /** Rows shorter than this are left to the reference. */
  private static final int SHORT_ROW = 16;
  /** The elements per piece where threads share the work: of arithmetic, which waits for memory, and of functions. */
  private static final int CHEAP = 1 << 17;
  private static final int DEAR = 1 << 15;

  private final Elementwise reference;
  private final Loops loops = new Loops();

  VectorElementwise(Elementwise reference) {
    this.reference = reference;
  }

  @Override
  public void kernel(ElementKernel kernel, View[] operands, View out) {
    reference.kernel(kernel, operands, out);
  }

  @Override
  public void kernelPull(ElementKernel kernel, View[] operands, View seed, View[] adjoints) {
    reference.kernelPull(kernel, operands, seed, adjoints);
  }

  @Override
  public boolean takesChain(ElementProgram program, View[] operands) {
    return operands[0].numel() >= LEAST_CHAIN && operands[0].dtype().isFloating() && new Chain(loops, program, operands).isTaken();
  }

  @Override
  public void chain(ElementProgram program, View[] operands, View[] outs) {
    new Chain(loops, program, operands).run(outs);
  }

  @Override
  public void unary(UnaryOp op, View x, View out) {
    if (!worthwhile(out, out.dtype()) || !run(loops.of(op, out.dtype()), piece(op), out.dtype(), out, x, null, null)) {
      reference.unary(op, x, out);
    }
  }

  @Override
  public void binary(BinaryOp op, Operand a, Operand b, View out) {
    if (op == BinaryOp.POW && b instanceof Scalar power && power(a, power, out)) {
      return;
    }
    if (!worthwhile(out, out.dtype()) || !run(loops.of(op, out.dtype()), piece(op), out.dtype(), out, a, b, null)) {
      reference.binary(op, a, b, out);
    }
  }

  /** Powers whose exponent makes them a product or a quotient. */
  private boolean power(Operand a, Scalar exponent, View out) {
    if (!(a instanceof View x) || !out.dtype().isFloating()) {
      return false;
    }
    if (exponent.real() == 2) {
      unary(UnaryOp.SQUARE, x, out);
    } else if (exponent.real() == -1) {
      unary(UnaryOp.RECIPROCAL, x, out);
    } else {
      return false;
    }
    return true;
  }

  @Override
  public void ternary(TernaryOp op, View a, Operand b, Operand c, View out) {
    if (!worthwhile(out, out.dtype()) || !run(loops.of(op, out.dtype()), CHEAP, out.dtype(), out, a, b, c)) {
      reference.ternary(op, a, b, c, out);
    }
  }

  @Override
  public void compare(CompareOp op, View a, Operand b, View out) {
    if (!worthwhile(out, a.dtype()) || !run(loops.of(op, a.dtype()), CHEAP, a.dtype(), out, a, b, null)) {
      reference.compare(op, a, b, out);
    }
  }

  @Override
  public void where(View condition, Operand a, Operand b, View out) {
    if (!worthwhile(out, out.dtype()) || !run(loops.where(out.dtype()), CHEAP, out.dtype(), out, condition, a, b)) {
      reference.where(condition, a, b, out);
    }
  }

  private static boolean worthwhile(View out, DType dtype) {
    return out.numel() >= SMALL && dtype.isFloating();
  }

  private static int piece(UnaryOp op) {
    return switch (op) {
      case NOT, NEG, ABS, SIGN, SQUARE, RELU, SQRT, RSQRT, RECIPROCAL, FLOOR, CEIL, ROUND -> CHEAP;
      case EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, TANH, SIGMOID, ERF, GELU, SOFTPLUS -> DEAR;
    };
  }

  private static int piece(BinaryOp op) {
    return switch (op) {
      case AND, OR, XOR, ADD, SUB, MUL, REMAINDER, MAX, MIN, DIV, SEED_MUL, SEED_DIV, TANH_PULL, SIGMOID_PULL,
          RELU_PULL, SQRT_PULL -> CHEAP;
      case POW, ATAN2, GELU_PULL, SOFTPLUS_PULL -> DEAR;
    };
  }

  /**
   * Runs a loop over all elements, or answers that it does not take these operands; {@code dtype} is that of scalars.
   */
  private static boolean run(Loop loop, int piece, DType dtype, View out, Operand a, Operand b, Operand c) {
    if (loop == null) {
      return false;
    }
    int lanes = dtype == DType.FLOAT32 ? Lanes.FLOAT.length() : Lanes.DOUBLE.length();
    Object to = array(out, dtype);
    Object x = array(a, dtype);
    Object y = array(b, dtype);
    Object z = array(c, dtype);
    if (out.contiguous() && flat(a) && flat(b) && flat(c)) {
      int aStep = a instanceof Scalar ? 0 : 1;
      int bStep = b instanceof Scalar ? 0 : 1;
      int cStep = c instanceof Scalar ? 0 : 1;
      if (!loop.takes(aStep, bStep, cStep)) {
        return false;
      }
      int outAt = out.offset();
      int aAt = offset(a);
      int bAt = offset(b);
      int cAt = offset(c);
      int n = out.numel();
      if (n <= piece) {
        Stretch.run(loop, lanes, to, outAt, x, aAt, aStep, y, bAt, bStep, z, cAt, cStep, n);
      } else {
        Workers.split(n, piece, (from, end) -> Stretch.run(loop, lanes, to, outAt + from, x, aAt + from * aStep, aStep,
            y, bAt + from * bStep, bStep, z, cAt + from * cStep, cStep, end - from));
      }
      return true;
    }
    return runRows(loop, lanes, piece, new Nest(out, view(a), view(b), view(c)), to, x, a, y, b, z, c);
  }

  private static boolean runRows(Loop loop, int lanes, int piece, Nest nest, Object to, Object x, Operand a,
      Object y, Operand b, Object z, Operand c) {
    int aStep = step(nest, 1, a);
    int bStep = step(nest, 2, b);
    int cStep = step(nest, 3, c);
    boolean even = nest.step(0) == 1 && aStep >>> 1 == 0 && bStep >>> 1 == 0 && cStep >>> 1 == 0;
    if (!even || nest.length < SHORT_ROW || !loop.takes(aStep, bStep, cStep)) {
      return false;
    }
    Workers.split(nest.rows, Math.max(1, piece / nest.length), (from, end) -> {
      for (int row = from; row < end; row++) {
        Stretch.run(loop, lanes, to, nest.start(0, row), x, nest.start(1, row), aStep, y, nest.start(2, row), bStep, z,
            nest.start(3, row), cStep, nest.length);
      }
    });
    return true;
  }

  private static boolean flat(Operand operand) {
    return !(operand instanceof View view) || view.contiguous();
  }

  private static int offset(Operand operand) {
    return operand instanceof View view ? view.offset() : 0;
  }

  private static View view(Operand operand) {
    return operand instanceof View view ? view : null;
  }

  private static int step(Nest nest, int position, Operand operand) {
    return operand == null ? 1 : operand instanceof Scalar ? 0 : nest.step(position);
  }

  /** The array of a view, or one that has the number. */
  private static Object array(Operand operand, DType dtype) {
    return switch (operand) {
      case null -> null;
      case View view -> ((HostStorage) view.storage()).array();
      case Scalar scalar when dtype == DType.FLOAT32 -> new float[] {(float) scalar.real()};
      case Scalar scalar -> new double[] {scalar.real()};
    };
  }
}
