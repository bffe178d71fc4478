package typing;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;

/** Every statement, the scopes of their variables, exceptions and resources. */
final class Statements {
  private static int counter;
  private final double[] state = {1, 2, 3};
  private final double[][] table = {{1}, {2, 3}, state, new double[4], {}};
  { counter++; state[0] = counter; }
  static { counter = 3; }

  double loops(int n, double[] x, double[][] m, List<? extends Number> numbers, Iterable<int[]> rows) {
    double s = 0;
    for (int i = 0, j = n; i < j; i++, j--) {
      s += x[i] * x[j] + i++ + --j;
    }
    for (double t = 0.1f; t < 1; t += 0.1) {
      s += t;
    }
    for (double[] row : m) {
      for (double v : row) {
        s += v;
      }
      for (final var v : row) {
        s += v;
      }
    }
    for (var number : numbers) {
      s += number.doubleValue();
    }
    for (Number number : numbers) {
      s += number.intValue();
    }
    for (int[] row : rows) {
      s += row.length + row[0];
    }
    for (var row : rows) {
      s += row[row.length - 1];
    }
    for (char c : "text".toCharArray()) {
      s += c;
    }
    for (long v : new int[] {1, 2}) {
      s += v;
    }
    outer:
    while (s < 10) {
      do {
        s *= 2;
        if (s > 5) {
          continue outer;
        }
        break outer;
      } while (s < 3);
    }
    int k;
    for (k = 0; ; k++) {
      if (k > n) break;
    }
    assert s > 0 : "message" + s;
    assert k == n + 1;
    synchronized (this) {
      s++;
    }
    return s;
  }

  double exceptions(Reader reader, String text) throws IOException {
    double y = 0;
    try (var in = new StringReader(text); reader; Reader third = reader) {
      y += in.read() + third.read();
    } catch (IllegalStateException | IllegalArgumentException e) {
      y += e.getMessage().length();
      throw e;
    } catch (IOException e) {
      throw new IOException("x" + y, e);
    } finally {
      y++;
    }
    try {
      throw new RuntimeException();
    } catch (final RuntimeException e) {
      y += e.getStackTrace().length;
    }
    return y;
  }

  static double arrays(int n, double[] x) {
    double a[] = {1, 2}, b = 3, c[][] = {{1}, a};
    int[] sizes[] = new int[n][], more[][] = new int[n][n][];
    var v = new double[] {1, n, 'c'};
    double[][] jagged = {v, {1, 2}, new double[n + 1], x.clone()};
    Object[] objects = {1, "s", v, new Object[] {2.0}, null};
    long[][] longs = new long[][] {{1, 2}, {n}};
    String[] strings = {"a", 'b' + "c", null + "d"};
    float[] f = {1, 2L, 'c'};
    jagged[0][n] = jagged[n = 1][0] += 2;
    (a)[0] = (b);
    a = v;
    (new double[3][4])[0][1] = 2;
    return a[0] + b + c[1][0] + sizes[0].length + more[0][0].length + v[1] + jagged[2][n] + longs[0][1] + f[0]
        + objects.length + strings[0].length() + ((double[]) objects[2])[1] + new int[] {3, 4}[1] + x.length + "abc".length();
  }

  double constants(int runtime) {
    final int k = 3;
    final double third = 1 / k, exact = 1.0 / k;
    final byte small = 100 + 27;
    final char letter = 'a' + 1;
    final float f = (float) 0.1 + 1e-3f;
    final long big = 1L << 40 | 0xff, shifted = -1 >>> 28 ^ 5 & 6;
    final boolean yes = k > 2 && exact < 1 || !false, equal = "a" == "a";
    final String text = "k" + k + letter + third + f + yes + big, joined = "a" + 1 + 'c' + 2.0;
    final int casted = (int) 3.99e10, wrapped = Integer.MAX_VALUE + 1, negative = -7 / 2, remainder = -7 % 3;
    final short narrow = (short) 70000;
    final double zero = 1.0 / 0, nan = 0.0 / 0, modulo = -5.5 % 2, hex = 0x1.8p1;
    final int notConstant = runtime, boxed = Integer.valueOf(3), chosen = yes ? 1 : 2;
    final Integer box = 3;
    final var inferred = 5;
    final int fromField = Statements.LIMIT * 2 + LIMIT, fromChar = 'x' + 0, complement = ~5, fromMath = (int) Math.PI;
    final double minimum = Double.MIN_VALUE, mixed = 1 + 2L + 3f + 4.0, unary = -+-3;
    final char c = (char) 65.7, d = true ? 'x' : 0;
    final long product = 100000 * 100000, wide = 100000L * 100000;
    int later = 3;
    final int unassigned;
    unassigned = 4;
    class Local {
      int ignored = runtime;
    }
    return k + third + exact + small + letter + f + big + shifted + casted + wrapped + negative + remainder + narrow + zero + nan
        + modulo + hex + notConstant + boxed + chosen + box + inferred + fromField + fromChar + complement + fromMath + minimum
        + mixed + unary + c + d + product + wide + later + unassigned + text.length() + joined.length() + (equal ? 1 : 0);
  }

  static final int LIMIT = 7;
}
