package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.Gradients;
import dev.adjoint.runtime.optim.OneCycle;
import dev.adjoint.runtime.optim.Scheduler;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Whole trainings: model, loss, clipping, optimizer, schedule. */
class TrainingTest {
  private static final class Run {
    private final Generator generator;
    private final Sequential model;
    private final Adam optimizer;
    private final Scheduler scheduler;

    Run(long seed, int steps) {
      generator = new Generator(seed);
      model = new Sequential(new Linear(6, 20, generator), new ReLU(), new Linear(20, 3, generator));
      optimizer = new Adam(model.parameters(), Adam.options().amsgrad(true).weightDecay(1e-4));
      scheduler = new Scheduler(optimizer, OneCycle.of(0.02, steps));
    }

    Run train(int steps) {
      for (int i = 0; i < steps; i++) {
        Tensor x = Tensor.randn(generator, 8, 6);
        optimizer.zeroGrad();
        NeuralNet.crossEntropy(model.forward(x), x.slice(1, 0, 3).argmax(1, false)).backward();
        Gradients.clipNorm_(model.parameters(), 1);
        optimizer.step();
        scheduler.step();
      }
      return this;
    }

    double[] parameters() {
      return Golden.flatten(model.parameters());
    }
  }

  @Test
  void twoThreadsTrainAsEachAlone() {
    int steps = 300;
    double[] first = new Run(1, steps).train(steps).parameters();
    double[] second = new Run(2, steps).train(steps).parameters();
    var together = new CountDownLatch(2);
    var runs = new CompletableFuture<?>[2];
    for (int i = 0; i < 2; i++) {
      long seed = i + 1;
      runs[i] = CompletableFuture.supplyAsync(() -> {
        together.countDown();
        try {
          together.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return new Run(seed, steps).train(steps).parameters();
      }, command -> new Thread(command).start());
    }
    assertArrayEquals(first, (double[]) runs[0].join(), 0);
    assertArrayEquals(second, (double[]) runs[1].join(), 0);
  }

  private static long usedAfterCollection() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
      least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }

  /** A graph that stayed behind in each step would be several megabytes, a single tensor of it one. */
  @Test
  void aLongTrainingKeepsNothingOfItsSteps() throws InterruptedException {
    int steps = 3000;
    Run run = new Run(3, 2 * steps).train(steps / 4);
    long before = usedAfterCollection();
    run.train(steps);
    long after = usedAfterCollection();
    assertTrue(after - before < 1 << 20, "the heap grew from " + before + " to " + after + " bytes");
  }
}
