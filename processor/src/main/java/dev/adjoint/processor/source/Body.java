package dev.adjoint.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.Typing;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** One method while it is read: its lexical environment, the values under construction, and the parts that lower it. */
final class Body {
  final Reading reading;
  final CompilationUnitTree unit;
  final Typing typing;
  final ExecutableElement method;
  final TypeElement owner;
  final Jumps jumps;
  /** The code that is read: the body of the method, or an initialiser that it runs. */
  Tree block;
  final Diagnostics diagnostics;
  /** The method with its type arguments, for the keys of the functions in it. */
  final String place;
  /** Types in the place of the method's type parameters. */
  final Map<Element, TypeMirror> bindings;
  final KnownValues known = new KnownValues();
  final Ssa ssa = new Ssa(known, this::whole);
  final Conversions conversions = new Conversions(this);
  Boxes boxes;
  final PrivateMembers members = new PrivateMembers(this);
  final OpaqueCode opaque = new OpaqueCode(this);
  final Expressions expressions = new Expressions(this);
  final Operators operators = new Operators(this);
  final Assignments assignments = new Assignments(this);
  final Arrays arrays = new Arrays(this);
  final Records records = new Records(this);
  final Rows rows = new Rows(this);
  final Sums sums = new Sums(this);
  final Matching matching = new Matching(this);
  final Lists lists = new Lists(this);
  final TensorLists tensorLists = new TensorLists(this);
  final Calls calls = new Calls(this);
  final Externals externals = new Externals(this);
  final DispatchedMethods dispatched = new DispatchedMethods(this);
  final PlainCalls plainCalls = new PlainCalls(this);
  final Creations creations = new Creations(this);
  final Instances instances = new Instances(this);
  final Variants variants = new Variants(this);
  final Construction construction = new Construction(this);
  final Functions functions = new Functions(this);
  final Applications applications = new Applications(this);
  final Streams streams = new Streams(this);
  final HelperCalls helpers = new HelperCalls(this);
  final KnownObjects objects = new KnownObjects(this);
  final ImmutableObjects immutables = new ImmutableObjects(this);
  final Statements statements = new Statements(this);

  /** The locals in scope. */
  Env env = Env.EMPTY;
  /** The statement being read, for spans. */
  Tree statement;
  /** The receiver, null in a static method. */
  Value self;
  /** The supertype of the anonymous class whose method is read, or null. */
  TypeMirror anonymous;
  /** Inside an anonymous class the receiver around it, or null. */
  Value outer;

  /** The loops whose counter is declared parallel. */
  final List<Span> parallel = new ArrayList<>();

  /** Where the value of a switch expression goes. */
  record Yield(Variable result, TypeMirror type) {}

  final Map<Tree, Yield> yields = new IdentityHashMap<>();
  private final Map<Tree, Variable> variables = new IdentityHashMap<>();
  private final Set<String> refusedClasses = new HashSet<>();
  private final Set<Tree> keptWhole = new HashSet<>();
  private final Map<Tree, Parts> listParts = new IdentityHashMap<>();
  /** The code that is being emitted as it is written, or null. */
  private Tree quoted;

  Body(Reading reading, CompilationUnitTree unit, Typing typing, Source source, Jumps jumps, Tree block,
      Diagnostics diagnostics) {
    ExecutableElement method = source.element();
    this.bindings = source.bindings();
    this.place = switch (source) {
      case Source.Lambda s -> s.shape().place().method();
      case Source.Overriding s -> s.shape().place().method();
      case Source.Method s -> Source.Method.of(reading.ir.key(method), method, bindings, null, List.of()).key();
    };
    this.boxes = boxes(typing, block);
    this.reading = reading;
    this.unit = unit;
    this.typing = typing;
    this.method = method;
    this.owner = (TypeElement) method.getEnclosingElement();
    this.jumps = jumps;
    this.block = block;
    this.diagnostics = diagnostics;
  }

  private Boxes boxes(Typing typing, Tree code) {
    return new Boxes(typing, code, name -> variable(name) != null && variable(name).type.isPrimitive());
  }

  /** Reads an initialiser, which a constructor runs (JLS 12.5) and which sees none of its locals. */
  void within(Tree initialiser, Runnable reading) {
    Env outerEnv = env;
    Tree outerStatement = statement;
    Tree outerBlock = block;
    Boxes outerBoxes = boxes;
    env = Env.EMPTY;
    statement = initialiser;
    block = initialiser;
    boxes = boxes(typing, initialiser);
    jumps.include(initialiser);
    try {
      reading.run();
    } finally {
      env = outerEnv;
      statement = outerStatement;
      block = outerBlock;
      boxes = outerBoxes;
    }
  }

  Span span(Tree tree) {
    return reading.places.span(tree, statement, unit);
  }

  void report(Message message, Tree tree, String... arguments) {
    diagnostics.report(message, span(tree), arguments);
  }

  /** Reports why something was refused, unless that is known already. */
  void report(Refusal refusal) {
    refusal.escaping().forEach(type -> reading.escaped.putIfAbsent(type,
        refusal.tree() == null ? "" : " (line " + span(refusal.tree()).line() + ")"));
    if (refusal.tree() != null) {
      report(refusal.message(), refusal.tree(), refusal.arguments());
    }
  }

  void report(TypingException failure, Tree fallback) {
    Tree tree = failure.tree() != null ? failure.tree() : fallback;
    if (follows(tree)) {
      return;
    }
    reading.incomplete |= failure.deferrable();
    report(Message.UNRESOLVED, tree, String.valueOf(tree), failure.reason());
  }

  /** Notes a local class that was refused, so that its uses are not reported again. */
  void refuse(ClassTree tree) {
    refusedClasses.add(tree.getSimpleName().toString());
    throw new Refusal(Message.LOCAL_CLASS, tree, tree.getSimpleName().toString());
  }

  /** Whether the tree names something whose declaration was refused already. */
  private boolean follows(Tree tree) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree name, Void unused) {
        Local local = env.lookup(name.getName().toString());
        Variable variable = local == null ? null : variables.get(local.declaration());
        found[0] |= variable == null ? refusedClasses.contains(name.getName().toString()) : variable.poisoned;
        return null;
      }
    }.scan(tree, null);
    return found[0];
  }

  /** Reports a defect of the reader as a diagnostic at the statement. */
  void reportInternal(Throwable failure, Tree tree) {
    report(Message.INTERNAL, tree, "read", method.getSimpleName().toString(), String.valueOf(failure));
    if (reading.debug) {
      failure.printStackTrace();
    }
  }

  /** Whether a class is in the file whose derivatives are made, or in the one of the method that is read. */
  boolean isHere(TypeElement type) {
    TypeElement outermost = IrTypes.outermost(type);
    return outermost.equals(IrTypes.outermost(reading.owner)) || outermost.equals(IrTypes.outermost(owner));
  }

  /** The package that the generated class will be in. */
  PackageElement home() {
    return IrTypes.packageOf(reading.owner);
  }

  /** A type without the method's type parameters, nor wildcards. */
  TypeMirror concrete(TypeMirror type) {
    TypeMirror bound = bindings.isEmpty() ? type : typing.substitute(type, bindings);
    if (bound instanceof WildcardType w) {
      return w.getExtendsBound() != null ? w.getExtendsBound() : reading.elements.getTypeElement("java.lang.Object").asType();
    }
    return bound;
  }

  /** The type of a value at a tree; refused when generated code cannot name it. */
  Type type(TypeMirror declared, Tree tree) {
    TypeMirror mirror = bindings.isEmpty() ? declared : typing.substitute(declared, bindings);
    if (reading.layouts.of(mirror) != null || reading.layouts.ofList(mirror) != null || instances.ofOwn(mirror) != null) {
      // generated code names its parts
      return reading.ir.of(mirror);
    }
    if (mirror.getKind() == TypeKind.ERROR) {
      reading.incomplete = true;
      throw new Refusal(Message.UNRESOLVED, tree, mirror.toString(), "no such class");
    }
    TypeElement hidden = reading.ir.hidden(mirror, home());
    if (hidden != null) {
      throw new Refusal(Message.PRIVATE_TYPE, tree, hidden.getSimpleName().toString());
    }
    try {
      return reading.ir.of(mirror);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Message.UNRESOLVED, tree, String.valueOf(tree), e.getMessage());
    }
  }

  /** Declares a local and puts it into scope. */
  Variable declare(VariableTree tree) {
    return declare(tree, typing.local(tree, env));
  }

  /** Declares a local that the typing knows already. */
  Variable declare(VariableTree tree, Local local) {
    return declare(tree, local, parts(local.type()));
  }

  /** Declares a local whose values are taken apart in a certain way, or, where that is null, not at all. */
  Variable declare(VariableTree tree, Local local, Parts apart) {
    Type type;
    try {
      type = type(local.type(), tree);
      type = boxes.neverNull(tree, type, env) ? Conversions.unboxed(type) : type;
    } catch (Refusal e) {
      poison(tree, local);
      throw e;
    }
    boolean detached = isAnnotated(tree, "NonDifferentiable");
    Parts parts = listParts.containsKey(tree) ? listParts.get(tree) : keptWhole.contains(tree) ? null : apart;
    Variable variable = ssa.declare(local.name(), type, parts, detached && (type.canBeActive() || parts != null));
    variables.put(local.declaration(), variable);
    env = env.with(local);
    return variable;
  }

  /** Notes that a local is a list that is taken apart. */
  void takeApart(VariableTree tree, Parts.Columns parts) {
    listParts.put(tree, parts);
  }

  /** Notes that a local holds a constant object, which is not taken apart. */
  void keepWhole(VariableTree tree) {
    keptWhole.add(tree);
  }

  /** Whether a local is declared with one of the project's annotations. */
  static boolean isAnnotated(VariableTree tree, String name) {
    return tree.getModifiers().getAnnotations().stream()
        .anyMatch(a -> a.getAnnotationType().toString().replaceAll(".*\\.", "").equals(name));
  }

  /** Puts a local into scope whose declaration cannot be typed, so that its uses are not reported again. */
  void declareUnknown(VariableTree tree) {
    poison(tree, new Local(tree.getName().toString(), reading.types.getNullType(), tree));
  }

  private void poison(VariableTree tree, Local local) {
    Variable variable = ssa.declare(local.name(), Type.Ref.of("java.lang", "Object"), false);
    variable.poisoned = true;
    variables.put(local.declaration(), variable);
    env = env.with(local);
  }

  /** Binds a variable to the declaration that the typing knows. */
  void bind(Local local, Variable variable) {
    variables.put(local.declaration(), variable);
    env = env.with(local);
  }

  void bindPattern(Tree declaration, Variable variable) {
    variables.put(declaration, variable);
  }

  /** The variable of a local in scope; a use of one whose declaration failed is refused without a message. */
  Variable variable(Local local) {
    Variable variable = variables.get(local.declaration());
    if (variable == null || variable.poisoned) {
      throw Refusal.silent();
    }
    return variable;
  }

  /** The variable that a simple name means here, or null. */
  Variable variable(String name) {
    Local local = env.lookup(name);
    return local == null ? null : variables.get(local.declaration());
  }

  /** How values of a type are taken apart, or null. */
  Parts parts(TypeMirror declared) {
    return reading.layouts.of(concrete(declared));
  }

  /** Assigns to a variable, whose parts the value is taken apart into where it has any. */
  void assign(Variable variable, Value value, Tree tree) {
    if (variable.parts == null) {
      ssa.assign(variable, value);
    } else {
      ssa.assign(variable, records.bundle(value, variable.parts, tree));
    }
  }

  /** How values of a type are taken apart that code of this file makes, or null. */
  Parts apart(TypeMirror declared) {
    Parts parts = parts(declared);
    return parts != null ? parts : instances.ofOwn(declared);
  }

  /** A variable for the value of an expression. */
  Variable temporary(TypeMirror mirror, Tree tree) {
    return ssa.declare(null, type(mirror, tree), apart(mirror), false);
  }

  private Value whole(Value value) {
    return records.whole(value, quoted != null ? quoted : statement);
  }

  /** The value of a local that is definitely assigned, JLS 16. */
  Value read(Variable variable, Tree tree) {
    Value value = ssa.read(variable);
    if (value == null && variable.parts != null) {
      variable.slots().forEach(slot -> ssa.assign(slot, ssa.entering(slot, span(tree))));
      value = ssa.read(variable);
    }
    return value != null ? variants.known(value) : ssa.entering(variable, span(tree));
  }

  /** Emits an opaque operation; the type is null for a statement. */
  Value emit(Snippet snippet, Type type, Op.Effect effect, Op.Reason reason, Tree tree) {
    if (type instanceof Type.Ref ref && ref.arguments().isEmpty() && reading.layouts.isHiddenObject(ref, home())) {
      throw new Refusal(Message.PRIVATE_TYPE, tree, ref.names().getLast());
    }
    Value result = type == null ? null : Value.temporary(type);
    Tree before = quoted;
    quoted = tree;
    ssa.add(new Op.Opaque(result, snippet.code(), snippet.operands(), effect, reason, span(tree)));
    quoted = before;
    return result;
  }

  /** Opaque code around values: {@code {0}} in the template stands for the first. */
  Value emit(String template, List<Value> values, Type type, Op.Effect effect, Op.Reason reason, Tree tree) {
    var snippet = new Snippet();
    int from = 0;
    for (int at = template.indexOf('{'); at >= 0; at = template.indexOf('{', from)) {
      snippet.text(template.substring(from, at));
      snippet.operand(values.get(template.charAt(at + 1) - '0'));
      from = at + 3;
    }
    snippet.text(template.substring(from));
    return emit(snippet, type, effect, reason, tree);
  }

  static Op.Reason reason(Message message, String... arguments) {
    return new Op.Reason(message.name(), List.of(arguments));
  }
}
