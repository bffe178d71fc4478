package dev.adjoint.tests.layering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** System properties and options of the processor are documented, and what is documented is there. */
class PropertiesTest {
  private static final Path ROOT = root();
  /** A constant of the sources; one that ends in a dot is the beginning of several. */
  private static final Pattern NAMED = Pattern.compile("\"(adjoint(?:\\.[a-z0-9]+)+\\.?)\"");
  private static final Pattern DOCUMENTED = Pattern.compile("`(?:-[AD])?(adjoint(?:\\.[a-z0-9]+)+)");

  private static Path root() {
    String given = System.getProperty("adjoint.root");
    Path dir = Path.of(given == null ? "" : given).toAbsolutePath();
    while (!Files.isDirectory(dir.resolve("docs"))) {
      dir = dir.getParent();
    }
    return dir;
  }

  private static TreeSet<String> found(Pattern pattern, String suffix, String... places) throws IOException {
    var found = new TreeSet<String>();
    for (String place : places) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
        for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
          Matcher matcher = pattern.matcher(Files.readString(file));
          while (matcher.find()) {
            found.add(matcher.group(1));
          }
        }
      }
    }
    return found;
  }

  @Test
  void everyPropertyThatTheSourcesNameIsDocumentedAndNoOther() throws IOException {
    TreeSet<String> named = found(NAMED, ".java", "runtime/src/main/java", "processor/src/main/java");
    assertTrue(named.contains("adjoint.threads") && named.contains("adjoint.cuda.cublas"), named.toString());
    TreeSet<String> documented = found(DOCUMENTED, ".md", "docs", "README.md", "CONTRIBUTING.md");
    var missing = new TreeSet<String>();
    for (String property : named) {
      if (documented.stream().noneMatch(d -> property.endsWith(".") ? d.startsWith(property) : d.equals(property))) {
        missing.add(property);
      }
    }
    assertEquals(new TreeSet<String>(), missing, "not documented");
    TreeSet<String> page = found(DOCUMENTED, "devices.md", "docs");
    page.removeIf(d -> named.contains(d) || named.stream().anyMatch(p -> p.endsWith(".") && d.startsWith(p)));
    assertEquals(new TreeSet<String>(), page, "documented in devices.md, and not there");
  }
}
