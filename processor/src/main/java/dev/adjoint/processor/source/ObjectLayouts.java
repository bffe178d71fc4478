package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * How objects of ordinary classes are taken apart: into their fields, those of superclasses first. It depends on the class alone,
 * so that all who call a method agree. A layout says that objects <em>can</em> be taken apart; which are is a matter of where they
 * come from.
 */
final class ObjectLayouts {
  /** Classes, and those of what their fields hold. */
  private static final TypeGraph FIELDS = new TypeGraph(ObjectLayouts::active, t -> t.getKind() == ElementKind.CLASS && isClass(t));

  /** No field has this name. */
  static final String IDENTITY = "this";

  private final Function<TypeMirror, Parts> contents;
  private final Predicate<TypeElement> compared;
  private final IrTypes ir;
  private final Map<String, Parts.Tuple> known = new HashMap<>();
  private final Map<String, TypeElement> classes = new HashMap<>();

  /**
   * For some uses.
   *
   * @param contents how what a field holds is taken apart, or null
   * @param compared objects of which classes may be compared with others though no field of theirs may be assigned
   */
  ObjectLayouts(Function<TypeMirror, Parts> contents, Predicate<TypeElement> compared, IrTypes ir) {
    this.compared = compared;
    this.contents = contents;
    this.ir = ir;
  }

  /** The parts of objects of exactly this class; null where no derivative can live in them, or they cannot be taken apart. */
  Parts.Tuple of(TypeMirror type) {
    Parts.Tuple tuple = any(type);
    return tuple != null && tuple.isDifferentiable() ? tuple : null;
  }

  /** The parts of objects of exactly this class, whether or not a derivative can live in them; null where they cannot be taken apart. */
  Parts.Tuple any(TypeMirror type) {
    if (!(type instanceof DeclaredType declared) || !declared.getTypeArguments().isEmpty()
        || !(declared.asElement() instanceof TypeElement element)) {
      return null;
    }
    String name = element.getQualifiedName().toString();
    if (!known.containsKey(name)) {
      classes.put(name, element);
      known.put(name, isObject(element) && !FIELDS.isRecursive(element) ? fields(element) : null);
    }
    return known.get(name);
  }

  /** Whether a class whose objects can be taken apart has no name in generated code of a package. */
  boolean isHidden(Type.Ref type, PackageElement home) {
    Parts.Tuple tuple = known.get(type.qualifiedName());
    return tuple != null && tuple.isDifferentiable() && !IrTypes.accessible(classes.get(type.qualifiedName()), home);
  }

  private static boolean isObject(TypeElement element) {
    return isClass(element) && !element.getModifiers().contains(Modifier.ABSTRACT);
  }

  /** Whether its fields are all that an object is: an ordinary class, whose superclasses are ones. */
  private static boolean isClass(TypeElement element) {
    boolean member = element.getNestingKind() == NestingKind.MEMBER;
    boolean inner = member && !element.getModifiers().contains(Modifier.STATIC);
    if (element.getKind() != ElementKind.CLASS || !member && element.getNestingKind() != NestingKind.TOP_LEVEL || inner
        || !element.getTypeParameters().isEmpty() || isOfPlatform(element)) {
      return false;
    }
    TypeElement parent = parent(element);
    return parent == null || isClass(parent);
  }

  static boolean isOfPlatform(TypeElement element) {
    String name = IrTypes.packageOf(element).getQualifiedName().toString();
    return name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("dev.adjoint.runtime");
  }

  /** The superclass, null for that of all. */
  static TypeElement parent(TypeElement element) {
    return element.getSuperclass() instanceof DeclaredType type && type.asElement() instanceof TypeElement parent
        && !parent.getQualifiedName().contentEquals("java.lang.Object") ? parent : null;
  }

  /** The fields of its objects, those of superclasses first. */
  static List<VariableElement> instanceFields(TypeElement element) {
    var lineage = new ArrayDeque<TypeElement>();
    for (TypeElement c = element; c != null; c = parent(c)) {
      lineage.push(c);
    }
    var fields = new ArrayList<VariableElement>();
    for (TypeElement c : lineage) {
      ElementFilter.fieldsIn(c.getEnclosedElements()).stream().filter(f -> !f.getModifiers().contains(Modifier.STATIC))
          .forEach(fields::add);
    }
    return fields;
  }

  /** The types of the fields in which a derivative may live. */
  static List<TypeMirror> active(TypeElement element) {
    return instanceFields(element).stream().filter(f -> !Annotated.has(f, "NonDifferentiable")).map(VariableElement::asType).toList();
  }

  private Parts.Tuple fields(TypeElement element) {
    var parts = new ArrayList<Parts.Part>();
    var names = new HashSet<String>();
    for (VariableElement field : instanceFields(element)) {
      if (!names.add(field.getSimpleName().toString())) {
        return null;
      }
      Parts.Part part = part(field);
      if (part != null) {
        parts.add(part);
      }
    }
    if (parts.stream().noneMatch(p -> p.parts() instanceof Parts.Cell) && compared.test(element)) {
      parts.add(new Parts.Part(IDENTITY, new Parts.Cell(new Parts.One(Type.BOOLEAN)), true));
    }
    return new Parts.Tuple(IrTypes.ref(element), parts, true);
  }

  /** Null for a field of a type that has no name in generated code: it is none of the parts. */
  private Parts.Part part(VariableElement field) {
    TypeMirror type = field.asType();
    boolean constant = Annotated.has(field, "NonDifferentiable");
    Parts content = constant || type.getKind() == TypeKind.ERROR ? null : contents.apply(type);
    if (type.getKind() == TypeKind.ERROR || content == null && ir.hidden(type, IrTypes.packageOf(field)) != null) {
      return null;
    }
    Parts parts = content == null ? new Parts.One(ir.of(type)) : content;
    boolean isPrivate = field.getModifiers().contains(Modifier.PRIVATE);
    Type.Ref owner = IrTypes.ref((TypeElement) field.getEnclosingElement());
    String name = field.getSimpleName().toString();
    return new Parts.Part(name, field.getModifiers().contains(Modifier.FINAL) ? parts : new Parts.Cell(parts), constant,
        isPrivate ? new Code.PrivateField(owner, name, ir.erased(type), false) : null);
  }

  /** What of a parameter cannot be taken apart where it comes from outside, for a message; null where all can. */
  static String outside(Parts parts) {
    if (parts instanceof Parts.Columns array && array.element() instanceof Parts.Tuple tuple && tuple.object()) {
      return tuple.parts().stream().map(Parts.Part::parts).map(p -> p instanceof Parts.Cell c ? c.content() : p)
          .allMatch(p -> p instanceof Parts.One one && !one.type().isDifferentiable() | one.type().isFloating()) ? null
          : "an array of objects with fields that hold arrays, records or objects (" + IrTypes.shortName(tuple.type()) + ")";
    }
    return inside(parts);
  }

  private static String inside(Parts parts) {
    return switch (parts) {
      case Parts.One p -> null;
      case Parts.Sum p -> "a field that holds a value of a sealed type (" + IrTypes.shortName(p.type()) + ")";
      case Parts.Columns p when Instances.isOfObjects(p) -> "an array of objects (" + IrTypes.shortName(p.type()) + ")";
      case Parts.Columns p -> null;
      case Parts.Cell p when p.content() instanceof Parts.Columns c -> "a field that holds an array of records ("
          + IrTypes.shortName(c.type()) + ")";
      case Parts.Cell p when p.content() instanceof Parts.Tuple t && t.object()
          && t.parts().stream().noneMatch(part -> part.parts() instanceof Parts.Cell) -> "a field that holds an object without fields "
          + "that can be assigned (" + IrTypes.shortName(t.type()) + ")";
      case Parts.Cell p -> inside(p.content());
      case Parts.Tuple p -> p.parts().stream().map(part -> inside(part.parts())).filter(Objects::nonNull).findFirst().orElse(null);
    };
  }
}
