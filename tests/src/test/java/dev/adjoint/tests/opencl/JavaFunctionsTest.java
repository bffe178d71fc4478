package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorKernels;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The functions that kernels from Java call where C differs: bit for bit Java's at the points where languages part, but for the
 * last bits of a power that is neither 0 nor infinite.
 */
class JavaFunctionsTest {
  private static final double[] POINTS = {0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, 3, -7.25, 1e10,
      -1e10, 1e19, -1e19, 2147483647.5, -2147483648.5, 4503599627370497.5, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN,
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

  /** Functions of two numbers, each in C and in Java. */
  private enum Pair {
    TO_INT("j_to_int(x)", (x, y) -> (int) x),
    TO_LONG("(double) j_to_long(x)", (x, y) -> (long) x),
    MAX("j_max_double(x, y)", Math::max),
    MIN("j_min_double(x, y)", Math::min),
    FLOAT_MAX("j_max_float((float) x, (float) y)", (x, y) -> Math.max((float) x, (float) y)),
    FLOAT_MIN("j_min_float((float) x, (float) y)", (x, y) -> Math.min((float) x, (float) y)),
    CLAMP("j_clamp_double(x, -1.5, y > -1.5 ? y : -1.5)", (x, y) -> Math.clamp(x, -1.5, y > -1.5 ? y : -1.5)),
    SIGNUM("j_signum_double(x)", (x, y) -> Math.signum(x)),
    ROUND("(double) j_round_double(x)", (x, y) -> Math.round(x)),
    FLOAT_ROUND("j_round_float((float) x)", (x, y) -> Math.round((float) x)),
    REMAINDER("fmod(x, y)", (x, y) -> x % y),
    DIVISION("j_div_int(j_to_int(x), j_to_int(y) | 1)", (x, y) -> (int) x / ((int) y | 1)),
    MODULUS("j_rem_int(j_to_int(x), j_to_int(y) | 1)", (x, y) -> (int) x % ((int) y | 1)),
    LONG_DIVISION("(double) j_div_long(j_to_long(x), j_to_long(y) | 1)", (x, y) -> (long) x / ((long) y | 1)),
    LONG_MODULUS("(double) j_rem_long(j_to_long(x), j_to_long(y) | 1)", (x, y) -> (long) x % ((long) y | 1)),
    ABS("j_abs_int(j_to_int(x))", (x, y) -> Math.abs((int) x)),
    LONG_ABS("(double) j_abs_long(j_to_long(x))", (x, y) -> Math.abs((long) x)),
    POW("j_pow_double(x, y)", Math::pow),
    COPY_SIGN("copysign(x, y)", (x, y) -> Double.isNaN(y) ? Math.copySign(x, 1) : Math.copySign(x, y)),
    IS_NAN("j_isnan(x) ? 1 : 0", (x, y) -> Double.isNaN(x) ? 1 : 0),
    IS_INFINITE("j_isinf(x) ? 1 : 0", (x, y) -> Double.isInfinite(x) ? 1 : 0),
    IS_FINITE("j_isfinite(x) ? 1 : 0", (x, y) -> Double.isFinite(x) ? 1 : 0),
    RADIANS("j_radians_double(x)", (x, y) -> Math.toRadians(x)),
    DEGREES("j_degrees_double(x)", (x, y) -> Math.toDegrees(x));

    private final String c;
    private final DoubleBinaryOperator java;

    Pair(String c, DoubleBinaryOperator java) {
      this.c = c;
      this.java = java;
    }
  }

  /** All pairs in one program, chosen by a parameter. */
  private static final class Chosen extends ElementKernel {
    private final Pair pair;

    Chosen(Pair pair) {
      super("java_functions", true, text(), new boolean[] {false, true}, new Object[] {null, null, pair.ordinal()});
      this.pair = pair;
    }

    private static String text() {
      var text = new StringBuilder("FUNCTION void CAT(NAME, _value)(double x, double y, int32 which, double *r0) {\n"
          + "  switch (which) {\n");
      for (Pair pair : Pair.values()) {
        text.append("    case ").append(pair.ordinal()).append(": *r0 = ").append(pair.c).append("; break;\n");
      }
      return text.append("  }\n}\nFUNCTION void CAT(NAME, _adjoint)(double x, double y, int32 which, double seed, double *r0) {\n"
          + "  *r0 = 0;\n}\n").toString();
    }

    @Override
    public void value(int n, double[][] rows, double[] values) {
      for (int i = 0; i < n; i++) {
        values[i] = pair.java.applyAsDouble(rows[0][i], rows[1][i]);
      }
    }

    @Override
    public void adjoint(int n, double[][] rows, double[] seeds, double[][] adjoints) {
      throw new AssertionError("nobody asks for it");
    }
  }

  @Test
  void areJavasAtEveryPairOfSpecialPoints() {
    OpenClDevice.backend();
    int n = POINTS.length;
    Tensor x = Tensor.of(POINTS).reshape(n, 1);
    Tensor y = Tensor.of(POINTS);
    Tensor xThere = x.to(OpenClDevice.DEVICE);
    Tensor yThere = y.to(OpenClDevice.DEVICE);
    for (Pair pair : Pair.values()) {
      double[] expected = TensorKernels.apply(new Chosen(pair), x, y).toDoubles();
      double[] actual = TensorKernels.apply(new Chosen(pair), xThere, yThere).toDoubles();
      for (int i = 0; i < expected.length; i++) {
        String what = pair + " of " + POINTS[i / n] + " and " + POINTS[i % n];
        if (pair == Pair.POW && Double.isFinite(expected[i]) && expected[i] != 0) {
          assertEquals(expected[i], actual[i], 4 * Math.ulp(expected[i]), what);
        } else {
          assertEquals(expected[i], actual[i], what);
        }
      }
    }
  }
}
