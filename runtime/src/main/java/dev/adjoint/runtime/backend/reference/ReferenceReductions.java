package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Reductions, each result element by itself; float32 in double, and float64 sums with their rounding errors kept.
 *
 * <p>For bool {@link ReduceOp#MAX} is {@link ReduceOp#ANY} and {@link ReduceOp#MIN} is {@link ReduceOp#ALL}.
 */
public final class ReferenceReductions implements Reductions {

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for an extremum of no elements, or an element type the operation does not take
   */
  @Override
  public void reduce(ReduceOp op, View x, boolean[] reduced, View out) {
    if (x.numel() == 0 && out.numel() > 0) {
      requireNeutral(op, x);
    }
    if (out.numel() == 1 && x.contiguous() && x.dtype().isFloating()) {
      var reduction = new RealReduction(op);
      add(reduction, x, x.offset(), 1, x.numel(), new double[Math.min(Lane.PIECE, x.numel())]);
      store(reduction, out, out.offset());
      return;
    }
    int rank = x.rank();
    int[] within = new int[rank];
    int[] kept = new int[rank];
    for (int d = 0; d < rank; d++) {
      within[d] = reduced[d] ? x.size(d) : 1;
      kept[d] = reduced[d] ? 1 : x.size(d);
    }
    Walk inner = Walk.of(Walk.resized(x, 0, within));
    Walk outer = Walk.of(Walk.resized(x, x.offset(), kept), out);
    boolean columns = op == ReduceOp.SUM && outer.length > 1 && outer.step[0] == 1;
    switch (x.dtype()) {
      case FLOAT32, FLOAT64 -> {
        if (columns) {
          sumColumns(x, inner, outer, out);
        } else {
          reduceReals(op, x, inner, outer, out);
        }
      }
      case INT64 -> reduceLongs(op, x, inner, outer, out);
      case BOOL -> reduceTruth(op, x, inner, outer, out);
    }
  }

  private static void requireNeutral(ReduceOp op, View x) {
    switch (op) {
      case MAX, MIN, ARGMAX, ARGMIN ->
          throw new IllegalArgumentException(op + " of no elements, in a tensor of shape " + x.shape());
      case SUM, PROD, NORM2, LOGSUMEXP, ALL, ANY -> {}
    }
  }

  private static void reduceReals(ReduceOp op, View x, Walk inner, Walk outer, View out) {
    var reduction = new RealReduction(op);
    double[] piece = new double[Math.min(Lane.PIECE, inner.length)];
    while (outer.next()) {
      for (int i = 0; i < outer.length; i++) {
        int base = outer.start[0] + i * outer.step[0];
        reduction.clear();
        inner.rewind();
        while (inner.next()) {
          add(reduction, x, base + inner.start[0], inner.step[0], inner.length, piece);
        }
        store(reduction, out, outer.start[1] + i * outer.step[1]);
      }
    }
  }

  private static void add(RealReduction reduction, View x, int start, int step, int n, double[] piece) {
    if (step == 1 && x.dtype() == DType.FLOAT64) {
      reduction.add(HostStorage.doubles(x), start, n);
      return;
    }
    Object from = array(x);
    for (int k = 0; k < n; k += piece.length) {
      int m = Math.min(piece.length, n - k);
      Rows.toDoubles(from, start + k * step, step, piece, 0, m);
      reduction.add(piece, 0, m);
    }
  }

  private static void store(RealReduction reduction, View out, int at) {
    switch (out.dtype()) {
      case FLOAT32 -> HostStorage.floats(out)[at] = (float) reduction.real();
      case FLOAT64 -> HostStorage.doubles(out)[at] = reduction.real();
      case INT64 -> HostStorage.longs(out)[at] = reduction.place();
      case BOOL -> throw ReferenceBackend.noKernel("a reduction of reals", out.dtype());
    }
  }

  /** Sums where neighbouring results come from neighbouring elements: row by row into as many sums. */
  private static void sumColumns(View x, Walk inner, Walk outer, View out) {
    Object from = array(x);
    Object to = array(out);
    int width = Math.min(Lane.PIECE, outer.length);
    double[] sums = new double[width];
    double[] lost = new double[width];
    double[] piece = new double[width];
    while (outer.next()) {
      for (int i = 0; i < outer.length; i += width) {
        int n = Math.min(width, outer.length - i);
        Arrays.fill(sums, 0);
        Arrays.fill(lost, 0);
        inner.rewind();
        while (inner.next()) {
          for (int k = 0; k < inner.length; k++) {
            int start = outer.start[0] + i + inner.start[0] + k * inner.step[0];
            if (from instanceof double[] doubles) {
              Sums.addColumns(doubles, start, sums, lost, n);
            } else {
              Rows.toDoubles(from, start, 1, piece, 0, n);
              Sums.addColumns(piece, 0, sums, lost, n);
            }
          }
        }
        for (int k = 0; k < n; k++) {
          sums[k] = Sums.rounded(sums[k], lost[k]);
        }
        Rows.fromDoubles(sums, 0, to, outer.start[1] + i * outer.step[1], outer.step[1], n);
      }
    }
  }

  private static void reduceLongs(ReduceOp op, View x, Walk inner, Walk outer, View out) {
    long[] from = HostStorage.longs(x);
    long[] to = HostStorage.longs(out);
    var reduction = new LongReduction(op);
    while (outer.next()) {
      for (int i = 0; i < outer.length; i++) {
        int base = outer.start[0] + i * outer.step[0];
        reduction.clear();
        inner.rewind();
        while (inner.next()) {
          reduction.add(from, base + inner.start[0], inner.step[0], inner.length);
        }
        to[outer.start[1] + i * outer.step[1]] = reduction.result();
      }
    }
  }

  private static void reduceTruth(ReduceOp op, View x, Walk inner, Walk outer, View out) {
    // All are true unless one is false; one is true unless all are false.
    boolean decisive = switch (op) {
      case ALL, MIN -> false;
      case ANY, MAX -> true;
      case SUM, PROD, NORM2, LOGSUMEXP, ARGMAX, ARGMIN -> throw ReferenceBackend.noKernel(op, DType.BOOL);
    };
    boolean[] from = HostStorage.booleans(x);
    boolean[] to = HostStorage.booleans(out);
    while (outer.next()) {
      for (int i = 0; i < outer.length; i++) {
        int base = outer.start[0] + i * outer.step[0];
        boolean found = false;
        inner.rewind();
        while (!found && inner.next()) {
          for (int k = 0; k < inner.length && !found; k++) {
            found = from[base + inner.start[0] + k * inner.step[0]] == decisive;
          }
        }
        to[outer.start[1] + i * outer.step[1]] = found == decisive;
      }
    }
  }

  @Override
  public void softmax(View x, int dim, boolean logarithm, View out) {
    Along.dimension(dim, new View[] {x, out}, (in, to, n) -> {
      double[] a = in[0];
      double greatest = RealReduction.greatest(a, 0, n);
      var sum = new Sums();
      for (int i = 0; i < n; i++) {
        to[i] = Math.exp(a[i] - greatest);
        sum.add(to[i]);
      }
      double total = sum.value();
      double log = Math.log(total);
      for (int i = 0; i < n; i++) {
        to[i] = logarithm ? a[i] - greatest - log : to[i] / total;
      }
    });
  }

  @Override
  public void softmaxPull(View y, View s, int dim, boolean logarithm, View out) {
    Along.dimension(dim, new View[] {y, s, out}, (in, to, n) -> {
      double[] value = in[0];
      double[] seed = in[1];
      var sum = new Sums();
      for (int i = 0; i < n; i++) {
        sum.add(logarithm ? seed[i] : seed[i] * value[i]);
      }
      double total = sum.value();
      for (int i = 0; i < n; i++) {
        to[i] = logarithm ? seed[i] - Math.exp(value[i]) * total : value[i] * (seed[i] - total);
      }
    });
  }

  @Override
  public void cumsum(View x, int dim, boolean reverse, View out) {
    switch (x.dtype()) {
      case FLOAT32, FLOAT64 -> Along.dimension(dim, new View[] {x, out}, (in, to, n) -> {
        var sum = new Sums();
        for (int i = 0; i < n; i++) {
          int k = reverse ? n - 1 - i : i;
          sum.add(in[0][k]);
          to[k] = sum.value();
        }
      });
      case INT64 -> cumsumLongs(x, dim, reverse, out);
      case BOOL -> throw ReferenceBackend.noKernel("cumsum", x.dtype());
    }
  }

  private static void cumsumLongs(View x, int dim, boolean reverse, View out) {
    long[] from = HostStorage.longs(x);
    long[] to = HostStorage.longs(out);
    int n = Along.size(x, dim);
    int xStep = Along.stride(x, dim);
    int outStep = Along.stride(out, dim);
    Walk lanes = Walk.of(Along.firsts(x, dim), Along.firsts(out, dim));
    while (lanes.next()) {
      for (int lane = 0; lane < lanes.length; lane++) {
        int a = lanes.start[0] + lane * lanes.step[0];
        int b = lanes.start[1] + lane * lanes.step[1];
        long sum = 0;
        for (int i = 0; i < n; i++) {
          int k = reverse ? n - 1 - i : i;
          sum += from[a + k * xStep];
          to[b + k * outStep] = sum;
        }
      }
    }
  }

  private static Object array(View view) {
    return ((HostStorage) view.storage()).array();
  }
}
