package dev.adjoint.runtime.backend.spi;

/**
 * Elements chosen by int64 indices. Every index is checked before anything is written.
 *
 * <p>A kernel throws {@link IndexOutOfBoundsException} for an index outside of {@code [0, size)}; the message names the
 * index, its position among the indices and the size.
 */
public interface Indexing {
  /**
   * {@code out[i][j] = x[index[i][j]][j]} for dim 0, and so for the others. Index and out have one shape, which is at most
   * that of x in every dimension but dim.
   */
  void gather(View x, int dim, View index, View out);

  /**
   * {@code out[index[i][j]][j] += source[i][j]} for dim 0, and so for the others, in row-major order of the source. Index
   * and source have one shape, which is at most that of out in every dimension but dim.
   */
  void scatterAdd(View out, int dim, View index, View source);

  /** {@code out[i][...] = x[index[i]][...]} for dim 0, and so for the others; index has rank 1. */
  void indexSelect(View x, int dim, View index, View out);

  /** {@code out[index[i]][...] += source[i][...]} for dim 0, and so for the others, in the order of the indices. */
  void indexAdd(View out, int dim, View index, View source);
}
