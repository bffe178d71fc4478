package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.List;

/** Private fields are read as any others, wherever the method or a helper of it names them. */
final class PrivateFields {
  private static final double[] TABLE = {0.5, -1.5, 2.5};
  private static final double HALF = 0.5;
  private static final int LAST = 2;
  private static double scale = 1.25;
  private static float single = 0.75f;
  private static int calls;
  private static long total;

  private final double rate;
  private final double[] weights;
  private final int stepCount;
  private final String label;
  private final List<Integer> sizes;
  private boolean negated;
  private short counter = 3;
  private char letter = 'b';

  PrivateFields(double rate, int stepCount, double... weights) {
    this.rate = rate;
    this.stepCount = stepCount;
    this.weights = weights;
    this.label = "abc";
    this.sizes = List.of(1, 2, 3);
    this.negated = rate < 0;
  }

  @Differentiable
  double sum(double[] x) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * x[i] + rate;
    }
    return sum * HALF;
  }

  @Differentiable
  double steps(double x, PrivateFields other) {
    double y = x;
    for (int i = 0; i < this.stepCount; i++) {
      y += rate * Math.sin(y) * other.rate;
    }
    if (negated || other.negated) {
      y = -y;
    }
    return y * label.length() + sizes.get(1) * x * other.sizes.size() + counter * y * letter;
  }

  @Differentiable
  static double statics(double x, int i) {
    double y = TABLE[i % 3] * x * PrivateFields.scale + TABLE[LAST];
    return y * y * single + helper(x);
  }

  /** A helper that is inlined or called reads them too. */
  private static double helper(double x) {
    return x * scale * TABLE.length;
  }

  @Differentiable
  static double counting(double x, int n) {
    int before = calls;
    total = 7;
    double y = x;
    for (int i = 0; i < n; i++) {
      calls++;
      total += i;
      y *= Math.cos(x);
    }
    calls = before;
    return y * total;
  }

  /** An inactive statement is quoted as it stands. */
  @Differentiable
  double guarded(double x, int n) {
    int[] found = {0};
    int before = this.counter;
    try {
      counter += 2;
      this.counter++;
      calls = n / (n - 1);
      found[0] = stepCount + this.weights.length + sizes.getFirst() + (counter - before);
      switch (n) {
        case LAST -> found[0] += calls;
        default -> found[0]++;
      }
    } catch (ArithmeticException e) {
      found[0] = -stepCount;
    }
    counter = 3;
    calls = 0;
    return x * x * found[0];
  }

  static Object[][] inputs_sum() {
    return new Object[][] {{new PrivateFields(0.25, 2, 0.5, -0.3), new double[] {0.7, 0.4}}};
  }

  static Object[][] inputs_steps() {
    return new Object[][] {
      {new PrivateFields(0.25, 3), 0.7, new PrivateFields(-0.5, 1)}, {new PrivateFields(0.25, 1), 0.7, new PrivateFields(1, 0)}
    };
  }

  static Object[][] inputs_statics() {
    return new Object[][] {{0.3, 0}, {-1.3, 4}};
  }

  static Object[][] inputs_counting() {
    return new Object[][] {{0.3, 0}, {1.3, 4}};
  }

  static Object[][] inputs_guarded() {
    return new Object[][] {{new PrivateFields(0.25, 3, 1), 0.7, 1}, {new PrivateFields(0.25, 3, 1, 2), 0.7, 2}};
  }
}
