package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class CallWithoutDerivative {
  @Differentiable
  static double value(double x, double[] a) {
    // expect: AD001 at "String.valueOf(x)"
    double r = Double.parseDouble(String.valueOf(x));
    // expect: AD001 at "java.nio.DoubleBuffer.wrap(a)"
    r += java.nio.DoubleBuffer.wrap(a).get(0);
    java.util.Arrays.hashCode(new int[] {1});
    return r * x;
  }
}
