package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Oclgrind, a simulator of an OpenCL device (J. Price, S. McIntosh-Smith, "Oclgrind: an extensible OpenCL device simulator", IWOCL
 * 2015), finds no data race in kernels over arrays and their adjoints. Debian's package is {@code oclgrind}.
 */
class OclgrindTest {
  private static final String LIBRARY = "liboclgrind-rt.so";

  @TempDir
  private Path directory;

  /** What was printed, and what Oclgrind found. */
  private record Run(String output, String found) {}

  private Run run(String... args) throws IOException, InterruptedException {
    Path oclgrind = Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, "oclgrind")).filter(Files::isExecutable)
        .findFirst().orElse(null);
    assumeTrue(oclgrind != null, "oclgrind is not on the path");
    Path prefix = oclgrind.toRealPath().getParent().resolveSibling("lib");
    Path library = Stream.of(prefix.resolve("oclgrind"), prefix).map(dir -> dir.resolve(LIBRARY)).filter(Files::exists)
        .findFirst().orElse(null);
    assumeTrue(library != null, "no " + LIBRARY + " in " + prefix);
    Path log = directory.resolve("oclgrind.log");
    var command = new ArrayList<>(List.of(oclgrind.toString(), "--data-races", "--log", log.toString(),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED", "-Dadjoint.opencl.library=" + library, "-cp",
        System.getProperty("java.class.path"), RaceRun.class.getName()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("Oclgrind Simulator"), output);
    return new Run(output, Files.exists(log) ? Files.readString(log) : "");
  }

  @Test
  void kernelsAndTheirAdjointsHaveNoRaces() throws IOException, InterruptedException {
    Run run = run("ArrayFunctions");
    assertEquals("", run.found());
    assertTrue(run.output().contains("ran forces") && run.output().contains("ran blur"), run.output());
    assertFalse(run.output().contains("data race"), run.output());
  }

  @Test
  void aRaceWouldBeFound() throws IOException, InterruptedException {
    Run run = run("race");
    assertTrue((run.found() + run.output()).contains("Write-write data race"), run.output());
  }
}
