package dev.adjoint.examples.tensor;

import dev.adjoint.examples.Plot;
import dev.adjoint.examples.Progress;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;

/** Trains {@link TinyModel} to map 16 random inputs to 16 random outputs by gradient descent, learning rate 0.001. */
public final class TinyTraining {
  private static final int BATCH = 16, EPOCHS = 60, SHOWN = 10;

  private TinyTraining() {}

  /**
   * What happened.
   *
   * @param losses before each epoch, and after the last
   */
  public record Result(List<Double> losses, Path plot) {}

  /** Trains, prints the loss as it falls, and plots it into {@code plots/tiny-model-loss.png}. */
  public static Result train(Path plots, PrintStream out) throws IOException {
    var generator = new Generator(1);
    var model = new TinyModel(generator);
    Tensor inputs = Tensor.randn(generator, BATCH, TinyModel.INPUTS);
    Tensor ideal = Tensor.randn(generator, BATCH, TinyModel.OUTPUTS);
    var optimizer = new Sgd(model.parameters(), 0.001);

    var losses = new ArrayList<Double>();
    try (ProgressBar bar = Progress.bar("train", EPOCHS)) {
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        optimizer.zeroGrad();
        Tensor loss = model.loss(inputs, ideal);
        loss.backward();
        optimizer.step();
        losses.add(loss.item());
        bar.setExtraMessage(String.format("%.4f", loss.item())).step();
      }
    }
    losses.add(model.loss(inputs, ideal).item());
    for (int epoch = 0; epoch <= EPOCHS; epoch += SHOWN) {
      out.printf("epoch %3d: loss %.6f%n", epoch, losses.get(epoch));
    }
    Path plot = Plot.lines("TinyModel, SGD 0.001", "epoch", "squared error",
        IntStream.range(0, losses.size()).boxed().toList(), Map.of("loss", losses), plots.resolve("tiny-model-loss.png"));
    out.println("plot: " + plot);
    return new Result(losses, plot);
  }

  /** Trains. */
  public static void main(String[] args) throws IOException {
    train(Path.of(args.length > 0 ? args[0] : "target"), System.out);
  }
}
