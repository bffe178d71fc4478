package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.nn.Conv2d;
import dev.adjoint.runtime.nn.Flatten;
import dev.adjoint.runtime.nn.Gelu;
import dev.adjoint.runtime.nn.LayerNorm;
import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.MaxPool2d;
import dev.adjoint.runtime.nn.Module;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.Optimizer;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Training on the device gives what training on the CPU gives, and no step copies anything to the host. */
class OpenClTrainingTest {
  private static final int STEPS = 4;

  /** Trains a model on a device and answers the loss of each step. */
  private static Tensor[] train(Module model, Device device, Tensor x, Tensor y,
      Function<List<Tensor>, Optimizer> optimizer, BiFunction<Tensor, Tensor, Tensor> loss) {
    model.to(device);
    Tensor input = x.to(device);
    Tensor target = y.to(device);
    Optimizer steps = optimizer.apply(model.parameters());
    var losses = new Tensor[STEPS];
    for (int i = 0; i < STEPS; i++) {
      steps.zeroGrad();
      losses[i] = loss.apply(model.forward(input), target);
      losses[i].backward();
      steps.step();
    }
    return losses;
  }

  private static void check(Function<Generator, Module> model, Tensor x, Tensor y,
      Function<List<Tensor>, Optimizer> optimizer, BiFunction<Tensor, Tensor, Tensor> loss) {
    var backend = OpenClDevice.backend();
    Module onCpu = model.apply(new Generator(1));
    Module onDevice = model.apply(new Generator(1));
    Tensor[] expected = train(onCpu, Device.cpu(), x, y, optimizer, loss);
    onDevice.to(OpenClDevice.DEVICE);
    x = x.to(OpenClDevice.DEVICE);
    y = y.to(OpenClDevice.DEVICE);
    var before = backend.transfers(OpenClDevice.DEVICE);
    Tensor[] losses = train(onDevice, OpenClDevice.DEVICE, x, y, optimizer, loss);
    var after = backend.transfers(OpenClDevice.DEVICE);
    assertEquals(before.deviceToHost(), after.deviceToHost(), "copies to the host in " + STEPS + " steps");
    assertEquals(before.hostToDevice(), after.hostToDevice(), "copies to the device in " + STEPS + " steps");
    for (int i = 0; i < STEPS; i++) {
      assertEquals(OpenClDevice.DEVICE, losses[i].device());
      assertEquals(expected[i].item(), losses[i].item(), 1e-5 * Math.abs(expected[i].item()), "loss of step " + i);
    }
    assertTrue(expected[STEPS - 1].item() < expected[0].item(), "it learns");
    onCpu.namedParameters().forEach((name, parameter) -> {
      Tensor there = onDevice.namedParameters().get(name);
      assertEquals(OpenClDevice.DEVICE, there.device());
      assertArrayEquals(parameter.toFloats(), there.toFloats(), 2e-5f, name);
    });
  }

  @Test
  void layersWithSquaredError() {
    var generator = new Generator(5);
    check(g -> new Sequential(new Linear(20, 32, g), new Gelu(), new LayerNorm(32), new Linear(32, 3, g)),
        generator.normal(DType.FLOAT32, Shape.of(16, 20)), generator.normal(DType.FLOAT32, Shape.of(16, 3)),
        parameters -> new Sgd(parameters, Sgd.options().learningRate(0.05).momentum(0.9)),
        (prediction, target) -> prediction.sub(target).square().mean());
  }

  @Test
  void convolutionsWithCrossEntropy() {
    var generator = new Generator(6);
    check(g -> new Sequential(new Conv2d(1, 4, Window.square(3), g), new ReLU(), new MaxPool2d(2), new Flatten(),
        new Linear(4 * 5 * 5, 3, g)), generator.normal(DType.FLOAT32, Shape.of(6, 1, 12, 12)),
        Tensor.of(new long[] {0, 2, 1, 1, 0, 2}), parameters -> new Adam(parameters, 0.01), NeuralNet::crossEntropy);
  }
}
