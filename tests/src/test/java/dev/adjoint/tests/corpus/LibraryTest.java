package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A method that is called from a jar: its body is not there, its derivatives are. */
class LibraryTest {
  private static final String LIBRARY = """
      package library;
      import dev.adjoint.annotations.Differentiable;
      public final class Norms {
        private final double power;
        public Norms(double power) { this.power = power; }
        @Differentiable
        public static double squares(double[] v, int from) {
          double s = 0;
          for (int i = from; i < v.length; i++) { s += v[i] * v[i]; }
          return s;
        }
        @Differentiable
        public static double squares(double a) { return a * a; }
        @Differentiable
        public static void scale(double[] v, double by) {
          for (int i = 0; i < v.length; i++) { v[i] *= by; }
        }
        @Differentiable
        public static double[] outer(double a, double[] v) {
          double[] r = new double[v.length];
          for (int i = 0; i < v.length; i++) { r[i] = a * v[i]; }
          return r;
        }
        @Differentiable
        public double of(double a) { return Math.pow(a, power); }
      }
      """;

  private static final String CLIENT = """
      package client;
      import dev.adjoint.annotations.Differentiable;
      import library.Norms;
      public final class Client {
        @Differentiable
        public static double f(double[] x, double a) {
          double[] y = Norms.outer(a, x);
          Norms.scale(y, a + 1);
          double s = 0;
          for (int k = 0; k < 2; k++) { s += Norms.squares(y, k) * Norms.squares(a); }
          return s + new Norms(3).of(x[0]);
        }
      }
      """;

  @Test
  void aMethodFromAJarIsDifferentiatedThroughItsGeneratedClass(@TempDir Path folder) throws Exception {
    Compilation library = Compilation.withProcessor(Map.of("library.Norms", LIBRARY));
    assertTrue(library.success(), library::problems);
    Path jar = folder.resolve("library.jar");
    write(jar, library.classes());
    Compilation client = Compilation.withProcessor(Map.of("client.Client", CLIENT), "-classpath",
        jar + File.pathSeparator + System.getProperty("java.class.path"));
    assertTrue(client.success(), client::problems);
    assertTrue(client.classes().keySet().stream().noneMatch(name -> name.startsWith("library.")), "compiled again");
    var all = new TreeMap<>(library.classes());
    all.putAll(client.classes());
    check(new Compilation(true, all, Map.of(), List.of()).loader().loadClass("client.ClientDerivatives"));
  }

  /** With {@code y = a (a + 1) x}, {@code f = (|y|² + |y[1..]|²) a² + x[0]³}. */
  private static void check(Class<?> derivatives) throws Exception {
    double[] x = {2, 3, 5};
    double a = 0.5;
    double c = a * (a + 1);
    double squares = 4 + 2 * (9 + 25);
    double value = c * c * squares * a * a + 8;
    double[] byX = {2 * c * c * 2 * a * a + 12, 4 * c * c * 3 * a * a, 4 * c * c * 5 * a * a};
    double byA = squares * (2 * c * (2 * a + 1) * a * a + c * c * 2 * a);

    double[] adjoint = new double[3];
    Object vjp = call(derivatives, "fVjp", x.clone(), a, 2.0, adjoint);
    assertEquals(value, component(vjp, "value"), 1e-12);
    assertEquals(2 * byA, component(vjp, "a"), 1e-11);
    for (int i = 0; i < 3; i++) {
      assertEquals(2 * byX[i], adjoint[i], 1e-12);
      double[] direction = new double[3];
      direction[i] = 1;
      assertEquals(byX[i], component(call(derivatives, "fJvp", x.clone(), a, direction, 0.0), "tangent"), 1e-12);
    }
    Object jvp = call(derivatives, "fJvp", x.clone(), a, new double[3], 1.0);
    assertEquals(byA, component(jvp, "tangent"), 1e-11);
    Object zero = call(derivatives, "fVjp", x.clone(), a, 0.0, adjoint = new double[3]);
    assertEquals(0.0, component(zero, "a"));
    assertArrayEquals(new double[3], adjoint);
  }

  private static Object call(Class<?> owner, String name, Object... arguments) throws ReflectiveOperationException {
    for (Method m : owner.getMethods()) {
      if (m.getName().equals(name) && m.getParameterCount() == arguments.length) {
        return m.invoke(null, arguments);
      }
    }
    throw new AssertionError("no " + name);
  }

  private static double component(Object record, String name) throws ReflectiveOperationException {
    return (double) record.getClass().getMethod(name).invoke(record);
  }

  private static void write(Path jar, Map<String, byte[]> classes) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var c : classes.entrySet()) {
        out.putNextEntry(new JarEntry(c.getKey().replace('.', '/') + ".class"));
        out.write(c.getValue());
        out.closeEntry();
      }
    }
  }
}
