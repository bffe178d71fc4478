package dev.adjoint.tests.seedcells;

import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.autograd.Context;
import dev.adjoint.runtime.autograd.Functional;
import dev.adjoint.runtime.autograd.UnaryFunction;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;

/** {@code Autograd.grad}, functional derivatives, and a function of the user's own. */
class GradientCellsTest {
  @SeedCell("S11")
  void gradReturnsTheGradientAndLeavesGradAlone(Cell cell) {
    Tensor x = Tensor.scalar(2.0f).requiresGrad_();
    Tensor y = x.pow(3).add(x.pow(2).mul(2));
    cell.print(y);
    List<Tensor> gradX = Autograd.grad(y, List.of(x));
    cell.print(gradX);
    cell.print(x.grad());
    cell.expect("y", y);
    cell.expect("grad_x[0]", gradX.getFirst());
  }

  private static final BinaryOperator<Tensor> EXP_ADDER = (x, y) -> x.exp().mul(2).add(y.mul(3));

  private static void jacobian(Cell cell) {
    List<Tensor> jacobian = Functional.jacobian(EXP_ADDER, cell.input("x"), cell.input("y"));
    cell.print(jacobian);
    cell.expect("J[0]", jacobian.get(0));
    cell.expect("J[1]", jacobian.get(1));
  }

  @SeedCell("S26")
  void jacobianOverTwoSingleElementInputs(Cell cell) {
    jacobian(cell);
  }

  @SeedCell("S27")
  void jacobianOverTwoVectors(Cell cell) {
    jacobian(cell);
  }

  private static Tensor doSomeDoubling(Tensor x) {
    Tensor y = x.mul(2);
    while (y.data().norm().item() < 1000) {
      y = y.mul(2);
    }
    return y;
  }

  @SeedCell("S28")
  void vjpThroughTheDoublingLoop(Cell cell) {
    Functional.Product r =
        Functional.vjp(GradientCellsTest::doSomeDoubling, cell.input("x"), Tensor.of(0.1f, 1.0f, 0.0001f));
    cell.print(r);
    cell.expect("r[0]", r.value());
    cell.expect("r[1]", r.product());
  }

  @SeedCell("S29")
  void jvpHessianHvpAndVhpOfACubicInTwoInputs(Cell cell) {
    Tensor x = cell.input("x");
    Tensor y = cell.input("y");
    Tensor v = cell.input("v");
    Tensor w = cell.input("w");
    BinaryOperator<Tensor> f = (a, b) -> a.pow(3).mul(b.sin()).sum().add(a.mul(b).sum());
    List<List<Tensor>> h = Functional.hessian(f, x, y);
    Functional.Product jv = Functional.jvp(f, x, y, v, w);
    Functional.Products hv = Functional.hvp(f, x, y, v, w);
    Functional.Products vh = Functional.vhp(f, x, y, v, w);
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 2; k++) {
        cell.expect("h[" + i + "][" + k + "]", h.get(i).get(k));
      }
      cell.expect("hv[1][" + i + "]", hv.products().get(i));
      cell.expect("vh[1][" + i + "]", vh.products().get(i));
    }
    cell.expect("jv[0]", jv.value());
    cell.expect("jv[1]", jv.product());
  }

  @SeedCell("S37")
  void anUnusedInputIsRefusedUnlessAllowed(Cell cell) {
    Tensor x = Tensor.scalar(2f).requiresGrad_();
    Tensor z = Tensor.scalar(3f).requiresGrad_();
    Tensor y = x.mul(x);
    cell.print(Autograd.grad(y, List.of(x, z), GradOption.RETAIN_GRAPH, GradOption.ALLOW_UNUSED));
    cell.refused(() -> Autograd.grad(y, List.of(x, z)));
  }

  @SeedCell("S38")
  void createGraphMakesTheGradientDifferentiable(Cell cell) {
    Tensor x = Tensor.scalar(2f).requiresGrad_();
    Tensor y = x.pow(3);
    Tensor g = Autograd.grad(y, x, GradOption.CREATE_GRAPH);
    cell.print(g);
    Tensor h = Autograd.grad(g, x);
    cell.print(h);
    cell.expect("g", g);
    cell.expect("h", h);
  }

  private static final class Exp extends UnaryFunction {
    @Override
    protected Tensor forward(Context context, Tensor i) {
      Tensor r = i.exp();
      context.saveForBackward(r);
      return r;
    }

    @Override
    protected Tensor backward(Context context, Tensor g) {
      Tensor r = context.savedTensors().getFirst();
      return g.mul(r);
    }
  }

  @SeedCell("S39")
  void aFunctionOfTheUsersOwn(Cell cell) {
    Tensor x = Tensor.of(0f, 1f, 2f).requiresGrad_();
    Tensor y = new Exp().apply(x);
    cell.print(y.detach());
    y.sum().backward();
    cell.print(x.grad());
    cell.expect("y", y);
    cell.expect("x.grad", x.grad());
  }
}
