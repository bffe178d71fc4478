package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The parameters of a method as its rules have them: erased, but where the rule says so {@code double} or {@code float} in the place of a
 * box of that type or of a type variable, and an array of these in the place of a type variable or of {@code Object}. So a method of a
 * generic interface, {@code getCDF(T)}, has a derivative for {@code Double}, and one that checks any object for arrays.
 */
final class RuleParams {
  private RuleParams() {}

  /** The parameters, the receiver's first, where {@code rule} has the method's arguments in front of all others. */
  static List<Type> of(ExecutableElement original, ExecutableElement rule, IrTypes ir) {
    var params = new ArrayList<Type>();
    if (Signatures.instance(original)) {
      params.add(IrTypes.ref((TypeElement) original.getEnclosingElement()));
    }
    for (var p : original.getParameters()) {
      Type declared = ir.erased(p.asType());
      Type given = params.size() < rule.getParameters().size() ? ir.erased(rule.getParameters().get(params.size()).asType()) : declared;
      params.add(isOpen(p.asType(), given, ir) ? given : declared);
    }
    return params;
  }

  /** Whether a parameter of a declared type may be one of a type that can carry a derivative. */
  private static boolean isOpen(TypeMirror declared, Type given, IrTypes ir) {
    boolean any = declared.getKind() == TypeKind.TYPEVAR
        || declared.getKind() == TypeKind.DECLARED && ir.erased(declared).equals(Type.Ref.of("java.lang", "Object"));
    return switch (given) {
      case Type.Primitive p -> p.isFloating() && (declared.getKind() == TypeKind.TYPEVAR
          || declared.getKind() == TypeKind.DECLARED && ir.erased(declared).equals(Conversions.box(p)));
      case Type.Array a -> any && a.innermost().isFloating();
      case Type.Ref r -> false;
      case Type.Wildcard w -> false;
    };
  }

  /** Whether rules have other types than the method. */
  static boolean areOpen(List<Type> params, ExecutableElement original, IrTypes ir) {
    int first = params.size() - original.getParameters().size();
    return IntStream.range(first, params.size())
        .anyMatch(i -> !params.get(i).equals(ir.erased(original.getParameters().get(i - first).asType())));
  }

  /**
   * Whether rules are for a call.
   *
   * @param formals the types of the parameters at the call
   * @param given the types of the arguments
   */
  static boolean fit(List<Type> params, List<? extends TypeMirror> formals, List<? extends TypeMirror> given, IrTypes ir) {
    int first = params.size() - formals.size();
    return given.size() == formals.size() && IntStream.range(0, formals.size()).allMatch(i -> switch (params.get(first + i)) {
      case Type.Primitive p -> formals.get(i).getKind().isPrimitive() || Conversions.unboxed(ir.erased(formals.get(i))).equals(p);
      case Type.Array a -> ir.erased(given.get(i)).equals(a);
      case Type.Ref r -> true;
      case Type.Wildcard w -> true;
    });
  }

  /** Whether a call with arguments of the rules' types may mean this method too. */
  static boolean isLike(ExecutableElement other, ExecutableElement original) {
    int n = original.getParameters().size();
    int m = other.getParameters().size();
    return other.getSimpleName().equals(original.getSimpleName()) && (m == n || other.isVarArgs() && m - 1 <= n);
  }
}
