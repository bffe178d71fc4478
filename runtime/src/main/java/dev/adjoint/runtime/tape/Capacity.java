package dev.adjoint.runtime.tape;

/** How stacks and pools grow, and what is said when they cannot. */
final class Capacity {

  /** The longest array that HotSpot allocates. */
  static final int MAX = Integer.MAX_VALUE - 8;

  private static final int FIRST = 64;

  private Capacity() {}

  /**
   * The length that follows {@code length}: twice it, from 64 on, up to {@link #MAX}.
   *
   * @param what the plural of what is stored, for the message
   * @throws IllegalStateException if {@code length} is already {@code MAX}
   */
  static int after(int length, String what) {
    if (length >= MAX) {
      throw new IllegalStateException("The tape is full: one array cannot hold more than " + MAX + " " + what
          + ". Differentiate a shorter loop, or checkpoint it.");
    }
    return length > MAX / 2 ? MAX : Math.max(FIRST, 2 * length);
  }

  /**
   * {@code n}, if it is a size.
   *
   * @throws IllegalArgumentException if it is negative
   */
  static int checkSize(int n) {
    if (n < 0) {
      throw new IllegalArgumentException(
          "Negative size " + n + ": a trip count or a product of trip counts overflowed int.");
    }
    return n;
  }
}
