package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.util.ConcurrentModificationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs use the generated interface of methods on lists; what they find is compared with differences and with formulas. */
class ListInterfaceTest {
  private static final String METHODS = """
      package lists;

      import dev.adjoint.annotations.Differentiable;
      import java.util.ArrayList;
      import java.util.List;

      public final class Methods {
        public record Observation(double[] x, double y, double weight, String site) {}

        public static final List<Double> SHARED = new ArrayList<>();

        private static double predict(Observation o, double[] beta) {
          double sum = 0;
          for (int i = 0; i < beta.length; i++) {
            sum += o.x()[i] * beta[i];
          }
          return sum;
        }

        @Differentiable
        public static double loss(List<Observation> data, double[] beta) {
          double sum = 0;
          for (Observation o : data) {
            if (o != null) {
              double r = predict(o, beta) - o.y();
              sum += o.weight() * r * r * o.site().length();
            }
          }
          return sum / data.size();
        }

        @Differentiable
        public static double first(List<? extends Observation> data) {
          return data.get(0).y() * data.get(0).weight();
        }

        @Differentiable
        public static double weighted(List<Double> values, List<double[]> rows) {
          double sum = 0;
          for (int i = 0; i < values.size(); i++) {
            sum += values.get(i) * rows.get(i)[0];
          }
          return sum;
        }

        static void grow(int n) {
          if (n > 2) {
            SHARED.add(1.0);
          }
        }

        @Differentiable
        public static double growing(List<Double> values, int n) {
          double sum = 0;
          for (double v : values) {
            sum += v * v;
          }
          grow(n);
          return sum * values.size();
        }
      }
      """;

  private static final String OTHER = """
      package lists;

      import dev.adjoint.annotations.Differentiable;
      import java.util.List;
      import lists.Methods.Observation;

      final class Other {
        @Differentiable
        static double both(double a, double b) {
          var data = List.of(new Observation(new double[] {a, 1}, b, 1, "x"), new Observation(new double[] {b, a}, 1, a, "yy"));
          return Methods.loss(data, new double[] {a * b, 2}) + Methods.weighted(List.of(a, b), List.of(new double[] {b}, new double[] {b * b}));
        }
      }
      """;

  private static final String USE = """
      package lists;

      import java.util.ArrayList;
      import java.util.Arrays;
      import java.util.LinkedList;
      import java.util.List;
      import lists.Methods.Observation;

      public final class Use {
        static final double[] BETA = {0.5, -0.25};

        static List<Observation> data() {
          return new LinkedList<>(Arrays.asList(new Observation(new double[] {1, 2}, 0.5, 2, "a"), null,
              new Observation(new double[] {-1, 0.5}, 1.5, 0.75, "bcd")));
        }

        static double loss(int at, int part, double by) {
          List<Observation> d = data();
          Observation o = d.get(at);
          double[] x = o.x().clone();
          x[0] += part == 0 ? by : 0;
          d.set(at, new Observation(x, o.y() + (part == 1 ? by : 0), o.weight() + (part == 2 ? by : 0), o.site()));
          return Methods.loss(d, BETA);
        }

        public static double[][] gradient() {
          var g = MethodsDerivatives.lossGradient(data(), BETA);
          List<Methods_ObservationAdjoint> list = g.data();
          double[] found = {list.get(2).x()[0], list.get(2).y(), list.get(2).weight()};
          double[] differences = new double[3];
          for (int k = 0; k < 3; k++) {
            differences[k] = (loss(2, k, 1e-6) - loss(2, k, -1e-6)) / 2e-6;
          }
          return new double[][] {found, differences, {g.value(), Methods.loss(data(), BETA), list.get(1) == null ? 1 : 0, g.beta().length}};
        }

        public static double[] dotProduct() {
          List<Methods_ObservationAdjoint> tangent = Arrays.asList(new Methods_ObservationAdjoint(new double[] {0.1, 0.2}, 0.3, 0.4), null,
              new Methods_ObservationAdjoint(new double[] {0.5, -0.6}, 0.7, 0.8));
          double[] beta = {0.9, -0.1};
          var jvp = MethodsDerivatives.lossJvp(data(), BETA, tangent, beta.clone());
          double[] buffer = {100, 200};
          var vjp = MethodsDerivatives.lossVjp(data(), BETA, 1, buffer);
          double right = (buffer[0] - 100) * beta[0] + (buffer[1] - 200) * beta[1] + vjp.data().get(0).dot(tangent.get(0))
              + vjp.data().get(2).dot(tangent.get(2));
          return new double[] {jvp.tangent(), right};
        }

        public static double[] wildcards() {
          List<? extends Observation> data = data();
          var g = MethodsDerivatives.firstGradient(data);
          return new double[] {g.data().get(0).y(), g.data().get(0).weight(), g.data().get(2).y()};
        }

        public static double[] buffers() {
          double[] values = {1, 2};
          List<double[]> rows = List.of(new double[] {10}, new double[] {20});
          double[] kept = rows.get(1);
          MethodsDerivatives.weightedVjp(List.of(3.0, 4.0), List.of(new double[] {5}, new double[] {6}), 2, values, rows);
          var g = MethodsDerivatives.weightedGradient(List.of(3.0, 4.0), List.of(new double[] {5}, new double[] {6}));
          return new double[] {values[0], values[1], rows.get(0)[0], kept[0], g.values()[1], g.rows().get(1)[0]};
        }

        public static double[] sharedRow() {
          double[] row = {5};
          double[] buffer = {0};
          MethodsDerivatives.weightedVjp(List.of(3.0, 4.0), List.of(row, row), 1, new double[2], List.of(buffer, buffer));
          return buffer;
        }

        public static void differentBuffersForOneRow() {
          double[] row = {5};
          MethodsDerivatives.weightedVjp(List.of(3.0, 4.0), List.of(row, row), 1, new double[2], List.of(new double[1], new double[1]));
        }

        public static void wrongLength() {
          MethodsDerivatives.weightedVjp(List.of(3.0, 4.0), List.of(new double[1], new double[1]), 1, new double[1],
              List.of(new double[1], new double[1]));
        }

        public static void nullNumber() {
          MethodsDerivatives.weightedGradient(Arrays.asList(3.0, null), List.of(new double[1], new double[1]));
        }

        public static double unchanged() {
          Methods.SHARED.clear();
          Methods.SHARED.add(3.0);
          return MethodsDerivatives.growingGradient(Methods.SHARED, 1).values()[0];
        }

        public static void changed() {
          MethodsDerivatives.growingGradient(Methods.SHARED, 3);
        }

        public static double[] otherClasses() {
          var g = OtherDerivatives.bothGradient(0.7, 1.2);
          double h = 1e-6;
          return new double[] {g.a(), (Other.both(0.7 + h, 1.2) - Other.both(0.7 - h, 1.2)) / (2 * h),
              g.b(), (Other.both(0.7, 1.2 + h) - Other.both(0.7, 1.2 - h)) / (2 * h), OtherDerivatives.bothJvp(0.7, 1.2, 1, 0).tangent()};
        }
      }
      """;

  private static UserCode use;

  @BeforeAll
  static void compile() {
    use = UserCode.compile("lists", METHODS, OTHER, USE);
  }

  private static Throwable failure(String method) {
    return assertThrows(InvocationTargetException.class, () -> use.run(method)).getCause();
  }

  @Test
  void aListOfRecordsHasAListOfAdjoints() throws Exception {
    double[][] r = use.run("gradient");
    assertArrayEquals(r[1], r[0], 1e-5);
    assertEquals(r[2][1], r[2][0]);
    assertEquals(1, r[2][2], "the adjoint of a null element is null");
  }

  @Test
  void forwardAndReverseAgreeOnLists() throws Exception {
    double[] r = use.run("dotProduct");
    assertEquals(r[1], r[0], 1e-9);
  }

  @Test
  void elementsOfAWildcardAreRecords() throws Exception {
    assertArrayEquals(new double[] {2, 0.5, 0}, use.run("wildcards"), 1e-15);
  }

  @Test
  void adjointsOfNumbersAndRowsAreAddedToBuffers() throws Exception {
    assertArrayEquals(new double[] {11, 14, 16, 28, 6, 4}, use.run("buffers"), 1e-15);
  }

  @Test
  void oneRowTwiceNeedsOneBufferTwice() throws Exception {
    assertArrayEquals(new double[] {7}, use.run("sharedRow"), 1e-15);
    assertEquals(IllegalArgumentException.class, failure("differentBuffersForOneRow").getClass());
  }

  @Test
  void aBufferOfAnotherLengthIsRefused() {
    assertEquals(IllegalArgumentException.class, failure("wrongLength").getClass());
  }

  @Test
  void aMissingNumberIsANullPointer() {
    assertEquals(NullPointerException.class, failure("nullNumber").getClass());
  }

  @Test
  void aListThatChangesMeanwhileIsAnException() throws Exception {
    assertEquals(6.0, use.<Double>run("unchanged"));
    assertEquals(ConcurrentModificationException.class, failure("changed").getClass());
  }

  @Test
  void otherClassesCallMethodsOnLists() throws Exception {
    double[] r = use.run("otherClasses");
    assertEquals(r[1], r[0], 1e-6);
    assertEquals(r[3], r[2], 1e-6);
    assertEquals(r[0], r[4], 1e-12);
  }
}
