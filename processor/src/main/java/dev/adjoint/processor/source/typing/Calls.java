package dev.adjoint.processor.source.typing;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Which method or constructor a call means (JLS 15.9.3, 15.12), and its type there. */
final class Calls {
  /**
   * A call's method, on the type through which it is found.
   *
   * @param created the class that a constructor makes, with its own type parameters under a diamond; null for a method
   */
  record Resolution(Members.Method method, TypeMirror site, boolean varargs, TypeMirror created, boolean diamond) {}

  private record Resolved(Env env, Resolution resolution) {}

  private final Model model;
  private final Members members;
  private final Imports imports;
  private final Names names;
  private final TypeNames typeNames;
  private final Overloads overloads;
  private final Inference inference;
  private final TypeElement enclosing;
  private final TypeMirror anonymous;
  private final Map<Tree, Resolved> resolved = new IdentityHashMap<>();

  Calls(Model model, Members members, Imports imports, Names names, TypeNames typeNames, Overloads overloads,
      Inference inference, TypeElement enclosing, TypeMirror anonymous) {
    this.model = model;
    this.members = members;
    this.imports = imports;
    this.names = names;
    this.typeNames = typeNames;
    this.overloads = overloads;
    this.inference = inference;
    this.enclosing = enclosing;
    this.anonymous = anonymous;
  }

  Resolution resolve(MethodInvocationTree call, Env env) {
    Resolved known = resolved.get(call);
    if (known == null || known.env() != env) {
      known = new Resolved(env, find(call, env));
      resolved.put(call, known);
    }
    return known.resolution();
  }

  Resolution resolve(NewClassTree creation, Env env) {
    Resolved known = resolved.get(creation);
    if (known == null || known.env() != env) {
      known = new Resolved(env, find(creation, env));
      resolved.put(creation, known);
    }
    return known.resolution();
  }

  static List<Argument> arguments(List<? extends ExpressionTree> trees, Env env) {
    return trees.stream().map(t -> Argument.of(t, env)).toList();
  }

  private Resolution find(MethodInvocationTree call, Env env) {
    List<Argument> arguments = arguments(call.getArguments(), env);
    Resolution found = switch (Argument.strip(call.getMethodSelect())) {
      case IdentifierTree name -> simple(call, name.getName().toString(), arguments);
      case MemberSelectTree select -> qualified(call, select, arguments, env);
      default -> null;
    };
    if (found == null) {
      throw TypingException.missing(call, "no applicable method");
    }
    return found;
  }

  private Resolution simple(Tree call, String name, List<Argument> arguments) {
    if (name.equals("this") || name.equals("super")) {
      TypeMirror site = name.equals("this") ? enclosing.asType() : enclosing.getSuperclass();
      return choose(members.constructors(site), site, arguments, call);
    }
    Resolution inherited = choose(members.inherited(name), anonymous, arguments, call);
    if (inherited != null) {
      return inherited;
    }
    for (TypeElement c = enclosing; c != null; c = Members.outer(c)) {
      Resolution found = choose(members.methods(c.asType(), name), c.asType(), arguments, call);
      if (found != null) {
        return found;
      }
    }
    Resolution found = imported(imports.staticOwners(name), name, arguments, call);
    return found != null ? found : imported(imports.staticOnDemandOwners(), name, arguments, call);
  }

  private Resolution imported(List<TypeElement> owners, String name, List<Argument> arguments, Tree call) {
    List<Members.Method> candidates = new ArrayList<>();
    for (TypeElement owner : owners) {
      for (Members.Method m : members.methods(owner.asType(), name)) {
        if (m.element().getModifiers().contains(Modifier.STATIC)
            && candidates.stream().noneMatch(c -> c.element().equals(m.element()))) {
          candidates.add(m);
        }
      }
    }
    return choose(candidates, enclosing.asType(), arguments, call);
  }

  private Resolution qualified(Tree call, MemberSelectTree select, List<Argument> arguments, Env env) {
    String name = select.getIdentifier().toString();
    ExpressionTree receiver = select.getExpression();
    TypeMirror site = switch (names.qualifier(receiver, env)) {
      case Symbol.TypeName(TypeMirror type) -> type;
      case Symbol.Super(TypeMirror type) -> type;
      case Symbol.PackageName part -> throw TypingException.missing(receiver, "no such name");
      case Symbol.LocalVar local -> names.site(receiver, env);
      case Symbol.Field field -> names.site(receiver, env);
      case Symbol.This self -> self.type();
      case null -> name.equals("super") ? null : names.site(receiver, env);
    };
    if (name.equals("super")) {
      TypeMirror parent = enclosing.getSuperclass();
      return choose(members.constructors(parent), parent, arguments, call);
    }
    if (Model.isErroneous(site)) {
      throw TypingException.missing(receiver, "no such type");
    }
    return choose(members.methods(site, name), site, arguments, call);
  }

  private Resolution choose(List<Members.Method> candidates, TypeMirror site, List<Argument> arguments, Tree call) {
    Overloads.Choice choice = candidates.isEmpty() ? null : overloads.choose(candidates, arguments, call);
    return choice == null ? null : new Resolution(choice.method(), site, choice.varargs(), null, false);
  }

  private Resolution find(NewClassTree creation, Env env) {
    boolean diamond = creation.getIdentifier() instanceof ParameterizedTypeTree p && p.getTypeArguments().isEmpty();
    TypeMirror written = written(creation, env);
    TypeElement element = Model.elementOf(written);
    TypeMirror created = diamond && element != null ? withParameters(creation, element, env) : written;
    if (element == null || Model.isErroneous(created)) {
      throw TypingException.missing(creation, "no such class");
    }
    TypeMirror site = element.getKind().isInterface() ? model.object() : created;
    List<Members.Method> constructors = members.constructors(site, creation.getClassBody() != null);
    Overloads.Choice choice = overloads.choose(constructors, arguments(creation.getArguments(), env), creation);
    if (choice == null) {
      throw TypingException.missing(creation, "no applicable constructor");
    }
    return new Resolution(choice.method(), site, choice.varargs(), created, diamond);
  }

  /** Under a diamond a class stands with its own type parameters, which are to be inferred. */
  private TypeMirror withParameters(NewClassTree creation, TypeElement element, Env env) {
    TypeMirror outer = creation.getEnclosingExpression() == null
        ? typeNames.implicitOuter(element)
        : names.site(creation.getEnclosingExpression(), env);
    return typeNames.instance(outer, element,
        element.getTypeParameters().stream().map(TypeParameterElement::asType).toArray(TypeMirror[]::new));
  }

  private TypeMirror written(NewClassTree creation, Env env) {
    if (creation.getEnclosingExpression() == null) {
      return typeNames.resolve(creation.getIdentifier());
    }
    Tree name = creation.getIdentifier() instanceof ParameterizedTypeTree p ? p.getType() : creation.getIdentifier();
    TypeMirror inner = typeNames.member(names.site(creation.getEnclosingExpression(), env), name.toString());
    if (inner == null) {
      throw TypingException.missing(creation, "no such inner class");
    }
    return creation.getIdentifier() instanceof ParameterizedTypeTree p && !p.getTypeArguments().isEmpty()
        ? typeNames.instance(names.site(creation.getEnclosingExpression(), env), Model.elementOf(inner),
            p.getTypeArguments().stream().map(typeNames::resolve).toArray(TypeMirror[]::new))
        : inner;
  }

  /** The type of the method at the call. */
  Signature signature(MethodInvocationTree call, Env env, TypeMirror target) {
    Resolution r = resolve(call, env);
    ExecutableElement element = r.method().element();
    ExecutableType type = r.method().type();
    TypeMirror result = element.getKind() == javax.lang.model.element.ElementKind.CONSTRUCTOR
        ? model.types.getNoType(TypeKind.VOID)
        : special(element, r.site(), type.getReturnType());
    List<? extends TypeParameterElement> parameters = parameters(element, type);
    if (parameters.isEmpty()) {
      return new Signature(List.copyOf(type.getParameterTypes()), result, List.copyOf(type.getThrownTypes()));
    }
    Substitution arguments = typeArguments(call, env, target);
    return new Signature(arguments.apply(type.getParameterTypes()), arguments.apply(result),
        arguments.apply(type.getThrownTypes()));
  }

  /** The type arguments of a generic method at a call; none for any other. */
  Substitution typeArguments(MethodInvocationTree call, Env env, TypeMirror target) {
    Resolution r = resolve(call, env);
    ExecutableType type = r.method().type();
    List<? extends TypeParameterElement> parameters = parameters(r.method().element(), type);
    if (!parameters.isEmpty() && call.getTypeArguments().isEmpty()) {
      List<Argument> actual = arguments(call.getArguments(), env);
      TypeMirror result = special(r.method().element(), r.site(), type.getReturnType());
      return inference.infer(parameters, Overloads.formals(type, r.varargs(), actual.size()), actual, result, target);
    }
    Map<Element, TypeMirror> map = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      map.put(parameters.get(i), typeNames.resolve(call.getTypeArguments().get(i)));
    }
    return new Substitution(model, map);
  }

  /** As a member of a raw type a method is not generic any more. */
  private static List<? extends TypeParameterElement> parameters(ExecutableElement element, ExecutableType type) {
    return type.getTypeVariables().isEmpty() ? List.of() : element.getTypeParameters();
  }

  /** The results that JLS 4.3.2 and 10.7 give to {@code getClass} and to the {@code clone} of an array. */
  private TypeMirror special(ExecutableElement element, TypeMirror site, TypeMirror result) {
    if (!element.getParameters().isEmpty() || !model.isObject(element.getEnclosingElement().asType())) {
      return result;
    }
    if (site.getKind() == TypeKind.ARRAY && element.getSimpleName().contentEquals("clone")) {
      return site;
    }
    return element.getSimpleName().contentEquals("getClass")
        ? model.declared("java.lang.Class", model.types.getWildcardType(model.types.erasure(model.upper(site)), null))
        : result;
  }

  /** The constructor's formal parameters and the type that is created. */
  Signature signature(NewClassTree creation, Env env, TypeMirror target) {
    Resolution r = resolve(creation, env);
    List<TypeParameterElement> parameters = new ArrayList<>(parameters(r.method().element(), r.method().type()));
    if (r.diamond()) {
      parameters.addAll(Model.elementOf(r.created()).getTypeParameters());
    }
    ExecutableType type = r.method().type();
    List<Argument> actual = arguments(creation.getArguments(), env);
    Substitution arguments = parameters.isEmpty()
        ? new Substitution(model, Map.of())
        : inference.infer(parameters, Overloads.formals(type, r.varargs(), actual.size()), actual, r.created(), target);
    return new Signature(arguments.apply(type.getParameterTypes()), arguments.apply(r.created()),
        List.copyOf(type.getThrownTypes()));
  }
}
