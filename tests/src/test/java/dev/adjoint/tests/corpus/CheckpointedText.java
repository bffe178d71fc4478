package dev.adjoint.tests.corpus;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Puts {@code @Checkpoint} into source texts. */
public final class CheckpointedText {
  private static final String ANNOTATION = "@dev.adjoint.annotations.Checkpoint";

  private CheckpointedText() {}

  /**
   * A place where the annotation may stand.
   *
   * @param at the offset in the text
   * @param firstLine the first line of the loop or method
   * @param lastLine its last line
   */
  public record Place(int at, long firstLine, long lastLine, boolean method) {
    boolean contains(long line) {
      return firstLine <= line && line <= lastLine;
    }
  }

  /** The headers of all loops with a variable of their own. */
  public static List<Place> loops(String text) {
    return places(text, false);
  }

  /** All methods with a body that are not annotated, and so not called from outside. */
  public static List<Place> methods(String text) {
    return places(text, true);
  }

  /** The text with annotations at the places; how many states are kept goes round from 1 to 3. */
  public static String annotated(String text, Collection<Place> places) {
    var out = new StringBuilder();
    var ordered = new TreeMap<Integer, Place>();
    places.forEach(p -> ordered.put(p.at(), p));
    int from = 0;
    int snapshots = 0;
    for (Place p : ordered.values()) {
      out.append(text, from, p.at()).append(ANNOTATION);
      if (!p.method()) {
        out.append("(snapshots = ").append(1 + snapshots++ % 3).append(')');
      }
      out.append(' ');
      from = p.at();
    }
    return out.append(text, from, text.length()).toString();
  }

  private static List<Place> places(String text, boolean methods) {
    var unit = new SimpleJavaFileObject(URI.create("memory:///Text.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
    var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, d -> {}, null, null, List.of(unit));
    var found = new ArrayList<Place>();
    try {
      for (CompilationUnitTree tree : task.parse()) {
        new Finder(tree, Trees.instance(task).getSourcePositions(), methods, found).scan(tree, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static final class Finder extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final boolean methods;
    private final List<Place> found;
    private int depth;

    Finder(CompilationUnitTree unit, SourcePositions positions, boolean methods, List<Place> found) {
      this.unit = unit;
      this.positions = positions;
      this.methods = methods;
      this.found = found;
    }

    private void place(Tree at, Tree around) {
      if (at instanceof VariableTree v && !v.getModifiers().getAnnotations().isEmpty()) {
        return;
      }
      long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, around));
      long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, around));
      found.add(new Place((int) positions.getStartPosition(unit, at), line, last, methods));
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
      if (methods && depth == 1 && tree.getBody() != null && tree.getReturnType() != null
          && tree.getModifiers().getAnnotations().isEmpty() && !tree.getName().toString().matches("(inputs|throws|kinks)_.*")) {
        place(tree, tree);
      }
      return super.visitMethod(tree, unused);
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      depth++;
      super.visitClass(tree, unused);
      depth--;
      return null;
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
      return null;
    }

    @Override
    public Void visitForLoop(ForLoopTree tree, Void unused) {
      for (StatementTree s : tree.getInitializer()) {
        if (!methods && s instanceof VariableTree v) {
          place(v, tree);
          break;
        }
      }
      return super.visitForLoop(tree, unused);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void unused) {
      if (!methods) {
        place(tree.getVariable(), tree);
      }
      return super.visitEnhancedForLoop(tree, unused);
    }
  }
}
