package dev.adjoint.processor.source.typing;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** What a method reference refers to, given the parameter types of its function type (JLS 15.13.1). */
final class References {
  private final Model model;
  private final Members members;
  private final Names names;
  private final Overloads overloads;
  private final Inference inference;

  References(Model model, Members members, Names names, Overloads overloads, Inference inference) {
    this.model = model;
    this.members = members;
    this.names = names;
    this.overloads = overloads;
    this.inference = inference;
  }

  /** The class before {@code ::}, or null where an expression stands there. */
  private TypeMirror typeBefore(MemberReferenceTree reference, Env env) {
    ExpressionTree qualifier = reference.getQualifierExpression();
    return names.qualifier(qualifier, env) instanceof Symbol.TypeName(TypeMirror type) ? type : null;
  }

  /** The class whose instance is the first parameter: {@code Type::method} without a static method of {@code n}; or null. */
  TypeMirror receiver(MemberReferenceTree reference, Env env, int n) {
    TypeMirror type = typeBefore(reference, env);
    if (type == null || reference.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
      return null;
    }
    List<Members.Method> found = members.methods(type, reference.getName().toString());
    return found.stream().anyMatch(m -> !isStatic(m) && m.element().getParameters().size() == n - 1)
        && found.stream().noneMatch(m -> isStatic(m) && m.element().getParameters().size() == n) ? type : null;
  }

  /** Whether some method that may be meant takes {@code n} arguments, its receiver counted where it is the first one. */
  boolean fits(MemberReferenceTree reference, Env env, int n) {
    TypeMirror type = typeBefore(reference, env);
    if (reference.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
      return type == null || type.getKind() == TypeKind.ARRAY
          ? n == 1
          : members.constructors(type).stream().anyMatch(m -> takes(m, n));
    }
    String name = reference.getName().toString();
    if (type != null) {
      return members.methods(type, name).stream().anyMatch(m -> takes(m, isStatic(m) ? n : n - 1));
    }
    TypeMirror site = siteBefore(reference, env);
    return members.methods(site, name).stream().anyMatch(m -> takes(m, n));
  }

  private static boolean takes(Members.Method m, int n) {
    int arity = m.element().getParameters().size();
    return m.element().isVarArgs() ? n >= arity - 1 : n == arity;
  }

  private TypeMirror siteBefore(MemberReferenceTree reference, Env env) {
    return names.qualifier(reference.getQualifierExpression(), env) instanceof Symbol.Super(TypeMirror parent)
        ? parent
        : names.site(reference.getQualifierExpression(), env);
  }

  private static boolean isStatic(Members.Method m) {
    return m.element().getModifiers().contains(Modifier.STATIC);
  }

  /** The result type of what is referred to, or null where it cannot be told. */
  TypeMirror result(MemberReferenceTree reference, List<TypeMirror> parameters, Env env) {
    Referent referent = referent(reference, parameters, env);
    return referent == null ? null : referent.result();
  }

  /** What is referred to, or null where it cannot be told. */
  Referent referent(MemberReferenceTree reference, List<TypeMirror> parameters, Env env) {
    TypeMirror type = typeBefore(reference, env);
    List<Argument> all = parameters.stream().map(Argument::of).toList();
    if (reference.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
      TypeMirror created = created(type, all, reference);
      Overloads.Choice constructor = created != null && created.getKind() == TypeKind.DECLARED
          ? overloads.choose(members.constructors(created), all, reference) : null;
      return created == null ? null : new Referent(Referent.Kind.CREATION, constructor == null ? null : constructor.method().element(), created,
          constructor != null && constructor.varargs());
    }
    String name = reference.getName().toString();
    if (type == null) {
      TypeMirror site = siteBefore(reference, env);
      return referent(Referent.Kind.BOUND, overloads.choose(members.methods(site, name), all, reference), all, site);
    }
    List<Members.Method> statics = members.methods(type, name).stream().filter(References::isStatic).toList();
    Overloads.Choice choice = overloads.choose(statics, all, reference);
    if (choice != null || parameters.isEmpty()) {
      return referent(Referent.Kind.STATIC, choice, all, type);
    }
    TypeMirror receiver = parameters.getFirst();
    TypeMirror site = Model.isRaw(type) || !(type.getKind() == TypeKind.DECLARED) ? receiver : type;
    List<Members.Method> instances = members.methods(site, name).stream().filter(m -> !isStatic(m)).toList();
    List<Argument> rest = all.subList(1, all.size());
    return referent(Referent.Kind.RECEIVER_FIRST, overloads.choose(instances, rest, reference), rest, site);
  }

  private Referent referent(Referent.Kind kind, Overloads.Choice choice, List<Argument> arguments, TypeMirror site) {
    return choice == null ? null
        : new Referent(kind, choice.method().element(), result(choice, arguments, site), choice.varargs());
  }

  private TypeMirror result(Overloads.Choice choice, List<Argument> arguments, TypeMirror site) {
    var type = choice.method().type();
    if (site.getKind() == TypeKind.ARRAY && choice.method().element().getSimpleName().contentEquals("clone")) {
      return site;
    }
    return type.getTypeVariables().isEmpty()
        ? type.getReturnType()
        : inference.infer(choice.method().element().getTypeParameters(),
            Overloads.formals(type, choice.varargs(), arguments.size()), arguments, type.getReturnType(), null)
            .apply(type.getReturnType());
  }

  private TypeMirror created(TypeMirror type, List<Argument> arguments, MemberReferenceTree reference) {
    if (type == null || type.getKind() == TypeKind.ARRAY || !Model.isRaw(type)) {
      return type;
    }
    TypeElement element = Model.elementOf(type);
    Overloads.Choice choice = overloads.choose(members.constructors(element.asType()), arguments, reference);
    return choice == null
        ? new Substitution(model, Map.of()).apply(type)
        : inference.infer(element.getTypeParameters(),
            Overloads.formals(choice.method().type(), choice.varargs(), arguments.size()), arguments, element.asType(), null)
            .apply(element.asType());
  }
}
