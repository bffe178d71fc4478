package dev.adjoint.tests.openblas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.openblas.OpenBlasBackend;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.View;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the library is found and the backend chosen, each in a JVM of its own. */
final class OpenBlasSelectionTest {
  private static final String ALLOWED = "--enable-native-access=ALL-UNNAMED";
  private static final String FORCED = "-Dadjoint.backend.cpu=openblas";

  @TempDir
  private Path directory;

  /** Says which backend is chosen, or why none, and multiplies with it. */
  static final class Choice {
    private Choice() {}

    public static void main(String[] arguments) {
      try {
        Backend backend = Backends.cpu();
        float[] ones = new float[400];
        Arrays.fill(ones, 1);
        var matrix = new View(backend.memory().upload(Device.cpu(), ones), Shape.of(1, 20, 20));
        var out = new View(backend.memory().allocate(Device.cpu(), DType.FLOAT32, 400), Shape.of(1, 20, 20));
        backend.matrixProducts().matmul(matrix, matrix, out, false);
        System.out.println("chosen: " + backend.name() + ", product: " + backend.memory().getDouble(out.storage(), 399));
      } catch (IllegalStateException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String choice(String... options) throws IOException, InterruptedException {
    return choice(Map.of(), "", options);
  }

  private static String choice(Map<String, String> environment, String morePath, String... options)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", place(OpenBlasBackend.class) + ":" + place(Choice.class) + morePath,
        Choice.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  private static void assertContains(String part, String whole) {
    assertTrue(whole.contains(part), () -> "\"" + part + "\" is not in: " + whole);
  }

  @Test
  void theLibraryIsChosenBeforeOtherBackends() throws Exception {
    Products.openBlas();
    assertEquals("chosen: openblas, product: 20.0", choice(ALLOWED));
  }

  @Test
  void whatIsForcedAndMissingIsRefusedWithTheReason() throws Exception {
    Path wrong = directory.resolve("nowhere.so");
    String said = choice(ALLOWED, FORCED, "-Dadjoint.openblas.library=" + wrong);
    assertContains("refused: no backend for device kind cpu, and adjoint.backend.cpu forces openblas", said);
    assertContains("openblas: OpenBLAS not found: " + wrong, said);
    assertContains("given by adjoint.openblas.library", said);
  }

  @Test
  void aNumberThatMakesNoSenseIsNotUsedAndSaidSo() throws Exception {
    Products.openBlas();
    for (String number : List.of("adjoint.threads=many", "adjoint.threads=0")) {
      String said = choice(ALLOWED, "-D" + number);
      assertContains(number + " is no whole number from 1 on; ", said);
      assertContains("chosen: openblas, product: 20.0", said);
    }
  }

  @Test
  void whatIsMissingAndNotForcedIsPassedOver() throws Exception {
    assertEquals("chosen: reference, product: 20.0",
        choice(ALLOWED, "-Dadjoint.openblas.library=" + directory.resolve("nowhere.so")));
  }

  @Test
  void aLibraryThatIsNotOpenBlasIsRefusedWithTheFunctionsItLacks() throws Exception {
    String said = choice(ALLOWED, FORCED, "-Dadjoint.openblas.library=libc.so.6");
    assertContains("libc.so.6 has no function cblas_sgemm, cblas_dgemm", said);
  }

  @Test
  void withoutNativeAccessNothingIsTriedAndNothingPrinted() throws Exception {
    assertEquals("chosen: reference, product: 20.0", choice());
  }

  @Test
  void deniedNativeAccessIsTheReason() throws Exception {
    String said = choice(FORCED, "--illegal-native-access=deny");
    assertContains("refused: no backend for device kind cpu", said);
    assertContains("llegal native access", said);
  }

  @Test
  void forcedWithoutNativeAccessItWorksAndJavaWarns() throws Exception {
    Products.openBlas();
    String said = choice(FORCED);
    assertContains("chosen: openblas, product: 20.0", said);
    assertContains("WARNING", said);
  }

  @Test
  void theLogSaysWhatWasChosenAndWhyNotTheOthers() throws Exception {
    Products.openBlas();
    Path logging = directory.resolve("logging.properties");
    Files.writeString(logging, """
        handlers = java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level = FINE
        dev.adjoint.runtime.backend.level = FINE
        """);
    String said = choice(ALLOWED, "-Djava.util.logging.config.file=" + logging, "-Dadjoint.threads=1");
    assertContains("cpu uses backend openblas (libopenblas.so", said);
    assertContains("threads: 1; the rest: reference)", said);
    assertContains("vector: the JVM runs without --add-modules jdk.incubator.vector", said);
    assertContains("reference: lower priority", said);
  }

  /** The system's library, hidden by empty files and put where the jar would have it. */
  @Test
  void theLibraryOfAJarIsTakenWhereTheSystemHasNone() throws Exception {
    Products.openBlas();
    assumeTrue(System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux"), "jars are read on Linux only");
    Path hidden = Files.createDirectory(directory.resolve("hidden"));
    Files.createFile(hidden.resolve("libopenblas.so.0"));
    Files.createFile(hidden.resolve("libopenblas.so"));
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    Map<String, String> environment = Map.of("LD_LIBRARY_PATH", hidden.toString());
    String temporaries = "-Djava.io.tmpdir=" + temporary;
    String said = choice(environment, "", ALLOWED, FORCED, temporaries);
    assertContains("libopenblas.so.0 on the class path", said);

    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    Path jar = directory.resolve("jar");
    Path folder = Files.createDirectories(jar.resolve("org/bytedeco/openblas/linux-" + processor));
    Files.copy(mapped(), folder.resolve("libopenblas.so.0"));
    assertEquals("chosen: openblas, product: 20.0", choice(environment, ":" + jar, ALLOWED, FORCED, temporaries));
    try (var left = Files.list(temporary)) {
      assertFalse(left.anyMatch(file -> file.toString().contains("openblas")), "the files are deleted");
    }
  }

  /** The file of the library that this process has loaded. */
  private static Path mapped() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.contains("libopenblas"))
        .map(line -> Path.of(line.substring(line.indexOf('/')))).findFirst().orElseThrow();
  }
}
