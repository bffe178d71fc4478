package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Second derivatives of methods that take records, products and matrices, are those of the same methods on numbers and arrays. */
class SecondOrderRecordsTest {
  private static final String METHODS = """
      package records;

      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.NonDifferentiable;
      import dev.adjoint.runtime.tape.Tape;
      import java.util.ArrayList;
      import java.util.Arrays;
      import java.util.List;

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

        record Weights(double[] w) {}

        @Differentiable(order = 2)
        static double overwritten(Weights p, Weights q, double[][] z) {
          p.w()[0] *= q.w()[0];
          z[0][0] *= p.w()[0];
          return z[0][0] * p.w()[0] * p.w()[1] + z[1][0] * z[1][0] * q.w()[1];
        }

        @Differentiable(order = 2)
        static double lists(Shape shape, List<Vec> all, float by, List<double[]> rows, List<Double> numbers) {
          double s = 0;
          for (Vec v : all) {
            s += v == null ? 1 : v.x() * v.x() * v.y();
          }
          for (double[] r : rows) {
            s += r[r.length - 1] * s * by;
          }
          for (double d : numbers) {
            s += d * d * d;
          }
          return s * area(shape, 1);
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

        /** A matrix as the rows and columns of another order. */
        private static double[] in(double[][] matrix, int... order) {
          return Arrays.stream(order).boxed().flatMapToDouble(i -> Arrays.stream(order).mapToDouble(j -> matrix[i][j])).toArray();
        }

        static double[][] matrix() {
          var rates = new double[] {0.3, 0.7};
          var ps = new Vec[] {new Vec(1.5, 0.25), new Vec(-0.5, 2)};
          double[][] h = TwiceDerivatives.priceHessian(option(), rates, 2, ps);
          double[][] f = TwiceDerivatives.flatHessian(1.25, 0.5, new double[] {0.5, 2}, 0.75, -0.5, 1.5f, rates, 2, numbers(1.5, -0.5), numbers(0.25, 2));
          return new double[][] {in(h, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), in(f, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 10, 12)};
        }

        static double[][] matrixOfSome() {
          double[][] h = TwiceDerivatives.someHessian(option(), 2);
          // strike^2 spot x with x constant; strike, two numbers of the curve, x, y, the weight, spot
          double[] all = new double[49];
          all[0] = 2 * 2 * 0.75;
          all[6] = 2 * 1.25 * 0.75;
          all[42] = all[6];
          return new double[][] {in(h, 0, 1, 2, 3, 4, 5, 6), all};
        }

        /** q is p, and the rows of z are one: whichever name a number has, it is the same one. */
        static double[][] aliases() {
          double[] w = {2, 3};
          double[] z = {5};
          double[][] h = TwiceDerivatives.overwrittenHessian(new Weights(w), new Weights(w), new double[][] {z, z});
          // with a, b, c for the numbers: c a^2 a^2 b + c^2 a^4 b
          double a = 2;
          double b = 3;
          double c = 5;
          double aa = 12 * a * a * c * b + 12 * a * a * c * c * b;
          double ab = 4 * a * a * a * c + 4 * a * a * a * c * c;
          double ac = 4 * a * a * a * b + 8 * a * a * a * c * b;
          double bc = a * a * a * a + 2 * c * a * a * a * a;
          double cc = 2 * a * a * a * a * b;
          double[][] e = {{aa, ab, ac}, {ab, 0, bc}, {ac, bc, cc}};
          return new double[][] {in(h, 0, 1, 2, 3, 4, 5), in(e, 0, 1, 0, 1, 2, 2), {w[0], w[1], z[0]}, {2, 3, 5}};
        }

        static double[][] matrixOfLists() {
          var all = new ArrayList<>(List.of(new Vec(2, 3), new Vec(0.5, -1)));
          all.add(1, null);
          List<double[]> rows = List.of(new double[] {4, 0.25}, new double[] {0.5});
          double[][] h = TwiceDerivatives.listsHessian(new Box(1.5, 2), all, 0.75f, rows, List.of(1.25));
          var units = new double[h.length * h.length];
          for (int i = 0; i < h.length; i++) {
            double[] e = new double[h.length];
            e[i] = 1;
            var r = TwiceDerivatives.listsHvp(new Box(1.5, 2), all, 0.75f, rows, List.of(1.25),
                new Twice_ShapeAdjoint(null, new Twice_BoxAdjoint(e[0], e[1])),
                Arrays.asList(new Twice_VecAdjoint(e[2], e[3]), null, new Twice_VecAdjoint(e[4], e[5])), (float) e[6],
                List.of(new double[] {e[7], e[8]}, new double[] {e[9]}), new double[] {e[10]});
            double[] row = {r.shapeHvp().box().a(), r.shapeHvp().box().b(), r.allHvp().get(0).x(), r.allHvp().get(0).y(), r.allHvp().get(2).x(),
                r.allHvp().get(2).y(), r.byHvp(), r.rowsHvp().get(0)[0], r.rowsHvp().get(0)[1], r.rowsHvp().get(1)[0], r.numbersHvp()[0]};
            System.arraycopy(row, 0, units, i * h.length, h.length);
          }
          return new double[][] {in(h, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), units};
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
  @ValueSource(strings = {"price", "receiver", "components", "cases", "matrix", "matrixOfSome", "aliases", "matrixOfLists"})
  void productsAreThoseOfNumbers(String example) throws ReflectiveOperationException {
    Method m = owner.getDeclaredMethod(example);
    m.setAccessible(true);
    double[][] both = (double[][]) m.invoke(null);
    for (int pair = 0; pair < both.length; pair += 2) {
      double[] given = both[pair];
      double[] expected = both[pair + 1];
      assertEquals(expected.length, given.length, example);
      for (int i = 0; i < given.length; i++) {
        // the weight is a float
        double tolerance = example.equals("price") || example.startsWith("matrix") ? 1e-7 : 1e-14;
        assertTrue(Math.abs(given[i] - expected[i]) <= tolerance * (1 + Math.abs(expected[i])), example + " " + i + ": " + given[i]
            + ", expected " + expected[i]);
      }
    }
  }
}
