package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensorcompiler.RuleMethods.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of docs/semantics.md, element by element, in generated code: in reverse mode, forward mode, and eagerly. */
class TensorKinksTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  /**
   * Where an operation of one or two tensors has a kink or a singular point.
   *
   * @param derivatives by the first operand, then by the second if there are two
   */
  private record Point(String signature, List<Object> arguments, double... derivatives) {
    Object[] tensors() {
      return arguments.stream().map(a -> a instanceof Number n && !(a instanceof Long) ? Tensor.of(n.doubleValue()) : a)
          .toArray();
    }
  }

  /** A number stands for a tensor of one element. */
  private static Point at(String signature, List<Object> arguments, double... derivatives) {
    return new Point(signature, arguments, derivatives);
  }

  private static List<Point> points() {
    var points = new ArrayList<>(List.of(
        at("abs()", List.of(0.0), 0), at("abs()", List.of(-0.0), 0),
        at("sign()", List.of(0.0), 0), at("relu()", List.of(0.0), 0), at("relu()", List.of(-0.0), 0),
        at("floor()", List.of(2.0), 0), at("ceil()", List.of(2.0), 0), at("round()", List.of(2.5), 0),
        at("sqrt()", List.of(0.0), INF), at("sqrt()", List.of(-0.0), INF),
        at("log()", List.of(0.0), INF), at("log1p()", List.of(-1.0), INF),
        at("rsqrt()", List.of(0.0), -INF), at("reciprocal()", List.of(0.0), -INF),
        at("maximum(Tensor)", List.of(1.0, 1.0), 1, 0), at("minimum(Tensor)", List.of(1.0, 1.0), 1, 0),
        at("maximum(Tensor)", List.of(0.0, -0.0), 1, 0), at("minimum(Tensor)", List.of(0.0, -0.0), 1, 0),
        at("maximum(Tensor)", List.of(NAN, 1.0), NAN, 0), at("maximum(Tensor)", List.of(1.0, NAN), 0, NAN),
        at("minimum(Tensor)", List.of(NAN, 1.0), NAN, 0), at("minimum(Tensor)", List.of(1.0, NAN), 0, NAN),
        at("div(Tensor)", List.of(1.0, 0.0), INF, -INF), at("atan2(Tensor)", List.of(0.0, 0.0), NAN, NAN),
        at("remainder(Tensor)", List.of(7.0, 2.0), 1, -3), at("remainder(Tensor)", List.of(-7.0, 2.0), 1, 4)));
    double[][] pow = {{0, 2, 0, 0}, {0, 1, 1, 0}, {0, 0, 0, NAN}, {0, -1, -INF, NAN}, {0, 0.5, INF, 0}, {0, 3.5, 0, 0}};
    for (double[] p : pow) {
      points.add(at("pow(Tensor)", List.of(p[0], p[1]), p[2], p[3]));
    }
    return points;
  }

  private static Place byOperand(String signature, int operand) {
    return RuleMethods.OF_RULES.values().stream()
        .filter(p -> TensorRule.signature(p.original()).equals(signature) && p.operands().equals(List.of(operand)))
        .findFirst().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> derivativesAreThoseOfTheTable() {
    return points().stream().map(point -> DynamicTest.dynamicTest(point.signature() + " at " + point.arguments(), () -> {
      for (int i = 0; i < point.derivatives().length; i++) {
        Place place = byOperand(point.signature(), i);
        CompiledMethods methods = RuleMethods.at(place);
        double expected = point.derivatives()[i];
        assertEquals(expected, adjoint(methods, place, point, 1), 0.0, "reverse, operand " + i);
        assertEquals(0.0, adjoint(methods, place, point, 0), 0.0, "reverse for a zero seed, operand " + i);
        assertEquals(expected, tangent(methods, place, point, 1), 0.0, "forward, operand " + i);
        assertEquals(0.0, tangent(methods, place, point, 0), 0.0, "forward for a zero tangent, operand " + i);
        Object[] leaves = point.tensors();
        ((Tensor) leaves[i]).requiresGrad_();
        Tensor value = (Tensor) methods.call(place.name(), leaves);
        value.backward(Tensor.onesLike(value));
        assertEquals(expected, ((Tensor) leaves[i]).grad().item(), 0.0, "eagerly, operand " + i);
      }
    }));
  }

  private static double adjoint(CompiledMethods methods, Place place, Point point, double seed) {
    var arguments = new ArrayList<>(Arrays.asList(point.tensors()));
    arguments.add(Tensor.of(seed));
    return ((Tensor) methods.components(place.name() + "Vjp", arguments.toArray()).get(1)).item();
  }

  private static double tangent(CompiledMethods methods, Place place, Point point, double tangent) {
    var arguments = new ArrayList<>(Arrays.asList(point.tensors()));
    arguments.add(Tensor.of(tangent));
    return ((Tensor) methods.components(place.name() + "Jvp", arguments.toArray()).get(1)).item();
  }

  private static Tensor vjp(String signature, Tensor seed, Object... arguments) {
    Place place = byOperand(signature, 0);
    Object[] all = Stream.concat(Stream.of(arguments), Stream.of(seed)).toArray();
    return (Tensor) RuleMethods.at(place).components(place.name() + "Vjp", all).get(1);
  }

  private static Tensor jvp(String signature, Object... argumentsAndTangent) {
    Place place = byOperand(signature, 0);
    return (Tensor) RuleMethods.at(place).components(place.name() + "Jvp", argumentsAndTangent).get(1);
  }

  @Test
  void clampHasDerivativeOneOnItsBounds() {
    Tensor x = Tensor.of(-2.0, -1.0, 0.0, 1.0, 2.0);
    Bits.assertSame(Tensor.of(0.0, 1.0, 1.0, 1.0, 0.0), vjp("clamp(double, double)", Tensor.onesLike(x), x, -1.0, 1.0), "clamp");
  }

  @Test
  void powWithANumberHasTheTablesDerivatives() {
    Tensor zero = Tensor.of(0.0);
    double[][] table = {{2, 0}, {1, 1}, {0, 0}, {-1, -INF}, {0.5, INF}, {3.5, 0}};
    for (double[] row : table) {
      assertEquals(row[1], vjp("pow(double)", Tensor.of(1.0), zero, row[0]).item(), 0.0, "exponent " + row[0]);
      assertEquals(0.0, vjp("pow(double)", Tensor.of(0.0), zero, row[0]).item(), 0.0, "exponent " + row[0]);
      assertEquals(row[1], jvp("pow(double)", zero, row[0], Tensor.of(1.0)).item(), 0.0, "exponent " + row[0]);
    }
  }

  @Test
  void theNormOfZerosHasDerivativeZero() {
    Tensor x = Tensor.zeros(DType.FLOAT64, 3);
    assertZeros(vjp("norm()", Tensor.scalar(1.0), x));
    assertZeros(jvp("norm()", x, Tensor.of(1.0, 2.0, 3.0)));
    Tensor rows = Tensor.of(new double[][] {{0, 0}, {3, 4}});
    Bits.assertSame(Tensor.of(new double[][] {{0, 0}, {0.6, 0.8}}),
        vjp("norm(boolean, int[])", Tensor.of(1.0, 1.0), rows, false, new int[] {1}), "rows");
  }

  private static void assertZeros(Tensor actual) {
    assertTrue(actual.eq(0).all().itemBoolean(), actual::toString);
  }

  @Test
  void theGreatestOfEqualsIsTheFirst() {
    Tensor x = Tensor.of(1.0, 3.0, 3.0);
    Bits.assertSame(Tensor.of(0.0, 1.0, 0.0), vjp("max()", Tensor.scalar(1.0), x), "max");
    Bits.assertSame(Tensor.of(1.0, 0.0, 0.0), vjp("min()", Tensor.scalar(1.0), Tensor.of(1.0, 1.0, 3.0)), "min");
    assertEquals(5.0, jvp("max()", x, Tensor.of(4.0, 5.0, 6.0)).item());
  }

  @Test
  void softmaxAndItsLogarithmStayFiniteForGreatDifferences() {
    Tensor x = Tensor.of(-1e3, 0.0, 1e3);
    for (String name : List.of("softmax(int)", "logSoftmax(int)")) {
      assertTrue(vjp(name, Tensor.of(1.0, 2.0, 3.0), x, 0).isFinite().all().itemBoolean(), name);
      assertTrue(jvp(name, x, 0, Tensor.of(1.0, 2.0, 3.0)).isFinite().all().itemBoolean(), name);
    }
    Tensor masked = Tensor.of(-INF, 0.0, 1.0);
    assertEquals(0.0, vjp("softmax(int)", Tensor.of(1.0, 2.0, 3.0), masked, 0).select(0, 0).item(), 0.0);
    Tensor none = Tensor.of(-INF, -INF);
    Bits.assertSame(Tensor.of(0.0, 0.0), vjp("logsumexp(int[])", Tensor.scalar(1.0), none, new int[] {0}), "logsumexp");
  }
}
