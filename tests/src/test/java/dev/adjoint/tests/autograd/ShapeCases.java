package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;

/** The derivatives of {@code TensorViews}, {@code TensorProducts}, {@code TensorIndexing}, {@code cat} and {@code stack}. */
final class ShapeCases {
  private ShapeCases() {}

  static List<OperationCase> all() {
    var cases = new Cases();
    views(cases);
    copies(cases);
    products(cases);
    indexing(cases);
    joining(cases);
    return cases.all();
  }

  private static void views(Cases cases) {
    var operands = new Operands(60);
    Tensor x = operands.normal(2, 3, 2);
    cases.one("reshape(int[])", x, t -> t.reshape(3, -1));
    cases.one("reshape(int[])", x, t -> t.transpose(0, 2).reshape(3, 4));
    cases.one("reshape(int[])", operands.normal(1), t -> t.reshape());
    cases.one("reshape(Shape)", x, t -> t.reshape(Shape.of(12)));
    cases.one("viewAs(int[])", x, t -> t.viewAs(6, 2));
    cases.one("flatten()", x, Tensor::flatten);
    cases.one("flatten(int, int)", x, t -> t.flatten(0, 1));
    cases.one("t()", operands.normal(2, 3), Tensor::t);
    cases.one("t()", operands.normal(3), Tensor::t);
    cases.one("transpose(int, int)", x, t -> t.transpose(0, -1));
    cases.one("permute(int[])", x, t -> t.permute(2, 0, 1));
    cases.one("expand(int[])", operands.normal(3, 1), t -> t.expand(2, -1, 4));
    cases.one("expand(int[])", operands.normal(), t -> t.expand(2, 3));
    cases.one("expand(Shape)", operands.normal(1, 3), t -> t.expand(Shape.of(2, 3)));
    cases.one("squeeze()", operands.normal(1, 3, 1), Tensor::squeeze);
    cases.one("squeeze(int)", operands.normal(1, 3, 1), t -> t.squeeze(-1));
    cases.one("squeeze(int)", operands.normal(1, 3, 1), t -> t.squeeze(1));
    cases.one("unsqueeze(int)", x, t -> t.unsqueeze(1));
    cases.one("unsqueeze(int)", x, t -> t.unsqueeze(-1));
    cases.one("select(int, int)", x, t -> t.select(1, -1));
    cases.one("select(int, int)", x, t -> t.transpose(0, 1).select(0, 2));
    cases.one("get(int)", x, t -> t.get(1));
    cases.one("get(int, int[])", x, t -> t.get(1, 2, 0));
    cases.one("slice(int, int, int)", x, t -> t.slice(1, 1, 3));
    cases.one("slice(int, int, int)", x, t -> t.slice(1, -1, 1));
    cases.one("slice(int, int, int, int)", x, t -> t.slice(1, 0, 3, 2));
    cases.one("slice(int, int, int, int)", x, t -> t.permute(1, 2, 0).slice(0, 0, 3, 2));
    cases.one("narrow(int, int, int)", x, t -> t.narrow(1, 1, 2));
    cases.several("split(int, int)", t -> t.getFirst().split(2, 1), x);
    cases.several("chunk(int, int)", t -> t.getFirst().chunk(2, 1), x);
    cases.several("unbind(int)", t -> t.getFirst().unbind(1), x);
  }

  private static void copies(Cases cases) {
    var operands = new Operands(61);
    Tensor x = operands.normal(2, 3);
    cases.one("contiguous()", x, t -> t.t().contiguous());
    cases.one("contiguous()", x, Tensor::contiguous);
    cases.one("copy()", x, Tensor::copy);
    cases.one("to(DType)", x, t -> t.to(DType.FLOAT64));
    // float32 has seven digits: a linear function of it is differentiated by a large step.
    cases.add("to(DType)", t -> List.of(t.getFirst().to(DType.FLOAT32).mul(3).to(DType.FLOAT64)),
        GradCheck.Options.DEFAULT.withEps(0.25), x);
    cases.one("to(Device)", x, t -> t.to(Device.cpu()));
    cases.inPlace("copy_(Tensor)", x, operands.normal(3), Tensor::copy_);
    cases.two("copy_(Tensor)", x, operands.normal(2, 1), (t, source) -> t.copy().copy_(source));
    cases.one("copy_(Tensor)", operands.normal(3, 3), t -> {
      Tensor copy = t.copy();
      return copy.copy_(copy.t());
    });
    cases.inPlace("fill_(double)", x, t -> t.fill_(0.25));
    cases.inPlace("zero_()", x, Tensor::zero_);
  }

  private static void products(Cases cases) {
    int[][][] shapes = {{{3}, {3}}, {{3}, {3, 2}}, {{2, 3}, {3}}, {{2, 3}, {3, 2}}, {{2, 2, 3}, {3}}, {{3}, {2, 3, 2}},
        {{2, 2, 3}, {3, 2}}, {{2, 3}, {2, 3, 2}}, {{2, 2, 3}, {2, 3, 2}}, {{1, 2, 3}, {2, 3, 2}}, {{2, 2, 3}, {1, 3, 2}},
        {{2, 1, 2, 3}, {2, 3, 2}}, {{2, 3, 2, 2}, {2}}, {{0, 3}, {3, 2}}, {{2, 0}, {0, 3}}};
    var operands = new Operands(62);
    for (int[][] shape : shapes) {
      cases.two("matmul(Tensor)", operands.normal(shape[0]), operands.normal(shape[1]), Tensor::matmul);
    }
    cases.one("matmul(Tensor)", operands.normal(3, 3), x -> x.matmul(x));
    cases.one("matmul(Tensor)", operands.normal(2, 3), x -> x.matmul(x.t()));
    cases.two("matmul(Tensor)", Operands.constant(operands.normal(2, 3)), operands.normal(3, 2), Tensor::matmul);
    cases.two("matmul(Tensor)", operands.normal(2, 3), Operands.constant(operands.normal(3, 2)), Tensor::matmul);
    cases.two("mm(Tensor)", operands.normal(2, 3), operands.normal(3, 4), Tensor::mm);
    cases.two("mm(Tensor)", operands.normal(3, 2), operands.normal(4, 3), (x, y) -> x.t().mm(y.t()));
    cases.two("dot(Tensor)", operands.normal(4), operands.normal(4), Tensor::dot);
    for (int[] shape : new int[][] {{3}, {2, 3}, {2, 2, 3}, {0, 3}}) {
      cases.several("linear(Tensor, Tensor)", t -> List.of(t.get(0).linear(t.get(1), t.get(2))), operands.normal(shape),
          operands.normal(4, 3), operands.normal(4));
      cases.two("linear(Tensor, Tensor)", operands.normal(shape), operands.normal(4, 3), (x, w) -> x.linear(w, null));
    }
  }

  private static void indexing(Cases cases) {
    var operands = new Operands(63);
    Tensor x = operands.normal(3, 4);
    for (int dim : new int[] {0, 1}) {
      Tensor index = operands.indices(3, 2, 3);
      cases.one("gather(int, Tensor)", x, t -> t.gather(dim, index));
      cases.two("scatterAdd(int, Tensor, Tensor)", x, operands.normal(2, 3), (t, s) -> t.scatterAdd(dim, index, s));
      Tensor rows = operands.indices(3, 5);
      cases.one("indexSelect(int, Tensor)", x, t -> t.indexSelect(dim, rows));
      cases.two("indexAdd(int, Tensor, Tensor)", x, dim == 0 ? operands.normal(5, 4) : operands.normal(3, 5),
          (t, s) -> t.indexAdd(dim, rows, s));
    }
    Tensor one = operands.indices(1);
    cases.one("gather(int, Tensor)", operands.normal(), t -> t.gather(0, one));
    Tensor places = operands.indices(3, 2, 2);
    cases.one("take(Tensor)", x, t -> t.take(places));
    Tensor mask = operands.truth(3, 4);
    cases.one("maskedSelect(Tensor)", x, t -> t.maskedSelect(mask));
    cases.one("maskedSelect(Tensor)", operands.normal(4, 3), t -> t.t().maskedSelect(mask));
  }

  private static void joining(Cases cases) {
    var operands = new Operands(64);
    cases.several("cat(List, int)", t -> List.of(Tensor.cat(t, 0)), operands.normal(2, 3), operands.normal(1, 3),
        operands.normal(0, 3));
    cases.several("cat(List, int)", t -> List.of(Tensor.cat(t, -1)), operands.normal(2, 3), operands.normal(2, 1));
    cases.one("cat(List, int)", operands.normal(2, 2), x -> Tensor.cat(List.of(x, x.t(), x), 1));
    cases.one("cat(int, Tensor[])", operands.normal(2, 2), x -> Tensor.cat(1, x, x.t(), x));
    cases.one("stack(int, Tensor[])", operands.normal(2, 2), x -> Tensor.stack(-1, x, x.t(), x));
    cases.several("stack(List, int)", t -> List.of(Tensor.stack(t, 0)), operands.normal(2, 3), operands.normal(2, 3));
    cases.several("stack(List, int)", t -> List.of(Tensor.stack(t, -1)), operands.normal(2, 3), operands.normal(2, 3));
    cases.several("stack(List, int)", t -> List.of(Tensor.stack(t, 0)), operands.normal(), operands.normal());
  }
}
