package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorArithmetic;
import dev.adjoint.runtime.tensor.TensorComparisons;
import dev.adjoint.runtime.tensor.TensorFunctions;
import dev.adjoint.runtime.tensor.TensorIndexing;
import dev.adjoint.runtime.tensor.TensorProducts;
import dev.adjoint.runtime.tensor.TensorReductions;
import dev.adjoint.runtime.tensor.TensorViews;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No operation is without a check of its derivative, unless it is named here as one that has none. */
class EveryOperationTest {
  private static final List<Class<?>> FAMILIES = List.of(TensorArithmetic.class, TensorComparisons.class,
      TensorFunctions.class, TensorIndexing.class, TensorProducts.class, TensorReductions.class, TensorViews.class,
      NeuralNet.class);

  /** Static methods of {@link Tensor} that compute with tensors; the others create them. */
  private static final Set<String> STATIC = Set.of("where(Tensor, Tensor, Tensor)", "cat(List, int)", "stack(List, int)",
      "cat(int, Tensor[])", "stack(int, Tensor[])");

  /** Their results are truth values, positions, drawn, or Java's. */
  private static final Set<String> WITHOUT_DERIVATIVE = Set.of("self()",
      "eq(Tensor)", "eq(double)", "ne(Tensor)", "ne(double)", "lt(Tensor)", "lt(double)", "le(Tensor)", "le(double)",
      "gt(Tensor)", "gt(double)", "ge(Tensor)", "ge(double)", "isNaN()", "isFinite()", "logicalNot()",
      "logicalAnd(Tensor)", "logicalOr(Tensor)", "logicalXor(Tensor)", "equalTo(Tensor)",
      "allClose(Tensor, double, double)", "all()", "any()", "all(boolean, int[])", "any(boolean, int[])",
      "argmax()", "argmin()", "argmax(int, boolean)", "argmin(int, boolean)", "nonzero()", "oneHot(int)",
      "dropoutMask(Tensor, double, Generator)");

  private static String signature(Method method) {
    return Stream.of(method.getParameterTypes()).map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  @Test
  void eachOperationHasACase() {
    var operations = FAMILIES.stream().flatMap(family -> Stream.of(family.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(EveryOperationTest::signature).collect(Collectors.toCollection(TreeSet::new));
    operations.addAll(STATIC);
    operations.removeAll(WITHOUT_DERIVATIVE);
    assertEquals(operations,
        OperationDerivativesTest.cases().map(OperationCase::method).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void eachStaticOperationOfTensorIsKnown() {
    Set<String> computing = Stream.of(Tensor.class.getDeclaredMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
        .filter(m -> Stream.of(m.getParameterTypes()).anyMatch(t -> t == Tensor.class || t == Tensor[].class || t == java.util.List.class))
        .map(EveryOperationTest::signature).filter(s -> !s.contains("Like(")).collect(Collectors.toSet());
    assertEquals(STATIC, computing);
  }
}
