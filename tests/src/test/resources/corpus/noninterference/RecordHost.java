package awkward;

import java.util.Objects;

/** A generic record with a compact constructor, statics and overridden accessors that holds the differentiable one. */
record RecordHost<T extends CharSequence>(T name, double... values) implements Comparable<RecordHost<?>> {
  static int made;

  RecordHost {
    Objects.requireNonNull(name);
    values = values == null ? new double[0] : values.clone();
    made++;
  }

  @Override
  public double[] values() {
    return values.clone();
  }

  @Override
  public int compareTo(RecordHost<?> o) {
    return Integer.compare(name.length(), o.name.length());
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
