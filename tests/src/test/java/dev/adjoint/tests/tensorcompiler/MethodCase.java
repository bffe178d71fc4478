package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A compiled method from tensors to a tensor at one point, against the eager graph.
 *
 * @param wrt which arguments are differentiated
 */
record MethodCase(String name, List<Integer> wrt, Object... arguments) {
  @Override
  public String toString() {
    return name + " " + arguments.length;
  }

  private static Object[] with(Object[] arguments, Object... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
  }

  private Object[] withLeaves() {
    Object[] leaves = arguments.clone();
    wrt.forEach(i -> leaves[i] = ((Tensor) leaves[i]).detach().requiresGrad_());
    return leaves;
  }

  private List<Tensor> differentiated(Object[] of) {
    return wrt.stream().map(i -> (Tensor) of[i]).toList();
  }

  /** Values and adjoints are equal to the last bit, in float64 and in float32. */
  void reverseModeIsTheEagerGraph(CompiledMethods methods) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      new MethodCase(name, wrt, Stream.of(arguments)
          .map(a -> a instanceof Tensor t && t.dtype().isFloating() ? t.to(dtype) : a).toArray()).compareBits(methods);
    }
  }

  private void compareBits(CompiledMethods methods) {
    Object[] leaves = withLeaves();
    Tensor value = (Tensor) methods.call(name, leaves);
    Tensor seed = Bits.normalLike(new Generator(20), value);
    value.backward(seed);
    List<Object> generated = methods.components(name + "Vjp", with(arguments, seed));
    Bits.assertSame(value, (Tensor) generated.getFirst(), "value");
    List<Tensor> of = differentiated(leaves);
    IntStream.range(0, of.size()).forEach(i -> {
      Tensor gradient = of.get(i).grad() == null ? Tensor.zerosLike(of.get(i)) : of.get(i).grad();
      Bits.assertSame(gradient, (Tensor) generated.get(i + 1), this + ", operand " + i);
    });
  }

  /** {@code <seed, J t> = <J^T seed, t>}. */
  void forwardAndReverseModeAgree(CompiledMethods methods) {
    var g = new Generator(21);
    List<Tensor> tangents = differentiated(arguments).stream().map(t -> Bits.normalLike(g, t)).toList();
    List<Object> forward = methods.components(name + "Jvp", with(arguments, tangents.toArray()));
    Tensor seed = Bits.normalLike(g, (Tensor) forward.getFirst());
    List<Object> reverse = methods.components(name + "Vjp", with(arguments, seed));
    double expected = Bits.dot(seed, (Tensor) forward.get(1));
    double actual = 0;
    double scale = 0;
    for (int i = 0; i < tangents.size(); i++) {
      actual += Bits.dot((Tensor) reverse.get(i + 1), tangents.get(i));
      scale += Bits.dot(((Tensor) reverse.get(i + 1)).abs(), tangents.get(i).abs());
    }
    Bits.assertClose(expected, actual, 1e-12, scale, toString());
  }

  /** As one node of the graph, differentiated twice. */
  void aTrackedCallHasBothDerivatives(CompiledMethods methods) {
    Object[] leaves = withLeaves();
    List<Tensor> eager = derivatives((Tensor) methods.call(name, leaves), differentiated(leaves));
    List<Tensor> tracked = derivatives((Tensor) methods.derivative(name + "Tracked", leaves), differentiated(leaves));
    for (int i = 0; i < eager.size(); i++) {
      double distance = eager.get(i).sub(tracked.get(i)).norm().item();
      Bits.assertClose(0, distance, 1e-13, 1 + eager.get(i).norm().item(), this + ", derivative " + i);
    }
  }

  /** Of first order, then of second order in a direction. */
  private static List<Tensor> derivatives(Tensor value, List<Tensor> leaves) {
    var g = new Generator(23);
    List<Tensor> first = Autograd.grad(value, leaves, Bits.normalLike(g, value), GradOption.CREATE_GRAPH);
    Tensor along = Tensor.scalar(0.0);
    for (Tensor adjoint : first) {
      along = along.add(adjoint.mul(Bits.normalLike(g, adjoint)).sum());
    }
    return Stream.concat(first.stream(), Autograd.grad(along, leaves).stream()).toList();
  }
}
