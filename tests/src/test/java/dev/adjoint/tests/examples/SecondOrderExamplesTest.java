package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.Greeks;
import dev.adjoint.examples.Newton;
import org.junit.jupiter.api.Test;

/** Newton's method needs few steps in Rosenbrock's valley; an option's second derivatives are those of the closed formulas. */
class SecondOrderExamplesTest {
  @Test
  void newtonsMethodFindsTheMinimumInFewSteps() {
    Printed printed = new Printed();
    Newton.Minimum minimum = Newton.minimum(printed.out);
    assertArrayEquals(new double[] {1, 1}, minimum.point(), 1e-9);
    assertTrue(minimum.steps() <= 25, () -> minimum.steps() + " steps");
    assertEquals(minimum.steps(), printed.number("after (\\d+) steps"));
  }

  @Test
  void secondDerivativesOfAnOptionAreThoseOfTheClosedFormulas() {
    Printed printed = new Printed();
    double s = 100;
    double v = 0.2;
    double t = 0.5;
    double[][] h = Greeks.secondOrder(s, v, t, 110, 0.03, printed.out);
    double d1 = (Math.log(s / 110) + (0.03 + v * v / 2) * t) / (v * Math.sqrt(t));
    double d2 = d1 - v * Math.sqrt(t);
    double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    double gamma = density / (s * v * Math.sqrt(t));
    double vanna = -density * d2 / v;
    double volga = s * density * Math.sqrt(t) * d1 * d2 / v;
    assertEquals(gamma, h[0][0], 1e-12);
    assertEquals(vanna, h[0][1], 1e-9);
    assertEquals(volga, h[1][1], 1e-9);
    assertEquals(gamma, printed.number("gamma (\\S+),"), 1e-6);
    assertArrayEquals(new double[] {h[0][1], h[0][2]}, new double[] {h[1][0], h[2][0]});
  }
}
