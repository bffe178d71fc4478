package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.Source.Passed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Calls of methods of the same top-level class that are read once for each set of type arguments and of functions that
 * they are given: generic ones, those with parameters that are functions or lists, and those that return a function.
 */
final class HelperCalls {
  private final Body body;

  HelperCalls(Body body) {
    this.body = body;
  }

  /** Whether the method is one that is read for its arguments. */
  boolean specialises(ExecutableElement method) {
    return !method.getTypeParameters().isEmpty() || isOfGenericRecord(method) || body.reading.signatures.hasList(method)
        || isKnown(method.getReturnType()) || body.instances.result(method, method.getReturnType(), null) != null
        || method.getParameters().stream().anyMatch(p -> isKnown(p.asType()));
  }

  /** Whether it is a method of the values of a generic record, which is read for each of its types. */
  static boolean isOfGenericRecord(ExecutableElement method) {
    var owner = (TypeElement) method.getEnclosingElement();
    return Signatures.instance(method) && owner.getKind() == ElementKind.RECORD && !owner.getTypeParameters().isEmpty();
  }

  /** Whether a value of the type may be a function or an object that is known. */
  private boolean isKnown(TypeMirror type) {
    return body.functions.isFunctional(type) || body.objects.specialises(type) || body.reading.immutables.isOne(type);
  }

  /** Whether the body of the method is at hand in the classes that are read. */
  boolean isReadable(ExecutableElement method) {
    return body.isHere((TypeElement) method.getEnclosingElement()) && hasSource(method);
  }

  /** Whether the method has a body in this compilation that may be read. */
  boolean hasSource(ExecutableElement method) {
    MethodTree tree = body.reading.trees.getTree(method);
    return tree != null && tree.getBody() != null && !Annotated.has(method, "NonDifferentiable")
        && !body.reading.unreadable.containsKey(body.reading.ir.key(method));
  }

  /** How a value goes to a parameter of a declared type: a known function as what it captured, a box that is never null open. */
  void pass(Value arg, TypeMirror declared, List<Passed> passed, List<Value> values, Tree tree) {
    FunctionValue function = body.known.get(arg);
    if (function != null) {
      passed.add(new Passed(null, function.shape()));
      values.addAll(function.captured());
      return;
    }
    Parts object = body.instances.parts(arg);
    if (object != null) {
      passed.add(new Passed(object.type(), object, null));
      values.addAll(body.records.leaves(arg, object, tree));
      return;
    }
    Parts.Columns list = body.lists.parts(arg);
    Parts parts = list != null ? list : body.parts(declared);
    if (parts != null) {
      passed.add(new Passed(parts.type(), list, null));
      values.addAll(body.records.leaves(arg, parts, tree));
      return;
    }
    Type type = body.type(declared, tree);
    Type inner = Conversions.unboxed(type);
    boolean opens = !type.isPrimitive() && inner.isFloating() && body.conversions.content(arg) != null;
    Value value = opens ? body.conversions.convert(body.conversions.content(arg), inner, tree)
        : body.conversions.convert(arg, type, tree);
    passed.add(new Passed(value.type(), null));
    values.add(value);
  }

  /** A call as it is written; the receiver is null where it is not evaluated yet. */
  Value call(MethodInvocationTree tree, ExecutableElement method, Value receiver, TypeMirror target) {
    body.opaque.checkThrown(method, tree);
    boolean instance = !method.getModifiers().contains(Modifier.STATIC);
    Value self = !instance || receiver != null ? receiver
        : tree.getMethodSelect() instanceof MemberSelectTree s ? body.expressions.lower(s.getExpression())
        : body.opaque.receiver(tree, (TypeElement) method.getEnclosingElement());
    List<Value> args = arguments(tree, method, target);
    Map<Element, TypeMirror> bindings = bindings(tree, target);
    if (isOfGenericRecord(method) && body.ssa.bundle(self) == null && tree.getMethodSelect() instanceof MemberSelectTree s
        && body.concrete(body.typing.typeOf(s.getExpression(), body.env)) instanceof DeclaredType d) {
      bindings.putAll(Layouts.arguments(d));
    }
    return call(method, bindings, self, args, tree);
  }

  /** The arguments of a call as they are, variable ones packed into an array. */
  List<Value> arguments(MethodInvocationTree tree, ExecutableElement method, TypeMirror target) {
    List<? extends TypeMirror> formals = body.typing.methodTypeOf(tree, body.env, target).getParameterTypes();
    boolean packs = method.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
    List<? extends ExpressionTree> given = tree.getArguments();
    var args = new ArrayList<Value>();
    for (int i = 0; i < formals.size(); i++) {
      TypeMirror formal = body.concrete(formals.get(i));
      args.add(packs && i == formals.size() - 1
          ? body.arrays.filled(body.type(formal, tree), ((ArrayType) formal).getComponentType(), given.subList(i, given.size()), tree)
          : body.expressions.lower(given.get(i), formal));
    }
    return args;
  }

  /** The type arguments of a call. */
  Map<Element, TypeMirror> bindings(MethodInvocationTree tree, TypeMirror target) {
    Map<Element, TypeMirror> bindings = new HashMap<>();
    body.typing.typeArguments(tree, body.env, target).forEach((variable, type) -> bindings.put(variable, body.concrete(type)));
    return bindings;
  }

  /** A call of a readable method with values; what cannot be read is called as it is. */
  Value call(ExecutableElement method, Map<Element, TypeMirror> bindings, Value self, List<Value> args, Tree tree) {
    return body.objects.isKnown(self)
        ? body.objects.call(body.known.get(self), method, bindings, self, args, tree) : read(method, bindings, self, args, tree);
  }

  /** A call of exactly this method, for its receiver and arguments. */
  Value read(ExecutableElement method, Map<Element, TypeMirror> arguments, Value self, List<Value> args, Tree tree) {
    var bindings = new HashMap<>(arguments);
    if (Annotated.has(method, "Differentiable")) {
      // read for the bounds anyway
      method.getTypeParameters().stream().filter(p -> body.reading.layouts.of(p.getBounds().getFirst()) != null)
          .forEach(p -> bindings.put(p, p.getBounds().getFirst()));
    }
    var passed = new ArrayList<Passed>();
    var values = new ArrayList<Value>();
    Passed receiver = null;
    if (self != null && body.ssa.bundle(self) != null && isOfGenericRecord(method)) {
      bindings.putAll(Layouts.arguments(body.reading.layouts.record(body.ssa.bundle(self).parts())));
    }
    if (self != null) {
      pass(self, body.typing.substitute(((TypeElement) method.getEnclosingElement()).asType(), bindings), passed, values, tree);
      receiver = passed.removeFirst();
    }
    boolean declared = bindings.isEmpty() && (receiver == null || receiver.function() == null
        && (receiver.apart() == null ? !Instances.isOfObjects(body.reading.signatures.self(method))
            : receiver.apart().equals(body.reading.signatures.self(method))));
    for (int i = 0; i < args.size(); i++) {
      TypeMirror formal = body.typing.substitute(method.getParameters().get(i).asType(), bindings);
      pass(args.get(i), formal, passed, values, tree);
      Passed last = passed.getLast();
      Parts own = body.reading.signatures.param(method, method.getParameters().get(i));
      boolean apart = Instances.isOfObjects(own) || own instanceof Parts.Columns c && c.list();
      declared &= last.function() == null && last.type().equals(body.type(formal, tree))
          && (last.apart() == null ? !apart : last.apart().equals(own));
    }
    String key = body.reading.ir.key(method);
    Source source = declared ? new Source.Method(key, method) : Source.Method.of(key, method, bindings, receiver, passed);
    TypeMirror result = body.typing.substitute(method.getReturnType(), bindings);
    Op.Reason refused = unreadable(source, result, tree);
    return refused == null ? call(source, method.getSimpleName().toString(), values, result, tree)
        : new ReferredCalls(body).opaque(method, result, self, args, refused, tree);
  }

  /** Why a source cannot be read, or null. Where the caller depends on what its result is, it is read here. */
  Op.Reason unreadable(Source source, TypeMirror result, Tree tree) {
    if (body.reading.refused(source) == null) {
      body.reading.reach(source, tree);
      if (isReadAtOnce(source, result)) {
        body.reading.now(source, tree);
      }
    }
    return body.reading.refused(source);
  }

  private boolean isReadAtOnce(Source source, TypeMirror result) {
    boolean plain = source.isDeclared();
    return isKnown(result)
        || !plain && result.getKind() == TypeKind.DECLARED && Conversions.unboxed(body.reading.ir.of(result)).isFloating();
  }

  /** Calls what a source is read into; null when it has no result. */
  Value call(Source source, String name, List<Value> values, TypeMirror result, Tree tree) {
    Parts record = result.getKind() == TypeKind.VOID ? null : body.parts(result);
    Parts parts = record == null && source instanceof Source.Method m ? body.instances.result(m.element(), result,
        m.receiver() == null ? null : m.receiver().apart()) : record;
    boolean flat = !source.isDeclared() || !body.reading.signatures.isCalledByName(source.element(), body.reading.owner);
    var callee = new Callee.Local(source.key(), name, flat);
    if (parts != null) {
      List<Value> results = parts.leaves().stream().map(l -> Value.temporary(l.type())).toList();
      body.ssa.add(new Op.Call(results, new Callee.Local(source.key(), name, true), values, body.span(tree)));
      return body.records.result(parts, results, tree);
    }
    if (!isReadAtOnce(source, result)) {
      List<Value> results = result.getKind() == TypeKind.VOID ? List.of() : List.of(Value.temporary(body.type(result, tree)));
      body.ssa.add(new Op.Call(results, callee, values, body.span(tree)));
      return results.isEmpty() ? null : results.getFirst();
    }
    Reading.Read read = body.reading.now(source, tree);
    if (read.returned() == null) {
      List<Value> results = read.function().results().stream().map(Value::temporary).toList();
      body.ssa.add(new Op.Call(results, callee, values, body.span(tree)));
      return results.getFirst();
    }
    List<Value> results = results(source, name, read.function().results(), values, tree);
    Value token = body.functions.standIn(body.type(result, tree), new Refusal(Message.FUNCTION_ESCAPES, tree, name), tree);
    body.known.put(token, new FunctionValue(read.returned(), results));
    return token;
  }

  /** Calls a source whose results are parts of what it gives. */
  List<Value> results(Source source, String name, List<Type> types, List<Value> values, Tree tree) {
    List<Value> results = types.stream().map(Value::temporary).toList();
    body.ssa.add(new Op.Call(results, new Callee.Local(source.key(), name, true), values, body.span(tree)));
    return results;
  }
}
