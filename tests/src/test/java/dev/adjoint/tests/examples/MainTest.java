package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.examples.Main;
import dev.adjoint.examples.QuickStart;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's command: it shows the generated source, runs everything, and is done within a minute. */
class MainTest {
  @Test
  void runsWithinAMinute(@TempDir Path plots) throws URISyntaxException {
    Path from = Path.of(QuickStart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assumeTrue(from.getParent().endsWith("target"), "the examples were not built here but installed: " + from);
    PrintStream console = System.out;
    Printed printed = new Printed();
    System.setOut(printed.out);
    try {
      int code = Assertions.assertTimeout(
          Duration.ofMinutes(1), () -> Main.run("--all", "--plots", plots.toString()));
      assertEquals(0, code);
    } finally {
      System.setOut(console);
    }
    assertTrue(printed.text().contains("class QuickStartDerivatives"), printed.text());
    assertTrue(printed.text().contains("x.grad = [102.4, 1024.0, 0.1024]"), printed.text());
    assertTrue(printed.number("held-out accuracy (\\S+)") >= 0.95);
    assertTrue(printed.number("(\\d+) iterations; plot") > 10);
    assertTrue(printed.number("held-out digits read: (\\d\\.\\d+)") > 0.95);
    assertTrue(printed.text().contains("Self CPU time total"), printed.text());
    assertTrue(printed.number("mixture: gradient \\S+ µs, function \\S+ µs, ratio (\\S+)") > 0);
  }
}
