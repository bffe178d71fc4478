package corpus;

import dev.adjoint.annotations.Differentiable;

/** Locals and parameters with the names of packages, classes and methods that generated code uses. */
final class NamesOfLibraryClasses {
  static double sqrt(double x) {
    return x * 2;
  }

  static double Tape(double x) {
    return x * x;
  }

  @Differentiable
  static double value(double java, double dev, double Double, double Tape, double System) {
    double corpus = java * dev, Arrays = Double * Tape, NamesOfLibraryClasses = System;
    for (int Math = 0; Math < 3; Math++) {
      corpus = sqrt(corpus) + Arrays * Tape(NamesOfLibraryClasses) * Math;
    }
    double lang = StrictMath.sin(corpus) + StrictMath.abs(corpus);
    return lang;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.5, 0.5, 0.75, 1.25, 0.25}};
  }
}
