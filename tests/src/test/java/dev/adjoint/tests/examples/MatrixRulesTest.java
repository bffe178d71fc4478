package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.examples.linalg.GaussianProcess;
import dev.adjoint.examples.linalg.ImpliedVolatility;
import dev.adjoint.tests.corpus.Compilation;
import dev.adjoint.tests.corpus.MethodChecks;
import dev.adjoint.tests.corpus.Subject;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of decompositions, against differences and against algorithms that are differentiated as they stand. */
class MatrixRulesTest {
  private static String text;
  private static ClassLoader loader;
  private static Compilation compilation;

  @BeforeAll
  static void compile() throws IOException {
    try (var in = MatrixRulesTest.class.getResourceAsStream("/linalg/MatrixProgram.java")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    compilation = Compilation.withProcessor(Map.of("linalg.MatrixProgram", text));
    assertTrue(compilation.success(), compilation::problems);
    loader = compilation.loader();
  }

  @TestFactory
  Stream<DynamicTest> everyRuleAgreesWithDifferencesAndWithForwardMode() {
    return MethodChecks.subjects("MatrixProgram", text).stream().map(s -> dynamicTest(s.method(), () -> check(s)));
  }

  private static void check(Subject subject) throws Throwable {
    assertTrue(MethodChecks.check(loader, subject, MethodChecks.tolerance(text)) > 0);
  }

  @Test
  void aSolutionHasTheAdjointsOfTheAlgorithm() throws ReflectiveOperationException {
    double[] seed = {0.5, -1, 2};
    double[][] byRule = solutionAdjoints("solveVjp", seed);
    double[][] byAlgorithm = solutionAdjoints("solveHereVjp", seed);
    for (int i = 0; i < byRule.length; i++) {
      assertArrayEquals(byAlgorithm[i], byRule[i], 1e-14);
    }
  }

  /** The rows of the matrix's adjoint, then that of the right-hand side. */
  private static double[][] solutionAdjoints(String method, double[] seed) throws ReflectiveOperationException {
    double[][] a = {{2, 0.5, -1}, {0.25, 1.5, 0.75}, {-0.5, 1, 3}};
    double[][] adjoint = new double[3][3];
    double[] ofB = new double[3];
    call(method, a, new double[] {1, -0.5, 2}, seed.clone(), adjoint, ofB);
    return new double[][] {adjoint[0], adjoint[1], adjoint[2], ofB};
  }

  @Test
  void aFactorHasTheAdjointsOfTheAlgorithm() throws ReflectiveOperationException {
    double[][] seed = {{0.5, 7, 7}, {-1, 2, 7}, {0.25, 1, -0.75}};
    double[][] byRule = new double[3][3];
    double[][] byAlgorithm = new double[3][3];
    double[][] g = {{2, 0.5, -1}, {0.25, 1.5, 0.75}, {-0.5, 1, 3}};
    call("choleskyVjp", g, seed, byRule);
    call("choleskyHereVjp", g, seed, byAlgorithm);
    for (int i = 0; i < byRule.length; i++) {
      assertArrayEquals(byAlgorithm[i], byRule[i], 1e-14);
    }
  }

  private static void call(String name, Object... arguments) throws ReflectiveOperationException {
    Class<?> derivatives = loader.loadClass("linalg.MatrixProgramDerivatives");
    Method method = Stream.of(derivatives.getDeclaredMethods())
        .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length).findFirst().orElseThrow();
    method.setAccessible(true);
    method.invoke(null, arguments);
  }

  @Test
  void aFactorisationIsMadeOnceForValueAndAdjoint() {
    String generated = compilation.generated().get("linalg.MatrixProgramDerivatives").replaceAll("//.*", "");
    assertTrue(generated.contains("MatrixRules.solve("), generated);
    assertFalse(generated.contains("Matrices.solve("), generated);
  }

  @Test
  void theImpliedVolatilityHasOneOverVega() {
    Printed printed = new Printed();
    assertEquals(1, ImpliedVolatility.run(printed.out), 1e-7, printed.text());
    assertEquals(printed.number("over vega ([\\d.]+)"), printed.number("by price ([\\d.]+)"), 1e-3);
  }

  @Test
  void theGaussianProcessEndsWhereTheGradientVanishes() {
    Printed printed = new Printed();
    double[] gradient = GaussianProcess.run(printed.out);
    assertArrayEquals(new double[3], gradient, 1e-3, printed.text());
    assertEquals(21.9084, printed.number("likelihood (\\S+)"), 1e-3);
    assertEquals(1.19, printed.number("length scale (\\S+),"), 0.01);
  }
}
