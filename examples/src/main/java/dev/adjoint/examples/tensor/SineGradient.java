package dev.adjoint.examples.tensor;

import dev.adjoint.examples.Plot;
import dev.adjoint.runtime.tensor.Edge;
import dev.adjoint.runtime.tensor.Node;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The autograd tutorial's first plot: the derivative of {@code 2 sin(a) + 1} is {@code 2 cos(a)}, point by point. */
public final class SineGradient {
  private SineGradient() {}

  /**
   * What was computed.
   *
   * @param deviation how far the gradient is from {@code 2 cos(a)} at most
   */
  public record Result(Tensor gradient, double deviation, Path plot) {}

  /** Prints each step, walks the graph back to the leaf, and plots sine and gradient into {@code plots/sine.png}. */
  public static Result run(Path plots, PrintStream out) throws IOException {
    Tensor a = Tensor.linspace(0, 2 * Math.PI, 25).requiresGrad_();
    Tensor b = a.sin();
    Tensor c = b.mul(2);
    Tensor d = c.add(1);
    Tensor sum = d.sum();
    out.println("out = " + sum);
    walk(sum, out);
    sum.backward();
    out.println("a.grad = " + a.grad());

    double deviation = a.detach().cos().mul(2).sub(a.grad()).abs().max().item();
    out.printf("greatest deviation from 2 cos(a): %.1e%n", deviation);
    Path plot = Plot.lines("Sine and gradient", "a", "", list(a),
        Map.of("sin(a)", list(b), "gradient of 2 sin(a) + 1", list(a.grad())), plots.resolve("sine.png"));
    out.println("plot: " + plot);
    return new Result(a.grad(), deviation, plot);
  }

  /** Prints the operations that led to a tensor, from the last to the leaf. */
  private static void walk(Tensor result, PrintStream out) {
    Node node = result.gradFn();
    while (node != null) {
      List<Edge> next = node.nextFunctions();
      out.println(node.name() + " <- " + next.stream().map(Edge::node).toList());
      node = next.isEmpty() ? null : next.getFirst().node();
    }
  }

  private static List<Double> list(Tensor values) {
    return Arrays.stream(values.toDoubles()).boxed().toList();
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    run(Path.of(args.length > 0 ? args[0] : "target"), System.out);
  }
}
