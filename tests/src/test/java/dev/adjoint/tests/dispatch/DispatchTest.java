package dev.adjoint.tests.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import dev.adjoint.tests.corpus.MethodChecks;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Which derivative a call runs follows from the receiver's class, wherever that class comes from. */
class DispatchTest {
  private static final Map<String, String> TEXTS = new TreeMap<>();
  private static final String PAYOFF = """
      package library;
      public interface Payoff {
        @dev.adjoint.annotations.Differentiable double value(double x, double[] p);
        @dev.adjoint.annotations.Differentiable static double doubled(Payoff p, double x, double[] q) { return 2 * p.value(x, q); }
      }
      """;

  @BeforeAll
  static void read() throws IOException, URISyntaxException {
    try (var files = Files.list(Path.of(DispatchTest.class.getResource("/dispatch").toURI()))) {
      for (Path file : files.toList()) {
        TEXTS.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
  }

  /** Classes, records, overloads, bridges and inherited methods, of other packages than the interface and its callers. */
  @TestFactory
  Stream<DynamicTest> everyMethodOfProgramsInSeveralPackages() {
    return Stream.of("on", "off").flatMap(analysis -> {
      Compilation compilation = Compilation.withProcessor(TEXTS, "-Xlint:all,-processing", "-Werror", "-Aadjoint.analysis=" + analysis);
      assertTrue(compilation.success(), compilation::problems);
      ClassLoader loader = compilation.loader();
      String text = TEXTS.get("use.Scene");
      return MethodChecks.subjects("Scene", text).stream().filter(s -> s.nesting().size() == 1).map(s -> DynamicTest.dynamicTest(s + ", analyses " + analysis,
          () -> assertTrue(MethodChecks.check(loader, s, MethodChecks.tolerance(text)) > 0, "no points")));
    });
  }

  /** What is generated for the interface, or for its callers, names none of the classes that implement it. */
  @Test
  void anInterfaceDoesNotListItsImplementations() {
    Compilation all = Compilation.withProcessor(TEXTS);
    var without = new TreeMap<>(TEXTS);
    without.keySet().removeIf(name -> !name.startsWith("shapes."));
    Compilation alone = Compilation.withProcessor(without);
    for (String name : without.keySet()) {
      assertEquals(alone.generated().get(name + "Derivatives"), all.generated().get(name + "Derivatives"));
    }
    assertFalse(all.generated().get("use.SceneDerivatives").contains("TileDerivatives"));
  }

  @Test
  void aClassThatIsCompiledLaterIsFound(@TempDir Path folder) throws Exception {
    try (URLClassLoader library = compiled(folder.resolve("library"), Map.of("library.Payoff", PAYOFF), "", parent());
        URLClassLoader client = compiled(folder.resolve("client"), Map.of("client.Square", """
            package client;
            public final class Square implements library.Payoff {
              @Override @dev.adjoint.annotations.Differentiable public double value(double x, double[] p) { return x * x * p[0]; }
            }
            """), folder.resolve("library").toString(), library)) {
      assertEquals("DoubledGradient[value=40.5, x=18.0]", gradient(library, client.loadClass("client.Square")));
    }
  }

  @Test
  void aClassThatIsCompiledWithoutTheProcessorIsRefused(@TempDir Path folder) throws Exception {
    try (URLClassLoader library = compiled(folder.resolve("library"), Map.of("library.Payoff", PAYOFF), "", parent())) {
      Compilation plain = Compilation.plain(Map.of("client.Linear", """
          package client;
          public final class Linear implements library.Payoff {
            @Override public double value(double x, double[] p) { return x; }
          }
          """), "-cp", folder.resolve("library") + java.io.File.pathSeparator + System.getProperty("java.class.path"));
      assertTrue(plain.success(), plain::problems);
      write(folder.resolve("client"), plain);
      try (var client = new URLClassLoader(new URL[] {folder.resolve("client").toUri().toURL()}, library)) {
        var e = assertThrows(UnsupportedOperationException.class, () -> gradient(library, client.loadClass("client.Linear")));
        assertEquals("There is no derivative of library.Payoff.value(double, double[]) for this receiver: client.Linear runs that of "
            + "client.Linear, which has none: annotate it @Differentiable, and compile it with the processor", e.getMessage());
      }
    }
  }

  @Test
  void receiversWithoutANameAndNullAreRefused() throws Exception {
    var texts = Map.of("library.Payoff", PAYOFF, "library.Others", """
        package library;
        public final class Others {
          public static Payoff lambda() { return (x, p) -> x; }
          public static Payoff anonymous() { return new Payoff() { @Override public double value(double x, double[] p) { return x; } }; }
        }
        """);
    Compilation compilation = Compilation.withProcessor(texts);
    assertTrue(compilation.success(), compilation::problems);
    ClassLoader loader = compilation.loader();
    Class<?> others = loader.loadClass("library.Others");
    for (String kind : new String[] {"lambda", "anonymous"}) {
      Object receiver = others.getMethod(kind).invoke(null);
      var e = assertThrows(UnsupportedOperationException.class, () -> gradient(loader, receiver));
      assertTrue(e.getMessage().endsWith(": write a class " + (kind.equals("lambda") ? "with a name for it" : "that is not")
          + ", whose method is annotated"), e::getMessage);
    }
    assertThrows(NullPointerException.class, () -> gradient(loader, null));
  }

  private static ClassLoader parent() {
    return DispatchTest.class.getClassLoader();
  }

  private static URLClassLoader compiled(Path folder, Map<String, String> texts, String classPath, ClassLoader parent) throws IOException {
    Compilation compilation = Compilation.withProcessor(texts, "-cp",
        classPath + java.io.File.pathSeparator + System.getProperty("java.class.path"));
    assertTrue(compilation.success(), compilation::problems);
    write(folder, compilation);
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent);
  }

  private static void write(Path folder, Compilation compilation) throws IOException {
    for (var file : compilation.classes().entrySet()) {
      Path path = folder.resolve(file.getKey().replace('.', '/') + ".class");
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** The gradient of {@code doubled} for a receiver of a class. */
  private static String gradient(ClassLoader loader, Class<?> receiver) throws Exception {
    return gradient(loader, receiver.getConstructor().newInstance());
  }

  private static String gradient(ClassLoader loader, Object receiver) throws Exception {
    Class<?> generated = loader.loadClass("library.PayoffDerivatives");
    Method gradient = generated.getMethod("doubledGradient", loader.loadClass("library.Payoff"), double.class, double[].class);
    try {
      Object result = gradient.invoke(null, receiver, 4.5, new double[] {1});
      return result.toString().replaceAll(", q=.*", "]");
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
