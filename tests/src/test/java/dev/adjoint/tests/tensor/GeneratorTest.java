package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random tensors: repeatable, independent, and of the distribution they are said to have. */
class GeneratorTest {
  private static final int MANY = 200_000;

  private static Tensor draw(Generator generator, DType type, boolean normal) {
    return normal ? generator.normal(type, Shape.of(MANY)) : generator.uniform(type, Shape.of(MANY));
  }

  /** Kolmogorov's statistic times sqrt(n); above 1.95 with a probability of 0.001. */
  private static double distance(double[] sorted, java.util.function.DoubleUnaryOperator distribution) {
    double greatest = 0;
    int n = sorted.length;
    for (int i = 0; i < n; i++) {
      double p = distribution.applyAsDouble(sorted[i]);
      greatest = Math.max(greatest, Math.max(p - (double) i / n, (i + 1.0) / n - p));
    }
    return greatest * Math.sqrt(n);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (boolean normal : new boolean[] {true, false}) {
        var first = new Generator(42);
        var second = new Generator(42);
        Tensor x = draw(first, type, normal);
        assertTrue(x.equalTo(draw(second, type, normal)));
        Tensor next = draw(first, type, normal);
        assertTrue(next.equalTo(draw(second, type, normal)));
        assertFalse(x.equalTo(next), "two calls of one generator");
        assertFalse(x.equalTo(draw(new Generator(43), type, normal)), "two seeds");
        assertTrue(x.equalTo(draw(first.manualSeed(42), type, normal)), "a generator that starts again");
      }
    }
  }

  @Test
  void aGeneratorGoesOnFromAState() {
    var generator = new Generator(7);
    generator.uniform(DType.FLOAT32, Shape.of(3));
    Generator.State state = generator.state();
    Tensor x = generator.normal(DType.FLOAT32, Shape.of(3));
    assertTrue(x.equalTo(new Generator(1).restore(state).normal(DType.FLOAT32, Shape.of(3))));
    assertTrue(x.equalTo(generator.restore(state).normal(DType.FLOAT32, Shape.of(3))));
  }

  @Test
  void aPrefixDoesNotDependOnTheLength() {
    double[] few = new Generator(5).normal(DType.FLOAT64, Shape.of(7)).toDoubles();
    double[] many = new Generator(5).normal(DType.FLOAT64, Shape.of(11, 3)).toDoubles();
    assertArrayEquals(few, Arrays.copyOf(many, 7));
  }

  @Test
  void uniformNumbersFillTheUnitInterval() {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      double[] x = draw(new Generator(1), type, false).toDoubles();
      assertTrue(Arrays.stream(x).allMatch(v -> v >= 0 && v < 1));
      Arrays.sort(x);
      assertTrue(distance(x, v -> v) < 1.95, () -> "Kolmogorov distance of " + type);
      // The mean of n has a deviation of 1 / sqrt(12 n).
      assertEquals(0.5, Arrays.stream(x).average().orElseThrow(), 4 / Math.sqrt(12.0 * MANY));
    }
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      double[] x = draw(new Generator(2), type, true).toDoubles();
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance = Arrays.stream(x).map(v -> v * v).average().orElseThrow() - mean * mean;
      double fourth = Arrays.stream(x).map(v -> v * v * v * v).average().orElseThrow();
      // Deviations of the estimates: 1, sqrt(2), sqrt(96) over sqrt(n).
      assertEquals(0, mean, 4 / Math.sqrt(MANY));
      assertEquals(1, variance, 4 * Math.sqrt(2.0 / MANY));
      assertEquals(3, fourth, 4 * Math.sqrt(96.0 / MANY));
      // Neighbours, which come from one pair, are not correlated.
      double product = 0;
      for (int i = 0; i < x.length; i += 2) {
        product += x[i] * x[i + 1];
      }
      assertEquals(0, product / (MANY / 2.0), 4 / Math.sqrt(MANY / 2.0));
      assertTrue(Arrays.stream(x).allMatch(Double::isFinite));
    }
  }

  @Test
  void permutationsNameEachNumberOnceAndAllAreLikely() {
    for (int n : new int[] {0, 1, 2, 3, 10, 1000}) {
      long[] order = new Generator(n).permutation(n).toLongs();
      long[] sorted = order.clone();
      Arrays.sort(sorted);
      assertArrayEquals(LongStream.range(0, n).toArray(), sorted);
    }
    var generator = new Generator(9);
    int[] counts = new int[27];
    for (int i = 0; i < 6000; i++) {
      long[] order = generator.permutation(3).toLongs();
      counts[(int) (order[0] * 9 + order[1] * 3 + order[2])]++;
    }
    int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertEquals(6, seen.length);
    // 1000 expected, with a deviation of 29.
    assertTrue(Arrays.stream(seen).allMatch(c -> c > 880 && c < 1120), Arrays.toString(seen));
  }

  @Test
  void shorthandsDrawFromTheGeneratorTheyAreGiven() {
    assertTrue(Tensor.rand(new Generator(3), 2, 3).equalTo(new Generator(3).uniform(DType.FLOAT32, Shape.of(2, 3))));
    assertTrue(Tensor.randn(new Generator(3), 2, 3).equalTo(new Generator(3).normal(DType.FLOAT32, Shape.of(2, 3))));
    Generator.State state = Generator.standard().state();
    Tensor x = Tensor.rand(5);
    Tensor y = Tensor.randn(5);
    Generator.standard().restore(state);
    assertTrue(x.equalTo(Tensor.rand(5)));
    assertTrue(y.equalTo(Tensor.randn(5)));
    assertEquals(0, Tensor.rand(3, 0).numel());
  }
}
