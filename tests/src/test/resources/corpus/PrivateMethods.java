package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Private methods that are not differentiated are called all the same. */
final class PrivateMethods {
  private final int base;
  private final List<Integer> seen = new ArrayList<>();

  private PrivateMethods(int base) {
    this.base = base;
  }

  @NonDifferentiable
  private static int lookup(String s) {
    return s.length();
  }

  @NonDifferentiable
  private static int lookup(int... all) {
    int sum = 0;
    for (int n : all) {
      sum += n;
    }
    return sum;
  }

  @NonDifferentiable
  private double weight(int i, double ignored) {
    return i < 0 ? Double.NaN : base + Math.floor(ignored) * i;
  }

  @NonDifferentiable
  private void note(int i) {
    seen.add(i);
  }

  @NonDifferentiable
  private static int applied(IntUnaryOperator f, List<? extends Number> list) {
    return f.applyAsInt(list.size());
  }

  /** Not marked, and its body cannot be differentiated: it is called, as nothing active reaches it. */
  private static int parsed(String s) {
    try {
      return Integer.parseInt(s);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @NonDifferentiable
  private static int checked(int n) {
    if (n > 2) {
      throw new IllegalArgumentException("too many");
    }
    return n;
  }

  @Differentiable
  static double value(double x, String s) {
    return x * lookup(s) + x * x * lookup(1, 2, 3) + lookup() * x + parsed(s) * Math.sin(x);
  }

  @Differentiable
  double instance(double x, PrivateMethods other) {
    seen.clear();
    double y = 1;
    for (int i = 0; i < 3; i++) {
      y *= x * weight(i, 2.5) + this.weight(1, i) + other.weight(i, 1);
      note(i);
    }
    return y * seen.size();
  }

  @Differentiable
  static double functions(double x, int n) {
    var made = new PrivateMethods(n);
    int k = applied(i -> i + lookup("four") + made.base, List.of(1, 2));
    return x * x * k;
  }

  @Differentiable
  static double failing(double x, int n) {
    return x * x * checked(n);
  }

  static Object[][] inputs_value() {
    return new Object[][] {{0.3, "12"}, {-1.3, "abc"}};
  }

  static Object[][] inputs_instance() {
    return new Object[][] {{new PrivateMethods(2), 0.7, new PrivateMethods(-1)}};
  }

  static Object[][] inputs_functions() {
    return new Object[][] {{0.3, 3}};
  }

  static Object[][] inputs_failing() {
    return new Object[][] {{0.3, 2}};
  }

  static Object[][] throws_failing() {
    return new Object[][] {{0.3, 3}};
  }
}
