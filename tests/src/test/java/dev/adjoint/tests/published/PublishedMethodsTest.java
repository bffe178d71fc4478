package dev.adjoint.tests.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.tests.corpus.Compilation;
import dev.adjoint.tests.corpus.MethodChecks;
import dev.adjoint.tests.corpus.Subject;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Twenty numeric methods of published libraries, named before anybody knew which of them would pass: each is annotated in a copy
 * of its source, compiled, and either exact against central differences or refused with the diagnostic that its probe states. So are
 * further ones, none of which counts. What happened to each stands in {@code target/published/report.txt}.
 *
 * <p>The system property {@code adjoint.published.only} (a regular expression) selects probes.
 */
class PublishedMethodsTest {
  /** How many of the twenty are differentiated. */
  private static final int REQUIRED = 19;

  private static final Map<Probe, String> problems = new LinkedHashMap<>();
  private static final Map<Probe, String> further = new LinkedHashMap<>();

  @BeforeAll
  static void differentiate() throws IOException {
    String only = System.getProperty("adjoint.published.only", ".*");
    var report = new StringBuilder();
    run(Probe.all(), only, problems, report);
    report.append("\nfurther methods\n");
    run(Probe.further(), only, further, report);
    Path file = Path.of("target/published/report.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, report);
  }

  private static void run(List<Probe> probes, String only, Map<Probe, String> results, StringBuilder report) {
    for (Probe probe : probes) {
      if (probe.name().matches(only)) {
        String problem = problem(probe);
        results.put(probe, problem);
        report.append(probe.subject()).append(": ").append(problem == null ? "exact" : problem.strip()).append('\n');
      }
    }
  }

  /** Null if the derivatives are exact, else what the compiler said or which number is wrong. */
  private static String problem(Probe probe) {
    Map<String, String> sources = Libraries.edited(probe);
    sources.put("published." + probe.name(), probe.text());
    Compilation compilation = Compilation.withProcessor(sources, "-classpath", Libraries.classPath(), "-nowarn");
    if (!compilation.success()) {
      return compilation.diagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
          .map(Compilation::describe).distinct().collect(Collectors.joining("\n"));
    }
    try (var loader = new LibraryLoader(compilation.classes(), Libraries.jars())) {
      Class<?> probeClass = loader.loadClass("published." + probe.name());
      Method table = probeClass.getDeclaredMethod("inputs");
      table.setAccessible(true);
      Object[][] points = (Object[][]) table.invoke(null);
      Subject subject = subject(probe, sources);
      MethodChecks.check(loader, subject, points, MethodChecks.tolerance(probe.text()));
      return points.length == 0 ? "no points" : null;
    } catch (Throwable e) {
      var trace = new ArrayList<>(List.of(e.getStackTrace()));
      return "wrong: " + e + (e instanceof AssertionError || trace.isEmpty() ? "" : " at " + trace.getFirst());
    }
  }

  /** The probe's own method that calls the published one, if it has one; else the published one itself. */
  private static Subject subject(Probe probe, Map<String, String> sources) {
    List<Subject> own = MethodChecks.subjects(probe.name(), probe.text());
    return own.stream().filter(s -> s.nesting().size() == 1).findFirst().orElseGet(() -> {
      String type = probe.subject().type();
      return MethodChecks.subjects(type.substring(type.lastIndexOf('.') + 1), sources.get(type)).stream()
          .filter(s -> s.method().equals(probe.subject().method())).findFirst().orElseThrow();
    });
  }

  @TestFactory
  Stream<DynamicTest> methods() {
    return Stream.of(problems, further).flatMap(m -> m.entrySet().stream()).map(e -> dynamicTest(e.getKey().subject().toString(), () -> {
      Probe.Refused refused = e.getKey().refused();
      String problem = e.getValue();
      if (refused == null) {
        assertEquals(null, problem);
      } else {
        assertTrue(problem != null && problem.contains("[" + refused.code() + "]"),
            () -> "expected " + refused + ", got " + problem);
      }
    }));
  }

  @Test
  void noFewerAreDifferentiatedThanBefore() {
    if (System.getProperty("adjoint.published.only") == null) {
      assertEquals(20, problems.size());
      long exact = problems.values().stream().filter(p -> p == null).count();
      assertTrue(exact >= REQUIRED, () -> exact + " of " + problems.size());
    }
  }
}
