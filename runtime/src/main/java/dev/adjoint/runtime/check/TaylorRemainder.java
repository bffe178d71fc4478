package dev.adjoint.runtime.check;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast |phi(h) - phi(0)| and |phi(h) - phi(0) - h d| fall with h: for a smooth phi like h, and like h squared if d is its
 * derivative, like h if not (Taylor's theorem). A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008; P. E. Farrell
 * et al., Automated derivation of the adjoint of high-level transient finite element programs, SIAM J. Sci. Comput. 35(4), 2013.
 *
 * <p>Steps are powers of two. Where rounding drowns the remainder nothing is measured; a remainder that is drowned for all steps is
 * that of a linear function.
 */
final class TaylorRemainder {
  /** How much larger than the rounding noise a remainder has to be to be measured. */
  private static final double ABOVE_NOISE = 64;
  private static final int PAIRS = 3;

  private TaylorRemainder() {}

  /** A function of the step. */
  interface Function {
    double at(double step) throws Throwable;
  }

  /**
   * The slope of the remainder in log-log scale at the smallest steps that can be measured; infinite where rounding is all there is,
   * NaN where rounding drowns a remainder too large for that.
   *
   * @param derivative phi's derivative at 0, or 0 for the remainder of order one
   * @param scale the size of the terms that phi adds up
   * @param epsilon the relative rounding error of one of them
   */
  static double slope(Function phi, double derivative, double scale, double epsilon) throws Throwable {
    int first = 4;
    int last = epsilon > 1e-10 ? 16 : 30;
    double at0 = phi.at(0);
    var steps = new ArrayList<Double>();
    var remainders = new ArrayList<Double>();
    for (int k = first; k <= last; k++) {
      double h = Math.scalb(1.0, -k);
      steps.add(h);
      remainders.add(Math.abs(phi.at(h) - at0 - h * derivative));
    }
    int n = remainders.size();
    double noise = 4 * epsilon * scale;
    for (int k = n - 3; k < n; k++) {
      noise = Math.max(noise, remainders.get(k));
    }
    var slopes = new ArrayList<Double>();
    for (int k = n - 1; k > 0 && slopes.size() < PAIRS; k--) {
      double finer = remainders.get(k);
      double coarser = remainders.get(k - 1);
      if (finer > ABOVE_NOISE * noise) {
        slopes.add(Math.log(coarser / finer) / Math.log(2));
      }
    }
    if (slopes.size() < (derivative == 0 ? 1 : 2)) {
      double most = Math.max(1e3 * ABOVE_NOISE * 4 * epsilon * scale, 1e-3 * steps.getFirst() * Math.abs(derivative));
      return remainders.getFirst() <= most ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return median(slopes);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
