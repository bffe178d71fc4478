package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Methods of another class that change their receiver's arrays, or those of a class: nobody else's body is known, so that what was
 * read of such an array before a call must not be read again behind it.
 */
class CallsWithEffectsTest {
  private static final String COUNTED = """
      package effects;
      import dev.adjoint.annotations.Differentiable;
      public final class Counted {
        public static double[] weights;
        public final double[] constant = {0.5, 4};
        public double[] own = {1, 2, 3};
        public int calls;
        @Differentiable
        public static double next(double x) {
          double r = x * weights[0];
          weights[0] += 1;
          return r * x;
        }
        @Differentiable
        public double step(double x) {
          double r = x * own[0] * constant[0];
          own[0] += 0.5;
          constant[0] += 0.25;
          calls++;
          return r * x;
        }
      }
      """;

  private static final String CLIENT = """
      package effects;
      import dev.adjoint.annotations.Differentiable;
      public final class Client {
        @Differentiable
        public static double staticMethods(double x) {
          Counted.weights = new double[] {1, 2};
          double[] w = Counted.weights;
          double s = x;
          for (int i = 0; i < 3; i++) {
            s = Math.sin(s * w[0]) + s * Counted.weights[0];
            s += Counted.next(x * 0.1);
            s = s * s * 0.1 * w[0];
          }
          double a = s * s * w[0];
          a += Counted.next(x);
          return a * s * w[0];
        }
        @Differentiable
        public static double methodsOfObjects(double x) {
          Counted o = new Counted();
          double s = x;
          for (int i = 0; i < 3; i++) {
            s = Math.sin(s * o.own[0]) * o.calls + s * o.constant[0];
            s += o.step(x * 0.1);
            s = s * 0.5 * o.own[0] + o.constant[0] * s;
          }
          double[] w = o.own;
          double a = s * s * w[0];
          a += o.step(x);
          return a * s * w[0] * 1e-3 + Math.sin(s * w[0]);
        }
        @Differentiable
        public static double loopBeforeCall(double x) {
          Counted.weights = new double[] {1, 2};
          double s = 0;
          for (int i = 0; i < 4; i++) {
            s += Math.sin(x * i * Counted.weights[0]) * x;
          }
          return s * Counted.next(s);
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"staticMethods", "methodsOfObjects", "loopBeforeCall"})
  void whatWasReadBeforeACallStaysWhatItWas(String name) throws Exception {
    for (String option : new String[] {"on", "off"}) {
      Compilation compiled = Compilation.withProcessor(Map.of("effects.Counted", COUNTED, "effects.Client", CLIENT),
          "-Aadjoint.analysis=" + option);
      assertTrue(compiled.success(), compiled::problems);
      ClassLoader loader = compiled.loader();
      Method primal = loader.loadClass("effects.Client").getMethod(name, double.class);
      Class<?> generated = loader.loadClass("effects.ClientDerivatives");
      for (double x : new double[] {0.75, -0.5, 0.25}) {
        double value = (double) primal.invoke(null, x);
        double h = 1e-6;
        double slope = ((double) primal.invoke(null, x + h) - (double) primal.invoke(null, x - h)) / (2 * h);
        Object gradient = generated.getMethod(name + "Gradient", double.class).invoke(null, x);
        Object jvp = generated.getMethod(name + "Jvp", double.class, double.class).invoke(null, x, 1.0);
        assertEquals(value, component(gradient, "value"));
        assertEquals(value, component(jvp, "value"));
        double scale = Math.abs(slope) + Math.abs(value);
        assertEquals(slope, component(gradient, "x"), 1e-7 * scale);
        assertEquals(slope, component(jvp, "tangent"), 1e-7 * scale);
        assertEquals(component(jvp, "tangent"), component(gradient, "x"), 1e-12 * scale);
      }
    }
  }

  private static double component(Object record, String name) throws ReflectiveOperationException {
    return (double) record.getClass().getMethod(name).invoke(record);
  }
}
