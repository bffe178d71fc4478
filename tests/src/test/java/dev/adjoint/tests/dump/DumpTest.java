package dev.adjoint.tests.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.pipeline.Dump;
import dev.adjoint.tests.corpus.Compilation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Aadjoint.dump} prints the IR after the passes it names, and nothing else changes. */
class DumpTest {
  private static final Map<String, String> PROGRAM = Map.of("p.Sums", """
      package p;
      final class Sums {
        @dev.adjoint.annotations.Differentiable(order = 2)
        static double value(double[] x, double s) {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += square(x[i]) / s + x[i] + down(x[i], 3);
          }
          return sum;
        }
        private static double square(double a) {
          return a * a;
        }
        private static double down(double a, int n) {
          return n == 0 ? a : a * down(a, n - 1);
        }
      }
      """);

  /** The same with a method that has series, and one whose Jacobian has a pattern: something for every pass. */
  private static final Map<String, String> OF_ALL_KINDS = Map.of("p.Sums", PROGRAM.get("p.Sums")
      .replace("(order = 2)", "(order = 2, taylor = \"s\")")
      .replace("private static double square", """
          @dev.adjoint.annotations.Differentiable(sparsity = true)
          static double[] cells(double[] x) {
            return new double[] {square(x[0]), down(x[1], 2)};
          }
          private static double square"""));

  @ParameterizedTest
  @EnumSource
  void eachPassPrintsWhatItMade(Dump.Pass pass) {
    String name = pass.name().toLowerCase(Locale.ROOT);
    List<String> notes = dumped(OF_ALL_KINDS, "-Aadjoint.dump=" + name);
    assertFalse(notes.isEmpty());
    assertTrue(notes.stream().allMatch(n -> n.matches("(?s)after " + name + ":\\s+function .*")), notes::toString);
  }

  @Test
  void thePassesShowWhatTheyDo() {
    String all = String.join("\n", dumped("-Aadjoint.dump=inline,normalize"));
    String inlined = between(all, "after inline:", "after normalize:");
    String normal = all.substring(all.indexOf("after normalize:"));
    assertTrue(!inlined.contains("Sums#square") && normal.contains("Sums#down"), all);
    assertEquals(3, count(inlined, " = load "), all);
    assertEquals(1, count(normal, " = load "), all);
    assertEquals(List.of("valueForward", "valueReverse"),
        dumped("-Aadjoint.dump=split").stream().map(n -> n.split("\"")[3]).toList());
  }

  @Test
  void withoutNamesItIsWhatWasRead() {
    assertEquals(dumped("-Aadjoint.dump=read"), dumped("-Aadjoint.dump"));
    assertEquals(3, dumped("-Aadjoint.dump").size());
    assertEquals(List.of(), dumped("-Aadjoint.dump=off"));
  }

  @Test
  void everyPassInOrderForAll() {
    String all = String.join("\n", dumped(OF_ALL_KINDS, "-Aadjoint.dump=all"));
    int at = 0;
    for (Dump.Pass pass : Dump.Pass.values()) {
      int next = all.indexOf("after " + pass.name().toLowerCase(Locale.ROOT) + ":", at);
      assertTrue(next >= at, pass::toString);
      at = next;
    }
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheOthers() {
    Compilation compilation = Compilation.withProcessor(PROGRAM, "-Aadjoint.dump=normalise,reverse,Forward");
    assertFalse(compilation.success());
    List<String> errors = texts(compilation, Diagnostic.Kind.ERROR);
    assertEquals(2, errors.size(), errors::toString);
    assertTrue(errors.getFirst().startsWith("[AD412] -Aadjoint.dump names normalise,"), errors::toString);
    Stream.of(Dump.Pass.values()).forEach(p -> assertTrue(errors.getFirst().contains(p.name().toLowerCase(Locale.ROOT))));
  }

  @Test
  void printingChangesNothing() {
    assertEquals(Compilation.withProcessor(PROGRAM).generated(),
        Compilation.withProcessor(PROGRAM, "-Aadjoint.dump=all").generated());
  }

  private static List<String> dumped(String option) {
    return dumped(PROGRAM, option);
  }

  private static List<String> dumped(Map<String, String> program, String option) {
    Compilation compilation = Compilation.withProcessor(program, option);
    assertTrue(compilation.success(), compilation::problems);
    return texts(compilation, Diagnostic.Kind.NOTE).stream().filter(n -> n.startsWith("after ")).toList();
  }

  private static List<String> texts(Compilation compilation, Diagnostic.Kind kind) {
    return compilation.diagnostics().stream().filter(d -> d.getKind() == kind).map(d -> d.getMessage(null)).toList();
  }

  private static String between(String text, String from, String to) {
    return text.substring(text.indexOf(from), text.indexOf(to));
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
