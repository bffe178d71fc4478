package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs use the generated interface of methods that take generic records, and of generic methods. */
class GenericInterfaceTest {
  private static final String METHODS = """
      package generics;

      import dev.adjoint.annotations.Differentiable;
      import java.util.List;

      public final class Methods {
        public record Vec(double x, double y) {}

        public record Pair<A, B>(A a, B b) {
          A first() {
            return a;
          }
        }

        public sealed interface Shape permits Disk, Rect {}

        public record Disk(double r) implements Shape {}

        public record Rect(double a, double b) implements Shape {}

        @Differentiable
        public static double mixed(Pair<Double, double[]> p, Pair<Vec, Vec> q) {
          return p.first() * p.b()[0] * q.a().x() + q.b().y();
        }

        @Differentiable
        public static Pair<Double, Vec> split(double x) {
          return new Pair<>(x * x, new Vec(x, 1));
        }

        @Differentiable
        public static double total(List<Pair<Double, Vec>> all) {
          double s = 0;
          for (var p : all) {
            s += p.a() * p.b().x();
          }
          return s;
        }

        @Differentiable
        public static <T extends Shape> double area(T shape) {
          return switch (shape) {
            case Disk d -> d.r() * d.r();
            case Rect(double a, double b) -> a * b;
          };
        }

        @Differentiable
        public static <R extends Rect> double scaled(R r, double s) {
          R same = r;
          return same.a() * r.b() * s;
        }

        @Differentiable
        public static <T> double keyed(double x, T[] keys, T key) {
          for (T k : keys) {
            if (k.equals(key)) {
              return x * x;
            }
          }
          return x * keys.length;
        }

        @Differentiable
        public static double caller(double x) {
          return area(new Disk(x)) * scaled(new Rect(x, 2), x) * keyed(x, new String[] {"a"}, "a");
        }
      }
      """;

  private static final String OTHER = """
      package generics;

      import dev.adjoint.annotations.Differentiable;
      import generics.Methods.Disk;
      import generics.Methods.Pair;
      import generics.Methods.Vec;
      import java.util.List;

      final class Other {
        @Differentiable
        static double calls(double x) {
          Pair<Double, Vec> p = Methods.split(x);
          return Methods.total(List.of(p, new Pair<>(2.0, p.b()))) + Methods.area(new Disk(x));
        }
      }
      """;

  private static final String USE = """
      package generics;

      import generics.Methods.Pair;
      import generics.Methods.Rect;
      import generics.Methods.Vec;
      import java.util.List;

      public final class Use {
        public static double[] mixed() {
          var g = MethodsDerivatives.mixedGradient(new Pair<>(3.0, new double[] {5}), new Pair<>(new Vec(7, 8), new Vec(9, 10)));
          Methods_Pair_Double_doubleArrayAdjoint p = g.p();
          Methods_Pair_Vec_VecAdjoint q = g.q();
          return new double[] {p.a(), p.b()[0], q.a().x(), q.a().y(), q.b().y()};
        }

        public static double[] results() {
          var r = MethodsDerivatives.splitVjp(3, new Methods_Pair_Double_VecAdjoint(1, new Methods_VecAdjoint(10, 100)));
          var back = Methods_Pair_Double_VecAdjoint.unflatten(r.value(), new double[] {4, 5, 6});
          return new double[] {r.value().a(), r.x(), back.a(), back.b().y()};
        }

        public static double[] lists() {
          var g = MethodsDerivatives.totalGradient(List.of(new Pair<>(2.0, new Vec(3, 4)), new Pair<>(5.0, new Vec(6, 7))));
          return new double[] {g.all().get(0).a(), g.all().get(1).b().x()};
        }

        public static double[] bounds() {
          var area = MethodsDerivatives.areaGradient(new Rect(2, 3)).shape();
          var scaled = MethodsDerivatives.scaledGradient(new Rect(2, 3), 5);
          return new double[] {area.rect().a(), scaled.r().b(), scaled.s(),
              MethodsDerivatives.keyedGradient(3, new String[] {"a"}, "a").x(), MethodsDerivatives.callerGradient(2).x()};
        }

        public static double otherClass() {
          return OtherDerivatives.callsGradient(3).x();
        }
      }
      """;

  private static UserCode use;

  @BeforeAll
  static void compile() {
    use = UserCode.compile("generics", METHODS, OTHER, USE);
  }

  @Test
  void eachOfARecordsTypesHasItsClassOfAdjoints() throws Exception {
    assertArrayEquals(new double[] {35, 21, 15, 0, 1}, use.run("mixed"), 1e-14);
  }

  @Test
  void genericRecordsAreResults() throws Exception {
    assertArrayEquals(new double[] {9, 16, 4, 6}, use.run("results"), 1e-14);
  }

  @Test
  void genericRecordsAreElementsOfLists() throws Exception {
    assertArrayEquals(new double[] {3, 5}, use.run("lists"), 1e-14);
  }

  @Test
  void aTypeParameterStandsForItsBound() throws Exception {
    assertArrayEquals(new double[] {3, 10, 6, 6, 12 * 32}, use.run("bounds"), 1e-12);
  }

  @Test
  void otherClassesCallMethodsOnGenericRecords() throws Exception {
    assertEquals(3 * 9 + 2 + 2 * 3, use.<Double>run("otherClass"), 1e-12);
  }
}
