package dev.adjoint.processor.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The classes of a sealed type, JLS 8.1.1.2 and 9.1.1.4. */
final class Sealed {
  /** Records and interfaces, and those that are their components and classes. */
  private static final TypeGraph GRAPH = new TypeGraph(Sealed::parts, t -> t.getKind() == ElementKind.RECORD || isInterface(t));

  private Sealed() {}

  /** Whether a type is a sealed interface. */
  static boolean is(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED && isInterface((TypeElement) ((DeclaredType) type).asElement());
  }

  private static boolean isInterface(TypeElement element) {
    return element.getKind() == ElementKind.INTERFACE && element.getModifiers().contains(Modifier.SEALED);
  }

  /** All classes that a value of a type may have, in the order in which they are permitted; null where that is not known. */
  static List<TypeElement> classes(TypeElement type) {
    var all = new LinkedHashSet<TypeElement>();
    return collect(type, all) ? List.copyOf(all) : null;
  }

  private static boolean collect(TypeElement type, Set<TypeElement> into) {
    if (type.getModifiers().contains(Modifier.SEALED) && type.getKind() != ElementKind.ENUM) {
      boolean itself = type.getKind() == ElementKind.CLASS && !type.getModifiers().contains(Modifier.ABSTRACT);
      return !itself && !type.getPermittedSubclasses().isEmpty() && type.getPermittedSubclasses().stream()
          .allMatch(p -> p instanceof DeclaredType d && d.asElement() instanceof TypeElement t && collect(t, into));
    }
    into.add(type);
    return type.getModifiers().contains(Modifier.FINAL) || type.getKind() == ElementKind.RECORD || type.getKind() == ElementKind.ENUM;
  }

  /**
   * The classes of a sealed interface that can be taken apart, else none: all are records and enums without type parameters, and none
   * leads back to the interface.
   */
  static List<TypeElement> finite(TypeElement type) {
    List<TypeElement> classes = type.getTypeParameters().isEmpty() && !GRAPH.isRecursive(type) ? classes(type) : null;
    boolean apart = classes != null && classes.stream().allMatch(c -> c.getTypeParameters().isEmpty()
        && (c.getKind() == ElementKind.RECORD || c.getKind() == ElementKind.ENUM));
    return apart ? classes : List.of();
  }

  private static List<TypeMirror> parts(TypeElement type) {
    var parts = new ArrayList<TypeMirror>(isInterface(type) ? type.getPermittedSubclasses() : List.of());
    type.getRecordComponents().stream().map(RecordComponentElement::asType).forEach(parts::add);
    return parts;
  }

  /** The sealed interface of a class that leads back to itself through components, so that it cannot be taken apart; else null. */
  static String recursive(TypeElement type) {
    for (TypeMirror t : type.getInterfaces()) {
      var element = (TypeElement) ((DeclaredType) t).asElement();
      if (isInterface(element)) {
        String above = GRAPH.isRecursive(element) ? element.getSimpleName().toString() : recursive(element);
        if (above != null) {
          return above;
        }
      }
    }
    return null;
  }

  /** What the leaves of a class are called: its simple name, with its place where several have that. */
  static String name(TypeElement type, List<TypeElement> classes) {
    String simple = type.getSimpleName().toString();
    boolean clashes = classes.stream().filter(c -> c.getSimpleName().contentEquals(simple)).count() > 1;
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1) + (clashes ? classes.indexOf(type) + 1 : "");
  }
}
