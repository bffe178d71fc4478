package dev.adjoint.runtime.backend.device;

/** The device's compiler refused a program. */
public final class KernelBuildException extends DeviceException {
  private static final long serialVersionUID = 1L;
  private final String log;

  /**
   * @param program the program's name
   * @param device where it was compiled
   * @param log what the compiler said
   */
  public KernelBuildException(String program, String device, String log) {
    super("kernel program " + program + " does not compile for " + device + ":\n" + log);
    this.log = log;
  }

  /** What the compiler said. */
  public String log() {
    return log;
  }
}
