package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays and lists of tensors, and records with tensors and such arrays, as parameters and results of annotated methods. */
class TensorArrayParametersTest {
  private static final String TEXT = """
        record Model(Tensor w1, Tensor b1, Tensor[] rest) {}
        @Differentiable static Tensor loss(Tensor x, @NonDifferentiable Tensor y, Tensor[] weights) {
          Tensor h = x;
          for (int i = 0; i + 1 < weights.length; i += 2) {
            h = h.matmul(weights[i]).add(weights[i + 1]).tanh();
          }
          return h.sub(y).square().mean();
        }
        @Differentiable static Tensor listed(Tensor x, List<Tensor> weights) {
          Tensor h = x;
          for (Tensor w : weights) {
            h = h.matmul(w).tanh();
          }
          return h.mul(weights.get(0).sum()).square().sum();
        }
        @Differentiable static Tensor joined(List<Tensor> first, Tensor... second) {
          return Tensor.stack(first, 0).tanh().sum().mul(Tensor.cat(0, second).exp().sum());
        }
        @Differentiable static Tensor model(Tensor x, Model m) {
          Tensor h = x.matmul(m.w1()).add(m.b1());
          for (Tensor r : m.rest()) {
            h = h.mul(r).tanh();
          }
          return h.sum();
        }
        record Pair(Tensor w, Tensor b) {}
        @Differentiable static Tensor models(Pair[] all, List<Pair> more) {
          Tensor sum = Tensor.scalar(0.0);
          for (Pair m : all) {
            sum = sum.add(m.w().mul(m.w()).sum());
          }
          for (Pair m : more) {
            sum = sum.mul(m.b().exp().sum());
          }
          return sum;
        }
        @Differentiable static Model step(Model m, Tensor[] gradients, @NonDifferentiable double rate) {
          Tensor[] rest = m.rest().clone();
          for (int i = 0; i < rest.length; i++) {
            rest[i] = rest[i].sub(gradients[i].mul(rate)).tanh();
          }
          return new Model(m.w1().sin(), m.b1().mul(gradients[0]), rest);
        }
        @Differentiable static Tensor[] several(Tensor x, Tensor[] a) {
          Tensor[] r = new Tensor[3];
          r[0] = x.mul(a[0]).sin();
          r[2] = a[1].mul(r[0]);
          return r;
        }
        @Differentiable static Tensor[] same(Tensor[] a) { return a; }
        @Differentiable static Tensor overwritten(Tensor[] a) {
          for (int i = 1; i < a.length; i++) {
            a[i] = a[i].mul(a[i - 1]).sin();
          }
          a[0] = a[0].neg();
          return a[a.length - 1].mul(a[0]).sum();
        }
        @Differentiable static void put(Tensor x, Tensor[] out) {
          out[0] = x.sin().mul(out[1]);
          out[2] = out[0].mul(2);
        }
        private static Tensor deep(Tensor[] a, int n) { return n == 0 ? a[0].sin() : deep(a, n - 1).mul(a[n]); }
        @Differentiable static Tensor deeper(Tensor[] a) { return deep(a, a.length - 1); }
        @Differentiable static Tensor skipping(Tensor[] a) {
          Tensor sum = Tensor.scalar(1.0);
          for (Tensor t : a) {
            if (t != null) {
              sum = sum.mul(t.exp().sum());
            }
          }
          return sum;
        }
        @Differentiable static Tensor product(Tensor[] a, Tensor[] b) { return a[0].mul(b[0]).sum(); }
        @Differentiable static Tensor partial(@NonDifferentiable Tensor[] c, Tensor[] a) { return a[0].mul(c[0]).sum(); }
        @Differentiable static double number(Tensor[] a, double[] c) { return a[0].mul(a[1]).sum().item() * c[0] + c[1]; }
        static final class Net {
          Tensor w;
          final Tensor b;
          @NonDifferentiable Tensor[] rest;

          Net(Tensor w, Tensor b) {
            this.w = w;
            this.b = b;
          }
        }
        @Differentiable(wrt = {"x", "n.w", "n.b"}) static Tensor changed(Tensor x, Net n) {
          n.w = n.w.mul(x);
          return n.w.add(n.b).sum();
        }
        static Tensor[] changedBy(Tensor x, Tensor w, Tensor b, Tensor seedW, Tensor seedB) {
          Net n = new Net(w, b);
          var r = GivenDerivatives.changedVjp(x, n, null, new Given_NetAdjoint(seedW, seedB));
          return new Tensor[] {r.x(), r.n().w(), r.n().b(), n.w};
        }
        @Differentiable static Tensor throwing(Tensor[] a, int at) { return a[0].mul(a[at]).sum(); }
      """;
  private static final String OTHER = CompiledMethods.IMPORTS + """
      class Caller {
        @Differentiable static Tensor calls(Tensor[] a, Tensor x) {
          Tensor[] b = {a[0].sin(), a[1]};
          Callee.change(b, x);
          return Callee.product(a, 1).mul(Callee.product(b, 2)).mul(Callee.pair(x)[1]);
        }
      }
      """;
  private static final String CALLEE = CompiledMethods.IMPORTS + """
      class Callee {
        @Differentiable static Tensor product(Tensor[] a, int n) {
          Tensor product = a[0];
          for (int i = 0; i < n; i++) {
            product = product.mul(a[1].cos());
          }
          return product;
        }
        @Differentiable static void change(Tensor[] a, Tensor x) { a[1] = a[1].mul(x).add(a[0]); }
        @Differentiable static Tensor[] pair(Tensor x) { return new Tensor[] {x.sin(), x.exp()}; }
      }
      """;
  private static final CompiledMethods METHODS = CompiledMethods.of("Given", TEXT);
  private static final CompiledMethods WITHOUT_ANALYSES = CompiledMethods.of("Given", TEXT, "-Aadjoint.analysis=off");

  private static Tensor normal(long seed, int... shape) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(shape)).mul(0.7);
  }

  private static Tensor[] array(int count, int... shape) {
    var all = new Tensor[count];
    Arrays.setAll(all, i -> normal(100 + i, shape));
    return all;
  }

  private static Object model(CompiledMethods methods, long seed) {
    try {
      var constructor = methods.type("Given$Model").getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(normal(seed, 3, 3), normal(seed + 1, 3), new Tensor[] {normal(seed + 2, 3), normal(seed + 3, 3)});
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object[] pairs(CompiledMethods methods, int count) {
    Object[] all = (Object[]) java.lang.reflect.Array.newInstance(methods.type("Given$Pair"), count);
    Arrays.setAll(all, i -> {
      try {
        var constructor = methods.type("Given$Pair").getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(normal(i, 3, 3), normal(30 + i, 2));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    });
    return all;
  }

  /** Cases with a tensor as result. */
  private static Stream<TreeCase> tensors(CompiledMethods methods) {
    Tensor x = normal(1, 2, 3);
    Tensor[] layers = {normal(2, 3, 4), normal(3, 4), normal(4, 4, 2), normal(5, 2)};
    return Stream.of(
        new TreeCase("loss", List.of(0, 2), x, normal(6, 2, 2), layers),
        new TreeCase("listed", List.of(0, 1), x, List.of(normal(2, 3, 3), normal(3, 3, 3))),
        new TreeCase("joined", List.of(0, 1), List.of(normal(2, 3), normal(3, 3)), array(3, 2)),
        new TreeCase("model", List.of(0, 1), x, model(methods, 7)),
        new TreeCase("deeper", List.of(0), (Object) array(4, 3)),
        new TreeCase("product", List.of(0, 1), array(2, 3), array(2, 3)),
        new TreeCase("skipping", List.of(0), (Object) new Tensor[] {normal(8, 2), null, normal(9, 2)}));
  }

  private static Stream<TreeCase> others(CompiledMethods methods) {
    Object[] all = pairs(methods, 2);
    return Stream.of(
        new TreeCase("models", List.of(0, 1), all, Arrays.asList(all)),
        new TreeCase("step", List.of(0, 1), model(methods, 7), array(2, 3), 0.3),
        new TreeCase("several", List.of(0, 1), normal(1, 3), array(2, 3)),
        new TreeCase("same", List.of(0), (Object) array(2, 3)),
        new TreeCase("overwritten", List.of(0), (Object) array(3, 2)));
  }

  @Test
  void reverseModeIsTheEagerGraphToTheLastBit() {
    for (CompiledMethods methods : List.of(METHODS, WITHOUT_ANALYSES)) {
      Stream.concat(tensors(methods), others(methods)).forEach(c -> c.reverseModeIsTheEagerGraph(methods));
    }
  }

  @Test
  void gradientsAreReverseModeWithAUnitSeed() {
    tensors(METHODS).filter(c -> !c.name().equals("deeper")).forEach(c -> c.gradientIsReverseMode(METHODS));
  }

  @Test
  void forwardAndReverseModeAgreeInADotProduct() {
    for (CompiledMethods methods : List.of(METHODS, WITHOUT_ANALYSES)) {
      Stream.concat(tensors(methods), others(methods)).forEach(c -> c.forwardAndReverseModeAgree(methods));
    }
  }

  @Test
  void aTrackedCallHasBothDerivativesOfTheEagerGraph() {
    tensors(METHODS).filter(c -> !c.name().equals("deeper")).forEach(c -> c.aTrackedCallHasBothDerivatives(METHODS));
  }

  @Test
  void otherClassesMethodsGetTheShadows() {
    Map<String, CompiledMethods> compiled = CompiledMethods.of(Map.of("Caller", OTHER, "Callee", CALLEE));
    var c = new TreeCase("calls", List.of(0, 1), array(2, 3), normal(4, 3));
    c.reverseModeIsTheEagerGraph(compiled.get("Caller"));
    c.forwardAndReverseModeAgree(compiled.get("Caller"));
  }

  @Test
  void adjointsAreAddedToBuffersAndANullThereIsZero() {
    Tensor[] a = array(2, 3);
    Tensor before = normal(50, 3);
    Tensor[] buffer = {before, null};
    METHODS.derivative("productVjp", a, new Tensor[] {a[1]}, Tensor.scalar(1.0), buffer, new Tensor[1]);
    Bits.assertSame(before.add(a[1]), buffer[0], "added");
    Bits.assertSame(Tensor.zerosLike(a[1]), buffer[1], "not used");
  }

  @Test
  void anArrayTwiceNeedsOneBufferAndHasOneAdjoint() {
    Tensor[] a = array(1, 3);
    Tensor[] buffer = new Tensor[1];
    Tensor one = Tensor.scalar(1.0);
    METHODS.derivative("productVjp", a, a, one, buffer, buffer);
    Bits.assertSame(a[0].mul(2), buffer[0], "both");
    assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("productVjp", a, a, one, buffer, new Tensor[1]));
    List<Object> gradient = METHODS.components("productGradient", a, a);
    assertSame(gradient.get(1), gradient.get(2));
  }

  @Test
  void aTensorAtTwoPlacesHasAnAdjointAtEach() {
    Tensor t = normal(1, 3);
    List<Object> gradient = METHODS.components("productGradient", new Tensor[] {t}, new Tensor[] {t});
    Bits.assertSame(t, ((Tensor[]) gradient.get(1))[0], "first");
    assertNotSame(gradient.get(1), gradient.get(2));
    Tensor leaf = t.detach().requiresGrad_();
    ((Tensor) METHODS.derivative("productTracked", new Tensor[] {leaf}, new Tensor[] {leaf})).backward();
    Bits.assertSame(t.mul(2), leaf.grad(), "the graph adds them");
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsIndexAndNothingIsWritten() {
    Tensor[] a = array(2, 3);
    Tensor one = Tensor.scalar(1.0);
    Tensor[] buffer = {normal(9, 3), normal(9, 1)};
    Tensor kept = buffer[0];
    var e = assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("productVjp", a, array(1, 3), one, buffer, new Tensor[1]));
    assertTrue(e.getMessage().contains("a[1]"), e.getMessage());
    assertSame(kept, buffer[0]);
    assertTrue(assertThrows(IllegalArgumentException.class,
        () -> METHODS.derivative("productVjp", a, array(1, 3), one, new Tensor[1], new Tensor[1])).getMessage().contains("1 tensors for the 2 of a"));
    Tensor[] tangents = {null, normal(9, 3).to(DType.FLOAT32)};
    assertTrue(assertThrows(IllegalArgumentException.class,
        () -> METHODS.derivative("productJvp", a, array(1, 3), tangents, new Tensor[1])).getMessage().contains("a[1]"));
    assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("sameVjp", a, new Tensor[3], new Tensor[2]));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> METHODS.derivative("sameVjp", a, new Tensor[] {null, one}, new Tensor[2]))
        .getMessage().contains("element 1"));
  }

  @Test
  void anExceptionLeavesTheBuffersUntouched() {
    Tensor[] a = array(2, 3);
    Tensor[] buffer = {normal(9, 3), null};
    Tensor kept = buffer[0];
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> METHODS.derivative("throwingVjp", a, 5, Tensor.scalar(1.0), buffer));
    assertSame(kept, buffer[0]);
    assertNull(buffer[1]);
    assertEquals("a", assertThrows(NullPointerException.class,
        () -> METHODS.derivative("throwingJvp", null, 0, new Tensor[1])).getMessage());
  }

  @Test
  void aMethodThatOnlyWritesIsDifferentiatedWithRespectToTheArrayOnEntry() {
    Tensor x = normal(1, 2);
    Tensor[] out = array(3, 2);
    Tensor before = out[1];
    Tensor[] seeds = {normal(11, 2), normal(12, 2), normal(13, 2)};
    Tensor[] buffer = seeds.clone();
    Tensor adjoint = (Tensor) METHODS.components("putVjp", x, out, buffer).getFirst();
    Bits.assertSame(x.sin().mul(before), out[0], "written");
    Tensor first = seeds[0].add(seeds[2].mul(2));
    Bits.assertClose(0, adjoint.sub(first.mul(before).mul(x.cos())).norm().item(), 1e-14, 1, "x");
    Bits.assertSame(Tensor.zerosLike(x), buffer[0], "consumed");
    Bits.assertClose(0, buffer[1].sub(seeds[1].add(first.mul(x.sin()))).norm().item(), 1e-14, 1, "read");
    assertFalse(METHODS.has("putTracked"));
  }

  @Test
  void trackedElementsAreNotRecorded() {
    Tensor[] a = array(1, 3);
    a[0].requiresGrad_();
    Tensor c = normal(3, 3).requiresGrad_();
    List<Object> gradient = METHODS.components("partialGradient", new Tensor[] {c}, a);
    assertFalse(((Tensor) gradient.getFirst()).requiresGrad());
    assertFalse(((Tensor[]) gradient.get(1))[0].requiresGrad());
    Bits.assertSame(c.detach(), ((Tensor[]) gradient.get(1))[0], "gradient");
    Tensor value = (Tensor) METHODS.derivative("partialTracked", new Tensor[] {c}, a);
    value.backward();
    assertNull(c.grad());
    Bits.assertSame(c.detach(), a[0].grad(), "tracked");
  }

  @Test
  void whatIsChangedAfterATrackedCallDoesNotMatterInAnArrayAndIsNoticedInATensor() {
    Tensor[] a = array(2, 3);
    Arrays.stream(a).forEach(Tensor::requiresGrad_);
    Tensor[] given = {a[0]};
    Tensor[] others = {a[1]};
    Tensor value = (Tensor) METHODS.derivative("productTracked", given, others);
    given[0] = null;
    value.backward();
    Bits.assertSame(a[1].detach(), a[0].grad(), "first");
    Tensor constant = normal(3, 3);
    Tensor changed = (Tensor) METHODS.derivative("partialTracked", new Tensor[] {constant}, new Tensor[] {a[0]});
    constant.add_(1);
    assertThrows(IllegalStateException.class, changed::backward);
  }

  @Test
  void numbersAndTensorsInArraysHaveTheirOwnAdjoints() {
    Tensor[] a = array(2, 3);
    List<Object> gradient = METHODS.components("numberGradient", a, new double[] {2, 3});
    Bits.assertSame(a[1].mul(2), ((Tensor[]) gradient.get(1))[0], "tensor");
    assertEquals(a[0].mul(a[1]).sum().item(), ((double[]) gradient.get(2))[0]);
    assertEquals(1, ((double[]) gradient.get(2))[1]);
  }

  @Test
  void adjointsOfRecordsWithTensorsAreVectors() throws ReflectiveOperationException {
    Object model = model(METHODS, 7);
    Class<?> type = METHODS.type("Given_ModelAdjoint");
    Class<?> record = model.getClass();
    var of = type.getDeclaredMethod("of", record);
    var flatten = type.getDeclaredMethod("flatten", record);
    var unflatten = type.getDeclaredMethod("unflatten", record, double[].class);
    var plus = type.getDeclaredMethod("plus", type);
    var scale = type.getDeclaredMethod("scale", double.class);
    var dot = type.getDeclaredMethod("dot", type);
    for (var m : List.of(of, flatten, unflatten, plus, scale, dot)) {
      m.setAccessible(true);
    }
    Object vector = of.invoke(null, model);
    double[] numbers = (double[]) flatten.invoke(null, model);
    assertEquals(9 + 3 + 3 + 3, numbers.length);
    double squares = Arrays.stream(numbers).map(v -> v * v).sum();
    Object sum = plus.invoke(vector, scale.invoke(vector, 2.0));
    assertEquals(3 * squares, (double) dot.invoke(sum, vector), 1e-12 * squares);
    double[] other = numbers.clone();
    Arrays.setAll(other, i -> i);
    Object back = unflatten.invoke(null, model, other);
    List<Tensor> tensors = TensorTree.tensors(back);
    var flat = new ArrayList<Double>();
    tensors.forEach(t -> Arrays.stream(t.toDoubles()).forEach(flat::add));
    assertEquals(Arrays.stream(other).boxed().toList(), flat);
    assertEquals(Shape.of(3, 3), tensors.getFirst().shape());
  }

  @Test
  void tensorsInFieldsOfObjectsAreDifferentiated() {
    Tensor x = normal(1, 2);
    Tensor w = normal(2, 2);
    Tensor b = normal(3, 2);
    Tensor seedW = normal(4, 2);
    Tensor seedB = normal(5, 2);
    Tensor[] adjoints = (Tensor[]) METHODS.call("changedBy", x, w, b, seedW, seedB);
    Tensor all = seedW.add(1);
    Bits.assertClose(0, adjoints[0].sub(all.mul(w)).norm().item(), 1e-14, 1, "x");
    Bits.assertClose(0, adjoints[1].sub(all.mul(x)).norm().item(), 1e-14, 1, "w");
    Bits.assertClose(0, adjoints[2].sub(seedB.add(1)).norm().item(), 1e-14, 1, "b");
    Bits.assertSame(w.mul(x), adjoints[3], "the object");
    Tensor[] alone = (Tensor[]) METHODS.call("changedBy", x, w, b, null, null);
    Bits.assertSame(w, alone[0], "null is zero");
    Bits.assertSame(Tensor.onesLike(b), alone[2], "null is zero");
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void zerosHaveTheElementsForm(DType dtype) {
    Tensor[] a = Arrays.stream(array(2, 3)).map(t -> t.to(dtype)).toArray(Tensor[]::new);
    Tensor[] gradient = (Tensor[]) METHODS.components("throwingGradient", a, 0).get(1);
    Bits.assertSame(Tensor.zerosLike(a[1]), gradient[1], "not read");
  }

  static Stream<DType> dtypes() {
    return Stream.of(DType.FLOAT32, DType.FLOAT64);
  }
}
