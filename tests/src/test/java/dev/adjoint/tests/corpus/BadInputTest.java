package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wrong buffers and seeds are refused by name, with both lengths, before anything is written. */
class BadInputTest {
  private static Class<?> derivatives;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    Compilation compilation = Compilation.withProcessor(Map.of("corpus.Bad", """
        package corpus;
        import dev.adjoint.annotations.Differentiable;
        final class Bad {
          @Differentiable
          static double dot(double[] left, double[] right) {
            double s = 0;
            for (int i = 0; i < left.length; i++) {
              s += left[i] * right[i];
              left[i] *= 2;
            }
            return s;
          }
          @Differentiable
          static double[] twice(double[] values) {
            double[] r = new double[values.length];
            for (int i = 0; i < values.length; i++) {
              r[i] = 2 * values[i];
            }
            return r;
          }
          @Differentiable(order = 2)
          static double sum(double[][] rows, double[] weights, float scale) {
            double s = 0;
            for (int i = 0; i < rows.length; i++) {
              s += rows[i][0] * rows[i][0] * weights[i] * scale;
            }
            return s;
          }
          @Differentiable
          static double single(float[] values) { return values[0] * values[1]; }
        }
        """));
    assertTrue(compilation.success(), compilation::problems);
    derivatives = compilation.loader().loadClass("corpus.BadDerivatives");
  }

  @Test
  void aBufferOfTheWrongLengthIsNamedWithBothLengths() {
    String message = dot(new double[] {1, 2}, new double[] {3, 4}, new double[2], new double[3]);
    assertMentions(message, "right", "2", "3");
  }

  @Test
  void aMissingBufferIsNamed() {
    assertMentions(dot(new double[] {1, 2}, new double[] {3, 4}, null, new double[2]), "left");
  }

  @Test
  void oneArrayWithTwoBuffersIsRefused() {
    double[] shared = {1, 2};
    assertMentions(dot(shared, shared, new double[2], new double[2]), "left", "right");
  }

  @Test
  void aMissingSeedIsNamed() {
    assertMentions(refused("twiceVjp", new Object[] {new double[] {1, 2}, null, new double[2]}), "seed");
  }

  @Test
  void aSeedOfTheWrongLengthIsNamedWithBothLengths() {
    double[] buffer = {7, 8};
    assertMentions(refused("twiceVjp", new Object[] {new double[] {1, 2}, new double[5], buffer}), "seed", "2", "5");
    assertArrayEquals(new double[] {7, 8}, buffer);
  }

  @Test
  void aTangentOfAnotherShapeIsNamedWithBothLengths() {
    double[] left = {1, 2};
    assertMentions(refused("dotJvp", new Object[] {left, new double[2], new double[2], new double[3]}), "tangent", "right", "3", "2");
    assertMentions(refused("dotJvp", new Object[] {left, new double[2], null, new double[2]}), "tangent", "left", "null");
    assertArrayEquals(new double[] {1, 2}, left, "the primal ran");
    assertMentions(refused("singleJvp", new Object[] {new float[2], new float[1]}), "tangent", "values", "1", "2");
    Object[] sum = {new double[][] {{1}, {2, 3}}, new double[2], 1f, new double[][] {{1}, {2}}, new double[2], 1f};
    assertMentions(refused("sumJvp", sum), "tangent", "rows[1]", "1", "2");
    sum[3] = new double[1][];
    assertMentions(refused("sumJvp", sum), "tangent", "rows", "1", "2");
    assertMentions(refused("sumHvp", sum), "tangent", "rows", "1", "2");
  }

  @Test
  void theTangentOfAnArrayThatIsWrittenIsAnotherOne() {
    double[] left = {1, 2};
    assertMentions(refused("dotJvp", new Object[] {left, new double[2], left, new double[2]}), "tangent", "left", "itself");
    assertArrayEquals(new double[] {1, 2}, left);
  }

  @Test
  void productsGradientsAndTangentsAreDifferentArrays() {
    double[][] rows = {{1}, {2}};
    double[][] a = {{1}, {1}};
    double[][] b = {{1}, {1}};
    double[] c = {1, 1};
    double[] d = {1, 1};
    double[] e = {1, 1};
    Object[] tangent = {rows, new double[2], 1f, a, c, 1f, b, d, new double[][] {a[0], {1}}, e};
    assertMentions(refused("sumHvp", tangent), "rowsTangent", "rowsHvp");
    Object[] gradient = {rows, new double[2], 1f, a, c, 1f, b, d, new double[2][1], d};
    assertMentions(refused("sumHvp", gradient), "weightsGradient", "weightsHvp");
    assertArrayEquals(new double[] {1, 1}, d, "a buffer was written");
  }

  private static String dot(double[] left, double[] right, double[] leftAdjoint, double[] rightAdjoint) {
    double[] before = left.clone();
    if (leftAdjoint != null) {
      leftAdjoint[0] = 5;
    }
    String message = refused("dotVjp", new Object[] {left, right, 1.0, leftAdjoint, rightAdjoint});
    assertArrayEquals(before, left, "the primal ran");
    assertTrue(leftAdjoint == null || leftAdjoint[0] == 5, "a buffer was written");
    return message;
  }

  private static void assertMentions(String message, String... words) {
    for (String word : words) {
      assertTrue(message != null && message.contains(word), () -> word + " is not in: " + message);
    }
  }

  private static String refused(String name, Object[] arguments) {
    for (Method m : derivatives.getDeclaredMethods()) {
      if (m.getName().equals(name) && m.getParameterCount() == arguments.length) {
        m.setAccessible(true);
        var thrown = assertThrows(InvocationTargetException.class, () -> m.invoke(null, arguments)).getCause();
        assertTrue(thrown instanceof IllegalArgumentException || thrown instanceof NullPointerException, thrown::toString);
        return thrown.getMessage();
      }
    }
    throw new AssertionError("no " + name);
  }
}
