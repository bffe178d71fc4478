package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Changes in place: what is refused, what views and bases see, and which saved values are found to be stale. */
class InPlaceTest {
  private final Tensor x = Tensor.of(1.0, 2.0, 3.0, 4.0).requiresGrad_();

  private static String refused(Executable executable) {
    return assertThrows(IllegalStateException.class, executable).getMessage();
  }

  private void gradient(Tensor loss, double... expected) {
    assertArrayEquals(expected, Autograd.grad(loss, x).toDoubles(), 1e-12);
  }

  @Test
  void aLeafIsNotChangedWhileOperationsAreRecorded() {
    assertTrue(refused(() -> x.add_(1)).contains("a leaf Variable that requires grad"));
    assertTrue(refused(() -> x.slice(0, 0, 2).mul_(2)).contains("a view of a leaf Variable that requires grad"));
    assertTrue(refused(() -> x.reshape(2, 2).t().zero_()).contains("fill_"));
    assertArrayEquals(new double[] {1, 2, 3, 4}, x.toDoubles());
    assertEquals(0, x.version());
  }

  @Test
  void aViewThatIsOlderThanTheRequestForGradientsDoesNotMakeALeafAResult() {
    Tensor leaf = Tensor.of(1.0, 1.0, 1.0);
    Tensor view = leaf.slice(0, 0, 2);
    leaf.requiresGrad_();
    assertTrue(refused(() -> view.add_(x.slice(0, 0, 2))).contains("a view of a leaf Variable that requires grad"));
    assertTrue(leaf.isLeaf());
    assertArrayEquals(new double[] {1, 1, 1}, leaf.toDoubles());
  }

  @Test
  void aRetainedGradientIsThatOfTheChangedElements() {
    Tensor y = x.mul(2).retainGrad();
    y.mul_(3);
    y.get(0).mul_(5);
    y.sum().backward();
    assertArrayEquals(new double[] {1, 1, 1, 1}, y.grad().toDoubles());
    assertArrayEquals(new double[] {30, 6, 6, 6}, x.grad().toDoubles());
  }

  @Test
  void aLeafIsChangedUnderNoGrad() {
    try (var _ = GradMode.noGrad()) {
      x.sub_(1);
      x.slice(0, 0, 2).mul_(3);
    }
    assertArrayEquals(new double[] {0, 3, 2, 3}, x.toDoubles());
    assertTrue(x.isLeaf() && x.requiresGrad());
    assertEquals(2, x.version());
  }

  @Test
  void elementsThatAreShownTwiceAreNotChanged() {
    Tensor expanded = Tensor.of(1.0).expand(3);
    assertTrue(refused(() -> expanded.add_(1)).contains("single memory location"));
  }

  @Test
  void aRefusedChangeChangesNothing() {
    Tensor y = x.mul(1);
    assertThrows(IllegalArgumentException.class, () -> y.add_(Tensor.ones(2, 4)));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(1L).add_(Tensor.of(1.5)));
    assertEquals(0, y.version());
    assertArrayEquals(x.toDoubles(), y.toDoubles());
  }

  @Test
  void versionsAreSharedByViewsAndDetachedTensors() {
    Tensor y = x.mul(1);
    Tensor view = y.reshape(2, 2).t();
    Tensor detached = y.detach();
    view.add_(1);
    detached.mul_(2);
    y.zero_();
    assertEquals(3, y.version());
    assertEquals(3, view.version());
    assertEquals(3, detached.version());
  }

  @Test
  void aSavedValueIsRefusedHoweverItWasChanged() {
    for (Consumer<Tensor> change : List.<Consumer<Tensor>>of(
        y -> y.add_(1), y -> y.get(0).add_(1), y -> y.detach().zero_(), y -> y.data().get(1).fill_(2),
        y -> GradMode.withoutGrad(() -> y.mul_(2)))) {
      Tensor y = x.mul(1);
      Tensor loss = y.square().sum();
      change.accept(y);
      String message = refused(loss::backward);
      assertTrue(message.contains("modified by an inplace operation") && message.contains("expected version 0")
          && message.contains("PowBackward0"), message);
    }
  }

  @Test
  void aValueThatIsNotReadMayBeChanged() {
    Tensor y = x.mul(1);
    Tensor loss = y.add(1).sum();
    y.zero_();
    loss.backward();
    assertArrayEquals(new double[] {1, 1, 1, 1}, x.grad().toDoubles());
  }

  @Test
  void aChangeOfABaseIsSeenByItsViews() {
    Tensor y = x.mul(1);
    Tensor view = y.slice(0, 1, 3);
    y.mul_(y.detach());
    assertEquals("AsStridedBackward0", view.gradFn().name());
    // view is x[1:3]^2, one factor of which is constant
    gradient(view.sum(), 0, 2, 3, 0);
  }

  @Test
  void anExpandedViewOfAChangedBaseAddsUpItsGradients() {
    Tensor buffer = Tensor.zeros(x.dtype(), 1, 4);
    Tensor expanded = buffer.expand(3, 4);
    buffer.add_(x);
    gradient(expanded.mul(Tensor.of(new double[][] {{1}, {10}, {100}})).sum(), 111, 111, 111, 111);
  }

  @Test
  void aChangeOfAViewIsSeenByItsBaseAndOtherViews() {
    Tensor y = x.mul(1);
    Tensor view = y.slice(0, 1, 3);
    Tensor other = y.reshape(2, 2).select(1, 1);
    view.mul_(10);
    assertEquals("CopySlices", y.gradFn().name());
    assertArrayEquals(new double[] {20, 4}, other.toDoubles());
    gradient(other.sum(), 0, 10, 0, 1);
  }

  @Test
  void aConstantBaseBecomesTrackedByAChangeOfItsView() {
    Tensor buffer = Tensor.zeros(x.dtype(), 2, 4);
    Tensor row = buffer.get(0);
    row.copy_(x);
    assertTrue(buffer.requiresGrad() && row.requiresGrad());
    gradient(buffer.mul(Tensor.of(new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}})).sum(), 1, 2, 3, 4);
  }

  @Test
  void overwrittenElementsHaveNoGradient() {
    Tensor y = x.mul(3);
    y.slice(0, 0, 2).zero_();
    y.get(2).fill_(7);
    gradient(y.square().sum(), 0, 0, 0, 2 * 12 * 3);
  }

  @Test
  void aDetachedTensorHasAHistoryOfItsOwn() {
    Tensor y = x.mul(1);
    Tensor detached = y.detach();
    detached.mul_(x);
    assertTrue(detached.requiresGrad());
    assertEquals("MulBackward0", y.gradFn().name());
    gradient(detached.sum(), 1, 2, 3, 4);
  }

  @Test
  void aViewMadeUnderNoGradIsNotChangedWhileOperationsAreRecorded() {
    Tensor y = x.mul(1);
    Tensor view = GradMode.withoutGrad(() -> y.slice(0, 0, 2));
    assertTrue(refused(() -> view.mul_(x.slice(0, 0, 2))).contains("noGrad"));
    assertTrue(refused(view::zero_).contains("noGrad"));
    Tensor constant = Tensor.zeros(x.dtype(), 4);
    Tensor ofConstant = GradMode.withoutGrad(() -> constant.slice(0, 0, 2));
    assertTrue(refused(() -> ofConstant.copy_(x.slice(0, 0, 2))).contains("noGrad"));
    assertArrayEquals(new double[] {1, 2, 3, 4, 0, 0, 0, 0}, Tensor.cat(List.of(y, constant), 0).toDoubles());
    GradMode.withoutGrad(() -> view.zero_());
    assertArrayEquals(new double[] {0, 0, 3, 4}, y.toDoubles());
  }

  @Test
  void aChangedTensorIsAnotherNode() {
    Tensor y = x.mul(2);
    var before = y.gradFn();
    y.add_(1).mul_(y.detach());
    assertFalse(before == y.gradFn());
    assertEquals("MulBackward0", y.gradFn().name());
    assertEquals("AddBackward0", y.gradFn().nextFunctions().getFirst().node().name());
  }

  @Test
  void hooksStayWithTheValueTheyWereMadeFor() {
    Tensor y = x.mul(2);
    var seen = new double[1][];
    y.registerHook(seed -> {
      seen[0] = seed.toDoubles();
      return null;
    });
    y.mul_(5);
    y.sum().backward();
    assertArrayEquals(new double[] {5, 5, 5, 5}, seen[0]);
    assertArrayEquals(new double[] {10, 10, 10, 10}, x.grad().toDoubles());
  }
}
