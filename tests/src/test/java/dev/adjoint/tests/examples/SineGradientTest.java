package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.tensor.SineGradient;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gradient that is plotted is twice the cosine, and the walk prints the tutorial's operations. */
class SineGradientTest {
  @Test
  void printsGradientAndGraph(@TempDir Path plots) throws IOException {
    Printed printed = new Printed();
    SineGradient.Result result = SineGradient.run(plots, printed.out);
    float[] gradient = result.gradient().toFloats();
    for (int i = 0; i < 25; i++) {
      assertEquals(2 * Math.cos(2 * Math.PI * i / 24), gradient[i], 1e-6);
    }
    assertTrue(printed.number("deviation from 2 cos\\(a\\): (\\S+)") < 1e-6);
    assertEquals(25, printed.number("out = tensor\\((\\S+)\\., grad_fn=<SumBackward0>\\)"), 1e-3);
    assertTrue(printed.text().contains(String.join(System.lineSeparator(),
        "SumBackward0 <- [<AddBackward0>]",
        "AddBackward0 <- [<MulBackward0>, null]",
        "MulBackward0 <- [<SinBackward0>, null]",
        "SinBackward0 <- [<AccumulateGrad>]",
        "AccumulateGrad <- []")), printed.text());
    assertEquals(900, ImageIO.read(result.plot().toFile()).getWidth());
  }
}
