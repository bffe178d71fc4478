package dev.adjoint.runtime.backend.openblas;

import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.reference.ReferenceMemory;
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
import dev.adjoint.runtime.backend.vector.VectorBackend;

/**
 * Matrix products by OpenBLAS, through {@code java.lang.foreign}; the other families are those of the vector backend, or of the
 * reference where the vector backend does not work.
 *
 * <p>The library is the one at the path that the system property {@code adjoint.openblas.library} gives; without it the
 * system's, or else the one in the jar {@code org.bytedeco:openblas} for this platform. Java has to allow native access
 * ({@code --enable-native-access=ALL-UNNAMED}); without it, this backend is there only for a program that names the library or
 * forces the backend, and Java prints a warning.
 *
 * <p>The system property {@code adjoint.threads} says how many threads a product may use, as many as there are processors by
 * default; the library is told once, when it is loaded. How a product is divided among threads, and with it the last bits of
 * its elements, is the library's choice: with the same library on the same processor, the same number of threads gives the
 * same bits. The environment variable {@code OPENBLAS_CORETYPE} is the library's own, and chooses among its kernels.
 */
public final class OpenBlasBackend implements Backend {
  private final Memory memory = new ReferenceMemory(this);
  private final Backend rest;
  private final MatrixProducts matrixProducts;

  /** The backend, whether or not the library is there: {@link #probe} says. */
  public OpenBlasBackend() {
    var vector = new VectorBackend();
    boolean inVectors = vector.probe() instanceof Availability.Available;
    rest = inVectors ? vector : new ReferenceBackend();
    matrixProducts = new OpenBlasMatrixProducts(this, rest.matrixProducts(), inVectors);
  }

  @Override
  public String name() {
    return "openblas";
  }

  @Override
  public String deviceKind() {
    return "cpu";
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Availability probe() {
    return switch (OpenBlasLibrary.probe(getClass().getModule())) {
      case Availability.Available found ->
          new Availability.Available(found.devices(), found.description() + "; the rest: " + rest.name());
      case Availability.Unavailable missing -> missing;
    };
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Elementwise elementwise() {
    return rest.elementwise();
  }

  @Override
  public Reductions reductions() {
    return rest.reductions();
  }

  @Override
  public MatrixProducts matrixProducts() {
    return matrixProducts;
  }

  @Override
  public Indexing indexing() {
    return rest.indexing();
  }

  @Override
  public Windows windows() {
    return rest.windows();
  }

  @Override
  public RandomNumbers randomNumbers() {
    return rest.randomNumbers();
  }

  @Override
  public ArrayKernels arrayKernels() {
    return rest.arrayKernels();
  }
}
