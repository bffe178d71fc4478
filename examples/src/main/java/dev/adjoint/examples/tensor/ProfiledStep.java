package dev.adjoint.examples.tensor;

import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.profile.Averages;
import dev.adjoint.runtime.profile.Profiler;
import dev.adjoint.runtime.profile.SortBy;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;

/** Where the time of {@link TinyModel}'s training goes. */
public final class ProfiledStep {
  private static final int WARM_UP = 50, STEPS = 10, ROWS = 12;

  private ProfiledStep() {}

  /** Trains ten steps under the profiler and prints its table, the most expensive operations first. */
  public static Averages run(PrintStream out) {
    var generator = new Generator(1);
    var model = new TinyModel(generator);
    Tensor inputs = Tensor.randn(generator, 16, TinyModel.INPUTS);
    Tensor ideal = Tensor.randn(generator, 16, TinyModel.OUTPUTS);
    var optimizer = new Sgd(model.parameters(), Sgd.options().learningRate(0.001).momentum(0.9));
    for (int i = 0; i < WARM_UP; i++) {
      step(model, inputs, ideal, optimizer);
    }
    try (var profiler = Profiler.start(Profiler.options().recordMemory(true))) {
      for (int i = 0; i < STEPS; i++) {
        step(model, inputs, ideal, optimizer);
      }
      Averages averages = profiler.averages();
      out.println(averages.table(SortBy.SELF_TIME, ROWS));
      return averages;
    }
  }

  private static void step(TinyModel model, Tensor inputs, Tensor ideal, Sgd optimizer) {
    optimizer.zeroGrad();
    Tensor loss;
    try (var _ = Profiler.block("forward")) {
      loss = model.loss(inputs, ideal);
    }
    try (var _ = Profiler.block("backward")) {
      loss.backward();
    }
    optimizer.step();
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(System.out);
  }
}
