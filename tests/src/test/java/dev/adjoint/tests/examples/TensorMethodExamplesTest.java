package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.tensormethods.Attention;
import dev.adjoint.examples.tensormethods.DeepLoss;
import dev.adjoint.examples.tensormethods.Recurrent;
import dev.adjoint.examples.tensormethods.TensorDoubling;
import dev.adjoint.examples.tensormethods.TinyLoss;
import org.junit.jupiter.api.Test;

/** The methods on tensors compute what they say, by their generated derivatives. */
class TensorMethodExamplesTest {
  private final Printed printed = new Printed();

  @Test
  void theDoublingLoopHasTheTutorialsGradientAndIsOneNode() {
    TensorDoubling.run(printed.out);
    assertEquals(102.4, printed.number("x.grad = tensor\\(\\[\\s*(\\S+),"), 1e-4);
    assertEquals(0.1024, printed.number("x.grad = tensor\\(\\[.*,\\s*(\\S+)\\]"), 1e-6);
    assertTrue(printed.text().contains("y.grad_fn = <DoubledBackward>"), printed.text());
    assertTrue(printed.text().contains("the same from the graph: true"), printed.text());
  }

  @Test
  void theTinyLossFallsToNothing() {
    double first = TinyLoss.train(printed.out).getFirst();
    assertEquals(first, printed.number("epoch   0: loss (\\S+)"), 1e-4);
    assertTrue(first > 100 && printed.number("epoch  60: loss (\\S+)") < 1e-3, printed.text());
  }

  @Test
  void theDeepNetworkLearnsASine() {
    double last = DeepLoss.train(printed.out);
    assertEquals(last, printed.number("step 2000: loss (\\S+)"), 1e-6);
    assertTrue(last < printed.number("step    0: loss (\\S+)") / 20, printed.text());
  }

  @Test
  void aTokenDependsOnThoseBeforeItAndOnNoneAfterIt() {
    double[] influence = Attention.influence(2, printed.out);
    for (int t = 0; t < influence.length; t++) {
      double shown = printed.number("token " + t + ": (\\S+)");
      assertEquals(influence[t], shown, 1e-4);
      assertEquals(t <= 2, shown > 0, printed.text());
    }
  }

  @Test
  void theRecurrentNetworkLearnsToAddSequencesOfAnyLength() {
    Recurrent.train(printed.out);
    double first = printed.number("first hundred (\\S+),");
    assertTrue(printed.number("last hundred (\\S+)") < first / 10, printed.text());
  }
}
