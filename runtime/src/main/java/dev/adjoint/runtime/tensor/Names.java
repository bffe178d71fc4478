package dev.adjoint.runtime.tensor;

import java.util.Locale;

/** The names of nodes. */
final class Names {
  private Names() {}

  /** PyTorch's name of an operation's node: {@code mul} gives {@code MulBackward0}. */
  static String node(String operation) {
    return operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1) + "Backward0";
  }
}
