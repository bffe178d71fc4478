package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A compiled method whose parameters hold tensors, at one point, against the eager graph.
 *
 * @param wrt which arguments are differentiated
 */
record TreeCase(String name, List<Integer> wrt, Object... arguments) {
  @Override
  public String toString() {
    return name + " " + arguments.length;
  }

  private static Object[] with(Object[] arguments, List<?> more) {
    return Stream.concat(Stream.of(arguments), more.stream()).toArray();
  }

  private Object[] map(Object[] of, UnaryOperator<Tensor> function) {
    Object[] mapped = of.clone();
    wrt.forEach(i -> mapped[i] = TensorTree.map(of[i], function));
    return mapped;
  }

  private List<Tensor> differentiated(Object[] of) {
    return wrt.stream().flatMap(i -> TensorTree.tensors(of[i]).stream()).toList();
  }

  /** Values and adjoints are equal to the last bit, in float64 and in float32; buffers are added to. */
  void reverseModeIsTheEagerGraph(CompiledMethods methods) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      Object[] converted = Arrays.stream(arguments).map(a -> TensorTree.map(a, t -> t == null ? null : t.to(dtype))).toArray();
      new TreeCase(name, wrt, converted).compare(methods, true);
    }
  }

  /** The same in float64, where contributions may be added in another order. */
  void reverseModeIsCloseToTheEagerGraph(CompiledMethods methods) {
    compare(methods, false);
  }

  private void compare(CompiledMethods methods, boolean bits) {
    // where the method writes into an array, each gets its own
    Object[] leaves = map(arguments, t -> t.detach().requiresGrad_());
    List<Tensor> of = differentiated(leaves);
    Object value = methods.call(name, leaves);
    var g = new Generator(20);
    Object seed = TensorTree.map(value, t -> Bits.normalLike(g, t));
    List<Tensor> results = TensorTree.tensors(value);
    List<Tensor> seeds = TensorTree.tensors(seed);
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).requiresGrad()) {
        results.get(i).backward(seeds.get(i), GradOption.RETAIN_GRAPH);
      }
    }
    Reversed reversed = reverse(methods, seed);
    List<Tensor> values = TensorTree.tensors(reversed.value);
    for (int i = 0; i < values.size(); i++) {
      Bits.assertSame(results.get(i), values.get(i), "value " + i);
    }
    for (int i = 0; i < of.size(); i++) {
      Tensor gradient = of.get(i).grad() == null ? Tensor.zerosLike(of.get(i)) : of.get(i).grad();
      if (bits && results.size() == 1) {
        Bits.assertSame(gradient, reversed.adjoints.get(i), this + ", operand " + i);
      } else {
        // of several results the graph sums the contributions of each result by itself
        double distance = gradient.sub(reversed.adjoints.get(i)).norm().item();
        Bits.assertClose(0, distance, gradient.dtype() == DType.FLOAT64 ? 1e-14 : 1e-6, 1 + gradient.norm().item(), this + ", operand " + i);
      }
    }
  }

  private record Reversed(Object value, List<Tensor> adjoints) {}

  /** By {@code fVjp}. */
  private Reversed reverse(CompiledMethods methods, Object seed) {
    Object[] given = map(arguments, t -> t);
    var more = new ArrayList<>();
    more.add(TensorTree.tangent(methods.parameters(name + "Vjp").get(arguments.length), seed, t -> t));
    var buffers = new ArrayList<Tensor[]>();
    for (int i : wrt) {
      Tensor[] buffer = TensorTree.buffer(given[i]);
      buffers.add(buffer);
      if (buffer != null) {
        more.add(buffer);
      }
    }
    List<Object> components = methods.components(name + "Vjp", with(given, more));
    var adjoints = new ArrayList<Tensor>();
    int next = 1;
    for (Tensor[] buffer : buffers) {
      adjoints.addAll(TensorTree.tensors(buffer != null ? buffer : components.get(next++)));
    }
    return new Reversed(components.getFirst(), adjoints);
  }

  /** {@code fGradient} is {@code fVjp} with 1 for the seed. */
  void gradientIsReverseMode(CompiledMethods methods) {
    Object[] given = map(arguments, t -> t);
    List<Object> gradient = methods.components(name + "Gradient", given);
    Reversed reversed = reverse(methods, Tensor.onesLike((Tensor) gradient.getFirst()));
    List<Tensor> adjoints = gradient.subList(1, gradient.size()).stream().flatMap(a -> TensorTree.tensors(a).stream()).toList();
    for (int i = 0; i < adjoints.size(); i++) {
      Bits.assertSame(reversed.adjoints.get(i), adjoints.get(i), this + ", operand " + i);
    }
  }

  /** {@code <seed, J t> = <J^T seed, t>}. */
  void forwardAndReverseModeAgree(CompiledMethods methods) {
    var g = new Generator(21);
    Object[] given = map(arguments, t -> t);
    List<Class<?>> types = methods.parameters(name + "Jvp");
    var tangents = new ArrayList<>();
    for (int i : wrt) {
      tangents.add(TensorTree.tangent(types.get(arguments.length + tangents.size()), given[i], t -> Bits.normalLike(g, t)));
    }
    List<Tensor> directions = tangents.stream().flatMap(t -> TensorTree.tensors(t).stream()).toList();
    List<Object> forward = methods.components(name + "Jvp", with(given, tangents));
    Object seed = TensorTree.map(forward.getFirst(), t -> Bits.normalLike(g, t));
    Reversed reversed = reverse(methods, seed);
    double expected = dot(TensorTree.tensors(seed), TensorTree.tensors(forward.get(1)));
    double scale = dot(directions.stream().map(Tensor::abs).toList(), reversed.adjoints.stream().map(Tensor::abs).toList());
    Bits.assertClose(expected, dot(directions, reversed.adjoints), 1e-12, 1 + scale, toString());
  }

  private static double dot(List<Tensor> a, List<Tensor> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Bits.dot(a.get(i), b.get(i));
    }
    return sum;
  }

  /** As one node of the graph, differentiated twice. */
  void aTrackedCallHasBothDerivatives(CompiledMethods methods) {
    Object[] leaves = map(arguments, t -> t.detach().requiresGrad_());
    List<Tensor> of = differentiated(leaves);
    List<Tensor> eager = derivatives((Tensor) methods.call(name, leaves), of);
    List<Tensor> tracked = derivatives((Tensor) methods.derivative(name + "Tracked", leaves), of);
    for (int i = 0; i < eager.size(); i++) {
      double distance = eager.get(i).sub(tracked.get(i)).norm().item();
      Bits.assertClose(0, distance, 1e-13, 1 + eager.get(i).norm().item(), this + ", derivative " + i);
    }
  }

  /** Of first order, then of second order in a direction. */
  private static List<Tensor> derivatives(Tensor value, List<Tensor> leaves) {
    var g = new Generator(23);
    List<Tensor> first = orZeros(Autograd.grad(value, leaves, Bits.normalLike(g, value), GradOption.CREATE_GRAPH,
        GradOption.ALLOW_UNUSED), leaves);
    Tensor along = Tensor.scalar(0.0);
    for (Tensor adjoint : first) {
      along = along.add(adjoint.mul(Bits.normalLike(g, adjoint)).sum());
    }
    List<Tensor> second = orZeros(Autograd.grad(along, leaves, GradOption.ALLOW_UNUSED), leaves);
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<Tensor> orZeros(List<Tensor> adjoints, List<Tensor> leaves) {
    return IntStream.range(0, leaves.size())
        .mapToObj(i -> adjoints.get(i) == null ? Tensor.zerosLike(leaves.get(i)) : adjoints.get(i)).toList();
  }
}
