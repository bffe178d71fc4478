package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class SynchronizedStatement {
  static final Object LOCK = new Object();

  @Differentiable
  static double value(double x) {
    double r = x;
    // expect: AD012 at "synchronized (LOCK) {"
    synchronized (LOCK) {
      r *= x;
    }
    return r;
  }
}
