package dev.adjoint.runtime.backend.host;

import java.lang.System.Logger.Level;

/** System properties that are whole numbers. */
final class HostProperty {
  private HostProperty() {}

  /**
   * The value of a property. What is no number, or too small a one, is not used, and a warning says so.
   *
   * @param least the least value that makes sense
   * @param standard the value of one that is not set, or makes no sense
   */
  static long number(String name, long least, long standard) {
    String text = System.getProperty(name);
    Long value = text == null ? Long.valueOf(standard) : Long.getLong(name);
    if (value != null && value >= least) {
      return value;
    }
    System.getLogger("dev.adjoint.runtime.backend").log(Level.WARNING,
        name + "=" + text + " is no whole number from " + least + " on; " + standard + " is used");
    return standard;
  }
}
