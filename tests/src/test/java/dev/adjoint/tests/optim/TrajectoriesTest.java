package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.AdamW;
import dev.adjoint.runtime.optim.Optimizer;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Twenty steps of each optimizer with each option end where PyTorch's end, and pass the same points. */
class TrajectoriesTest {
  static Optimizer optimizer(String name, JsonNode options, List<Tensor> parameters) {
    return switch (name) {
      case "SGD" -> new Sgd(parameters, Sgd.options()
          .learningRate(options.get("lr").asDouble())
          .momentum(Golden.number(options, "momentum", 0))
          .dampening(Golden.number(options, "dampening", 0))
          .weightDecay(Golden.number(options, "weight_decay", 0))
          .nesterov(Golden.flag(options, "nesterov"))
          .maximize(Golden.flag(options, "maximize")));
      case "Adam" -> new Adam(parameters, adam(options, Adam.options()));
      case "AdamW" -> new AdamW(parameters, adam(options, AdamW.options()));
      default -> throw new AssertionError(name);
    };
  }

  static Adam.Options adam(JsonNode options, Adam.Options standard) {
    JsonNode betas = options.path("betas");
    return standard
        .learningRate(options.get("lr").asDouble())
        .betas(betas.path(0).asDouble(standard.beta1()), betas.path(1).asDouble(standard.beta2()))
        .epsilon(Golden.number(options, "eps", standard.epsilon()))
        .weightDecay(Golden.number(options, "weight_decay", standard.weightDecay()))
        .amsgrad(Golden.flag(options, "amsgrad"))
        .maximize(Golden.flag(options, "maximize"));
  }

  @TestFactory
  Stream<DynamicTest> everyStepIsPyTorchs() {
    JsonNode golden = Golden.read("optim/optimizers.json");
    return StreamSupport.stream(golden.get("cases").spliterator(), false).map(expected -> {
      String name = expected.get("optimizer").asText() + " " + expected.get("options");
      return DynamicTest.dynamicTest(name, () -> {
        var fit = new Fit(golden);
        Optimizer optimizer = optimizer(expected.get("optimizer").asText(), expected.get("options"), fit.parameters());
        for (int i = 0; i < expected.get("losses").size(); i++) {
          double loss = optimizer.step(fit.closure(optimizer)).item();
          assertEquals(expected.get("losses").get(i).asDouble(), loss, 1e-11, "loss before step " + i);
          Golden.assertClose(Golden.doubles(expected.get("points").get(i)), fit.point(), 1e-11, "after step " + i);
        }
      });
    });
  }
}
