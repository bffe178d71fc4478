package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.autograd.GradCheck;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The derivative and the second derivative of every operation against central differences, with seeds that are zero,
 * missing, expanded and not contiguous.
 */
class OperationDerivativesTest {
  static Stream<OperationCase> cases() {
    return Stream.of(ArithmeticCases.all(), FunctionCases.all(), ReductionCases.all(), ShapeCases.all(),
        NeuralNetCases.all()).flatMap(List::stream);
  }

  @TestFactory
  Stream<DynamicTest> derivativesAreThoseOfDifferences() {
    return cases().map(c -> DynamicTest.dynamicTest(c.label(),
        () -> GradCheck.gradcheck(c.function(), c.inputs(), c.options())));
  }

  @TestFactory
  Stream<DynamicTest> secondDerivativesAreThoseOfDifferences() {
    return cases().map(c -> DynamicTest.dynamicTest(c.label(),
        () -> GradCheck.gradgradcheck(c.function(), c.inputs(), c.options())));
  }
}
