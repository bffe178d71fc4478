package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * How objects are taken apart that the code of one file makes. A reference of a type that several of its classes have is a sum of these:
 * whichever object of another class comes, is one that code as it is written gave, and is refused.
 *
 * <p>Invariant: a class has one layout in a unit. Those of the objects that {@code wrt} names are as callers know them, and have
 * fields of exactly their declared classes; all others may have sums in their fields.
 */
final class Hierarchies {
  /** Each class is a branch at each call. */
  private static final int MOST_CLASSES = 16;

  private final Layouts layouts;
  private final Types types;
  private final IrTypes ir;
  private final TypeElement outermost;
  private final boolean on;
  private final Map<String, String> kept;
  private final ObjectLayouts objects;
  /** The types of the file, and those of what the fields of their objects hold. */
  private final TypeGraph graph =
      new TypeGraph(t -> below(t).stream().flatMap(c -> ObjectLayouts.active(c).stream()).toList(), this::isOwn);
  private final Set<String> atInterface = new HashSet<>();
  private final Map<String, Parts.Sum> sums = new HashMap<>();
  private List<TypeElement> classes;
  private boolean used;

  /**
   * For one unit.
   *
   * @param owner the class whose methods are read; its file is the one that makes objects
   * @param kept classes whose objects are not taken apart
   * @param on whether references may be of several classes
   */
  Hierarchies(Layouts layouts, Types types, IrTypes ir, TypeElement owner, Map<String, String> kept, boolean on) {
    this.layouts = layouts;
    this.types = types;
    this.ir = ir;
    this.outermost = IrTypes.outermost(owner);
    this.kept = kept;
    this.on = on;
    this.objects = new ObjectLayouts(this::of, c -> isOwn(c) && !(above(c).isEmpty() && below(c).equals(List.of(c))), ir);
  }

  /** Notes how an object is taken apart that a caller has, before anything is asked. */
  void isGiven(Parts parts) {
    switch (parts) {
      case Parts.Tuple p when p.object() -> {
        atInterface.add(p.type().qualifiedName());
        p.parts().forEach(part -> isGiven(part.parts()));
      }
      case Parts.Cell p -> isGiven(p.content());
      case Parts.Columns p -> isGiven(p.element());
      case null -> { }
      case Parts.Tuple p -> { }
      case Parts.One p -> { }
      case Parts.Sum p -> { }
    }
  }

  /** Whether a reference was one of several classes. */
  boolean used() {
    return used;
  }

  /** Whether objects of a class are made by this file. */
  boolean isOwn(TypeElement element) {
    return IrTypes.outermost(element).equals(outermost);
  }

  /** How values of a type are taken apart, objects and arrays of them included; null where they are not. */
  Parts of(TypeMirror type) {
    Parts record = layouts.of(type);
    if (record != null) {
      return record;
    }
    if (type instanceof ArrayType array) {
      Parts element = of(array.getComponentType());
      return element == null ? null : new Parts.Columns(ir.of(type), element, false);
    }
    if (!(type instanceof DeclaredType declared) || !(declared.asElement() instanceof TypeElement element)) {
      return null;
    }
    Parts.Sum sum = sum(declared, element);
    return sum != null ? sum : exact(type);
  }

  /** How objects of exactly a class are taken apart; null where they are not. */
  Parts.Tuple exact(TypeMirror type) {
    if (!on || !(type instanceof DeclaredType d) || !(d.asElement() instanceof TypeElement element) || !isOwn(element)
        || atInterface.contains(element.getQualifiedName().toString())) {
      return layouts.object(type);
    }
    return objects.of(type);
  }

  /** How an object of exactly a class is taken apart that is made; also one without a number, where references may be to others. */
  Parts.Tuple made(TypeMirror type) {
    Parts.Tuple exact = exact(type);
    if (exact != null || !on || !(type instanceof DeclaredType d) || !(d.asElement() instanceof TypeElement element)) {
      return exact;
    }
    return above(element).stream().map(t -> sum((DeclaredType) t.asType(), t)).filter(s -> s != null)
        .flatMap(s -> s.cases().stream()).map(Parts.Case::parts).filter(p -> p instanceof Parts.Tuple t && t.object())
        .map(p -> (Parts.Tuple) p).filter(p -> p.type().qualifiedName().contentEquals(element.getQualifiedName())).findFirst().orElse(null);
  }

  /** The types of this file that a class extends and implements. */
  private List<TypeElement> above(TypeElement element) {
    var all = new LinkedHashMap<String, TypeElement>();
    var next = new ArrayDeque<TypeMirror>(types.directSupertypes(element.asType()));
    while (!next.isEmpty()) {
      if (next.remove() instanceof DeclaredType d && d.asElement() instanceof TypeElement t && isOwn(t)
          && all.putIfAbsent(t.getQualifiedName().toString(), t) == null) {
        next.addAll(types.directSupertypes(d));
      }
    }
    return List.copyOf(all.values());
  }

  /** The sum for references of a type; null where all that can be taken apart are of that class itself. */
  private Parts.Sum sum(DeclaredType type, TypeElement element) {
    if (!on || !isOwn(element) || !element.getTypeParameters().isEmpty() || !type.getTypeArguments().isEmpty()) {
      return null;
    }
    String name = element.getQualifiedName().toString();
    if (!sums.containsKey(name)) {
      sums.put(name, graph.isRecursive(element) ? null : made(type, element));
    }
    used |= sums.get(name) != null;
    return sums.get(name);
  }

  private Parts.Sum made(DeclaredType type, TypeElement element) {
    List<TypeElement> below = below(element);
    if (below.size() > MOST_CLASSES || below.equals(List.of(element))) {
      return null;
    }
    var cases = new ArrayList<Parts.Case>();
    for (TypeElement c : below) {
      Parts parts = c.getKind() == ElementKind.RECORD ? layouts.of(c.asType())
          : atInterface.contains(c.getQualifiedName().toString()) ? layouts.object(c.asType()) : objects.any(c.asType());
      if (parts instanceof Parts.Tuple && !kept.containsKey(c.getQualifiedName().toString())) {
        cases.add(new Parts.Case(Sealed.name(c, below), parts));
      }
    }
    var sum = new Parts.Sum((Type.Ref) ir.of(type), cases, true);
    boolean itself = cases.size() == 1 && cases.getFirst().parts().type().equals(sum.type());
    return itself || !sum.isDifferentiable() ? null : sum;
  }

  /** The classes of this file whose objects are of a type. */
  private List<TypeElement> below(TypeElement type) {
    if (classes == null) {
      classes = new ArrayList<>();
      members(outermost);
    }
    return classes.stream().filter(c -> types.isSubtype(types.erasure(c.asType()), types.erasure(type.asType()))).toList();
  }

  private void members(TypeElement type) {
    boolean concrete = type.getKind() == ElementKind.CLASS && !type.getModifiers().contains(Modifier.ABSTRACT);
    if (concrete || type.getKind() == ElementKind.RECORD) {
      classes.add(type);
    }
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::members);
  }
}
