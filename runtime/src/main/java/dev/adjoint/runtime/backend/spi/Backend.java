package dev.adjoint.runtime.backend.spi;

/**
 * A provider of storage and kernels for one kind of device, found by {@link java.util.ServiceLoader}.
 *
 * <p>A provider for the CPU may take families it does not speed up from the reference, whose storage it shares. Families
 * are safe for use by any number of threads. They are asked for only after {@link #probe} said available.
 */
public interface Backend {
  /** The name by which it is chosen and reported, such as {@code vector}. */
  String name();

  /** The kind of its devices, such as {@code cpu}. */
  String deviceKind();

  /** Among the available ones of a kind the highest is chosen; the reference has 0. */
  int priority();

  /** Whether it works here, or why not. Never throws. */
  Availability probe();

  /** Storage and copies. */
  Memory memory();

  /** Elementwise functions. */
  Elementwise elementwise();

  /** Reductions and scans. */
  Reductions reductions();

  /** Matrix products. */
  MatrixProducts matrixProducts();

  /** Gathers and scatters. */
  Indexing indexing();

  /** Sliding windows. */
  Windows windows();

  /** Random numbers. */
  RandomNumbers randomNumbers();

  /**
   * Kernels over arrays.
   *
   * @throws UnsupportedOperationException if it runs none
   */
  default ArrayKernels arrayKernels() {
    throw new UnsupportedOperationException("backend " + name() + " runs no kernels over arrays");
  }
}
