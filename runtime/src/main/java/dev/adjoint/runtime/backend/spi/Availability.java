package dev.adjoint.runtime.backend.spi;

/** What a backend answers when asked whether it can work here. */
public sealed interface Availability {
  /**
   * It can.
   *
   * @param devices how many devices it has
   * @param description what they are, for a log line
   */
  record Available(int devices, String description) implements Availability {}

  /**
   * It cannot.
   *
   * @param reason why, in words a user can act on
   */
  record Unavailable(String reason) implements Availability {}
}
