package dev.adjoint.tests.incremental;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.AdjointProcessor;
import dev.adjoint.tests.corpus.Compilation;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What "isolating" promises to Gradle, <a href="https://docs.gradle.org/current/userguide/java_plugin.html">Incremental annotation
 * processing</a>: everything is decided by what can be reached from one class, and each file has exactly that one origin. Where bodies
 * of another file were read it has two, and Gradle compiles everything again.
 */
class IsolationTest {
  private static final String DECLARATION = "/META-INF/gradle/incremental.annotation.processors";

  @Test
  void theProcessorIsDeclaredIsolating() throws IOException {
    try (var in = AdjointProcessor.class.getResourceAsStream(DECLARATION)) {
      assertEquals(AdjointProcessor.class.getName() + ",isolating\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyGeneratedFileHasExactlyOneOriginatingElement() throws IOException {
    Map<String, String> sources = corpus();
    sources.put("corpus.Kernels", KERNEL);
    var recording = new RecordingEnvironment();
    Compilation compilation = Compilation.run(sources, List.of(new Recorded(recording)), List.of());
    assertTrue(compilation.success(), compilation::problems);
    assertEquals(compilation.generated().keySet(), recording.origins.keySet());
    recording.origins.forEach((file, origins) -> {
      String origin = file.replaceAll("(Derivatives|Kernels|Checks)$", "").replace('_', '.');
      assertEquals(List.of(origin), origins, file);
    });
    assertTrue(recording.origins.keySet().containsAll(Set.of("corpus.KernelsKernels", "corpus.KernelsChecks")),
        recording.origins::toString);
  }

  @Test
  void aFileWhoseBodiesWereReadIsAnotherOrigin() {
    var recording = new RecordingEnvironment();
    Compilation compilation = Compilation.run(Map.of(
        "p.Twice", "package p; abstract class Twice { abstract double of(double x); double run(double x) { return of(of(x)); } }",
        "p.Caller", "package p; class Caller { @dev.adjoint.annotations.Differentiable static double f(double a) "
            + "{ return new Twice() { double of(double x) { return a * x; } }.run(a); } }"),
        List.of(new Recorded(recording)), List.of());
    assertTrue(compilation.success(), compilation::problems);
    assertEquals(Map.of("p.CallerDerivatives", List.of("p.Caller", "p.Twice")), recording.origins);
  }

  @Test
  void aClassCompiledAloneGivesTheSameBytes(@TempDir Path folder) throws IOException {
    Map<String, String> sources = corpus();
    // with the names of parameters, as Gradle and Maven have it
    Compilation together = Compilation.withProcessor(sources, "-g");
    assertTrue(together.success(), together::problems);
    for (var e : together.classes().entrySet()) {
      Path file = file(folder, e.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, e.getValue());
    }
    var different = new TreeMap<String, String>();
    for (String name : sources.keySet()) {
      Set<String> own = together.classes().keySet().stream().filter(c -> belongs(c, name)).collect(Collectors.toSet());
      for (String c : own) {
        Files.delete(file(folder, c));
      }
      Compilation alone = Compilation.withProcessor(Map.of(name, sources.get(name)), "-proc:only", "-sourcepath", "", "-classpath",
          folder + File.pathSeparator + System.getProperty("java.class.path"));
      Map<String, String> expected = of(together, name);
      if (!alone.success()) {
        different.put(name, alone.problems());
      } else if (!expected.equals(of(alone, name))) {
        different.put(name, String.valueOf(alone.generated().keySet()));
      }
      for (String c : own) {
        Files.write(file(folder, c), together.classes().get(c));
      }
    }
    assertEquals(Map.of(), different);
  }

  /** What was written for a class; its file may declare others beside it. */
  private static Map<String, String> of(Compilation compilation, String name) {
    return compilation.generated().entrySet().stream().filter(g -> belongs(g.getKey(), name))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** With a rule that nothing leads to, a class would differ alone and together; it is refused in both. */
  @Test
  void aRuleThatNothingLeadsToIsRefusedRatherThanFoundByChance() {
    String caller = "package p; class Caller { @dev.adjoint.annotations.Differentiable$ static double f(double x) "
        + "{ return Library.g(x); } }";
    var sources = new TreeMap<>(Map.of(
        "p.Library", "package p; class Library { static double g(double x) { return x; } }",
        "p.Rules", "package p; class Rules { @dev.adjoint.annotations.DerivativeOf(type = Library.class, method = \"g\") "
            + "static double gVjp(double x, double seed) { return seed; } }",
        "p.Caller", caller.replace("$", "")));
    Compilation unlisted = Compilation.withProcessor(sources);
    assertFalse(unlisted.success());
    assertTrue(unlisted.problems().contains("[AD306]") && unlisted.problems().contains("rules = p.Rules.class"), unlisted::problems);
    sources.put("p.Caller", caller.replace("$", "(rules = Rules.class)"));
    Compilation listed = Compilation.withProcessor(sources);
    assertTrue(listed.success(), listed::problems);
  }

  @Test
  void aClassFileWithoutParameterNamesIsRefusedWhereWrtNamesThem(@TempDir Path folder) throws IOException {
    Compilation library = Compilation.withProcessor(Map.of("p.Library", "package p; public final class Library { "
        + "@dev.adjoint.annotations.Differentiable(wrt = \"y\") public static double f(double x, double y) { return x * y; } }"), "-g:none");
    for (var e : library.classes().entrySet()) {
      Path file = file(folder, e.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, e.getValue());
    }
    Compilation caller = Compilation.withProcessor(Map.of("q.Caller", "package q; class Caller { "
        + "@dev.adjoint.annotations.Differentiable static double g(double x) { return p.Library.f(3, x); } }"),
        "-classpath", folder + File.pathSeparator + System.getProperty("java.class.path"));
    assertFalse(caller.success());
    assertTrue(caller.problems().contains("[AD413]") && caller.problems().contains("chooses y."), caller::problems);
  }

  private static boolean belongs(String binaryName, String program) {
    return binaryName.equals(program) || binaryName.startsWith(program + "$") || binaryName.startsWith(program + "_")
        || binaryName.startsWith(program + "Derivatives");
  }

  private static Path file(Path folder, String binaryName) {
    return folder.resolve(binaryName.replace('.', '/') + ".class");
  }

  private static Map<String, String> corpus() throws IOException {
    var sources = new TreeMap<String, String>();
    try (var files = Files.list(Path.of(IsolationTest.class.getResource("/corpus").toURI()))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.put("corpus." + file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return sources;
  }

  private static final String KERNEL = """
      package corpus;
      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.Kernel;
      public final class Kernels {
        @Kernel @Differentiable(check = true)
        public static double softplus(double x) {
          return Math.log1p(Math.exp(x));
        }
      }
      """;

  /** The processor in an environment that notes what it writes. */
  private static final class Recorded extends AbstractProcessor {
    private final AdjointProcessor processor = new AdjointProcessor();
    private final RecordingEnvironment recording;

    Recorded(RecordingEnvironment recording) {
      this.recording = recording;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      processor.init(recording.around(environment));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }
  }
}
