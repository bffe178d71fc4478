package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensorcompiler.RuleMethods.Place;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of the runtime, through a generated method that does nothing but call it. */
class RuleTest {
  private static final double STEP = 1e-6;

  /** A check of one generated method at one point. */
  private interface Check {
    void at(CompiledMethods methods, Place place, Object[] arguments);
  }

  /** The methods of single rules. */
  Map<TensorRule, Place> ofRules() {
    return RuleMethods.OF_RULES;
  }

  /** The methods of operations with all their operands. */
  Map<Method, Place> ofOriginals() {
    return RuleMethods.OF_ORIGINALS;
  }

  /** Arguments by operation. */
  Map<String, List<Object[]>> operands() {
    return RuleOperands.table();
  }

  private Stream<DynamicTest> ofEach(Check check) {
    Map<String, List<Object[]>> operands = operands();
    var places = new ArrayList<Place>(ofRules().values());
    places.addAll(ofOriginals().values());
    return places.stream().map(place -> DynamicTest.dynamicTest(
        TensorRule.signature(place.original()) + " by " + String.join(", ", place.wrt()), () -> {
          for (Object[] arguments : operands.get(TensorRule.signature(place.original()))) {
            if (mayMove(place, arguments)) {
              check.at(RuleMethods.at(place), place, arguments);
            }
          }
        }));
  }

  /** An operand of whole numbers does not move: derivatives by the others are then looked at. */
  private static boolean mayMove(Place place, Object[] arguments) {
    return place.operands().stream().allMatch(i -> !(arguments[i] instanceof Tensor t) || t.dtype().isFloating());
  }

  @Test
  void everyRuleIsTried() {
    Map<String, List<Object[]>> operands = operands();
    assertEquals(ofRules().keySet().stream().map(rule -> TensorRule.signature(rule.original()))
        .collect(Collectors.toCollection(TreeSet::new)), new TreeSet<>(operands.keySet()));
    ofRules().values().forEach(place -> assertTrue(operands.get(TensorRule.signature(place.original())).stream()
        .anyMatch(arguments -> mayMove(place, arguments)), place::toString));
  }

  @TestFactory
  Stream<DynamicTest> reverseModeIsTheEagerGraphToTheLastBit() {
    return ofEach((methods, place, arguments) -> {
      sameAsEager(methods, place, arguments);
      sameAsEager(methods, place, inFloat32(arguments));
    });
  }

  private static Object[] inFloat32(Object[] arguments) {
    return Stream.of(arguments)
        .map(a -> a instanceof Tensor t && t.dtype() == DType.FLOAT64 ? t.to(DType.FLOAT32) : a).toArray();
  }

  private static void sameAsEager(CompiledMethods methods, Place place, Object[] arguments) {
    Object[] leaves = arguments.clone();
    for (int operand : place.operands()) {
      // What was a view or not contiguous stays so.
      leaves[operand] = leaves[operand] instanceof Tensor t ? t.detach().requiresGrad_() : leaves[operand];
    }
    Object value = methods.call(place.name(), leaves);
    if (!(value instanceof Tensor result)) {
      return;
    }
    Tensor seed = Bits.normalLike(new Generator(5), result);
    boolean recorded = result.requiresGrad();
    if (recorded) {
      result.backward(seed);
    }
    List<Object> components = methods.components(place.name() + "Vjp", with(arguments, seed));
    Bits.assertSame(result, (Tensor) components.getFirst(), "value");
    for (int i = 0; i < place.operands().size(); i++) {
      if (recorded && leaves[place.operands().get(i)] instanceof Tensor leaf) {
        Bits.assertSame(leaf.grad(), (Tensor) components.get(i + 1), place.wrt().get(i) + " " + describe(arguments));
      }
    }
  }

  private static Object[] with(Object[] arguments, Object... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
  }

  private static String describe(Object[] arguments) {
    return Stream.of(arguments).map(a -> a instanceof Tensor t ? t.dtype() + "" + t.shape() : String.valueOf(a))
        .collect(Collectors.joining(", "));
  }

  @TestFactory
  Stream<DynamicTest> reverseModeIsTheLimitOfDifferences() {
    return ofEach((methods, place, arguments) -> {
      var g = new Generator(6);
      Object[] tangents = tangents(g, place, arguments);
      Object above = methods.call(place.name(), moved(arguments, place, tangents, STEP));
      if (isFloat32(above) || holdsFloat32(arguments)) {
        // Seven digits tell nothing of differences.
        return;
      }
      Object below = methods.call(place.name(), moved(arguments, place, tangents, -STEP));
      Object seed = seed(g, above);
      double difference = (product(seed, above) - product(seed, below)) / (2 * STEP);
      List<Object> r = methods.components(place.name() + "Vjp", with(arguments, seed));
      double derivative = 0;
      double scale = 1e-3 + Math.abs(product(seed, above));
      for (int i = 0; i < tangents.length; i++) {
        derivative += product(r.get(i + 1), tangents[i]);
      }
      Bits.assertClose(difference, derivative, 1e-6, scale, describe(arguments));
    });
  }

  @TestFactory
  Stream<DynamicTest> forwardAndReverseModeAgreeInADotProduct() {
    return ofEach((methods, place, arguments) -> {
      var g = new Generator(7);
      Object[] tangents = tangents(g, place, arguments);
      List<Object> forward = methods.components(place.name() + "Jvp", with(arguments, tangents));
      Object seed = seed(g, forward.getFirst());
      List<Object> reverse = methods.components(place.name() + "Vjp", with(arguments, seed));
      if (forward.getFirst() instanceof Tensor value) {
        Bits.assertSame(value, (Tensor) reverse.getFirst(), "value");
        assertEquals(value.form(), ((Tensor) forward.get(1)).form(), "form of the tangent, " + describe(arguments));
      }
      double left = product(seed, forward.get(1));
      double right = 0;
      double scale = 1e-300;
      for (int i = 0; i < tangents.length; i++) {
        right += product(reverse.get(i + 1), tangents[i]);
        scale += magnitude(reverse.get(i + 1), tangents[i]);
      }
      boolean inexact = holdsFloat32(arguments) || isFloat32(forward.getFirst());
      Bits.assertClose(left, right, inexact ? 1e-6 : 1e-13, scale, describe(arguments));
    });
  }

  @TestFactory
  Stream<DynamicTest> aZeroSeedGivesExactZeros() {
    return ofEach((methods, place, arguments) -> {
      Object value = methods.call(place.name(), arguments);
      Object seed = value instanceof Tensor t ? Tensor.zerosLike(t) : (Object) 0.0;
      List<Object> r = methods.components(place.name() + "Vjp", with(arguments, seed));
      for (int i = 0; i < place.wrt().size(); i++) {
        Object adjoint = r.get(i + 1);
        boolean zero = adjoint instanceof Tensor t ? t.eq(0).all().itemBoolean() : (double) adjoint == 0;
        assertTrue(zero, place.wrt().get(i) + " " + describe(arguments) + ": " + adjoint);
      }
    });
  }

  private static boolean holdsFloat32(Object[] arguments) {
    return Stream.of(arguments).anyMatch(RuleTest::isFloat32);
  }

  private static boolean isFloat32(Object value) {
    return value instanceof Tensor t && t.dtype() == DType.FLOAT32;
  }

  /** A tangent for each operand, in the order of the parameters. */
  private static Object[] tangents(Generator g, Place place, Object[] arguments) {
    return place.operands().stream().map(i -> seed(g, arguments[i])).toArray();
  }

  private static Object seed(Generator g, Object value) {
    return value instanceof Tensor t ? (Object) Bits.normalLike(g, t)
        : g.normal(DType.FLOAT64, dev.adjoint.runtime.array.Shape.SCALAR).item();
  }

  private static Object[] moved(Object[] arguments, Place place, Object[] tangents, double step) {
    Object[] moved = arguments.clone();
    for (int i = 0; i < tangents.length; i++) {
      int operand = place.operands().get(i);
      moved[operand] = moved[operand] instanceof Tensor t ? t.addScaled(step, (Tensor) tangents[i])
          : (Object) ((double) moved[operand] + step * (double) tangents[i]);
    }
    return moved;
  }

  private static double product(Object a, Object b) {
    return a instanceof Tensor x ? Bits.dot(x, (Tensor) b) : (double) a * (double) b;
  }

  private static double magnitude(Object a, Object b) {
    return a instanceof Tensor x ? Bits.dot(x.abs(), ((Tensor) b).abs()) : Math.abs((double) a * (double) b);
  }
}
