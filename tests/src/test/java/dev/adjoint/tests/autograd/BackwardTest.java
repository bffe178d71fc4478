package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a backward pass leaves in leaves, returns, keeps and frees. */
class BackwardTest {
  private static Tensor leaf(double... elements) {
    return Tensor.of(elements).requiresGrad_();
  }

  private static void grad(Tensor tensor, double... expected) {
    assertArrayEquals(expected, tensor.grad().toDoubles());
  }

  @Test
  void gradientsAccumulateUntilTheyAreCleared() {
    Tensor x = leaf(1, 2);
    x.square().sum().backward();
    Tensor first = x.grad();
    x.square().sum().backward();
    grad(x, 4, 8);
    assertSame(first, x.grad());
    x.zeroGrad();
    assertNull(x.grad());
    x.square().sum().backward();
    grad(x, 2, 4);
  }

  @Test
  void aGradientIsTheLeafsOwn() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor seed = Tensor.of(1.0, 1.0);
    x.add(y).backward(seed);
    x.grad().mul_(10);
    grad(y, 1, 1);
    assertArrayEquals(new double[] {1, 1}, seed.toDoubles());
    Tensor z = leaf(1, 2);
    z.backward(seed);
    z.grad().zero_();
    assertArrayEquals(new double[] {1, 1}, seed.toDoubles());
  }

  @Test
  void aTensorThatIsUsedTwiceGetsTheSum() {
    Tensor x = leaf(3);
    Tensor y = x.mul(2);
    y.mul(y).add(y).add(x).sum().backward();
    grad(x, 2 * 2 * 6 + 2 + 1);
  }

  @Test
  void aDiamondIsPassedOncePerNode() {
    // 2^60 ways lead back to x.
    Tensor x = leaf(1e-9);
    Tensor y = x;
    for (int i = 0; i < 60; i++) {
      y = y.add(y);
    }
    y.sum().backward();
    grad(x, Math.pow(2, 60));
  }

  @Test
  void theGraphIsFreedUnlessRetained() {
    Tensor x = leaf(2);
    Tensor y = x.pow(3).sum();
    y.backward(GradOption.RETAIN_GRAPH);
    y.backward();
    grad(x, 24);
    String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
    assertTrue(message.contains("a second time") && message.contains("GradOption.RETAIN_GRAPH")
        && message.contains("PowBackward0"), message);
    grad(x, 24);
    assertThrows(IllegalStateException.class, () -> Autograd.grad(y, x));
  }

  @Test
  void aGraphThatSavesNothingCanBePassedAgain() {
    Tensor x = leaf(2);
    Tensor y = x.add(1).sum();
    y.backward();
    y.backward();
    grad(x, 2);
  }

  private static WeakReference<Tensor> saveIn(Tensor[] loss, Tensor x) {
    Tensor big = x.expand(100_000).exp();
    loss[0] = big.mul(big).sum();
    return new WeakReference<>(big);
  }

  @Test
  void savedValuesAreFreedByBackward() throws InterruptedException {
    Tensor x = leaf(1);
    var loss = new Tensor[1];
    WeakReference<Tensor> big = saveIn(loss, x);
    System.gc();
    assertFalse(big.refersTo(null), "saved for backward");
    loss[0].backward();
    for (int i = 0; i < 200 && !big.refersTo(null); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(big.refersTo(null));
    assertEquals("SumBackward0", loss[0].gradFn().name());
  }

  @Test
  void aChainOfAMillionNodesIsPassedAndWalked() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 1_000_000; i++) {
      y = (i & 1) == 0 ? y.mul(2) : y.mul(0.5);
    }
    Tensor loss = y.sum();
    assertArrayEquals(new double[] {1}, Autograd.grad(loss, x, GradOption.RETAIN_GRAPH).toDoubles());
    loss.backward();
    grad(x, 1);
  }

  @Test
  void gradReturnsWhatIsAskedForAndLeavesGradAlone() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor product = x.mul(y);
    List<Tensor> gradients = Autograd.grad(product.square().sum(), List.of(product, y));
    assertArrayEquals(new double[] {6, 16}, gradients.get(0).toDoubles());
    assertArrayEquals(new double[] {6, 32}, gradients.get(1).toDoubles());
    assertTrue(x.grad() == null && y.grad() == null);
  }

  @Test
  void gradPassesOnlyNodesOnTheWay() {
    Tensor x = leaf(1);
    Tensor y = leaf(1);
    Tensor other = y.exp();
    other.registerHook(seed -> {
      throw new AssertionError("not on the way");
    });
    assertEquals(3, Autograd.grad(x.mul(3).add(other).sum(), x).item());
  }

  @Test
  void severalOutputsArePassedAtOnce() {
    Tensor x = leaf(1, 2);
    Autograd.backward(List.of(x.sum(), x.square()), Arrays.asList(null, Tensor.of(1.0, 10.0)));
    grad(x, 3, 41);
    Tensor y = leaf(2);
    Autograd.backward(List.of(y.square().sum(), y.sum()));
    grad(y, 5);
    // One output may lie on another's way, and be given twice.
    Tensor z = leaf(2);
    Tensor square = z.square();
    assertEquals(4 + 4 + 32, Autograd.grad(List.of(square.sum(), square.sum(), square.square().sum()), List.of(z)).getFirst()
        .item());
  }

  @Test
  void unusedInputsAreRefusedOrNull() {
    Tensor x = leaf(1);
    Tensor unused = leaf(1);
    String message = assertThrows(IllegalStateException.class,
        () -> Autograd.grad(x.exp().sum(), List.of(x, unused))).getMessage();
    assertTrue(message.contains("input 1") && message.contains("GradOption.ALLOW_UNUSED"), message);
    assertNull(Autograd.grad(x.exp().sum(), unused, GradOption.ALLOW_UNUSED));
    assertThrows(IllegalArgumentException.class, () -> x.exp().sum().backward(GradOption.ALLOW_UNUSED));
  }

  @Test
  void whatDoesNotRequireAGradientIsRefused() {
    Tensor constant = Tensor.of(1.0);
    assertThrows(IllegalStateException.class, () -> constant.sum().backward());
    assertThrows(IllegalArgumentException.class, () -> Autograd.grad(leaf(1).exp().sum(), constant));
    assertThrows(IllegalStateException.class, () -> Autograd.grad(constant, leaf(1)));
  }

  @Test
  void seedsFitTheirOutputs() {
    Tensor y = leaf(1, 2).exp();
    String shape = assertThrows(IllegalArgumentException.class, () -> y.backward(Tensor.of(1.0, 2.0, 3.0))).getMessage();
    assertTrue(shape.contains("[3]") && shape.contains("[2]"), shape);
    assertThrows(IllegalArgumentException.class, () -> y.backward(Tensor.of(1L, 2L)));
    assertThrows(IllegalArgumentException.class, () -> Autograd.backward(List.of(y), List.of()));
    assertTrue(assertThrows(IllegalStateException.class, y::backward).getMessage().contains("[2]"));
  }

  @Test
  void aSeedIsConvertedToTheOutputsType() {
    Tensor x = Tensor.ones(2).requiresGrad_();
    x.mul(2).backward(Tensor.of(0.5, 1.5));
    assertEquals(DType.FLOAT32, x.grad().dtype());
    grad(x, 1, 3);
  }

  @Test
  void gradientsHaveTheTypeOfTheirTensor() {
    Tensor x = Tensor.of(1f, 2f).requiresGrad_();
    Tensor y = leaf(3, 4);
    x.mul(y).sum().backward();
    assertEquals(DType.FLOAT32, x.grad().dtype());
    assertEquals(DType.FLOAT64, y.grad().dtype());
    grad(x, 3, 4);
  }

  @Test
  void aNanSeedGivesNanAndNothingElse() {
    Tensor x = leaf(1, 2);
    x.mul(3).backward(Tensor.of(Double.NaN, 1));
    grad(x, Double.NaN, 3);
  }

  @Test
  void createGraphRecordsGradientsThatAccumulate() {
    Tensor x = leaf(2);
    x.pow(3).sum().backward(GradOption.CREATE_GRAPH);
    assertTrue(x.grad().requiresGrad());
    Tensor first = x.grad();
    x.zeroGrad();
    first.sum().backward();
    grad(x, 12);
  }

  @Test
  void thirdDerivativesExist() {
    Tensor x = leaf(2);
    Tensor y = x.pow(4).sum();
    for (int i = 0; i < 3; i++) {
      y = Autograd.grad(y, x, GradOption.CREATE_GRAPH).sum();
    }
    assertEquals(48, y.item());
  }

  @Test
  void backwardUnderNoGradStillAccumulates() {
    Tensor x = leaf(2);
    Tensor y = x.square().sum();
    GradMode.withoutGrad(() -> y.backward());
    grad(x, 4);
  }

  @Test
  void detachAndDataShareElementsAndEndTheGraph() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    Tensor d = y.detach();
    assertTrue(d.isLeaf() && !d.requiresGrad());
    d.get(0).fill_(7);
    assertEquals(7, y.get(0).item());
    x.mul(y.data()).sum().backward();
    grad(x, 7, 6);
  }

  @Test
  void retainGradKeepsTheGradientOfANonLeaf() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3).retainGrad();
    assertTrue(y.retainsGrad() && !x.retainGrad().retainsGrad());
    y.square().sum().backward(GradOption.RETAIN_GRAPH);
    grad(y, 6, 12);
    y.sum().backward();
    grad(y, 7, 13);
    assertNotSame(y.grad(), x.grad());
    assertThrows(IllegalStateException.class, () -> Tensor.of(1.0).retainGrad());
  }

  @Test
  void setGradFitsItsTensor() {
    Tensor x = leaf(1, 2);
    x.setGrad(Tensor.of(1.0, 1.0));
    x.sum().backward();
    grad(x, 2, 2);
    x.setGrad(null);
    assertNull(x.grad());
    assertThrows(IllegalArgumentException.class, () -> x.setGrad(Tensor.of(1.0)));
    assertThrows(IllegalArgumentException.class, () -> x.setGrad(Tensor.of(1f, 2f)));
  }

  @Test
  void requiresGradIsForFloatingLeaves() {
    assertThrows(IllegalStateException.class, () -> Tensor.of(1L).requiresGrad_());
    Tensor y = leaf(1).mul(2);
    assertThrows(IllegalStateException.class, () -> y.requiresGrad_(false));
    assertFalse(leaf(1).requiresGrad_(false).mul(2).requiresGrad());
  }

  @Test
  void threadsMayAccumulateIntoOneLeaf() {
    Tensor x = leaf(1, 2);
    IntStream.range(0, 8).parallel().forEach(i -> {
      for (int k = 0; k < 200; k++) {
        x.mul(i + 1).sum().backward();
      }
    });
    grad(x, 200 * 36, 200 * 36);
  }
}
