package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs use the generated interface; what they find is compared with differences and with formulas. */
class RecordInterfaceTest {
  private static final String METHODS = """
      package records;

      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.NonDifferentiable;

      public final class Methods {
        public record Vec(double x, double y) {
          @Differentiable
          public Vec plus(Vec o) {
            return new Vec(x + o.x, y + o.y);
          }

          @Differentiable
          public double dot(Vec o) {
            return x * o.x + y * o.y;
          }
        }

        public record Option(double strike, @NonDifferentiable double expiry, String name, double[] curve, Vec at, float weight) {}

        @Differentiable
        public static double price(Option o, double[] rates, double spot) {
          double s = 0;
          for (int i = 0; i < rates.length; i++) {
            s += rates[i] * o.curve()[i] * o.curve()[i] * o.strike();
          }
          return s * Math.exp(-o.expiry()) + spot * o.at().x() * o.name().length() + Math.sin(o.at().y() * o.weight());
        }

        @Differentiable(wrt = {"o.at.x", "spot"})
        public static double some(Option o, double spot) {
          return o.strike() * o.at().x() * o.at().x() * spot + o.at().y();
        }

        @Differentiable
        public static Vec turn(Vec v, double angle) {
          return new Vec(v.x() * Math.cos(angle) - v.y() * Math.sin(angle), v.x() * Math.sin(angle) + v.y() * Math.cos(angle));
        }

        @Differentiable
        public static double energy(Vec[] ps, double[] masses) {
          double e = 0;
          for (int i = 0; i < ps.length; i++) {
            for (int j = 0; j < i; j++) {
              double dx = ps[i].x() - ps[j].x();
              double dy = ps[i].y() - ps[j].y();
              e -= masses[i] * masses[j] / Math.sqrt(dx * dx + dy * dy);
            }
          }
          return e;
        }

        @Differentiable
        public static Vec[] scaled(Vec[] ps, double h) {
          Vec[] r = new Vec[ps.length];
          for (int i = 0; i < ps.length; i++) {
            r[i] = new Vec(h * ps[i].x(), h * h * ps[i].y());
          }
          return r;
        }

        public record Names(double size, double flatten, double other, float like, double[] into, Vec value) {}

        @Differentiable
        public static double names(Names n) {
          return n.size() * n.flatten() * n.other() + n.like() * n.into()[0] * n.value().x();
        }

        public record Weighted(double x, @NonDifferentiable double weight) {}

        @Differentiable
        public static Weighted[] heavier(Weighted[][] rows, int k, double by) {
          Weighted[] r = new Weighted[rows[k].length];
          for (int i = 0; i < r.length; i++) {
            r[i] = heavier(rows[k][i], by);
          }
          return r;
        }

        @Differentiable
        public static Weighted heavier(Weighted w, double by) {
          return new Weighted(w.x() * w.weight() * by, w.weight() * by);
        }
      }
      """;

  private static final String OTHER = """
      package records;

      import dev.adjoint.annotations.Differentiable;
      import records.Methods.Vec;

      final class Other {
        @Differentiable
        static double path(double a, double b, int n) {
          Vec v = new Vec(a, b);
          for (int i = 0; i < n; i++) {
            v = Methods.turn(v, 0.1 * a).plus(new Vec(b, 1));
          }
          Vec constant = Methods.turn(new Vec(1, 2), 0.5);
          return v.dot(new Vec(1, a)) + constant.x() * b;
        }
      }
      """;

  private static final String USE = """
      package records;

      import java.util.Arrays;
      import records.Methods.Option;
      import records.Methods.Vec;

      public final class Use {
        static final Option OPTION = new Option(1.5, 0.5, "call", new double[] {0.5, 2}, new Vec(0.25, 0.75), 1.25f);
        static final double[] RATES = {0.3, -0.7};

        public static double[][] gradient() {
          var g = MethodsDerivatives.priceGradient(OPTION, RATES, 2);
          double[] x = Methods_OptionAdjoint.flatten(OPTION);
          double[] differences = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            double h = 1.0 / 1024;
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += h;
            down[i] -= h;
            differences[i] = (Methods.price(Methods_OptionAdjoint.unflatten(OPTION, up), RATES, 2)
                - Methods.price(Methods_OptionAdjoint.unflatten(OPTION, down), RATES, 2)) / (2 * h);
          }
          return new double[][] {g.o().flatten(), differences, {g.value(), Methods.price(OPTION, RATES, 2)}, g.rates(), {g.spot()}};
        }

        public static double[] vjpAddsToBuffers() {
          double[] rates = {10, 20};
          var r = MethodsDerivatives.priceVjp(OPTION, RATES, 2, 3, rates);
          var g = MethodsDerivatives.priceGradient(OPTION, RATES, 2);
          return new double[] {rates[0] - 10 - 3 * g.rates()[0], rates[1] - 20 - 3 * g.rates()[1],
              r.o().dot(r.o()) - 9 * g.o().dot(g.o()), r.spot() - 3 * g.spot()};
        }

        /** The curve is the array of rates: its adjoints are in the caller's buffer. */
        public static double[][] sharedArrays() {
          double[] both = {0.3, -0.7};
          Option o = new Option(1.5, 0.5, "call", both, new Vec(0.25, 0.75), 1.25f);
          double[] buffer = {100, 200};
          var r = MethodsDerivatives.priceVjp(o, both, 2, 1, buffer);
          var g = MethodsDerivatives.priceGradient(o, both, 2);
          double d = Math.exp(-0.5) * 1.5 * 3;
          return new double[][] {{buffer[0] - 100, buffer[1] - 200}, g.rates(), g.o().curve(), {d * 0.09, d * 0.49}, {r.o().strike()}};
        }

        public static double[] dotProduct() {
          var tangent = new Methods_OptionAdjoint(0.1, new double[] {0.2, -0.3}, new Methods_VecAdjoint(0.4, 0.5), -0.6f);
          double[] rates = {0.7, 0.8};
          var jvp = MethodsDerivatives.priceJvp(OPTION, RATES, 2, tangent, rates, -0.9);
          var g = MethodsDerivatives.priceGradient(OPTION, RATES, 2);
          double right = g.o().dot(tangent) + g.rates()[0] * rates[0] + g.rates()[1] * rates[1] - 0.9 * g.spot();
          return new double[] {jvp.tangent(), right, jvp.value()};
        }

        public static double[] someComponents() {
          var g = MethodsDerivatives.someGradient(OPTION, 2);
          return new double[] {g.o().at().x(), g.o().at().y(), g.o().strike(), g.o().curve().length, g.o().curve()[0], g.spot()};
        }

        public static double[] results() {
          var vjp = MethodsDerivatives.turnVjp(new Vec(1, 2), 0.5, new Methods_VecAdjoint(1, 10));
          var jvp = MethodsDerivatives.turnJvp(new Vec(1, 2), 0.5, new Methods_VecAdjoint(0.3, 0.4), 0.7);
          double left = jvp.tangent().dot(new Methods_VecAdjoint(1, 10));
          double right = vjp.v().dot(new Methods_VecAdjoint(0.3, 0.4)) + 0.7 * vjp.angle();
          Vec value = Methods.turn(new Vec(1, 2), 0.5);
          return new double[] {left, right, value.equals(vjp.value()) && value.equals(jvp.value()) ? 1 : 0};
        }

        public static double[] arrays() {
          Vec[] ps = {new Vec(0, 0.1), new Vec(1, 0.5), new Vec(-0.7, 2)};
          double[] masses = {1, 2, 3};
          var g = MethodsDerivatives.energyGradient(ps, masses);
          double sumX = Arrays.stream(g.ps()).mapToDouble(Methods_VecAdjoint::x).sum();
          Vec[] moved = ps.clone();
          double h = 1e-6;
          moved[1] = new Vec(1 + h, 0.5);
          double up = Methods.energy(moved, masses);
          moved[1] = new Vec(1 - h, 0.5);
          double down = Methods.energy(moved, masses);
          return new double[] {sumX, g.ps()[1].x(), (up - down) / (2 * h), g.masses().length};
        }

        public static double[] arrayResults() {
          Vec[] ps = {new Vec(1, 2), new Vec(3, 4)};
          var seed = new Methods_VecAdjoint[] {new Methods_VecAdjoint(1, 0), new Methods_VecAdjoint(0, 1)};
          var r = MethodsDerivatives.scaledVjp(ps, 0.5, seed);
          return new double[] {r.value()[1].y(), r.ps()[0].x(), r.ps()[0].y(), r.ps()[1].y(), r.h()};
        }

        public static double[] otherClasses() {
          var g = OtherDerivatives.pathGradient(0.7, 1.2, 3);
          double h = 1e-6;
          return new double[] {g.a(), (Other.path(0.7 + h, 1.2, 3) - Other.path(0.7 - h, 1.2, 3)) / (2 * h),
              g.b(), (Other.path(0.7, 1.2 + h, 3) - Other.path(0.7, 1.2 - h, 3)) / (2 * h),
              OtherDerivatives.pathJvp(0.7, 1.2, 3, 1, 0).tangent()};
        }

        public static double[] takenNames() {
          var n = new Methods.Names(2, 3, 5, 7, new double[] {11}, new Vec(13, 17));
          var g = MethodsDerivatives.namesGradient(n).n();
          var sum = g.plus(Methods_NamesAdjoint.of(n)).scale(2);
          Methods.Names back = Methods_NamesAdjoint.unflatten(n, sum.flatten());
          return new double[] {g.sizeAdjoint(), g.flattenAdjoint(), g.other(), g.like(), g.into()[0], g.value().x(), g.size(),
              back.size(), back.flatten(), back.other(), back.like(), back.into()[0], back.value().x(), g.dot(g)};
        }

        public static double[] constantComponents() {
          Methods.Weighted[][] rows = {{}, {new Methods.Weighted(2, 3), new Methods.Weighted(5, 7)}};
          var seed = new Methods_WeightedAdjoint[] {new Methods_WeightedAdjoint(1), new Methods_WeightedAdjoint(10)};
          var r = MethodsDerivatives.heavierVjp(rows, 1, 0.5, seed);
          var one = MethodsDerivatives.heavierVjp(rows[1][0], 0.5, seed[1]);
          return new double[] {r.value()[1].x(), r.value()[1].weight(), r.rows()[0].length, r.rows()[1][0].x(), r.rows()[1][1].x(), r.by(),
              one.w().x(), one.by()};
        }

        public static double[] vectorSpace() {
          var a = Methods_OptionAdjoint.of(OPTION);
          var b = a.scale(2).plus(Methods_OptionAdjoint.zero(OPTION));
          double[] flat = b.flatten();
          var back = a.unflatten(flat, 0);
          return new double[] {b.dot(a) - 2 * a.dot(a), back.dot(a) - b.dot(a), a.size(), flat[0], b.curve()[1], b.weight(),
              Methods_OptionAdjoint.unflatten(OPTION, flat).expiry()};
        }
      }
      """;

  private static UserCode use;

  @BeforeAll
  static void compile() {
    use = UserCode.compile("records", METHODS, OTHER, USE);
  }

  @Test
  void gradientOfARecordIsThatOfItsNumbers() throws Exception {
    double[][] r = use.run("gradient");
    assertEquals(6, r[0].length);
    assertArrayEquals(r[1], r[0], 1e-5);
    assertEquals(r[2][1], r[2][0]);
    double common = Math.exp(-0.5) * 1.5;
    assertArrayEquals(new double[] {common * 0.25, common * 4}, r[3], 1e-14);
    assertEquals(1, r[4][0], 1e-14);
  }

  @Test
  void adjointsOfPlainArraysAreAddedToTheBuffers() throws Exception {
    assertArrayEquals(new double[4], use.run("vjpAddsToBuffers"), 1e-6);
  }

  @Test
  void oneArrayInTwoPlacesHasOneAdjoint() throws Exception {
    double[][] r = use.run("sharedArrays");
    assertArrayEquals(r[3], r[0], 1e-12);
    assertArrayEquals(r[3], r[1], 1e-12);
    assertArrayEquals(r[3], r[2], 1e-12);
    assertEquals(Math.exp(-0.5) * (0.3 * 0.09 - 0.7 * 0.49), r[4][0], 1e-12);
  }

  @Test
  void forwardAndReverseAgreeOnRecords() throws Exception {
    double[] r = use.run("dotProduct");
    assertEquals(r[1], r[0], 1e-6);
  }

  @Test
  void wrtChoosesComponents() throws Exception {
    assertArrayEquals(new double[] {1.5 * 2 * 0.25 * 2, 0, 0, 2, 0, 1.5 * 0.0625}, use.run("someComponents"), 1e-14);
  }

  @Test
  void recordsAreResults() throws Exception {
    double[] r = use.run("results");
    assertEquals(r[1], r[0], 1e-12);
    assertEquals(1, r[2]);
  }

  @Test
  void arraysOfRecordsHaveArraysOfAdjoints() throws Exception {
    double[] r = use.run("arrays");
    assertEquals(0, r[0], 1e-12);
    assertEquals(r[2], r[1], 1e-6);
    assertEquals(3, r[3]);
  }

  @Test
  void arraysOfRecordsAreResults() throws Exception {
    assertArrayEquals(new double[] {1, 0.5, 0, 0.25, 1 * 1 + 2 * 0.5 * 4}, use.run("arrayResults"), 1e-14);
  }

  @Test
  void otherClassesCallMethodsOnRecords() throws Exception {
    double[] r = use.run("otherClasses");
    assertEquals(r[1], r[0], 1e-6);
    assertEquals(r[3], r[2], 1e-6);
    assertEquals(r[0], r[4], 1e-12);
  }

  @Test
  void constantNumbersOfResultsHaveNoSeeds() throws Exception {
    assertArrayEquals(new double[] {17.5, 3.5, 0, 1.5, 35, 2 * 3 + 10 * 5 * 7, 15, 60}, use.run("constantComponents"), 1e-13);
  }

  @Test
  void componentsMayHaveNamesOfTheirAdjoints() throws Exception {
    assertArrayEquals(new double[] {15, 10, 6, 143, 91, 77, 7, 34, 26, 22, 300, 204, 180,
        15 * 15 + 10 * 10 + 6 * 6 + 143 * 143 + 91 * 91 + 77 * 77}, use.run("takenNames"), 1e-12);
  }

  @Test
  void adjointsAreAVectorSpace() throws Exception {
    double[] r = use.run("vectorSpace");
    assertArrayEquals(new double[] {0, 0, 6, 3, 4, 2.5, 0.5}, r, 1e-6);
  }
}
