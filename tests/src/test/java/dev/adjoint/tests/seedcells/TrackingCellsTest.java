package dev.adjoint.tests.seedcells;

import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;

/** What is tracked, and how it is switched. */
class TrackingCellsTest {
  @SeedCell("S01")
  void operationsOnUntrackedTensorsStayUntracked(Cell cell) {
    Tensor a = cell.input("a");
    a = a.mul(3);
    cell.print(a);
    cell.print(a.requiresGrad());
    cell.expect("a", a);
  }

  @SeedCell("S02")
  void requiresGradSwitchesTrackingOnInPlace(Cell cell) {
    Tensor a = cell.input("a");
    a.requiresGrad_(true);
    cell.print(a.requiresGrad());
    Tensor b = a.mul(a).sum();
    cell.print(b);
    cell.print(b.gradFn().name());
    cell.expect("b", b);
  }

  @SeedCell("S05")
  void noGradStopsTrackingInsideTheBlockOnly(Cell cell) {
    Tensor x = cell.input("x");
    cell.print(x.requiresGrad());
    cell.print(x.pow(2).requiresGrad());
    try (var _ = GradMode.noGrad()) {
      cell.print(x.pow(2).requiresGrad());
    }
  }

  @SeedCell("S06")
  void detachSharesTheContentAndDropsTheGradient(Cell cell) {
    Tensor x = cell.input("x");
    cell.print(x.requiresGrad());
    Tensor y = x.detach();
    cell.print(x);
    cell.print(y);
    cell.print(y.requiresGrad());
    cell.print(x.eq(y).all());
    cell.expect("y", y);
  }

  @SeedCell("S12")
  void trackingIsRecordedOperationByOperation(Cell cell) {
    Tensor x1 = Tensor.ones(2, 2);
    cell.print(x1);
    Tensor x2 = Tensor.ones(2, 2).requiresGrad_();
    cell.print(x2);
    cell.print(x1.add(2));
    cell.print(x2.add(2));
    cell.print(x2.mul(2));
    cell.print(x2.div(2));
    Tensor y = x1.add(2);
    cell.print(y.requiresGrad_(true));
  }

  @SeedCell("S22")
  void requiresGradIsASwitchOnTheTensor(Cell cell) {
    Tensor a = Tensor.ones(2, 3).requiresGrad_();
    cell.print(a);
    Tensor b1 = a.mul(2);
    cell.print(b1);
    a.requiresGrad_(false);
    Tensor b2 = a.mul(2);
    cell.print(b2);
  }

  private static Tensor add(Tensor x, Tensor y) {
    return GradMode.withoutGrad(() -> x.add(y));
  }

  @SeedCell("S23")
  void gradModesAreBlocksFunctionsAndNest(Cell cell) {
    Tensor a = Tensor.ones(2, 3).requiresGrad_().mul(2);
    Tensor b = Tensor.ones(2, 3).requiresGrad_().mul(3);
    Tensor c1 = a.add(b);
    cell.print(c1);
    Tensor c2;
    try (var _ = GradMode.noGrad()) {
      c2 = a.add(b);
    }
    cell.print(c2);
    Tensor c3 = a.mul(b);
    cell.print(c3);
    cell.print(add(a, b));
    try (var _ = GradMode.noGrad()) {
      try (var _ = GradMode.enableGrad()) {
        cell.print(a.add(b).requiresGrad());
      }
      cell.print(a.add(b).requiresGrad());
    }
  }

  @SeedCell("S31")
  void matmulIsTrackedUnlessUnderNoGradOrDetached(Cell cell) {
    Tensor x = cell.input("x");
    Tensor w = cell.input("w");
    Tensor b = cell.input("b");
    Tensor z = x.matmul(w).add(b);
    cell.print(z.requiresGrad());
    try (var _ = GradMode.noGrad()) {
      z = x.matmul(w).add(b);
    }
    cell.print(z.requiresGrad());
    z = x.matmul(w).add(b);
    cell.print(z.detach().requiresGrad());
  }
}
