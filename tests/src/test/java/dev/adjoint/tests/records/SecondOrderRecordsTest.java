package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Second derivatives of methods that take records are those of the same methods on numbers and arrays. */
class SecondOrderRecordsTest {
  private static final String METHODS = """
      package records;

      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.NonDifferentiable;
      import dev.adjoint.runtime.tape.Tape;

      final class Twice {
        record Vec(double x, double y) {
          @Differentiable(order = 2)
          double stretched(double by) {
            return Math.exp(x * by) * y * y + by * by;
          }
        }

        record Option(double strike, @NonDifferentiable double expiry, String name, double[] curve, Vec at, float weight) {}

        sealed interface Shape permits Disc, Box {}

        record Disc(double r) implements Shape {}

        record Box(double a, double b) implements Shape {}

        @Differentiable(order = 2)
        static double price(Option o, double[] rates, double spot, Vec[] ps) {
          double s = 0;
          for (int i = 0; i < rates.length; i++) {
            s += rates[i] * o.curve()[i] * o.curve()[i] * o.strike() * ps[i].x() + s * ps[i].y();
          }
          return s * Math.exp(-o.expiry()) + spot * o.at().x() * o.at().x() * o.name().length() + Math.sin(o.at().y() * o.weight());
        }

        @Differentiable(order = 2)
        static double flat(double strike, @NonDifferentiable double expiry, double[] curve, double atX, double atY, float weight,
            double[] rates, double spot, double[] psX, double[] psY) {
          double s = 0;
          for (int i = 0; i < rates.length; i++) {
            s += rates[i] * curve[i] * curve[i] * strike * psX[i] + s * psY[i];
          }
          return s * Math.exp(-expiry) + spot * atX * atX * 3 + Math.sin(atY * weight);
        }

        @Differentiable(order = 2)
        static double stretched(double x, double y, double by) {
          return Math.exp(x * by) * y * y + by * by;
        }

        @Differentiable(order = 2, wrt = {"o.strike", "spot"})
        static double some(Option o, double spot) {
          return o.strike() * o.strike() * spot * o.at().x();
        }

        @Differentiable(order = 2)
        static double area(Shape shape, double scale) {
          return scale * scale * switch (shape) {
            case Disc d -> Math.PI * d.r() * d.r();
            case Box b -> b.a() * b.b();
          };
        }

        private static Option option() {
          return new Option(1.25, 0.5, "abc", new double[] {0.5, 2}, new Vec(0.75, -0.5), 1.5f);
        }

        private static double[] numbers(double... all) {
          return all;
        }

        static double[][] price() {
          var rates = new double[] {0.3, 0.7};
          var ps = new Vec[] {new Vec(1.5, 0.25), new Vec(-0.5, 2)};
          var vecs = new Twice_VecAdjoint[] {new Twice_VecAdjoint(0.1, 0.2), new Twice_VecAdjoint(0.3, -0.4)};
          var r = TwiceDerivatives.priceHvp(option(), rates, 2, ps, new Twice_OptionAdjoint(0.5, new double[] {1, -1},
              new Twice_VecAdjoint(2, 3), 0.25f), new double[] {0.6, 0.8}, -1.5, vecs);
          var f = TwiceDerivatives.flatHvp(1.25, 0.5, new double[] {0.5, 2}, 0.75, -0.5, 1.5f, rates, 2, numbers(1.5, -0.5), numbers(0.25, 2),
              0.5, new double[] {1, -1}, 2, 3, 0.25f, new double[] {0.6, 0.8}, -1.5, numbers(0.1, 0.3), numbers(0.2, -0.4));
          return new double[][] {
            {r.value(), r.oGradient().strike(), r.oGradient().curve()[0], r.oGradient().curve()[1], r.oGradient().at().x(), r.oGradient().at().y(),
                r.oGradient().weight(), r.ratesGradient()[0], r.ratesGradient()[1], r.spotGradient(), r.psGradient()[0].x(),
                r.psGradient()[1].y(), r.oHvp().strike(), r.oHvp().curve()[0], r.oHvp().curve()[1], r.oHvp().at().x(), r.oHvp().at().y(),
                r.oHvp().weight(), r.ratesHvp()[0], r.ratesHvp()[1], r.spotHvp(), r.psHvp()[0].x(), r.psHvp()[0].y(), r.psHvp()[1].x(),
                r.psHvp()[1].y()},
            {f.value(), f.strikeGradient(), f.curveGradient()[0], f.curveGradient()[1], f.atXGradient(), f.atYGradient(), f.weightGradient(),
                f.ratesGradient()[0], f.ratesGradient()[1], f.spotGradient(), f.psXGradient()[0], f.psYGradient()[1], f.strikeHvp(),
                f.curveHvp()[0], f.curveHvp()[1], f.atXHvp(), f.atYHvp(), f.weightHvp(), f.ratesHvp()[0], f.ratesHvp()[1], f.spotHvp(),
                f.psXHvp()[0], f.psYHvp()[0], f.psXHvp()[1], f.psYHvp()[1]}};
        }

        static double[][] receiver() {
          var r = Twice_VecDerivatives.stretchedHvp(new Vec(0.5, 2), 1.5, new Twice_VecAdjoint(0.25, -1), 3);
          var f = TwiceDerivatives.stretchedHvp(0.5, 2, 1.5, 0.25, -1, 3);
          return new double[][] {{r.value(), r.selfGradient().x(), r.selfGradient().y(), r.byGradient(), r.selfHvp().x(), r.selfHvp().y(), r.byHvp()},
            {f.value(), f.xGradient(), f.yGradient(), f.byGradient(), f.xHvp(), f.yHvp(), f.byHvp()}};
        }

        static double[][] components() {
          var r = TwiceDerivatives.someHvp(option(), 2, new Twice_OptionAdjoint(0.5, new double[] {1, -1}, new Twice_VecAdjoint(2, 3), 0.25f), 3);
          // strike^2 spot x with x = 0.75 constant
          return new double[][] {{r.oGradient().strike(), r.oGradient().at().x(), r.spotGradient(), r.oHvp().strike(), r.oHvp().at().x(), r.spotHvp()},
            {2 * 1.25 * 2 * 0.75, 0, 1.25 * 1.25 * 0.75, 0.75 * (2 * 2 * 0.5 + 2 * 1.25 * 3), 0, 0.75 * 2 * 1.25 * 0.5}};
        }

        static double[][] cases() {
          var d = TwiceDerivatives.areaHvp(new Disc(2), 3, new Twice_ShapeAdjoint(new Twice_DiscAdjoint(0.5), null), 0.25);
          var b = TwiceDerivatives.areaHvp(new Box(2, 5), 3, new Twice_ShapeAdjoint(null, new Twice_BoxAdjoint(0.5, 1)), 0.25);
          return new double[][] {{d.shapeHvp().disc().r(), d.scaleHvp(), b.shapeHvp().box().a(),
              b.shapeHvp().box().b(), b.scaleHvp()},
            {Math.PI * (2 * 9 * 0.5 + 2 * 2 * 2 * 3 * 0.25), Math.PI * (2 * 4 * 0.25 + 2 * 2 * 2 * 3 * 0.5), 9 * 1 + 2 * 3 * 5 * 0.25,
                9 * 0.5 + 2 * 3 * 2 * 0.25, 2 * 10 * 0.25 + 2 * 3 * (5 * 0.5 + 2 * 1)}};
        }
      }
      """;

  private static Class<?> owner;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    Compilation compilation = Compilation.withProcessor(Map.of("records.Twice", METHODS), "-Xlint:all");
    assertTrue(compilation.success(), compilation::problems);
    owner = compilation.loader().loadClass("records.Twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"price", "receiver", "components", "cases"})
  void productsAreThoseOfNumbers(String example) throws ReflectiveOperationException {
    Method m = owner.getDeclaredMethod(example);
    m.setAccessible(true);
    double[][] both = (double[][]) m.invoke(null);
    assertArrayEquals(both[1], both[0], 1e-6, example);
    for (int i = 0; i < both[0].length; i++) {
      // the weight is a float
      double tolerance = example.equals("price") ? 1e-7 : 1e-14;
      assertTrue(Math.abs(both[0][i] - both[1][i]) <= tolerance * (1 + Math.abs(both[1][i])), example + " " + i + ": " + both[0][i]
          + ", expected " + both[1][i]);
    }
  }
}
