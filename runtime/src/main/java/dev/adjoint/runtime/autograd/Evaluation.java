package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Edge;
import dev.adjoint.runtime.tensor.FunctionNode;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Node;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** One evaluation of a function that is recorded, and the derivatives that {@link Functional} takes of it. */
final class Evaluation {
  private static final GradOption[] LAST = {GradOption.ALLOW_UNUSED};
  private static final GradOption[] RETAIN = {GradOption.ALLOW_UNUSED, GradOption.RETAIN_GRAPH};
  private static final GradOption[] CREATE = {GradOption.ALLOW_UNUSED, GradOption.CREATE_GRAPH};

  private final String name;
  private final boolean strict;
  private final boolean create;
  private final boolean byRows;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;

  Evaluation(String name, Functional.Several function, List<Tensor> given, FunctionalOption... options) {
    Set<FunctionalOption> chosen = new HashSet<>(Arrays.asList(options));
    this.name = name;
    this.strict = chosen.contains(FunctionalOption.STRICT);
    this.create = chosen.contains(FunctionalOption.CREATE_GRAPH);
    this.byRows = chosen.contains(FunctionalOption.BY_ROWS);
    try (var _ = GradMode.enableGrad()) {
      var prepared = new ArrayList<Tensor>(given.size());
      for (int i = 0; i < given.size(); i++) {
        prepared.add(prepare(i, given.get(i)));
      }
      this.inputs = List.copyOf(prepared);
      this.outputs = List.copyOf(function.apply(inputs));
    }
  }

  private Tensor prepare(int i, Tensor input) {
    if (!input.dtype().isFloating()) {
      throw new IllegalArgumentException(name + ": input " + i + " of shape " + input.shape() + " has type "
          + input.dtype() + "; a floating type is needed");
    }
    return create && input.requiresGrad() ? input.viewAs(input.shape().sizes()) : input.detach().requiresGrad_();
  }

  // Products.

  Functional.Products vjp(List<Tensor> v) {
    try (var _ = GradMode.enableGrad()) {
      List<Tensor> seeds = vectors("results", v, outputs);
      return products(pull(outputs, inputs, seeds, create ? CREATE : LAST, "output"));
    }
  }

  Functional.Products jvp(List<Tensor> v) {
    try (var _ = GradMode.enableGrad()) {
      return products(push(outputs, vectors("inputs", v, inputs), "output"));
    }
  }

  Functional.Products vhp(List<Tensor> v) {
    try (var _ = GradMode.enableGrad()) {
      List<Tensor> seeds = vectors("inputs", v, inputs);
      return products(pull(gradient(), inputs, seeds, create ? CREATE : LAST, "gradient"));
    }
  }

  Functional.Products hvp(List<Tensor> v) {
    try (var _ = GradMode.enableGrad()) {
      return products(push(gradient(), vectors("inputs", v, inputs), "gradient"));
    }
  }

  private Functional.Products products(List<Tensor> products) {
    return new Functional.Products(finish(outputs), finish(products));
  }

  private List<Tensor> finish(List<Tensor> results) {
    return create ? List.copyOf(results) : results.stream().map(Tensor::detach).toList();
  }

  private List<Tensor> vectors(String what, List<Tensor> v, List<Tensor> like) {
    if (v == null) {
      if (like.size() != 1 || like.getFirst().numel() != 1) {
        throw new IllegalArgumentException(name + ": the vector is needed, one for each of the " + like.size() + " " + what
            + "; it can be left out only where there is one with one element");
      }
      return List.of(Tensor.onesLike(like.getFirst()));
    }
    if (v.size() != like.size()) {
      throw new IllegalArgumentException(name + ": " + v.size() + " vectors are not one for each of the " + like.size()
          + " " + what);
    }
    for (int i = 0; i < v.size(); i++) {
      if (!v.get(i).shape().equals(like.get(i).shape())) {
        throw new IllegalArgumentException(name + ": vector " + i + " has shape " + v.get(i).shape() + ", not "
            + like.get(i).shape() + " as " + what + " " + i + " have");
      }
    }
    return v;
  }

  /** The vector-Jacobian products of some tensors, with zeros where there is no dependence. */
  private List<Tensor> pull(List<Tensor> of, List<Tensor> at, List<Tensor> seeds, GradOption[] options, String what) {
    var used = new ArrayList<Tensor>();
    var usedSeeds = new ArrayList<Tensor>();
    for (int i = 0; i < of.size(); i++) {
      if (of.get(i).requiresGrad()) {
        used.add(of.get(i));
        usedSeeds.add(seeds.get(i));
      } else if (strict) {
        throw new IllegalStateException(name + ": " + what + " " + i + " of the function does not depend on any input,"
            + " which strict mode does not allow");
      }
    }
    List<Tensor> adjoints = used.isEmpty() ? Collections.nCopies(at.size(), null)
        : Autograd.grad(used, at, usedSeeds, options);
    var results = new ArrayList<Tensor>(at.size());
    for (int i = 0; i < at.size(); i++) {
      Tensor adjoint = adjoints.get(i);
      if (strict && (adjoint == null || create && !adjoint.requiresGrad())) {
        throw new IllegalStateException(name + ": the " + (adjoint == null ? what : "derivative of the " + what)
            + " of the function is independent of input " + i + ", which strict mode does not allow");
      }
      results.add(adjoint == null ? Tensor.zerosLike(at.get(i)) : adjoint);
    }
    return results;
  }

  /**
   * The Jacobian-vector products of some tensors: {@code u -> u^T J} is linear in u, so its derivative along v is
   * {@code J v}, whatever u is.
   */
  private List<Tensor> push(List<Tensor> of, List<Tensor> v, String what) {
    List<Tensor> u = of.stream().map(output -> Tensor.zerosLike(output).requiresGrad_()).toList();
    List<Tensor> rows = pull(of, inputs, u, CREATE, what);
    var used = new ArrayList<Tensor>();
    var seeds = new ArrayList<Tensor>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).requiresGrad()) {
        used.add(rows.get(i));
        seeds.add(v.get(i));
      }
    }
    List<Tensor> columns = used.isEmpty() ? Collections.nCopies(u.size(), null)
        : Autograd.grad(used, u, seeds, create ? CREATE : LAST);
    var results = new ArrayList<Tensor>(u.size());
    for (int i = 0; i < u.size(); i++) {
      if (strict && columns.get(i) == null) {
        throw new IllegalStateException(name + ": " + what + " " + i + " of the function is independent of the inputs,"
            + " which strict mode does not allow");
      }
      results.add(columns.get(i) == null ? Tensor.zerosLike(u.get(i)) : columns.get(i));
    }
    return results;
  }

  /** The gradient of the only output, recorded. */
  private List<Tensor> gradient() {
    if (outputs.size() != 1 || outputs.getFirst().numel() != 1) {
      throw new IllegalArgumentException(name + ": the function has one result with one element, not results of shapes "
          + outputs.stream().map(Tensor::shape).toList());
    }
    return pull(outputs, inputs, List.of(Tensor.onesLike(outputs.getFirst())), CREATE, "output");
  }

  // Matrices.

  List<List<Tensor>> jacobian() {
    try (var _ = GradMode.enableGrad()) {
      return byColumns() ? columns() : rows(outputs, "output");
    }
  }

  List<List<Tensor>> hessian() {
    try (var _ = GradMode.enableGrad()) {
      return rows(gradient(), "gradient");
    }
  }

  private static long elements(List<Tensor> tensors) {
    return tensors.stream().mapToLong(Tensor::numel).sum();
  }

  /** A pass over the recorded backward pass takes about twice as long as that backward pass. */
  private boolean byColumns() {
    return !byRows && !strict && 2 * elements(inputs) < elements(outputs) && !containsFunction();
  }

  private boolean containsFunction() {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var stack = new ArrayDeque<Node>();
    for (Tensor output : outputs) {
      if (output.gradFn() != null && seen.add(output.gradFn())) {
        stack.push(output.gradFn());
      }
    }
    while (!stack.isEmpty()) {
      Node node = stack.pop();
      if (node instanceof FunctionNode) {
        return true;
      }
      for (Edge edge : node.nextFunctions()) {
        if (edge.node() != null && seen.add(edge.node())) {
          stack.push(edge.node());
        }
      }
    }
    return false;
  }

  private static Shape join(Shape first, Shape second) {
    int[] sizes = Arrays.copyOf(first.sizes(), first.rank() + second.rank());
    System.arraycopy(second.sizes(), 0, sizes, first.rank(), second.rank());
    return Shape.of(sizes);
  }

  private static Tensor oneHot(Tensor like, int element) {
    return GradMode.withoutGrad(() -> {
      Tensor seed = Tensor.zerosLike(like);
      seed.reshape(-1).select(0, element).fill_(1);
      return seed;
    });
  }

  private List<List<Tensor>> rows(List<Tensor> of, String what) {
    var result = new ArrayList<List<Tensor>>();
    for (int i = 0; i < of.size(); i++) {
      Tensor output = of.get(i);
      var rows = inputs.stream().map(_ -> new ArrayList<Tensor>()).toList();
      for (int element = 0; element < output.numel(); element++) {
        List<Tensor> row = pull(List.of(output), inputs, List.of(oneHot(output, element)), create ? CREATE : RETAIN,
            what + " " + i);
        for (int k = 0; k < row.size(); k++) {
          rows.get(k).add(row.get(k));
        }
      }
      var blocks = new ArrayList<Tensor>();
      for (int k = 0; k < inputs.size(); k++) {
        Shape shape = join(output.shape(), inputs.get(k).shape());
        blocks.add(rows.get(k).isEmpty() ? Tensor.zerosLike(inputs.get(k)).reshape(1, -1).narrow(0, 0, 0).reshape(shape)
            : Tensor.stack(rows.get(k), 0).reshape(shape));
      }
      result.add(finish(blocks));
    }
    return List.copyOf(result);
  }

  private List<List<Tensor>> columns() {
    List<Tensor> u = outputs.stream().map(output -> Tensor.zerosLike(output).requiresGrad_()).toList();
    List<Tensor> products = pull(outputs, inputs, u, CREATE, "output");
    var blocks = outputs.stream().map(_ -> new Tensor[inputs.size()]).toList();
    for (int k = 0; k < inputs.size(); k++) {
      Tensor product = products.get(k);
      var columns = outputs.stream().map(_ -> new ArrayList<Tensor>()).toList();
      for (int element = 0; element < product.numel(); element++) {
        List<Tensor> column = pull(List.of(product), u, List.of(oneHot(product, element)), create ? CREATE : RETAIN,
            "product");
        for (int i = 0; i < outputs.size(); i++) {
          columns.get(i).add(column.get(i).reshape(-1));
        }
      }
      for (int i = 0; i < outputs.size(); i++) {
        Shape shape = join(outputs.get(i).shape(), inputs.get(k).shape());
        blocks.get(i)[k] = columns.get(i).isEmpty() ? Tensor.zerosLike(outputs.get(i)).reshape(-1, 1).narrow(1, 0, 0)
            .reshape(shape) : Tensor.stack(columns.get(i), 1).reshape(shape);
      }
    }
    return blocks.stream().map(row -> finish(List.of(row))).toList();
  }
}
