package dev.adjoint.tests.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.checkpoint.Checkpoints;
import dev.adjoint.runtime.checkpoint.Revolve;
import org.junit.jupiter.api.Test;

/** The schedule does no more work than the least there can be. */
final class RevolveTest {
  private static final int STEPS = 130;
  private static final int STATES = 9;

  /** The least number of steps, by dynamic programming over the place of the next state. */
  private static long[][] least() {
    var t = new long[STEPS + 1][STATES + 1];
    for (int s = 1; s <= STATES; s++) {
      for (int n = 2; n <= STEPS; n++) {
        t[n][s] = (long) n * (n - 1) / 2;
        for (int m = 1; s > 1 && m < n; m++) {
          t[n][s] = Math.min(t[n][s], m + t[n - m][s - 1] + t[m][s]);
        }
      }
    }
    return t;
  }

  @Test
  void evaluationsAreTheFewestPossible() {
    long[][] least = least();
    for (int s = 1; s <= STATES; s++) {
      for (int n = 1; n <= STEPS; n++) {
        assertEquals(least[n][s], Revolve.evaluations(n, s), n + " steps, " + s + " states");
      }
    }
  }

  /** The example of the paper, section 2: ten steps with three states. */
  @Test
  void tenStepsWithThreeStatesTakeFifteen() {
    assertEquals(15, Revolve.evaluations(10, 3));
    assertEquals(2, Revolve.repetitions(10, 3));
  }

  @Test
  void countedLoopRunsTheFewestStepsPossible() {
    for (int s = 1; s <= STATES; s++) {
      for (int n = 0; n < STEPS; n++) {
        var loop = new CountingLoop(Checkpoints.counted(s, n), n);
        loop.forward();
        loop.reverse();
        assertEquals(Revolve.evaluations(n + 1, s), loop.run(), n + " steps, " + s + " states");
        assertTrue(loop.peak() <= s, "more than " + s + " states");
      }
    }
  }

  @Test
  void longLoopsTakeWhatTheFormulaSays() {
    var loop = new CountingLoop(Checkpoints.counted(20, 100_000), 100_000);
    loop.forward();
    loop.reverse();
    assertEquals(Revolve.evaluations(100_001, 20), loop.run());
    assertTrue(loop.run() < 6 * 100_000L);
    assertEquals(20, loop.peak());
  }

  @Test
  void distancesOfLongestLoopsDoNotOverflow() {
    for (int s : new int[] {2, 3, 17, 1000, Integer.MAX_VALUE}) {
      int distance = Revolve.distance(Integer.MAX_VALUE, s);
      assertTrue(distance >= 1, s + ": " + distance);
    }
  }
}
