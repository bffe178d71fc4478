package dev.adjoint.tests.reports;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.tape.Tape;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A class {@code p.P} with one annotated method {@code f(double[] x, int n)}, compiled, with the report on it. */
record Reported(String report, Compilation compilation) {

  /** Compiles a class of which only the members are given. */
  static Reported of(String members) {
    Compilation compilation = Compilation.withProcessor(Map.of("p.P", "package p;\nimport dev.adjoint.annotations.*;\npublic final class P {\n"
        + members + "}\n"), "-Aadjoint.report");
    assertTrue(compilation.success(), compilation::problems);
    List<String> notes = compilation.diagnostics().stream().map(d -> d.getMessage(null)).filter(m -> m.startsWith("Reverse mode of f"))
        .toList();
    assertTrue(notes.size() == 1, notes::toString);
    return new Reported(notes.getFirst(), compilation);
  }

  /** The bytes that the table states for a column, over all lines and loops. */
  long perIteration(String column) {
    List<String> rows = report.lines().map(String::strip).toList();
    List<String> head = rows.stream().filter(r -> r.startsWith("line ")).map(r -> List.of(r.split(" {2,}"))).filter(h -> h.contains(column))
        .findFirst().orElseThrow();
    int at = head.indexOf(column);
    return rows.stream().filter(r -> r.matches("\\d+ .*")).map(r -> r.split(" {2,}")).filter(r -> r.length > at)
        .flatMap(r -> Stream.of(r[at].split(", "))).filter(c -> c.matches("\\d+ B")).mapToLong(c -> Long.parseLong(c.replace(" B", ""))).sum();
  }

  /** The bytes that the table states as the most of one iteration. */
  long atMost(String column) {
    return report.lines().map(String::strip).filter(l -> l.matches("at most \\d+ B per iteration of line \\d+ \\(" + column + "\\)"))
        .mapToLong(l -> Long.parseLong(l.split(" ")[2])).sum();
  }

  /** What the tape holds after the forward half for n iterations. */
  long afterForward(int n) {
    var tape = new Tape();
    call("fForward", x(n), n, new double[n], tape);
    return Heights.stacks(tape) + Heights.pools(tape);
  }

  /** What the tape has lent for the whole of reverse mode over n iterations. */
  long lentByVjp(int n) {
    var tape = new Tape();
    call("fVjp", x(n), n, 1.0, new double[n], tape);
    return Heights.pools(tape);
  }

  /** What is on the tape when reverse mode fails behind the loop, because n is one more than the length of x. */
  long pushedByVjp(int n) {
    var tape = new Tape();
    try {
      call("fVjp", x(n), n + 1, 1.0, new double[n], tape);
    } catch (ArrayIndexOutOfBoundsException e) {
      return Heights.stacks(tape);
    }
    throw new AssertionError("it should fail");
  }

  /** The body of a method of the generated class. */
  String body(String method) {
    String text = compilation.generated().get("p.PDerivatives");
    int start = text.lastIndexOf(" " + method + "(");
    return text.substring(start, text.indexOf("\n  }\n", start));
  }

  private static double[] x(int n) {
    var x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 0.5 + 0.125 * (i % 5);
    }
    return x;
  }

  private void call(String name, Object... arguments) {
    try {
      for (Method m : compilation.loader().loadClass("p.PDerivatives").getMethods()) {
        if (m.getName().equals(name) && m.getParameterCount() == arguments.length) {
          m.invoke(null, arguments);
          return;
        }
      }
      throw new AssertionError("no " + name + " of " + arguments.length + " parameters");
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
