package dev.adjoint.tests.tensor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.tensor.PrintOptions;
import dev.adjoint.runtime.tensor.Tensor;

/** Prints tensors with options, which are put back afterwards. */
final class Printing {
  private Printing() {}

  static void assertPrints(String expected, Tensor tensor) {
    assertPrints(expected, tensor, PrintOptions.DEFAULT);
  }

  static void assertPrints(String expected, Tensor tensor, PrintOptions options) {
    assertEquals(expected, printed(tensor, options));
  }

  static String printed(Tensor tensor, PrintOptions options) {
    PrintOptions before = PrintOptions.standard();
    PrintOptions.setStandard(options);
    try {
      return tensor.toString();
    } finally {
      PrintOptions.setStandard(before);
    }
  }
}
