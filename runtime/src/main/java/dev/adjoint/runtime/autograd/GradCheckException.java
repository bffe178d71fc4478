package dev.adjoint.runtime.autograd;

/** A derivative that {@link GradCheck} found to be wrong; the message says where and by how much. */
public final class GradCheckException extends RuntimeException {
  private static final long serialVersionUID = 1;

  GradCheckException(String message) {
    super(message);
  }
}
