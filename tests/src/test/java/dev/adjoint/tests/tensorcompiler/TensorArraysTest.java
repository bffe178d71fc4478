package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods with arrays of tensors, and operations that take several tensors. */
class TensorArraysTest {
  private static final String TEXT = """
        @Differentiable static Tensor joined(Tensor x, Tensor y) {
          Tensor whole = Tensor.cat(List.of(x, y.mul(2), x.sin(), x), 0);
          return whole.mul(Tensor.stack(Arrays.asList(x, y, x, y), 1).reshape(whole.shape())).add(Tensor.cat(-1, y, whole).sum());
        }
        @Differentiable static Tensor converted(Tensor x, @NonDifferentiable Tensor c) {
          return Tensor.cat(0, x.to(DType.FLOAT32), c, x).mul(Tensor.stack(List.of(c, x.to(DType.FLOAT32), x), -1).sum());
        }
        @Differentiable static Tensor states(Tensor x, Tensor w, int n) {
          Tensor[] states = new Tensor[n + 1];
          states[0] = x.copy();
          for (int i = 0; i < n; i++) {
            states[i + 1] = states[i].mul(w).tanh();
          }
          return Tensor.stack(List.of(states), 0).square().sum(0);
        }
        @Differentiable static Tensor backAndForth(Tensor x, int n) {
          Tensor[] a = new Tensor[n];
          for (int i = 0; i < n; i++) {
            a[i] = i % 2 == 0 ? x.mul(i + 1) : null;
          }
          Tensor sum = x.sin();
          for (Tensor t : a) {
            if (t != null) {
              sum = sum.mul(t);
            }
          }
          for (int i = n - 1; i >= 0; i--) {
            a[i] = sum.add(i);
            sum = sum.add(a[n - 1].cos());
          }
          return Tensor.cat(0, a).sum().add(sum.sum());
        }
        private static Tensor[] powers(Tensor base, int n) {
          Tensor[] p = new Tensor[n];
          Tensor next = base.sin();
          for (int i = 0; i < n; i++) {
            p[i] = next;
            next = next.mul(base.cos());
          }
          return p;
        }
        private static void scale(Tensor[] all, Tensor by, int from) {
          if (from < all.length) {
            all[from] = all[from].mul(by.exp());
            scale(all, by, from + 1);
          }
        }
        @Differentiable static Tensor helpers(Tensor x, Tensor w, int n) {
          Tensor[] p = powers(x.neg(), n);
          Tensor[] q = n > 2 ? p : powers(w.neg(), n);
          scale(p, w.neg(), 1);
          Tensor sum = Tensor.zerosLike(x);
          for (int i = n - 1; i >= 0; i--) {
            sum = sum.add(p[i].mul(q[i].sigmoid()));
          }
          return sum;
        }
        @Differentiable static Tensor copies(Tensor x, Tensor w) {
          Tensor[] a = {x.sin(), w.cos(), x.mul(w)};
          Tensor[] b = a.clone();
          a[1] = a[1].mul(2);
          Tensor[] c = Arrays.copyOf(b, 4);
          c[3] = a[1].add(b[1]);
          Tensor[] d = Arrays.copyOfRange(c, 1, 5);
          d[3] = x.tanh();
          System.arraycopy(d, 0, d, 1, 3);
          System.arraycopy(a, 0, c, 2, 2);
          Tensor sum = Tensor.stack(0, a).sum().add(Tensor.stack(0, b).square().sum());
          return sum.add(Tensor.stack(0, c).exp().sum()).add(Tensor.stack(0, d).mul(3).cos().sum());
        }
        @Differentiable static Tensor filled(Tensor x, int n) {
          Tensor[] a = new Tensor[n];
          Arrays.fill(a, x.sin());
          Arrays.fill(a, 1, n - 1, x.cos());
          a[0] = a[0].mul(a[1]);
          return Tensor.stack(0, a).mul(Tensor.arange(n).reshape(-1, 1)).sum(0);
        }
        @Differentiable static Tensor rows(Tensor x, int n) {
          Tensor[][] a = new Tensor[n][2];
          for (int i = 0; i < n; i++) {
            a[i][0] = x.mul(i + 1).sin();
            a[i][1] = i == 0 ? x.copy() : a[i - 1][0].mul(a[i - 1][1]);
          }
          Tensor[] last = a[n - 1];
          a[0] = last;
          return a[0][1].add(a[0][0]).add(a[n / 2][1]);
        }
        record Pair(Tensor[] all, Tensor one) {}
        @Differentiable static Tensor inRecord(Tensor x) {
          Pair p = new Pair(new Tensor[] {x.sin(), x.cos()}, x.square());
          p.all()[0] = p.all()[0].mul(p.one());
          return p.all()[0].sub(p.all()[1]).mul(p.one());
        }
        @Differentiable static Tensor constants(@NonDifferentiable Tensor[] c, @NonDifferentiable Tensor[] d, Tensor x) {
          Tensor y = x;
          for (int i = 0; i < c.length; i++) {
            y = y.mul(c[i]).add(d[i]);
          }
          return y.add(Tensor.cat(0, c).sum());
        }
        static Tensor total(Tensor... all) {
          Tensor product = all[0].sin();
          for (int i = 1; i < all.length; i++) {
            product = product.mul(all[i]);
          }
          return product;
        }
        static Tensor[] swapped(Tensor[] a) { return new Tensor[] {a[1], a[0]}; }
        static <T> T first(T[] a) { return a[0]; }
        @Differentiable static Tensor handedOn(Tensor x, Tensor w) {
          Tensor[] a = swapped(new Tensor[] {x.sin(), w.cos()});
          Object[] same = a;
          same[0] = a[0].exp();
          return total(x.neg(), w.neg(), x.tanh()).add(total(first(a))).mul(a[1]);
        }
        @Differentiable static Tensor tried(Tensor x, int at) {
          Tensor[] a = {x.sin(), x.cos()};
          Tensor y = x.neg();
          try {
            y = y.mul(a[at]);
            a[1] = y.exp();
          } catch (ArrayIndexOutOfBoundsException e) {
            a[0] = y.square();
          }
          return a[0].mul(a[1]).add(y);
        }
        @Differentiable static Tensor locals(Tensor x, Tensor w, int n) {
          Tensor h = x;
          for (@Checkpoint(snapshots = 2) int i = 0; i < n; i++) {
            h = h.mul(w).add(x.reshape(1, -1)).reshape(-1).tanh();
          }
          return h.mul(w);
        }
        @Checkpoint private static Tensor part(Tensor x, Tensor w) {
          Tensor[] a = {x.mul(w), w.sin()};
          return a[0].mul(a[1]).tanh();
        }
        @Differentiable static Tensor parts(Tensor x, Tensor w) { return part(part(x, w), w.neg()).mul(x); }
        @Differentiable static Tensor unknown(Tensor x, Tensor w, double bound) {
          Tensor h = x;
          for (@Checkpoint(snapshots = 2) int i = 0; h.norm().item() > bound; i++) {
            h = h.mul(w).tanh();
          }
          return h.mul(w);
        }
        @Differentiable static Tensor whole(Tensor x, int n) {
          Tensor[] a = new Tensor[2];
          a[0] = x.sin();
          a[1] = x.cos();
          for (@Checkpoint(snapshots = 2) int i = 0; i < n; i++) {
            Tensor t = a[0].mul(a[1]);
            a[i % 2] = t.add(x.detach()).tanh();
          }
          return a[0].sub(a[1]);
        }
      """;
  private static final CompiledMethods METHODS = CompiledMethods.of("Arrayed", TEXT);
  private static final CompiledMethods WITHOUT_ANALYSES = CompiledMethods.of("Arrayed", TEXT, "-Aadjoint.analysis=off");

  private static Tensor normal(long seed, int... shape) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(shape));
  }

  static Stream<MethodCase> cases() {
    Tensor x = normal(1, 3);
    Tensor w = normal(2, 3);
    return Stream.of(
        new MethodCase("joined", List.of(0, 1), normal(3, 3), normal(4, 3)),
        new MethodCase("states", List.of(0, 1), x, w, 4),
        new MethodCase("backAndForth", List.of(0), x, 1),
        new MethodCase("backAndForth", List.of(0), x, 5),
        new MethodCase("helpers", List.of(0, 1), x, w, 2),
        new MethodCase("helpers", List.of(0, 1), x, w, 4),
        new MethodCase("copies", List.of(0, 1), x, w),
        new MethodCase("filled", List.of(0), x, 4),
        new MethodCase("rows", List.of(0), x, 1),
        new MethodCase("rows", List.of(0), x, 4),
        new MethodCase("inRecord", List.of(0), x),
        new MethodCase("handedOn", List.of(0, 1), x, w),
        new MethodCase("tried", List.of(0), x, 1),
        new MethodCase("tried", List.of(0), x, 2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reverseModeIsTheEagerGraphToTheLastBit(MethodCase c) {
    c.reverseModeIsTheEagerGraph(METHODS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reverseModeWithoutAnalysesIsTheSame(MethodCase c) {
    c.reverseModeIsTheEagerGraph(WITHOUT_ANALYSES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAndReverseModeAgreeInADotProduct(MethodCase c) {
    c.forwardAndReverseModeAgree(METHODS);
    c.forwardAndReverseModeAgree(WITHOUT_ANALYSES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTrackedCallHasBothDerivativesOfTheEagerGraph(MethodCase c) {
    c.aTrackedCallHasBothDerivatives(METHODS);
  }

  @Test
  void everyRuleOfAnArrayIsTried() {
    assertEquals(Set.of("cat(int, Tensor[])", "stack(int, Tensor[])"), TensorRule.all().stream().filter(TensorRule::isOfArray)
        .map(rule -> TensorRule.signature(rule.original())).collect(Collectors.toSet()));
  }

  @Test
  void exceptionsAreThoseOfTheMethod() {
    Tensor x = normal(1, 3);
    assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("joinedGradient", x, normal(2, 4)));
    assertThrows(NegativeArraySizeException.class, () -> METHODS.derivative("statesGradient", x, x, -2));
    assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("filledGradient", x, 0));
  }

  @Test
  void typesOfJoinedTensorsAreKept() {
    new MethodCase("converted", List.of(0), normal(1, 3), normal(5, 3)).reverseModeIsTheEagerGraph(METHODS);
  }

  @Test
  void arraysThatAreDeclaredConstantAreConstants() {
    Tensor[] c = {normal(1, 3), normal(2, 3)};
    var constants = new MethodCase("constants", List.of(2), c, c.clone(), normal(6, 3));
    constants.reverseModeIsTheEagerGraph(METHODS);
    constants.forwardAndReverseModeAgree(METHODS);
    new MethodCase("states", List.of(0, 1), c[0], c[1], 0).reverseModeIsTheEagerGraph(METHODS);
  }

  @Test
  void checkpointsKeepDerivativesOfTensorsAndTheirArrays() {
    for (int n = 0; n < 9; n++) {
      for (CompiledMethods methods : List.of(METHODS, WITHOUT_ANALYSES)) {
        new MethodCase("whole", List.of(0), normal(7, 3), n).reverseModeIsTheEagerGraph(methods);
        new MethodCase("locals", List.of(0, 1), normal(7, 3), normal(8, 3), n).reverseModeIsTheEagerGraph(methods);
        new MethodCase("unknown", List.of(0, 1), normal(7, 3), normal(8, 3).mul(0.3), 0.01 * n + 0.001)
            .reverseModeIsTheEagerGraph(methods);
      }
    }
    new MethodCase("parts", List.of(0, 1), normal(7, 3), normal(8, 3)).reverseModeIsTheEagerGraph(METHODS);
  }
}
