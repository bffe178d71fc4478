package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The conformance test passes what is right, and finds one wrong element in any kernel. */
final class ConformanceHarnessTest {

  private static List<DynamicTest> tests(String faultyKernel) {
    return BackendConformanceTest.families(new FaultyBackend(faultyKernel)).values().stream().flatMap(List::stream)
        .toList();
  }

  @Test
  void aRightBackendPasses() throws Throwable {
    for (DynamicTest test : tests("")) {
      test.getExecutable().execute();
    }
  }

  @TestFactory
  Stream<DynamicTest> aWrongElementIsFoundInEveryKernel() {
    var kernels = new ArrayList<String>();
    for (Enum<?>[] ops : List.of(UnaryOp.values(), BinaryOp.values(), TernaryOp.values(), CompareOp.values(),
        ReduceOp.values())) {
      for (Enum<?> op : ops) {
        kernels.add(op.name());
      }
    }
    kernels.addAll(List.of("where", "softmax", "softmaxPull", "cumsum", "matmul", "gather", "scatterAdd", "indexSelect",
        "indexAdd", "unfold", "fold", "maxPool", "uniform", "normal", "copy", "fill"));
    return kernels.stream().map(kernel -> dynamicTest(kernel, () -> {
      List<DynamicTest> ofKernel = tests(kernel).stream()
          .filter(test -> test.getDisplayName().split("[ ,]")[0].equals(kernel)).toList();
      assertTrue(!ofKernel.isEmpty(), "no test is named after " + kernel);
      for (DynamicTest test : ofKernel) {
        assertTrue(fails(test), () -> "no complaint from " + test.getDisplayName());
      }
    }));
  }

  private static boolean fails(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return false;
    } catch (AssertionError _) {
      return true;
    } catch (Throwable e) {
      throw new AssertionError(test.getDisplayName() + " broke off", e);
    }
  }
}
