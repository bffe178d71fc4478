package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.tensor.Digits;
import dev.adjoint.runtime.nn.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network reads at least 95 of 100 digits that it has not seen, before and after it was saved. */
class DigitsTest {
  @Test
  void heldOutAccuracy(@TempDir Path dir) throws IOException {
    Printed printed = new Printed();
    Digits.Result result = Digits.train(dir, printed.out);
    double accuracy = printed.number("held-out digits read: (\\d\\.\\d+)");
    assertTrue(accuracy > 0.95, printed.text());
    assertEquals(result.accuracy(), accuracy, 5e-5);
    assertEquals(result.accuracy(), result.reloaded());
    assertEquals(4, SafeTensors.load(result.file()).size());
  }
}
