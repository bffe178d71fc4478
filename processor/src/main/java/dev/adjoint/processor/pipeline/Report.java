package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.source.Places;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Prints diagnostics at their places; the same text at the same place once, however many methods led there. */
public final class Report {
  private final Messager messager;
  private final Places places;
  private final Map<Span, Set<String>> printed = new IdentityHashMap<>();

  /** A report through javac. */
  public Report(Messager messager, Places places) {
    this.messager = messager;
    this.places = places;
  }

  /** Prints what one method has; what has no place of its own goes to the element. */
  public void print(Diagnostics diagnostics, Element fallback) {
    for (Diagnostics.Diagnostic d : diagnostics.all()) {
      Diagnostic.Kind kind = kind(d.message().severity());
      if (printed.computeIfAbsent(d.span(), s -> new HashSet<>()).add(d.text()) && !places.print(kind, d.text(), d.span())) {
        messager.printMessage(kind, d.text(), fallback);
      }
    }
  }

  /** Prints the table of what reverse mode of a method stores, at the method. */
  void printStorage(Storage storage, String key, Element method) {
    String text = storage.report(key, places::text);
    if (text != null) {
      messager.printMessage(Diagnostic.Kind.NOTE, text, method);
    }
  }

  private static Diagnostic.Kind kind(Message.Severity severity) {
    return switch (severity) {
      case ERROR -> Diagnostic.Kind.ERROR;
      case WARNING -> Diagnostic.Kind.WARNING;
      case NOTE -> Diagnostic.Kind.NOTE;
    };
  }
}
