package dev.adjoint.tests.checks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.check.DerivativeCheck;
import dev.adjoint.tests.corpus.Compilation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GeneratedChecksTest {
  private static final String RIGHT = """
      @Differentiable(check = true)
      static double scalars(double x, double y) { return Math.sin(x) * y + x / y; }
      @Differentiable(check = true)
      static double linear(double x) { return 3 * x; }
      @Differentiable(check = true)
      static double arrays(double[] x, double[][] a, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) { for (int k = 0; k < x.length; k++) { sum += a[i][k] * x[k] * x[i]; } }
        return sum;
      }
      @Differentiable(check = true)
      static float floats(float x, float[] y) { float s = x; for (float v : y) { s = s * v + x * x; } return s; }
      @Differentiable(check = true)
      static double[] result(double[] x) { double[] y = new double[2]; y[0] = x[0] * x[1]; y[1] = Math.exp(x[2]); return y; }
      @Differentiable(check = true)
      static void inPlace(double[] v, double by) { for (int i = 1; i < v.length; i++) { v[i] *= by * v[i - 1]; } }
      @Differentiable(check = true)
      static double overloaded(double x) { return x * x; }
      @Differentiable(check = true)
      static double overloaded(float[] x) { return x[0] * x[1]; }
      @Differentiable(check = true, wrt = "b")
      static double some(double a, double b, @NonDifferentiable double[] c) { return Math.floor(a) * b * b * c[1]; }
      @Differentiable(check = true)
      private static double hidden(double x) { return Math.cbrt(x); }
      @Differentiable(check = true)
      static double varargs(double a, double... more) { double s = a; for (double m : more) { s *= m; } return s; }
      @Differentiable(check = true)
      static double illConditioned(double x) { return (x + 1e8) - 1e8 + x * x; }
      private final double scale = 1.5;
      @Differentiable(check = true, checkPoints = "objects")
      double instance(double x, String word) { return x * x * scale * word.length(); }
      static Object[][] objects() { return new Object[][] {{new P(), 2.0, "two"}, {new P(), -1.0, ""}}; }
      """;

  @TestFactory
  Stream<DynamicTest> rightDerivativesPass() {
    List<DerivativeCheck> all = all(RIGHT);
    assertEquals(13, all.size());
    return all.stream().map(c -> DynamicTest.dynamicTest(c.name(), c::verify));
  }

  @TestFactory
  Stream<DynamicTest> andFailForNoOtherPointsByChance() {
    return all(RIGHT).stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> {
      for (int seed = 0; seed < 20; seed++) {
        c.withSeed(seed).verify();
      }
    }));
  }

  @Test
  void aWrongRuleFailsTheTaylorTest() {
    String message = failure(ruled("double", "seed * 3 * x * x * (1 + 1e-5)", null));
    assertTrue(message.startsWith("P.f(double): 12 of "), message);
    assertTrue(message.contains("point 0, direction 0: Taylor remainder of order 2, reverse mode: it falls with slope "), message);
    assertFalse(message.contains("dot product") || message.contains("order 1") || message.contains("zero seed"), message);
    check(ruled("double", "seed * 3 * x * x", null)).verify();
  }

  @Test
  void aWrongForwardRuleFailsTheDotProduct() {
    String message = failure(ruled("double", "seed * 3 * x * x", "tangent * x * x"));
    assertTrue(message.contains("dot product: reverse mode gives"), message);
    assertTrue(message.contains("order 2, forward mode"), message);
    assertFalse(message.contains("order 2, reverse mode"), message);
    check(ruled("double", "seed * 3 * x * x", "tangent * 3 * x * x")).verify();
  }

  @Test
  void aRuleThatIsNotZeroForAZeroSeedFails() {
    String message = failure(ruled("double", "seed * 3 * x * x + 1e-300", null));
    assertTrue(message.contains("zero seed: the adjoints are [1.0E-300]"), message);
    assertFalse(message.contains("order 2"), message);
  }

  @Test
  void aRuleThatOverwritesTheBufferFails() {
    String program = """
        static double g(double[] x) { return x[0] * x[1]; }
        @DerivativeOf(type = P.class, method = "g")
        static void gVjp(double[] x, double seed, double[] xAdjoint) { xAdjoint[0] = seed * x[1]; xAdjoint[1] OP seed * x[0]; }
        @Differentiable(check = true) static double f(double[] x) { return x[0] * x[1] * x[1] + g(x); }
        """;
    assertTrue(failure(program.replace("OP", "=")).contains("order 2, reverse mode"));
    check(program.replace("xAdjoint[0] =", "xAdjoint[0] +=").replace("OP", "+=")).verify();
  }

  @Test
  void aRuleThatChangesThePrimalsArrayFailsThePrimal() {
    String message = failure("""
        static double g(double[] x) { return x[0] * x[1]; }
        @DerivativeOf(type = P.class, method = "g")
        static void gVjp(double[] x, double seed, double[] a) { a[0] += seed * x[1]; a[1] += seed * x[0]; x[3] = 0; }
        @Differentiable(check = true) static double f(double[] x) { return g(x); }
        """);
    assertTrue(message.contains("primal of forward mode: the method gives"), message);
  }

  @Test
  void aKinkAtThePointFailsAndBesideItPasses() {
    String program = """
        @Differentiable(check = true, checkPoints = "points") static double f(double x) { return Math.abs(x) + x * x; }
        static Object[][] points() { return new Object[][] {{POINT}}; }
        """;
    assertTrue(failure(program.replace("POINT", "0.0")).contains("order 2"));
    check(program.replace("POINT", "1e-3")).verify();
  }

  @Test
  void aJumpAtThePointFailsTheFirstOrder() {
    assertTrue(failure("""
        @Differentiable(check = true, checkPoints = "points") static double f(double x) { return x > 1 ? x : x * x - 1; }
        static Object[][] points() { return new Object[][] {{1.0}}; }
        """).contains("order 1"));
  }

  @Test
  void pointsCanBeGivenByTheCaller() {
    DerivativeCheck check = check("@Differentiable(check = true) static double f(double x, int n) { return Math.pow(x, n); }");
    check.at(new Object[] {2.0, 3}, new Object[] {-1.0, 2}).verify();
    assertEquals(2, check.at(new Object[] {2.0, 3}, new Object[] {-1.0, 2}).outcomes().stream()
        .filter(o -> o.what().endsWith("zero seed")).count());
    assertThrows(IllegalArgumentException.class, () -> check.at(new Object[] {2.0}));
    assertThrows(IllegalArgumentException.class, check::at);
  }

  @Test
  void aPointWhereTheMethodThrowsOrGivesNaNIsNamed() {
    var thrown = assertThrows(IllegalStateException.class,
        () -> check("@Differentiable(check = true) static double f(double[] x) { return x[7]; }").verify());
    assertTrue(thrown.getMessage().startsWith("P.f(double[]) or its derivative throws at point 0, [["), thrown::getMessage);
    assertTrue(failure("@Differentiable(check = true) static double f(double x) { return Math.sqrt(-x); }").contains("choose other points"));
  }

  @Test
  void theGeneratedCodeKnowsNoTestFrameworkAndComesOnlyWhenAskedFor() {
    Compilation with = compile(RIGHT);
    String text = with.generated().get("p.PChecks");
    assertFalse(text.contains("junit"));
    assertTrue(text.lines().allMatch(l -> l.length() <= 100), text);
    Compilation without = compile(RIGHT.replace("check = true, ", "").replace("(check = true)", "").replaceAll("checkPoints = \"objects\"", ""));
    assertEquals(List.of("p.PDerivatives"), List.copyOf(without.generated().keySet()));
    assertEquals(with.generated().get("p.PDerivatives"), without.generated().get("p.PDerivatives"));
  }

  private static String ruled(String type, String vjp, String jvp) {
    return "static double g(double x) { return x * x * x; }\n@DerivativeOf(type = P.class, method = \"g\") static double gVjp(double x, "
        + type + " seed) { return " + vjp + "; }\n" + (jvp == null ? "" : "@DerivativeOf(type = P.class, method = \"g\", "
        + "mode = DerivativeOf.Mode.JVP) static double gJvp(double x, double tangent) { return " + jvp + "; }\n")
        + "@Differentiable(check = true) static double f(double x) { return g(x) + x; }\n";
  }

  private static String failure(String members) {
    DerivativeCheck check = check(members);
    return assertThrows(AssertionError.class, check::verify).getMessage();
  }

  private static DerivativeCheck check(String members) {
    List<DerivativeCheck> all = all(members);
    assertAll(() -> assertEquals(1, all.size()));
    return all.getFirst();
  }

  @SuppressWarnings("unchecked")
  private static List<DerivativeCheck> all(String members) {
    try {
      return (List<DerivativeCheck>) compile(members).loader().loadClass("p.PChecks").getMethod("all").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Compilation compile(String members) {
    Compilation compilation = Compilation.withProcessor(Map.of("p.P", "package p;\nimport dev.adjoint.annotations.*;\npublic final class P {\n"
        + members + "}\n"), "-Xlint:all,-processing", "-Werror");
    assertTrue(compilation.success(), compilation::problems);
    return compilation;
  }
}
