package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Lambdas and method references in locals: captured values, blocks, choices, combinations. */
final class Lambdas {
  interface Blend {
    double of(double a, double b, double weight);

    default double even(double a, double b) {
      return of(a, b, 0.5) + bias();
    }

    default double bias() {
      return 0.25;
    }
  }

  private final double scale;

  Lambdas(double scale) {
    this.scale = scale;
  }

  @Differentiable
  static double captures(double a, double[] x) {
    double c = a * a;
    DoubleUnaryOperator f = t -> c * t + x[1];
    DoubleSupplier s = () -> x[0] * c;
    IntToDoubleFunction at = i -> x[i] * a;
    ToDoubleFunction<double[]> first = v -> v[0];
    ToDoubleBiFunction<double[], Integer> pick = (v, i) -> v[i] * v[0];
    double before = s.getAsDouble();
    x[0] = Math.sin(x[1]);
    return f.applyAsDouble(a) + s.getAsDouble() * before + at.applyAsDouble(1) + first.applyAsDouble(x)
        + pick.applyAsDouble(x, 1);
  }

  @Differentiable
  static double blocks(double a, double b) {
    DoubleBinaryOperator f = (x, y) -> {
      if (x > y) {
        return x * y;
      }
      double s = 0;
      for (int i = 0; i < 3; i++) {
        s += Math.sin(x * i) * y;
        if (s > 2) {
          return s + a;
        }
      }
      return s;
    };
    return f.applyAsDouble(a, b) + f.applyAsDouble(b, a) * f.applyAsDouble(1, 2);
  }

  @Differentiable
  static double effects(double a, double[] x) {
    double[] sum = {0, 1};
    DoubleConsumer add = v -> {
      sum[0] += v * a;
      sum[1] *= v;
    };
    Runnable clear = () -> x[1] = 0.5 * x[1];
    for (double v : x) {
      add.accept(v);
      clear.run();
    }
    return sum[0] * sum[1];
  }

  @Differentiable
  static double choices(double a, double b, int n) {
    DoubleUnaryOperator f = n > 1 ? x -> a * x : x -> b - x * x;
    DoubleUnaryOperator g;
    if (n == 2) {
      double c = a * b;
      g = x -> c * x;
    } else {
      g = n < 2 ? f : Math::exp;
    }
    IntPredicate odd = i -> i % 2 == 1;
    DoublePredicate large = v -> v > a;
    DoublePredicate either = large.or(v -> v < -1).and(large.negate().or(v -> v > 3));
    double r = f.applyAsDouble(b) + g.applyAsDouble(a);
    if (odd.negate().test(n)) {
      r *= a;
    }
    return either.test(r) ? r * r : r + b;
  }

  @Differentiable
  static double combinations(double a, double b) {
    DoubleUnaryOperator f = x -> a * x;
    DoubleUnaryOperator g = f.andThen(Math::sin).compose(x -> x + b).andThen(DoubleUnaryOperator.identity());
    Function<Double, Double> square = x -> x * x;
    UnaryOperator<Double> half = x -> 0.5 * x;
    BinaryOperator<Double> product = (x, y) -> x * y;
    BiFunction<Double, Double, Double> sum = (x, y) -> x + y * a;
    return g.applyAsDouble(b) + square.andThen(half).compose(half).apply(a) * product.andThen(square).apply(a, b)
        + sum.apply(a, b);
  }

  private static double cube(double x) {
    return x * x * x;
  }

  private double scaled(double x) {
    return scale * x;
  }

  @Differentiable
  double references(double a, double[] x) {
    DoubleUnaryOperator f = Lambdas::cube;
    DoubleUnaryOperator g = this::scaled;
    DoubleBinaryOperator h = Math::max;
    DoubleBinaryOperator p = Double::sum;
    ToDoubleFunction<Lambdas> own = l -> l.scale;
    Function<double[], double[]> copy = double[]::clone;
    DoubleFunction<double[]> fill = v -> new double[] {v, v * a};
    Supplier<double[]> fresh = () -> x.clone();
    UnaryOperator<double[]> shift = v -> {
      double[] w = v.clone();
      w[0] += a;
      return w;
    };
    double[] c = copy.apply(x);
    c[0] = f.applyAsDouble(a);
    c = shift.apply(c);
    return g.applyAsDouble(c[0]) + h.applyAsDouble(a, x[0]) * p.applyAsDouble(x[1], a) + own.applyAsDouble(this) * a
        + fill.apply(a)[1] * fresh.get()[1];
  }

  @Differentiable
  static double own(double a, double b) {
    Blend linear = (x, y, w) -> x * w + y * (1 - w);
    Blend geometric = (x, y, w) -> Math.pow(x, w) * Math.pow(y, 1 - w) * a;
    return linear.even(a, b) + geometric.even(a, b) * linear.of(b, a, 0.2);
  }

  private static final DoubleUnaryOperator SQUARE = x -> x * x;
  private static final DoubleBinaryOperator LARGER = Math::max;

  @Differentiable
  double constants(double a, double b) {
    DoubleUnaryOperator f = SQUARE.andThen(x -> LARGER.applyAsDouble(x, b));
    return f.applyAsDouble(a) * Lambdas.SQUARE.applyAsDouble(b);
  }

  interface Step<T> {
    T next(T state, double by);

    default Step<T> twice() {
      return (s, by) -> next(next(s, by), by);
    }
  }

  @Differentiable
  static double generics(double a, double[] x) {
    Step<double[]> move = (s, by) -> new double[] {s[0] + by * s[1], s[1] - by * s[0]};
    Step<Double> grow = (s, by) -> s * by;
    double[] r = move.next(move.next(x, a), 0.5);
    return grow.next(a, r[0]) + r[1];
  }

  static double apply(DoubleUnaryOperator f, double x) {
    return f.applyAsDouble(x);
  }

  static double apply(Supplier<double[]> f, double x) {
    return f.get()[0] * x;
  }

  @Differentiable
  static double overloads(double a, double[] x, int n) {
    DoubleUnaryOperator f = switch (n) {
      case 0 -> t -> t * a;
      case 1 -> Math::sin;
      default -> {
        double c = a * n;
        yield t -> t + c;
      }
    };
    return apply(f, a) + apply(() -> x, a) + apply(t -> t * t, x[1]) + apply(x::clone, f.applyAsDouble(x[0]));
  }

  static Object[][] inputs_constants() {
    return new Object[][] {{new Lambdas(2), 1.5, 0.7}};
  }

  static Object[][] inputs_generics() {
    return new Object[][] {{1.5, new double[] {0.5, -0.7}}};
  }

  static Object[][] inputs_overloads() {
    return new Object[][] {{1.5, new double[] {0.5, -0.7}, 0}, {1.5, new double[] {0.5, -0.7}, 1}, {1.5, new double[] {0.5, -0.7}, 2}};
  }

  @Differentiable
  static double nested(double a, double b) {
    DoubleFunction<DoubleUnaryOperator> adder = k -> x -> x * k + a;
    Function<DoubleUnaryOperator, DoubleUnaryOperator> twice = f -> x -> f.applyAsDouble(f.applyAsDouble(x));
    return twice.apply(adder.apply(b)).applyAsDouble(a) + adder.apply(a).applyAsDouble(b);
  }

  @Differentiable
  static double inLoops(double[] x, double a) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double v = x[i];
      DoubleUnaryOperator f = t -> t * v + s(a);
      for (int k = 0; k < 2; k++) {
        s += f.applyAsDouble(s * 0.5);
      }
    }
    return s;
  }

  private static double s(double a) {
    return a * a;
  }

  static Object[][] inputs_captures() {
    return new Object[][] {{1.5, new double[] {0.5, -0.7}}};
  }

  static Object[][] inputs_blocks() {
    return new Object[][] {{1.5, 0.7}, {0.4, 1.9}};
  }

  static Object[][] inputs_effects() {
    return new Object[][] {{1.5, new double[] {0.5, -0.7, 1.2}}};
  }

  static Object[][] inputs_choices() {
    return new Object[][] {{1.5, 0.7, 1}, {0.4, 1.9, 2}, {0.4, -1.9, 3}};
  }

  static Object[][] inputs_combinations() {
    return new Object[][] {{1.5, 0.7}};
  }

  static Object[][] inputs_references() {
    return new Object[][] {{new Lambdas(1.25), 1.5, new double[] {0.5, -0.7}}};
  }

  static Object[][] inputs_own() {
    return new Object[][] {{1.5, 0.7}};
  }

  static Object[][] inputs_nested() {
    return new Object[][] {{1.5, 0.7}};
  }

  static Object[][] inputs_inLoops() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2}, 0.3}, {new double[0], 1.0}};
  }
}
