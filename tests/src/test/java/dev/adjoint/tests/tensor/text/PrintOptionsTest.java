package dev.adjoint.tests.tensor.text;

import static dev.adjoint.runtime.tensor.PrintOptions.DEFAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.tensor.PrintOptions;
import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The options themselves: values, bounds, and the ones that toString uses. */
class PrintOptionsTest {
  @Test
  void theDefaultsArePyTorchs() {
    assertEquals(new PrintOptions(4, 1000, 3, 80, null), DEFAULT);
    assertEquals(DEFAULT, PrintOptions.standard());
  }

  @Test
  void eachCopyChangesOneOption() {
    assertEquals(new PrintOptions(2, 1000, 3, 80, null), DEFAULT.withPrecision(2));
    assertEquals(new PrintOptions(4, 5, 3, 80, null), DEFAULT.withThreshold(5));
    assertEquals(new PrintOptions(4, 1000, 6, 80, null), DEFAULT.withEdgeItems(6));
    assertEquals(new PrintOptions(4, 1000, 3, 7, null), DEFAULT.withLineWidth(7));
    assertEquals(new PrintOptions(4, 1000, 3, 80, true), DEFAULT.withScientific(true));
    assertEquals(DEFAULT, DEFAULT.withScientific(false).withScientific(null));
  }

  @Test
  void toStringUsesTheStandardOptionsOfTheProcess() {
    Tensor tensor = Tensor.of(0.25f, 0.5f);
    PrintOptions.setStandard(DEFAULT.withPrecision(1));
    try {
      assertEquals("tensor([0.2, 0.5])", tensor.toString());
    } finally {
      PrintOptions.setStandard(DEFAULT);
    }
    assertEquals("tensor([0.2500, 0.5000])", tensor.toString());
  }

  @Test
  void valuesOutOfBoundsAreRefusedByName() {
    assertRefused("precision -1", () -> DEFAULT.withPrecision(-1));
    assertRefused("threshold -1", () -> DEFAULT.withThreshold(-1));
    assertRefused("edgeItems -1", () -> DEFAULT.withEdgeItems(-1));
    assertRefused("lineWidth 0", () -> DEFAULT.withLineWidth(0));
    assertThrows(NullPointerException.class, () -> PrintOptions.setStandard(null));
    assertEquals(DEFAULT, PrintOptions.standard());
  }

  private static void assertRefused(String part, Runnable change) {
    String message = assertThrows(IllegalArgumentException.class, change::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aThousandElementsArePrintedInFullByDefaultAndOneMoreIsNot() {
    String full = Tensor.arange(1000).toString();
    assertTrue(full.contains("500,") && full.endsWith("999])") && !full.contains("..."), full);
    assertEquals("tensor([   0,    1,    2,  ...,  998,  999, 1000])", Tensor.arange(1001).toString());
  }

  @Test
  void summariesCanBeTurnedOff() {
    String full = Printing.printed(Tensor.arange(5000), DEFAULT.withThreshold(Integer.MAX_VALUE));
    assertTrue(full.contains("2500,") && full.endsWith("4999])") && !full.contains("..."), full);
  }
}
