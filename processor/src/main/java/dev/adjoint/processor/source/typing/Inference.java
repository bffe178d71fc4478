package dev.adjoint.processor.source.typing;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import java.util.List;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/**
 * The type arguments of a generic call (JLS 18.5), as well as they can be told without the whole of inference: first from
 * the arguments that have types of their own, then from the target, then from nested generic calls, then from lambdas and
 * method references in their order, each with what is known by then.
 */
final class Inference {
  private final Typing typing;
  private final Model model;
  private final Supertypes supertypes;
  private final Overloads overloads;
  private final Functions functions;
  private final Scopes scopes;

  Inference(Typing typing, Model model, Supertypes supertypes, Overloads overloads, Functions functions, Scopes scopes) {
    this.typing = typing;
    this.model = model;
    this.supertypes = supertypes;
    this.overloads = overloads;
    this.functions = functions;
    this.scopes = scopes;
  }

  /**
   * @param formals one for each argument
   * @param target the type of the context, or null
   */
  Substitution infer(List<? extends TypeParameterElement> parameters, List<TypeMirror> formals,
      List<Argument> arguments, TypeMirror result, TypeMirror target) {
    var bounds = new Bounds(model, supertypes, parameters);
    for (int i = 0; i < arguments.size(); i++) {
      Argument a = arguments.get(i);
      if (!a.isFunction() && bounds.mentions(formals.get(i)) && !isGenericCall(a)) {
        bounds.subtype(overloads.typeOf(a), formals.get(i));
      }
    }
    if (target != null && bounds.mentions(result) && !(target instanceof WildcardType)) {
      addTarget(bounds, result, target);
    }
    for (int i = 0; i < arguments.size(); i++) {
      Argument a = arguments.get(i);
      if (isGenericCall(a) && bounds.mentions(formals.get(i))) {
        TypeMirror wanted = bounds.partial().apply(formals.get(i));
        bounds.subtype(typing.typeOf(a.tree(), a.env(), wanted instanceof WildcardType ? null : wanted), formals.get(i));
      }
    }
    bounds.incorporateDeclared();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).isFunction() && bounds.mentions(formals.get(i))) {
        function(bounds, formals.get(i), arguments.get(i));
      }
    }
    bounds.incorporateDeclared();
    return bounds.solved();
  }

  private boolean isGenericCall(Argument a) {
    return a.tree() != null && typing.isGeneric(a.tree(), a.env());
  }

  private void addTarget(Bounds bounds, TypeMirror result, TypeMirror target) {
    // A variable that its arguments bound keeps those bounds: the target only has to be a supertype.
    if (result.getKind() == TypeKind.TYPEVAR && bounds.isBounded(result)) {
      return;
    }
    bounds.supertype(result, target);
  }

  private void function(Bounds bounds, TypeMirror formal, Argument argument) {
    Members.Method function = functions.descriptor(formal);
    if (function == null) {
      return;
    }
    List<? extends TypeMirror> formals = function.type().getParameterTypes();
    if (argument.tree() instanceof LambdaExpressionTree lambda && !Functions.isImplicit(lambda)) {
      for (int i = 0; i < formals.size() && i < lambda.getParameters().size(); i++) {
        TypeMirror declared = typing.resolveType(lambda.getParameters().get(i).getType());
        if (declared != null) {
          bounds.equal(declared, formals.get(i));
        }
      }
    }
    if (argument.tree() instanceof MemberReferenceTree reference && !formals.isEmpty()
        && !bounds.isBounded(formals.getFirst())) {
      TypeMirror receiver = typing.receiverOf(reference, argument.env(), formals.size());
      if (receiver != null) {
        bounds.supertype(formals.getFirst(), receiver);
      }
    }
    Substitution known = bounds.known();
    List<TypeMirror> parameters = known.apply(formals).stream()
        .map(t -> bounds.mentions(t) ? model.upper(model.types.erasure(t)) : t)
        .toList();
    TypeMirror result = function.type().getReturnType();
    if (!bounds.mentions(result)) {
      return;
    }
    TypeMirror wanted = known.apply(result);
    TypeMirror target = bounds.mentions(wanted) ? null : wanted;
    if (argument.tree() instanceof LambdaExpressionTree lambda) {
      Env inside = functions.inside(lambda, parameters, argument.env());
      for (Scopes.Result r : scopes.results(lambda, inside)) {
        bounds.subtype(typing.typeOf(r.tree(), r.env(), target), result);
      }
    } else if (argument.tree() instanceof MemberReferenceTree reference) {
      TypeMirror type = typing.resultOf(reference, parameters, argument.env());
      if (type != null) {
        bounds.subtype(type, result);
      }
    }
  }
}
