package dev.adjoint.processor.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Which classes a value leads to through what it is made of, as components or fields.
 *
 * @param parts the types of the parts of a class
 * @param follows the classes among them that count
 */
record TypeGraph(Function<TypeElement, List<TypeMirror>> parts, Predicate<TypeElement> follows) {

  /** The type of what is in an array at the bottom of all its ranks; any other type itself. */
  static TypeMirror innermost(TypeMirror type) {
    TypeMirror inner = type;
    while (inner instanceof ArrayType array) {
      inner = array.getComponentType();
    }
    return inner;
  }

  /** Whether a value of a class can lead to another one of it. */
  boolean isRecursive(TypeElement type) {
    return reaches(type, type, new HashSet<>());
  }

  private boolean reaches(TypeElement from, TypeElement to, Set<String> seen) {
    for (TypeMirror part : parts.apply(from)) {
      if (innermost(part) instanceof DeclaredType d && d.asElement() instanceof TypeElement e && follows.test(e)
          && (e.equals(to) || seen.add(e.getQualifiedName().toString()) && reaches(e, to, seen))) {
        return true;
      }
    }
    return false;
  }
}
