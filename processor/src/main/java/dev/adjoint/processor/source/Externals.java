package dev.adjoint.processor.source;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Type;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Callees whose derivative is not in a body of this class: the user's rules, those of tensors, and what is generated for other classes. */
final class Externals {
  private final Body body;

  Externals(Body body) {
    this.body = body;
  }

  /** The user's rule, or that of a tensor's operation; null for a method without one. */
  Callee rule(Tree tree, ExecutableElement method, TypeElement owner, String key) {
    body.reading.rules.addNamedBy(owner);
    Rules.Ruled rule = body.reading.rules.of(key);
    Callee callee = rule != null ? ruled(method, owner, rule) : body.reading.rules.tensorOp(method);
    boolean open = rule != null && RuleParams.areOpen(rule.params(), method, body.reading.ir);
    if (callee == null || open && !isMeant(tree, method, rule) || body.reading.rules.implementedBy(key, body.method)) {
      return null;
    }
    requireReach(tree, method, owner, key);
    return callee;
  }

  /** Whether rules with other types than the method's are meant: for a type that has no other method that a call with these may mean. */
  private boolean isMeant(Tree tree, ExecutableElement method, Rules.Ruled rule) {
    if (!(tree instanceof MethodInvocationTree call)) {
      return false;
    }
    TypeMirror type = call.getMethodSelect() instanceof MemberSelectTree s && Signatures.instance(method)
        ? body.typing.typeOf(s.getExpression(), body.env) : method.getEnclosingElement().asType();
    List<TypeMirror> formals = body.typing.methodTypeOf(call, body.env).getParameterTypes().stream().map(body::concrete).toList();
    List<TypeMirror> given = call.getArguments().stream().map(a -> body.typing.typeOf(a, body.env)).toList();
    return body.reading.types.asElement(type) instanceof TypeElement t && RuleParams.fit(rule.params(), formals, given, body.reading.ir)
        && ElementFilter.methodsIn(body.reading.elements.getAllMembers(t)).stream().filter(m -> RuleParams.isLike(m, method)).count() == 1;
  }

  /** What has a derivative that is not in a body of this class: a rule, or a generated class; null for any other method. */
  Callee find(Tree tree, ExecutableElement method, TypeElement owner, String key) {
    Callee rule = rule(tree, method, owner, key);
    boolean elsewhere = !IrTypes.outermost(owner).equals(IrTypes.outermost(body.reading.owner));
    return rule != null || !elsewhere || !Annotated.has(method, "Differentiable")
        ? rule : generated(tree, method, owner);
  }

  private void requireReach(Tree tree, ExecutableElement method, TypeElement owner, String key) {
    String rules = body.reading.rules.outOfReach(key, owner, body.reading.owner, body.reading.listedRules);
    if (rules != null) {
      throw new Refusal(Message.RULE_OUT_OF_REACH, tree, body.reading.ir.readable(method), rules);
    }
  }

  /** The generated halves of an annotated method of another class. */
  Callee generated(Tree tree, ExecutableElement method, TypeElement owner) {
    Type.Ref ref = IrTypes.ref(owner);
    if (!IrTypes.accessible(owner, body.home())) {
      throw new Refusal(Message.PRIVATE_TYPE, null, owner.getSimpleName().toString());
    }
    List<String> names = method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList();
    List<String> unknown = Annotated.strings(Annotated.find(method, "Differentiable"), "wrt").stream()
        .filter(chosen -> !chosen.equals("this") && !chosen.startsWith("this.") && !names.contains(chosen.split("\\.")[0])).toList();
    if (!unknown.isEmpty() && body.reading.trees.getTree(owner) == null) {
      throw new Refusal(Message.PARAMETER_NAMES, tree, body.reading.ir.readable(method), String.join(", ", unknown));
    }
    Signatures signatures = body.reading.signatures;
    return new Callee.External(ref, IrTypes.derivatives(ref), method.getSimpleName().toString(),
        signatures.flatParams(method, owner), signatures.wrt(method), signatures.results(method), Signatures.instance(method),
        isOverloaded(method, owner), signatures.isFlat(method), Annotated.order(method), signatures.choices(method),
        signatures.isFlat(method) || isOverloaded(method, owner) ? -1 : signatures.taylor(method));
  }

  /** Whether the class has another annotated method of that name. */
  static boolean isOverloaded(ExecutableElement method, TypeElement owner) {
    return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName()) && Annotated.has(m, "Differentiable")).count() > 1;
  }

  private Callee ruled(ExecutableElement method, TypeElement owner, Rules.Ruled rule) {
    List<Type> params = rule.params();
    return new Callee.Ruled(IrTypes.ref(owner), method.getSimpleName().toString(), params,
        params.stream().map(t -> t.isDifferentiable() && !t.isTensors()).toList(), body.reading.signatures.result(method), Signatures.instance(method),
        rule.vjp(), rule.jvp(),
        rule.reads());
  }
}
