package dev.adjoint.tests.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Printer;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The form that the reader gives to loops, jumps, calls and names. */
class LoweringShapeTest {
  private static Function read(String method) {
    var compiled = new Compiled("p.C", "package p;\nimport dev.adjoint.annotations.*;\nfinal class C {\n" + method + "\n}\n");
    assertEquals(List.of(), compiled.diagnostics.values().stream().flatMap(d -> d.all().stream()).toList());
    return compiled.functions().values().iterator().next();
  }

  private static <T extends Op> List<T> all(Function function, Class<T> kind) {
    var found = new ArrayList<T>();
    collect(function.body(), kind, found);
    return found;
  }

  private static <T extends Op> void collect(Block block, Class<T> kind, List<T> found) {
    for (Op op : block.ops()) {
      if (kind.isInstance(op)) {
        found.add(kind.cast(op));
      }
      Ops.blocks(op).forEach(b -> collect(b, kind, found));
    }
  }

  private static void counted(String loop, int count) {
    Function f = read("static double f(double[] x, int n) { double s = 0; " + loop + " return s; }");
    assertEquals(count, all(f, Op.For.class).size(), () -> Printer.print(f));
  }

  @Test
  void countedLoopsStayCounted() {
    counted("for (int i = 0; i < n; i++) s += x[i];", 1);
    counted("for (int i = 0; i <= 99; i += 2) s += x[i];", 1);
    counted("for (int i = n; i > 0; i--) { if (s > 1) continue; s += x[i]; }", 1);
    counted("for (int i = 0; n > i; ++i) for (int j = i; j < x.length / 2; j++) s += j;", 2);
    counted("for (int i = 1; i + 1 < x.length; i = i + 1) s += x[i];", 1);
    counted("for (int i = 0, k = 3; i < n; k *= 2, i++) s += k;", 1);
    counted("for (double v : x) s += v;", 1);
    counted("for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { if (j > i) break; s += j; } }", 1);
  }

  @Test
  void otherLoopsAreNot() {
    counted("for (int i = 0; i < n; i++) { if (s > 1) break; s += x[i]; }", 0);
    counted("for (int i = 0; i < n; i++) { i += 1; }", 0);
    counted("for (int i = 0; i < n; i++) { n--; }", 0);
    counted("for (int i = 0; i * i < n; i++) { s++; }", 0);
    counted("for (int i = 0; i < n; i--) { s++; }", 0);
    counted("for (long i = 0; i < n; i++) { s++; }", 0);
    counted("for (int i = 0; i < s; i++) { s--; }", 0);
    counted("for (double v : x) { if (v > 0) return v; }", 0);
    counted("for (int i = n; i + 1 < x.length; i++) s += x[i];", 0);
    // a step of two may pass the greatest int
    counted("for (int i = 0; i <= n - 1; i += 2) s += x[i];", 0);
  }

  @Test
  void conditionsHaveNoEffects() {
    for (String loop : List.of("while (--n > 0) s += n;", "while ((s += 1) < 5) n++;", "do { s++; } while (s < n);",
        "while (s < n && x[n--] > 0) s++;", "for (;;) { if (s++ > n) break; }")) {
      Function f = read("static double f(double[] x, int n) { double s = 0; " + loop + " return s; }");
      for (Op.While w : all(f, Op.While.class)) {
        assertTrue(w.condition().ops().isEmpty(), () -> Printer.print(f));
      }
    }
  }

  @Test
  void earlyReturnNeedsNoFlag() {
    Function f = read("static double f(double x) { if (x < 0) return 1; x *= 2; if (x > 3) return x; return x + 1; }");
    assertEquals(2, all(f, Op.If.class).size());
    assertTrue(all(f, Op.Const.class).stream().noneMatch(c -> c.result().type() == Type.BOOLEAN), () -> Printer.print(f));
    assertEquals(1, all(f, Op.If.class).getFirst().results().size());
  }

  @Test
  void loopsCarryWhatTheyAssignAndNoMore() {
    Function f = read("""
        static double f(double[] x) {
          double s = 0, t = 1, u = 2;
          for (int i = 0; i < x.length; i++) {
            double v = x[i] * t;
            s += v;
            u = v;
          }
          return s;
        }""");
    Op.For loop = all(f, Op.For.class).getFirst();
    assertEquals(List.of("s"), loop.results().stream().map(v -> v.name()).toList());
  }

  @Test
  void valuesHaveTheNamesOfTheirLocals() {
    Function f = read("static double f(double x) { double a = x * 2; double b; b = a; a += b; return a; }");
    assertEquals(List.of("a", "a"), all(f, Op.Binary.class).stream().map(b -> b.result().name()).toList());
  }

  @Test
  void convertedConstantsAreConstants() {
    Function f = read("static double f(double x) { return x / 2 + 1; }");
    assertEquals(List.of(2.0, 1.0), all(f, Op.Const.class).stream().map(Op.Const::value).toList());
    assertEquals(List.of(), all(f, Op.Cast.class));
  }

  @Test
  void spansAreThoseOfSubExpressions() {
    Function f = read("static double f(double x) {\n  double y = x\n     * Math.sin(x);\n  return y;\n}");
    Op.Intrinsic sin = all(f, Op.Intrinsic.class).getFirst();
    assertEquals(6, sin.span().line());
    assertEquals(11, sin.span().end() - sin.span().start());
    assertEquals("double y = x", sin.span().statement());
  }

  @Test
  void callsAreToldApart() {
    var compiled = new Compiled("p.C", """
        package p;
        import dev.adjoint.annotations.*;
        final class C {
          static double f(double x) {
            return own(x) + D.other(x, 2) + D.ruled(x) + D.plain(x) + constant(x) + Adjoint.detach(x);
          }
          static double own(double x) { return x; }
          @NonDifferentiable static double constant(double x) { return x; }
        }
        class D {
          @Differentiable(wrt = "x") static double other(double x, double y) { return x * y; }
          static double ruled(double x) { return x; }
          @DerivativeOf(type = D.class, method = "ruled") static double ruledVjp(double x, double seed) { return seed; }
          static double plain(double x) { return x; }
        }
        """);
    Function f = compiled.functions().get("p.C#f(double)");
    List<Op.Call> calls = all(f, Op.Call.class);
    assertEquals(new Callee.Local("p.C#own(double)", "own"), calls.get(0).callee());
    var external = assertInstanceOf(Callee.External.class, calls.get(1).callee());
    assertEquals("p.DDerivatives", external.derivatives().qualifiedName());
    assertEquals(List.of(true, false), external.wrt());
    var ruled = assertInstanceOf(Callee.Ruled.class, calls.get(2).callee());
    assertEquals("ruledVjp", ruled.vjp().name());
    assertEquals(null, ruled.jvp());
    assertEquals(List.of("CALL_WITHOUT_DERIVATIVE", "CALL_WITHOUT_DERIVATIVE"),
        all(f, Op.Opaque.class).stream().map(o -> o.ifActive().message()).toList());
    assertEquals("detach", all(f, Op.Intrinsic.class).getFirst().name());
  }

  @Test
  void overridableHelperSaysSo() {
    var compiled = new Compiled("p.C", """
        package p;
        class C {
          double f(double x) { return g(x) + h(x); }
          double g(double x) { return x; }
          final double h(double x) { return x; }
        }
        """);
    Function f = compiled.functions().get("p.C#f(double)");
    assertEquals("OVERRIDABLE", all(f, Op.Opaque.class).getFirst().ifActive().message());
    assertEquals(1, all(f, Op.Call.class).size());
  }
}
