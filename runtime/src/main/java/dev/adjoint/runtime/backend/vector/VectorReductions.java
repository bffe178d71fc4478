package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.host.Workers;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Reductions of floating types, a vector at a time and on several threads, over rows or columns that lie one after the
 * other. The rest is left to the reference.
 *
 * <p>The order of a sum depends on the shape and the strides only: pieces have a fixed size, and their sums are added
 * in order.
 */
final class VectorReductions implements Reductions {
  /** Below, a scalar loop is as fast and compiled sooner. */
  private static final int SMALL = 64;
  /** Shorter rows are left to the reference. */
  private static final int SHORT_ROW = 16;
  /** The elements of a piece where threads share the work. */
  private static final int PIECE = 1 << 16;

  private final Reductions reference;
  private final RowKernels floats = new RowKernels(DType.FLOAT32);
  private final RowKernels doubles = new RowKernels(DType.FLOAT64);

  VectorReductions(Reductions reference) {
    this.reference = reference;
  }

  @Override
  public void reduce(ReduceOp op, View x, boolean[] reduced, View out) {
    if (x.numel() < SMALL || !x.dtype().isFloating() || !reduced(op, x, reduced, out)) {
      reference.reduce(op, x, reduced, out);
    }
  }

  private boolean reduced(ReduceOp op, View x, boolean[] reduced, View out) {
    RowKernels kernels = kernels(x);
    Fold fold = kernels.fold(op);
    if (fold == null && op != ReduceOp.LOGSUMEXP) {
      return false;
    }
    if (fold != null && out.numel() == 1 && x.contiguous()) {
      store(array(out), out.offset(), finished(op, pieces(op, fold, array(x), x.offset(), x.numel())));
      return true;
    }
    int[] within = x.shape().sizes();
    int[] kept = x.shape().sizes();
    for (int d = 0; d < within.length; d++) {
      if (reduced[d]) {
        kept[d] = 1;
      } else {
        within[d] = 1;
      }
    }
    var inner = new Nest(new View(x.storage(), 0, Shape.trusted(within), x.strides()));
    var outer = new Nest(new View(x.storage(), x.offset(), Shape.trusted(kept), x.strides()), out);
    if (inner.length >= SHORT_ROW && inner.step(0) == 1 && (op != ReduceOp.LOGSUMEXP || inner.rows == 1)) {
      rows(op, kernels, x, inner, outer, out);
      return true;
    }
    if (fold != null && outer.length >= SHORT_ROW && outer.step(0) == 1) {
      columns(op, fold, x, inner, outer, out);
      return true;
    }
    return false;
  }

  /** Each result from rows that lie one after the other. */
  private static void rows(ReduceOp op, RowKernels kernels, View x, Nest inner, Nest outer, View out) {
    Object from = array(x);
    Object to = array(out);
    int results = outer.rows * outer.length;
    int step = Math.max(1, PIECE / (inner.rows * inner.length));
    Workers.split(results, step, (first, end) -> {
      for (int i = first; i < end; i++) {
        int row = i / outer.length;
        int column = i - row * outer.length;
        int start = outer.start(0, row) + column * outer.step(0);
        double value;
        if (op == ReduceOp.LOGSUMEXP) {
          value = kernels.logSumExp(from, start, inner.length);
        } else {
          value = Fold.neutral(op);
          for (int r = 0; r < inner.rows; r++) {
            value = Fold.merged(op, value, kernels.fold(op).row(from, start + inner.start(0, r), inner.length));
          }
        }
        store(to, outer.start(1, row) + column * outer.step(1), finished(op, value));
      }
    });
  }

  /** One row in pieces that threads share. */
  private static double pieces(ReduceOp op, Fold fold, Object x, int at, int n) {
    if (n <= PIECE) {
      return fold.row(x, at, n);
    }
    double[] values = new double[(n - 1) / PIECE + 1];
    Workers.split(values.length, 1, (from, to) -> {
      for (int p = from; p < to; p++) {
        int start = p * PIECE;
        values[p] = fold.row(x, at + start, Math.min(PIECE, n - start));
      }
    });
    double value = values[0];
    for (int p = 1; p < values.length; p++) {
      value = Fold.merged(op, value, values[p]);
    }
    return value;
  }

  /** Neighbouring results from neighbouring elements. */
  private static void columns(ReduceOp op, Fold fold, View x, Nest inner, Nest outer, View out) {
    Object from = array(x);
    Object to = array(out);
    // Columns in pieces of a fixed size, so that threads share wide matrices.
    int width = Math.min(outer.length, Math.max(SMALL, PIECE / (inner.rows * inner.length) / SMALL * SMALL));
    int perRow = (outer.length - 1) / width + 1;
    Workers.split(outer.rows * perRow, 1, (first, end) -> {
      double[] values = new double[width];
      for (int i = first; i < end; i++) {
        int row = i / perRow;
        int column = (i - row * perRow) * width;
        int n = Math.min(width, outer.length - column);
        Arrays.fill(values, Fold.neutral(op));
        for (int r = 0; r < inner.rows; r++) {
          int start = outer.start(0, row) + column + inner.start(0, r);
          fold.columns(from, start, inner.length, inner.step(0), values, n);
        }
        for (int j = 0; j < n; j++) {
          store(to, outer.start(1, row) + (column + j) * outer.step(1), finished(op, values[j]));
        }
      }
    });
  }

  private static double finished(ReduceOp op, double value) {
    return op == ReduceOp.NORM2 ? Math.sqrt(value) : value;
  }

  private static void store(Object to, int at, double value) {
    if (to instanceof float[] floats) {
      floats[at] = (float) value;
    } else {
      ((double[]) to)[at] = value;
    }
  }

  @Override
  public void softmax(View x, int dim, boolean logarithm, View out) {
    if (!inRows(x, dim, out)) {
      reference.softmax(x, dim, logarithm, out);
      return;
    }
    int n = x.size(dim);
    RowKernels kernels = kernels(x);
    Object from = array(x);
    Object to = array(out);
    forRows(n, new Nest(firsts(x, dim), firsts(out, dim)), (nest, row, column) -> kernels.softmax(
        from, nest.start(0, row) + column * nest.step(0), to, nest.start(1, row) + column * nest.step(1), n,
            logarithm));
  }

  @Override
  public void softmaxPull(View y, View s, int dim, boolean logarithm, View out) {
    if (!inRows(y, dim, out) || s.stride(dim) != 1) {
      reference.softmaxPull(y, s, dim, logarithm, out);
      return;
    }
    int n = y.size(dim);
    RowKernels kernels = kernels(y);
    Object value = array(y);
    Object seed = array(s);
    Object to = array(out);
    forRows(n, new Nest(firsts(y, dim), firsts(s, dim), firsts(out, dim)), (nest, row, column) -> kernels.softmaxPull(
        value, nest.start(0, row) + column * nest.step(0), seed, nest.start(1, row) + column * nest.step(1),
        to, nest.start(2, row) + column * nest.step(2), n, logarithm));
  }

  private static boolean inRows(View x, int dim, View out) {
    return x.numel() >= SMALL && x.dtype().isFloating() && x.size(dim) >= SHORT_ROW && x.stride(dim) == 1
        && out.stride(dim) == 1;
  }

  /** The first element of each row along a dimension. */
  private static View firsts(View view, int dim) {
    return new View(view.storage(), view.offset(), view.shape().with(dim, 1), view.strides());
  }

  /** What is done with the row that begins at an element of a nest. */
  private interface RowTask {
    void run(Nest nest, int row, int column);
  }

  private static void forRows(int n, Nest nest, RowTask task) {
    Workers.split(nest.rows * nest.length, Math.max(1, PIECE / n / 2), (from, to) -> {
      for (int i = from; i < to; i++) {
        int row = i / nest.length;
        task.run(nest, row, i - row * nest.length);
      }
    });
  }

  @Override
  public void cumsum(View x, int dim, boolean reverse, View out) {
    reference.cumsum(x, dim, reverse, out);
  }

  private RowKernels kernels(View x) {
    return x.dtype() == DType.FLOAT32 ? floats : doubles;
  }

  private static Object array(View view) {
    return ((HostStorage) view.storage()).array();
  }
}
