package dev.adjoint.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The Java blocks of docs/diagnostics.md: an entry's example gets the entry's message and no other, and what its fix shows
 * compiles. A block stands in a class, or in a file if it is made of classes, beside those named in {@link #AROUND}.
 */
class DiagnosticsPageTest {
  private static final Path PAGE = Path.of(System.getProperty("adjoint.root"), "docs", "diagnostics.md");
  private static final Pattern ENTRY = Pattern.compile("^### (AD\\d+) .*?(?=^### |\\z)", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("\\[(AD\\d+)]");

  /** These depend on the compiler, its options, older class files or a defect; {@link EnvironmentTest} has most of them. */
  private static final Set<String> OF_THE_ENVIRONMENT = Set.of("AD410", "AD411", "AD412", "AD413", "AD901");

  private static final String IMPORTS = """
      package page;
      import dev.adjoint.annotations.*;
      import dev.adjoint.runtime.tensor.*;
      import java.io.*;
      import java.util.*;
      import java.util.function.*;
      import java.util.stream.*;
      """;

  private static final Map<String, String> AROUND = Map.of("page.Around", """
      class Around {
        static final Object LOCK = new Object();
        static DoubleUnaryOperator kept;

        @Differentiable static double power(double x, int n) {
          if (n < 9) {
            return x * x;
          }
          throw new TooLarge();
        }
      }
      """, "page.TooLarge", """
      class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        double excess() {
          return 0;
        }
      }
      """, "page.Vec", """
      record Vec(double x, double y) {}
      """, "page.Library", """
      final class Library {
        static double gamma(double x) {
          return x;
        }

        static double digamma(double x) {
          return x;
        }

        static Tensor f(Tensor x) {
          return x;
        }

        static Tensor twice(Tensor x) {
          return x.mul(2);
        }

        static double[] powers(double x) {
          return new double[] {x, x * x};
        }
      }
      """, "page.Other", """
      final class Other {
        @Differentiable static void transform(double[] x, double[] y) {
          y[0] = x[0];
        }

        @Differentiable static double g(double x) {
          return x * x;
        }

        @Differentiable static double square(double x) {
          return x * x;
        }

        @Differentiable static double[] squares(double[] x) {
          return new double[] {x[0] * x[0]};
        }
      }
      """);

  @TestFactory
  List<DynamicTest> blocks() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    Matcher entry = ENTRY.matcher(Files.readString(PAGE));
    while (entry.find()) {
      String code = entry.group(1);
      String text = entry.group();
      if (!OF_THE_ENVIRONMENT.contains(code)) {
        int fix = text.indexOf("**Fix:**");
        String example = blocks(text.substring(0, fix)).getFirst();
        tests.add(DynamicTest.dynamicTest(code, () -> assertEquals(Set.of(code), codes(example), example)));
        blocks(text.substring(fix)).forEach(b -> tests.add(DynamicTest.dynamicTest(code + " mended", () -> mended(b))));
      }
    }
    assertTrue(tests.size() > 75);
    return tests;
  }

  private static List<String> blocks(String text) {
    return BLOCK.matcher(text).results().map(m -> m.group(1)).toList();
  }

  private static void mended(String block) {
    Compilation compilation = compile(block);
    assertTrue(compilation.success(), () -> compilation.problems() + "\n" + block);
  }

  private static Set<String> codes(String block) {
    var codes = new TreeSet<String>();
    Compilation compilation = compile(block);
    for (var d : compilation.diagnostics()) {
      Matcher code = CODE.matcher(d.getMessage(null));
      if (code.find() && d.getSource() != null && Compilation.fileName(d.getSource()).equals("Example")) {
        codes.add(code.group(1));
      }
    }
    assertFalse(codes.isEmpty(), () -> "nothing is reported\n" + compilation.problems() + "\n" + block);
    return codes;
  }

  private static Compilation compile(String block) {
    boolean members = Pattern.compile("^(@|static|private|record|//)", Pattern.MULTILINE).matcher(block).find();
    var sources = new TreeMap<>(AROUND);
    sources.replaceAll((name, text) -> IMPORTS + text);
    sources.put("page.Example", IMPORTS + (members ? "class Example extends Around {\n" + block + "}\n" : block));
    return Compilation.withProcessor(sources);
  }
}
