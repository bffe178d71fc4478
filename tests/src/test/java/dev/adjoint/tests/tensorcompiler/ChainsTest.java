package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.profile.Profiler;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elementwise operations in a row are one pass over the elements, with the bits of the operations one by one. */
class ChainsTest {
  private static final List<String> NAMES = List.of("gate", "poly", "silu", "wave", "roots", "numbers", "twice", "branches", "looped");
  private static CompiledMethods methods;

  @BeforeAll
  static void compile() {
    methods = CompiledMethods.of("Chained", """
        @Differentiable static Tensor gate(Tensor x, Tensor w, Tensor b) { return x.mul(w).add(b).tanh().mul(x).add(1).square(); }
        @Differentiable static Tensor poly(Tensor x, Tensor w, Tensor b) { return x.mul(w).add(b).mul(x).sub(w).square().neg().relu(); }
        @Differentiable static Tensor silu(Tensor x, Tensor w, Tensor b) { return x.sigmoid().mul(x).add(w).sub(b); }
        @Differentiable static Tensor wave(Tensor x, Tensor w, Tensor b) {
          return x.add(w).exp().neg().exp().add(b.mul(x)).gelu().softplus();
        }
        @Differentiable static Tensor roots(Tensor x, Tensor w, Tensor b) {
          return x.abs().add(1).sqrt().reciprocal().mul(w).div(b.square().add(0.5)).erf();
        }
        @Differentiable static Tensor numbers(Tensor x, Tensor w, Tensor b) {
          return x.rsub(2).mul(0.1f).addScaled(0.3, w).sub(0.7).div(3).add(b).sin();
        }
        @Differentiable static Tensor twice(Tensor x, Tensor w, Tensor b) {
          Tensor t = x.mul(x).add(w);
          return t.mul(t).sub(t).mul(b);
        }
        @Differentiable static Tensor branches(Tensor x, Tensor w, Tensor b) {
          Tensor t = x.mul(w).neg().add(b);
          if (x.sum().item() > 0) {
            t = t.sigmoid().mul(x).add(w);
          }
          return t.square().sub(1);
        }
        @Differentiable static Tensor looped(Tensor x, Tensor w, Tensor b) {
          Tensor h = x;
          for (int i = 0; i < 3; i++) {
            h = h.mul(w).add(b).tanh().add(h).mul(0.5);
          }
          return h;
        }
        """);
  }

  private static List<Tensor> operands(DType dtype, Shape... shapes) {
    var generator = new Generator(7);
    var all = new ArrayList<Tensor>();
    for (Shape shape : shapes) {
      all.add(generator.normal(dtype, shape));
    }
    return all;
  }

  /** Value and gradients of the graph, of the generated adjoint and of the method as a node of the graph. */
  private static void assertSame(String name, List<Tensor> x) {
    Tensor plain = (Tensor) methods.call(name, x.toArray());
    Tensor seed = new Generator(8).normal(plain.dtype(), plain.shape());
    List<Tensor> eager = backward(x, seed, leaves -> (Tensor) methods.call(name, leaves.toArray()));
    var args = new ArrayList<Object>(x);
    args.add(seed);
    List<Object> generated = methods.components(name + "Vjp", args.toArray());
    List<Tensor> tracked = backward(x, seed, leaves -> (Tensor) methods.derivative(name + "Tracked", leaves.toArray()));
    Bits.assertSame(plain, (Tensor) generated.getFirst(), name);
    for (int i = 0; i < x.size(); i++) {
      Bits.assertSame(eager.get(i), (Tensor) generated.get(i + 1), name + " with respect to operand " + i);
      Bits.assertSame(eager.get(i), tracked.get(i), name + " tracked, with respect to operand " + i);
    }
  }

  private static List<Tensor> backward(List<Tensor> x, Tensor seed, java.util.function.Function<List<Tensor>, Tensor> f) {
    List<Tensor> leaves = x.stream().map(t -> t.detach().requiresGrad_()).toList();
    f.apply(leaves).backward(seed);
    return leaves.stream().map(t -> t.grad() == null ? Tensor.zerosLike(t) : t.grad()).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 1024, 5000})
  void aChainHasTheBitsOfItsOperations(int n) {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      NAMES.forEach(name -> assertSame(name, operands(dtype, Shape.of(n), Shape.of(n), Shape.of(n))));
    }
  }

  @Test
  void operandsThatBroadcastGiveTheSameBits() {
    for (String name : NAMES) {
      assertSame(name, operands(DType.FLOAT32, Shape.of(40, 50), Shape.of(50), Shape.of(40, 1)));
      assertSame(name, operands(DType.FLOAT32, Shape.of(50), Shape.of(40, 50), Shape.of()));
      assertSame(name, operands(DType.FLOAT64, Shape.of(3, 1, 50), Shape.of(40, 1), Shape.of(3, 40, 50)));
    }
  }

  @Test
  void operandsThatDoNotLieOneAfterTheOtherGiveTheSameBits() {
    for (String name : NAMES) {
      List<Tensor> x = operands(DType.FLOAT32, Shape.of(40, 50), Shape.of(50, 40), Shape.of(40, 100));
      assertSame(name, List.of(x.get(0), x.get(1).t(), x.get(2).slice(1, 0, 100, 2)));
    }
  }

  @Test
  void operandsOfTwoTypesGiveTheSameBits() {
    Tensor x = operands(DType.FLOAT32, Shape.of(2000)).getFirst();
    Tensor w = operands(DType.FLOAT64, Shape.of(2000)).getFirst();
    for (String name : List.of("gate", "poly", "twice", "looped")) {
      assertSame(name, List.of(x, w, x.mul(0.5)));
    }
  }

  @Test
  void aChainIsOnePass() {
    List<Tensor> x = operands(DType.FLOAT32, Shape.of(2000), Shape.of(2000), Shape.of(2000));
    Tensor seed = Tensor.onesLike(x.getFirst());
    methods.derivative("polyVjp", x.get(0), x.get(1), x.get(2), seed);
    try (var profiler = Profiler.start()) {
      methods.derivative("polyVjp", x.get(0), x.get(1), x.get(2), seed);
      var names = profiler.events().stream().map(e -> e.name()).toList();
      if (Backends.of(Device.cpu()).name().equals("reference")) {
        assertFalse(names.contains("chain"), names::toString);
      } else {
        assertEquals(List.of("chain", "chain"), names);
      }
    }
  }

  @Test
  void whatTwoChainsShareIsGivenBackAfterTheSecond() {
    String generated = methods.generated();
    assertTrue(generated.matches("(?s).*POLY_VJP_CHAIN2 = TensorChain.of\\(\\s+x -> polyVjpChain2\\([^;]*\\), \\d[^;]*;.*"), generated);
    List<Tensor> x = operands(DType.FLOAT32, Shape.of(5000), Shape.of(5000), Shape.of(5000));
    Tensor seed = Tensor.onesLike(x.getFirst());
    try (var _ = TensorScope.open()) {
      List<Object> first = methods.components("polyVjp", x.get(0), x.get(1), x.get(2), seed);
      double[] before = ((Tensor) first.get(1)).toDoubles();
      List<Object> second = methods.components("polyVjp", x.get(0), x.get(1), x.get(2), seed);
      assertEquals(before.length, ((Tensor) second.get(1)).numel());
      assertTrue(java.util.Arrays.equals(before, ((Tensor) first.get(1)).toDoubles()), "a result is not used again for another one");
    }
  }
}
