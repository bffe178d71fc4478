package dev.adjoint.tests.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.checkpoint.Checkpoints;
import dev.adjoint.runtime.checkpoint.Contents;
import dev.adjoint.runtime.checkpoint.Revolve;
import org.junit.jupiter.api.Test;

final class CheckpointsTest {

  @Test
  void openLoopNeverKeepsMoreThanAllowed() {
    for (int s = 1; s <= 9; s++) {
      for (int n = 0; n < 140; n++) {
        var loop = new CountingLoop(Checkpoints.open(s), n);
        loop.forward();
        loop.reverse();
        assertTrue(loop.peak() <= s, n + " steps, " + s + " states: " + loop.peak());
      }
    }
  }

  /** From s / 2 to s states at even distances. */
  @Test
  void openLoopRunsAtMostThreeTimesWhatACountedOneRuns() {
    for (int s = 2; s <= 9; s++) {
      for (int n = 1; n < 140; n++) {
        var loop = new CountingLoop(Checkpoints.open(s), n);
        loop.forward();
        loop.reverse();
        long best = Revolve.evaluations(n + 1, s);
        assertTrue(loop.run() <= 3 * best, n + " steps, " + s + " states: " + loop.run() + ", best " + best);
      }
    }
  }

  @Test
  void wrongTripCountCostsTimeButNoState() {
    for (int told : new int[] {-5, 0, 3, 1000}) {
      var loop = new CountingLoop(Checkpoints.counted(3, told), 40);
      loop.forward();
      loop.reverse();
      assertTrue(loop.peak() <= 3);
    }
  }

  @Test
  void noStateAtAllIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Checkpoints.counted(0, 10));
    assertThrows(IllegalArgumentException.class, () -> Checkpoints.open(-1));
  }

  @Test
  void variablesComeBackInTheOrderInWhichTheyWerePut() {
    var states = Checkpoints.counted(1, 1);
    Object reference = new Object();
    assertTrue(states.due());
    states.put(1.5);
    states.put(true);
    states.put(7);
    states.put(reference);
    states.put(1L << 40);
    states.put(-2.5f);
    assertEquals(0, states.rewind(0));
    assertEquals(1.5, states.takeDouble());
    assertTrue(states.takeBoolean());
    assertEquals(7, states.takeInt());
    assertSame(reference, states.takeReference());
    assertEquals(1L << 40, states.takeLong());
    assertEquals(-2.5, states.takeDouble());
  }

  @Test
  void contentGoesBackIntoTheSameArrays() {
    double[] a = {1, 2};
    int[] b = {3};
    boolean[] c = {true};
    String[] d = {"x"};
    float[][] rows = {{4}, null, {5, 6}};
    float[] first = rows[0];
    var contents = new Contents();
    for (Object array : new Object[] {a, b, c, d, rows, null, a}) {
      contents.keep(array);
    }
    a[1] = 9;
    b[0] = 9;
    c[0] = false;
    d[0] = "y";
    first[0] = 9;
    rows[0] = rows[2];
    rows[1] = new float[1];
    rows[2][1] = 9;
    contents.restore();
    assertArrayEquals(new double[] {1, 2}, a);
    assertArrayEquals(new int[] {3}, b);
    assertTrue(c[0]);
    assertEquals("x", d[0]);
    assertSame(first, rows[0]);
    assertEquals(4, first[0]);
    assertEquals(null, rows[1]);
    assertArrayEquals(new float[] {5, 6}, rows[2]);
  }

  @Test
  void rowsGoBackWithoutWhatIsInThem() {
    double[][] rows = {{1}, {2}};
    double[] first = rows[0];
    var contents = new Contents();
    contents.keepRows(rows);
    rows[0] = rows[1];
    first[0] = 7;
    contents.restore();
    assertSame(first, rows[0]);
    assertEquals(7, first[0]);
  }

  @Test
  void movedElementsStopAtTheShorterArray() {
    double[][] from = {{1, 2, 3}, null, {4}};
    double[][] to = {{0, 0}, {5}, {6}, {7}};
    Contents.move(from, to);
    assertArrayEquals(new double[] {1, 2}, to[0]);
    assertArrayEquals(new double[] {5}, to[1]);
    assertArrayEquals(new double[] {4}, to[2]);
    assertArrayEquals(new double[] {7}, to[3]);
  }

  @Test
  void bytesAreThoseOfTheContentsKept() {
    var states = Checkpoints.counted(4, 100);
    for (int t = 0; t < 100; t++) {
      if (states.due()) {
        states.content(new double[50]);
        states.content(new int[5]);
      }
      assertTrue(states.bytes() <= 4 * 420);
    }
    assertEquals(4 * 420, states.bytes());
  }
}
