package dev.adjoint.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Op.UnaryKind;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule is complete, linear in its seed, and agrees with central differences. */
class RuleTableTest {
  private static final Class<?>[] FUNCTION_CLASSES = {Math.class, StrictMath.class};
  private static final Class<?>[] BOXES = {Double.class, Float.class, Integer.class, Long.class, Short.class, Byte.class,
      Character.class, Boolean.class};

  static Stream<Method> scalarMethods(Class<?>... classes) {
    return Stream.of(classes).flatMap(c -> Stream.of(c.getDeclaredMethods()))
        .filter(m -> Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers()))
        .filter(m -> m.getReturnType().isPrimitive())
        .filter(m -> Stream.of(m.getParameterTypes()).allMatch(Class::isPrimitive));
  }

  static Rule rule(Method method) {
    var types = new ArrayList<Type>();
    for (Class<?> c : method.getParameterTypes()) {
      types.add(Type.Primitive.valueOf(c.getName().toUpperCase(Locale.ROOT)));
    }
    return Rules.intrinsic(method.getDeclaringClass().getName(), method.getName(), types);
  }

  @Test
  void everyPublicMethodOfMathIsInTheTable() {
    for (Class<?> c : FUNCTION_CLASSES) {
      long all = Stream.of(c.getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers())).count();
      assertEquals(all, scalarMethods(c).count(), "all methods are functions of scalars");
      scalarMethods(c).forEach(m -> assertNotNull(rule(m), m.toString()));
    }
  }

  @Test
  void everyScalarMethodOfTheBoxesIsInTheTable() {
    scalarMethods(BOXES).forEach(m -> assertNotNull(rule(m), m.toString()));
  }

  @Test
  void anUnknownMethodHasNoRule() {
    assertNull(Rules.intrinsic("java.lang.Math", "sine", List.of(Type.DOUBLE)));
    assertNull(Rules.intrinsic("java.lang.System", "exp", List.of(Type.DOUBLE)));
    assertNull(Rules.intrinsic("my.Math", "exp", List.of(Type.DOUBLE)));
    assertNull(Rules.intrinsic("java.lang.Double", "valueOf", List.of(Type.DOUBLE)));
  }

  @Test
  void pullsStandForFloatingOperandsOnly() {
    scalarMethods(FUNCTION_CLASSES).forEach(m -> {
      if (rule(m) instanceof Rule.Smooth s) {
        assertEquals(m.getParameterCount(), s.pulls().size(), m.toString());
        for (int i = 0; i < m.getParameterCount(); i++) {
          Class<?> type = m.getParameterTypes()[i];
          assertEquals(type == double.class || type == float.class, s.pulls().get(i) != null, m.toString());
        }
      }
    });
  }

  @Test
  void integralMethodsAreInactive() {
    scalarMethods(FUNCTION_CLASSES).filter(m -> m.getParameterCount() > 0)
        .filter(m -> Stream.of(m.getParameterTypes()).noneMatch(t -> t == double.class || t == float.class))
        .forEach(m -> assertInstanceOf(Rule.Inactive.class, rule(m), m.toString()));
  }

  @Test
  void anIntegralResultOfAFloatingArgumentIsLostOrSaidToBeZero() {
    scalarMethods(Math.class, StrictMath.class, Double.class, Float.class)
        .filter(m -> Stream.of(m.getParameterTypes()).anyMatch(t -> t == double.class || t == float.class))
        .filter(m -> m.getReturnType() != double.class && m.getReturnType() != float.class)
        .forEach(m -> assertTrue(switch (rule(m)) {
          case Rule.Lost r -> true;
          case Rule.Zero r -> r.warn();
          case Rule.Inactive r -> Set.of("compare", "isNaN", "isFinite", "isInfinite").contains(m.getName());
          case Rule.Smooth r -> false;
          case Rule.Refused r -> false;
        }, m.toString()));
  }

  @Test
  void floatOverloadsHaveTheRulesOfDouble() {
    var d = List.<Type>of(Type.DOUBLE);
    var f = List.<Type>of(Type.FLOAT);
    for (String name : List.of("abs", "signum", "ulp", "getExponent", "nextUp", "nextDown", "round")) {
      assertSame(Rules.intrinsic("java.lang.Math", name, d), Rules.intrinsic("java.lang.Math", name, f), name);
    }
  }

  @Test
  void detachHasAZeroDerivativeWithoutAWarning() {
    var rule = assertInstanceOf(Rule.Zero.class,
        Rules.intrinsic("dev.adjoint.annotations.Adjoint", "detach", List.of(Type.DOUBLE)));
    assertEquals(false, rule.warn());
  }

  @Test
  void straightThroughHasTheDerivativeOfItsSecondArgument() {
    var rule = assertInstanceOf(Rule.Smooth.class,
        Rules.intrinsic("dev.adjoint.annotations.Adjoint", "straightThrough", List.of(Type.DOUBLE, Type.DOUBLE)));
    assertTrue(rule.pulls().get(0).isZero() && rule.pulls().get(1).isPlainSeed());
  }

  @Test
  void onlyRandomIsNotPure() {
    scalarMethods(FUNCTION_CLASSES).forEach(m -> assertEquals(!m.getName().equals("random"),
        Rules.isPure(m.getDeclaringClass().getName(), m.getName(),
            Stream.of(m.getParameterTypes()).<Type>map(t -> t == long.class ? Type.LONG : t == int.class ? Type.INT
                : t == float.class ? Type.FLOAT : Type.DOUBLE).toList()), m.toString()));
  }

  @Test
  void readsAreThoseOfTheFormula() {
    var exp = (Rule.Smooth) Rules.intrinsic("java.lang.Math", "exp", List.of(Type.DOUBLE));
    assertEquals(new Rules.Reads(Set.of(), true), Rules.reads(exp.pulls().getFirst()));
    var times = (Rule.Smooth) Rules.binary(BinaryKind.MUL, Type.DOUBLE);
    assertEquals(new Rules.Reads(Set.of(1), false), Rules.reads(times.pulls().getFirst()));
    var plus = (Rule.Smooth) Rules.binary(BinaryKind.ADD, Type.DOUBLE);
    assertEquals(new Rules.Reads(Set.of(), false), Rules.reads(plus.pulls().getFirst()));
    var pow = (Rule.Smooth) Rules.intrinsic("java.lang.Math", "pow", List.of(Type.DOUBLE, Type.DOUBLE));
    assertEquals(new Rules.Reads(Set.of(0, 1), false), Rules.reads(pow.pulls().getFirst()));
    assertEquals(new Rules.Reads(Set.of(0, 1), true), Rules.reads(pow.pulls().getLast()));
  }

  @Test
  void methodsAgreeWithCentralDifferences() {
    var random = new Random(1);
    scalarMethods(FUNCTION_CLASSES).filter(m -> m.getParameterTypes().length > 0
        && m.getParameterTypes()[0] == double.class).forEach(m -> {
          if (rule(m) instanceof Rule.Smooth s) {
            for (int i = 0; i < 200; i++) {
              compare(s, m.getDeclaringClass(), point(m.getName(), random),
                  a -> Evaluation.call(m.getDeclaringClass(), m.getName(), a), random);
            }
          }
        });
  }

  @Test
  void operatorsAgreeWithCentralDifferences() {
    var random = new Random(2);
    for (var kind : List.of(BinaryKind.ADD, BinaryKind.SUB, BinaryKind.MUL, BinaryKind.DIV, BinaryKind.REM)) {
      var rule = (Rule.Smooth) Rules.binary(kind, Type.DOUBLE);
      assertSame(rule, Rules.binary(kind, Type.FLOAT));
      for (int i = 0; i < 200; i++) {
        compare(rule, Math.class, point(kind.name(), random), a -> Evaluation.arithmetic(kind, a[0], a[1]), random);
      }
    }
    compare((Rule.Smooth) Rules.unary(UnaryKind.NEG), Math.class, new double[] {1.5}, a -> -a[0], random);
    assertInstanceOf(Rule.Inactive.class, Rules.binary(BinaryKind.LT, Type.DOUBLE));
    assertInstanceOf(Rule.Inactive.class, Rules.binary(BinaryKind.DIV, Type.INT));
    assertInstanceOf(Rule.Inactive.class, Rules.unary(UnaryKind.NOT));
  }

  @Test
  void sumsOfBoxesAgreeWithCentralDifferences() {
    var rule = (Rule.Smooth) Rules.intrinsic("java.lang.Double", "sum", List.of(Type.DOUBLE, Type.DOUBLE));
    compare(rule, Math.class, new double[] {1, 2}, a -> a[0] + a[1], new Random(3));
  }

  @Test
  void stepFunctionsAreFlatBetweenTheirSteps() {
    var random = new Random(4);
    for (String name : List.of("floor", "ceil", "rint", "signum", "ulp", "getExponent")) {
      assertInstanceOf(Rule.Zero.class, Rules.intrinsic("java.lang.Math", name, List.of(Type.DOUBLE)));
      for (int i = 0; i < 50; i++) {
        double x = random.nextInt(-5, 5) + random.nextDouble(0.1, 0.4);
        assertEquals(Evaluation.call(Math.class, name, x - 1e-9), Evaluation.call(Math.class, name, x + 1e-9), name);
      }
    }
  }

  /** Central differences with a step that balances rounding (1e-11) and truncation (1e-10 times the third derivative). */
  private static void compare(Rule.Smooth rule, Class<?> owner, double[] at, ToDoubleFunction<double[]> f,
      Random random) {
    double seed = random.nextDouble(0.5, 2) * (random.nextBoolean() ? 1 : -1);
    double result = f.applyAsDouble(at);
    for (int i = 0; i < at.length; i++) {
      if (rule.pulls().get(i) == null) {
        continue;
      }
      double h = 1e-5;
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += h;
      down[i] -= h;
      double expected = seed * ((f.applyAsDouble(up) - f.applyAsDouble(down)) / (up[i] - down[i]));
      double actual = Evaluation.pull(rule, i, owner, at, result, seed);
      String where = rule.name() + " at " + Arrays.toString(at) + ", operand " + i;
      assertEquals(expected, actual, 2e-7 * (1 + Math.abs(expected)), where);
      assertEquals(2 * actual, Evaluation.pull(rule, i, owner, at, result, 2 * seed), 1e-14 * Math.abs(actual), where);
      assertEquals(0, Math.abs(Evaluation.pull(rule, i, owner, at, result, 0)), where);
    }
  }

  /** A random point in the interior of the function's domain, off its kinks and jumps. */
  private static double[] point(String name, Random random) {
    double sign = random.nextBoolean() ? 1 : -1;
    return switch (name) {
      case "log", "log10", "sqrt" -> new double[] {random.nextDouble(0.3, 5)};
      case "log1p" -> new double[] {random.nextDouble(-0.7, 4)};
      case "asin", "acos" -> new double[] {random.nextDouble(-0.9, 0.9)};
      case "cbrt", "abs" -> new double[] {sign * random.nextDouble(0.3, 4)};
      case "tan" -> new double[] {random.nextDouble(-1.2, 1.2)};
      case "pow" -> new double[] {random.nextDouble(0.4, 3), random.nextDouble(-3, 3)};
      case "DIV", "hypot", "atan2" -> new double[] {random.nextDouble(-3, 3), sign * random.nextDouble(0.4, 3)};
      // quotient n + fraction, the fraction off the jump of either remainder
      case "REM", "IEEEremainder" -> {
        double y = sign * random.nextDouble(0.7, 3);
        double quotient = random.nextInt(1, 6) + (random.nextBoolean() ? 0.25 : 0.75);
        yield new double[] {(random.nextBoolean() ? 1 : -1) * quotient * y, y};
      }
      case "max", "min" -> {
        double x = random.nextDouble(-3, 3);
        yield new double[] {x, x + sign * random.nextDouble(0.1, 1)};
      }
      case "clamp" -> new double[] {random.nextInt(-2, 3) * 0.7, -1, 0.9};
      case "copySign" -> new double[] {sign * random.nextDouble(0.3, 4), random.nextBoolean() ? 2 : -2};
      case "scalb" -> new double[] {random.nextDouble(-2, 2), random.nextInt(-3, 4)};
      case "fma" -> new double[] {random.nextDouble(-2, 2), random.nextDouble(-2, 2), random.nextDouble(-2, 2)};
      case "ADD", "SUB", "MUL", "nextAfter" -> new double[] {random.nextDouble(-2, 2), random.nextDouble(3, 4)};
      default -> new double[] {random.nextDouble(-2, 2)};
    };
  }
}
