package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ArrayKernels;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Indexing;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.Windows;

/** Every kernel in plain Java, on the calling thread; works everywhere. */
public final class ReferenceBackend implements Backend {
  private final Memory memory = new ReferenceMemory(this);
  private final Elementwise elementwise = new ReferenceElementwise();
  private final Reductions reductions = new ReferenceReductions();
  private final MatrixProducts matrixProducts = new ReferenceMatrixProducts();
  private final Indexing indexing = new ReferenceIndexing();
  private final Windows windows = new ReferenceWindows();
  private final RandomNumbers randomNumbers = new ReferenceRandomNumbers();
  private final ArrayKernels arrayKernels = new ReferenceArrayKernels();

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String deviceKind() {
    return "cpu";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Availability probe() {
    return new Availability.Available(1, "plain Java");
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public Reductions reductions() {
    return reductions;
  }

  @Override
  public MatrixProducts matrixProducts() {
    return matrixProducts;
  }

  @Override
  public Indexing indexing() {
    return indexing;
  }

  @Override
  public Windows windows() {
    return windows;
  }

  @Override
  public RandomNumbers randomNumbers() {
    return randomNumbers;
  }

  @Override
  public ArrayKernels arrayKernels() {
    return arrayKernels;
  }

  /** What is thrown when a kernel is asked for an element type that its contract does not give it. */
  static IllegalArgumentException noKernel(Enum<?> operation, DType dtype) {
    return noKernel(operation.name(), dtype);
  }

  /** What is thrown when a kernel is asked for an element type that its contract does not give it. */
  static IllegalArgumentException noKernel(String operation, DType dtype) {
    return new IllegalArgumentException(operation + " is not defined for elements of type " + dtype);
  }
}
