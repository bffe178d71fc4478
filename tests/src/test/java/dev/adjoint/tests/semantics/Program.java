package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A small class {@code p.T}, compiled by javac with the processor, and the derivatives generated for it. */
final class Program {
  private static final String PROCESSOR = "dev.adjoint.processor.AdjointProcessor";

  private final Class<?> primal;
  private final Class<?> derivatives;
  private final List<Diagnostic<? extends JavaFileObject>> diagnostics;

  private Program(Class<?> primal, Class<?> derivatives, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    this.primal = primal;
    this.derivatives = derivatives;
    this.diagnostics = diagnostics;
  }

  /** Compiles a class with these members, which has to succeed. */
  static Program compile(String members) {
    return compile(members, List.of());
  }

  /** Compiles a class with these members and passes options to the compiler. */
  static Program compile(String members, List<String> options) {
    try {
      Path out = output();
      var diagnostics = run(members, out, options);
      assertTrue(diagnostics.stream().noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR), () -> text(diagnostics));
      // not closed: classes are loaded as the test goes on
      var loader = new URLClassLoader(new URL[] {out.toUri().toURL()}, Program.class.getClassLoader());
      return new Program(loader.loadClass("p.T"), loader.loadClass("p.TDerivatives"), diagnostics);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The errors of compiling a class with these members, each as {@code code: source text}. */
  static List<String> errors(String members) {
    try {
      Path out = output();
      return describe(run(members, out, List.of()), Diagnostic.Kind.ERROR, source(members));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The warnings of compiling a class with these members, each as {@code code: source text}. */
  static List<String> warnings(String members) {
    Program program = compile(members);
    var all = new ArrayList<>(describe(program.diagnostics, Diagnostic.Kind.WARNING, source(members)));
    all.addAll(describe(program.diagnostics, Diagnostic.Kind.MANDATORY_WARNING, source(members)));
    return all;
  }

  /** The notes of compiling a class with these members, each as {@code code: source text}. */
  static List<String> notes(String members) {
    return describe(compile(members).diagnostics, Diagnostic.Kind.NOTE, source(members));
  }

  /** A new folder below the module's build output, for {@code mvn clean} to delete. */
  private static Path output() throws IOException {
    Path base = Path.of(System.getProperty("basedir", System.getProperty("java.io.tmpdir")), "target", "semantics");
    return Files.createTempDirectory(Files.createDirectories(base), "program");
  }

  private static List<String> describe(List<Diagnostic<? extends JavaFileObject>> diagnostics, Diagnostic.Kind kind,
      String source) {
    var all = new ArrayList<String>();
    for (var d : diagnostics) {
      if (d.getKind() == kind) {
        String message = d.getMessage(Locale.ROOT);
        String code = message.startsWith("[AD") ? message.substring(1, 6) : message;
        boolean placed = d.getStartPosition() >= 0;
        all.add(code + ": " + (placed ? source.substring((int) d.getStartPosition(), (int) d.getEndPosition()) : ""));
      }
    }
    return all;
  }

  private static String source(String members) {
    return """
        package p;

        import dev.adjoint.annotations.*;
        import java.util.*;
        import java.util.function.*;

        final class T {
        """ + members + "\n}\n";
  }

  private static List<Diagnostic<? extends JavaFileObject>> run(String members, Path out, List<String> options) {
    var file = new SimpleJavaFileObject(URI.create("string:///p/T.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source(members);
      }
    };
    var all = new ArrayList<>(List.of("-d", out.toString(), "-s", out.toString(), "-processor", PROCESSOR, "-classpath",
        System.getProperty("java.class.path"), "-Xlint:-options"));
    all.addAll(options);
    var collector = new DiagnosticCollector<JavaFileObject>();
    ToolProvider.getSystemJavaCompiler().getTask(null, null, collector, all, null, List.of(file)).call();
    return collector.getDiagnostics();
  }

  private static String text(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    return String.join("\n", diagnostics.stream().map(Object::toString).toList());
  }

  /** Calls the user's method. */
  Object primal(String method, Object... args) {
    return call(primal, method, args);
  }

  /** Calls a generated method. */
  Object derivative(String method, Object... args) {
    return call(derivatives, method, args);
  }

  /** A component of a record that a generated method returned. */
  static Object component(Object record, String name) {
    return call(record.getClass(), record, name);
  }

  /** A static field of the user's class. */
  Object field(String name) {
    try {
      var field = primal.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Checks a method of double parameters (others are given and have no partial): the primal of each mode bit for bit,
   * reverse mode with two seeds, forward mode, and exact zeros for a zero seed.
   */
  void check(String method, List<?> at, double... partials) {
    double value = ((Number) primal(method, at.toArray())).doubleValue();
    for (double seed : new double[] {1, -2, 0}) {
      var args = new ArrayList<Object>(at);
      args.add(seed);
      double[] vjp = doubles(derivative(method + "Vjp", args.toArray()));
      assertEquals(value, vjp[0], method + ": value of vjp");
      assertEquals(partials.length + 1, vjp.length, method + ": results of vjp");
      for (int i = 0; i < partials.length; i++) {
        double expected = seed == 0 ? 0 : seed * partials[i] + 0.0;
        assertEquals(expected, vjp[i + 1] + 0.0, method + at + ": partial " + i + ", seed " + seed);
      }
    }
    for (int i = 0; i < partials.length; i++) {
      var args = new ArrayList<Object>(at);
      for (int j = 0; j < partials.length; j++) {
        args.add(i == j ? 1.0 : 0.0);
      }
      double[] jvp = doubles(derivative(method + "Jvp", args.toArray()));
      assertEquals(value, jvp[0], method + ": value of jvp");
      assertEquals(partials[i] + 0.0, jvp[1] + 0.0, method + at + ": tangent " + i);
    }
  }

  /** The gradient of a method of one double array, checked to give the primal's value. */
  double[] gradient(String method, double... x) {
    Object value = primal(method, (Object) x.clone());
    double[] adjoint = new double[x.length];
    assertEquals(value, derivative(method + "Vjp", x.clone(), 1.0, adjoint), method + ": value");
    double[] forward = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double[] tangent = new double[x.length];
      tangent[i] = 1;
      forward[i] = (double) component(derivative(method + "Jvp", x.clone(), tangent), "tangent");
    }
    assertEquals(Arrays.toString(adjoint), Arrays.toString(forward), method + ": reverse and forward mode");
    return adjoint;
  }

  private static double[] doubles(Object record) {
    var components = record.getClass().getRecordComponents();
    assertNotNull(components, "a record, not " + record);
    return Arrays.stream(components).mapToDouble(c -> ((Number) component(record, c.getName())).doubleValue()).toArray();
  }

  private static Object call(Class<?> owner, String name, Object... args) {
    for (Method method : owner.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == args.length) {
        return invoke(method, null, args);
      }
    }
    throw new AssertionError("no method " + name + " of " + args.length + " parameters in " + owner);
  }

  private static Object call(Class<?> owner, Object target, String name) {
    try {
      return invoke(owner.getDeclaredMethod(name), target);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static Object invoke(Method method, Object target, Object... args) {
    try {
      method.setAccessible(true);
      var converted = args.clone();
      for (int i = 0; i < args.length; i++) {
        // seeds and tangents of floats are floats
        if (method.getParameterTypes()[i] == float.class && args[i] instanceof Double d) {
          converted[i] = d.floatValue();
        }
      }
      return method.invoke(target, converted);
    } catch (InvocationTargetException e) {
      throw Program.<RuntimeException>unchecked(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable e) throws E {
    throw (E) e;
  }
}
