package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Lists that are parameters: of rows, of numbers, of floats; read in every way, rows written in place, one array twice. */
final class Lists {
  @Differentiable
  static double each(List<double[]> rows, double s) {
    double sum = 0;
    for (double[] r : rows) {
      double inner = 0;
      for (int i = 0; i < r.length; i++) {
        inner += r[i] * r[i] * s;
      }
      sum += Math.sin(inner);
    }
    return sum;
  }

  @Differentiable
  static double byIndex(List<double[]> rows, List<Double> weights) {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      sum += weights.get(i) * rows.get(i)[0] * rows.get(rows.size() - 1 - i)[1];
    }
    return rows.isEmpty() ? 1 : sum * weights.getLast() + rows.getFirst()[0];
  }

  @Differentiable
  static void inPlace(List<double[]> rows, double[] out) {
    for (double[] r : rows) {
      r[0] *= r[1];
      r[1] += out[0];
      out[1] += r[0] * r[1];
    }
    out[0] = rows.get(0)[0] * rows.get(1)[1];
  }

  @Differentiable
  static float floats(List<float[]> rows, List<Float> scale) {
    float sum = 0;
    for (float[] r : rows) {
      r[1] *= r[0];
      for (float f : scale) {
        sum += r[1] * f;
      }
    }
    return sum;
  }

  @Differentiable
  static double matrices(List<double[][]> matrices, double x) {
    double sum = 0;
    for (double[][] m : matrices) {
      for (double[] row : m) {
        for (double v : row) {
          sum = sum * x + v * v;
        }
      }
    }
    return sum;
  }

  private static double dot(List<Double> a, List<Double> b) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(a.size() + " and " + b.size());
    }
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * b.get(i);
    }
    return sum;
  }

  private static double power(List<double[]> rows, int n) {
    return n == 0 ? 1 : rows.get(n % rows.size())[0] * power(rows, n - 1);
  }

  @Differentiable
  static double helpers(List<Double> a, List<Double> b, List<double[]> rows) {
    List<Double> same = a;
    return dot(a, b) * dot(same, a) + power(rows, 5) + dot(List.of(b.get(0), 2.0), b);
  }

  @Differentiable
  static double streams(List<Double> a, List<double[]> rows, double s) {
    double sum = a.stream().mapToDouble(x -> x * x * s).sum();
    double most = a.stream().mapToDouble(Double::doubleValue).map(Math::cos).max().orElse(0);
    double[] total = {0};
    rows.forEach(r -> total[0] += r[0] * s);
    return sum * most + rows.stream().filter(r -> r[0] > 0).mapToDouble(r -> r[0] * r[1]).sum() + total[0];
  }

  @Differentiable
  static double jumps(List<Double> a, double limit) {
    double sum = 0;
    for (Double x : a) {
      if (x < 0) {
        continue;
      }
      sum += x * x;
      if (sum > limit) {
        break;
      }
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) > limit) {
        return sum * a.get(i);
      }
    }
    return sum;
  }

  @Differentiable
  static double constants(@NonDifferentiable List<Double> knots, double x) {
    List<Double> sorted = new ArrayList<>(knots);
    Collections.sort(sorted);
    double sum = Collections.max(sorted);
    for (double k : sorted) {
      sum += k * x;
    }
    return sum + dot(knots, List.of(x, x * x, 1.0));
  }

  @Differentiable
  static double caught(List<Double> a, double x) {
    double sum = x;
    try {
      for (int i = 0; ; i++) {
        sum += a.get(i) * x;
      }
    } catch (IndexOutOfBoundsException e) {
      return sum * x;
    }
  }

  @Differentiable
  static double nulls(List<double[]> rows, double x) {
    double sum = 0;
    for (double[] r : rows) {
      if (r != null) {
        sum += r[0] * x;
      } else {
        sum *= x;
      }
    }
    return sum;
  }

  @Differentiable(wrt = "x")
  static double some(List<Double> a, List<double[]> rows, double x) {
    return dot(a, a) * x + rows.get(0)[0] * x * x;
  }

  static List<Double> numbers(Double... x) {
    return new ArrayList<>(Arrays.asList(x));
  }

  static List<double[]> rows(double[]... rows) {
    return new ArrayList<>(Arrays.asList(rows));
  }

  static Object[][] inputs_each() {
    double[] twice = {0.5, -1.5};
    return new Object[][] {{rows(new double[] {0.25, 0.5}, new double[] {-0.75}, new double[0]), 1.5}, {rows(), 2.0},
        {rows(twice, new double[] {0.125, 3}, twice), 0.75}};
  }

  static Object[][] inputs_byIndex() {
    return new Object[][] {{rows(new double[] {0.25, 0.5}, new double[] {-0.75, 1.5}), numbers(0.5, -2.0)}, {rows(), numbers()}};
  }

  static Object[][] throws_byIndex() {
    return new Object[][] {{rows(new double[] {1, 2}), numbers()}, {rows(new double[] {1}), numbers(1.0)}};
  }

  static Object[][] inputs_inPlace() {
    double[] twice = {0.5, -1.5};
    return new Object[][] {{rows(new double[] {0.25, 0.5}, new double[] {-0.75, 1.5}), new double[] {1.25, 0.5}},
        {rows(twice, twice), new double[] {0.75, 0.25}}};
  }

  static Object[][] throws_inPlace() {
    return new Object[][] {{rows(new double[] {1, 2}), new double[] {1, 2}}};
  }

  static Object[][] inputs_floats() {
    return new Object[][] {{new ArrayList<>(List.of(new float[] {0.5f, 1.5f}, new float[] {-0.25f, 2})), new ArrayList<>(List.of(0.5f, 2f))}};
  }

  static Object[][] inputs_matrices() {
    return new Object[][] {{new ArrayList<>(List.of(new double[][] {{0.5, 1.5}, {2}}, new double[][] {{-0.25, 0.75}})), 0.5}};
  }

  static Object[][] inputs_helpers() {
    return new Object[][] {{numbers(0.5, -0.25), numbers(1.5, 0.75), rows(new double[] {1.5}, new double[] {-0.5}, new double[] {2})}};
  }

  static Object[][] throws_helpers() {
    return new Object[][] {{numbers(0.5), numbers(1.5, 0.75), rows(new double[] {1.5})}};
  }

  static Object[][] inputs_streams() {
    return new Object[][] {{numbers(0.5, -0.25, 2.0), rows(new double[] {1.5, 2}, new double[] {-0.5, 1}), 0.75}, {numbers(), rows(), 1.0}};
  }

  static Object[][] inputs_jumps() {
    return new Object[][] {{numbers(0.5, -0.25, 2.0), 3.0}, {numbers(0.5, 2.0, -1.0, 7.0), 1.5}, {numbers(), 1.0}};
  }

  static Object[][] inputs_constants() {
    return new Object[][] {{numbers(0.5, -0.25, 2.0), 0.75}};
  }

  static Object[][] throws_constants() {
    return new Object[][] {{numbers(0.5), 0.75}};
  }

  static Object[][] inputs_caught() {
    return new Object[][] {{numbers(0.5, -0.25, 2.0), 0.75}, {numbers(), 1.25}};
  }

  static Object[][] inputs_nulls() {
    return new Object[][] {{rows(new double[] {0.5}, null, new double[] {2}), 0.75}};
  }

  static Object[][] inputs_some() {
    return new Object[][] {{numbers(0.5, -0.25), rows(new double[] {0.5}), 0.75}};
  }
}
