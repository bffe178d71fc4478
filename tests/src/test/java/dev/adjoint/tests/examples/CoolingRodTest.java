package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.CoolingRod;
import org.junit.jupiter.api.Test;

/** Twenty states instead of everything: the same gradient, and memory that does not grow with the number of steps. */
class CoolingRodTest {

  @Test
  void memoryIsThatOfTheStatesAndTheGradientIsTheSame() {
    CoolingRod.run(100, new Printed().out);
    var few = new Printed();
    CoolingRod.run(2_000, few.out);
    var many = new Printed();
    double ratio = CoolingRod.run(20_000, many.out);
    assertEquals(many.number("stored: d/dslope (\\S+),"), many.number("kept:    d/dslope (\\S+),"));
    assertTrue(ratio > 500, "1/" + ratio + " of the memory");
    double bytes = many.number("kept: .* (\\d+) bytes");
    assertTrue(bytes < 100_000, bytes + " bytes");
    assertTrue(bytes < few.number("kept: .* (\\d+) bytes") + 10_000, "grows with the steps: " + bytes + " bytes");
  }
}
