package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.Collections;
import java.util.List;

final class ListEscapes {
  @Differentiable
  static double shuffled(List<Double> x) {
    // expect: AD075 at "Collections.shuffle(x)"
    Collections.shuffle(x);
    return x.get(0);
  }

  @Differentiable
  static double part(List<double[]> rows) {
    // expect: AD075 at "rows.subList(1, 3)"
    return rows.subList(1, 3).size() * rows.get(0)[0];
  }
}
