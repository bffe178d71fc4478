package diagnostics;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.io.PrintStream;
import java.util.List;

/** What a caller may multiply by something that carries a derivative. */
final class LostInArgument {
  @Differentiable
  static double whole(double[] x, int[] out) {
    // expect: AD096 at "(int) (x[0] * 10)"
    out[0] = (int) (x[0] * 10);
    return x[0];
  }

  @Differentiable
  static double collected(double x, @NonDifferentiable List<Double> all) {
    // expect: AD096 at "all.add(x * x)"
    all.add(x * x);
    return x;
  }

  @Differentiable
  static double appended(double x, StringBuilder text) {
    text.append(Adjoint.detach(x));
    // expect: AD096 at "text.append(x)"
    text.append(x);
    return x;
  }

  private static double recursive(double x, int n, int[] out) {
    if (n == 0) {
      // expect: AD096 at "(int) x"
      out[0] = (int) x;
      return x;
    }
    return recursive(x * 2, n - 1, out);
  }

  @Differentiable
  static double inHelper(double x, int[] out) {
    return recursive(x, 3, out);
  }

  @Differentiable
  static double harmless(double[] x, int[] order, PrintStream out) {
    for (int i = 0; i < x.length; i++) {
      order[x[i] > x[0] ? 1 : 0] = i;
    }
    out.println(x[0]);
    return x[(int) Math.abs(x[0]) % x.length];
  }
}
