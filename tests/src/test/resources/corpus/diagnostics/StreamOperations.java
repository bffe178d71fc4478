package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

final class StreamOperations {
  @Differentiable
  static double sorted(double[] x) {
    // expect: AD033 at "Arrays.stream(x).map(v -> v * v).sorted()"
    return Arrays.stream(x).map(v -> v * v).sorted().limit(3).sum();
  }

  @Differentiable
  static double parallel(double[] x, double a) {
    // expect: AD033 at "IntStream.range(0, 3).parallel()"
    return IntStream.range(0, 3).parallel().mapToDouble(i -> x[i] * a).sum();
  }

  @Differentiable
  static double collected(double[] x) {
    // expect: AD033 at "Arrays.stream(x).boxed().collect(Collectors.summingDouble(v -> v))"
    return Arrays.stream(x).boxed().collect(Collectors.summingDouble(v -> v));
  }

  @Differentiable
  static double statistics(double[] x) {
    // expect: AD033 at "Arrays.stream(x).summaryStatistics()"
    return Arrays.stream(x).summaryStatistics().getMax();
  }

  @Differentiable
  static double unknown(double[] x, DoubleUnaryOperator f) {
    // expect: AD030 at "Arrays.stream(x).map(f).sum()"
    return Arrays.stream(x).map(f).sum();
  }

  @Differentiable
  static double inALocal(double[] x) {
    // expect: AD001 at "Arrays.stream(x)"
    DoubleStream s = Arrays.stream(x);
    return s.map(v -> v * v).sum();
  }
}
