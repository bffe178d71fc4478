package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/**
 * Which types are taken apart, and how: records in which a derivative can live and that do not contain themselves, sealed interfaces
 * of such records, and arrays of them.
 */
final class Layouts {
  /** Records, and those that are their components. */
  private static final TypeGraph COMPONENTS = new TypeGraph(
      t -> t.getRecordComponents().stream().map(RecordComponentElement::asType).toList(), t -> t.getKind() == ElementKind.RECORD);

  private final Types types;
  private final IrTypes ir;
  private final ObjectLayouts objects;
  private final Map<String, Parts> known = new HashMap<>();
  private final Map<Type, DeclaredType> records = new HashMap<>();

  Layouts(Types types, IrTypes ir) {
    this.types = types;
    this.ir = ir;
    this.objects = new ObjectLayouts(this::apart, c -> false, ir);
  }

  /** How objects of exactly a class are taken apart where they are; null where they cannot be. */
  Parts.Tuple object(TypeMirror type) {
    return objects.of(type);
  }

  /** Whether a class whose objects can be taken apart has no name in generated code. */
  boolean isHiddenObject(Type.Ref type, PackageElement home) {
    return objects.isHidden(type, home);
  }

  /** How values of a type are taken apart, objects and arrays of them included; null where they are not. */
  Parts apart(TypeMirror type) {
    Parts record = of(type);
    if (record != null) {
      return record;
    }
    if (type.getKind() != TypeKind.ARRAY) {
      return object(type);
    }
    Parts element = apart(((ArrayType) type).getComponentType());
    return element == null ? null : new Parts.Columns(ir.of(type), element, false);
  }

  /** How values of a type are taken apart; null where they are not. */
  Parts of(TypeMirror type) {
    return switch (type.getKind()) {
      case ARRAY -> {
        Parts element = of(((ArrayType) type).getComponentType());
        yield element == null ? null : new Parts.Columns(ir.of(type), element, false);
      }
      case DECLARED -> Sealed.is(type) ? sum((DeclaredType) type) : tuple((DeclaredType) type);
      // records are final: what extends one is one, and what extends a sealed interface one of its records
      case TYPEVAR -> ((TypeVariable) type).getUpperBound().getKind() == TypeKind.DECLARED ? of(((TypeVariable) type).getUpperBound()) : null;
      default -> null;
    };
  }

  /**
   * How a list is taken apart whose elements are numbers, tensors, arrays or records in which a derivative can live; null for any other
   * type. Whether a certain list is depends on what is done with it.
   *
   * @see Signatures#parts
   * @see Lists
   */
  Parts.Columns ofList(TypeMirror type) {
    TypeMirror argument = elementOfList(type);
    if (argument == null || argument.getKind() == TypeKind.TYPEVAR || argument.getKind() == TypeKind.ERROR) {
      return null;
    }
    Parts element = of(argument);
    if (element == null) {
      Type inner = Conversions.unboxed(ir.of(argument));
      element = inner.canBeActive() ? new Parts.One(inner) : null;
    }
    return element == null ? null : new Parts.Columns(ir.of(type), element, true);
  }

  /** The type of a list's elements, null for a type that is no {@code java.util.List} of something. */
  static TypeMirror elementOfList(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED || ((DeclaredType) type).getTypeArguments().size() != 1
        || !((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().contentEquals("java.util.List")) {
      return null;
    }
    TypeMirror argument = ((DeclaredType) type).getTypeArguments().getFirst();
    return argument instanceof WildcardType w ? w.getExtendsBound() : argument;
  }

  /** A sealed interface whose classes are records and enums, one of which has numbers; null for any other. */
  private Parts sum(DeclaredType type) {
    String name = type.toString();
    if (!known.containsKey(name)) {
      List<TypeElement> classes = Sealed.finite((TypeElement) type.asElement());
      var cases = new ArrayList<Parts.Case>();
      for (TypeElement c : classes) {
        Parts parts = c.getKind() == ElementKind.ENUM ? new Parts.One(ir.of(c.asType()))
            : COMPONENTS.isRecursive(c) ? null : components((DeclaredType) c.asType(), c);
        if (parts == null) {
          cases.clear();
          break;
        }
        cases.add(new Parts.Case(Sealed.name(c, classes), parts));
      }
      var sum = cases.isEmpty() ? null : new Parts.Sum((Type.Ref) ir.of(type), cases);
      known.put(name, sum != null && sum.isDifferentiable() ? sum : null);
    }
    return known.get(name);
  }

  /** The type arguments of a record, by its type parameters. */
  static Map<Element, TypeMirror> arguments(DeclaredType type) {
    var bindings = new HashMap<Element, TypeMirror>();
    List<? extends Element> parameters = ((TypeElement) type.asElement()).getTypeParameters();
    for (int i = 0; i < type.getTypeArguments().size(); i++) {
      bindings.put(parameters.get(i), type.getTypeArguments().get(i));
    }
    return bindings;
  }

  /** The record of whose values these are the parts, with its type arguments; null where no such record was taken apart. */
  DeclaredType record(Parts parts) {
    return records.get(parts.type());
  }

  private Parts tuple(DeclaredType type) {
    var element = (TypeElement) type.asElement();
    if (element.getKind() != ElementKind.RECORD || COMPONENTS.isRecursive(element)) {
      return null;
    }
    String name = type.toString();
    if (!known.containsKey(name)) {
      Parts.Tuple tuple = components(type, element);
      known.put(name, tuple != null && tuple.isDifferentiable() ? tuple : null);
      records.putIfAbsent(ir.of(type), type);
    }
    return known.get(name);
  }

  private Parts.Tuple components(DeclaredType type, TypeElement element) {
    var parts = new ArrayList<Parts.Part>();
    for (RecordComponentElement c : element.getRecordComponents()) {
      TypeMirror declared = types.asMemberOf(type, c);
      if (declared.getKind() == TypeKind.ERROR) {
        return null;
      }
      Parts part = of(declared);
      Type own = ir.of(declared);
      // a number in a box is a number, with its null check
      Type one = Conversions.unboxed(own).isFloating() && !Annotated.has(c, "NonDifferentiable") ? Conversions.unboxed(own) : own;
      parts.add(new Parts.Part(c.getSimpleName().toString(), part == null ? new Parts.One(one) : part,
          Annotated.has(c, "NonDifferentiable")));
    }
    return new Parts.Tuple((Type.Ref) ir.of(type), parts);
  }
}
