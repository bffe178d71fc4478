package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.backend.host.Workers;
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

/**
 * Kernels in the vector instructions of the processor, through {@code jdk.incubator.vector}, on several threads: the
 * system property {@code adjoint.threads} says how many, as many as there are processors by default. Results do not
 * depend on that number.
 *
 * <p>Storage, and every kernel that is not faster here, is the reference's. This class loads without the module; what
 * needs the module is loaded after {@link #probe} found it.
 */
public final class VectorBackend implements Backend {
  private static final String MODULE = "jdk.incubator.vector";
  /** Fewer floats in a vector are not worth the effort. */
  private static final int LEAST_LANES = 4;

  private final Backend reference = new ReferenceBackend();
  private final Memory memory = new ReferenceMemory(this);

  /** For {@link java.util.ServiceLoader}. */
  public VectorBackend() {}

  /** The families that need the module, made when the first of them is asked for. */
  private static final class Families {
    private static final Backend REFERENCE = new ReferenceBackend();
    private static final Elementwise ELEMENTWISE = new VectorElementwise(REFERENCE.elementwise());
    private static final Reductions REDUCTIONS = new VectorReductions(REFERENCE.reductions());
    private static final MatrixProducts MATRIX_PRODUCTS = new VectorMatrixProducts(REFERENCE.matrixProducts());
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String deviceKind() {
    return "cpu";
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Availability probe() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return new Availability.Unavailable("the JVM runs without --add-modules " + MODULE);
    }
    int lanes;
    try {
      lanes = Lanes.FLOAT.length();
    } catch (LinkageError e) {
      return new Availability.Unavailable(MODULE + " does not work here: " + e);
    }
    if (lanes < LEAST_LANES) {
      return new Availability.Unavailable("the processor's vectors have " + lanes + " floats, fewer than "
          + LEAST_LANES);
    }
    return new Availability.Available(1, "vectors of " + lanes + " floats, threads: " + Workers.count());
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Elementwise elementwise() {
    return Families.ELEMENTWISE;
  }

  @Override
  public Reductions reductions() {
    return Families.REDUCTIONS;
  }

  @Override
  public MatrixProducts matrixProducts() {
    return Families.MATRIX_PRODUCTS;
  }

  @Override
  public Indexing indexing() {
    return reference.indexing();
  }

  @Override
  public Windows windows() {
    return reference.windows();
  }

  @Override
  public RandomNumbers randomNumbers() {
    return reference.randomNumbers();
  }

  @Override
  public ArrayKernels arrayKernels() {
    return reference.arrayKernels();
  }
}
