package corpus;

import dev.adjoint.annotations.Differentiable;

/** Instance methods: the receiver comes first and its fields are constants. */
final class InstanceMethods {
  final double[] weights;
  double bias;
  final int power;

  InstanceMethods(double bias, int power, double... weights) {
    this.weights = weights;
    this.bias = bias;
    this.power = power;
  }

  private double activation(double z) {
    double r = 1;
    for (int i = 0; i < this.power; i++) {
      r *= z;
    }
    return Math.tanh(r + bias);
  }

  @Differentiable
  double predict(double[] x) {
    double z = bias;
    for (int i = 0; i < weights.length; i++) {
      z += weights[i] * x[i];
    }
    return activation(z) + this.activation(x[0]) + offset(z, power);
  }

  @Differentiable
  double composed(double[] x, InstanceMethods other) {
    return predict(x) * other.predict(x) + this.predict(x) * other.bias;
  }

  static double offset(double z, int n) {
    return z / (n + 1);
  }

  static Object[][] inputs_predict() {
    return new Object[][] {{new InstanceMethods(0.25, 2, 0.5, -0.3), new double[] {0.7, 0.4}}};
  }

  static Object[][] inputs_composed() {
    return new Object[][] {
      {new InstanceMethods(0.25, 2, 0.5, -0.3), new double[] {0.7, 0.4}, new InstanceMethods(-0.25, 1, 0.1, 0.9)}
    };
  }
}
