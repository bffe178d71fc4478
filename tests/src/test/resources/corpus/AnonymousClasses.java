package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Objects of anonymous classes: several methods that capture the same variables, called through what they implement. */
final class AnonymousClasses {
  /** A right-hand side with its parameters. */
  interface Equation {
    double STEP = 0.125;

    double slope(double t, double y);

    double start();

    default double[] solve(int n) {
      double[] y = new double[n + 1];
      y[0] = start();
      for (int i = 0; i < n; i++) {
        y[i + 1] = y[i] + STEP * middle(i * STEP, y[i]);
      }
      return y;
    }

    private double middle(double t, double y) {
      return slope(t + 0.5 * STEP, y + 0.5 * STEP * slope(t, y));
    }
  }

  /** A map of values of some type. */
  abstract static class Mapping<T> {
    abstract T of(T value);

    abstract double size(T value);

    T twice(T value) {
      return of(of(value));
    }
  }

  private final double scale;

  AnonymousClasses(double scale) {
    this.scale = scale;
  }

  @Differentiable
  static double fraction(double a, double x) {
    Fraction fraction = new Fraction() {
      @Override
      protected double numerator(int n, double y) {
        return 2.0 * n + 1 - a + y;
      }

      @Override
      protected double denominator(int n, double y) {
        return n * (a - n);
      }
    };
    return Math.exp(-x) / fraction.evaluate(x, 1e-14, 60);
  }

  @Differentiable
  static double equation(double rate, double start, double[] load) {
    double square = rate * rate;
    Equation equation = new Equation() {
      @Override
      public double slope(double t, double y) {
        return -square * y + load[(int) (t / STEP) % load.length];
      }

      @Override
      public double start() {
        return start;
      }
    };
    double first = last(equation);
    load[1] = Math.sin(rate);
    return first + last(equation) * equation.start();
  }

  private static double last(Equation equation) {
    double[] y = equation.solve(6);
    return y[6] * y[3];
  }

  @Differentiable
  static double choice(double a, double b) {
    Equation equation = a > b ? new Equation() {
      @Override
      public double slope(double t, double y) {
        return a * y;
      }

      @Override
      public double start() {
        return b;
      }
    } : decay(a * b);
    return equation.solve(3)[3] * equation.start();
  }

  static Equation decay(double rate) {
    return new Equation() {
      @Override
      public double slope(double t, double y) {
        return -rate * y;
      }


      @Override
      public double start() {
        return 1 + rate;
      }
    };
  }

  @Differentiable
  static double functional(double a, double[] x) {
    DoubleUnaryOperator line = new DoubleUnaryOperator() {
      @Override
      public double applyAsDouble(double t) {
        return a * t + x[0];
      }
    };
    DoubleBinaryOperator product = new DoubleBinaryOperator() {
      @Override
      public double applyAsDouble(double s, double t) {
        return line.applyAsDouble(s) * t - (t > s ? a : 0);
      }
    };
    return Arrays.stream(x).map(line).sum() + line.andThen(Math::sin).applyAsDouble(a) + product.applyAsDouble(a, x[1]);
  }

  @Differentiable
  static double generic(double a, double[] x) {
    Mapping<double[]> shift = new Mapping<>() {
      @Override
      double[] of(double[] value) {
        double[] moved = new double[value.length];
        for (int i = 0; i < value.length; i++) {
          moved[i] = value[(i + 1) % value.length] * a;
        }
        return moved;
      }

      @Override
      double size(double[] value) {
        return value[0] * value[0] + this.of(value)[0];
      }
    };
    Mapping<Double> square = new Mapping<Double>() {
      @Override
      Double of(Double value) {
        return value * value + a;
      }

      @Override
      double size(Double value) {
        return Math.abs(value);
      }
    };
    return shift.size(shift.twice(x)) + square.size(square.twice(a));
  }

  @Differentiable
  double around(double a, int n) {
    return new Equation() {
      @Override
      public double slope(double t, double y) {
        return power(n, y) * scale;
      }

      @Override
      public double start() {
        return a * AnonymousClasses.this.scale;
      }
    }.solve(3)[2];
  }

  private double power(int n, double y) {
    return n == 0 ? scale : y * power(n - 1, y);
  }

  @Differentiable
  static double recursive(double a, int n) {
    Fraction fraction = new Fraction() {
      @Override
      protected double numerator(int k, double y) {
        return k <= 0 ? y : a * numerator(k - 1, y + a);
      }

      @Override
      protected double denominator(int k, double y) {
        DoubleUnaryOperator shifted = t -> numerator(1, t) + a;
        return shifted.applyAsDouble(y);
      }
    };
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double weight = a * i;
      Equation each = new Equation() {
        @Override
        public double slope(double t, double y) {
          return weight;
        }

        @Override
        public double start() {
          return fraction.numerator(n, weight);
        }
      };
      sum += each.solve(2)[2];
    }
    return sum + fraction.denominator(2, a);
  }

  static Object[][] inputs_fraction() {
    return new Object[][] {{0.5, 2.5}, {1.5, 4.0}};
  }

  static Object[][] inputs_equation() {
    return new Object[][] {{0.7, 1.25, new double[] {0.5, -0.25, 1}}};
  }

  static Object[][] inputs_choice() {
    return new Object[][] {{1.5, 0.5}, {0.5, 1.25}};
  }

  static Object[][] inputs_functional() {
    return new Object[][] {{0.7, new double[] {0.5, -0.25, 1}}, {0.3, new double[] {-0.5, 2.25}}};
  }

  static Object[][] inputs_generic() {
    return new Object[][] {{0.7, new double[] {0.5, -0.25, 1}}};
  }

  static Object[][] inputs_around() {
    return new Object[][] {{new AnonymousClasses(0.75), 0.8, 2}};
  }

  static Object[][] inputs_recursive() {
    return new Object[][] {{0.7, 3}, {1.2, 0}};
  }
}

/** A continued fraction in another class of the file, which calls methods that it does not have. */
abstract class Fraction {
  private static final double SMALL = 1e-50;

  protected Fraction() {
    super();
  }

  protected abstract double numerator(int n, double x);

  protected abstract double denominator(int n, double x);

  double evaluate(double x, double epsilon, int most) {
    double previous = positive(numerator(0, x));
    double d = 0;
    double c = previous;
    int n = 1;
    while (n < most) {
      double a = numerator(n, x);
      double b = denominator(n, x);
      d = 1 / positive(a + b * d);
      c = positive(a + b / c);
      double factor = c * d;
      previous *= factor;
      if (Math.abs(factor - 1) < epsilon) {
        break;
      }
      n++;
    }
    if (n >= most) {
      throw new ArithmeticException("no convergence");
    }
    return previous;
  }

  private static double positive(double x) {
    return Math.abs(x) < SMALL ? SMALL : x;
  }
}
