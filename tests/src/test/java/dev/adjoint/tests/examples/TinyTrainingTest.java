package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.tensor.TinyTraining;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small model learns its batch by heart, the same way each time. */
class TinyTrainingTest {
  @Test
  void theLossFallsToNothing(@TempDir Path plots) throws IOException {
    Printed printed = new Printed();
    TinyTraining.Result result = TinyTraining.train(plots, printed.out);
    double first = printed.number("epoch   0: loss (\\S+)");
    double last = printed.number("epoch  60: loss (\\S+)");
    assertEquals(result.losses().getFirst(), first, 1e-4);
    assertTrue(first > 100 && last < 1e-3, printed.text());
    assertEquals(first, TinyTraining.train(plots, printed.out).losses().getFirst(), 1e-4);
    assertEquals(500, ImageIO.read(result.plot().toFile()).getHeight());
  }
}
