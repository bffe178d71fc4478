package dev.adjoint.tests.autograd;

import static dev.adjoint.runtime.autograd.FunctionalOption.BY_ROWS;
import static dev.adjoint.runtime.autograd.FunctionalOption.CREATE_GRAPH;
import static dev.adjoint.runtime.autograd.FunctionalOption.STRICT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.autograd.Functional;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.autograd.UnaryFunction;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Products with Jacobians and Hessians, and these themselves. */
class FunctionalTest {
  private final Tensor x = new Operands(200).normal(3);
  private final Tensor y = new Operands(201).normal(2, 3);
  private final Tensor v = Operands.constant(new Operands(202).normal(3));
  private final Tensor w = Operands.constant(new Operands(203).normal(2, 3));

  /** Two results of two inputs. */
  private static final Functional.Several FUNCTION = in -> List.of(in.get(1).matmul(in.get(0).exp()),
      in.get(0).mul(in.get(1)).sin().sum(0).unsqueeze(0));

  private static final Functional.Scalar ENERGY = in -> in.get(1).matmul(in.get(0).sin()).pow(3).sum()
      .add(in.get(0).slice(0, 1, 3).mul(in.get(0).slice(0, 0, 2)).sum());

  private static void close(Tensor expected, Tensor actual) {
    assertEquals(expected.shape(), actual.shape());
    assertTrue(expected.allClose(actual, 1e-10, 1e-12), () -> expected + " is not " + actual);
  }

  private static Tensor flat(Tensor jacobian, int rows) {
    return jacobian.reshape(rows, -1);
  }

  @Test
  void aJacobianHasTheShapeOfResultThenInput() {
    List<List<Tensor>> j = Functional.jacobian(FUNCTION, List.of(x, y));
    assertEquals(List.of(List.of(Shape.of(2, 3), Shape.of(2, 2, 3)), List.of(Shape.of(1, 3, 3), Shape.of(1, 3, 2, 3))),
        j.stream().map(row -> row.stream().map(Tensor::shape).toList()).toList());
    close(y.detach().mul(x.detach().exp()), j.get(0).get(0));
  }

  @Test
  void vjpAndJvpAreProductsWithTheJacobian() {
    List<List<Tensor>> j = Functional.jacobian(FUNCTION, List.of(x, y));
    Tensor u0 = Tensor.of(0.5, -2);
    Tensor u1 = Tensor.of(new double[][] {{1, 2, -1}});
    Functional.Products vjp = Functional.vjp(FUNCTION, List.of(x, y), List.of(u0, u1));
    Functional.Products jvp = Functional.jvp(FUNCTION, List.of(x, y), List.of(v, w));
    Tensor[] inputs = {x, y};
    for (int k = 0; k < 2; k++) {
      Tensor expected = u0.matmul(flat(j.get(0).get(k), 2)).add(u1.reshape(3).matmul(flat(j.get(1).get(k), 3)));
      close(expected.reshape(inputs[k].shape()), vjp.products().get(k));
    }
    for (int i = 0; i < 2; i++) {
      Tensor value = vjp.values().get(i);
      Tensor expected = flat(j.get(i).get(0), value.numel()).matmul(v)
          .add(flat(j.get(i).get(1), value.numel()).matmul(w.reshape(-1)));
      close(expected.reshape(value.shape()), jvp.products().get(i));
      close(FUNCTION.apply(List.of(x, y)).get(i).detach(), jvp.values().get(i));
    }
  }

  @Test
  void columnsAndRowsGiveTheSameJacobian() {
    UnaryOperator<Tensor> wide = t -> t.unsqueeze(1).mul(Tensor.arange(0, 40, 1).add(1)).sin();
    close(Functional.jacobian(wide, x, BY_ROWS), Functional.jacobian(wide, x));
    Functional.Several several = in -> List.of(wide.apply(in.get(0)), in.get(0).exp(), Tensor.ones(30).mul(in.get(1)));
    List<Tensor> inputs = List.of(x, Tensor.scalar(2.0));
    List<List<Tensor>> rows = Functional.jacobian(several, inputs, BY_ROWS);
    List<List<Tensor>> columns = Functional.jacobian(several, inputs);
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 2; k++) {
        close(rows.get(i).get(k), columns.get(i).get(k));
      }
    }
  }

  @Test
  void aJacobianByColumnsIsNotTakenThroughAFunctionThatMayNotBeDifferentiable() {
    UnaryFunction once = UnaryFunction.of("Once", (context, t) -> t.exp(), (context, seed) ->
        Tensor.of(seed.detach().toDoubles(), seed.shape()).mul(2));
    Tensor j = Functional.jacobian(t -> once.apply(t).expand(9, 3), x);
    close(Tensor.eye(3).to(x.dtype()).mul(2).expand(9, 3, 3).copy(), j);
  }

  @Test
  void aHessianIsTheJacobianOfTheGradient() {
    List<List<Tensor>> h = Functional.hessian(ENERGY, List.of(x, y));
    Functional.Several gradient = in -> Functional.vjp(i -> List.of(ENERGY.apply(i)), in, null, CREATE_GRAPH).products();
    List<List<Tensor>> j = Functional.jacobian(gradient, List.of(x, y));
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 2; k++) {
        close(j.get(i).get(k), h.get(i).get(k));
      }
    }
    close(flat(h.get(0).get(1), 3).t(), flat(h.get(1).get(0), 6));
  }

  @Test
  void hvpAndVhpAreProductsWithTheHessian() {
    List<List<Tensor>> h = Functional.hessian(ENERGY, List.of(x, y));
    Functional.Products hvp = Functional.hvp(ENERGY, List.of(x, y), List.of(v, w));
    Functional.Products vhp = Functional.vhp(ENERGY, List.of(x, y), List.of(v, w));
    Tensor[] inputs = {x, y};
    for (int i = 0; i < 2; i++) {
      int n = inputs[i].numel();
      Tensor expected = flat(h.get(i).get(0), n).matmul(v).add(flat(h.get(i).get(1), n).matmul(w.reshape(-1)))
          .reshape(inputs[i].shape());
      close(expected, hvp.products().get(i));
      close(expected, vhp.products().get(i));
    }
    close(ENERGY.apply(List.of(x, y)).detach(), hvp.values().getFirst());
    close(ENERGY.apply(List.of(x, y)).detach(), vhp.values().getFirst());
  }

  @Test
  void formsForOneAndTwoTensorsAreTheGeneralOne() {
    UnaryOperator<Tensor> cube = t -> t.pow(3).sum();
    close(Tensor.of(x.toDoubles()).mul(6).mul(Tensor.eye(3).to(x.dtype())), Functional.hessian(cube, x));
    close(x.detach().mul(6).mul(v), Functional.hvp(cube, x, v).product());
    close(x.detach().mul(6).mul(v), Functional.vhp(cube, x, v).product());
    close(x.detach().square().mul(3), Functional.vjp(cube, x, null).product());
    close(x.detach().square().mul(3).dot(v), Functional.jvp(cube, x, v).product());
    close(Functional.hessian((a, b) -> a.mul(b).sum(), x, v).get(0).get(1), Tensor.eye(3).to(x.dtype()));
    assertEquals(2, Functional.vjp((a, b) -> a.mul(b), x, v, v).products().size());
    close(v.mul(v).add(x.detach().mul(v)), Functional.jvp((a, b) -> a.mul(b), x, v, v, v).product());
    Tensor scalar = Tensor.scalar(3.0);
    assertEquals(9, Functional.jvp(t -> t.square().mul(1.5), scalar, null).product().item());
  }

  @Test
  void inputsKeepTheirGradAndResultsAreConstants() {
    Functional.Product product = Functional.vjp(t -> t.square(), x, v);
    assertFalse(product.product().requiresGrad() || product.value().requiresGrad());
    assertFalse(Functional.jacobian(t -> t.square(), x).requiresGrad());
    assertFalse(Functional.hessian(t -> t.square().sum(), x).requiresGrad());
    assertNull(x.grad());
    assertTrue(x.isLeaf() && x.requiresGrad());
  }

  @Test
  void createGraphMakesResultsDifferentiable() {
    Tensor j = Functional.jacobian(t -> t.pow(3), x, CREATE_GRAPH);
    close(x.detach().mul(6), Autograd.grad(j.sum(), x));
    GradCheck.gradcheck(t -> Functional.jacobian(a -> a.pow(3), t, CREATE_GRAPH), x);
    GradCheck.gradcheck(t -> Functional.jacobian(a -> a.unsqueeze(1).mul(Tensor.arange(9)).sin(), t, CREATE_GRAPH), x);
    GradCheck.gradcheck(t -> Functional.hessian(a -> a.pow(4).sum(), t, CREATE_GRAPH), x);
    GradCheck.gradcheck(t -> Functional.hvp(a -> a.pow(4).sum(), t, v, CREATE_GRAPH).product(), x);
    GradCheck.gradcheck(t -> Functional.vhp(a -> a.pow(4).sum(), t, v, CREATE_GRAPH).product(), x);
    GradCheck.gradcheck(t -> Functional.vjp(a -> a.pow(4), t, v, CREATE_GRAPH).product(), x);
    GradCheck.gradcheck(t -> Functional.jvp(a -> a.pow(4), t, v, CREATE_GRAPH).product(), x);
  }

  @Test
  void whatDoesNotDependHasADerivativeOfZero() {
    close(Tensor.zeros(x.dtype(), 2, 3), Functional.jacobian(t -> Tensor.of(1.0, 2.0), x));
    List<List<Tensor>> j = Functional.jacobian(in -> List.of(in.get(0).exp()), List.of(x, y));
    close(Tensor.zeros(x.dtype(), 3, 2, 3), j.get(0).get(1));
    close(Tensor.zeros(x.dtype(), 3, 3), Functional.hessian(t -> t.sum(), x));
    close(Tensor.zeros(x.dtype(), 3), Functional.hvp(t -> t.sum(), x, v).product());
    close(Tensor.zeros(x.dtype(), 2), Functional.jvp(t -> Tensor.of(1.0, 2.0), x, v).product());
  }

  private static void refused(org.junit.jupiter.api.function.Executable executable, String what) {
    String message = assertThrows(IllegalStateException.class, executable).getMessage();
    assertTrue(message.contains(what) && message.contains("strict"), message);
  }

  @Test
  void strictModeRefusesWhatDoesNotDepend() {
    refused(() -> Functional.jacobian(t -> Tensor.of(1.0), x, STRICT), "output 0");
    refused(() -> Functional.jacobian(in -> List.of(in.get(0).exp()), List.of(x, y), STRICT), "independent of input 1");
    refused(() -> Functional.vjp(t -> Tensor.of(1.0), x, Tensor.of(1.0), STRICT), "output 0");
    refused(() -> Functional.jvp(t -> Tensor.of(1.0), x, v, STRICT), "output 0");
    refused(() -> Functional.hessian(t -> t.sum(), x, STRICT), "gradient 0");
    refused(() -> Functional.hvp(t -> t.sum(), x, v, STRICT), "gradient 0");
    refused(() -> Functional.vhp(t -> t.sum(), x, v, STRICT), "gradient 0");
    refused(() -> Functional.jacobian(t -> t.mul(2), x, STRICT, CREATE_GRAPH), "derivative of the output 0");
    close(Functional.jacobian(Tensor::exp, x), Functional.jacobian(Tensor::exp, x, STRICT));
  }

  @Test
  void vectorsFitWhatTheyAreMultipliedWith() {
    for (org.junit.jupiter.api.function.Executable wrong : List.<org.junit.jupiter.api.function.Executable>of(
        () -> Functional.vjp(Tensor::exp, x, w), () -> Functional.vjp(Tensor::exp, x, null),
        () -> Functional.jvp(Tensor::exp, x, w), () -> Functional.hvp(Tensor::sum, x, w),
        () -> Functional.vjp(FUNCTION, List.of(x, y), List.of(v)), () -> Functional.hessian(Tensor::exp, x),
        () -> Functional.jacobian(Tensor::exp, Tensor.of(1L, 2L)))) {
      assertThrows(IllegalArgumentException.class, wrong);
    }
  }

  @Test
  void noGradAroundDoesNotMatter() {
    Tensor expected = Functional.jacobian(Tensor::exp, x);
    try (var _ = GradMode.noGrad()) {
      close(expected, Functional.jacobian(Tensor::exp, x));
      close(x.detach().mul(2), Functional.vjp(t -> t.square().sum(), x, null).product());
    }
  }

  @Test
  void resultsAndInputsMayBeEmpty() {
    assertEquals(Shape.of(0, 3), Functional.jacobian(t -> t.slice(0, 0, 0), x).shape());
    Tensor empty = Tensor.zeros(x.dtype(), 0);
    assertEquals(Shape.of(1, 0), Functional.jacobian(t -> t.sum().reshape(1), empty).shape());
    assertArrayEquals(new double[0], Functional.jacobian(t -> t.exp(), empty).toDoubles());
  }
}
