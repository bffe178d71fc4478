package corpus;

import dev.adjoint.annotations.Differentiable;

/** Methods with a body that subclasses override, annotated as well: a call runs the derivative of what the receiver's class has. */
class Overriding {
  final double scale;

  Overriding(double scale) {
    this.scale = scale;
  }

  @Differentiable
  double step(double x) {
    return scale * x * x;
  }

  /** Calls what subclasses override, on itself. */
  @Differentiable
  double path(double[] x, int n) {
    double s = 1;
    for (int i = 0; i < x.length; i++) {
      s = step(s) * x[i] + (n > 0 ? path(x, n - 1) : 0.5);
    }
    return s;
  }

  @Differentiable
  void fill(double[] out, double x) {
    for (int i = 0; i < out.length; i++) {
      out[i] += step(x + i);
    }
  }

  /** What a template fills in. */
  static class Shifted extends Overriding {
    final double by;

    Shifted(double scale, double by) {
      super(scale);
      this.by = by;
    }

    @Override
    @Differentiable
    double step(double x) {
      return super.step(x) * 0.5 + Math.sin(by * x);
    }

    static Object[][] inputs_step() {
      return new Object[][] {{new Shifted(1.5, 0.25), 0.75}, {new Twice(0.5, 2), -0.5}};
    }
  }

  /** Overrides what overrides. */
  static final class Twice extends Shifted {
    Twice(double scale, double by) {
      super(scale, by);
    }

    @Override
    @Differentiable
    double step(double x) {
      return super.step(super.step(x)) + x;
    }

    @Override
    @Differentiable
    void fill(double[] out, double x) {
      super.fill(out, x * x);
      out[0] *= x;
    }

    static Object[][] inputs_step() {
      return new Object[][] {{new Twice(1.5, 0.25), 0.75}};
    }

    static Object[][] inputs_fill() {
      return new Object[][] {{new Twice(1.5, 0.25), new double[] {0.5, 1}, 0.75}};
    }
  }

  /** With a method that has a body. */
  interface Smooth {
    @Differentiable
    double value(double x);

    @Differentiable
    default double squared(double x) {
      double v = value(x);
      return v * v;
    }

    static Object[][] inputs_value() {
      return new Object[][] {{new Sine(2), 0.75}, {Mode.LINEAR, 2.0}, {new Fourth(), 1.25}};
    }

    static Object[][] inputs_squared() {
      return inputs_value();
    }
  }

  record Sine(double frequency) implements Smooth {
    @Override
    @Differentiable(wrt = "x")
    public double value(double x) {
      return Math.sin(frequency * x);
    }

    static Object[][] inputs_value() {
      return new Object[][] {{new Sine(2), 0.75}};
    }
  }

  enum Mode implements Smooth {
    LINEAR, CONSTANT;

    @Override
    @Differentiable
    public double value(double x) {
      return this == LINEAR ? 3 * x : 2;
    }

    static Object[][] inputs_value() {
      return new Object[][] {{LINEAR, 0.75}, {CONSTANT, 0.75}};
    }
  }

  static final class Fourth implements Smooth {
    @Override
    @Differentiable
    public double value(double x) {
      return x * x;
    }

    @Override
    @Differentiable
    public double squared(double x) {
      return Smooth.super.squared(x) * x;
    }

    static Object[][] inputs_value() {
      return new Object[][] {{new Fourth(), 0.75}};
    }

    static Object[][] inputs_squared() {
      return new Object[][] {{new Fourth(), 0.75}};
    }
  }

  @Differentiable
  static double all(Overriding[] steps, Smooth[] smooth, double[] x) {
    double s = x[0];
    double[] out = new double[2];
    for (Overriding o : steps) {
      s = o.step(s) + o.path(x, 1);
      o.fill(out, s);
    }
    for (Smooth f : smooth) {
      s += f.squared(s) * f.value(out[1]);
    }
    return s + out[0];
  }

  static Object[][] inputs_step() {
    return new Object[][] {{new Overriding(1.5), 0.75}, {new Shifted(0.5, 0.25), -1.25}, {new Twice(0.5, 1), 0.5}};
  }

  static Object[][] inputs_path() {
    return new Object[][] {{new Overriding(0.5), new double[] {0.75, -0.25}, 2}, {new Shifted(0.5, 0.25), new double[] {0.5}, 1},
        {new Twice(0.25, 1), new double[] {0.5, 0.25}, 1}};
  }

  static Object[][] inputs_fill() {
    return new Object[][] {{new Overriding(0.5), new double[] {0.75, -0.25}, 2.0}, {new Twice(0.25, 1), new double[] {0.5, 0.25}, 0.5}};
  }

  static Object[][] inputs_all() {
    return new Object[][] {{new Overriding[] {new Overriding(0.125), new Shifted(0.125, 0.25), new Twice(0.125, 0.5)},
        new Smooth[] {new Sine(0.5), Mode.LINEAR, new Fourth()}, new double[] {0.25, 0.125}}};
  }
}
