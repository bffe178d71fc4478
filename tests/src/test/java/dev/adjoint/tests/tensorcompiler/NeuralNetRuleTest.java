package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensorcompiler.RuleMethods.Place;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every rule of the functions of neural networks, as {@link RuleTest} has those of the tensor. */
class NeuralNetRuleTest extends RuleTest {
  private static final int[][] SHAPES = {{2, 3}, {}, {4}};
  private static final int[][] LOGITS = {{4}, {3, 4}, {2, 4, 2, 3}};
  private static final long IGNORED = 3;

  private final Generator generator = new Generator(78);
  private final Map<String, List<Object[]>> table = new LinkedHashMap<>();

  @Override
  Map<TensorRule, Place> ofRules() {
    return RuleMethods.OF_NEURAL_NET_RULES;
  }

  @Override
  Map<Method, Place> ofOriginals() {
    return RuleMethods.OF_NEURAL_NET;
  }

  @Override
  Map<String, List<Object[]>> operands() {
    table.clear();
    losses();
    binaryCrossEntropies();
    for (int[] shape : LOGITS) {
      classes(shape);
      probabilities(shape);
    }
    convolutions();
    windows();
    layers();
    return table;
  }

  private void add(String signature, Object... arguments) {
    table.computeIfAbsent(signature, k -> new ArrayList<>()).add(arguments);
  }

  private Tensor normal(int... shape) {
    return generator.normal(DType.FLOAT64, Shape.of(shape));
  }

  private Tensor uniform(int... shape) {
    return generator.uniform(DType.FLOAT64, Shape.of(shape));
  }

  /** At least 0.3 from each other. */
  private Tensor distinct(int... shape) {
    int n = Shape.of(shape).numel();
    return generator.permutation(n).to(DType.FLOAT64).sub((n / 2) - 0.5).mul(0.3).reshape(shape).copy();
  }

  private void losses() {
    for (Reduction reduction : Reduction.values()) {
      for (int[] shape : SHAPES) {
        differences(reduction, distinct(shape), distinct(shape).add(0.07));
      }
      // float32 meets float64, either way round; one tensor twice; views.
      differences(reduction, distinct(5).to(DType.FLOAT32), distinct(5).add(0.07));
      differences(reduction, distinct(5), distinct(5).add(0.07).to(DType.FLOAT32));
      differences(reduction, distinct(2, 3).t(), distinct(3, 2).add(0.07));
      if (reduction != Reduction.MEAN) {
        differences(reduction, normal(0, 2), normal(0, 2));
      }
    }
  }

  private void differences(Reduction reduction, Tensor input, Tensor target) {
    if (reduction == Reduction.MEAN) {
      add("mse(Tensor, Tensor)", input, target);
    }
    add("mse(Tensor, Tensor, Reduction)", input, target, reduction);
    add("l1(Tensor, Tensor, Reduction)", input, target, reduction);
    add("huber(Tensor, Tensor, double, Reduction)", input, target, 0.52, reduction);
    add("smoothL1(Tensor, Tensor, double, Reduction)", input, target, 0.52, reduction);
    add("smoothL1(Tensor, Tensor, double, Reduction)", input, target, 0.0, reduction);
  }

  private void binaryCrossEntropies() {
    String weighted = "binaryCrossEntropyWithLogits(Tensor, Tensor, Reduction, Tensor, Tensor)";
    for (Reduction reduction : Reduction.values()) {
      for (int[] shape : SHAPES) {
        add("binaryCrossEntropyWithLogits(Tensor, Tensor, Reduction)", normal(shape), uniform(shape), reduction);
        add(weighted, normal(shape), uniform(shape), reduction, uniform(shape), uniform(shape).mul(3));
      }
      add(weighted, normal(2, 3), uniform(2, 3), reduction, uniform(3), uniform(2, 1));
      add(weighted, normal(2, 3).to(DType.FLOAT32), uniform(2, 3), reduction, uniform(3), uniform(3));
    }
  }

  private static int[] withoutClasses(int[] shape) {
    return Shape.of(shape).without(shape.length == 1 ? 0 : 1).sizes();
  }

  private void classes(int[] shape) {
    int[] positions = withoutClasses(shape);
    // Each of the ignored and of the other classes, as far as there is room.
    Tensor target = Tensor.arange(Shape.of(positions).numel()).remainder(4L).reshape(positions);
    Tensor logits = normal(shape);
    add("crossEntropy(Tensor, Tensor)", logits, target);
    for (Reduction reduction : Reduction.values()) {
      add("nllLoss(Tensor, Tensor, Reduction)", logits, target, reduction);
      add("crossEntropy(Tensor, Tensor, Reduction)", logits, target, reduction);
      for (Tensor weight : new Tensor[] {uniform(4), uniform(4).to(DType.FLOAT32)}) {
        for (long ignored : new long[] {IGNORED, -100}) {
          add("nllLoss(Tensor, Tensor, Tensor, long, Reduction)", logits, target, weight, ignored, reduction);
          add("crossEntropy(Tensor, Tensor, Tensor, long, double, Reduction)", logits, target, weight, ignored, 0.0,
              reduction);
          add("crossEntropy(Tensor, Tensor, Tensor, long, double, Reduction)", logits, target, weight, ignored, 0.1,
              reduction);
        }
      }
    }
  }

  private void probabilities(int[] shape) {
    Tensor target = uniform(shape).softmax(shape.length == 1 ? 0 : 1);
    Tensor logits = normal(shape);
    add("crossEntropy(Tensor, Tensor)", logits, target);
    for (Reduction reduction : Reduction.values()) {
      add("crossEntropy(Tensor, Tensor, Reduction)", logits, target, reduction);
      add("crossEntropy(Tensor, Tensor, Reduction)", logits, target.to(DType.FLOAT32), reduction);
      for (double smoothing : new double[] {0, 0.1}) {
        add("crossEntropy(Tensor, Tensor, Tensor, long, double, Reduction)", logits, target, uniform(4), -100L, smoothing,
            reduction);
      }
    }
  }

  private void convolutions() {
    // A batch and one image; a view; no image at all.
    Tensor[] images = {normal(2, 4, 5, 4), normal(4, 5, 4), normal(5, 4, 2, 4).permute(2, 3, 0, 1), normal(0, 4, 5, 4)};
    for (Tensor x : images) {
      add("conv2d(Tensor, Tensor, Tensor)", x, normal(6, 4, 2, 3), normal(6));
      add("conv2d(Tensor, Tensor, Tensor)", x, normal(6, 4, 1, 1), normal(6));
      add("conv2d(Tensor, Tensor, Tensor, int, int, int, int)", x, normal(6, 4, 2, 3), normal(6), 2, 1, 1, 1);
      add("conv2d(Tensor, Tensor, Tensor, int, int, int, int)", x, normal(6, 2, 2, 2), normal(6), 1, 2, 2, 2);
      add("conv2d(Tensor, Tensor, Tensor, Window, int)", x, normal(6, 4, 2, 3), normal(6),
          new Window(2, 3, 2, 1, 0, 1, 1, 1), 1);
      add("conv2d(Tensor, Tensor, Tensor, Window, int)", x, normal(2, 3, 6, 3).permute(2, 3, 0, 1).slice(1, 0, 2), normal(6),
          new Window(2, 3, 2, 2, 1, 1, 1, 1), 2);
    }
  }

  private void windows() {
    Window square = Window.square(2);
    for (Window window : List.of(square, square.withStride(2), square.withPadding(1).withStride(2), square.withDilation(2),
        new Window(3, 2, 1, 2, 1, 0, 1, 1))) {
      for (Tensor x : new Tensor[] {distinct(2, 3, 4, 5), distinct(3, 4, 5), distinct(5, 2, 4, 3).permute(1, 3, 2, 0)}) {
        add("maxPool2d(Tensor, Window)", x, window);
        add("maxPool2dWithIndices(Tensor, Window)", x, window);
        add("avgPool2d(Tensor, Window)", x, window);
        if (x.rank() == 4) {
          add("unfold(Tensor, Window)", x, window);
        }
      }
      int positions = window.outputHeight(4) * window.outputWidth(5);
      add("fold(Tensor, int, int, Window)", normal(2, 3 * window.height() * window.width(), positions), 4, 5, window);
    }
  }

  private void layers() {
    String signature = "layerNorm(Tensor, int[], Tensor, Tensor, double)";
    for (int[] last : new int[][] {{4}, {3, 4}, {2, 3, 4}}) {
      add(signature, normal(2, 3, 4), last, normal(last), normal(last), 1e-3);
      add(signature, normal(2, 3, 4), last, normal(last), normal(last), 0.5);
    }
    add(signature, normal(3, 2, 4).transpose(0, 1), new int[] {3, 4}, normal(4, 3).t(), normal(3, 4), 1e-3);
    add(signature, normal(0, 4), new int[] {4}, normal(4), normal(4), 1e-3);
    add(signature, normal(2, 0), new int[] {0}, normal(0), normal(0), 1e-3);
    add("embedding(Tensor, Tensor)", Tensor.of(2L, 0L, 2L, 4L), normal(5, 3));
    add("embedding(Tensor, Tensor)", Tensor.of(2L, 0L, 2L, 4L).reshape(2, 2).t(), normal(3, 5).t());
    add("embedding(Tensor, Tensor)", Tensor.scalar(1L), normal(5, 3));
  }
}
