package dev.adjoint.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Which classes {@link ImmutableObjects} knows: other top-level ones of this compilation, not generic, all of whose instance
 * fields are final and assigned by constructors and initialisers, and one of which can carry a derivative.
 */
final class ImmutableClasses {
  private final Trees trees;
  private final TypeElement reader;
  private final Layouts layouts;
  private final Map<TypeElement, Boolean> known = new HashMap<>();

  ImmutableClasses(Trees trees, TypeElement reader, Layouts layouts) {
    this.trees = trees;
    this.reader = reader;
    this.layouts = layouts;
  }

  /** Whether objects of exactly this class are known by their fields. */
  boolean isOne(TypeMirror type) {
    return type instanceof DeclaredType d && d.getTypeArguments().isEmpty() && d.asElement() instanceof TypeElement element
        && !element.getModifiers().contains(Modifier.ABSTRACT) && isOne(element);
  }

  private boolean isOne(TypeElement element) {
    Boolean before = known.get(element);
    if (before == null) {
      // a class that leads to itself is none
      known.put(element, false);
      before = !IrTypes.outermost(element).equals(IrTypes.outermost(reader)) && isFixed(element) && carries(element);
      known.put(element, before);
    }
    return before;
  }

  private boolean isFixed(TypeElement element) {
    boolean inner = element.getEnclosingElement() instanceof TypeElement && !element.getModifiers().contains(Modifier.STATIC);
    if (element.getKind() != ElementKind.CLASS || inner || !element.getTypeParameters().isEmpty()
        || element.getNestingKind().equals(javax.lang.model.element.NestingKind.LOCAL)
        || !(trees.getTree(element) instanceof ClassTree tree)
        || tree.getMembers().stream().anyMatch(m -> m instanceof BlockTree b && !b.isStatic())
        || own(element).stream().anyMatch(f -> !f.getModifiers().contains(Modifier.FINAL))) {
      return false;
    }
    TypeElement parent = parent(element);
    return parent == null || isFixed(parent);
  }

  private boolean carries(TypeElement element) {
    for (TypeElement c = element; c != null; c = parent(c)) {
      if (own(c).stream().anyMatch(f -> carries(f.asType()))) {
        return true;
      }
    }
    return false;
  }

  private boolean carries(TypeMirror type) {
    return switch (type.getKind()) {
      case DOUBLE, FLOAT -> true;
      case ARRAY -> carries(((ArrayType) type).getComponentType());
      case DECLARED -> layouts.of(type) != null || isOne(type);
      default -> false;
    };
  }

  /** The instance fields that a class declares, in order. */
  static List<VariableElement> own(TypeElement element) {
    return ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
        .filter(f -> !f.getModifiers().contains(Modifier.STATIC)).toList();
  }

  /** The constructor that one without a call of another calls: the superclass's without parameters, null where that is Object's. */
  static ExecutableElement implicitConstructor(TypeElement element) {
    TypeElement parent = parent(element);
    return parent == null ? null : ElementFilter.constructorsIn(parent.getEnclosedElements()).stream()
        .filter(c -> c.getParameters().isEmpty()).findFirst().orElse(null);
  }

  private static TypeElement parent(TypeElement element) {
    return element.getSuperclass().getKind() == TypeKind.DECLARED
        && ((DeclaredType) element.getSuperclass()).asElement() instanceof TypeElement parent
        && !parent.getQualifiedName().contentEquals("java.lang.Object") ? parent : null;
  }
}
