package dev.adjoint.tests.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.processor.emit.Emitter;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Parser;
import dev.adjoint.processor.ir.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Emitted classes, compiled in memory with {@code -Xlint:all -Werror} and loaded. */
final class Emission extends ClassLoader {
  static final Type.Ref ORIGIN = Type.Ref.of("p", "C");
  static final Type.Ref GENERATED = Type.Ref.of("p", "CDerivatives");

  final String source;
  final Map<String, byte[]> classes;

  private Emission(String source, Map<String, byte[]> classes) {
    super(Emission.class.getClassLoader());
    this.source = source;
    this.classes = classes;
  }

  /** A class with one public method for each function in text form; the class they come from is empty. */
  static Emission of(String... functions) {
    return of(Stream.of(functions).map(Parser::parse).toList());
  }

  static Emission of(List<Function> functions) {
    return of(shape(functions), "package p; public class C { }");
  }

  /** Methods cut into parts of this many bytes. */
  static Emission cut(List<Function> functions, int limit) {
    String source = Emitter.emit(shape(functions), limit).toString();
    return new Emission(source, compile(Map.of("p.C", "package p; public class C { }", "p.CDerivatives", source)));
  }

  static Generated.Class shape(List<Function> functions) {
    var methods = functions.stream()
        .map(f -> new Generated.Method(f.name(), true, null, null, false, f)).toList();
    return new Generated.Class(GENERATED, ORIGIN, true, "Derivatives.\n", List.of(), List.of(), List.of(), methods);
  }

  /** The shape, next to the user's class. */
  static Emission of(Generated.Class shape, String origin) {
    String source = Emitter.emit(shape).toString();
    assertEquals(source, Emitter.emit(shape).toString(), "the text is deterministic");
    return new Emission(source, compile(Map.of("p.C", origin, "p.CDerivatives", source)));
  }

  static Map<String, byte[]> compile(Map<String, String> sources) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var outputs = new HashMap<String, ByteArrayOutputStream>();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var units = new ArrayList<JavaFileObject>();
    sources.forEach((name, text) -> units.add(
        new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        }));
    JavaFileManager files = new ForwardingJavaFileManager<JavaFileManager>(
        compiler.getStandardFileManager(diagnostics, null, null)) {
      @Override
      public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("mem:///" + name + ".class"), kind) {
          @Override
          public OutputStream openOutputStream() throws IOException {
            var bytes = new ByteArrayOutputStream();
            outputs.put(name, bytes);
            return bytes;
          }
        };
      }
    };
    boolean ok = compiler.getTask(null, files, diagnostics,
        List.of("-Xlint:all", "-Xlint:-path", "-Xlint:-classfile", "-Werror", "-proc:none"), null, units).call();
    if (!ok) {
      String problems = diagnostics.getDiagnostics().stream().limit(10).map(Object::toString)
          .collect(Collectors.joining("\n"));
      String all = sources.get("p.CDerivatives");
      throw new AssertionError(problems + "\n" + (all.length() < 20_000 ? all : ""));
    }
    return outputs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toByteArray()));
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** The generated method of this name with the most parameters that can take the arguments. */
  Object call(String method, Object... arguments) throws Throwable {
    for (Method m : loadClass(GENERATED.qualifiedName()).getDeclaredMethods()) {
      if (m.getName().equals(method) && m.getParameterCount() == arguments.length) {
        m.setAccessible(true);
        try {
          return m.invoke(null, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        } catch (IllegalArgumentException e) {
          continue;
        }
      }
    }
    throw new AssertionError("no method " + method);
  }

  /** The emitted text of the method, without the class around it, with the indentation of its declaration removed. */
  String method(String name) {
    int at = source.indexOf(" " + name + "(");
    int start = source.lastIndexOf('\n', at) + 1;
    int end = source.indexOf("\n  }\n", at) + 4;
    return source.substring(start, end).stripIndent() + "\n";
  }
}
