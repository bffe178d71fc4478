package dev.adjoint.tests.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parser;
import dev.adjoint.processor.ir.Printer;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.ir.Verifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text form is stable, and reading it back gives the same text. */
class TextFormTest {
  /** A sum over an array: what a counted loop looks like. */
  static final String SUM = """
      function "p.C#sum(double[])" "sum" (%0.x: double[] wrt) -> (double) {
        %1: double = const 0.0
        %2: int = const 0
        %3: int = length %0.x
        for %4.i: int = %2 to %3 step 1 carry (%5.sum: double) = (%1) -> (%6.sum: double) {
          %7: double = load %0.x[%4.i]
          %8: double = add %5.sum, %7
          yield %8
        }
        yield %6.sum
      }
      """;

  /** One of everything, which need not make sense. */
  static final String EVERYTHING = """
      function "p.C#all(double,float,int,long,boolean,double[],double[][],p.E,char)" "all" \
      (%0.d: double wrt, %1.f: float wrt, %2.n: int, %3.l: long, %4.b: boolean, %5.a: double[] wrt, \
      %6.m: double[][] wrt, %7.e: p/C.E, %8.c: char) -> (double, int) {
        comment "one \\"of\\" \\u00e9verything\\u000a"
        %9: double = const -1.5E-10
        %10: double = const NaN
        %11: double = const -Infinity
        %12: float = const 3.4028235E38
        %13: long = const -9223372036854775808
        %14: char = const "'"
        %15: byte = const -3
        %16: short = const 7
        %17: boolean = const true
        %18: java.lang/String = const "null"
        %19: p/C.E = const null
        %20: double = cast %1.f
        %21: double = neg %20
        %22: int = bitnot %2.n
        %23: boolean = not %4.b
        %24: double = rem %0.d, %21
        %25: long = ushr %3.l, %22
        %26: boolean = le %0.d, %24
        %27: double = intrinsic java.lang/Math pow (%0.d, %24)
        %28: double[] = new (%2.n)
        %29: double[][] = new (%2.n)
        %30: double[] = copy clone %5.a ()
        %31: double[] = copy copy_of_range %30 (%2.n, %22)
        arraycopy (%31, %2.n, %5.a, %22, %2.n)
        fill %28 = %27
        fill %28 from %2.n to %22 = %27
        store %28[%2.n] = %27
        accumulate %28[%2.n] += %27
        call local "p.C#helper(double[])" helper (%28)
        %32.pair: double = call external other/D other/DDerivatives g (double wrt, double[] wrt, int) -> double \
      (%0.d, %28, %2.n)
        %33: double = call ruled lib/Outer.Inner h (lib/Outer.Inner, double wrt) -> double instance \
      vjp p/C hVjp jvp none (%19, %0.d)
        %34: double, %35.g: double[] = call generated self fVjp record FVjp ("value", "x") (%0.d)
        call generated p/CDerivatives gVjp () (%0.d)
        %36: double = call runtime POP_DOUBLE (%19)
        %37: java.util/Map<java.lang/String, ? extends java.util/List<double[]>> = opaque pure \
      [java.util/Map ".of(" $0 ", " /NoPackage ")"] (%18) reason CALL_WITHOUT_DERIVATIVE ("Map.of", "x")
        opaque effect ["log.info(" $1 ")"] (%18, %37) reason CALL_WITHOUT_DERIVATIVE ()
        opaque effect [@field p/C.E size double[] ".set(" $0 ", null)"] (%19) reason CALL_WITHOUT_DERIVATIVE ()
        opaque effect ["f(" @field p/C n int static ".get(), " @method p/C g (int, java.util/List<?>) -> void "(" $0 ")"] \
      (%19) reason CALL_WITHOUT_DERIVATIVE ()
        opaque effect [@method p/C new (int[]) -> p/C static varargs "()"] () reason CALL_WITHOUT_DERIVATIVE ()
        if %26 -> (%38.r: double, %39: int) {
          %40: double = add %0.d, %27
          yield %40, %2.n
        } else {
          throw %7.e
          yield %9, %2.n
        }
        while (%38.r) -> (%41.r: double) condition (%42.r: double) {
          %43: boolean = lt %42.r, %0.d
          yield %43
        } body (%44.r: double) {
          %45: double = mul %44.r, %44.r
          yield %45
        }
        for %46.i: int = %2.n to %22 inclusive step -2 carry () = () -> () {
          yield
        }
        try (%2.n, %41.r) slots (%47.n: int, %48: double) -> (%49.q: double) {
          assign %47.n = %22
          %50: int = div %2.n, %22
          assign %48 = %27
          yield %27
        } catch (java.lang/ArithmeticException, p/C.E) (%51.e: java.lang/RuntimeException) {
          %52: double = cast %47.n
          yield %52
        } catch checked (java.io/IOException) (%53: java.io/IOException) {
          throw %53
          yield %48
        }
        yield %49.q, %39
      }
      """;

  @Test
  void printingWhatWasParsedGivesTheText() {
    for (String text : List.of(SUM, EVERYTHING)) {
      assertEquals(text, Printer.print(Parser.parse(text)));
    }
  }

  @Test
  void theTextOfAFunctionNumbersValuesInOrder() {
    var x = new Value(Type.DOUBLE, "x");
    var product = Value.temporary(Type.DOUBLE);
    var body = Block.of(List.of(new Op.Binary(product, Op.BinaryKind.MUL, x, x, Span.NONE)), List.of(product));
    var f = new Function("C#square(double)", "square", List.of(x), List.of(true), List.of(Type.DOUBLE), body, Span.NONE);
    assertEquals("""
        function "C#square(double)" "square" (%0.x: double wrt) -> (double) {
          %1: double = mul %0.x, %0.x
          yield %1
        }
        """, Printer.print(f));
  }

  @Test
  void aBrokenFunctionPrints() {
    var x = new Value(Type.DOUBLE, "x");
    var f = new Function("C#f()", "f", List.of(), List.of(), List.of(Type.DOUBLE), Block.of(List.of(), List.of(x)),
        Span.NONE);
    assertTrue(Printer.print(f).contains("yield %undefined.x"));
  }

  @Test
  void parsingKeepsIdentities() {
    Function f = Parser.parse(SUM);
    var loop = (Op.For) f.body().ops().get(3);
    assertSame(loop.results().getFirst(), f.body().yields().getFirst());
    assertSame(f.params().getFirst(), ((Op.Load) loop.body().ops().getFirst()).array());
    assertSame(Span.NONE, loop.span());
    Verifier.verify(f);
  }

  @Test
  void problemsNameTheLine() {
    var undefined = assertThrows(IllegalArgumentException.class, () -> Parser.parse(SUM.replace("%7\n", "%70\n")));
    assertEquals("line 7: %70 is not defined", undefined.getMessage());
    var unknown = assertThrows(IllegalArgumentException.class, () -> Parser.parse(SUM.replace("add", "plus")));
    assertEquals("line 7: no BinaryKind plus", unknown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Parser.parse(SUM.substring(0, SUM.length() - 3)));
  }
}
