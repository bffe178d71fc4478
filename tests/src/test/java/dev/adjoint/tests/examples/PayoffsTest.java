package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.examples.Payoffs;
import org.junit.jupiter.api.Test;

/** A call's derivative in its strike is minus the probability that it is exercised; other contracts are sums of calls and puts. */
class PayoffsTest {
  @Test
  void derivativesInTheNumbersOfAContractAreThoseOfTheClosedFormulas() {
    Printed printed = new Printed();
    double[][] risks = Payoffs.risks(printed.out, new Payoffs.Call(110), new Payoffs.Straddle(95, 1, 2),
        new Payoffs.Spread(new Payoffs.Call(90), new Payoffs.Call(105)), new Payoffs.Call(90), new Payoffs.Call(95), new Payoffs.Call(105));
    double spread = 0.2 * Math.sqrt(0.5);
    assertArrayEquals(new double[] {-normal(Math.log(100.0 / 110) / spread - spread / 2)}, risks[0], 1e-3);
    assertArrayEquals(new double[] {risks[3][0], -risks[5][0]}, risks[2], 1e-12);
    double calls = Payoffs.price(new Payoffs.Call(95), 100, 0.2, 0.5);
    double exercised = -risks[4][0];
    assertArrayEquals(new double[] {-exercised + 2 * (1 - exercised), calls, calls - 100 + 95}, risks[1], 1e-6);
    assertEquals(Payoffs.price(new Payoffs.Call(110), 100, 0.2, 0.5), printed.number("Call\\[strike=110.0\\]: (\\S+),"), 1e-4);
  }

  /** The distribution function of the normal distribution, by the midpoint rule. */
  private static double normal(double x) {
    double sum = 0;
    for (int i = 0; i < 20_000; i++) {
      double z = x - 10 * (i + 0.5) / 20_000;
      sum += Math.exp(-z * z / 2) * 10 / 20_000;
    }
    return sum / Math.sqrt(2 * Math.PI);
  }
}
