package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jacobians, their patterns and Taylor coefficients of methods that take records are those of the same methods on numbers and arrays. */
class JacobianOfRecordsTest {
  private static final String METHODS = """
      package records;

      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.NonDifferentiable;
      import dev.adjoint.runtime.matrix.Sparsity;
      import java.util.ArrayList;
      import java.util.Arrays;
      import java.util.List;

      final class Rows {
        record Vec(double x, double y) {
          @Differentiable(taylor = "this.x")
          double grown(double by) {
            return Math.exp(x * by) * y;
          }
        }

        record Body(double mass, @NonDifferentiable double age, String name, double[] curve, Vec at, float weight) {}

        sealed interface Shape permits Disc, Box {}

        record Disc(double r) implements Shape {}

        record Box(double a, double b) implements Shape {}

        @Differentiable(sparsity = true)
        static double[] rows(Body o, Vec[] ps, double z, List<Double> ns, List<double[]> rows, Shape shape) {
          double[] r = new double[ps.length + 2];
          for (int i = 0; i < ps.length; i++) {
            r[i] = ps[i].x() * ps[i].y() * (i == 0 ? o.curve()[1] : ns.get(0)) * rows.get(i)[i];
          }
          r[ps.length] = z * o.weight() * o.age() + Math.sin(o.at().y());
          r[ps.length + 1] = o.mass() * switch (shape) {
            case Disc d -> d.r();
            case Box b -> b.a() * b.b();
          };
          o.curve()[1] = 7;
          return r;
        }

        @Differentiable(sparsity = true)
        static double[] flat(double mass, double[] curve, double atX, double atY, float weight, double[] xs, double z, double[] ns,
            double[] row0, double[] row1, double a, double b) {
          double[] r = new double[4];
          for (int i = 0; i < 2; i++) {
            r[i] = xs[2 * i] * xs[2 * i + 1] * (i == 0 ? curve[1] : ns[0]) * (i == 0 ? row0[0] : row1[1]);
          }
          r[2] = z * weight * 0.5 + Math.sin(atY);
          r[3] = mass * a * b;
          curve[1] = 7;
          return r;
        }

        /** Few rows and many columns: by reverse mode. */
        @Differentiable(sparsity = true)
        static double[] wide(List<Vec> all) {
          double s = 0;
          for (Vec v : all) {
            s += v == null ? 1 : v.x() * v.x() * v.y();
          }
          return new double[] {s};
        }

        record Weights(double[] w) {}

        @Differentiable(sparsity = true)
        static double[] shared(Weights p, double[] q) {
          p.w()[0] *= q[1];
          return new double[] {p.w()[0] * q[0], 3 * q[1]};
        }

        @Differentiable(taylor = "spot")
        static double price(Body o, double spot, Vec[] ps, List<double[]> rows, double[] out) {
          double s = 0;
          for (int i = 0; i < ps.length; i++) {
            s += ps[i].x() * spot + s * ps[i].y();
            rows.get(i)[0] *= spot;
          }
          out[0] = s;
          return out[0] * Math.exp(-o.age() * spot) + spot * o.at().x() * rows.get(0)[0] * o.mass();
        }

        @Differentiable(taylor = "spot")
        static double flatPrice(double spot) {
          double s = 0;
          s += 1.5 * spot + s * 0.25;
          s += -0.5 * spot + s * 2;
          return s * Math.exp(-0.5 * spot) + spot * 0.75 * (4 * spot) * 1.25;
        }

        @Differentiable(taylor = "o.at.x")
        static double inside(Body o, double spot) {
          return Math.sin(o.at().x() * spot) * o.mass();
        }

        @Differentiable(taylor = "x")
        static double number(double x, double spot, double mass) {
          return Math.sin(x * spot) * mass;
        }

        @Differentiable(taylor = "x")
        static double grown(double x, double y, double by) {
          return Math.exp(x * by) * y;
        }

        private static Body body() {
          return new Body(1.25, 0.5, "abc", new double[] {0.5, 2}, new Vec(0.75, -0.5), 1.5f);
        }

        private static Vec[] ps() {
          return new Vec[] {new Vec(1.5, 0.25), new Vec(-0.5, 2)};
        }

        private static List<double[]> rowsOf() {
          return List.of(new double[] {4, 3}, new double[] {0.5, -1.5});
        }

        private static double[] in(double[][] matrix) {
          return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
        }

        private static double[] in(Sparsity pattern) {
          double[][] marks = new double[pattern.rows()][pattern.columns()];
          for (int i = 0; i < marks.length; i++) {
            for (int j : pattern.row(i)) {
              marks[i][j] = 1;
            }
          }
          return in(marks);
        }

        static double[][] matrix() {
          var shape = new Box(3, 5);
          var o = body();
          return new double[][] {
            in(RowsDerivatives.rowsJacobian(o, ps(), 2.5, List.of(1.25), rowsOf(), shape)),
            in(RowsDerivatives.flatJacobian(1.25, new double[] {0.5, 2}, 0.75, -0.5, 1.5f, new double[] {1.5, 0.25, -0.5, 2}, 2.5,
                new double[] {1.25}, new double[] {4, 3}, new double[] {0.5, -1.5}, 3, 5)),
            in(RowsDerivatives.rowsSparsity(o, ps(), 2.5, List.of(1.25), rowsOf(), shape)),
            in(RowsDerivatives.flatSparsity(1.25, new double[] {0.5, 2}, 0.75, -0.5, 1.5f, new double[] {1.5, 0.25, -0.5, 2}, 2.5,
                new double[] {1.25}, new double[] {4, 3}, new double[] {0.5, -1.5}, 3, 5)),
            in(RowsDerivatives.rowsSparseJacobian(o, ps(), 2.5, List.of(1.25), rowsOf(), shape).toDense()),
            in(RowsDerivatives.rowsJacobian(o, ps(), 2.5, List.of(1.25), rowsOf(), shape)), o.curve(), {0.5, 2}};
        }

        static double[][] reverse() {
          var all = new ArrayList<>(List.of(new Vec(2, 3), new Vec(0.5, -1), new Vec(1, 1)));
          all.add(1, null);
          return new double[][] {in(RowsDerivatives.wideJacobian(all)), {12, 4, -1, 0.25, 2, 1},
              in(RowsDerivatives.wideSparseJacobian(all).toDense()), {12, 4, -1, 0.25, 2, 1}};
        }

        static double[][] aliases() {
          double[] w = {2, 3};
          // a b a b and 3 b for the numbers a and b of the one array; both of its names have these columns
          double[][] h = RowsDerivatives.sharedJacobian(new Weights(w), w);
          double[][] e = {{2 * 2 * 9, 2 * 3 * 4, 2 * 2 * 9, 2 * 3 * 4}, {0, 3, 0, 3}};
          return new double[][] {in(h), in(e), w, {2, 3}, in(RowsDerivatives.sharedSparsity(new Weights(w), w)), {1, 1, 1, 1, 0, 1, 0, 1}};
        }

        static double[][] series() {
          var curve = new double[] {0.8, -1, 0.5};
          return new double[][] {
            RowsDerivatives.priceTaylor(body(), 0.8, ps(), rowsOf(), new double[1], 4), RowsDerivatives.flatPriceTaylor(0.8, 4),
            RowsDerivatives.priceTaylor(body(), curve, ps(), rowsOf(), new double[1]), RowsDerivatives.flatPriceTaylor(curve),
            RowsDerivatives.insideTaylor(body(), 2, 5), RowsDerivatives.numberTaylor(0.75, 2, 1.25, 5),
            Rows_VecDerivatives.grownTaylor(new Vec(0.5, 2), 3, 4), RowsDerivatives.grownTaylor(0.5, 2, 3, 4)};
        }
      }
      """;

  private static Class<?> owner;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    Compilation compilation = Compilation.withProcessor(Map.of("records.Rows", METHODS), "-Xlint:all");
    assertTrue(compilation.success(), compilation::problems);
    owner = compilation.loader().loadClass("records.Rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"matrix", "reverse", "aliases", "series"})
  void numbersAreThoseOfArrays(String example) throws ReflectiveOperationException {
    Method m = owner.getDeclaredMethod(example);
    m.setAccessible(true);
    double[][] pairs = (double[][]) m.invoke(null);
    for (int k = 0; k < pairs.length; k += 2) {
      double[] given = pairs[k];
      double[] expected = pairs[k + 1];
      assertEquals(expected.length, given.length, example + " " + k);
      for (int i = 0; i < given.length; i++) {
        // the weight is a float
        double tolerance = example.equals("matrix") ? 1e-7 : 1e-14;
        assertTrue(Math.abs(given[i] - expected[i]) <= tolerance * (1 + Math.abs(expected[i])), example + " " + k + ", " + i + ": " + given[i]
            + ", expected " + expected[i]);
      }
    }
  }
}
