package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/** javac's types and elements as the intermediate representation and the messages name them. */
final class IrTypes {
  private static final Type.Ref OBJECT = Type.Ref.of("java.lang", "Object");

  private final Types types;

  IrTypes(Types types) {
    this.types = types;
  }

  /** The type as generated code can name it: a type variable by its bound, {@code null}'s type as Object. */
  Type of(TypeMirror type) {
    return of(type, 0);
  }

  private Type of(TypeMirror type, int depth) {
    return switch (type.getKind()) {
      case BOOLEAN -> Type.BOOLEAN;
      case BYTE -> Type.Primitive.BYTE;
      case SHORT -> Type.Primitive.SHORT;
      case CHAR -> Type.Primitive.CHAR;
      case INT -> Type.INT;
      case LONG -> Type.LONG;
      case FLOAT -> Type.FLOAT;
      case DOUBLE -> Type.DOUBLE;
      case ARRAY -> of(((ArrayType) type).getComponentType(), depth).array();
      case DECLARED -> declared((DeclaredType) type, depth);
      case TYPEVAR -> depth > 4 ? OBJECT : of(((TypeVariable) type).getUpperBound(), depth + 1);
      case INTERSECTION -> of(((IntersectionType) type).getBounds().getFirst(), depth);
      case WILDCARD -> wildcard((WildcardType) type, depth);
      case NULL -> OBJECT;
      // Not generated yet, or a mistake that javac reports: keys and messages name it, values of it are refused.
      case ERROR -> Type.Ref.of("", type.toString());
      default -> throw new IllegalArgumentException("no value has the type " + type + " (" + type.getKind() + ")");
    };
  }

  private Type declared(DeclaredType type, int depth) {
    Type.Ref raw = ref((TypeElement) type.asElement());
    List<Type> arguments = depth > 4 ? List.of()
        : type.getTypeArguments().stream().map(a -> argument(a, depth + 1)).toList();
    return new Type.Ref(raw.pkg(), raw.names(), arguments);
  }

  /** A type variable, captured or not, is a wildcard where it is an argument: the generated method does not have it. */
  private Type argument(TypeMirror type, int depth) {
    if (type.getKind() == TypeKind.TYPEVAR) {
      Type bound = of(((TypeVariable) type).getUpperBound(), depth);
      return new Type.Wildcard(bound.equals(OBJECT) ? null : bound, null);
    }
    return of(type, depth);
  }

  private Type wildcard(WildcardType type, int depth) {
    return new Type.Wildcard(type.getExtendsBound() == null ? null : of(type.getExtendsBound(), depth + 1),
        type.getSuperBound() == null ? null : of(type.getSuperBound(), depth + 1));
  }

  /** The erased class. */
  static Type.Ref ref(TypeElement element) {
    var names = new ArrayList<String>();
    Element e = element;
    for (; !(e instanceof PackageElement); e = e.getEnclosingElement()) {
      if (e instanceof TypeElement) {
        names.addFirst(e.getSimpleName().toString());
      }
    }
    return new Type.Ref(((PackageElement) e).getQualifiedName().toString(), names, List.of());
  }

  /** The class that the processor writes for a class: its names joined by underscores. */
  static Type.Ref derivatives(Type.Ref owner) {
    return Type.Ref.of(owner.pkg(), String.join("_", owner.names()) + "Derivatives");
  }

  Type erased(TypeMirror type) {
    return of(types.erasure(type));
  }

  /** {@code pkg.C#f(double[],int)}. */
  String key(ExecutableElement method) {
    return ref((TypeElement) method.getEnclosingElement()).qualifiedName() + "#" + method.getSimpleName()
        + method.getParameters().stream().map(p -> erased(p.asType()).toString()).collect(Collectors.joining(",", "(", ")"));
  }

  /** {@code C.f(double[], int)}, for messages. */
  String readable(ExecutableElement method) {
    String owner = String.join(".", ref((TypeElement) method.getEnclosingElement()).names());
    String name = method.getKind() == ElementKind.CONSTRUCTOR ? "new " + owner : owner + "." + method.getSimpleName();
    return name + method.getParameters().stream().map(p -> shortName(erased(p.asType())))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static String shortName(Type type) {
    return switch (type) {
      case Type.Primitive p -> p.toString();
      case Type.Array a -> shortName(a.element()) + "[]";
      case Type.Ref r -> String.join(".", r.names());
      case Type.Wildcard w -> w.toString();
    };
  }

  static TypeElement outermost(Element element) {
    TypeElement found = null;
    for (Element e = element; e != null && !(e instanceof PackageElement); e = e.getEnclosingElement()) {
      if (e instanceof TypeElement t) {
        found = t;
      }
    }
    return found;
  }

  static PackageElement packageOf(Element element) {
    Element e = element;
    while (!(e instanceof PackageElement)) {
      e = e.getEnclosingElement();
    }
    return (PackageElement) e;
  }

  /** Whether a static method of another class in {@code from} can name the element. */
  static boolean accessible(Element element, PackageElement from) {
    boolean samePackage = packageOf(element).equals(from);
    for (Element e = element; !(e instanceof PackageElement); e = e.getEnclosingElement()) {
      boolean interfaceMember = e.getEnclosingElement().getKind().isInterface();
      boolean seen = e.getModifiers().contains(Modifier.PUBLIC) || interfaceMember
          || samePackage && !e.getModifiers().contains(Modifier.PRIVATE);
      if (!seen) {
        return false;
      }
    }
    return true;
  }

  /** Whether generated code in {@code from} cannot name a class. */
  boolean hiddenRef(Type.Ref type, javax.lang.model.util.Elements elements, PackageElement from) {
    TypeElement element = elements.getTypeElement(type.qualifiedName());
    return element == null || hidden(types.getDeclaredType(element), from) != null;
  }

  /** The first class in a type that generated code in {@code from} cannot name, or null. */
  TypeElement hidden(TypeMirror type, PackageElement from) {
    return switch (type.getKind()) {
      case ARRAY -> hidden(((ArrayType) type).getComponentType(), from);
      case DECLARED -> {
        var element = (TypeElement) ((DeclaredType) type).asElement();
        boolean nameable = element.getNestingKind() != javax.lang.model.element.NestingKind.LOCAL
            && element.getNestingKind() != javax.lang.model.element.NestingKind.ANONYMOUS;
        if (!nameable || !accessible(element, from)) {
          yield element;
        }
        for (TypeMirror argument : ((DeclaredType) type).getTypeArguments()) {
          TypeElement found = argument.getKind() == TypeKind.DECLARED ? hidden(argument, from) : null;
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
      default -> null;
    };
  }
}
