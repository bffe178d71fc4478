package corpus;

import dev.adjoint.annotations.Differentiable;

/** Enums as parameters, in switches, compared, and with state of their own. */
final class EnumParameter {
  enum Kind {
    LINEAR(1.5), SQUARE(0.5), CUBE(2);

    final double weight;

    Kind(double weight) {
      this.weight = weight;
    }
  }

  @Differentiable
  static double value(double x, Kind kind) {
    double r = switch (kind) {
      case LINEAR -> x;
      case SQUARE -> x * x;
      case CUBE -> {
        double t = x * x;
        yield t * x;
      }
    };
    if (kind == Kind.SQUARE || kind.ordinal() > 1) {
      r += 3 * x;
    }
    return r * kind.weight;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.5, Kind.LINEAR}, {1.5, Kind.SQUARE}, {-0.7, Kind.CUBE}};
  }
}
