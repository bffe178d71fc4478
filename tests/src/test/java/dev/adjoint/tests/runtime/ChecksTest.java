package dev.adjoint.tests.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.check.Checks;
import dev.adjoint.runtime.tape.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ChecksTest {

  @Test
  void bufferOfTheSameLengthPasses() {
    Checks.adjointBuffer("fVjp", "x", new double[3], new double[3]);
    Checks.adjointBuffer("fVjp", "x", new float[3], new float[3]);
    Checks.adjointBuffer("fVjp", "x", new double[2][3], new double[2][3]);
    Checks.adjointBuffer("fVjp", "x", new float[2][3][1], new float[2][3][1]);
    Checks.adjointBuffer("fVjp", "x", new double[1][2][1][2], new double[1][2][1][2]);
  }

  @Test
  void bufferOfAnotherLengthIsNamedWithBothLengths() {
    refused("fVjp: the adjoint buffer of 'x' has length 3 but 'x' has length 4.",
        () -> Checks.adjointBuffer("fVjp", "x", new double[4], new double[3]));
    refused("fVjp: the adjoint buffer of 'x' has length 5 but 'x' has length 4.",
        () -> Checks.adjointBuffer("fVjp", "x", new float[4], new float[5]));
  }

  @Test
  void nullBufferIsNamed() {
    refused("fVjp: the adjoint buffer of 'x' is null but 'x' has length 4.",
        () -> Checks.adjointBuffer("fVjp", "x", new double[4], null));
    refused("fVjp: the adjoint buffer of 'm' is null but 'm' has length 1.",
        () -> Checks.adjointBuffer("fVjp", "m", new double[1][2], null));
  }

  @Test
  void nullArgumentIsLeftToTheMethod() {
    Checks.adjointBuffer("fVjp", "x", (double[]) null, null);
    Checks.adjointBuffer("fVjp", "x", (float[]) null, new float[2]);
    Checks.adjointBuffer("fVjp", "x", (double[][]) null, null);
    Checks.adjointBuffer("fVjp", "x", new double[][] {null, {1}}, new double[][] {{7}, {0}});
  }

  @Test
  void rowOfAnotherLengthIsNamedByItsPlace() {
    refused("fVjp: the adjoint buffer of 'm[1]' has length 2 but 'm[1]' has length 3.",
        () -> Checks.adjointBuffer("fVjp", "m", new double[2][3], new double[][] {{0, 0, 0}, {0, 0}}));
    refused("fVjp: the adjoint buffer of 'm[1][0]' is null but 'm[1][0]' has length 2.",
        () -> Checks.adjointBuffer("fVjp", "m", new double[2][1][2], new double[][][] {{{0, 0}}, {null}}));
  }

  @Test
  void argumentAsItsOwnBufferIsRefused() {
    double[] x = {1, 2};
    refused("fVjp: the adjoint buffer of 'x' is 'x' itself (length 2).",
        () -> Checks.adjointBuffer("fVjp", "x", x, x));
    refused("fVjp: the adjoint buffer of 'm[0]' is 'm[0]' itself (length 2).",
        () -> Checks.adjointBuffer("fVjp", "m", new double[][] {x}, new double[][] {x}));
    double[] empty = {};
    Checks.adjointBuffer("fVjp", "x", empty, empty);
  }

  @Test
  void arrayOfAnotherTypeIsRefused() {
    refused("fVjp: the adjoint buffer of 'm[0]' is a float[] but 'm[0]' is a double[] (both have length 2).",
        () -> Checks.adjointBuffer("fVjp", "m", new Object[] {new double[2]}, new Object[] {new float[2]}));
    assertThrows(IllegalArgumentException.class, () -> Checks.adjointBuffer("fVjp", "m", new int[1][1], new int[1][1]));
  }

  @Test
  void seedMustHaveTheShapeOfTheResult() {
    Checks.seed("fVjp", new double[2], 2);
    Checks.seed("fVjp", new float[2], 2);
    Checks.seed("fVjp", new double[2][1], new double[2][1]);
    refused("fVjp: the seed is null but the result has length 2.", () -> Checks.seed("fVjp", (double[]) null, 2));
    refused("fVjp: the seed has length 1 but the result has length 2.", () -> Checks.seed("fVjp", new float[1], 2));
    refused("fVjp: the seed of 'result[0]' has length 2 but 'result[0]' has length 1.",
        () -> Checks.seed("fVjp", new double[1][2], new double[1][1]));
  }

  @Test
  void sameArrayNeedsTheSameBuffer() {
    double[] x = new double[3];
    double[] adjoint = new double[3];
    Checks.sameBuffers("fVjp", "x", x, adjoint, "y", x, adjoint);
    refused("fVjp: 'x' (length 3) and 'y' (length 3) are the same array and need the same adjoint buffer, but have"
        + " two, of lengths 3 and 3.", () -> Checks.sameBuffers("fVjp", "x", x, adjoint, "y", x, new double[3]));
  }

  @Test
  void differentArraysNeedDifferentBuffers() {
    double[] adjoint = new double[3];
    Checks.sameBuffers("fVjp", "x", new double[3], adjoint, "y", new double[3], new double[3]);
    refused("fVjp: 'x' (length 3) and 'y' (length 3) are different arrays and need an adjoint buffer each, but have one"
        + " in common, of lengths 3 and 3.",
        () -> Checks.sameBuffers("fVjp", "x", new double[3], adjoint, "y", new double[3], adjoint));
  }

  @Test
  void bufferThatIsAnotherArgumentIsRefused() {
    double[] x = new double[3];
    refused("fVjp: the adjoint buffer of 'y' (length 3) is 'x' (length 3) itself.",
        () -> Checks.sameBuffers("fVjp", "x", x, new double[3], "y", new double[3], x));
  }

  @Test
  void nullAndEmptyArraysNeedNoBufferOfTheirOwn() {
    double[] empty = {};
    Checks.sameBuffers("fVjp", "x", null, new double[1], "y", new double[1], new double[1]);
    Checks.sameBuffers("fVjp", "x", new double[0], empty, "y", new double[0], empty);
    Checks.sameBuffers("fVjp", "x", empty, new double[0], "y", empty, new double[0]);
  }

  @Test
  void rowsThatAliasNeedAdjointRowsThatAlias() {
    double[] row = {1, 2};
    double[] adjoint = {0, 0};
    Object[] primal = new double[][] {row, {3}, row};
    Checks.sameRows("fVjp", "m", primal, new double[][] {adjoint, {0}, adjoint}, null);
    refused("fVjp: 'm[0]' (length 2) and 'm[2]' (length 2) are the same array and need the same adjoint buffer, but"
            + " have two, of lengths 2 and 2.",
        () -> Checks.sameRows("fVjp", "m", primal, new double[][] {adjoint, {0}, {0, 0}}, null));
    refused("fVjp: 'm[0]' (length 2) and 'm[1]' (length 2) are different arrays and need an adjoint buffer each, but"
            + " have one in common, of lengths 2 and 2.",
        () -> Checks.sameRows("fVjp", "m", new double[2][2], new double[][] {adjoint, adjoint}, null));
  }

  @Test
  void rowThatIsAnotherParameterSharesItsBuffer() {
    double[] row = {1, 2};
    double[] adjoint = {0, 0};
    double[][] m = {{5, 6}, row};
    double[][] good = {{0, 0}, adjoint};
    Checks.sameBuffers("fVjp", "m", m, good, "v", row, adjoint);
    Checks.sameBuffers("fVjp", "v", row, adjoint, "m", m, good);
    refused("fVjp: 'v' (length 2) and 'm[1]' (length 2) are the same array and need the same adjoint buffer, but have"
        + " two, of lengths 2 and 2.", () -> Checks.sameBuffers("fVjp", "v", row, adjoint, "m", m, new double[2][2]));
    Checks.sameBuffers("fVjp", "m", m, good, "n", new double[][] {row}, new double[][] {adjoint});
    assertThrows(IllegalArgumentException.class,
        () -> Checks.sameBuffers("fVjp", "m", m, good, "n", new double[][] {row}, new double[][] {{0, 0}}));
  }

  @Test
  void blocksThatAliasNeedAdjointBlocksThatAlias() {
    double[][] block = {{1}, {2}};
    double[][] adjoint = {{0}, {0}};
    double[][][] primal = {block, block};
    Checks.sameRows("fVjp", "t", primal, new double[][][] {adjoint, adjoint}, null);
    // The rows alias as they should, the blocks that hold them do not: a store into one would miss the other.
    assertThrows(IllegalArgumentException.class,
        () -> Checks.sameRows("fVjp", "t", primal, new double[][][] {adjoint, adjoint.clone()}, null));
  }

  @Test
  void manyRowsAreChecked() {
    Tape tape = new Tape();
    double[][] primal = new double[3000][2];
    double[][] adjoint = new double[3000][2];
    Checks.sameRows("fVjp", "m", primal, adjoint, tape);
    Checks.sameRows("fVjp", "m", primal, adjoint, "n", new double[3000][2], new double[3000][2], tape);
    primal[2999] = primal[17];
    assertThrows(IllegalArgumentException.class, () -> Checks.sameRows("fVjp", "m", primal, adjoint, tape));
    adjoint[2999] = adjoint[17];
    assertDoesNotThrow(() -> Checks.sameRows("fVjp", "m", primal, adjoint, tape));
    assertEquals(0, tape.mark(), "a check gives its scratch memory back, also when it fails");
  }

  private static void refused(String message, Executable check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
  }
}
