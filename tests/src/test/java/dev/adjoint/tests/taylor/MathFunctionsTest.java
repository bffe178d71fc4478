package dev.adjoint.tests.taylor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.JetFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import dev.adjoint.processor.rules.SeriesRules;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every method of {@code Math} with a derivative has Taylor coefficients, of which the first two are those derivatives. */
class MathFunctionsTest {
  private record Example(Method method, int operand) {
    private String name() {
      return method.getName() + method.getParameterCount() + "_" + operand + method.getReturnType() + count(double.class)
          + count(float.class);
    }

    private long count(Class<?> type) {
      return Stream.of(method.getParameterTypes()).filter(t -> t == type).count();
    }

    private double at(int operand) {
      return switch (method.getName()) {
        case "atan2", "hypot", "pow", "IEEEremainder", "max", "min" -> operand == 0 ? 1.75 : 0.65;
        case "clamp" -> operand == 0 ? 0.6 : operand == 1 ? 0.25 : 2;
        default -> operand == 0 ? 0.6 : 1.25;
      };
    }

    /** A method in which the operand is x, squared so that the second derivative is not that of a line. */
    private String text() {
      var args = new ArrayList<String>();
      for (int i = 0; i < method.getParameterCount(); i++) {
        Class<?> type = method.getParameterTypes()[i];
        args.add(i == operand ? "(" + type + ") (x * x)" : type == int.class ? "2" : "(" + type + ") " + at(i));
      }
      return "  @Differentiable(order = 2, taylor = \"x\") static double " + name() + "(double x) { return Math." + method.getName() + "("
          + String.join(", ", args) + "); }\n";
    }
  }

  private static Rule rule(Method m) {
    return Rules.intrinsic("java.lang.Math", m.getName(), Stream.of(m.getParameterTypes()).<Type>map(t -> t == long.class ? Type.LONG
        : t == int.class ? Type.INT : t == float.class ? Type.FLOAT : Type.DOUBLE).toList());
  }

  private static List<Method> smooth() {
    return Arrays.stream(Math.class.getMethods()).filter(m -> m.getDeclaringClass() == Math.class && rule(m) instanceof Rule.Smooth).toList();
  }

  @Test
  void everyFunctionWithADerivativeHasASeries() {
    for (Method m : smooth()) {
      assertTrue(SeriesRules.passed(m.getName()) >= 0 || SeriesRules.intrinsic(m.getName()) != null, m.toString());
    }
    for (String name : List.of("asinh", "acosh", "atanh", "log", "pow")) {
      assertTrue(SeriesRules.intrinsic(name) != null, name);
    }
  }

  @Test
  void everyJetFunctionIsInTheRuntime() throws ClassNotFoundException {
    for (JetFunction f : JetFunction.values()) {
      Class<?> owner = Class.forName(RuntimeNames.owner(f).qualifiedName());
      List<Method> methods = Stream.of(owner.getMethods()).filter(m -> m.getName().equals(f.method())).toList();
      assertEquals(f.takesNumbers() ? 3 : f == JetFunction.LOG ? 2 : 1, methods.size(), f.name());
    }
  }

  @Test
  void coefficientsAreDerivativesOverFactorials() throws ReflectiveOperationException {
    var examples = new ArrayList<Example>();
    for (Method m : smooth()) {
      for (int i = 0; i < m.getParameterCount(); i++) {
        Class<?> type = m.getParameterTypes()[i];
        if (type == double.class || type == float.class) {
          examples.add(new Example(m, i));
        }
      }
    }
    assertTrue(examples.size() > 50, "examples: " + examples.size());
    var text = new StringBuilder("package t;\nimport dev.adjoint.annotations.Differentiable;\nfinal class All {\n");
    examples.forEach(e -> text.append(e.text()));
    Compilation compilation = Compilation.withProcessor(Map.of("t.All", text.append("}\n").toString()));
    assertTrue(compilation.success(), compilation::problems);
    Class<?> generated = compilation.loader().loadClass("t.AllDerivatives");
    for (Example e : examples) {
      double x = Math.sqrt(e.at(e.operand()));
      double[] c = (double[]) call(generated, e.name() + "Taylor", new Class<?>[] {double.class, int.class}, x, 2);
      Object hvp = call(generated, e.name() + "Hvp", new Class<?>[] {double.class, double.class}, x, 1.0);
      boolean isFloat = e.count(float.class) > 0;
      double bound = isFloat ? 1e-6 : 1e-13;
      for (int k = 0; k <= 2; k++) {
        Method accessor = hvp.getClass().getRecordComponents()[k].getAccessor();
        accessor.setAccessible(true);
        double expected = (Double) accessor.invoke(hvp) / (k == 2 ? 2 : 1);
        assertEquals(expected, c[k], k == 0 ? 0 : bound * (1 + Math.abs(expected)), e.method() + ", operand " + e.operand() + ", order " + k);
      }
    }
  }

  private static Object call(Class<?> owner, String name, Class<?>[] types, Object... args) throws ReflectiveOperationException {
    Method m = owner.getDeclaredMethod(name, types);
    m.setAccessible(true);
    return m.invoke(null, args);
  }
}
