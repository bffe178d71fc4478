package dev.adjoint.runtime.backend.device;

import java.util.Locale;

/** How much memory of a device may be used. */
public final class DeviceMemory {
  /**
   * The system property with the budget of each device: bytes ({@code 1073741824}, {@code 512m}, {@code 2g}) or a share of
   * the device's memory ({@code 80%}). Without it, the budget is nine tenths.
   */
  public static final String BUDGET_PROPERTY = "adjoint.device.memory";

  private static final int DEFAULT_PERCENT = 90;

  private DeviceMemory() {}

  /** The budget of a device, as the system property says it. */
  static long budget(DeviceInfo info) {
    String text = System.getProperty(BUDGET_PROPERTY);
    return text == null ? share(info, DEFAULT_PERCENT) : parse(text.strip().toLowerCase(Locale.ROOT), info);
  }

  private static long share(DeviceInfo info, int percent) {
    if (percent > 100) {
      throw new IllegalArgumentException(BUDGET_PROPERTY + "=" + System.getProperty(BUDGET_PROPERTY) + " is more than there is");
    }
    return info.memoryBytes() / 100 * percent;
  }

  private static long bytes(String digits, int shift) {
    long number = Long.parseLong(digits);
    if (number < 0 || number > Long.MAX_VALUE >> shift) {
      throw new NumberFormatException(digits);
    }
    return number << shift;
  }

  private static long parse(String text, DeviceInfo info) {
    try {
      int end = text.length() - 1;
      return switch (text.charAt(end)) {
        case '%' -> share(info, (int) Math.min(bytes(text.substring(0, end), 0), 101));
        case 'k' -> bytes(text.substring(0, end), 10);
        case 'm' -> bytes(text.substring(0, end), 20);
        case 'g' -> bytes(text.substring(0, end), 30);
        default -> bytes(text, 0);
      };
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(BUDGET_PROPERTY + "=" + text + " is neither a number of bytes, with k, m or g,"
          + " nor a percentage", e);
    }
  }
}
