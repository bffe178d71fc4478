package dev.adjoint.tests.random;

import java.util.List;
import java.util.Random;

/**
 * Try statements of random programs, and what may throw in them. The outermost catches everything that is thrown inside, so that
 * programs still end normally; inner ones catch some of it, or nothing but run a {@code finally} block.
 */
final class TryStatements {
  /** What the statements are made of: the generator's own expressions and blocks, for the place that the try stands at. */
  interface Parts {
    List<Statement> body();

    String condition();

    String target();

    String value();

    String cell(int beyond);

    String integer();

    /** A variable that indices are made of. */
    String counter();

    /** Whether the helper that throws may be called. */
    boolean calls();
  }

  private static final String[] HANDLED = {"ArithmeticException", "ArrayIndexOutOfBoundsException", "IllegalStateException",
      "ArithmeticException | IllegalStateException", "ArrayIndexOutOfBoundsException | NullPointerException"};

  private final Random random;
  private int open;
  private int caught;

  TryStatements(Random random) {
    this.random = random;
  }

  /** Whether a statement here may throw. */
  boolean mayThrow() {
    return open > 0;
  }

  /** A statement that may throw, before, between or after what it does. */
  Statement throwing(Parts parts) {
    return Statement.line(switch (random.nextInt(7)) {
      case 0 -> parts.target() + " = " + parts.value() + " * (6 / (" + parts.integer() + " & 3));";
      case 1 -> parts.counter() + " = (" + parts.counter() + " + 5 % (" + parts.integer() + " & 1)) & 3;";
      case 2 -> parts.target() + " = " + parts.cell(2) + " * 0.5;";
      case 3 -> parts.cell(1) + " = " + parts.value() + ";";
      case 4 -> "if (" + parts.condition() + ") { " + parts.target() + " = " + parts.value() + "; throw new IllegalStateException(\"thrown\"); }";
      case 5 -> parts.target() + " = " + (parts.calls() ? "checked(" + parts.value() + ", " + parts.integer() + ")" : parts.cell(3)) + ";";
      default -> "if (" + parts.condition() + ") { throw new IllegalStateException(String.valueOf(" + parts.integer() + ")); }";
    });
  }

  /** A try statement with its handlers. */
  Statement statement(Parts parts) {
    boolean outermost = open == 0;
    open++;
    List<Statement> body = parts.body();
    open--;
    var tail = new StringBuilder();
    boolean none = !outermost && random.nextInt(3) == 0;
    if (!none && random.nextBoolean()) {
      handler(tail, HANDLED[random.nextInt(HANDLED.length)], parts);
    }
    if (outermost || tail.isEmpty() && !none) {
      handler(tail, "RuntimeException", parts);
    }
    if (tail.isEmpty() || random.nextInt(3) == 0) {
      tail.append(" finally { ").append(parts.target()).append(" = ").append(parts.value()).append("; ");
      if (random.nextBoolean()) {
        tail.append(parts.cell(0)).append(" = ").append(parts.value()).append("; ");
      }
      tail.append('}');
    }
    return new Statement("try", List.of(body), tail.toString(), false);
  }

  private void handler(StringBuilder tail, String types, Parts parts) {
    String e = "e" + caught++;
    tail.append(" catch (").append(types).append(' ').append(e).append(") { ");
    if (random.nextBoolean()) {
      tail.append(parts.target()).append(" = ").append(parts.target()).append(" * 0.5 + ").append(parts.value()).append("; ");
    }
    if (random.nextBoolean()) {
      tail.append(parts.cell(0)).append(" = ").append(parts.value()).append("; ");
    }
    if (random.nextInt(4) == 0) {
      // no message: in compiled code HotSpot throws an exception of its own without one
      tail.append(parts.counter()).append(" = (Object) ").append(e).append(" instanceof ArithmeticException ? 1 : 2; ");
    }
    if (open > 0 && random.nextInt(3) == 0) {
      tail.append("if (").append(parts.condition()).append(") { throw ").append(e).append("; } ");
    }
    tail.append('}');
  }
}
