package dev.adjoint.processor.source.typing;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WildcardTree;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The meaning of types as they are written (JLS 6.5.5). Classes declared inside a body are not known here. */
final class TypeNames {
  private final Model model;
  private final Supertypes supertypes;
  private final Members members;
  private final Imports imports;
  private final TypeElement enclosing;
  private final ExecutableElement method;

  /**
   * @param method whose type parameters are in scope, or null
   */
  TypeNames(Model model, Supertypes supertypes, Members members, Imports imports, TypeElement enclosing,
      ExecutableElement method) {
    this.model = model;
    this.supertypes = supertypes;
    this.members = members;
    this.imports = imports;
    this.enclosing = enclosing;
    this.method = method;
  }

  /** The type, or null for {@code var}. */
  TypeMirror resolve(Tree tree) {
    return switch (tree) {
      case null -> null;
      case PrimitiveTypeTree primitive -> primitive.getPrimitiveTypeKind() == TypeKind.VOID
          ? model.types.getNoType(TypeKind.VOID)
          : model.primitive(primitive.getPrimitiveTypeKind());
      case ArrayTypeTree array -> model.types.getArrayType(resolve(array.getType()));
      case AnnotatedTypeTree annotated -> resolve(annotated.getUnderlyingType());
      case ParameterizedTypeTree parameterized -> parameterized(parameterized);
      case WildcardTree wildcard -> wildcard(wildcard);
      case IdentifierTree name -> name.getName().contentEquals("var") && simple("var") == null
          ? null
          : found(tree, simple(name.getName().toString()));
      case MemberSelectTree select -> found(tree, qualified(select));
      default -> throw TypingException.unknown(tree, "not a type");
    };
  }

  private static TypeMirror found(Tree tree, TypeMirror type) {
    if (type == null) {
      throw TypingException.missing(tree, "no such type");
    }
    return type;
  }

  /** The type that a simple name means, or null. */
  TypeMirror simple(String name) {
    if (method != null) {
      TypeMirror parameter = parameter(method.getTypeParameters(), name);
      if (parameter != null) {
        return parameter;
      }
    }
    boolean instance = method == null || !method.getModifiers().contains(Modifier.STATIC);
    for (TypeElement c = enclosing; c != null; c = Members.outer(c)) {
      TypeMirror parameter = parameter(c.getTypeParameters(), name);
      if (parameter != null && instance) {
        return parameter;
      }
      if (c.getSimpleName().contentEquals(name)) {
        return asWritten(c);
      }
      TypeElement member = members.type(c, name);
      if (member != null) {
        DeclaredType outer = member.getTypeParameters().isEmpty() ? implicitOuter(member) : null;
        return outer == null ? asWritten(member) : model.types.getDeclaredType(outer, member);
      }
      instance &= !c.getModifiers().contains(Modifier.STATIC);
    }
    TypeElement imported = imports.type(name, members);
    return imported == null ? null : asWritten(imported);
  }

  private static TypeMirror parameter(List<? extends TypeParameterElement> parameters, String name) {
    for (TypeParameterElement p : parameters) {
      if (p.getSimpleName().contentEquals(name)) {
        return p.asType();
      }
    }
    return null;
  }

  private TypeMirror qualified(MemberSelectTree select) {
    String name = select.getIdentifier().toString();
    Tree qualifier = select.getExpression();
    TypeMirror outer = qualifier(qualifier);
    if (outer == null) {
      TypeElement element = imports.byCanonicalName(select.toString());
      return element == null ? null : asWritten(element);
    }
    return member(outer, name);
  }

  /** The type before a dot, or null where a package stands there. */
  private TypeMirror qualifier(Tree tree) {
    return switch (tree) {
      case IdentifierTree first -> simple(first.getName().toString());
      case MemberSelectTree inner -> qualified(inner);
      default -> resolve(tree);
    };
  }

  /** The member class of a type, or null. */
  TypeMirror member(TypeMirror outer, String name) {
    TypeElement owner = Model.elementOf(outer);
    TypeElement element = owner == null ? null : members.type(owner, name);
    if (element == null) {
      return null;
    }
    return element.getTypeParameters().isEmpty() ? instance(outer, element) : asWritten(element);
  }

  private static boolean isInner(TypeElement element) {
    return !element.getModifiers().contains(Modifier.STATIC) && element.getKind() == ElementKind.CLASS;
  }

  /** A class with its arguments, within a parameterized instance of its outer class if it has one; {@code outer} may be null. */
  TypeMirror instance(TypeMirror outer, TypeElement element, TypeMirror... arguments) {
    DeclaredType around = outer == null ? null : supertypes.asSuper(outer, Members.outer(element));
    return isInner(element) && Model.isParameterized(around)
        ? model.types.getDeclaredType(around, element, arguments)
        : arguments.length == 0 ? element.asType() : model.types.getDeclaredType(element, arguments);
  }

  /** The instance around an inner class that is named simply, as the class that is read inherits it; or null. */
  DeclaredType implicitOuter(TypeElement element) {
    TypeElement owner = Members.outer(element);
    if (!isInner(element) || owner == null || owner.getTypeParameters().isEmpty()) {
      return null;
    }
    for (TypeElement c = enclosing; c != null; c = Members.outer(c)) {
      DeclaredType outer = supertypes.asSuper(c.asType(), owner);
      if (outer != null) {
        return Model.isParameterized(outer) ? outer : null;
      }
    }
    return null;
  }

  /** A class named without arguments: raw where it is generic, but an inner class keeps its outer's parameters. */
  private TypeMirror asWritten(TypeElement element) {
    return element.getTypeParameters().isEmpty() ? element.asType() : model.types.getDeclaredType(element);
  }

  private TypeMirror parameterized(ParameterizedTypeTree tree) {
    TypeMirror base = resolve(tree.getType());
    TypeElement element = Model.elementOf(base);
    if (tree.getTypeArguments().isEmpty()) {
      return base;
    }
    TypeMirror[] arguments = tree.getTypeArguments().stream().map(this::resolve).toArray(TypeMirror[]::new);
    if (element == null || element.getTypeParameters().size() != arguments.length) {
      throw TypingException.missing(tree, "wrong number of type arguments");
    }
    TypeMirror outer = tree.getType() instanceof MemberSelectTree select
        ? qualifier(select.getExpression())
        : implicitOuter(element);
    return instance(outer, element, arguments);
  }

  private TypeMirror wildcard(WildcardTree tree) {
    return switch (tree.getKind()) {
      case EXTENDS_WILDCARD -> model.types.getWildcardType(resolve(tree.getBound()), null);
      case SUPER_WILDCARD -> model.types.getWildcardType(null, resolve(tree.getBound()));
      default -> model.types.getWildcardType(null, null);
    };
  }
}
