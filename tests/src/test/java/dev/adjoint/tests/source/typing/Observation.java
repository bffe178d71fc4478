package dev.adjoint.tests.source.typing;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Types;

/**
 * What was found out about one expression, as text: types of two compiler tasks cannot be compared otherwise.
 *
 * @param types the erasure; of an intersection that of each bound
 */
record Observation(Set<String> types, String symbol, String source) {

  /** Where an expression stands; the kind separates an expression from another one that begins and ends with it. */
  record Place(String file, long line, long start, long end, Tree.Kind kind) implements Comparable<Place> {
    static Place of(CompilationUnitTree unit, Tree tree, SourcePositions positions) {
      long start = positions.getStartPosition(unit, tree);
      String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
      return new Place(file, unit.getLineMap().getLineNumber(Math.max(0, start)), start,
          positions.getEndPosition(unit, tree), tree.getKind());
    }

    @Override
    public int compareTo(Place o) {
      return Comparator.comparing(Place::file).thenComparing(Place::start).thenComparing(Place::end)
          .thenComparing(Place::kind).compare(this, o);
    }

    @Override
    public String toString() {
      return file + ":" + line + " " + kind;
    }
  }

  static Observation of(TypeMirror type, String symbol, Tree tree, Types types) {
    return new Observation(texts(type, types), symbol, tree.toString());
  }

  /** Whether two observations agree. A least upper bound that is an intersection is represented by one of its bounds. */
  boolean agrees(Observation javac) {
    return (types.isEmpty() || javac.types.isEmpty() || javac.types.containsAll(types) || types.containsAll(javac.types))
        && symbol.equals(javac.symbol);
  }

  private static Set<String> texts(TypeMirror type, Types types) {
    var all = new TreeSet<String>();
    if (type != null) {
      collect(type, types, all);
    }
    return all;
  }

  private static void collect(TypeMirror type, Types types, Set<String> into) {
    switch (type) {
      case IntersectionType both -> both.getBounds().forEach(b -> collect(b, types, into));
      case TypeVariable variable -> collect(variable.getUpperBound(), types, into);
      case DeclaredType declared when declared.asElement() instanceof TypeElement element
          && element.getNestingKind() == NestingKind.ANONYMOUS -> collect(
              element.getInterfaces().isEmpty() ? element.getSuperclass() : element.getInterfaces().getFirst(), types, into);
      default -> into.add(type.getKind() == TypeKind.NULL ? "null" : types.erasure(type).toString());
    }
  }

  /** A class, a field or a method, by its owner and its text. */
  static String symbol(Element element) {
    return switch (element) {
      case null -> "";
      case TypeElement type -> type.getQualifiedName().toString();
      case Element other -> other.getEnclosingElement() + "." + other;
    };
  }
}
