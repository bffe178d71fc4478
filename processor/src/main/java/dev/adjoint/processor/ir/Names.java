package dev.adjoint.processor.ir;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Names of values in the text form: {@code %} and the number in order of first appearance in the text, then a dot and the
 * wish-name where there is one that is a Java identifier.
 */
final class Names {
  private final Map<Value, String> names = new IdentityHashMap<>();
  private int next;

  /** The name of a value at its definition. */
  String define(Value value) {
    return names.computeIfAbsent(value, v -> "%" + next++ + suffix(v));
  }

  /** The name of a value at a use; one that has not been defined shows as {@code %undefined}. */
  String use(Value value) {
    if (value == null) {
      return "%null";
    }
    String name = names.get(value);
    return name == null ? "%undefined" + suffix(value) : name;
  }

  private static String suffix(Value value) {
    String name = value.name();
    if (name == null || name.isEmpty() || !name.chars().allMatch(Character::isJavaIdentifierPart)) {
      return "";
    }
    return "." + name;
  }
}
