package dev.adjoint.processor.source;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * What {@code @Differentiable} asks for besides the derivatives.
 *
 * @param maxTapeBytes the most that an iteration may keep for the reverse sweep, negative for no limit
 * @param check whether to generate a check of the derivatives
 * @param checkPoints the method that gives the arguments of the check, or "" for random ones
 * @param parameters the erased types of the parameters, the receiver's first
 * @param wrt for each parameter, whether it is differentiated
 */
public record Requests(ExecutableElement method, int maxTapeBytes, boolean check, String checkPoints, List<Type> parameters,
    List<Boolean> wrt) {

  /** What the annotation of a method asks for. */
  public static Requests of(ExecutableElement method, Types types) {
    AnnotationMirror annotation = Annotated.find(method, "Differentiable");
    var ir = new IrTypes(types);
    boolean instance = !method.getModifiers().contains(Modifier.STATIC);
    var parameters = new ArrayList<Type>();
    if (instance) {
      parameters.add(IrTypes.ref((TypeElement) method.getEnclosingElement()));
    }
    method.getParameters().forEach(p -> parameters.add(ir.erased(p.asType())));
    return new Requests(method, Annotated.value(annotation, "maxTapeBytesPerIteration") instanceof Integer n ? n : -1,
        Boolean.TRUE.equals(Annotated.value(annotation, "check")),
        Annotated.value(annotation, "checkPoints") instanceof String s ? s : "", parameters, Signatures.wrtOfWholes(method));
  }

  /** Whether the derivatives can be checked; where not, the diagnostics say why. */
  public boolean isCheckable(Types types, Span span, Diagnostics diagnostics) {
    var ir = new IrTypes(types);
    String readable = ir.readable(method);
    for (Element e = method.getEnclosingElement(); e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        diagnostics.report(Message.CHECK, span, readable, "its class " + e.getSimpleName() + " is private");
        return false;
      }
    }
    if (method.getReturnType().getKind() != TypeKind.VOID && !isNumbers(ir.erased(method.getReturnType()))) {
      diagnostics.report(Message.CHECK, span, readable, "its result is of type " + method.getReturnType());
      return false;
    }
    var layouts = new Layouts(types, ir);
    for (VariableElement p : method.getParameters()) {
      if (layouts.of(p.asType()) != null) {
        diagnostics.report(Message.CHECK, span, readable, "it takes a " + p.asType());
        return false;
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      Type type = parameters.get(i);
      if (wrt.get(i) ? !isNumbers(type) : checkPoints.isEmpty() && !type.innermost().isPrimitive()) {
        diagnostics.report(Message.CHECK, span, readable, wrt.get(i) ? "it is differentiated with respect to a " + IrTypes.shortName(type)
            : "nothing gives an argument of type " + IrTypes.shortName(type) + ": name a method with checkPoints");
        return false;
      }
    }
    if (!checkPoints.isEmpty() && !isProvider(ir)) {
      diagnostics.report(Message.CHECK_POINTS, span, checkPoints, method.getEnclosingElement().getSimpleName().toString());
      return false;
    }
    return true;
  }

  private static boolean isNumbers(Type type) {
    return type.innermost() == Type.DOUBLE || type.innermost() == Type.FLOAT;
  }

  private boolean isProvider(IrTypes ir) {
    var arrays = Type.Ref.of("java.lang", "Object").array().array();
    return ElementFilter.methodsIn(method.getEnclosingElement().getEnclosedElements()).stream()
        .anyMatch(m -> m.getSimpleName().contentEquals(checkPoints) && m.getParameters().isEmpty()
            && m.getModifiers().contains(Modifier.STATIC) && !m.getModifiers().contains(Modifier.PRIVATE)
            && m.getThrownTypes().isEmpty() && m.getReturnType().getKind() == TypeKind.ARRAY
            && ir.erased(m.getReturnType()).equals(arrays));
  }
}
