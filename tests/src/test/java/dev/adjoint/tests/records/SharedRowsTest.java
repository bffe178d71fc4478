package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An array that is a parameter and a row of another one, and that the method writes, has one adjoint or none. */
class SharedRowsTest {
  private static final String METHODS = """
      package rows;

      import dev.adjoint.annotations.Differentiable;
      import java.util.List;

      final class Shared {
        record Poly(double[] c) {}

        @Differentiable(order = 2)
        static double inList(List<double[]> rows, double[] x) {
          x[0] *= 3;
          return rows.get(0)[0] * x[1];
        }

        @Differentiable(order = 2)
        static double inRecords(Poly[] ps, double[] x) {
          x[0] *= 3;
          return ps[0].c()[0] * x[1];
        }

        @Differentiable(order = 2)
        static double inRows(double[][] m, double[] x) {
          x[0] *= 3;
          return m[0][0] * x[1];
        }

        @Differentiable(order = 2)
        static double inBoth(double[][] m, double[][] n) {
          n[0][0] *= 3;
          return m[0][0] * n[0][1];
        }

        @Differentiable
        static double read(double[][] m, double[] x) {
          return 3 * m[0][0] * x[1];
        }

        static void listGradient() {
          double[] x = {2, 5};
          SharedDerivatives.inListGradient(List.of(x), x);
        }

        static void recordsGradient() {
          double[] x = {2, 5};
          SharedDerivatives.inRecordsGradient(new Poly[] {new Poly(x)}, x);
        }

        static void rowsGradient() {
          double[] x = {2, 5};
          SharedDerivatives.inRowsGradient(new double[][] {x}, x);
        }

        static void bothGradient() {
          double[] x = {2, 5};
          SharedDerivatives.inBothGradient(new double[][] {x}, new double[][] {x});
        }

        static void rowsVjp() {
          double[] x = {2, 5};
          SharedDerivatives.inRowsVjp(new double[][] {x}, x, 1, new double[1][2], new double[2]);
        }

        static void rowsHvp() {
          double[] x = {2, 5};
          double[] t = {1, 0};
          SharedDerivatives.inRowsHvp(new double[][] {x}, x, new double[][] {t}, t);
        }

        static double[] sameBuffers() {
          double[] x = {2, 5};
          double[] adjoint = new double[2];
          SharedDerivatives.inRowsVjp(new double[][] {x}, x, 1, new double[][] {adjoint}, adjoint);
          return adjoint;
        }

        static double[] apart() {
          return SharedDerivatives.inRowsGradient(new double[][] {{2, 7}}, new double[] {4, 5}).x();
        }

        static double[] onlyRead() {
          double[] x = {2, 5};
          var g = SharedDerivatives.readGradient(new double[][] {x}, x);
          return new double[] {g.m()[0][0] + g.x()[0], g.m()[0][1] + g.x()[1]};
        }
      }
      """;

  private static Class<?> owner;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    Compilation compilation = Compilation.withProcessor(Map.of("rows.Shared", METHODS), "-Xlint:all");
    assertTrue(compilation.success(), compilation::problems);
    owner = compilation.loader().loadClass("rows.Shared");
  }

  private static Object call(String name) throws ReflectiveOperationException {
    Method m = owner.getDeclaredMethod(name);
    m.setAccessible(true);
    return m.invoke(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"listGradient", "recordsGradient", "rowsGradient", "bothGradient", "rowsVjp", "rowsHvp"})
  void twoAdjointsOfOneArrayAreRefused(String example) {
    var thrown = assertThrows(InvocationTargetException.class, () -> call(example));
    assertInstanceOf(IllegalArgumentException.class, thrown.getCause());
    String message = thrown.getCause().getMessage();
    assertTrue(message.contains("have an array in common") || message.contains("are the same array"), message);
  }

  @Test
  void buffersThatShareAsTheArraysDoGetTheSum() throws ReflectiveOperationException {
    assertArrayEquals(new double[] {15, 6}, (double[]) call("sameBuffers"));
  }

  @Test
  void arraysOfTheirOwnAreNoProblem() throws ReflectiveOperationException {
    assertArrayEquals(new double[] {0, 2}, (double[]) call("apart"));
  }

  @Test
  void whatIsOnlyReadMayBeGivenTwice() throws ReflectiveOperationException {
    assertArrayEquals(new double[] {15, 6}, (double[]) call("onlyRead"));
  }
}
