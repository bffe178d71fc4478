package corpus;

import dev.adjoint.annotations.Differentiable;

/** Arrays of every inactive type, read, written and passed along. */
final class InactiveArrays {
  @Differentiable
  static double value(double[] x, int[] n, long[] l, byte[] b, short[] s, char[] c, boolean[] z, String[] names, float[][] f) {
    double r = x[n[0]] * l[0] + x[0] * b[1] + x[1] * s[0] * c[0];
    n[1] += n[0];
    z[0] = !z[0];
    b[0]++;
    long[][] counts = new long[2][3];
    counts[1][n[1]] = l[0] + b[0];
    if (z[0]) {
      r *= x[n[1]] + counts[1][n[1]];
    }
    names[0] = names[0] + n[1];
    int[] copy = n.clone();
    copy[0] = 99;
    return r * names[0].length() + f[0][0] * x[0] + n[0] * x[1];
  }

  static Object[][] inputs_value() {
    return new Object[][] {
      {
        new double[] {1.5, -0.5, 2}, new int[] {1, 1}, new long[] {3}, new byte[] {1, 2}, new short[] {4}, new char[] {'A'},
        new boolean[] {false}, new String[] {"name"}, new float[][] {{1.5f}}
      },
      {
        new double[] {1.5, -0.5, 2}, new int[] {0, 1}, new long[] {3}, new byte[] {127, 2}, new short[] {4}, new char[] {'A'},
        new boolean[] {true}, new String[] {"name"}, new float[][] {{1.5f}}
      }
    };
  }
}
