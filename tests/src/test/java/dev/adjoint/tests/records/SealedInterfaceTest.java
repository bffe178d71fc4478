package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs use the generated interface of methods that take and return sealed types; what they find is compared with differences. */
class SealedInterfaceTest {
  private static final String METHODS = """
      package sealedtypes;

      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.NonDifferentiable;

      public final class Methods {
        public sealed interface Curve permits Flat, Steps, Shifted, Kind {
          double at(double t);
        }

        public record Flat(double rate, @NonDifferentiable double scale) implements Curve {
          @Override
          @Differentiable
          public double at(double t) {
            return rate * scale + 0 * t;
          }
        }

        public record Steps(double[] rates, float last) implements Curve {
          @Override
          @Differentiable
          public double at(double t) {
            int i = (int) t;
            return i < rates.length ? rates[i] * rates[i] * t : last * t;
          }
        }

        public record Point(double x, double y) {}

        public record Shifted(Point by, double rate) implements Curve {
          @Override
          @Differentiable
          public double at(double t) {
            return rate * (t + by.x()) + by.y() * by.y();
          }
        }

        public enum Kind implements Curve {
          ZERO, ONE;

          @Override
          @Differentiable
          public double at(double t) {
            return ordinal() * t;
          }
        }

        public record Bond(Curve curve, double coupon) {}

        @Differentiable
        public static double value(Curve c, double t) {
          return Math.exp(-c.at(t)) * c.at(2 * t);
        }

        @Differentiable
        public static Curve bumped(Curve c, double h) {
          return switch (c) {
            case Flat(double r, double s) when r > 1 -> new Shifted(new Point(r, h), s * h);
            case Flat(double r, double s) -> new Flat(r * h, s);
            case Steps(double[] rates, float last) -> {
              double[] copy = rates.clone();
              for (int i = 0; i < copy.length; i++) {
                copy[i] = rates[i] * h * h;
              }
              yield new Steps(copy, (float) (last * h));
            }
            case Shifted s -> new Shifted(new Point(s.by().x() * h, s.by().y()), s.rate() + h);
            case Kind k -> k;
          };
        }

        @Differentiable
        public static double price(Bond b, Curve[] all) {
          double sum = b.coupon() * value(b.curve(), 0.5);
          for (int i = 0; i < all.length; i++) {
            sum += value(all[i], 0.25 * i + 0.1) * (i + 1);
          }
          return sum;
        }

        @Differentiable
        public static Bond renewed(Bond b, Curve c) {
          return new Bond(c instanceof Flat ? b.curve() : c, b.coupon() * value(b.curve(), 1));
        }
      }
      """;

  private static final String OTHER = """
      package sealedtypes;

      import dev.adjoint.annotations.Differentiable;
      import sealedtypes.Methods.Curve;
      import sealedtypes.Methods.Flat;
      import sealedtypes.Methods.Steps;

      final class Other {
        @Differentiable
        static double run(double a, double b, int n) {
          Curve c = n > 2 ? new Flat(a, 2) : new Steps(new double[] {a, b}, 2f);
          for (int i = 0; i < n; i++) {
            c = Methods.bumped(c, b);
          }
          return Methods.value(c, 0.75) + c.at(a);
        }
      }
      """;

  private static final String USE = """
      package sealedtypes;

      import java.util.ArrayList;
      import java.util.List;
      import sealedtypes.Methods.*;

      public final class Use {
        static final List<Curve> CURVES = List.of(new Flat(0.3, 2), new Flat(1.3, 2), new Steps(new double[] {0.4, 0.7}, 1.5f),
            new Shifted(new Point(0.2, 0.6), 0.7), Kind.ONE);

        public static double[][] gradients() {
          var all = new ArrayList<double[]>();
          for (Curve c : CURVES) {
            var g = MethodsDerivatives.valueGradient(c, 0.75);
            double[] x = Methods_CurveAdjoint.flatten(c);
            double[] differences = new double[x.length];
            for (int i = 0; i < x.length; i++) {
              double h = 1.0 / 1024;
              double[] up = x.clone();
              double[] down = x.clone();
              up[i] += h;
              down[i] -= h;
              differences[i] = (Methods.value(Methods_CurveAdjoint.unflatten(c, up), 0.75)
                  - Methods.value(Methods_CurveAdjoint.unflatten(c, down), 0.75)) / (2 * h);
            }
            all.add(g.c().flatten());
            all.add(differences);
            all.add(new double[] {g.value(), Methods.value(c, 0.75)});
          }
          return all.toArray(new double[0][]);
        }

        public static double[] whichIsThere() {
          var g = MethodsDerivatives.valueGradient(CURVES.get(2), 0.75).c();
          return new double[] {g.flat() == null ? 1 : 0, g.steps() != null ? 1 : 0, g.shifted() == null ? 1 : 0, g.steps().rates().length};
        }

        /** Seeds of ones; the dot product of a tangent with the adjoint on both sides. */
        public static double[] dotProducts() {
          var all = new double[2 * CURVES.size()];
          for (int i = 0; i < CURVES.size(); i++) {
            Curve c = CURVES.get(i);
            var tangent = Methods_CurveAdjoint.of(c).scale(0.5).plus(Methods_CurveAdjoint.zero(c));
            var jvp = MethodsDerivatives.bumpedJvp(c, 1.5, tangent, 0.25);
            var seed = Methods_CurveAdjoint.of(Methods.bumped(c, 1.5)).scale(2);
            var vjp = MethodsDerivatives.bumpedVjp(c, 1.5, seed);
            all[2 * i] = jvp.tangent().dot(seed);
            all[2 * i + 1] = vjp.c().dot(tangent) + 0.25 * vjp.h();
          }
          return all;
        }

        public static double[] inRecordsAndArrays() {
          var b = new Bond(CURVES.get(3), 1.25);
          Curve[] curves = CURVES.toArray(new Curve[0]);
          var g = MethodsDerivatives.priceGradient(b, curves);
          double[] result = new double[6];
          result[0] = g.b().coupon() - Methods.value(CURVES.get(3), 0.5);
          double[] own = g.b().curve().flatten();
          double[] alone = MethodsDerivatives.valueGradient(CURVES.get(3), 0.5).c().scale(1.25).flatten();
          for (int i = 0; i < own.length; i++) {
            result[1] += Math.abs(own[i] - alone[i]);
          }
          for (int k = 0; k < curves.length; k++) {
            own = g.all()[k].flatten();
            alone = MethodsDerivatives.valueGradient(curves[k], 0.25 * k + 0.1).c().scale(k + 1).flatten();
            for (int i = 0; i < own.length; i++) {
              result[2] += Math.abs(own[i] - alone[i]);
            }
          }
          var tangent = Methods_BondAdjoint.of(b);
          Methods_CurveAdjoint[] tangents = new Methods_CurveAdjoint[curves.length];
          double dot = g.b().dot(tangent);
          for (int k = 0; k < curves.length; k++) {
            tangents[k] = Methods_CurveAdjoint.of(curves[k]);
            dot += g.all()[k].dot(tangents[k]);
          }
          result[3] = MethodsDerivatives.priceJvp(b, curves, tangent, tangents).tangent() - dot;
          var renewed = MethodsDerivatives.renewedVjp(b, CURVES.get(0), Methods_BondAdjoint.of(Methods.renewed(b, CURVES.get(0))));
          var forward = MethodsDerivatives.renewedJvp(b, CURVES.get(0), tangent, Methods_CurveAdjoint.zero(CURVES.get(0)));
          result[4] = renewed.b().dot(tangent) - forward.tangent().dot(Methods_BondAdjoint.of(Methods.renewed(b, CURVES.get(0))));
          result[5] = renewed.c().flat() == null ? 1 : renewed.c().flat().rate();
          return result;
        }

        public static double[] otherClasses() {
          double h = 1e-6;
          var all = new double[8];
          for (int k = 0; k < 2; k++) {
            int n = 2 + k;
            var g = OtherDerivatives.runGradient(0.7, 1.2, n);
            all[4 * k] = g.a();
            all[4 * k + 1] = (Other.run(0.7 + h, 1.2, n) - Other.run(0.7 - h, 1.2, n)) / (2 * h);
            all[4 * k + 2] = g.b();
            all[4 * k + 3] = (Other.run(0.7, 1.2 + h, n) - Other.run(0.7, 1.2 - h, n)) / (2 * h);
          }
          return all;
        }

        public static int refusals() {
          int refused = 0;
          var flat = Methods_CurveAdjoint.of(CURVES.get(0));
          for (Runnable r : List.<Runnable>of(() -> MethodsDerivatives.bumpedJvp(CURVES.get(2), 1, flat, 1),
              () -> MethodsDerivatives.bumpedVjp(CURVES.get(2), 1, flat), () -> flat.plus(Methods_CurveAdjoint.of(CURVES.get(3))),
              () -> flat.dot(Methods_CurveAdjoint.of(Kind.ONE)), () -> flat.in(CURVES.get(2)))) {
            try {
              r.run();
            } catch (IllegalArgumentException e) {
              refused++;
            }
          }
          return refused;
        }
      }
      """;

  private static UserCode use;

  @BeforeAll
  static void compile() {
    use = UserCode.compile("sealedtypes", METHODS, OTHER, USE);
  }

  @Test
  void gradientIsThatOfTheClassThatWasPassed() throws Exception {
    double[][] r = use.run("gradients");
    assertEquals(15, r.length);
    for (int i = 0; i < r.length; i += 3) {
      assertArrayEquals(r[i + 1], r[i], 1e-5);
      assertEquals(r[i + 2][1], r[i + 2][0]);
    }
    assertEquals(1, r[0].length);
    assertEquals(0, r[12].length);
  }

  @Test
  void adjointsOfOtherClassesAreNull() throws Exception {
    assertArrayEquals(new double[] {1, 1, 1, 2}, use.run("whichIsThere"));
  }

  @Test
  void forwardAndReverseAgreeOnResults() throws Exception {
    double[] r = use.run("dotProducts");
    for (int i = 0; i < r.length; i += 2) {
      assertEquals(r[i + 1], r[i], 1e-6);
    }
  }

  @Test
  void sealedComponentsAndElementsHaveAdjoints() throws Exception {
    assertArrayEquals(new double[6], use.run("inRecordsAndArrays"), 1e-6);
  }

  @Test
  void otherClassesCallMethodsOnSealedTypes() throws Exception {
    double[] r = use.run("otherClasses");
    for (int i = 0; i < r.length; i += 2) {
      assertEquals(r[i + 1], r[i], 1e-5);
    }
  }

  @Test
  void adjointsOfAnotherClassAreRefused() throws Exception {
    assertEquals(5, use.<Integer>run("refusals"));
  }
}
