package dev.adjoint.processor.ir;

/**
 * A place in the user's source. Spans have identity: the reader keeps the syntax tree of each one, so that a diagnostic
 * lands on the exact expression.
 */
public final class Span {
  /** The place of code that the compiler made by itself. */
  public static final Span NONE = new Span(0, 0, 0, "");

  private final int start;
  private final int end;
  private final int line;
  private final String statement;

  /**
   * A place.
   *
   * @param start the offset of the first character
   * @param end the offset after the last one
   * @param line the line, from 1
   * @param statement the enclosing statement's first source line, trimmed, for comments in generated code
   */
  public Span(int start, int end, int line, String statement) {
    this.start = start;
    this.end = end;
    this.line = line;
    this.statement = statement;
  }

  /** The offset of the first character. */
  public int start() {
    return start;
  }

  /** The offset after the last character. */
  public int end() {
    return end;
  }

  /** The line, from 1; 0 for no place. */
  public int line() {
    return line;
  }

  /** The enclosing statement's first source line, trimmed. */
  public String statement() {
    return statement;
  }

  @Override
  public String toString() {
    return "line " + line;
  }
}
