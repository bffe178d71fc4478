package dev.adjoint.tests.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Parser;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.pipeline.Api;
import dev.adjoint.processor.pipeline.Derivative;
import dev.adjoint.runtime.ScalarFunction;
import dev.adjoint.runtime.tape.Tape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The interface around cores written by hand. */
class ApiTest {
  private static final String SQUARE = """
      function "p.C#square(double[])" "square" (%0.x: double[] wrt) -> (double) {
        %1: int = const 0
        %2: double = load %0.x[%1]
        %3: double = mul %2, %2
        yield %3
      }
      """;
  private static final String SQUARE_VJP = """
      function "v" "v" (%0.x: double[], %1.seed: double, %2.a: double[]) -> (double) {
        %3: int = const 0
        %4: double = load %0.x[%3]
        %5: double = mul %4, %4
        %6: double = mul %4, %1.seed
        accumulate %2.a[%3] += %6
        accumulate %2.a[%3] += %6
        yield %5
      }
      """;
  private static final String SQUARE_JVP = """
      function "j" "j" (%0.x: double[], %1.a: double[]) -> (double, double) {
        %3: int = const 0
        %4: double = load %0.x[%3]
        %5: double = mul %4, %4
        %6: double = load %1.a[%3]
        %7: double = mul %4, %6
        %8: double = add %7, %7
        yield %5, %8
      }
      """;

  private static final String ORIGIN = """
      package p;
      public class C {
        static double square(double[] x) {
          return x[0] * x[0];
        }
      }
      """;

  private static Emission emit(Derivative... derivatives) {
    var unit = new Unit(Emission.ORIGIN, true, List.of(), Map.of());
    return Emission.of(Api.assembleAll(unit, List.of(derivatives), List.of(), new Generated.Dispatch(List.of(), List.of())).derivatives(), ORIGIN);
  }

  private static Derivative derivative(String primal, String vjp, boolean tape, boolean staging, String jvp) {
    Function f = Parser.parse(primal);
    return new Derivative(new Unit.Entry(f.key(), true, false, false), f, vjp == null ? null : Parser.parse(vjp), tape,
        staging, jvp == null ? null : Parser.parse(jvp), null, null, List.of());
  }

  private static double component(Object record, String name) throws ReflectiveOperationException {
    var m = record.getClass().getMethod(name);
    m.setAccessible(true);
    return ((Number) m.invoke(record)).doubleValue();
  }

  private static Object part(Object record, String name) throws ReflectiveOperationException {
    var m = record.getClass().getMethod(name);
    m.setAccessible(true);
    return m.invoke(record);
  }

  @Test
  void directCoreIsOneMethodBehindItsChecks() throws Throwable {
    var e = emit(derivative(SQUARE, SQUARE_VJP, false, false, SQUARE_JVP));
    var adjoint = new double[] {1, 5};
    assertEquals(9.0, e.call("squareVjp", new double[] {3, 4}, 2.0, adjoint));
    assertArrayEquals(new double[] {13, 5}, adjoint);
    var problem = assertThrows(IllegalArgumentException.class,
        () -> e.call("squareVjp", new double[] {3, 4}, 2.0, new double[3]));
    assertTrue(problem.getMessage().contains("x"), problem.getMessage());
    Object gradient = e.call("squareGradient", (Object) new double[] {3, 4});
    assertEquals(9.0, component(gradient, "value"));
    assertArrayEquals(new double[] {6, 0}, (double[]) part(gradient, "x"));
    assertEquals(30.0, component(e.call("squareJvp", new double[] {3, 4}, new double[] {5, 6}), "tangent"));
  }

  @Test
  void oneArrayArgumentGivesAFunctionalConstant() throws Throwable {
    var e = emit(derivative(SQUARE, SQUARE_VJP, false, false, SQUARE_JVP));
    var field = e.loadClass("p.CDerivatives").getField("SQUARE");
    var f = (ScalarFunction) field.get(null);
    var gradient = new double[] {7, 7};
    assertEquals(9.0, f.value(new double[] {3, 4}));
    assertEquals(9.0, f.gradient(new double[] {3, 4}, gradient));
    assertArrayEquals(new double[] {6, 0}, gradient);
  }

  @Test
  void stagedCoreGetsZerosAndIsAddedIntoTheBuffers() throws Throwable {
    String primal = """
        function "p.C#f(double[],double[],double)" "f" \
        (%0.x: double[] wrt, %1.y: double[] wrt, %2.tape: double wrt) -> (double) {
          %3: int = const 0
          %4: double = load %0.x[%3]
          yield %4
        }
        """;
    String vjp = """
        function "v" "v" (%0.x: double[], %1.y: double[], %2.tape: double, %3.seed: double, %4.a: double[], \
        %5.b: double[], %6.tape: dev.adjoint.runtime.tape/Tape) -> (double, double) {
          %7: int = const 0
          %8: double = load %0.x[%7]
          %9: double = load %4.a[%7]
          %10: double = add %9, %3.seed
          store %4.a[%7] = %10
          store %5.b[%7] = %3.seed
          yield %8, %3.seed
        }
        """;
    var e = emit(derivative(primal, vjp, true, true, null));
    var x = new double[] {3};
    var a = new double[] {1};
    var b = new double[] {1};
    Object r = e.call("fVjp", x, new double[] {4}, 0.5, 2.0, a, b);
    assertEquals(2.0, component(r, "tape"));
    assertEquals(3.0, component(r, "value"));
    assertArrayEquals(new double[] {3}, a);
    assertArrayEquals(new double[] {3}, b);
    e.call("fVjp", x, x, 0.5, 2.0, a, a, new Tape());
    assertArrayEquals(new double[] {5}, a);
    assertThrows(IllegalArgumentException.class, () -> e.call("fVjp", x, x, 0.5, 2.0, a, b));
    Object g = e.call("fGradient", x, new double[] {4}, 0.5);
    assertArrayEquals(new double[] {1}, (double[]) part(g, "y"));
    assertEquals(1.0, component(g, "tape"));
  }

  @Test
  void floatsAreDoubleInsideAndFloatOutside() throws Throwable {
    String primal = """
        function "p.C#f(float[],float)" "f" (%0.x: float[] wrt, %1.hashCode: float wrt) -> (float) {
          %2: int = const 0
          %3: float = load %0.x[%2]
          %4: float = mul %3, %1.hashCode
          yield %4
        }
        """;
    String vjp = """
        function "v" "v" (%0.x: float[], %1.s: float, %2.seed: double, %3.a: double[]) -> (float, double) {
          %4: int = const 0
          %5: float = load %0.x[%4]
          %6: float = mul %5, %1.s
          %7: double = cast %1.s
          %8: double = mul %7, %2.seed
          accumulate %3.a[%4] += %8
          %9: double = cast %5
          %10: double = mul %9, %2.seed
          yield %6, %10
        }
        """;
    String jvp = """
        function "j" "j" (%0.x: float[], %1.s: float, %2.dx: double[], %3.ds: double) -> (float, double) {
          %4: int = const 0
          %5: float = load %0.x[%4]
          %6: float = mul %5, %1.s
          %7: double = cast %1.s
          %8: double = load %2.dx[%4]
          %9: double = mul %7, %8
          yield %6, %9
        }
        """;
    var e = emit(derivative(primal, vjp, false, false, jvp));
    var a = new float[] {1};
    Object r = e.call("fVjp", new float[] {3}, 2f, 1f, a);
    assertEquals(3f, component(r, "hashCode_"));
    assertArrayEquals(new float[] {3}, a);
    Object g = e.call("fGradient", new float[] {3}, 2f);
    assertArrayEquals(new float[] {2}, (float[]) part(g, "x"));
    assertEquals(10f, part(e.call("fJvp", new float[] {3}, 2f, new float[] {5}, 0f), "tangent"));
  }

  @Test
  void voidMethodHasNoSeed() throws Throwable {
    String primal = """
        function "p.C#scale(double[][],int)" "scale" (%0.x: double[][] wrt, %1.n: int) -> () {
          yield
        }
        """;
    String vjp = """
        function "v" "v" (%0.x: double[][], %1.n: int, %2.a: double[][]) -> () {
          yield
        }
        """;
    var e = emit(derivative(primal, vjp, false, false, null));
    e.call("scaleVjp", new double[1][1], 1, new double[1][1]);
    assertThrows(IllegalArgumentException.class, () -> e.call("scaleVjp", new double[1][2], 1, new double[1][1]));
  }

  @Test
  void overloadsHaveRecordsOfTheirOwn() throws Throwable {
    String scalar = """
        function "p.C#square(double)" "square" (%0.x: double wrt) -> (double) {
          %1: double = mul %0.x, %0.x
          yield %1
        }
        """;
    String vjp = """
        function "v" "v" (%0.x: double, %1.seed: double) -> (double, double) {
          %2: double = mul %0.x, %0.x
          %3: double = mul %0.x, %1.seed
          %4: double = add %3, %3
          yield %2, %4
        }
        """;
    var e = emit(derivative(SQUARE, SQUARE_VJP, false, false, SQUARE_JVP), derivative(scalar, vjp, false, false, null));
    Object r = e.call("squareVjp", 3.0, 1.0);
    assertEquals("SquareVjp_double", r.getClass().getSimpleName());
    assertEquals(6.0, component(r, "x"));
    assertTrue(e.source.contains("record SquareGradient_doubleArray("));
  }
}
