package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.examples.MixtureFit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mixture's first gradient is the reference's, its log-likelihood rises to the value known, and is plotted. */
class MixtureFitTest {
  @Test
  void logLikelihoodRises(@TempDir Path plots) throws IOException {
    Printed printed = new Printed();
    MixtureFit.Fit fit = MixtureFit.fit(plots, printed.out);
    assertTrue(fit.deviation() <= 1e-10, "deviation " + fit.deviation());
    assertTrue(printed.number("deviates by (\\S+)") <= 1e-10);

    List<Double> values = fit.logLikelihoods();
    for (int i = 1; i < values.size(); i++) {
      assertTrue(values.get(i) >= values.get(i - 1), "falls at iteration " + i);
    }
    assertEquals(-5318.3452, printed.number("iteration   0: log-likelihood (\\S+)"), 1e-4);
    assertTrue(values.getLast() > -2870, "ends at " + values.getLast());
    assertEquals(fit.iterations(), printed.number("(\\d+) iterations"));
    var plot = ImageIO.read(plots.resolve("log-likelihood.png").toFile());
    assertEquals(900, plot.getWidth());
  }

  @Test
  void examplesReferenceIsTheTestsReference() throws IOException {
    JsonNode all = read("/data/reference.json");
    JsonNode some = read("/dev/adjoint/examples/reference.json");
    some.properties().forEach(entry -> assertEquals(all.get(entry.getKey()), entry.getValue(), entry.getKey()));
  }

  private static JsonNode read(String resource) throws IOException {
    try (InputStream in = MixtureFit.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    }
  }
}
