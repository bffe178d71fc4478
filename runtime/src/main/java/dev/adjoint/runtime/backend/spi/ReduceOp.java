package dev.adjoint.runtime.backend.spi;

/** Reductions of many elements to one. The order of the sum is fixed for a backend, a shape and the strides. */
public enum ReduceOp {
  /** The sum; 0 of none. The error of a float32 sum grows at most with the logarithm of the count. */
  SUM,
  /** The product; 1 of none. */
  PROD,
  /** The greatest, NaN if one is NaN; of at least one element. */
  MAX,
  /** The least, NaN if one is NaN; of at least one element. */
  MIN,
  /** {@code sqrt(sum of squares)}; 0 of none. */
  NORM2,
  /** {@code log(sum of exp)} without overflow; -Inf of none. */
  LOGSUMEXP,
  /** int64 result: the position, along the dimensions that are reduced in row-major order, of the first greatest or NaN. */
  ARGMAX,
  /** int64 result: as {@link #ARGMAX}, of the least. */
  ARGMIN,
  /** bool to bool: whether all are true; true of none. */
  ALL,
  /** bool to bool: whether one is true; false of none. */
  ANY
}
