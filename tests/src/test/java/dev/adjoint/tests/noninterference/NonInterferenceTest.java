package dev.adjoint.tests.noninterference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Reading method bodies leaves javac's own trees and symbols as they were: the user's class files are the same byte for byte,
 * and nothing is reported.
 */
class NonInterferenceTest {
  private static final String[] OPTIONS = {"-g", "-parameters"};

  @TestFactory
  Stream<DynamicTest> eachClassByItself() {
    return texts("noninterference").entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(Map.of("awkward." + e.getKey(), e.getValue()))));
  }

  @Test
  void allClassesTogether() {
    check(sources("awkward", "noninterference"));
  }

  @Test
  void theCorpusItself() {
    var sources = sources("corpus", "");
    Compilation plain = Compilation.plain(sources, OPTIONS);
    Compilation processed = Compilation.withProcessor(sources, OPTIONS);
    assertTrue(plain.success(), plain::problems);
    assertSameClasses(plain, processed);
  }

  private static void check(Map<String, String> sources) {
    Compilation plain = Compilation.plain(sources, OPTIONS);
    assertTrue(plain.success(), plain::problems);
    Compilation processed = Compilation.withProcessor(sources, OPTIONS);
    assertTrue(processed.success(), processed::problems);
    assertEquals(List.of(), processed.diagnostics().stream().filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
        .map(Compilation::describe).toList());
    assertSameClasses(plain, processed);
  }

  private static void assertSameClasses(Compilation plain, Compilation processed) {
    var own = new TreeSet<>(processed.classes().keySet());
    own.removeIf(name -> name.contains("Derivatives") || name.endsWith("Adjoint"));
    assertEquals(plain.classes().keySet(), own, processed::problems);
    plain.classes().forEach((name, bytes) -> assertArrayEquals(bytes, processed.classes().get(name), name));
  }

  private static Map<String, String> sources(String pkg, String folder) {
    var sources = new TreeMap<String, String>();
    texts(folder).forEach((name, text) -> sources.put(pkg + "." + name, text));
    return sources;
  }

  private static Map<String, String> texts(String folder) {
    var texts = new TreeMap<String, String>();
    try (var files = Files.list(Path.of(NonInterferenceTest.class.getResource("/corpus/" + folder).toURI()))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        texts.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }
}
