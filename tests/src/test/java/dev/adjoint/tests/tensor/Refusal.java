package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A call that must be refused.
 *
 * @param what a name for the row
 * @param call the call
 * @param type the exception's type, exactly or a subclass of it in the JDK
 * @param parts what its message names
 */
record Refusal(String what, Runnable call, Class<? extends RuntimeException> type, List<String> parts) {

  /** An {@link IllegalArgumentException}. */
  static Refusal argument(String what, Runnable call, String... parts) {
    return new Refusal(what, call, IllegalArgumentException.class, List.of(parts));
  }

  /** An {@link IndexOutOfBoundsException} that says what was out of which range. */
  static Refusal bounds(String what, Runnable call, String... parts) {
    return new Refusal(what, call, IndexOutOfBoundsException.class, List.of(parts));
  }

  /** An {@link IllegalStateException}. */
  static Refusal state(String what, Runnable call, String... parts) {
    return new Refusal(what, call, IllegalStateException.class, List.of(parts));
  }

  static Stream<DynamicTest> tests(Refusal... refusals) {
    return Stream.of(refusals).map(r -> dynamicTest(r.what, r::check));
  }

  private void check() {
    try {
      call.run();
    } catch (RuntimeException e) {
      // An exact match: an accident of an array deep below is a subclass.
      assertTrue(e.getClass() == type, () -> what + ": expected " + type.getSimpleName() + " but got " + e);
      for (String part : parts) {
        assertTrue(e.getMessage().contains(part), () -> what + ": the message does not name \"" + part + "\": "
            + e.getMessage());
      }
      return;
    }
    fail(what + ": not refused");
  }
}
