package dev.adjoint.processor.source;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * Methods with {@code @ImplicitRoot} or {@code @FixedPoint}: read as a call of themselves, as code without source, with rules
 * that are made from the companion that the annotation names.
 */
final class Implicits {
  private final Body body;
  private final MethodTree tree;
  private final ExecutableElement method;
  private final boolean isRoot;
  private final AnnotationMirror annotation;

  private Implicits(Body body, MethodTree tree) {
    this.body = body;
    this.tree = tree;
    this.method = body.method;
    this.isRoot = Annotated.has(method, "ImplicitRoot");
    this.annotation = Annotated.find(method, isRoot ? "ImplicitRoot" : "FixedPoint");
  }

  /** Whether a method is differentiated by what its annotation names. */
  static boolean is(Element method) {
    return Annotated.has(method, "ImplicitRoot") || Annotated.has(method, "FixedPoint");
  }

  /** The method's result, from its parameters. */
  static Value read(Body body, MethodTree tree, List<Value> params) {
    return new Implicits(body, tree).call(params);
  }

  private Value call(List<Value> params) {
    if (Annotated.has(method, "ImplicitRoot") && Annotated.has(method, "FixedPoint")) {
      throw refusal(tree, "it has both annotations");
    }
    if (!method.getModifiers().contains(Modifier.STATIC) || method.getModifiers().contains(Modifier.PRIVATE)) {
      throw refusal(tree, "it must be static and not private");
    }
    Type result = body.reading.ir.erased(method.getReturnType());
    if (!result.equals(Type.DOUBLE) && !result.equals(Type.DOUBLE.array())) {
      throw refusal(tree, "its result must be double or double[]");
    }
    ExecutableElement companion = companion(result);
    List<Integer> arguments = arguments(companion);
    String key = body.reading.ir.key(companion);
    var source = new Source.Method(key, companion);
    body.reading.reach(source, tree);
    if (body.reading.refused(source) != null) {
      throw new Refusal(Message.HELPER, tree, body.reading.refused(source).arguments().toArray(String[]::new));
    }
    var callee = callee(params, result, arguments);
    var local = new Callee.Local(key, companion.getSimpleName().toString(), false);
    body.reading.implicits.put(body.reading.ir.key(method),
        new Unit.Implicit(body.reading.ir.key(method), isRoot, callee, local, arguments, tolerance(), maxIterations()));
    Value value = Value.temporary(result);
    body.ssa.add(new Op.Call(List.of(value), callee, params, body.span(tree)));
    return value;
  }

  private Callee.Ruled callee(List<Value> params, Type result, List<Integer> arguments) {
    var wrt = new ArrayList<Boolean>();
    for (int i = 0; i < params.size(); i++) {
      wrt.add(arguments.contains(i) && params.get(i).type().isDifferentiable() && !isConstant(method.getParameters().get(i)));
    }
    Type.Ref owner = IrTypes.ref((TypeElement) method.getEnclosingElement());
    Type.Ref generated = IrTypes.derivatives(IrTypes.ref(body.reading.owner));
    String name = method.getSimpleName() + (isRoot ? "Root" : "FixedPoint");
    long before = body.reading.implicits.values().stream().filter(i -> i.callee().name().contentEquals(method.getSimpleName())
        && !i.key().equals(body.reading.ir.key(method))).count();
    String number = before == 0 ? "" : String.valueOf(before + 1);
    return new Callee.Ruled(owner, method.getSimpleName().toString(), params.stream().map(Value::type).toList(), wrt, result,
        false, new Callee.Rule(generated, name + "Adjoint" + number), new Callee.Rule(generated, name + "Tangent" + number),
        new Callee.RuleReads.Result());
  }

  private ExecutableElement companion(Type result) {
    String name = String.valueOf(Annotated.value(annotation, "value"));
    List<ExecutableElement> found = ElementFilter.methodsIn(method.getEnclosingElement().getEnclosedElements()).stream()
        .filter(m -> m.getSimpleName().contentEquals(name)).toList();
    if (found.size() != 1) {
      throw refusal(tree, "its class has " + (found.isEmpty() ? "no" : "several") + " methods " + name);
    }
    ExecutableElement companion = found.getFirst();
    List<? extends VariableElement> params = companion.getParameters();
    boolean fits = companion.getModifiers().contains(Modifier.STATIC) && companion.getTypeParameters().isEmpty()
        && !companion.isVarArgs() && body.reading.trees.getTree(companion).getBody() != null && !params.isEmpty()
        && body.reading.ir.erased(companion.getReturnType()).equals(result)
        && body.reading.ir.erased(params.getFirst().asType()).equals(result) && !isConstant(params.getFirst());
    if (!fits) {
      throw refusal(tree, name + " must be static, with a result and a first parameter of type " + IrTypes.shortName(result));
    }
    return companion;
  }

  /** Which parameter each further parameter of the companion is. */
  private List<Integer> arguments(ExecutableElement companion) {
    List<? extends VariableElement> own = method.getParameters();
    var arguments = new ArrayList<Integer>();
    for (VariableElement p : companion.getParameters().subList(1, companion.getParameters().size())) {
      int at = own.stream().map(q -> q.getSimpleName().toString()).toList().indexOf(p.getSimpleName().toString());
      if (at < 0 || !body.reading.ir.erased(own.get(at).asType()).equals(body.reading.ir.erased(p.asType()))) {
        throw refusal(tree, companion.getSimpleName() + " takes " + p.asType() + " " + p.getSimpleName()
            + ", which is no parameter of " + method.getSimpleName());
      }
      if (isConstant(p) != isConstant(own.get(at))) {
        throw refusal(tree.getParameters().get(at), p.getSimpleName() + " is @NonDifferentiable in one of " + method.getSimpleName()
            + " and " + companion.getSimpleName());
      }
      arguments.add(at);
    }
    for (int i = 0; i < own.size(); i++) {
      Type type = body.reading.ir.erased(own.get(i).asType());
      if (!arguments.contains(i) && type.isDifferentiable() && !isConstant(own.get(i))) {
        throw refusal(tree.getParameters().get(i), companion.getSimpleName() + " does not take " + own.get(i).getSimpleName()
            + "; if the result does not depend on it, as on a starting point, make it @NonDifferentiable");
      }
    }
    return arguments;
  }

  private static boolean isConstant(VariableElement p) {
    return Annotated.has(p, "NonDifferentiable");
  }

  private double tolerance() {
    double given = Annotated.value(annotation, "tolerance") instanceof Double d ? d : 1e-13;
    if (!(given >= 0)) {
      throw refusal(tree, "the tolerance must be a number and not negative");
    }
    return given;
  }

  private int maxIterations() {
    int given = Annotated.value(annotation, "maxIterations") instanceof Integer i ? i : 10_000;
    if (given < 1) {
      throw refusal(tree, "maxIterations must be positive");
    }
    return given;
  }

  private Refusal refusal(Tree at, String reason) {
    return new Refusal(Message.IMPLICIT, at, body.reading.ir.readable(method), isRoot ? "@ImplicitRoot" : "@FixedPoint", reason);
  }
}
