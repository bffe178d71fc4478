package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arrays of tensors that are parameters, in everything else that a method may have. */
class TensorArrayProgramsTest {
  private static final String TEXT = """
        static double lib(Tensor[] a, double x) { return x * x * a.length; }
        @DerivativeOf(type = Programs.class, method = "lib")
        static double libRule(Tensor[] a, double x, double seed) { return 2 * x * a.length * seed; }
        @Differentiable static Tensor rule(Tensor x, @NonDifferentiable Tensor[] a) { return x.mul(lib(a, x.sum().item())); }
        interface Layer { @Differentiable Tensor apply(Tensor x, Tensor[] w); }
        static final class Product implements Layer {
          @Differentiable public Tensor apply(Tensor x, Tensor[] w) { return x.mul(w[0]); }
        }
        static final class Sine implements Layer {
          @Differentiable public Tensor apply(Tensor x, Tensor[] w) { return x.mul(w[1]).sin(); }
        }
        @Differentiable static Tensor layers(Tensor x, Tensor[] w, boolean sine) {
          Layer l = sine ? new Sine() : new Product();
          return l.apply(l.apply(x, w), w).sum();
        }
        @Differentiable static Tensor streams(Tensor[] w) {
          return Arrays.stream(w).map(t -> t.mul(t)).reduce(Tensor.scalar(0.0), Tensor::add).sum();
        }
        @Differentiable static Tensor checkpointed(Tensor x, Tensor[] w) {
          Tensor h = x;
          for (@Checkpoint(snapshots = 2) int i = 0; i < w.length; i++) {
            h = h.mul(w[i]).tanh();
          }
          return h.sum();
        }
        @Checkpoint static Tensor part(Tensor x, Tensor[] w) { return x.mul(w[0]).tanh().mul(w[1]); }
        @Differentiable static Tensor parts(Tensor x, Tensor[] w) { return part(part(x, w), w).sum(); }
        @Differentiable static Tensor caught(Tensor x, Tensor[] w, int k) {
          try {
            w[0] = w[0].mul(x);
            w[k] = w[0].exp();
          } catch (ArrayIndexOutOfBoundsException e) {
            w[1] = w[1].mul(3);
          }
          return w[0].mul(w[1]).sum();
        }
        @Differentiable static Tensor swapped(Tensor[] a, Tensor[] b, int n) {
          for (int i = 0; i < n; i++) {
            Tensor[] t = a;
            a = b;
            b = t;
            a[0] = a[0].mul(b[0]);
          }
          return a[0].sin().add(b[0]).sum();
        }
        @Differentiable static Tensor chosen(Tensor[] a, Tensor[] b, boolean first) {
          Tensor[] r = first ? a : b;
          return r[0].mul(r[1]).mul(a[1]).sum();
        }
        record Deep(Tensor one, Tensor[] two) {}
        record Deeper(Deep deep, Tensor[] t) {}
        @Differentiable static Deeper deeper(Deeper d, Tensor x) {
          return new Deeper(new Deep(d.deep().one().mul(x), d.t()), d.deep().two());
        }
        @Differentiable static Tensor clones(Tensor[] a) {
          Tensor[] b = a.clone();
          b[0] = a[1].mul(a[0]);
          Tensor[] c = Arrays.copyOf(a, 3);
          c[2] = b[0];
          return Tensor.stack(0, b).exp().sum().mul(Tensor.stack(0, c).sum());
        }
      """;
  private static final CompiledMethods METHODS = CompiledMethods.of("Programs", TEXT);
  private static final CompiledMethods WITHOUT_ANALYSES = CompiledMethods.of("Programs", TEXT, "-Aadjoint.analysis=off");

  private static Tensor normal(long seed) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(2)).mul(0.7);
  }

  private static Tensor[] array(int count) {
    var all = new Tensor[count];
    Arrays.setAll(all, i -> normal(100 + i));
    return all;
  }

  private static Object deeper(CompiledMethods methods) {
    try {
      var deep = methods.type("Programs$Deep").getDeclaredConstructors()[0];
      var deeper = methods.type("Programs$Deeper").getDeclaredConstructors()[0];
      deep.setAccessible(true);
      deeper.setAccessible(true);
      return deeper.newInstance(deep.newInstance(normal(1), array(2)), array(3));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<TreeCase> cases(CompiledMethods methods) {
    return Stream.of(
        new TreeCase("layers", List.of(0, 1), normal(1), array(2), true),
        new TreeCase("layers", List.of(0, 1), normal(1), array(2), false),
        new TreeCase("streams", List.of(0), (Object) array(3)),
        new TreeCase("checkpointed", List.of(0, 1), normal(1), array(7)),
        new TreeCase("parts", List.of(0, 1), normal(1), array(2)),
        new TreeCase("caught", List.of(0, 1), normal(1), array(2), 1),
        new TreeCase("caught", List.of(0, 1), normal(1), array(2), 2),
        new TreeCase("swapped", List.of(0, 1), array(1), array(2), 1),
        new TreeCase("swapped", List.of(0, 1), array(1), array(2), 4),
        new TreeCase("chosen", List.of(0, 1), array(2), array(2), true),
        new TreeCase("chosen", List.of(0, 1), array(2), array(2), false),
        new TreeCase("deeper", List.of(0, 1), deeper(methods), normal(3)),
        new TreeCase("clones", List.of(0), (Object) array(2)));
  }

  @Test
  void reverseModeIsTheEagerGraph() {
    for (CompiledMethods methods : List.of(METHODS, WITHOUT_ANALYSES)) {
      cases(methods).forEach(c -> c.reverseModeIsCloseToTheEagerGraph(methods));
    }
  }

  @Test
  void forwardAndReverseModeAgreeInADotProduct() {
    for (CompiledMethods methods : List.of(METHODS, WITHOUT_ANALYSES)) {
      cases(methods).forEach(c -> c.forwardAndReverseModeAgree(methods));
    }
  }

  @Test
  void aRuleForNumbersTakesAnArrayOfTensorsAsItIs() {
    // the graph ends at the number
    new TreeCase("rule", List.of(0), normal(1), array(3)).forwardAndReverseModeAgree(METHODS);
  }

  @Test
  void aTrackedCallHasBothDerivativesWhereThereIsOne() {
    cases(METHODS).filter(c -> METHODS.has(c.name() + "Tracked")).forEach(c -> c.aTrackedCallHasBothDerivatives(METHODS));
  }
}
