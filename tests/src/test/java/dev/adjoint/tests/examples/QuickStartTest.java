package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.Minimizer;
import dev.adjoint.examples.QuickStart;
import org.junit.jupiter.api.Test;

/** The doubling loop gives what PyTorch gives, digit for digit; the minimum of Rosenbrock's function is found. */
class QuickStartTest {
  /** The tutorials' v: floats there, and powers of two times them are exact in double precision. */
  private static final double[] V = {0.1f, 1.0f, 0.0001f};
  /** The gradient that PyTorch computes for both cells. */
  private static final double[] GRADIENT = {102.4000015258789, 1024.0, 0.10239999741315842};

  @Test
  void doublingLoopOfTheFirstCell() {
    double[] x = {1.2282752990722656, 0.3353959321975708, 0.03914345055818558};
    assertArrayEquals(new double[] {1257.75390625, 343.4454345703125, 40.08289337158203}, QuickStart.doubled(x));
    Printed printed = new Printed();
    assertArrayEquals(GRADIENT, QuickStart.vectorJacobianProduct(x, V, printed.out));
    assertEquals("""
        y = [1257.75390625, 343.4454345703125, 40.08289337158203]
        x.grad = [102.4000015258789, 1024.0, 0.10239999741315842]
        """, printed.text().replace("\r\n", "\n"));
  }

  @Test
  void doublingLoopOfTheSecondCell() {
    double[] x = {-0.9501125812530518, 0.7360517382621765, -0.060255758464336395};
    assertArrayEquals(new double[] {-972.915283203125, 753.7169799804688, -61.70189666748047}, QuickStart.doubled(x));
    assertArrayEquals(GRADIENT, QuickStart.vectorJacobianProduct(x, V, new Printed().out));
  }

  @Test
  void minimumOfRosenbrock() {
    Printed printed = new Printed();
    Minimizer.Minimum minimum = QuickStart.minimum(printed.out);
    assertArrayEquals(new double[] {1, 1}, minimum.point(), 1e-6);
    assertTrue(printed.number("minimum (\\S+) at") < 1e-12);
    assertEquals(minimum.iterations(), printed.number("after (\\d+) iterations"));
  }
}
