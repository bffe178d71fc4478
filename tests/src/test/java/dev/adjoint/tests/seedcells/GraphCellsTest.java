package dev.adjoint.tests.seedcells;

import dev.adjoint.runtime.tensor.Edge;
import dev.adjoint.runtime.tensor.Node;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.stream.Collectors;

/** The graph: values, gradients and nodes along it, and changes in place. */
class GraphCellsTest {
  @SeedCell("S07")
  void dataGradAndNodeOfEveryTensorOnTheWay(Cell cell) {
    Tensor a = Tensor.ones(2, 2).requiresGrad_();
    cell.print(a.data());
    cell.print(a.grad());
    cell.print(new Object[] {a.gradFn()});
    Tensor b = a.add(2);
    cell.print(b);
    Tensor c = b.pow(2);
    cell.print(c);
    Tensor out = c.sum();
    cell.print(out);
    out.backward();
    cell.print(a.data());
    cell.print(a.grad());
    cell.print(new Object[] {a.gradFn()});
    cell.print(b.data());
    cell.print(b.grad());
    cell.print(b.gradFn().name());
    cell.print(c.grad());
    cell.print(out.grad());
    cell.expect("a.grad", a.grad());
    cell.expect("b.data", b.data());
    cell.expect("c.data", c.data());
    cell.expect("out", out);
  }

  @SeedCell("S19")
  void sineOverLinspace(Cell cell) {
    Tensor a = Tensor.linspace(0, 2 * Math.PI, 25).requiresGrad_();
    cell.print(a);
    Tensor b = a.sin();
    cell.print(b);
    Tensor c = b.mul(2);
    cell.print(c);
    Tensor d = c.add(1);
    cell.print(d);
    Tensor out = d.sum();
    cell.print(out);
    out.backward();
    cell.print(a.grad());
    cell.expect("a", a);
    cell.expect("b", b);
    cell.expect("c", c);
    cell.expect("d", d);
    cell.expect("out", out);
    cell.expect("a.grad", a.grad());
  }

  private static String names(Node node) {
    return node.nextFunctions().stream().map(Edge::node).map(next -> next == null ? "None" : "'" + next.name() + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @SeedCell("S20")
  void nextFunctionsLeadBackToTheLeaf(Cell cell) {
    Tensor a = Tensor.linspace(0, 2 * Math.PI, 25).requiresGrad_();
    Tensor d = a.sin().mul(2).add(1);
    Node f = d.gradFn();
    while (f != null) {
      cell.print(f.name(), names(f));
      f = f.nextFunctions().isEmpty() ? null : f.nextFunctions().getFirst().node();
    }
    cell.print(new Object[] {a.gradFn()});
  }

  @SeedCell("S24")
  void aLeafIsNotChangedInPlace(Cell cell) {
    Tensor a = Tensor.linspace(0, 2 * Math.PI, 25).requiresGrad_();
    cell.refused(a::sin_);
  }

  @SeedCell("S25")
  void aSavedValueChangedInPlaceIsRefused(Cell cell) {
    Tensor a = Tensor.ones(3).requiresGrad_();
    Tensor b = a.mul(2);
    Tensor c = b.mul(b);
    b.add_(1);
    cell.refused(() -> c.sum().backward());
  }
}
