package dev.adjoint.tests.emit;

import java.util.ArrayList;
import java.util.List;

/** Calls with an effect, for generated code: what was called, in order. */
public final class Trace {
  private static final List<Object> CALLS = new ArrayList<>();

  private Trace() {}

  /** Notes a value and returns it. */
  public static double hit(double value) {
    CALLS.add(value);
    return value;
  }

  /** Changes an array. */
  public static void touch(double[] array, double value) {
    CALLS.add("touch");
    array[0] = value;
  }

  /** Reads an array. */
  public static double peek(double[] array) {
    return array[0];
  }

  /** The calls since the last time this was asked. */
  static List<Object> take() {
    var all = List.copyOf(CALLS);
    CALLS.clear();
    return all;
  }
}
