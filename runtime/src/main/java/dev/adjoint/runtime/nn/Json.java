package dev.adjoint.runtime.nn;

import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259) and where in the text it begins, in characters. Members keep their order. */
sealed interface Json {
  /** Where the value begins. */
  int at();

  /** An object. */
  record Members(int at, Map<String, Json> map) implements Json {}

  /** An array. */
  record Elements(int at, List<Json> list) implements Json {}

  /** A string, without its quotes and escapes. */
  record Text(int at, String value) implements Json {}

  /** A number, as it is written. */
  record Digits(int at, String text) implements Json {}

  /** {@code true}, {@code false} or {@code null}. */
  record Literal(int at, String text) implements Json {}

  /** What the value is, for messages. */
  default String kind() {
    return switch (this) {
      case Members _ -> "an object";
      case Elements _ -> "an array";
      case Text _ -> "a string";
      case Digits digits -> "the number " + digits.text();
      case Literal literal -> literal.text();
    };
  }
}
