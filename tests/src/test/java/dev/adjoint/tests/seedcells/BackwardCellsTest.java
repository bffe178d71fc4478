package dev.adjoint.tests.seedcells;

import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;

/** Backward from scalars, with vectors, and more than once. */
class BackwardCellsTest {
  @SeedCell("S03")
  void onesPlusFiveSquaredMean(Cell cell) {
    Tensor x = Tensor.ones(3, 3).requiresGrad_();
    cell.print(x);
    Tensor y = x.add(5);
    cell.print(y);
    Tensor z = y.mul(y);
    Tensor out = z.mean();
    cell.print(z, out);
    cell.print(out);
    out.backward();
    cell.print(x);
    cell.print(x.grad());
    cell.expect("x.grad", x.grad());
    cell.expect("out", out);
  }

  private static void doubling(Cell cell) {
    Tensor x = cell.input("x");
    Tensor y = x.mul(2);
    while (y.data().norm().item() < 1000) {
      y = y.mul(2);
    }
    cell.print(y);
    Tensor v = Tensor.of(0.1f, 1.0f, 0.0001f);
    y.backward(v, GradOption.RETAIN_GRAPH);
    cell.print(x.grad());
    cell.expect("y", y);
    cell.expect("x.grad", x.grad());
  }

  @SeedCell("S04a")
  void doublingLoopHasATripCountThatDependsOnData(Cell cell) {
    doubling(cell);
  }

  @SeedCell("S04b")
  void doublingLoopFromAnotherStart(Cell cell) {
    doubling(cell);
  }

  @SeedCell("S08")
  void scalarPolynomial(Cell cell) {
    Tensor x = Tensor.scalar(2.0f).requiresGrad_();
    cell.print(x);
    Tensor y = x.pow(2).add(x.mul(3)).add(5);
    cell.print(y);
    y.backward();
    cell.print("dy/dx at x=2: " + x.grad().item());
    cell.expect("x.grad", x.grad());
    cell.expect("y", y);
  }

  @SeedCell("S09")
  void vectorSquareWithOnesAsVector(Cell cell) {
    Tensor x = Tensor.of(1.0f, 2.0f, 3.0f).requiresGrad_();
    cell.print(x);
    Tensor y = x.pow(2);
    cell.print(y);
    y.backward(Tensor.onesLike(y));
    cell.print("dy/dx : ", x.grad());
    cell.expect("x.grad", x.grad());
    cell.expect("y", y);
  }

  @SeedCell("S10")
  void severalVariables(Cell cell) {
    Tensor x = Tensor.scalar(2.0f).requiresGrad_();
    Tensor w = Tensor.scalar(3.0f).requiresGrad_();
    Tensor b = Tensor.scalar(1.0f).requiresGrad_();
    Tensor y = w.mul(x).add(b);
    cell.print(y);
    y.backward();
    cell.print(x.grad());
    cell.print(w.grad());
    cell.print(b.grad());
    cell.expect("x.grad", x.grad());
    cell.expect("w.grad", w.grad());
    cell.expect("b.grad", b.grad());
  }

  @SeedCell("S13")
  void quarticPolynomial(Cell cell) {
    Tensor x = Tensor.scalar(2.0f).requiresGrad_();
    Tensor y = x.pow(4).mul(9).add(x.pow(3).mul(2)).add(x.pow(2).mul(3)).add(x.mul(6)).add(1);
    y.backward();
    cell.print(x.grad());
    cell.expect("x.grad", x.grad());
  }

  @SeedCell("S14")
  void aNonScalarOutputNeedsAGradient(Cell cell) {
    Tensor x = Tensor.ones(2, 2).requiresGrad_();
    Tensor y = x.add(2);
    cell.refused(() -> y.backward());
  }

  @SeedCell("S15")
  void sumOfSquaresLeavesIntermediateGradsUnset(Cell cell) {
    Tensor x = cell.input("x");
    Tensor y = x.add(2);
    Tensor z = y.mul(y).sum();
    z.backward();
    cell.print(x);
    cell.print(y);
    cell.print(z);
    cell.print(x.grad());
    cell.print(y.grad());
    cell.print(z.grad());
    cell.expect("x.grad", x.grad());
    cell.expect("z", z);
  }

  @SeedCell("S16")
  void theVectorMayBeAComputedTensor(Cell cell) {
    Tensor x = cell.input("x");
    Tensor y = x.add(2);
    Tensor z = y.mul(y);
    y.backward(z);
    cell.print(x.grad());
    cell.expect("x.grad", x.grad());
  }

  @SeedCell("S17")
  void meanOfThreeTimesASquare(Cell cell) {
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}}).requiresGrad_();
    cell.print(x);
    Tensor y = x.add(2);
    cell.print(y);
    Tensor z = y.pow(2).mul(3);
    cell.print(z);
    Tensor out = z.mean();
    cell.print(out);
    out.backward();
    cell.print(x.grad());
    cell.expect("x.grad", x.grad());
  }

  @SeedCell("S18")
  void partialDerivatives(Cell cell) {
    Tensor x = Tensor.scalar(1.0f).requiresGrad_();
    Tensor z = Tensor.scalar(2.0f).requiresGrad_();
    Tensor y = x.pow(2).add(z.pow(3));
    y.backward();
    cell.print(x.grad(), z.grad());
    cell.expect("x.grad", x.grad());
    cell.expect("z.grad", z.grad());
  }

  @SeedCell("S32")
  void gradientsAccumulateOverCallsAndZeroResetsThem(Cell cell) {
    Tensor inp = Tensor.eye(4, 5).requiresGrad_();
    Tensor out = inp.add(1).pow(2).t();
    out.backward(Tensor.onesLike(out), GradOption.RETAIN_GRAPH);
    cell.print("First call\n" + inp.grad());
    out.backward(Tensor.onesLike(out), GradOption.RETAIN_GRAPH);
    cell.print("\nSecond call\n" + inp.grad());
    inp.grad().zero_();
    out.backward(Tensor.onesLike(out), GradOption.RETAIN_GRAPH);
    cell.print("\nCall after zeroing gradients\n" + inp.grad());
    cell.expect("inp.grad", inp.grad());
  }

  @SeedCell("S33")
  void aSecondBackwardNeedsRetainGraph(Cell cell) {
    Tensor x = Tensor.of(1f, 2f).requiresGrad_();
    Tensor y = x.mul(x).sum();
    y.backward();
    cell.refused(() -> y.backward());
  }

  @SeedCell("S34")
  void requiresGradAfterTheFact(Cell cell) {
    Tensor a = cell.input("a");
    a = a.mul(3).div(a.sub(1));
    cell.print(a.requiresGrad());
    a.requiresGrad_(true);
    cell.print(a.requiresGrad());
    Tensor b = a.mul(a).sum();
    cell.print(b.gradFn().name());
    b.backward();
    cell.expect("a", a);
    cell.expect("b", b);
    cell.expect("a.grad", a.grad());
  }

  @SeedCell("S35")
  void backwardWithOneIsBackward(Cell cell) {
    Tensor x = Tensor.ones(2, 2).requiresGrad_();
    Tensor y = x.add(2);
    Tensor z = y.mul(y).mul(3);
    Tensor out = z.mean();
    cell.print(z, out);
    out.backward(Tensor.scalar(1f));
    cell.print(x.grad());
    cell.expect("x.grad", x.grad());
  }

  @SeedCell("S36")
  void retainGradKeepsAnIntermediatesGradient(Cell cell) {
    Tensor x = Tensor.of(1f, 2f).requiresGrad_();
    Tensor y = x.mul(x);
    y.retainGrad();
    y.mul(y).sum().backward();
    cell.print(y.grad());
    cell.print(x.grad());
    cell.expect("y.grad", y.grad());
    cell.expect("x.grad", x.grad());
  }
}
