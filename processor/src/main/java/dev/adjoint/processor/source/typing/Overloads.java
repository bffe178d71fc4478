package dev.adjoint.processor.source.typing;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/**
 * Overload resolution (JLS 15.12.2): by strict conversions, then loose ones, then with variable arity; among the applicable
 * methods the most specific. Formal parameters are compared by their erasure: two methods of one class never have the same.
 */
final class Overloads {
  /** The choice; {@code varargs} where the trailing arguments are to be packed. */
  record Choice(Members.Method method, boolean varargs) {}

  private enum Phase { STRICT, LOOSE, VARARGS }

  private final Typing typing;
  private final Model model;
  private final Members members;
  private final Functions functions;

  Overloads(Typing typing, Model model, Members members, Functions functions) {
    this.typing = typing;
    this.model = model;
    this.members = members;
    this.functions = functions;
  }

  /** The method that is called, or null where none is applicable. */
  Choice choose(List<Members.Method> candidates, List<Argument> arguments, Tree call) {
    for (Phase phase : Phase.values()) {
      List<Members.Method> applicable = new ArrayList<>();
      for (Members.Method m : candidates) {
        if (isApplicable(m, arguments, phase)) {
          applicable.add(m);
        }
      }
      if (!applicable.isEmpty()) {
        boolean varargs = phase == Phase.VARARGS;
        return new Choice(mostSpecific(applicable, arguments, varargs, call), varargs);
      }
    }
    return null;
  }

  /** The formal parameter types for {@code n} arguments, the last one repeated under variable arity. */
  static List<TypeMirror> formals(ExecutableType type, boolean varargs, int n) {
    List<? extends TypeMirror> declared = type.getParameterTypes();
    if (!varargs) {
      return List.copyOf(declared);
    }
    int fixed = declared.size() - 1;
    List<TypeMirror> all = new ArrayList<>(declared.subList(0, fixed));
    TypeMirror repeated = ((ArrayType) declared.get(fixed)).getComponentType();
    for (int i = fixed; i < n; i++) {
      all.add(repeated);
    }
    return all;
  }

  private boolean isApplicable(Members.Method m, List<Argument> arguments, Phase phase) {
    int arity = m.element().getParameters().size();
    boolean varargs = phase == Phase.VARARGS;
    if (varargs ? !m.element().isVarArgs() || arguments.size() < arity - 1 : arguments.size() != arity) {
      return false;
    }
    List<TypeMirror> formals = formals(m.type(), varargs, arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      if (!isCompatible(arguments.get(i), formals.get(i), phase, m.type())) {
        return false;
      }
    }
    return true;
  }

  private boolean isCompatible(Argument argument, TypeMirror formal, Phase phase, ExecutableType method) {
    if (argument.isFunction()) {
      if (method.getTypeVariables().stream().anyMatch(v -> model.types.isSameType(v, formal))) {
        return true;
      }
      return argument.tree() instanceof LambdaExpressionTree lambda
          ? functions.fits(lambda, formal, argument.env())
          : fits((MemberReferenceTree) argument.tree(), formal, argument.env());
    }
    if (argument.tree() instanceof ConditionalExpressionTree choice && typing.isPoly(choice, argument.env())) {
      Env env = argument.env();
      return isCompatible(Argument.of(choice.getTrueExpression(), typing.whenTrue(choice.getCondition(), env)),
          formal, phase, method)
          && isCompatible(Argument.of(choice.getFalseExpression(), typing.whenFalse(choice.getCondition(), env)),
              formal, phase, method);
    }
    TypeMirror from = typeOf(argument);
    TypeMirror to = model.types.erasure(formal);
    return phase == Phase.STRICT ? model.strictlyConvertible(from, to) : model.looselyConvertible(from, to);
  }

  private boolean fits(MemberReferenceTree reference, TypeMirror formal, Env env) {
    Members.Method function = functions.descriptor(formal);
    return function != null && typing.fits(reference, env, function.type().getParameterTypes().size());
  }

  /** The type of an argument; one that follows its target alone is as good as null. */
  TypeMirror typeOf(Argument argument) {
    ExpressionTree tree = argument.tree();
    if (tree == null) {
      return argument.type();
    }
    return typing.isFree(tree, argument.env()) ? model.types.getNullType() : typing.typeOf(tree, argument.env());
  }

  private Members.Method mostSpecific(List<Members.Method> applicable, List<Argument> arguments, boolean varargs,
      Tree call) {
    List<Members.Method> best = new ArrayList<>();
    for (Members.Method m : applicable) {
      if (applicable.stream().allMatch(other -> other == m || isMoreSpecific(m, other, arguments, varargs))) {
        best.add(m);
      }
    }
    if (best.size() == 1) {
      return best.getFirst();
    }
    if (best.isEmpty() || !best.stream().allMatch(m -> members.sameParameters(m.type(), best.getFirst().type()))) {
      throw TypingException.unknown(call, "several methods are applicable");
    }
    return best.stream().filter(m -> !m.element().getModifiers().contains(Modifier.ABSTRACT)).findFirst()
        .orElse(best.getFirst());
  }

  private boolean isMoreSpecific(Members.Method m, Members.Method other, List<Argument> arguments, boolean varargs) {
    int n = varargs
        ? Math.max(arguments.size(), Math.max(m.element().getParameters().size(), other.element().getParameters().size()))
        : arguments.size();
    List<TypeMirror> mine = formals(m.type(), varargs, n);
    List<TypeMirror> others = formals(other.type(), varargs, n);
    for (int i = 0; i < n; i++) {
      TypeMirror s = mine.get(i);
      TypeMirror t = others.get(i);
      if (!isOrdered(s, t) && !(i < arguments.size() && arguments.get(i).isFunction()
          && functions.moreSpecific(s, t, arguments.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Subtyping alone (JLS 15.12.2.5): a primitive type and a reference type have no order. */
  private boolean isOrdered(TypeMirror s, TypeMirror t) {
    if (s.getKind().isPrimitive() || t.getKind().isPrimitive()) {
      return s.getKind().isPrimitive() && t.getKind().isPrimitive() && model.types.isSubtype(s, t);
    }
    return model.types.isSubtype(model.types.erasure(s), model.types.erasure(t));
  }
}
