package dev.adjoint.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import dev.adjoint.processor.ir.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.tools.Diagnostic;

/**
 * Where spans are in the source: the tree and the compilation unit of each. One tree has one span.
 */
public final class Places {
  private record Place(Tree tree, CompilationUnitTree unit) {}

  private final Trees trees;
  private final SourcePositions positions;
  private final Map<Span, Place> places = new IdentityHashMap<>();
  private final Map<Tree, Span> spans = new IdentityHashMap<>();
  private final Map<CompilationUnitTree, String> texts = new IdentityHashMap<>();

  /** No place yet. */
  public Places(Trees trees) {
    this.trees = trees;
    this.positions = trees.getSourcePositions();
  }

  /** Prints a message at a span's tree; answers whether the span has one. */
  public boolean print(Diagnostic.Kind kind, String text, Span span) {
    Place place = places.get(span);
    if (place == null) {
      return false;
    }
    trees.printMessage(kind, text, place.tree(), place.unit());
    return true;
  }

  /** The source text at a span, "" where there is none. */
  public String text(Span span) {
    Place place = places.get(span);
    return place == null || span.end() <= span.start() ? "" : text(place.unit()).substring(span.start(), span.end());
  }

  /** The span of a tree; {@code statement} is the enclosing statement. */
  Span span(Tree tree, Tree statement, CompilationUnitTree unit) {
    Span known = spans.get(tree);
    if (known != null) {
      return known;
    }
    int start = start(tree, unit);
    // javac drops the line map of a class that it found on the source path once that is compiled
    int line = start < 0 || unit.getLineMap() == null ? 0 : (int) unit.getLineMap().getLineNumber(start);
    Span span = new Span(Math.max(start, 0), Math.max(end(tree, unit), 0), line, firstLine(statement, unit));
    spans.put(tree, span);
    places.put(span, new Place(tree, unit));
    return span;
  }

  int start(Tree tree, CompilationUnitTree unit) {
    return (int) positions.getStartPosition(unit, tree);
  }

  int end(Tree tree, CompilationUnitTree unit) {
    return (int) positions.getEndPosition(unit, tree);
  }

  /** The source text of the compilation unit. */
  String text(CompilationUnitTree unit) {
    return texts.computeIfAbsent(unit, u -> {
      try {
        return u.getSourceFile().getCharContent(true).toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private String firstLine(Tree statement, CompilationUnitTree unit) {
    // of a method without the annotations in front of it
    int from = statement == null ? -1
        : start(statement instanceof MethodTree m && m.getReturnType() != null ? m.getReturnType() : statement, unit);
    if (from < 0) {
      return "";
    }
    String text = text(unit);
    int to = from;
    int end = Math.min(Math.max(end(statement, unit), from), text.length());
    while (to < end && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
      to++;
    }
    return text.substring(from, to).strip();
  }
}
