package dev.adjoint.runtime.backend.spi;

/** Products of matrices, floating types only. */
public interface MatrixProducts {
  /**
   * {@code out = a b}, or {@code out += a b}, for each matrix of a batch. Any strides, of which transposition is a case; a
   * batch stride of 0 uses one matrix for all.
   *
   * @param a of shape [batch, m, k]
   * @param b of shape [batch, k, n]
   * @param out of shape [batch, m, n], sharing no element with a and b
   * @param accumulate whether to add to the content of out
   */
  void matmul(View a, View b, View out, boolean accumulate);
}
