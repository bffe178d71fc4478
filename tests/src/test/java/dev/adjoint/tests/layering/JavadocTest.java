package dev.adjoint.tests.layering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DocumentationTool;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documentation of what the modules export: everything public has a description, and javadoc's lint finds nothing. Tags for
 * parameters, results and exceptions may be missing where the description has them.
 */
class JavadocTest {
  private static final Path ROOT = Path.of(System.getProperty("adjoint.root", ".."));
  private static final Pattern MISSING_TAG = Pattern.compile("warning: no @(param|return|throws).*");

  @Test
  void whatIsExportedIsDocumented(@TempDir Path folder) throws IOException {
    DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
    var said = new StringWriter();
    try (var manager = javadoc.getStandardFileManager(null, null, null)) {
      var options = List.of("-d", folder.toString(), "-quiet", "-notimestamp", "-Xdoclint:all", "-Xmaxwarns", "100000", "--add-modules",
          "jdk.incubator.vector", "--module-source-path", "dev.adjoint.annotations=" + ROOT.resolve("annotations/src/main/java"),
          "--module-source-path", "dev.adjoint.runtime=" + ROOT.resolve("runtime/src/main/java"), "--module",
          "dev.adjoint.annotations,dev.adjoint.runtime");
      assertTrue(javadoc.getTask(said, manager, null, null, options, null).call(), said::toString);
    }
    List<String> found = said.toString().lines().filter(l -> l.contains("warning:") || l.contains("error:"))
        .filter(l -> !MISSING_TAG.matcher(l).find() && !l.contains("[incubating]") && !isCompactConstructor(l))
        .map(l -> l.replace(ROOT.toString(), "")).toList();
    assertEquals(List.of(), found);
  }

  /** A record's compact constructor has nothing to say that the record does not. */
  private static boolean isCompactConstructor(String warning) {
    Matcher place = Pattern.compile("(.*\\.java):(\\d+): warning: no comment").matcher(warning);
    try {
      return place.matches() && Files.readAllLines(Path.of(place.group(1))).get(Integer.parseInt(place.group(2)) - 1)
          .matches(" *public \\w+ \\{");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
