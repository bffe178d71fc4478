package dev.adjoint.processor.source;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.Source.Passed;
import dev.adjoint.processor.source.typing.Env;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Objects of other top-level classes whose fields are all final: one that is made here is known as the values of its fields, which its
 * constructor is read to give ({@link Shape.Immutable}). The object itself is made as well, for code that is emitted as it is
 * written; where there is none, nothing of it is left.
 */
final class ImmutableObjects {
  private final Body body;
  /** The objects whose constructors do more than to compute their fields. */
  private final Map<Value, Tree> creations = new IdentityHashMap<>();
  /** In a constructor: the fields of its class, and what the superclass's constructor gave. */
  private final Map<VariableElement, Variable> made = new LinkedHashMap<>();
  private FunctionValue inherited;
  private FunctionValue delegated;
  private boolean constructing;

  ImmutableObjects(Body body) {
    this.body = body;
  }

  /** {@code new C(…)}; null where the class is none of these. */
  Value create(NewClassTree tree, TypeMirror mirror, TypeMirror target) {
    if (!body.reading.immutables.isOne(mirror)) {
      return null;
    }
    ExecutableElement constructor = body.typing.constructorOf(tree, body.env);
    if (!hasSource(constructor)) {
      return null;
    }
    List<? extends TypeMirror> types = body.typing.constructorTypeOf(tree, body.env, target).getParameterTypes();
    boolean packs = constructor.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
    List<Value> args = body.creations.arguments(tree.getArguments(), types, packs, tree);
    body.opaque.checkThrown(constructor, tree);
    Value token = token(constructor, args, mirror, tree);
    if (body.reading.plain.contains(tree)) {
      return token;
    }
    Made object = construct(constructor, args, tree);
    if (object != null) {
      body.known.put(token, object.value());
      Op.Reason reason = Body.reason(Message.OBJECT_UNKNOWN, IrTypes.shortName(token.type()));
      body.ssa.explain(token, reason);
      if (object.effects()) {
        body.known.refuse(token, new Refusal(Message.OBJECT_UNKNOWN, tree, IrTypes.shortName(token.type())));
        creations.put(token, tree);
      }
    }
    return token;
  }

  /** Whether the object of a token that is used goes without being known, as it has to where its constructor would run twice. */
  boolean keepsWhole(Value token) {
    return creations.containsKey(token) && body.reading.plain.add(creations.get(token));
  }

  private boolean hasSource(ExecutableElement constructor) {
    return body.reading.elements.getOrigin(constructor) == Elements.Origin.EXPLICIT && body.reading.trees.getTree(constructor) != null;
  }

  /** The object as it is made. */
  private Value token(ExecutableElement constructor, List<Value> args, TypeMirror mirror, Tree tree) {
    Type type = body.type(mirror, tree);
    Code.PrivateMethod caller = body.members.method(constructor);
    if (caller == null && !IrTypes.accessible(constructor, body.home())) {
      return body.functions.standIn(type, new Refusal(Message.PRIVATE_METHOD, tree, body.reading.ir.readable(constructor)), tree);
    }
    Snippet snippet = caller == null ? new Snippet().text("new ").type(type) : new Snippet().piece(caller);
    snippet.text("(");
    for (int i = 0; i < args.size(); i++) {
      snippet.text(i == 0 ? "" : ", ").operand(args.get(i));
    }
    return body.emit(snippet.text(")"), type, Op.Effect.EFFECT,
        Body.reason(Message.CALL_WITHOUT_DERIVATIVE, body.reading.ir.readable(constructor)), tree);
  }

  /** @param effects whether the constructor does more than to compute the fields */
  private record Made(FunctionValue value, boolean effects) {}

  /** The fields of an object that a constructor makes; null where that cannot be read. */
  private Made construct(ExecutableElement constructor, List<Value> args, Tree tree) {
    var passed = new ArrayList<Passed>();
    var values = new ArrayList<Value>();
    for (int i = 0; i < args.size(); i++) {
      body.helpers.pass(args.get(i), constructor.getParameters().get(i).asType(), passed, values, tree);
    }
    Source source = Source.Method.of(body.reading.ir.key(constructor), constructor, Map.of(), null, passed);
    if (body.reading.refused(source) != null) {
      return null;
    }
    body.reading.reach(source, tree);
    Reading.Read read = body.reading.now(source, tree);
    if (read.function() == null || read.returned() == null) {
      return null;
    }
    return new Made(new FunctionValue(read.returned(), body.helpers.results(source, SourceFunction.name(constructor),
        read.function().results(), values, tree)), hasEffects(read.function().body()));
  }

  /** Whether a constructor does anything besides computing, or throwing. */
  private static boolean hasEffects(Block block) {
    for (Op op : block.ops()) {
      boolean effect = switch (op) {
        case Op.Opaque o -> o.effect() == Op.Effect.EFFECT;
        case Op.Store o -> true;
        case Op.Fill o -> true;
        case Op.ArrayCopy o -> true;
        // an array of its own would be another one in the object itself
        case Op.NewArray o -> true;
        case Op.Copy o -> true;
        // what it calls may do anything, the constructor of another such class too
        case Op.Call o -> true;
        default -> false;
      };
      if (effect && !Ops.ends(block) || Ops.blocks(op).stream().anyMatch(ImmutableObjects::hasEffects)) {
        return true;
      }
    }
    return false;
  }

  // ------------------------------------------------------------------------------------------------ fields

  /** The field of a known object; null where the object is not known. */
  Value field(Value object, VariableElement field, Tree tree) {
    FunctionValue function = object == null ? null : body.known.get(object);
    return function == null ? null : field(function, object, field, tree);
  }

  private Value field(FunctionValue object, Value token, VariableElement field, Tree tree) {
    if (object.shape() instanceof Shape.Choice choice && body.objects.isKnown(token)) {
      FunctionValue then = object.part(choice.then(), 1);
      FunctionValue otherwise = object.part(choice.otherwise(), 1 + then.captured().size());
      return body.applications.choose(object.captured().getFirst(), body.type(field.asType(), tree),
          () -> field(then, token, field, tree), () -> field(otherwise, token, field, tree), tree);
    }
    if (!(object.shape() instanceof Shape.Immutable shape)) {
      return null;
    }
    int from = 0;
    for (int i = 0; i < shape.fields().size(); i++) {
      Shape.Slot slot = shape.fields().get(i);
      int n = slot.types().size();
      if (shape.elements().get(i).equals(field)) {
        return value(slot, object.captured().subList(from, from + n), tree);
      }
      from += n;
    }
    return null;
  }

  private Value value(Shape.Slot slot, List<Value> values, Tree tree) {
    if (slot.function() == null) {
      return slot.parts() == null ? values.getFirst() : body.records.result(slot.parts(), values, tree);
    }
    Value token = body.functions.standIn(slot.type(), new Refusal(Message.FUNCTION_ESCAPES, tree, slot.name()), tree);
    body.known.put(token, new FunctionValue(slot.function(), values));
    return token;
  }

  // ------------------------------------------------------------------------------------------------ constructors

  /** Whether the body is one of a constructor of such a class. */
  boolean isConstructing() {
    return constructing;
  }

  /** Begins a constructor: its fields become variables, and without a call of another constructor those of superclasses run. */
  void begin(MethodTree tree) {
    constructing = true;
    for (VariableElement field : ImmutableClasses.own(body.owner)) {
      Parts parts = body.parts(field.asType());
      Variable variable = body.ssa.declare(field.getSimpleName().toString(), body.type(field.asType(), tree), parts,
          Annotated.has(field, "NonDifferentiable"));
      made.put(field, variable);
      body.records.field(field.getSimpleName().toString(), variable);
    }
    if (tree.getBody().getStatements().stream().noneMatch(Construction::isConstructorCall)) {
      ExecutableElement parent = ImmutableClasses.implicitConstructor(body.owner);
      if (parent != null && hasSource(parent)) {
        inherited = superclass(parent, List.of(), tree);
      }
      initialise();
    }
  }

  /** {@code this(…)} and {@code super(…)}. */
  void delegated(MethodInvocationTree tree, ExecutableElement constructor) {
    boolean own = constructor.getEnclosingElement().equals(body.owner);
    if (!own && !hasSource(constructor)) {
      initialise();
      return;
    }
    List<TypeMirror> types = constructor.getParameters().stream().<TypeMirror>map(VariableElement::asType).toList();
    boolean packs = constructor.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
    FunctionValue object = superclass(constructor, body.creations.arguments(tree.getArguments(), types, packs, tree), tree);
    if (own) {
      delegated = object;
    } else {
      inherited = object;
      initialise();
    }
  }

  private FunctionValue superclass(ExecutableElement constructor, List<Value> args, Tree tree) {
    Made object = construct(constructor, args, tree);
    if (object == null) {
      throw new Refusal(Message.UNSUPPORTED, tree, "this constructor");
    }
    return object.value();
  }

  /** The initialisers of the fields, which see no parameters. */
  private void initialise() {
    Env env = body.env;
    body.env = Env.EMPTY;
    try {
      for (Tree member : body.reading.trees.getTree(body.owner).getMembers()) {
        if (member instanceof VariableTree v && v.getInitializer() != null && !v.getModifiers().getFlags().contains(Modifier.STATIC)) {
          Variable variable = body.records.field(v.getName().toString());
          VariableElement field = made.keySet().stream().filter(f -> f.getSimpleName().equals(v.getName())).findFirst().orElseThrow();
          body.assign(variable, body.conversions.convert(body.expressions.lower(v.getInitializer(), field.asType()), variable.type,
              v.getInitializer()), v);
        }
      }
    } finally {
      body.env = env;
    }
  }

  /**
   * What the constructor gives.
   *
   * @param results gets the variables that hold the values of the fields
   * @throws Refusal where it never comes to its end
   */
  Shape.Immutable finish(MethodTree tree, List<Variable> results) {
    if (body.ssa.dead()) {
      throw new Refusal(Message.UNSUPPORTED, tree, "a constructor that only throws");
    }
    var elements = new ArrayList<VariableElement>();
    var slots = new ArrayList<Shape.Slot>();
    FunctionValue known = delegated != null ? delegated : inherited;
    if (known != null) {
      var shape = (Shape.Immutable) known.shape();
      elements.addAll(shape.elements());
      slots.addAll(shape.fields());
      known.captured().forEach(v -> results.add(temporary(v)));
    }
    if (delegated == null) {
      made.forEach((field, variable) -> {
        elements.add(field);
        Value value = body.read(variable, tree);
        FunctionValue function = body.known.get(value);
        slots.add(new Shape.Slot(variable.name, null, variable.type, variable.parts, function == null ? null : function.shape()));
        if (function != null) {
          function.captured().forEach(v -> results.add(temporary(v)));
        } else if (variable.parts != null) {
          body.records.leaves(value, variable.parts, tree).forEach(v -> results.add(temporary(v)));
        } else {
          results.add(variable);
        }
      });
    }
    return Shape.Immutable.of(body.owner.asType(), List.copyOf(elements), List.copyOf(slots));
  }

  private Variable temporary(Value value) {
    Variable part = body.ssa.temporary(value.type());
    body.ssa.assign(part, value);
    return part;
  }
}
