package dev.adjoint.tests.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.checkpoint.Checkpoints;

/** A loop as generated code has it, which counts the iterations that it runs and knows what its state ought to be. */
final class CountingLoop {
  private final Checkpoints states;
  private final int trips;
  private final double[] array = {0, 0};
  private long run;
  private int at;

  CountingLoop(Checkpoints states, int trips) {
    this.states = states;
    this.trips = trips;
  }

  long run() {
    return run;
  }

  int peak() {
    return states.peak();
  }

  private void iteration() {
    if (states.due()) {
      states.put((long) at);
      states.put(at * 0.5);
      states.content(array);
    }
    at++;
    array[at % 2] = at;
    run++;
  }

  void forward() {
    for (int t = 0; t < trips; t++) {
      iteration();
    }
    assertEquals(trips, states.steps());
  }

  void reverse() {
    for (int t = trips - 1; t >= 0; t--) {
      int from = states.rewind(t);
      assertTrue(from <= t, "a state behind the iteration");
      at = states.takeInt();
      assertEquals(from, at);
      assertEquals(at * 0.5, states.takeDouble());
      assertEquals(at, array[at % 2]);
      assertEquals(Math.max(at - 1, 0), array[(at + 1) % 2]);
      for (int k = from; k < t; k++) {
        iteration();
      }
      assertEquals(t, at);
    }
  }
}
