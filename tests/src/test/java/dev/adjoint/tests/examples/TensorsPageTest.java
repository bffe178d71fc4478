package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java blocks of docs/tensors.md, and of the README's section of tensors, compile and print what their comments say. */
class TensorsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("adjoint.root"));
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PRINTS = Pattern.compile("(?m)println\\(.*;\\s*// (.*)$");
  private static final String IMPORTS = """
      import dev.adjoint.runtime.array.*;
      import dev.adjoint.runtime.autograd.*;
      import dev.adjoint.runtime.nn.*;
      import dev.adjoint.runtime.nn.Module;
      import dev.adjoint.runtime.optim.*;
      import dev.adjoint.runtime.profile.*;
      import dev.adjoint.runtime.tensor.*;
      import java.nio.file.*;
      import java.util.*;
      """;

  /** A block as the class {@code Block0}, {@code Block1} and so on. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String body) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      text = IMPORTS + "public final class " + name + " {\n  public static void main(String[] args) throws Exception {\n"
          + body.indent(4) + "  }\n}\n";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static List<String> blocks() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String section = readme.substring(readme.indexOf("\n## Tensors"));
    String page = Files.readString(ROOT.resolve("docs/tensors.md"));
    return Stream.of(section.substring(0, section.indexOf("\n## ", 1)), page)
        .flatMap(text -> BLOCK.matcher(text).results().map(match -> match.group(1))).toList();
  }

  @TestFactory
  List<DynamicTest> everyBlockPrintsWhatItsCommentsSay(@TempDir Path dir) throws Exception {
    List<String> blocks = blocks();
    assertTrue(blocks.size() > 15);
    var sources = new ArrayList<JavaFileObject>();
    for (int i = 0; i < blocks.size(); i++) {
      sources.add(new Source("Block" + i, blocks.get(i)));
    }
    var errors = new StringWriter();
    var options = List.of("-d", dir.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
    boolean compiled =
        ToolProvider.getSystemJavaCompiler().getTask(errors, null, null, options, null, sources).call();
    assertTrue(compiled, errors::toString);
    var tests = new ArrayList<DynamicTest>();
    var loader = new URLClassLoader(new java.net.URL[] {dir.toUri().toURL()}, TensorsPageTest.class.getClassLoader());
    for (int i = 0; i < blocks.size(); i++) {
      String block = blocks.get(i);
      Class<?> type = loader.loadClass("Block" + i);
      tests.add(DynamicTest.dynamicTest(block.lines().findFirst().orElseThrow(), () -> check(block, type)));
    }
    return tests;
  }

  private static void check(String block, Class<?> type) throws Exception {
    List<String> expected = PRINTS.matcher(block).results().map(match -> match.group(1).strip()).toList();
    assertFalse(expected.isEmpty(), "a block that prints nothing");
    PrintStream console = System.out;
    var printed = new Printed();
    System.setOut(printed.out);
    try {
      type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      throw new AssertionError(block, e.getCause());
    } finally {
      System.setOut(console);
    }
    assertEquals(expected, printed.text().lines().toList());
  }
}
