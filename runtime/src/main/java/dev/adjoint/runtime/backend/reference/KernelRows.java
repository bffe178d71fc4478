package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/** Runs the Java form of kernels over rows of doubles, into which elements are widened and from which results are rounded. */
final class KernelRows {
  private static final int ROW = Lane.PIECE;

  private KernelRows() {}

  static void value(ElementKernel kernel, View[] operands, View out) {
    View[] views = Arrays.copyOf(operands, operands.length + 1);
    views[operands.length] = out;
    var rows = new double[operands.length][ROW];
    var values = new double[ROW];
    Walk walk = Walk.of(views);
    while (walk.next()) {
      for (int from = 0; from < walk.length; from += ROW) {
        int n = Math.min(ROW, walk.length - from);
        for (int v = 0; v < rows.length; v++) {
          load(views[v], walk, v, from, n, rows[v]);
        }
        kernel.value(n, rows, values);
        store(out, walk, rows.length, from, n, values);
      }
    }
  }

  static void adjoint(ElementKernel kernel, View[] operands, View seed, View[] adjoints) {
    int count = operands.length;
    int wanted = 0;
    View[] views = Arrays.copyOf(operands, 2 * count + 1);
    views[count] = seed;
    int[] at = new int[count];
    for (int v = 0; v < count; v++) {
      if (adjoints[v] != null) {
        at[v] = count + 1 + wanted;
        views[count + 1 + wanted++] = adjoints[v];
      }
    }
    views = Arrays.copyOf(views, count + 1 + wanted);
    var rows = new double[count][ROW];
    var seeds = new double[ROW];
    var results = new double[count][];
    for (int v = 0; v < count; v++) {
      results[v] = kernel.hasAdjoint(v) ? new double[ROW] : null;
    }
    Walk walk = Walk.of(views);
    while (walk.next()) {
      for (int from = 0; from < walk.length; from += ROW) {
        int n = Math.min(ROW, walk.length - from);
        for (int v = 0; v < count; v++) {
          load(views[v], walk, v, from, n, rows[v]);
        }
        load(seed, walk, count, from, n, seeds);
        kernel.adjoint(n, rows, seeds, results);
        for (int v = 0; v < count; v++) {
          if (adjoints[v] != null) {
            store(adjoints[v], walk, at[v], from, n, results[v]);
          }
        }
      }
    }
  }

  private static void load(View view, Walk walk, int v, int from, int n, double[] row) {
    int step = walk.step[v];
    int at = walk.start[v] + from * step;
    switch (view.dtype()) {
      case FLOAT32 -> {
        float[] array = HostStorage.floats(view);
        for (int i = 0; i < n; i++) {
          row[i] = array[at + i * step];
        }
      }
      case FLOAT64 -> {
        double[] array = HostStorage.doubles(view);
        for (int i = 0; i < n; i++) {
          row[i] = array[at + i * step];
        }
      }
      case INT64, BOOL -> throw new IllegalArgumentException("a kernel over " + view.dtype());
    }
  }

  private static void store(View view, Walk walk, int v, int from, int n, double[] row) {
    int step = walk.step[v];
    int at = walk.start[v] + from * step;
    switch (view.dtype()) {
      case FLOAT32 -> {
        float[] array = HostStorage.floats(view);
        for (int i = 0; i < n; i++) {
          array[at + i * step] = (float) row[i];
        }
      }
      case FLOAT64 -> {
        double[] array = HostStorage.doubles(view);
        for (int i = 0; i < n; i++) {
          array[at + i * step] = row[i];
        }
      }
      case INT64, BOOL -> throw new IllegalArgumentException("a kernel over " + view.dtype());
    }
  }
}
