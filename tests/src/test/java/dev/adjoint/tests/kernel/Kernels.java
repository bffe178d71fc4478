package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A class of kernels, compiled, with what was generated for it. */
final class Kernels {
  final Class<?> methods;
  final Class<?> derivatives;
  final Class<?> operations;

  private Kernels(ClassLoader loader, String name) throws ClassNotFoundException {
    methods = loader.loadClass(name);
    derivatives = loader.loadClass(name + "Derivatives");
    operations = loader.loadClass(name + "Kernels");
  }

  /** Compiles a resource of {@code /kernel}, without a warning. */
  static Kernels compile(String simpleName) throws IOException, ClassNotFoundException {
    String source;
    try (InputStream in = Kernels.class.getResourceAsStream("/kernel/" + simpleName + ".java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Compilation compilation = Compilation.withProcessor(Map.of("kernel." + simpleName, source), "-Xlint:all");
    assertTrue(compilation.success(), () -> compilation.diagnostics().toString());
    assertEquals(List.of(), compilation.diagnostics());
    return of(compilation, "kernel." + simpleName);
  }

  static Kernels of(Compilation compilation, String name) throws ClassNotFoundException {
    return new Kernels(compilation.loader(), name);
  }

  /** The only method of a name. */
  static Method find(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name)).findFirst().orElseThrow();
  }

  static Object call(Method method, Object... args) {
    try {
      method.setAccessible(true);
      return method.invoke(null, args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether there is a device of a kind. */
  static boolean has(String kind) {
    return Backends.all().stream().anyMatch(b -> b.deviceKind().equals(kind) && b.probe() instanceof Availability.Available);
  }

  /** The first device of a kind; skips the test where there is none. */
  static Device device(String kind) {
    if (!kind.equals("cpu")) {
      assumeTrue(has(kind), () -> "no " + kind + " device: " + Backends.all().stream().filter(b -> b.deviceKind().equals(kind))
          .map(b -> String.valueOf(b.probe())).toList());
    }
    return new Device(kind, 0);
  }
}
