package dev.adjoint.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows what {@link ConsumerProjectIT} builds and runs, not something retyped. */
final class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("adjoint.root"));

  @Test
  void readmeShowsTheMethodAndItsCallerOfTheConsumer() throws IOException {
    shows(code("Rosenbrock"));
    shows(code("Main"));
  }

  @Test
  void readmeShowsTheConsumersPom() throws IOException {
    String pom = Files.readString(ROOT.resolve("tests/consumer/pom.xml"));
    shows(between(pom, "  <dependencies>", "  </dependencies>"));
    shows(between(pom, "          <annotationProcessorPaths>", "          </annotationProcessorPaths>"));
  }

  @Test
  void continuousIntegrationRunsTheReadmesTestCommand() throws IOException {
    String script = Files.readString(ROOT.resolve(".ci/run"));
    shows(between(script, "test_command='", "'").substring("test_command='".length()).replace("'", ""));
  }

  /** A class of the consumer from its first declaration on, without package and imports. */
  private static String code(String name) throws IOException {
    String source = Files.readString(ROOT.resolve("tests/consumer/src/main/java/example/" + name + ".java"));
    return source.substring(source.indexOf("final class")).stripTrailing();
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from);
    return text.substring(start, text.indexOf(to, start + from.length()) + to.length()).stripIndent();
  }

  private static void shows(String expected) throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertTrue(readme.contains(expected), () -> "README.md does not contain:\n" + expected);
  }
}
