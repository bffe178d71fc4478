package dev.adjoint.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds {@code tests/consumer}, a user's project with a pom of its own, by a Maven of its own, and runs it. Our
 * artifacts come from a local repository into which this build has just installed them; everything else from the local
 * repository of the build, as far as it is there.
 */
final class ConsumerProjectIT {

  private static final Path ROOT = path("adjoint.root");
  private static final Path REPOSITORY = path("adjoint.consumer.repository");

  @TempDir
  private Path directory;

  @Test
  void projectWithTheProcessorOnItsPathPrintsAGradient() throws IOException, InterruptedException {
    Path project = directory.resolve("project");
    copy(ROOT.resolve("tests/consumer"), project);

    run(List.of(
        path("outer.maven.home").resolve("bin/mvn").toString(), "--batch-mode", "--no-transfer-progress",
        "--global-settings", settings().toString(), "-Dmaven.repo.local=" + REPOSITORY,
        "-Dadjoint.version=" + System.getProperty("adjoint.version"), "compile"), project);

    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = project.resolve("target/classes") + ":" + artifact("annotations") + ":" + artifact("runtime");
    assertEquals(
        """
        value 901.0
        gradient [2402.0, -600.0]
        """,
        run(List.of(java, "-cp", classPath, "example.Main"), project));
  }

  /** Lets Maven look into the outer build's local repository before it asks the network. */
  private Path settings() throws IOException {
    return Files.writeString(directory.resolve("settings.xml"), """
        <settings>
          <profiles>
            <profile>
              <id>outer</id>
              <repositories>
                <repository>
                  <id>outer</id>
                  <url>%1$s</url>
                  <snapshots><enabled>false</enabled></snapshots>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                </repository>
              </repositories>
              <pluginRepositories>
                <pluginRepository>
                  <id>outer</id>
                  <url>%1$s</url>
                  <snapshots><enabled>false</enabled></snapshots>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                </pluginRepository>
              </pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>outer</activeProfile>
          </activeProfiles>
        </settings>
        """.formatted(path("outer.repository").toUri()));
  }

  private static Path artifact(String module) {
    String name = "adjoint-" + module;
    String version = System.getProperty("adjoint.version");
    return REPOSITORY.resolve("dev/adjoint").resolve(name).resolve(version).resolve(name + "-" + version + ".jar");
  }

  /** Runs a command with the Java that runs the outer Maven, and returns what it prints. */
  private static String run(List<String> command, Path directory) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", path("outer.java.home").toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
    return output;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> !f.startsWith(from.resolve("target"))).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property));
  }
}
