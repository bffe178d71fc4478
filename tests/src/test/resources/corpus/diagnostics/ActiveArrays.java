package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

final class ActiveArrays {
  static double[] kept;
  static double[][] rows = {null};

  @Differentiable
  static double cast(double[] x) {
    // expect: AD004 at "x"
    Object o = x;
    double[] y = (double[]) o;
    return x[0] + y[1];
  }

  @Differentiable
  static double list(double[] x) {
    List<double[]> list = new ArrayList<>();
    // expect: AD001 at "list.add(x.clone())"
    list.add(x.clone());
    return x[0] + list.get(0)[1];
  }

  @Differentiable
  static double captured(double[] x) {
    double[] copy = x.clone();
    // expect: AD011 at "() -> copy[0]"
    DoubleSupplier first = () -> copy[0];
    return x[0] + Optional.of(first).get().getAsDouble();
  }

  @Differentiable
  static double field(double[] x) {
    // expect: AD003 at "kept = x.clone()"
    kept = x.clone();
    // expect: AD002 at "rows[0] = x"
    rows[0] = x;
    return x[0] + kept[1];
  }
}
