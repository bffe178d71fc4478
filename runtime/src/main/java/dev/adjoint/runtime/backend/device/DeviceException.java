package dev.adjoint.runtime.backend.device;

/** A device or its driver refused or failed; the message names the operation and, where there is one, the kernel. */
public class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message what was done where, and what went wrong */
  public DeviceException(String message) {
    super(message);
  }
}
