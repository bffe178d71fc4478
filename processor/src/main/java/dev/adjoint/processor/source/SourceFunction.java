package dev.adjoint.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.Source.Passed;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.OwnCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * One source as a function: its parameters, its body, its result. A parameter that is a known function takes the values that
 * this captured; a result that is one gives them.
 */
final class SourceFunction {
  private final Body body;
  private final Source source;
  private final List<Value> params = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Shape returned;

  SourceFunction(Body body, Source source) {
    this.body = body;
    this.source = source;
  }

  /** The function that the result is, or null. */
  Shape returned() {
    return returned;
  }

  Function read(MethodTree tree) {
    return switch (source) {
      case Source.Method s -> method(s, tree);
      case Source.Lambda s -> lambda(s);
      case Source.Overriding s -> overriding(s);
    };
  }

  private Function method(Source.Method s, MethodTree tree) {
    ExecutableElement method = body.method;
    Span span = body.span(tree);
    boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
    boolean object = constructor && s.receiver() != null;
    if (object) {
      List<Value> fields = s.receiver().apart().leaves().stream().map(l -> parameter(l.type(), l.name("self"))).toList();
      body.construction.begin((Parts.Tuple) s.receiver().apart(), fields, tree);
    } else if (!constructor && Signatures.instance(method)) {
      receiver(s, tree);
    }
    for (int i = 0; i < tree.getParameters().size(); i++) {
      VariableTree declared = tree.getParameters().get(i);
      VariableElement element = method.getParameters().get(i);
      boolean constant = Annotated.has(element, "NonDifferentiable");
      Passed passed = s.passed() == null ? null : s.passed().get(i);
      parameter(declared, element.asType(), passed == null ? body.reading.signatures.param(method, element)
          : parts(passed, element.asType()), passed, constant);
    }
    if (object) {
      body.construction.statements(tree);
      return constructed(name(method), body.construction.fields(), span);
    }
    if (constructor) {
      return constructor(tree, span);
    }
    if (tree.getBody() == null) {
      return dispatched(method, tree, span);
    }
    boolean isVoid = method.getReturnType().getKind() == TypeKind.VOID;
    TypeMirror mirror = isVoid ? null : body.concrete(method.getReturnType());
    Type type = isVoid ? null : result(mirror, s.passed() == null ? List.of() : returns(tree.getBody()), tree.getReturnType());
    boolean overridable = Annotated.has(method, "Differentiable") && Calls.isOverridable(method, body.owner)
        && body.instances.object(body.self) == null;
    if (overridable && (s.passed() != null || DispatchedMethods.needsBody(method))) {
      checkReceiver(body, method, body.self, span);
    }
    Variable result = Implicits.is(method) ? implicit(tree, type)
        : body.statements.method(tree, tree.getBody(), type, mirror);
    Function plain = finish(name(method), result, span);
    return s.passed() != null ? plain : new Function(plain.key(), plain.name(), plain.params(),
        body.reading.signatures.wrt(method), plain.results(), plain.body(), span);
  }

  /** An abstract method is the call of the method that the receiver's class has. */
  private Function dispatched(ExecutableElement method, MethodTree tree, Span span) {
    var results = new ArrayList<Variable>();
    for (Value value : body.dispatched.call(method, List.copyOf(params), tree.getReturnType())) {
      Variable result = body.ssa.temporary(value.type());
      body.ssa.assign(result, value);
      results.add(result);
    }
    Function plain = function(name(method), results, span);
    return new Function(plain.key(), plain.name(), plain.params(), body.reading.signatures.wrt(method), plain.results(), plain.body(), span);
  }

  /** The names of the parameters, the receiver's first. */
  static List<String> names(MethodTree tree) {
    var names = new ArrayList<>(List.of(receiverName(tree)));
    tree.getParameters().forEach(p -> names.add(p.getName().toString()));
    return names;
  }

  /** The derivative is that of this body: a receiver whose class has another one is an exception. */
  static void checkReceiver(Body body, ExecutableElement method, Value receiver, Span span) {
    String parameters = method.getParameters().stream().map(p -> body.reading.types.erasure(p.asType()).toString())
        .collect(Collectors.joining(","));
    var owner = (TypeElement) method.getEnclosingElement();
    List<Value> args = new ArrayList<>(List.of(receiver));
    for (String text : List.of(body.reading.elements.getBinaryName(owner).toString(), method.getSimpleName().toString(), parameters)) {
      args.add(body.ssa.constant(Type.STRING, text, span));
    }
    body.ssa.add(new Op.Call(List.of(), new Callee.Runtime(RuntimeFunction.CHECK_IMPLEMENTATION), args, span));
  }

  private Variable implicit(MethodTree tree, Type type) {
    Value value = Implicits.read(body, tree, params);
    Variable result = body.ssa.temporary(type);
    body.ssa.assign(result, value);
    return result;
  }

  private void receiver(Source.Method s, MethodTree tree) {
    names.add(receiverName(tree));
    Parts object = s.passed() == null ? body.reading.signatures.self(body.method) : s.receiver() == null ? null : s.receiver().apart();
    if (Instances.isOfObjects(object)) {
      names.remove(receiverName(tree));
      body.self = parameter(object, object.type(), receiverName(tree), tree);
    } else if (s.receiver() == null || s.receiver().function() == null) {
      names.remove(receiverName(tree));
      body.self = parameter(body.owner.asType(), body.type(body.owner.asType(), tree), receiverName(tree), tree);
    } else {
      body.self = function(s.receiver().function(), body.type(body.owner.asType(), tree), receiverName(tree), tree);
    }
  }

  private Function lambda(Source.Lambda s) {
    Shape.Lambda shape = s.shape();
    LambdaExpressionTree tree = shape.tree();
    Span span = body.span(tree);
    captures(shape.captures(), shape.place(), tree);
    body.env = body.typing.inLambda(tree, shape.type(), body.env);
    for (int i = 0; i < tree.getParameters().size(); i++) {
      VariableTree declared = tree.getParameters().get(i);
      Local local = body.env.lookup(declared.getName().toString());
      parameter(declared, local.type(), parts(s.passed().get(i), local.type()), s.passed().get(i), false);
    }
    TypeMirror mirror = body.concrete(body.typing.functionResult(shape.type()));
    boolean isVoid = mirror.getKind() == TypeKind.VOID;
    String name = body.method.getSimpleName() + "Lambda";
    if (tree.getBody() instanceof BlockTree block) {
      Type type = isVoid ? null : result(mirror, returns(block), tree);
      return finish(name, body.statements.method(tree, block, type, isVoid ? null : mirror), span);
    }
    var expression = (ExpressionTree) tree.getBody();
    body.statement = expression;
    if (isVoid) {
      body.statements.expression(expression);
      return finish(name, null, span);
    }
    Variable result = body.ssa.declare(null, result(mirror, List.of(expression), tree), body.parts(mirror), false);
    Value value = body.expressions.lower(expression, mirror);
    body.assign(result, body.conversions.convert(value, result.type, expression), expression);
    return finish(name, result, span);
  }

  /** Parameters for what was captured; the receivers and the locals around the code are these then. */
  private void captures(Shape.Captures captures, Shape.Place place, Tree tree) {
    body.self = captures.self() == null ? null : slot(captures.self(), tree);
    body.outer = captures.outer() == null ? null : slot(captures.outer(), tree);
    body.env = place.env();
    for (Shape.Slot slot : captures.locals()) {
      Variable variable = body.ssa.declare(slot.name(), slot.type(), slot.function() == null ? slot.parts() : null, false);
      body.bind(slot.local(), variable);
      body.ssa.assign(variable, slot(slot, tree));
    }
  }

  private Value slot(Shape.Slot slot, Tree tree) {
    return slot.function() == null ? parameter(slot.parts(), slot.type(), slot.name(), tree)
        : function(slot.function(), slot.type(), slot.name(), tree);
  }

  /** A method of an anonymous class, whose receiver is known to be an object of it. */
  private Function overriding(Source.Overriding s) {
    Shape.Anonymous shape = s.shape();
    MethodTree tree = s.method().tree();
    captures(shape.captures(), shape.place(), tree);
    body.outer = body.self;
    body.self = body.functions.standIn(body.type(shape.type(), tree), new Refusal(Message.FUNCTION_ESCAPES, tree, "this"), tree);
    body.known.put(body.self, new FunctionValue(shape, params));
    for (int i = 0; i < tree.getParameters().size(); i++) {
      TypeMirror type = s.method().parameters().get(i);
      parameter(tree.getParameters().get(i), type, parts(s.passed().get(i), type), s.passed().get(i), false);
    }
    boolean isVoid = s.method().result().getKind() == TypeKind.VOID;
    TypeMirror mirror = isVoid ? null : body.concrete(s.method().result());
    Type type = isVoid ? null : result(mirror, returns(tree.getBody()), tree.getReturnType());
    return finish(tree.getName().toString(), body.statements.method(tree, tree.getBody(), type, mirror), body.span(tree));
  }

  /** A box that every return gives a number is that number. */
  private Type result(TypeMirror mirror, List<ExpressionTree> returns, Tree tree) {
    Type type = body.type(mirror, tree);
    boolean opens = !type.isPrimitive() && Conversions.unboxed(type).isFloating() && !returns.isEmpty()
        && returns.stream().allMatch(r -> body.boxes.isPrimitive(r, body.env));
    return opens ? Conversions.unboxed(type) : type;
  }

  static List<ExpressionTree> returns(BlockTree block) {
    var found = new ArrayList<ExpressionTree>();
    new OwnCode() {
      @Override
      public Void visitReturn(ReturnTree tree, Void unused) {
        found.add(tree.getExpression());
        return null;
      }
    }.scan(block, null);
    return found;
  }

  /** How a parameter that arrives in a certain way is taken apart, or null. */
  private Parts parts(Passed passed, TypeMirror mirror) {
    return passed.function() != null ? null : passed.apart() != null ? passed.apart() : body.parts(mirror);
  }

  private void parameter(VariableTree declared, TypeMirror mirror, Parts parts, Passed passed, boolean constant) {
    String name = declared.getName().toString();
    Type type = passed == null || passed.function() != null ? body.type(mirror, declared) : passed.type();
    Variable variable = body.ssa.declare(name, type, parts, false);
    body.bind(new Local(name, mirror, declared), variable);
    if (passed != null && passed.function() != null) {
      body.ssa.assign(variable, function(passed.function(), type, name, declared));
      return;
    }
    Value value = parameter(parts, type, name, declared);
    // also where a caller in this class passes something active
    body.assign(variable, constant && (type.canBeActive() || parts != null) ? body.assignments.constant(value, declared) : value,
        declared);
  }

  private Value parameter(TypeMirror mirror, Type type, String name, Tree tree) {
    return parameter(body.parts(mirror), type, name, tree);
  }

  /** A parameter, or one for each part; the value that the body sees. */
  private Value parameter(Parts parts, Type type, String name, Tree tree) {
    if (parts == null) {
      return parameter(type, name);
    }
    List<Value> leaves = parts.leaves().stream().map(l -> parameter(l.type(), l.name(name))).toList();
    Value present = parts.isObject() ? body.ssa.constant(Type.BOOLEAN, true, body.span(tree)) : null;
    return body.ssa.whole(new Bundle(parts, leaves, present));
  }

  /** A constructor of a record as a function from its parameters to the components. */
  private Function constructor(MethodTree tree, Span span) {
    if (!(body.parts(body.owner.asType()) instanceof Parts.Tuple parts)) {
      body.immutables.begin(tree);
      body.statements.method(tree, tree.getBody(), null, null);
      var results = new ArrayList<Variable>();
      returned = body.immutables.finish(tree, results);
      return function(name(body.method), results, span);
    }
    boolean compact = body.reading.elements.isCompactConstructor(body.method);
    List<Variable> fields = body.records.fields(parts, compact, tree);
    body.statements.method(tree, tree.getBody(), null, null);
    var results = new ArrayList<Variable>();
    for (int i = 0; i < fields.size(); i++) {
      results.add(opened(fields.get(i), parts.parts().get(i).parts(), tree));
    }
    return constructed(name(body.method), results, span);
  }

  /** The function of a constructor, whose results are fields. */
  private Function constructed(String name, List<Variable> fields, Span span) {
    Block block = Prune.prune(body.ssa.finish(List.of(), fields, span), body.known.tokens());
    refused(block);
    return new Function(source.key(), name, params, params.stream().map(p -> false).toList(),
        fields.stream().flatMap(f -> f.results().stream()).map(f -> f.type).toList(), block, span);
  }

  private Function function(String name, List<Variable> results, Span span) {
    Block block = Prune.prune(body.ssa.finish(List.of(), results, span), body.known.tokens());
    refused(block);
    return new Function(source.key(), name, params, params.stream().map(p -> p.type().isDifferentiable()).toList(),
        results.stream().flatMap(r -> r.results().stream()).map(r -> r.type).toList(), block, span);
  }

  /** A component's variable, or where that is a box a variable of the number in it. */
  private Variable opened(Variable field, Parts part, Tree tree) {
    if (field.type.isPrimitive() || !(part instanceof Parts.One one) || !one.type().isFloating() || body.ssa.dead()) {
      return field;
    }
    Variable number = body.ssa.temporary(one.type());
    body.ssa.assign(number, body.conversions.unbox(body.read(field, tree), tree));
    return number;
  }

  /** The name of a method's function: for a constructor {@code newC}. */
  static String name(ExecutableElement method) {
    return method.getKind() == ElementKind.CONSTRUCTOR ? "new" + method.getEnclosingElement().getSimpleName()
        : method.getSimpleName().toString();
  }

  /** The method's own parameters and result where some of them are taken apart, else null. */
  Unit.Signature signature(MethodTree tree) {
    ExecutableElement method = body.method;
    if (!body.reading.signatures.isFlat(method) || method.getKind() == ElementKind.CONSTRUCTOR) {
      return null;
    }
    var own = new ArrayList<Unit.Parameter>();
    if (Signatures.instance(method)) {
      own.add(new Unit.Parameter(receiverName(tree), parts(body.owner.asType(), body.reading.signatures.self(method))));
    }
    method.getParameters().forEach(p -> own.add(new Unit.Parameter(p.getSimpleName().toString(),
        parts(p.asType(), body.reading.signatures.param(method, p)))));
    boolean isVoid = method.getReturnType().getKind() == TypeKind.VOID;
    return new Unit.Signature(own, isVoid ? null : parts(method.getReturnType(), body.parts(method.getReturnType())));
  }

  private Parts parts(TypeMirror type, Parts parts) {
    return parts != null ? parts : new Parts.One(body.reading.ir.of(body.concrete(type)));
  }

  private Value parameter(Type type, String name) {
    var value = new Value(type, name == null ? null : NewName.add(name, names));
    params.add(value);
    return value;
  }

  /** A function that comes as what it captured. */
  private Value function(Shape shape, Type type, String name, Tree tree) {
    var captured = new ArrayList<Value>();
    for (int i = 0; i < shape.captured().size(); i++) {
      captured.add(parameter(shape.captured().get(i), shape.names().get(i)));
    }
    Value token = body.functions.standIn(type, new Refusal(Message.FUNCTION_ESCAPES, tree, name), tree);
    body.known.put(token, new FunctionValue(shape, captured));
    return token;
  }

  private Function finish(String name, Variable result, Span span) {
    List<Variable> results = result == null ? List.of() : List.of(result);
    Value value = result == null || body.ssa.dead() ? null : body.ssa.read(result);
    FunctionValue function = value == null ? null : body.known.get(value);
    if (function != null && !Annotated.has(body.method, "Differentiable") | !(source instanceof Source.Method)) {
      returned = function.shape();
      results = function.captured().stream().map(v -> {
        Variable part = body.ssa.temporary(v.type());
        body.ssa.assign(part, v);
        return part;
      }).toList();
    }
    Value content = value == null ? null : body.known.content(value);
    if (content != null && content.type().isFloating() && !source.isDeclared()) {
      Variable open = body.ssa.temporary(content.type());
      body.ssa.assign(open, content);
      results = List.of(open);
    }
    Block block = Prune.prune(body.ssa.finish(List.of(), results, span), body.known.tokens());
    if (function == null && source.isDeclared() && Annotated.has(body.method, "Checkpoint")) {
      block = Checkpoints.once(block, span);
    }
    refused(block);
    return new Function(source.key(), name, params, params.stream().map(p -> p.type().canBeActive()).toList(),
        results.stream().flatMap(r -> r.results().stream()).map(r -> r.type).toList(), block, span);
  }

  /** Reports the functions that go where only their code could follow, which cannot be written again. */
  private void refused(Block block) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Opaque o && body.known.refusal(o.result()) != null && !body.immutables.keepsWhole(o.result())) {
        body.report(body.known.refusal(o.result()));
      }
      Ops.blocks(op).forEach(this::refused);
    }
  }

  /** A name that no parameter has. */
  private static String receiverName(MethodTree tree) {
    String name = "self";
    for (boolean taken = true; taken;) {
      String candidate = name;
      taken = tree.getParameters().stream().anyMatch(p -> p.getName().contentEquals(candidate));
      name = taken ? name + "Object" : name;
    }
    return name;
  }
}
