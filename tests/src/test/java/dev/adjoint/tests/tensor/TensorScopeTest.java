package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scopes that give memory back: what is made in used memory is right, what was given back is refused. */
class TensorScopeTest {
  private static final int N = 80;

  /** Leaves memory of the size of a result behind, full of NaN. */
  private static void dirty(DType type, int count) {
    try (var _ = TensorScope.open()) {
      for (int i = 0; i < 4; i++) {
        Tensor.full(type, Double.NaN, count);
      }
    }
  }

  private static Map<String, UnaryOperator<Tensor>> operations() {
    var all = new TreeMap<String, UnaryOperator<Tensor>>();
    Tensor index = Tensor.arange(N - 1, -1, -1);
    all.put("add", x -> x.add(x));
    all.put("add of a strided view", x -> x.add(x.t()));
    all.put("add of a number", x -> x.add(2L));
    all.put("exp", x -> x.exp());
    all.put("exp of a strided view", x -> x.t().exp());
    all.put("square", x -> x.pow(2L));
    all.put("cube", x -> x.pow(3L));
    all.put("where", x -> Tensor.where(x.gt(0), x, x.t()));
    all.put("clamp", x -> x.clamp(-1, 1));
    all.put("addScaled", x -> x.addScaled(2, x));
    all.put("copy", x -> x.t().copy());
    all.put("contiguous", x -> x.t().contiguous());
    all.put("to and back", x -> x.to(DType.INT64).to(x.dtype()));
    all.put("cat", x -> Tensor.cat(List.of(x.slice(0, 0, 30), x.slice(0, 30, N)), 0));
    all.put("cat of columns", x -> Tensor.cat(List.of(x.slice(1, 0, 30), x.slice(1, 30, N)), 1));
    all.put("stack", x -> Tensor.stack(x.unbind(0), 1));
    all.put("matmul", x -> x.matmul(x.t()));
    all.put("matmul of nothing", x -> x.slice(1, 0, 0).matmul(x.slice(0, 0, 0)));
    all.put("linear", x -> x.linear(x, x.select(0, 0)));
    all.put("linear of nothing", x -> x.slice(1, 0, 0).linear(x.slice(1, 0, 0), x.select(0, 0)));
    all.put("sum", x -> x.unsqueeze(0).expand(3, N, N).sum(0));
    all.put("max", x -> x.unsqueeze(0).expand(3, N, N).max(0).values());
    all.put("logsumexp", x -> x.unsqueeze(2).expand(N, N, 2).logsumexp(2));
    all.put("softmax", x -> x.softmax(1));
    all.put("logSoftmax", x -> x.logSoftmax(0));
    all.put("cumsum", x -> x.cumsum(0));
    all.put("indexSelect", x -> x.indexSelect(0, index));
    all.put("gather", x -> x.gather(1, index.expand(N, N)));
    all.put("indexAdd", x -> x.indexAdd(0, index, x));
    all.put("scatterAdd", x -> x.scatterAdd(1, index.expand(N, N), x));
    all.put("sum of nothing", x -> x.unsqueeze(0).slice(0, 0, 0).sum(0));
    all.put("zeros", x -> Tensor.zerosLike(x));
    all.put("uniform", x -> new Generator(3).uniform(x.dtype(), x.shape()));
    all.put("normal", x -> new Generator(3).normal(x.dtype(), x.shape()));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> resultsInUsedMemoryAreRight() {
    return operations().entrySet().stream().flatMap(op -> Stream.of(DType.FLOAT32, DType.FLOAT64)
        .map(type -> dynamicTest(op.getKey() + " " + type, () -> {
          Tensor x = new Generator(1).normal(type, Shape.of(N, N));
          Object fresh = op.getValue().apply(x).toArray();
          for (int i = 0; i < 3; i++) {
            dirty(type, N * N);
            try (var _ = TensorScope.open()) {
              Tensor result = op.getValue().apply(x);
              if (type == DType.FLOAT32) {
                assertArrayEquals((float[]) fresh, (float[]) result.toArray());
              } else {
                assertArrayEquals((double[]) fresh, (double[]) result.toArray());
              }
            }
          }
        })));
  }

  @Test
  void whatIsKeptIsNeitherReleasedNorOverwritten() {
    Tensor x = Tensor.ones(N, N);
    Tensor kept;
    Tensor escaped;
    try (var outer = TensorScope.open()) {
      try (var inner = TensorScope.open()) {
        Tensor result = x.add(1L);
        kept = inner.keep(result);
        assertSame(result, kept);
        escaped = TensorScope.escape(x.add(2L));
      }
      dirty(DType.FLOAT32, N * N);
      assertEquals(2.0 * N * N, kept.sum().item());
      outer.keep(kept);
    }
    dirty(DType.FLOAT32, N * N);
    assertEquals(2.0 * N * N, kept.sum().item());
    assertEquals(3.0 * N * N, escaped.sum().item());
    assertEquals(1.0 * N * N, x.sum().item());
  }

  @Test
  void aViewKeepsItsBase() {
    Tensor row;
    try (var scope = TensorScope.open()) {
      row = scope.keep(Tensor.ones(N, N).mul(3L).select(0, 1));
    }
    dirty(DType.FLOAT32, N * N);
    assertEquals(3.0 * N, row.sum().item());
  }

  @Test
  void whatWasGivenBackIsRefused() {
    Tensor x = Tensor.ones(N, N);
    Tensor gone;
    try (var _ = TensorScope.open()) {
      gone = x.add(1L);
    }
    List<Runnable> uses = List.of(() -> gone.add(1L), () -> x.add(gone), () -> gone.t().select(0, 0).sum(), gone::toArray,
        gone::zero_, () -> gone.get(1, 1).item(), () -> x.copy_(gone), () -> x.matmul(gone), gone::toString);
    for (int i = 0; i < uses.size(); i++) {
      assertThrows(IllegalStateException.class, uses.get(i)::run, "use " + i);
    }
    assertEquals(1.0 * N * N, x.sum().item());
  }

  @Test
  void gradientsOfLeavesOutliveTheScope() {
    Tensor x = Tensor.ones(N, N).requiresGrad_();
    for (int i = 0; i < 3; i++) {
      try (var _ = TensorScope.open()) {
        x.square().mul(2L).sum().backward();
      }
      dirty(DType.FLOAT32, N * N);
      assertEquals(4.0 * N * N * (i + 1), x.grad().sum().item());
    }
  }

  @Test
  void scopesEndInTheOrderAndOnTheThreadTheyBegan() throws InterruptedException {
    try (var outer = TensorScope.open()) {
      try (var _ = TensorScope.open()) {
        assertThrows(IllegalStateException.class, outer::close);
      }
      try (var pool = Executors.newSingleThreadExecutor()) {
        var e = assertThrows(ExecutionException.class, () -> pool.submit(outer::close).get());
        assertEquals(IllegalStateException.class, e.getCause().getClass());
      }
    }
    TensorScope closed = TensorScope.open();
    closed.close();
    assertThrows(IllegalStateException.class, closed::close);
  }
}
