package dev.adjoint.tests.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.benchmarks.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report takes medians over all forks, converts units, and divides what belongs together. */
class ReportTest {
  @Test
  void ratiosAreOfMediansInOneUnit(@TempDir Path directory) throws IOException {
    Path json = directory.resolve("result.json");
    Files.writeString(json, """
        [{"benchmark": "b.RosenbrockBenchmark.primal", "params": {"size": "10"},
          "primaryMetric": {"scoreUnit": "us/op", "rawData": [[1.0, 9.0], [2.0]]}, "secondaryMetrics": {}},
         {"benchmark": "b.RosenbrockBenchmark.vjp", "params": {"size": "10"},
          "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[3000.0, 5000.0]]},
          "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 24.0}}},
         {"benchmark": "b.RosenbrockBenchmark.hand", "params": {"size": "10"},
          "primaryMetric": {"scoreUnit": "us/op", "rawData": [[3.2]]}, "secondaryMetrics": {}}]
        """);
    var rows = Report.read(json);
    assertEquals(2, rows.get("Rosenbrock 10").get("primal").microseconds());
    assertEquals(4, rows.get("Rosenbrock 10").get("vjp").microseconds(), 1e-12);
    assertEquals(24, rows.get("Rosenbrock 10").get("vjp").bytes());

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Report.print(rows, new PrintStream(out, true, StandardCharsets.UTF_8));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("| Rosenbrock 10 | 2.00 | 1.25 | 1.60 | – | – | – |"), text);
  }

  @Test
  void kernelsStandBesideTheirJavaMethod(@TempDir Path directory) throws IOException {
    Path json = directory.resolve("result.json");
    Files.writeString(json, """
        [{"benchmark": "b.ArrayKernelBenchmark.primal", "params": {"kind": "HEAT"},
          "primaryMetric": {"scoreUnit": "us/op", "rawData": [[4.0]]}, "secondaryMetrics": {}},
         {"benchmark": "b.ArrayKernelBenchmark.kernel", "params": {"kind": "HEAT"},
          "primaryMetric": {"scoreUnit": "us/op", "rawData": [[2.0]]}, "secondaryMetrics": {}}]
        """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Report.print(Report.read(json), new PrintStream(out, true, StandardCharsets.UTF_8));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("| ArrayKernel HEAT kind | 4.00 | – | 2.00 | – | – | – | 0.50 | – | – | – |"), text);
    assertEquals(3, text.lines().count(), text);
  }

  @Test
  void tensorsStandBesideTheirPeerInATableOfTheirOwn(@TempDir Path directory) throws IOException {
    Path json = directory.resolve("result.json");
    Files.writeString(json, """
        [{"benchmark": "b.SumBenchmark.adjoint",
          "primaryMetric": {"scoreUnit": "us/op", "rawData": [[3.0]]},
          "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 64.0}}},
         {"benchmark": "p.SumPyTorch.pytorch",
          "primaryMetric": {"scoreUnit": "us/op", "rawData": [[4.0]]}, "secondaryMetrics": {}}]
        """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Report.print(Report.read(json), new PrintStream(out, true, StandardCharsets.UTF_8));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("| Sum | 3.00 | 4.00 | 0.75 | 64.0 |"), text);
    assertEquals(1, text.lines().filter(line -> line.startsWith("| Sum ")).count(), text);
  }
}
