package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.View;

/** Functions of all elements along one dimension, for each place in the others. A scalar counts as one element. */
final class Along {

  /** A function of n elements of each operand, with n results. */
  interface LaneFunction {
    void apply(double[][] in, double[] to, int n);
  }

  private Along() {}

  /**
   * Applies a function to every lane, in double.
   *
   * @param views the operands and, last, the result, all of one shape and of floating type
   */
  static void dimension(int dim, View[] views, LaneFunction function) {
    int last = views.length - 1;
    View out = views[last];
    if (out.numel() == 0) {
      return;
    }
    int n = size(out, dim);
    View[] firsts = new View[views.length];
    double[][] in = new double[last][n];
    double[] to = new double[n];
    for (int v = 0; v <= last; v++) {
      if (!views[v].dtype().isFloating()) {
        throw ReferenceBackend.noKernel("a function along a dimension", views[v].dtype());
      }
      firsts[v] = firsts(views[v], dim);
    }
    Walk lanes = Walk.of(firsts);
    while (lanes.next()) {
      for (int lane = 0; lane < lanes.length; lane++) {
        for (int v = 0; v < last; v++) {
          Rows.toDoubles(array(views[v]), lanes.start[v] + lane * lanes.step[v], stride(views[v], dim), in[v], 0, n);
        }
        function.apply(in, to, n);
        Rows.fromDoubles(to, 0, array(out), lanes.start[last] + lane * lanes.step[last], stride(out, dim), n);
      }
    }
  }

  /** The first element of every lane. */
  static View firsts(View view, int dim) {
    if (view.rank() == 0) {
      return view;
    }
    int[] sizes = view.shape().sizes();
    // An empty lane has no first element.
    sizes[dim] = Math.min(1, sizes[dim]);
    return Walk.resized(view, view.offset(), sizes);
  }

  /** The elements of a lane. */
  static int size(View view, int dim) {
    return view.rank() == 0 ? 1 : view.size(dim);
  }

  /** The distance between two neighbours of a lane. */
  static int stride(View view, int dim) {
    return view.rank() == 0 ? 1 : view.stride(dim);
  }

  private static Object array(View view) {
    return ((HostStorage) view.storage()).array();
  }
}
