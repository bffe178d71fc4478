package dev.adjoint.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.junit.jupiter.api.Test;

/** {@code FastMath} has the rules of {@code Math}, and rules for what only it has. */
class FastMathRulesTest {
  private static final String OWNER = FastMath.class.getName();

  private static Rule.Smooth smooth(String name, Type... types) {
    return (Rule.Smooth) Rules.intrinsic(OWNER, name, List.of(types));
  }

  @Test
  void everyFunctionOfScalarsIsInTheTable() {
    RuleTableTest.scalarMethods(FastMath.class).filter(m -> m.getParameterCount() > 0)
        .forEach(m -> assertNotNull(RuleTableTest.rule(m), m.toString()));
  }

  @Test
  void commonFunctionsHaveTheRulesOfMath() {
    for (String owner : List.of(OWNER, "org.apache.commons.math3.util.FastMath")) {
      for (String name : List.of("exp", "log", "sin", "abs", "floor")) {
        assertSame(Rules.intrinsic("java.lang.Math", name, List.of(Type.DOUBLE)),
            Rules.intrinsic(owner, name, List.of(Type.DOUBLE)), name);
      }
    }
  }

  @Test
  void ownFunctionsHaveTheirDerivatives() {
    for (double x : new double[] {-0.75, 0.25, 0.5}) {
      assertEquals(1 / Math.sqrt(1 + x * x), pull(smooth("asinh", Type.DOUBLE), 0, Double.NaN, x), 1e-15);
      assertEquals(1 / (1 - x * x), pull(smooth("atanh", Type.DOUBLE), 0, Double.NaN, x), 1e-14);
    }
    assertEquals(1 / Math.sqrt(1.25), pull(smooth("acosh", Type.DOUBLE), 0, Double.NaN, 1.5), 1e-15);
    double base = 3;
    double x = 5;
    double r = Math.log(x) / Math.log(base);
    var log = smooth("log", Type.DOUBLE, Type.DOUBLE);
    assertEquals(1 / (x * Math.log(base)), pull(log, 1, r, base, x), 1e-15);
    assertEquals(-r / (base * Math.log(base)), pull(log, 0, r, base, x), 1e-15);
  }

  @Test
  void aWholePowerHasTheDerivativeOfThePower() {
    var power = smooth("pow", Type.DOUBLE, Type.INT);
    for (double n : new double[] {-2, 0, 1, 5}) {
      double expected = n == 0 ? 0 : n * Math.pow(-1.5, n - 1);
      assertEquals(expected, pull(power, 0, Math.pow(-1.5, n), -1.5, n), 1e-15);
    }
  }

  private static double pull(Rule.Smooth rule, int operand, double result, double... arguments) {
    return Evaluation.pull(rule, operand, Math.class, arguments, result, 1);
  }
}
