package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Threads that share tensors which none of them changes, and what belongs to one thread only. */
class ThreadsTest {
  private static final int THREADS = 8;

  /** Runs a task in several threads that start together. */
  private static <T> List<T> together(Callable<T> task) throws InterruptedException, ExecutionException {
    var start = new CyclicBarrier(THREADS);
    var results = new ArrayList<T>();
    try (var pool = Executors.newFixedThreadPool(THREADS)) {
      var futures = new ArrayList<Future<T>>();
      for (int i = 0; i < THREADS; i++) {
        futures.add(pool.submit(() -> {
          start.await();
          return task.call();
        }));
      }
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }

  @Test
  void sharedTensorsGiveTheSameResultsToAll() throws Exception {
    var generator = new Generator(1);
    Tensor a = generator.normal(DType.FLOAT32, Shape.of(60, 70)).t();
    Tensor b = generator.normal(DType.FLOAT32, Shape.of(60, 50));
    Tensor index = Tensor.of(3L, 1L, 4L, 1L, 5L);
    Callable<List<Object>> task = () -> {
      var results = new ArrayList<Object>();
      for (int i = 0; i < 10; i++) {
        Tensor product = a.matmul(b);
        results.add(product.toArray());
        results.add(product.tanh().add(product.exp().sum(true, 1)).toArray());
        results.add(a.softmax(1).slice(0, 1, 60, 3).std(false, 0).toArray());
        results.add(a.indexSelect(1, index).cumsum(0).toArray());
        results.add(a.max(0).indices().toArray());
      }
      return results;
    };
    List<Object> alone = task.call();
    for (List<Object> results : together(task)) {
      for (int i = 0; i < alone.size(); i++) {
        assertTrue(java.util.Objects.deepEquals(alone.get(i), results.get(i)), "result " + i);
      }
    }
  }

  @Test
  void oneGeneratorGivesEachCallOfAnyThreadItsOwnNumbers() throws Exception {
    var shared = new Generator(11);
    List<Double> drawn = new ArrayList<>();
    for (double[] numbers : together(() -> LongStream.range(0, 50)
        .mapToDouble(_ -> shared.uniform(DType.FLOAT64, Shape.of(1)).item()).toArray())) {
      for (double number : numbers) {
        drawn.add(number);
      }
    }
    var alone = new Generator(11);
    double[] expected = LongStream.range(0, 50 * THREADS)
        .mapToDouble(_ -> alone.uniform(DType.FLOAT64, Shape.of(1)).item()).sorted().toArray();
    assertArrayEquals(expected, drawn.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  @Test
  void theGradModeBelongsToAThread() throws Exception {
    Tensor x = Tensor.ones(3).requiresGrad_();
    try (var _ = GradMode.noGrad()) {
      assertFalse(GradMode.isEnabled());
      assertFalse(x.mul(2L).requiresGrad());
      assertEquals(THREADS, together(() -> GradMode.isEnabled() && x.mul(2L).requiresGrad()).stream()
          .filter(Boolean::booleanValue).count());
    }
    together(() -> {
      GradMode.noGrad();
      return null;
    });
    assertTrue(GradMode.isEnabled());
  }

  @Test
  void gradModesNestAndEndWithTheirScope() {
    assertTrue(GradMode.isEnabled());
    try (var _ = GradMode.noGrad()) {
      try (var _ = GradMode.enableGrad()) {
        assertTrue(GradMode.isEnabled());
        assertFalse(GradMode.withoutGrad(GradMode::isEnabled));
      }
      assertFalse(GradMode.isEnabled());
      assertTrue(GradMode.withGrad(GradMode::isEnabled));
      try (var _ = GradMode.set(true)) {
        assertTrue(GradMode.isEnabled());
      }
      assertFalse(GradMode.isEnabled());
    }
    assertThrows(IllegalStateException.class, () -> GradMode.withoutGrad(() -> {
      throw new IllegalStateException("inside");
    }));
    assertTrue(GradMode.isEnabled());
  }

  @Test
  void aScopeIsClosedByItsThread() throws Exception {
    try (GradMode.Scope scope = GradMode.noGrad()) {
      try (var pool = Executors.newSingleThreadExecutor()) {
        var e = assertThrows(ExecutionException.class, () -> pool.submit(scope::close).get());
        assertEquals(IllegalStateException.class, e.getCause().getClass());
      }
      assertFalse(GradMode.isEnabled());
    }
  }
}
