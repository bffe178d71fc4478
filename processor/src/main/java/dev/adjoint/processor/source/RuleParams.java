package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * The parameters of a method as its rules have them: erased, but {@code double} or {@code float} in the place of a box of that type or
 * of a type variable, where the rule says so. So a method of a generic interface, {@code getCDF(T)}, has a derivative for {@code Double}.
 */
final class RuleParams {
  private RuleParams() {}

  /** The parameters, the receiver's first, where {@code rule} has the method's arguments in front of all others. */
  static List<Type> of(ExecutableElement original, ExecutableElement rule, Types types, IrTypes ir) {
    var params = new ArrayList<Type>();
    if (Signatures.instance(original)) {
      params.add(IrTypes.ref((TypeElement) original.getEnclosingElement()));
    }
    for (var p : original.getParameters()) {
      Type declared = ir.erased(p.asType());
      Type given = params.size() < rule.getParameters().size() ? ir.erased(rule.getParameters().get(params.size()).asType()) : declared;
      params.add(given instanceof Type.Primitive primitive && isOpen(p.asType(), primitive, types, ir) ? given : declared);
    }
    return params;
  }

  /** Whether a parameter may be a box of a floating type: one whose declared type is that box, or a variable that can be. */
  private static boolean isOpen(TypeMirror declared, Type.Primitive given, Types types, IrTypes ir) {
    return given.isFloating() && switch (declared.getKind()) {
      case TYPEVAR -> true;
      case DECLARED -> ir.erased(declared).equals(Conversions.box(given));
      default -> false;
    };
  }

  /** Whether rules have primitives where the method has not. */
  static boolean areOpen(List<Type> params, ExecutableElement original) {
    int first = params.size() - original.getParameters().size();
    return IntStream.range(first, params.size())
        .anyMatch(i -> params.get(i).isPrimitive() && !original.getParameters().get(i - first).asType().getKind().isPrimitive());
  }

  /**
   * Whether rules are for arguments of these types, which take the place of the method's parameters: a primitive for its box.
   *
   * @param formals the types of the parameters at the call
   */
  static boolean fit(List<Type> params, List<? extends TypeMirror> formals, IrTypes ir) {
    int first = params.size() - formals.size();
    return IntStream.range(0, formals.size()).allMatch(i -> !params.get(first + i).isPrimitive()
        || formals.get(i).getKind().isPrimitive() || Conversions.unboxed(ir.erased(formals.get(i))).equals(params.get(first + i)));
  }
}
