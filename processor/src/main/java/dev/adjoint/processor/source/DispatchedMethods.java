package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Annotated methods that other classes may override or implement, JLS 15.12.4.4: a call of one on a receiver whose class is not known
 * goes through an object that has the derivatives for this class. Which classes there are matters to nobody: each class's own generated
 * class has such an object for each method that one of its methods overrides.
 */
final class DispatchedMethods {
  private final Body body;

  DispatchedMethods(Body body) {
    this.body = body;
  }

  /** Whether an annotated method has no body because classes that are not known here implement it. */
  static boolean isAbstract(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.ABSTRACT) && Annotated.has(method, "Differentiable");
  }

  /** Whether calls of an annotated method are dispatched: it may be overridden, and its receiver is a constant. */
  static boolean isOpen(ExecutableElement method, Signatures signatures) {
    boolean ofConstants = isAbstract(method) && method.getEnclosingElement().getKind() == ElementKind.ENUM;
    return Annotated.has(method, "Differentiable") && Calls.isOverridable(method, (TypeElement) method.getEnclosingElement())
        && !ofConstants && signatures.self(method) == null;
  }

  /** The methods of supertypes that are dispatched and that a method of a class overrides or implements, in the order in which they are found. */
  static List<ExecutableElement> overridden(ExecutableElement method, TypeElement owner, Reading reading) {
    var found = new ArrayList<ExecutableElement>();
    for (TypeElement type : supertypes(owner, reading.types)) {
      ElementFilter.methodsIn(type.getEnclosedElements()).stream()
          .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && isOpen(m, reading.signatures)
              && reading.elements.overrides(method, m, owner))
          .forEach(found::add);
    }
    return found;
  }

  /** The classes and interfaces above a type. */
  static Set<TypeElement> supertypes(TypeElement type, Types types) {
    var all = new LinkedHashSet<TypeElement>();
    for (TypeMirror above : types.directSupertypes(type.asType())) {
      if (above instanceof DeclaredType d && all.add((TypeElement) d.asElement())) {
        all.addAll(supertypes((TypeElement) d.asElement(), types));
      }
    }
    return all;
  }

  /** A method as it is called for a receiver of whatever class. */
  Callee.External callee(ExecutableElement method) {
    var owner = (TypeElement) method.getEnclosingElement();
    Signatures signatures = body.reading.signatures;
    Type.Ref ref = IrTypes.ref(owner);
    boolean overloaded = Externals.isOverloaded(method, owner);
    String name = method.getSimpleName().toString();
    Type.Ref generated = IrTypes.derivatives(ref);
    String implementation = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1) + "Implementation"
        + (overloaded ? Type.suffix(signatures.flatParams(method, owner)) : "");
    var nested = Type.Ref.of(generated.pkg(), generated.names().getFirst(), implementation);
    var params = new ArrayList<Type>(List.of(nested));
    parameters(method, List.of()).forEach(p -> p.parts().leaves().forEach(l -> params.add(l.type())));
    var wrt = new ArrayList<>(List.of(false));
    wrt.addAll(signatures.wrt(method));
    return new Callee.External(ref, nested, name, params, wrt, signatures.results(method), true, overloaded, signatures.isFlat(method),
        Annotated.order(method), signatures.choices(method));
  }

  /** A method's parameters, the receiver's first, and how they are taken apart. */
  private List<Unit.Parameter> parameters(ExecutableElement method, List<String> names) {
    var all = new ArrayList<Unit.Parameter>();
    Parts self = body.reading.signatures.self(method);
    TypeMirror owner = method.getEnclosingElement().asType();
    all.add(new Unit.Parameter(names.isEmpty() ? null : names.getFirst(), self != null ? self : new Parts.One(body.reading.ir.of(owner))));
    for (int i = 0; i < method.getParameters().size(); i++) {
      Parts parts = body.reading.signatures.param(method, method.getParameters().get(i));
      all.add(new Unit.Parameter(names.isEmpty() ? null : names.get(i + 1),
          parts != null ? parts : new Parts.One(body.reading.ir.of(method.getParameters().get(i).asType()))));
    }
    return all;
  }

  /** Adds the call of the method that the receiver's class has; its results. */
  List<Value> call(ExecutableElement method, List<Value> params, Tree tree) {
    Callee.External callee = callee(method);
    var code = new Snippet().type(callee.derivatives()).text(".of(").operand(params.getFirst()).text(")");
    return call(callee, code, params, tree);
  }

  private List<Value> call(Callee.External callee, Snippet code, List<Value> params, Tree tree) {
    Value implementation = new Value(callee.derivatives(), "implementation");
    body.ssa.add(new Op.Opaque(implementation, code.code(), code.operands(), Op.Effect.READS,
        Body.reason(Message.ACTIVE_REFERENCE, "the receiver", IrTypes.shortName(params.getFirst().type())), body.span(tree)));
    var args = new ArrayList<Value>(List.of(implementation));
    args.addAll(params);
    List<Value> results = callee.results().stream().map(Value::temporary).toList();
    body.ssa.add(new Op.Call(results, callee, args, body.span(tree)));
    return results;
  }

  /** Adds the call of an open method of a superclass itself, whatever the receiver's class has; its results. */
  List<Value> callOfSuper(ExecutableElement method, List<Value> params, Tree tree) {
    Callee.External callee = callee(method);
    return call(callee, new Snippet().type(callee.derivatives()).text(".own()"), params, tree);
  }

  /** Whether the receiver's class has another method than an open one of this file. */
  Value isOverridden(ExecutableElement method, Value receiver, Tree tree) {
    var code = new Snippet().type(callee(method).derivatives()).text(".overridden(").operand(receiver).text(")");
    // a receiver that is not null has its class for good
    return body.emit(code, Type.BOOLEAN, receiver == body.self ? Op.Effect.PURE : Op.Effect.READS,
        Body.reason(Message.ACTIVE_REFERENCE, "the receiver", IrTypes.shortName(receiver.type())), tree);
  }

  /** Whether some annotated method of the unit wants more of what it calls than calls of another class's method have. */
  boolean wantsBodies(ExecutableElement method) {
    return ElementFilter.methodsIn(body.reading.owner.getEnclosedElements()).stream().filter(m -> Annotated.has(m, "Differentiable"))
        .anyMatch(m -> needsBody(m) || Annotated.order(m) > Annotated.order(method));
  }

  /** Whether something is made of a method's body that no call of another class's method has. */
  static boolean needsBody(ExecutableElement method) {
    return !Annotated.taylor(method).isEmpty() || Annotated.sparsity(method);
  }

  /** What a method overrides or implements, with names for the parameters. Reports where they differ in what they are differentiated by. */
  List<Unit.Overridden> overridden(ExecutableElement method, List<String> names, Tree tree) {
    var all = new ArrayList<Unit.Overridden>();
    var owner = (TypeElement) method.getEnclosingElement();
    for (ExecutableElement above : overridden(method, owner, body.reading)) {
      String difference = difference(method, above);
      if (difference != null) {
        body.report(Message.IMPLEMENTATION_DIFFERS, tree, body.reading.ir.readable(method), body.reading.ir.readable(above), difference);
        continue;
      }
      var own = (Callee.External) body.externals.generated(tree, method, owner);
      all.add(new Unit.Overridden(callee(above), parameters(above, names), own, parameters(method, names)));
    }
    return all;
  }

  /** Why calls of a method cannot arrive at one that overrides it, or null. */
  private String difference(ExecutableElement method, ExecutableElement above) {
    Signatures signatures = body.reading.signatures;
    if (!IrTypes.accessible(above.getEnclosingElement(), body.home())) {
      return "the other one cannot be named in the package of this one";
    }
    if (!signatures.results(method).equals(signatures.results(above))) {
      return "this one returns another type";
    }
    if (Annotated.order(method) < Annotated.order(above)) {
      return "this one has first derivatives only";
    }
    for (int i = 0; i < above.getParameters().size(); i++) {
      String name = method.getParameters().get(i).getSimpleName().toString();
      Parts parts = signatures.param(method, method.getParameters().get(i));
      Parts expected = signatures.param(above, above.getParameters().get(i));
      if (expected != null && !expected.equals(parts)) {
        return "they take the parameter " + name + " apart in different ways";
      }
      List<Boolean> own = wrt(method, i);
      List<Boolean> wanted = wrt(above, i);
      boolean arrays = expected == null ? method.getParameters().get(i).asType().getKind() == javax.lang.model.type.TypeKind.ARRAY
          : expected.leaves().stream().anyMatch(l -> l.type().isArray());
      for (int k = 0; k < wanted.size(); k++) {
        if (wanted.get(k) && !own.get(k)) {
          return "only that one is differentiated with respect to " + name;
        }
        if (arrays && own.size() == wanted.size() && own.get(k) && !wanted.get(k)) {
          return "only this one is differentiated with respect to the array " + name;
        }
      }
    }
    return null;
  }

  /** Which parts of a parameter a method is differentiated with respect to. */
  private List<Boolean> wrt(ExecutableElement method, int parameter) {
    List<Unit.Parameter> all = parameters(method, List.of());
    int from = all.subList(0, parameter + 1).stream().mapToInt(p -> p.parts().leaves().size()).sum();
    return body.reading.signatures.wrt(method).subList(from, from + all.get(parameter + 1).parts().leaves().size());
  }
}
