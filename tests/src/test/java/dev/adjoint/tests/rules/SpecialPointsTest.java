package dev.adjoint.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules at kinks, singular points and special values, row by row of docs/semantics.md. */
class SpecialPointsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static double[] partials(String name, double seed, double... at) {
    var rule = (Rule.Smooth) Rules.intrinsic("java.lang.Math", name, Collections.nCopies(at.length, Type.DOUBLE));
    return all(rule, Evaluation.call(Math.class, name, at), seed, at);
  }

  private static double[] all(Rule.Smooth rule, double result, double seed, double... at) {
    var all = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      // + 0.0 because the sign of a zero derivative is of no interest
      all[i] = Evaluation.pull(rule, i, Math.class, at, result, seed) + 0.0;
    }
    return all;
  }

  private static void expect(String name, double[] at, double... partials) {
    for (int i = 0; i < at.length; i++) {
      String where = name + " operand " + i;
      assertEquals(partials[i], partials(name, 1, at)[i], where);
      assertEquals(-2 * partials[i] + 0.0, partials(name, -2, at)[i], where);
    }
  }

  private static double[] at(double... point) {
    return point;
  }

  @Test
  void absHasDerivativeZeroAtZero() {
    expect("abs", at(0), 0);
    expect("abs", at(-0.0), 0);
    expect("abs", at(-3), -1);
    expect("abs", at(INF), 1);
    expect("abs", at(NAN), NAN);
  }

  @Test
  void maxAndMinGiveATieToTheFirst() {
    for (String name : new String[] {"max", "min"}) {
      expect(name, at(2, 2), 1, 0);
      expect(name, at(0.0, -0.0), 1, 0);
      expect(name, at(-0.0, 0.0), 1, 0);
      expect(name, at(INF, INF), 1, 0);
    }
    expect("max", at(1, 2), 0, 1);
    expect("min", at(1, 2), 1, 0);
  }

  @Test
  void maxAndMinPassNanToTheNanArgument() {
    for (String name : new String[] {"max", "min"}) {
      expect(name, at(NAN, 2), NAN, 0);
      expect(name, at(2, NAN), 0, NAN);
      expect(name, at(NAN, NAN), NAN, NAN);
      assertEquals(0, partials(name, 0, NAN, NAN)[0]);
    }
  }

  @Test
  void clampHasDerivativeOneOnTheBound() {
    expect("clamp", at(1, 1, 3), 1, 0, 0);
    expect("clamp", at(3, 1, 3), 1, 0, 0);
    expect("clamp", at(2, 2, 2), 1, 0, 0);
    expect("clamp", at(0, 1, 3), 0, 1, 0);
    expect("clamp", at(4, 1, 3), 0, 0, 1);
    expect("clamp", at(NAN, 1, 3), NAN, 0, 0);
  }

  @Test
  void sqrtHasAnInfiniteDerivativeAtBothZeros() {
    expect("sqrt", at(0), INF);
    expect("sqrt", at(-0.0), INF);
    assertEquals(0, partials("sqrt", 0, 0)[0]);
    assertEquals(0, partials("sqrt", 0, -0.0)[0]);
  }

  @Test
  void hypotHasDerivativeZeroAtTheOrigin() {
    expect("hypot", at(0, 0), 0, 0);
    expect("hypot", at(3, 4), 0.6, 0.8);
    assertEquals(1e300 / Math.hypot(1e300, 1e300), partials("hypot", 1, 1e300, 1e300)[0]);
  }

  @Test
  void powFollowsItsTable() {
    expect("pow", at(0, 2), 0, 0);
    expect("pow", at(0, 1), 1, 0);
    expect("pow", at(0, 0), 0, NAN);
    expect("pow", at(0, -1), -INF, NAN);
    expect("pow", at(0, 0.5), INF, 0);
    expect("pow", at(0, 3.5), 0, 0);
    expect("pow", at(-2, 2), -4, NAN);
    expect("pow", at(-2, 3), 12, NAN);
    expect("pow", at(-2, 0), 0, NAN);
    expect("pow", at(NAN, 0), 0, NAN);
    expect("pow", at(2, 0), 0, Math.log(2));
  }

  @Test
  void remaindersFollowTheExecutedQuotient() {
    var rule = (Rule.Smooth) Rules.binary(BinaryKind.REM, Type.DOUBLE);
    double[][] points = {{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {5.5, 0.3}, {-5.5, 0.3}, {1, 3}, {-1, 3}, {6, 3}};
    for (double[] p : points) {
      double truncated = p[0] / p[1] < 0 ? Math.ceil(p[0] / p[1]) : Math.floor(p[0] / p[1]);
      assertEquals(1, all(rule, p[0] % p[1], 1, p)[0]);
      assertEquals(-truncated + 0.0, all(rule, p[0] % p[1], 1, p)[1], p[0] + " % " + p[1]);
      expect("IEEEremainder", p, 1, -Math.rint(p[0] / p[1]) + 0.0);
    }
    assertEquals(0, all(rule, 5 % INF, 1, 5, INF)[1]);
  }

  @Test
  void singularPointsAreInfiniteForASeedAndZeroForNone() {
    expect("asin", at(1), INF);
    expect("asin", at(-1), INF);
    expect("acos", at(1), -INF);
    expect("log", at(0), INF);
    expect("log10", at(0), INF);
    expect("log1p", at(-1), INF);
    expect("cbrt", at(0), INF);
    for (String name : new String[] {"sqrt", "log", "log10", "cbrt"}) {
      assertEquals(0, partials(name, 0, 0)[0], name);
    }
    assertEquals(0, partials("asin", 0, 1)[0]);
    assertEquals(0, partials("acos", 0, -1)[0]);
    assertEquals(0, partials("log1p", 0, -1)[0]);
    var division = (Rule.Smooth) Rules.binary(BinaryKind.DIV, Type.DOUBLE);
    assertEquals(INF, all(division, 1.0 / 0.0, 1, 1, 0)[0]);
    assertEquals(-INF, all(division, 1.0 / 0.0, 1, 1, 0)[1]);
    assertEquals(0, all(division, 1.0 / 0.0, 0, 1, 0)[0]);
    assertEquals(0, all(division, 1.0 / 0.0, 0, 1, 0)[1]);
    for (double[] p : new double[][] {{0, 2}, {0, 0}, {0, -1}, {0, 0.5}, {-2, 0.5}, {NAN, 1}}) {
      assertEquals(0, partials("pow", 0, p)[0]);
      assertEquals(0, partials("pow", 0, p)[1]);
    }
  }

  @Test
  void copySignHasTheSignOfBoth() {
    expect("copySign", at(3, -1), -1, 0);
    expect("copySign", at(-3, -1), 1, 0);
    expect("copySign", at(-3, -0.0), 1, 0);
    expect("copySign", at(-3, 2), -1, 0);
  }

  @Test
  void neighboursHaveDerivativeOneWithAWarning() {
    for (String name : new String[] {"nextUp", "nextDown"}) {
      expect(name, at(1.5), 1);
      assertTrue(((Rule.Smooth) Rules.intrinsic("java.lang.Math", name, List.of(Type.DOUBLE))).warn());
    }
    expect("nextAfter", at(1.5, 9), 1, 0);
  }

  @Test
  void formulasKeepTheirDigitsNearTheirSingularPoints() {
    close(Math.exp(-40), partials("expm1", 1, -40)[0]);
    double e = 0x1p-40;
    close(1 / Math.sqrt(e * (2 - e)), partials("asin", 1, 1 - e)[0]);
    close(-1 / Math.sqrt(e * (2 - e)), partials("acos", 1, 1 - e)[0]);
    close(1 / (3 * Math.pow(1e-300, 2.0 / 3)), partials("cbrt", 1, 1e-300)[0]);
    close(1e-300, partials("log", 1, 1e300)[0]);
  }

  private static void close(double expected, double actual) {
    assertEquals(expected, actual, 1e-13 * Math.abs(expected));
  }
}
