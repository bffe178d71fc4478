package corpus;

import dev.adjoint.annotations.Differentiable;

/** Sorts in place: insertion, bubble with early exit, quicksort by recursion; the permutation is the executed one. */
final class Sorting {
  @Differentiable
  static void insertion(double[] x) {
    for (int i = 1; i < x.length; i++) {
      double v = x[i];
      int j = i - 1;
      while (j >= 0 && x[j] > v) {
        x[j + 1] = x[j];
        j--;
      }
      x[j + 1] = v;
    }
  }

  @Differentiable
  static double bubble(double[] x) {
    boolean swapped;
    int n = x.length;
    do {
      swapped = false;
      for (int i = 1; i < n; i++) {
        if (x[i - 1] > x[i]) {
          double t = x[i];
          x[i] = x[i - 1];
          x[i - 1] = t;
          swapped = true;
        }
      }
      n--;
    } while (swapped);
    return x[0] * x[1] + x[x.length / 2] * x[x.length - 1];
  }

  private static void quick(double[] x, int from, int to) {
    if (to - from < 2) {
      return;
    }
    double pivot = x[(from + to) / 2];
    int i = from, j = to - 1;
    while (i <= j) {
      while (x[i] < pivot) {
        i++;
      }
      while (x[j] > pivot) {
        j--;
      }
      if (i <= j) {
        double t = x[i];
        x[i++] = x[j];
        x[j--] = t;
      }
    }
    quick(x, from, j + 1);
    quick(x, i, to);
  }

  @Differentiable
  static double median(double[] x) {
    double[] t = x.clone();
    quick(t, 0, t.length);
    return t[t.length / 2] * t[0];
  }

  static Object[][] inputs_insertion() {
    return new Object[][] {{new double[] {3, 1, 2, 5, 4}}, {new double[] {1}}};
  }

  static Object[][] inputs_bubble() {
    return new Object[][] {{new double[] {3, 1, 2, 5, 4}}, {new double[] {1, 2, 3}}};
  }

  static Object[][] inputs_median() {
    return new Object[][] {{new double[] {3, 1, 2, 5, 4, 0.5}}, {new double[] {1, 2, 3}}};
  }
}
