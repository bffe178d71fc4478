package dev.adjoint.runtime.tensor;

import java.util.Locale;

/** The names of nodes. */
final class Names {
  private Names() {}

  /** PyTorch's name of an operation's node: {@code mul} gives {@code MulBackward0}. */
  static String node(String operation) {
    return node(operation, 0);
  }

  /**
   * PyTorch's name of the node of one of an operation's overloads, which it counts from 0. A letter after a digit is a
   * capital one: {@code log1p} gives {@code Log1PBackward0}.
   */
  static String node(String operation, int overload) {
    var name = new StringBuilder(operation.substring(0, 1).toUpperCase(Locale.ROOT));
    for (int i = 1; i < operation.length(); i++) {
      char c = operation.charAt(i);
      name.append(Character.isDigit(operation.charAt(i - 1)) ? Character.toUpperCase(c) : c);
    }
    return name.append("Backward").append(overload).toString();
  }
}
