package dev.adjoint.tests.backend;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.reference.ReferenceMemory;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Indexing;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Windows;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The reference with storage of its own, in which one kernel adds 1 to the last element of its result, and makes it 0
 * where that changes nothing.
 *
 * @param kernel the operation's name, or that of the method; empty for none
 */
record FaultyBackend(String kernel) implements Backend {
  private static final ReferenceBackend RIGHT = new ReferenceBackend();

  @Override
  public String name() {
    return "faulty in " + kernel;
  }

  @Override
  public String deviceKind() {
    return "cpu";
  }

  @Override
  public int priority() {
    return -1;
  }

  @Override
  public Availability probe() {
    return new Availability.Available(1, "for tests");
  }

  @Override
  public Memory memory() {
    return family(Memory.class, new ReferenceMemory(this));
  }

  @Override
  public Elementwise elementwise() {
    return family(Elementwise.class, RIGHT.elementwise());
  }

  @Override
  public Reductions reductions() {
    return family(Reductions.class, RIGHT.reductions());
  }

  @Override
  public MatrixProducts matrixProducts() {
    return family(MatrixProducts.class, RIGHT.matrixProducts());
  }

  @Override
  public Indexing indexing() {
    return family(Indexing.class, RIGHT.indexing());
  }

  @Override
  public Windows windows() {
    return family(Windows.class, RIGHT.windows());
  }

  @Override
  public RandomNumbers randomNumbers() {
    return family(RandomNumbers.class, RIGHT.randomNumbers());
  }

  private <T> T family(Class<T> type, T right) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
      Object result;
      try {
        result = method.invoke(right, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
      String operation = arguments[0] instanceof Enum<?> op ? op.name() : method.getName();
      if (operation.equals(kernel)) {
        spoil(result(method.getName(), arguments));
      }
      return result;
    }));
  }

  /** The view that a kernel writes: the last one, but for those that put it first. */
  private static View result(String method, Object[] arguments) {
    View result = null;
    for (Object argument : arguments) {
      if (argument instanceof View view && (result == null || !isFirst(method))) {
        result = view;
      }
    }
    return result;
  }

  private static boolean isFirst(String method) {
    return switch (method) {
      case "scatterAdd", "indexAdd", "fill", "uniform", "normal" -> true;
      default -> false;
    };
  }

  private static void spoil(View view) {
    if (view.numel() == 0) {
      return;
    }
    int last = view.offset() + Layout.positions(view.shape().sizes(), view.strides())[view.numel() - 1];
    View element = new View(view.storage(), last, Shape.SCALAR, new int[0]);
    double value = RIGHT.memory().getDouble(view.storage(), last);
    RIGHT.memory().fill(element, switch (view.dtype()) {
      case FLOAT32, FLOAT64 -> Scalar.of(Double.isFinite(value) ? value + 1 : 0);
      case INT64 -> Scalar.of(RIGHT.memory().getLong(view.storage(), last) + 1);
      case BOOL -> Scalar.of(value == 0);
    });
  }
}
