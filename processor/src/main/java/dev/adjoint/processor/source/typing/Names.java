package dev.adjoint.processor.source.typing;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The meaning of names in expressions (JLS 6.4.2, 6.5): a variable before a type, a type before a package; locals before
 * fields, inner classes before outer ones, members before static imports.
 */
final class Names {
  private final Typing typing;
  private final Model model;
  private final Members members;
  private final Imports imports;
  private final TypeNames typeNames;
  private final TypeElement enclosing;
  private final TypeMirror anonymous;

  Names(Typing typing, Model model, Members members, Imports imports, TypeNames typeNames, TypeElement enclosing,
      TypeMirror anonymous) {
    this.typing = typing;
    this.model = model;
    this.members = members;
    this.imports = imports;
    this.typeNames = typeNames;
    this.enclosing = enclosing;
    this.anonymous = anonymous;
  }

  Symbol symbolOf(ExpressionTree e, Env env) {
    Symbol symbol = switch (e) {
      case IdentifierTree identifier -> simple(identifier.getName().toString(), env);
      case MemberSelectTree select -> member(select, env);
      default -> throw TypingException.unknown(e, "not a name");
    };
    if (symbol == null) {
      throw TypingException.missing(e, "no such name");
    }
    return symbol;
  }

  private Symbol simple(String name, Env env) {
    if (name.equals("this")) {
      return new Symbol.This(anonymous != null ? anonymous : enclosing.asType());
    }
    if (name.equals("super")) {
      return new Symbol.Super(anonymous != null ? anonymous : enclosing.getSuperclass());
    }
    Local local = env.lookup(name);
    if (local != null) {
      return new Symbol.LocalVar(local);
    }
    VariableElement inherited = members.inheritedField(name);
    if (inherited != null) {
      return new Symbol.Field(inherited, members.memberType(anonymous, inherited), false);
    }
    for (TypeElement c = enclosing; c != null; c = Members.outer(c)) {
      Symbol field = field(c.asType(), name);
      if (field != null) {
        return field;
      }
    }
    Symbol imported = staticField(imports.staticOwners(name), name);
    if (imported == null) {
      imported = staticField(imports.staticOnDemandOwners(), name);
    }
    if (imported != null) {
      return imported;
    }
    TypeMirror type = typeNames.simple(name);
    return type != null ? new Symbol.TypeName(type) : new Symbol.PackageName(name);
  }

  private Symbol staticField(List<TypeElement> owners, String name) {
    for (TypeElement owner : owners) {
      VariableElement field = members.field(owner.asType(), name);
      if (field != null && field.getModifiers().contains(Modifier.STATIC)) {
        return new Symbol.Field(field, field.asType(), false);
      }
    }
    return null;
  }

  /** The field of that name as a member of the type, or null. */
  Symbol.Field field(TypeMirror site, String name) {
    if (site.getKind() == TypeKind.ARRAY) {
      return name.equals("length") ? new Symbol.Field(null, model.primitive(TypeKind.INT), true) : null;
    }
    VariableElement field = members.field(site, name);
    return field == null ? null : new Symbol.Field(field, members.memberType(site, field), false);
  }

  private Symbol member(MemberSelectTree select, Env env) {
    String name = select.getIdentifier().toString();
    return switch (qualifier(select.getExpression(), env)) {
      case Symbol.PackageName(String prefix) -> inPackage(prefix + "." + name);
      case Symbol.TypeName(TypeMirror type) -> inType(type, name);
      case Symbol.Super(TypeMirror type) -> field(type, name);
      case null -> field(site(select.getExpression(), env), name);
      case Symbol.LocalVar local -> field(site(select.getExpression(), env), name);
      case Symbol.Field field -> field(site(select.getExpression(), env), name);
      case Symbol.This self -> field(self.type(), name);
    };
  }

  /** What the part before a dot means where it is a name; null where it is another expression. */
  Symbol qualifier(ExpressionTree e, Env env) {
    boolean name = e instanceof IdentifierTree
        || e instanceof MemberSelectTree select && !select.getIdentifier().contentEquals("class");
    if (name) {
      return symbolOf(e, env);
    }
    boolean type = e.getKind() == Tree.Kind.PARAMETERIZED_TYPE || e.getKind() == Tree.Kind.ARRAY_TYPE
        || e.getKind() == Tree.Kind.PRIMITIVE_TYPE || e.getKind() == Tree.Kind.ANNOTATED_TYPE;
    return type ? new Symbol.TypeName(typeNames.resolve(e)) : null;
  }

  /** The type whose members follow a dot: wildcards are captured (JLS 6.5.6.2, 15.11.1). */
  TypeMirror site(ExpressionTree e, Env env) {
    TypeMirror type = typing.typeOf(e, env);
    return type.getKind() == TypeKind.DECLARED ? model.types.capture(type) : type;
  }

  private Symbol inPackage(String name) {
    TypeElement type = imports.byCanonicalName(name);
    return type != null ? new Symbol.TypeName(model.types.getDeclaredType(type)) : new Symbol.PackageName(name);
  }

  private Symbol inType(TypeMirror type, String name) {
    if (name.equals("this")) {
      return new Symbol.This(Model.elementOf(type).asType());
    }
    if (name.equals("super")) {
      return new Symbol.Super(superOf(type));
    }
    Symbol field = field(type, name);
    if (field != null) {
      return field;
    }
    TypeMirror member = typeNames.member(type, name);
    return member == null ? null : new Symbol.TypeName(member);
  }

  /** {@code Interface.super} is the direct superinterface itself, {@code Outer.super} the superclass of an outer class. */
  private TypeMirror superOf(TypeMirror type) {
    TypeElement named = Model.elementOf(type);
    for (TypeMirror parent : enclosing.getInterfaces()) {
      if (named.equals(Model.elementOf(parent))) {
        return parent;
      }
    }
    return named.getSuperclass();
  }

  /** An enum constant is named simply in a {@code case} label; any other label is an expression. */
  Symbol caseLabel(ExpressionTree label, TypeMirror selector, Env env) {
    if (label instanceof IdentifierTree identifier && selector instanceof DeclaredType declared
        && declared.asElement().getKind() == javax.lang.model.element.ElementKind.ENUM) {
      Symbol constant = field(selector, identifier.getName().toString());
      if (constant != null) {
        return constant;
      }
    }
    return symbolOf(label, env);
  }
}
