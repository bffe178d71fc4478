package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods made of several functions of neural networks: optional operands left out, classes as targets, dropout. */
class NeuralNetMethodTest {
  private static final CompiledMethods NETS = CompiledMethods.of("Nets", """
        @Differentiable
        static Tensor convolutional(@NonDifferentiable Tensor images, Tensor kernels, Tensor bias, Tensor weight,
            @NonDifferentiable Tensor labels) {
          Tensor features = NeuralNet.conv2d(images, kernels, bias, 1, 1, 1, 1).relu();
          Tensor pooled = NeuralNet.maxPool2d(features, Window.square(2).withStride(2));
          return NeuralNet.crossEntropy(pooled.flatten(1, -1).linear(weight, bias), labels);
        }

        @Differentiable
        static Tensor withoutBias(Tensor images, Tensor kernels) {
          Tensor once = NeuralNet.conv2d(images, kernels, null);
          Tensor twice = NeuralNet.conv2d(once.tanh(), kernels, null, 2, 1, 1, 1);
          return NeuralNet.conv2d(twice, kernels, null, new Window(2, 2, 1, 2, 1, 0, 1, 1), 1);
        }

        @Differentiable
        static Tensor labelled(Tensor logits, @NonDifferentiable Tensor labels, Reduction reduction) {
          Tensor loss = NeuralNet.crossEntropy(logits, labels, null, 2, 0.1, reduction);
          return loss.add(NeuralNet.nllLoss(logits.logSoftmax(1), labels, null, 1, reduction));
        }

        @Differentiable
        static Tensor binary(Tensor logits, Tensor target) {
          Tensor loss = NeuralNet.binaryCrossEntropyWithLogits(logits, target, Reduction.MEAN, null, null);
          return loss.add(NeuralNet.crossEntropy(logits, target.softmax(1), null, -100, 0.2, Reduction.SUM));
        }

        @Differentiable
        static Tensor normalized(Tensor x, Tensor weight, Tensor bias) {
          int[] last = {4};
          Tensor y = NeuralNet.layerNorm(x.sin(), last, null, null, 1e-3);
          return NeuralNet.layerNorm(y.mul(x), last, weight, null, 1e-3).mul(NeuralNet.layerNorm(x, last, null, bias, 1e-3));
        }

        @Differentiable
        static Tensor read(@NonDifferentiable Tensor words, Tensor table) {
          Tensor sum = NeuralNet.embedding(words.get(0), table).tanh();
          for (int i = 1; i < words.size(0); i++) {
            sum = sum.mul(0.5).add(NeuralNet.embedding(words.get(i), table).tanh());
          }
          return sum;
        }

        @Differentiable
        static Tensor unmarked(Tensor logits, Tensor labels) {
          return NeuralNet.crossEntropy(logits, labels);
        }

        @Differentiable
        static Tensor masked(Tensor x, @NonDifferentiable Tensor mask) {
          return x.mul(mask).sin();
        }

        @Differentiable
        static Tensor dropped(Tensor x, Generator generator, int steps) {
          Tensor y = x;
          for (int i = 0; i < steps; i++) {
            y = y.mul(NeuralNet.dropoutMask(y, 0.4, generator)).add(x).sin();
          }
          return y;
        }
      """);

  private static Tensor normal(long seed, int... shape) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(shape));
  }

  static Stream<MethodCase> cases() {
    return Stream.concat(Stream.of(
        new MethodCase("convolutional", List.of(1, 2, 3), normal(1, 2, 3, 6, 4), normal(2, 5, 3, 3, 3), normal(3, 5),
            normal(4, 5, 30), Tensor.of(4L, 1L)),
        new MethodCase("withoutBias", List.of(0, 1), normal(5, 2, 3, 7, 6), normal(6, 3, 3, 2, 2)),
        new MethodCase("binary", List.of(0, 1), normal(7, 3, 4), normal(8, 3, 4).sigmoid()),
        new MethodCase("normalized", List.of(0, 1, 2), normal(9, 2, 3, 4), normal(10, 4), normal(11, 4)),
        new MethodCase("read", List.of(1), Tensor.of(new long[] {0, 3, 3, 1, 2, 0}).reshape(3, 2), normal(12, 4, 3)),
        new MethodCase("masked", List.of(0), normal(13, 6), Tensor.of(0.0, 2, 2, 0, 0, 2))),
        Stream.of(Reduction.values()).map(r -> new MethodCase("labelled", List.of(0), normal(14, 4, 3), Tensor.of(2L, 0L, 1L, 2L), r)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reverseModeIsTheEagerGraphToTheLastBit(MethodCase c) {
    c.reverseModeIsTheEagerGraph(NETS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAndReverseModeAgreeInADotProduct(MethodCase c) {
    c.forwardAndReverseModeAgree(NETS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTrackedCallHasBothDerivativesOfTheEagerGraph(MethodCase c) {
    c.aTrackedCallHasBothDerivatives(NETS);
  }

  @Test
  void labelsThatAreNotMarkedAsConstantGetZeros() {
    Tensor logits = normal(15, 3, 4).requiresGrad_();
    Tensor labels = Tensor.of(3L, 0L, 2L);
    ((Tensor) NETS.call("unmarked", logits, labels)).backward();
    List<Object> reverse = NETS.components("unmarkedVjp", logits.detach(), labels, Tensor.scalar(1.0));
    Bits.assertSame(logits.grad(), (Tensor) reverse.get(1), "logits");
    Bits.assertSame(Tensor.zerosLike(labels), (Tensor) reverse.get(2), "labels");
    List<Object> forward = NETS.components("unmarkedJvp", logits.detach(), labels, logits.grad(), Tensor.zerosLike(labels));
    assertEquals(Bits.dot(logits.grad(), logits.grad()), ((Tensor) forward.get(1)).item(), 1e-15);
  }

  @Test
  void aDropoutMaskIsDrawnOnceForBothSweeps() {
    Tensor x = normal(16, 40).requiresGrad_();
    Tensor value = (Tensor) NETS.call("dropped", x, new Generator(5), 3);
    Tensor seed = Bits.normalLike(new Generator(22), value);
    value.backward(seed);
    var generator = new Generator(5);
    List<Object> generated = NETS.components("droppedVjp", x.detach(), generator, 3, seed);
    Bits.assertSame(value, (Tensor) generated.get(0), "value");
    Bits.assertSame(x.grad(), (Tensor) generated.get(1), "x");
    Tensor next = (Tensor) NETS.call("dropped", x.detach(), generator, 3);
    assertFalse(next.equalTo(value), "another call draws other masks");
  }

  /** Draw numbers: a mask that is drawn beforehand, {@code dropoutMask}, is a constant. */
  private static final Set<String> RANDOM = Set.of("dropout(Tensor, double, boolean)",
      "dropout(Tensor, double, boolean, Generator)");

  @Test
  void everyFunctionHasARuleOrIsConstantOrIsRefused() {
    Set<Method> ruled = TensorRule.ofNeuralNet().stream().map(TensorRule::original).collect(Collectors.toSet());
    Set<String> constant = TensorRule.model(NeuralNet.class).methods().stream()
        .filter(m -> TensorRule.isAnnotated(m, "NonDifferentiable")).map(m -> m.methodName().stringValue())
        .collect(Collectors.toSet());
    assertEquals(RANDOM, Stream.of(NeuralNet.class.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
        .filter(m -> !ruled.contains(m) && !constant.contains(m.getName())).map(TensorRule::signature)
        .collect(Collectors.toSet()));
  }

  private static void assertRefused(String code, String statement) {
    Compilation compilation = CompiledMethods.compilation("Refused", """
        @Differentiable
        static Tensor refused(Tensor x, Tensor weight, double number, @NonDifferentiable Tensor labels) {
          %s
        }
        """.formatted(statement));
    assertTrue(compilation.problems().toString().contains("[" + code + "]"), compilation.problems()::toString);
  }

  @Test
  void whatWouldLoseADerivativeIsRefused() {
    assertRefused("AD001", "return NeuralNet.dropout(x, 0.5, true);");
    assertRefused("AD001", "return NeuralNet.dropout(x, 0.5, true, new Generator(1));");
    assertRefused("AD018", "return NeuralNet.crossEntropy(x, labels, weight, -100, 0, Reduction.MEAN);");
    assertRefused("AD018", "return NeuralNet.crossEntropy(x, labels, null, -100, number, Reduction.MEAN);");
    assertRefused("AD018", "return NeuralNet.nllLoss(x, labels, weight, -100, Reduction.MEAN);");
    assertRefused("AD018", "return NeuralNet.binaryCrossEntropyWithLogits(x, x, Reduction.MEAN, weight, null);");
    assertRefused("AD018", "return NeuralNet.huber(x, x, number, Reduction.MEAN);");
  }
}
