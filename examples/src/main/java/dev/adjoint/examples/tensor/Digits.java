package dev.adjoint.examples.tensor;

import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.Module;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.SafeTensors;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.OneCycle;
import dev.adjoint.runtime.optim.Scheduler;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A network of two layers learns to read handwritten digits, is saved, and reads them again after it was loaded. */
public final class Digits {
  private static final int EPOCHS = 12, BATCH = 32, SHOWN = 3;

  private Digits() {}

  /**
   * What was reached on images that were not trained on.
   *
   * @param accuracy of the trained network
   * @param reloaded the accuracy of another one that was loaded from the file
   */
  public record Result(double accuracy, double reloaded, Path file) {}

  private static Module network(Generator generator) {
    return new Sequential(new Linear(64, 64, generator), new ReLU(), new Linear(64, 10, generator));
  }

  private static double accuracy(Module network, DigitData data) {
    return GradMode.withoutGrad(() -> network.forward(data.images()).argmax(1, false).eq(data.labels()).sum().item())
        / data.size();
  }

  /** Trains with Adam and a learning rate that rises and falls, and writes {@code dir/digits.safetensors}. */
  public static Result train(Path dir, PrintStream out) throws IOException {
    DigitData train = DigitData.read().getFirst(), test = DigitData.read().getLast();
    var generator = new Generator(3);
    Module network = network(generator);
    var optimizer = new Adam(network.parameters(), Adam.options());
    var scheduler = new Scheduler(optimizer, OneCycle.of(0.01, (long) EPOCHS * ((train.size() + BATCH - 1) / BATCH)));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double total = 0;
      for (Tensor numbers : generator.permutation(train.size()).split(BATCH, 0)) {
        DigitData batch = train.select(numbers);
        optimizer.zeroGrad();
        Tensor loss = NeuralNet.crossEntropy(network.forward(batch.images()), batch.labels());
        loss.backward();
        optimizer.step();
        scheduler.step();
        total += loss.item() * batch.size();
      }
      if (epoch % SHOWN == 0) {
        out.printf("epoch %2d: loss %.4f, learning rate %.6f%n", epoch, total / train.size(), optimizer.learningRate());
      }
    }
    Path file = Files.createDirectories(dir).resolve("digits.safetensors");
    SafeTensors.save(file, network.stateDict(), Map.of("what", "digits, 64-64-10"));
    Module other = network(new Generator(4));
    other.loadStateDict(SafeTensors.load(file), true);
    var result = new Result(accuracy(network, test), accuracy(other, test), file);
    out.printf("held-out digits read: %.4f; after loading %s: %.4f%n", result.accuracy, file, result.reloaded);
    return result;
  }

  /** Trains. */
  public static void main(String[] args) throws IOException {
    train(Path.of(args.length > 0 ? args[0] : "target"), System.out);
  }
}
