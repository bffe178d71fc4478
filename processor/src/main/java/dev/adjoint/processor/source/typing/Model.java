package dev.adjoint.processor.source.typing;

import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The compiler's {@code Types} and {@code Elements}, and the questions about single types that they leave open. */
final class Model {
  final Types types;
  final Elements elements;

  private final TypeMirror object;
  private final TypeMirror string;

  Model(Types types, Elements elements) {
    this.types = types;
    this.elements = elements;
    this.object = declared("java.lang.Object");
    this.string = declared("java.lang.String");
  }

  TypeMirror object() {
    return object;
  }

  TypeMirror string() {
    return string;
  }

  PrimitiveType primitive(TypeKind kind) {
    return types.getPrimitiveType(kind);
  }

  TypeMirror declared(String name) {
    return types.getDeclaredType(elements.getTypeElement(name));
  }

  DeclaredType declared(String name, TypeMirror argument) {
    return types.getDeclaredType(elements.getTypeElement(name), argument);
  }

  boolean isString(TypeMirror t) {
    return t.getKind() == TypeKind.DECLARED && types.isSameType(t, string);
  }

  boolean isObject(TypeMirror t) {
    return t.getKind() == TypeKind.DECLARED && types.isSameType(t, object);
  }

  /** Subtyping and method invocation conversions that neither box nor unbox (JLS 5.3, strict). */
  boolean strictlyConvertible(TypeMirror from, TypeMirror to) {
    if (from.getKind().isPrimitive() != to.getKind().isPrimitive()) {
      return false;
    }
    return from.getKind().isPrimitive() ? types.isSubtype(from, to) : types.isAssignable(from, to);
  }

  /** Loose invocation conversions (JLS 5.3): boxing and unboxing too, never the narrowing of a constant. */
  boolean looselyConvertible(TypeMirror from, TypeMirror to) {
    if (to.getKind().isPrimitive() && !from.getKind().isPrimitive()) {
      TypeMirror primitive = unboxed(from);
      return primitive.getKind().isPrimitive() && types.isSubtype(primitive, to);
    }
    if (from.getKind().isPrimitive() && !to.getKind().isPrimitive()) {
      return types.isSubtype(boxed(from), to);
    }
    return strictlyConvertible(from, to);
  }

  boolean isBoxed(TypeMirror t) {
    return !t.getKind().isPrimitive() && unboxed(t).getKind().isPrimitive();
  }

  TypeMirror unboxed(TypeMirror type) {
    TypeMirror t = upper(type);
    if (t.getKind() != TypeKind.DECLARED) {
      return type;
    }
    var element = (TypeElement) ((DeclaredType) t).asElement();
    return switch (element.getQualifiedName().toString()) {
      case "java.lang.Double" -> primitive(TypeKind.DOUBLE);
      case "java.lang.Float" -> primitive(TypeKind.FLOAT);
      case "java.lang.Long" -> primitive(TypeKind.LONG);
      case "java.lang.Integer" -> primitive(TypeKind.INT);
      case "java.lang.Short" -> primitive(TypeKind.SHORT);
      case "java.lang.Byte" -> primitive(TypeKind.BYTE);
      case "java.lang.Character" -> primitive(TypeKind.CHAR);
      case "java.lang.Boolean" -> primitive(TypeKind.BOOLEAN);
      default -> type;
    };
  }

  TypeMirror boxed(TypeMirror t) {
    return t.getKind().isPrimitive() ? types.boxedClass((PrimitiveType) t).asType() : t;
  }

  /** The type whose members an expression of type {@code t} has: the bound of a variable or wildcard. */
  TypeMirror upper(TypeMirror t) {
    return switch (t.getKind()) {
      case TYPEVAR -> upper(((TypeVariable) t).getUpperBound());
      case WILDCARD -> {
        TypeMirror bound = ((WildcardType) t).getExtendsBound();
        yield bound == null ? object : upper(bound);
      }
      default -> t;
    };
  }

  /** The bounds of an intersection, or the type itself. */
  List<? extends TypeMirror> parts(TypeMirror t) {
    TypeMirror bound = upper(t);
    return bound.getKind() == TypeKind.INTERSECTION ? ((IntersectionType) bound).getBounds() : List.of(bound);
  }

  /** The class of a declared type, or null. */
  static TypeElement elementOf(TypeMirror t) {
    return t instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element ? element : null;
  }

  static TypeMirror componentOf(TypeMirror t) {
    return t instanceof ArrayType array ? array.getComponentType() : null;
  }

  /** Whether a generic class is named without its arguments. */
  static boolean isRaw(TypeMirror t) {
    TypeElement element = elementOf(t);
    return element != null && !element.getTypeParameters().isEmpty()
        && ((DeclaredType) t).getTypeArguments().isEmpty();
  }

  /** Whether a class or one around it has type arguments. */
  static boolean isParameterized(TypeMirror t) {
    return t instanceof DeclaredType declared
        && (!declared.getTypeArguments().isEmpty() || isParameterized(declared.getEnclosingType()));
  }

  /** Whether some part of the type does not exist yet. */
  static boolean isErroneous(TypeMirror t) {
    return switch (t.getKind()) {
      case ERROR -> true;
      case ARRAY -> isErroneous(((ArrayType) t).getComponentType());
      case DECLARED -> ((DeclaredType) t).getTypeArguments().stream().anyMatch(Model::isErroneous);
      default -> false;
    };
  }
}
