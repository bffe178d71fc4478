package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.Comparator;
import java.util.List;

final class ListChanged {
  record Vec(double x, double y) {}

  @Differentiable
  static double added(List<Double> x) {
    // expect: AD074 at "x.add(3.0)"
    x.add(3.0);
    return x.get(0);
  }

  @Differentiable
  static double sorted(List<Vec> points) {
    // expect: AD074 at "points.sort(Comparator.comparingDouble(Vec::x))"
    points.sort(Comparator.comparingDouble(Vec::x));
    return points.get(0).y;
  }

  @Differentiable
  static double constant(@NonDifferentiable List<Double> x, double y) {
    x.add(3.0);
    return x.get(0) * y;
  }
}
