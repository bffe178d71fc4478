package dev.adjoint.tests.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Printer;
import dev.adjoint.processor.ir.Verifier;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is read of each program does what the program does: same result, same exception, same arrays afterwards. */
class ProgramsTest {
  private static final List<String> CORPUS = List.of("ExpressionPrograms", "AssignmentPrograms", "ControlPrograms",
      "LoopPrograms", "SwitchPrograms", "ArrayPrograms", "CallPrograms", "OpaquePrograms", "RecordPrograms");

  @TestFactory
  Stream<DynamicTest> everyProgram() {
    return CORPUS.stream().flatMap(ProgramsTest::of);
  }

  static Path sources() {
    String root = System.getProperty("adjoint.root");
    Path base = root == null ? Path.of("").toAbsolutePath() : Path.of(root);
    Path inTests = base.resolve("tests/src/test/java/dev/adjoint/tests/source");
    return Files.isDirectory(inTests) ? inTests : base.resolve("src/test/java/dev/adjoint/tests/source");
  }

  private static Stream<DynamicTest> of(String name) {
    try {
      String source = Files.readString(sources().resolve(name + ".java"));
      var compiled = new Compiled("dev.adjoint.tests.source." + name, source);
      return Arrays.stream(compiled.type.getDeclaredMethods())
          .filter(m -> !Modifier.isPrivate(m.getModifiers()) && !Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && !m.getName().equals("samples"))
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .map(m -> DynamicTest.dynamicTest(name + "." + m.getName(), () -> check(compiled, m)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(Compiled compiled, Method method) throws Throwable {
    String key = key(method);
    Diagnostics problems = compiled.diagnostics.get(key);
    if (problems == null || !problems.all().isEmpty()) {
      fail(key + ": " + (problems == null ? "not read" : problems.all().stream().map(d -> d.span() + ": " + d.text())
          .collect(Collectors.joining("\n"))));
    }
    Map<String, Function> functions = compiled.functions();
    Function function = functions.get(key);
    Verifier.verify(function, functions);
    method.setAccessible(true);
    boolean instance = !Modifier.isStatic(method.getModifiers());
    var types = new ArrayList<Class<?>>(List.of(method.getParameterTypes()));
    if (instance) {
      types.addFirst(compiled.type);
    }
    for (List<Object> arguments : Arguments.of(types.toArray(Class<?>[]::new))) {
      if (instance && arguments.getFirst() == null) {
        continue;
      }
      List<Object> forJava = Arguments.copy(arguments);
      List<Object> forReader = Arguments.copy(arguments);
      String expected = outcome(() -> instance
          ? Interpreter.invokeOn(method, forJava.getFirst(), forJava.subList(1, forJava.size()))
          : Interpreter.invokeOn(method, null, forJava), forJava);
      String actual = outcome(() -> new Interpreter(functions, compiled.opaque).call(function, parts(function, forReader)), forReader);
      assertEquals(expected, actual, () -> "arguments " + Arguments.show(arguments) + "\n" + Printer.print(function));
    }
  }

  /** The arguments as the function has them: records that are taken apart are their components. */
  private static List<Object> parts(Function function, List<Object> arguments) throws ReflectiveOperationException {
    if (function.params().size() == arguments.size()) {
      return arguments;
    }
    var all = new ArrayList<Object>();
    for (Object argument : arguments) {
      if (argument == null) {
        throw new NullPointerException("a record that is taken apart");
      }
      if (argument instanceof Record record) {
        for (RecordComponent c : record.getClass().getRecordComponents()) {
          c.getAccessor().setAccessible(true);
          all.add(c.getAccessor().invoke(record));
        }
      } else {
        all.add(argument);
      }
    }
    return all;
  }

  private interface Run {
    Object run() throws Throwable;
  }

  private static String outcome(Run run, List<Object> arguments) {
    String result;
    try {
      result = Arguments.show(run.run());
    } catch (IllegalStateException e) {
      result = "defect " + e;
    } catch (Throwable e) {
      result = e.getClass().getName() + (e.getClass().getName().startsWith("java.lang.I") && e.getMessage() != null
          && !(e instanceof IndexOutOfBoundsException) ? e.getMessage() : "");
    }
    return result + " after " + Arguments.show(arguments);
  }

  private static String key(Method method) {
    return method.getDeclaringClass().getName().replace('$', '.') + "#" + method.getName()
        + Arrays.stream(method.getParameterTypes()).map(c -> c.getCanonicalName()).collect(Collectors.joining(",", "(", ")"));
  }
}
