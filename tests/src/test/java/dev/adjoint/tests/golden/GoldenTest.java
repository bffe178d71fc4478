package dev.adjoint.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares generated source with files, so that a change of what people read is seen in review. With the system property
 * {@code adjoint.golden.update} the files are written instead.
 */
class GoldenTest {
  private static final Path FILES =
      Path.of(System.getProperty("adjoint.root", ".."), "tests", "src", "test", "resources", "golden");

  @ParameterizedTest
  @ValueSource(strings = {"Rosenbrock", "Doubling", "Recursion", "Branches"})
  void generatedSourceIsAsKept(String name) throws IOException {
    String source = Files.readString(FILES.resolve(name + ".java"));
    Compilation once = Compilation.withProcessor(Map.of("golden." + name, source));
    assertTrue(once.success(), () -> once.diagnostics().toString());
    String text = once.generated().get("golden." + name + "Derivatives");
    Path kept = FILES.resolve(name + "Derivatives.txt");
    if (Boolean.getBoolean("adjoint.golden.update")) {
      Files.writeString(kept, text);
    }
    assertEquals(Files.readString(kept), text);
    Compilation again = Compilation.withProcessor(Map.of("golden." + name, source));
    assertEquals(text, again.generated().get("golden." + name + "Derivatives"), "not deterministic");
  }
}
