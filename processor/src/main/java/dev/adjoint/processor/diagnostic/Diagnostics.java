package dev.adjoint.processor.diagnostic;

import dev.adjoint.processor.ir.Span;
import java.util.ArrayList;
import java.util.List;

/** Collects the diagnostics of one method; each place gets a message once. */
public final class Diagnostics {

  /** A message at a place. */
  public record Diagnostic(Message message, Span span, List<String> arguments) {
    /** The full text. */
    public String text() {
      return message.format(arguments.toArray());
    }
  }

  private final List<Diagnostic> all = new ArrayList<>();

  /** Reports a message. */
  public void report(Message message, Span span, String... arguments) {
    var diagnostic = new Diagnostic(message, span, List.of(arguments));
    if (!all.contains(diagnostic)) {
      all.add(diagnostic);
    }
  }

  /** All that was reported, in order. */
  public List<Diagnostic> all() {
    return List.copyOf(all);
  }

  /** Whether an error was reported. */
  public boolean hasErrors() {
    return all.stream().anyMatch(d -> d.message().severity() == Message.Severity.ERROR);
  }
}
