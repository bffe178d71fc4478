package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;

/** The derivatives of {@code NeuralNet}. */
final class NeuralNetCases {
  private NeuralNetCases() {}

  static List<OperationCase> all() {
    var cases = new Cases();
    losses(cases);
    classification(cases);
    images(cases);
    layers(cases);
    return cases.all();
  }

  private static void losses(Cases cases) {
    var operands = new Operands(80);
    Tensor x = operands.distinct(2, 3);
    Tensor t = operands.distinct(2, 3).detach().mul(0.31).add(0.04).requiresGrad_();
    Tensor p = operands.positive(2, 3).detach().mul(0.4).requiresGrad_();
    cases.two("mse(Tensor, Tensor)", x, t, NeuralNet::mse);
    for (Reduction r : Reduction.values()) {
      cases.two("mse(Tensor, Tensor, Reduction)", x, t, (a, b) -> NeuralNet.mse(a, b, r));
      cases.two("l1(Tensor, Tensor, Reduction)", x, t, (a, b) -> NeuralNet.l1(a, b, r));
      for (double beta : new double[] {0, 0.52}) {
        cases.two("smoothL1(Tensor, Tensor, double, Reduction)", x, t, (a, b) -> NeuralNet.smoothL1(a, b, beta, r));
      }
      cases.two("huber(Tensor, Tensor, double, Reduction)", x, t, (a, b) -> NeuralNet.huber(a, b, 0.52, r));
      cases.two("binaryCrossEntropyWithLogits(Tensor, Tensor, Reduction)", x, p,
          (a, b) -> NeuralNet.binaryCrossEntropyWithLogits(a, b, r));
      Tensor weight = Operands.constant(operands.positive(2, 3));
      Tensor posWeight = Operands.constant(operands.positive(3));
      cases.two("binaryCrossEntropyWithLogits(Tensor, Tensor, Reduction, Tensor, Tensor)", x, p,
          (a, b) -> NeuralNet.binaryCrossEntropyWithLogits(a, b, r, weight, posWeight));
      cases.two("binaryCrossEntropyWithLogits(Tensor, Tensor, Reduction, Tensor, Tensor)", x, p,
          (a, b) -> NeuralNet.binaryCrossEntropyWithLogits(a, b, r, null, posWeight));
    }
    cases.two("mse(Tensor, Tensor, Reduction)", x, Operands.constant(t), (a, b) -> NeuralNet.mse(a, b, Reduction.SUM));
  }

  private static void classification(Cases cases) {
    var operands = new Operands(81);
    for (int[] shape : new int[][] {{4}, {3, 4}, {2, 4, 2, 3}}) {
      int[] left = shape.length == 1 ? new int[0]
          : java.util.stream.IntStream.range(0, shape.length).filter(d -> d != 1).map(d -> shape[d]).toArray();
      Tensor x = operands.normal(shape);
      Tensor target = operands.indices(4, left);
      Tensor weight = Operands.constant(operands.positive(4));
      Tensor probabilities = Operands.constant(operands.positive(shape)).softmax(shape.length == 1 ? 0 : 1)
          .requiresGrad_();
      cases.one("crossEntropy(Tensor, Tensor)", x, a -> NeuralNet.crossEntropy(a, target));
      for (Reduction r : Reduction.values()) {
        cases.one("nllLoss(Tensor, Tensor, Reduction)", x, a -> NeuralNet.nllLoss(a, target, r));
        cases.one("nllLoss(Tensor, Tensor, Tensor, long, Reduction)", x,
            a -> NeuralNet.nllLoss(a, target, weight, -100, r));
        cases.one("crossEntropy(Tensor, Tensor, Reduction)", x, a -> NeuralNet.crossEntropy(a, target, r));
        cases.one("crossEntropy(Tensor, Tensor, Tensor, long, double, Reduction)", x,
            a -> NeuralNet.crossEntropy(a, target, weight, -100, 0.1, r));
        cases.two("crossEntropy(Tensor, Tensor, Tensor, long, double, Reduction)", x, probabilities,
            (a, b) -> NeuralNet.crossEntropy(a, b, weight, -100, 0.1, r));
      }
    }
    Tensor some = Tensor.of(1L, 2L, 0L);
    cases.one("nllLoss(Tensor, Tensor, Tensor, long, Reduction)", operands.normal(3, 4),
        a -> NeuralNet.nllLoss(a, some, null, 2, Reduction.MEAN));
  }

  private static void images(Cases cases) {
    var operands = new Operands(82);
    Tensor image = operands.normal(2, 2, 5, 4);
    Tensor kernels = operands.normal(3, 2, 2, 3);
    Tensor bias = operands.normal(3);
    cases.several("conv2d(Tensor, Tensor, Tensor)", t -> List.of(NeuralNet.conv2d(t.get(0), t.get(1), t.get(2))), image,
        kernels, bias);
    cases.two("conv2d(Tensor, Tensor, Tensor)", operands.normal(2, 4, 4), kernels,
        (x, w) -> NeuralNet.conv2d(x, w, null));
    cases.several("conv2d(Tensor, Tensor, Tensor, int, int, int, int)",
        t -> List.of(NeuralNet.conv2d(t.get(0), t.get(1), t.get(2), 2, 1, 1, 1)), image, kernels, bias);
    cases.several("conv2d(Tensor, Tensor, Tensor, int, int, int, int)",
        t -> List.of(NeuralNet.conv2d(t.get(0), t.get(1), t.get(2), 1, 2, 2, 2)), image, operands.normal(4, 1, 2, 2),
        operands.normal(4));
    cases.several("conv2d(Tensor, Tensor, Tensor, Window, int)",
        t -> List.of(NeuralNet.conv2d(t.get(0), t.get(1), t.get(2), new Window(2, 3, 2, 1, 0, 1, 1, 1), 1)), image, kernels,
        bias);
    Tensor distinct = operands.distinct(1, 2, 4, 4);
    Window window = Window.square(2);
    for (Window w : List.of(window, window.withStride(2), window.withPadding(1).withStride(2), window.withDilation(2))) {
      cases.one("maxPool2d(Tensor, Window)", distinct, x -> NeuralNet.maxPool2d(x, w));
      cases.one("maxPool2dWithIndices(Tensor, Window)", distinct, x -> NeuralNet.maxPool2dWithIndices(x, w).values());
      cases.one("avgPool2d(Tensor, Window)", distinct, x -> NeuralNet.avgPool2d(x, w));
      cases.one("unfold(Tensor, Window)", distinct, x -> NeuralNet.unfold(x, w));
      int positions = w.outputHeight(4) * w.outputWidth(4);
      cases.one("fold(Tensor, int, int, Window)", operands.normal(1, 8, positions), x -> NeuralNet.fold(x, 4, 4, w));
    }
    cases.one("maxPool2d(Tensor, Window)", operands.distinct(2, 4, 4), x -> NeuralNet.maxPool2d(x, window));
    cases.one("avgPool2d(Tensor, Window)", operands.normal(2, 4, 4), x -> NeuralNet.avgPool2d(x, window));
  }

  private static void layers(Cases cases) {
    var operands = new Operands(83);
    Tensor x = operands.normal(2, 3, 4);
    cases.one("dropout(Tensor, double, boolean, Generator)", x,
        t -> NeuralNet.dropout(t, 0.4, true, new Generator(7)));
    cases.one("dropout(Tensor, double, boolean, Generator)", x, t -> NeuralNet.dropout(t, 1, true, new Generator(7)));
    cases.one("dropout(Tensor, double, boolean)", x, t -> NeuralNet.dropout(t, 0.4, false));
    for (int[] shape : new int[][] {{4}, {3, 4}}) {
      cases.several("layerNorm(Tensor, int[], Tensor, Tensor, double)",
          t -> List.of(NeuralNet.layerNorm(t.get(0), shape, t.get(1), t.get(2), 1e-5)), x, operands.normal(shape),
          operands.normal(shape));
      cases.one("layerNorm(Tensor, int[], Tensor, Tensor, double)", x,
          t -> NeuralNet.layerNorm(t, shape, null, null, 1e-5));
    }
    cases.two("layerNorm(Tensor, int[], Tensor, Tensor, double)", x, operands.normal(4),
        (t, w) -> NeuralNet.layerNorm(t.transpose(0, 1), new int[] {4}, w, null, 1e-3));
    Tensor indices = operands.indices(5, 2, 3);
    cases.one("embedding(Tensor, Tensor)", operands.normal(5, 3), w -> NeuralNet.embedding(indices, w));
  }
}
