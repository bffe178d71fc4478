package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.io.IOException;

final class CheckedException {
  @Differentiable
  // expect: AD405 at "value"
  static double value(double x) throws IOException {
    if (x < 0) {
      // expect: AD405 at "throw new IOException("negative");"
      throw new IOException("negative");
    }
    return x * x;
  }
}
