package dev.adjoint.processor.source;

import dev.adjoint.processor.diagnostic.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Whether what a call of an annotated abstract method runs has a derivative, for every class of a compilation that can have objects.
 * Classes that are compiled elsewhere, and those without a name, are found out when they come.
 */
public final class ImplementationChecks {
  private final ProcessingEnvironment environment;
  private final Signatures signatures;
  private final Map<String, Rules.Problem> problems = new LinkedHashMap<>();

  private ImplementationChecks(ProcessingEnvironment environment) {
    this.environment = environment;
    var ir = new IrTypes(environment.getTypeUtils());
    this.signatures = new Signatures(ir, new Layouts(environment.getTypeUtils(), ir));
  }

  /** What is wrong with the classes of a round, nested ones included. */
  public static List<Rules.Problem> of(Set<? extends Element> roots, ProcessingEnvironment environment) {
    var checks = new ImplementationChecks(environment);
    ElementFilter.typesIn(roots).forEach(checks::type);
    return List.copyOf(checks.problems.values());
  }

  private void type(TypeElement type) {
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::type);
    if (type.getKind().isInterface() || type.getModifiers().contains(Modifier.ABSTRACT)) {
      return;
    }
    for (TypeElement above : DispatchedMethods.supertypes(type, environment.getTypeUtils())) {
      for (ExecutableElement method : ElementFilter.methodsIn(above.getEnclosedElements())) {
        if (DispatchedMethods.isAbstract(method) && DispatchedMethods.isOpen(method, signatures)) {
          check(type, method, above);
        }
      }
    }
  }

  private void check(TypeElement type, ExecutableElement method, TypeElement declaring) {
    ExecutableElement runs = implementation(type, method);
    if (runs == null || Annotated.has(runs, "NonDifferentiable")) {
      return;
    }
    var owner = (TypeElement) runs.getEnclosingElement();
    var types = environment.getTypeUtils();
    var ir = new IrTypes(types);
    boolean above = types.isSubtype(types.erasure(owner.asType()), types.erasure(declaring.asType()));
    Message message = !Annotated.has(runs, "Differentiable") ? Message.IMPLEMENTATION_MISSING
        : above ? null : Message.IMPLEMENTATION_INHERITED;
    if (message == null) {
      return;
    }
    boolean here = message == Message.IMPLEMENTATION_MISSING && IrTypes.outermost(owner).equals(IrTypes.outermost(type));
    List<String> arguments = new ArrayList<>(List.of(ir.readable(runs), ir.readable(method), String.join(".", IrTypes.ref(type).names())));
    problems.putIfAbsent(ir.key(runs) + ir.key(method) + (here ? "" : ir.readable(method) + type.getQualifiedName()),
        new Rules.Problem(here ? runs : type, message, arguments));
  }

  /** The method of a class that a call of a method of a supertype runs; null where there is none. */
  private ExecutableElement implementation(TypeElement type, ExecutableElement method) {
    return ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type)).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && !m.getModifiers().contains(Modifier.ABSTRACT))
        .filter(m -> environment.getElementUtils().overrides(m, method, type)).findFirst().orElse(null);
  }
}
