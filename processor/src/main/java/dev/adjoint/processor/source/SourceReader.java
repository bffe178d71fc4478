package dev.adjoint.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.Trees;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.source.Reading.Read;
import dev.adjoint.processor.source.typing.Typing;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Reads annotated methods, and every helper of the same top-level class that they reach, into a {@link Unit}.
 *
 * <p>A method that cannot be read is missing from the unit's entries, and all of its problems are in its diagnostics. A
 * helper that cannot be read is no problem of its own: calls to it are opaque, and say why when they turn out active.
 */
public final class SourceReader {
  private final ProcessingEnvironment environment;
  private final Trees trees;
  private final Places places;
  private final Rules rules;
  private final boolean debug;
  private boolean incomplete;
  private List<TypeElement> others = List.of();

  /**
   * A reader for one round.
   *
   * @param places collects where the spans of all its units are
   * @param debug whether an internal failure prints its stack trace
   */
  public SourceReader(ProcessingEnvironment environment, Trees trees, Places places, Rules rules, boolean debug) {
    this.environment = environment;
    this.trees = trees;
    this.debug = debug;
    this.places = places;
    this.rules = rules;
  }

  /** Whether a class is to be written for a record: the record is compiled here, or nobody has written it with the record. */
  public boolean mayWriteFor(TypeElement record, Type.Ref name) {
    return trees.getPath(record) != null || environment.getElementUtils().getTypeElement(name.qualifiedName()) == null;
  }

  /** The key of a method's function. */
  public String key(ExecutableElement method) {
    return new IrTypes(environment.getTypeUtils()).key(method);
  }

  /** Whether the last {@link #read} met a name that a later round of annotation processing may declare. */
  public boolean incomplete() {
    return incomplete;
  }

  /** The classes of other files whose bodies the last {@link #read} has read: what is generated depends on them, too. */
  public List<TypeElement> others() {
    return others;
  }

  /**
   * Reads the annotated methods of a class.
   *
   * @param diagnostics where the problems of the annotated method with a given key go
   */
  public Unit read(TypeElement owner, List<ExecutableElement> annotated,
      java.util.function.Function<String, Diagnostics> diagnostics) {
    Attempt attempt = attempt(owner, annotated, true);
    if (attempt.fails() && attempt.variants()) {
      // where references to objects of several classes do not work out, those to objects of one class may
      Attempt plain = attempt(owner, annotated, false);
      attempt = plain.fails() ? attempt : plain;
    }
    attempt.problems().forEach((key, all) -> {
      Diagnostics into = diagnostics.apply(key);
      all.all().forEach(d -> into.report(d.message(), d.span(), d.arguments().toArray(String[]::new)));
    });
    return attempt.unit();
  }

  /** What reading came to; {@code variants} tells whether references may be to objects of several classes. */
  private record Attempt(Unit unit, Map<String, Diagnostics> problems, boolean variants) {
    boolean fails() {
      return problems.values().stream().anyMatch(Diagnostics::hasErrors);
    }
  }

  /** Reads them, with objects of more and more classes kept whole that go where they cannot be followed. */
  private Attempt attempt(TypeElement owner, List<ExecutableElement> annotated, boolean variants) {
    var kept = new LinkedHashMap<String, String>();
    Attempt best = null;
    while (true) {
      var found = new LinkedHashMap<String, Diagnostics>();
      var reading = new Reading(environment, trees, places, rules, owner, rules.listedBy(annotated), Map.copyOf(kept), variants, debug);
      Unit unit = read(reading, annotated, key -> found.computeIfAbsent(key, k -> new Diagnostics()));
      var now = new Attempt(unit, found, reading.hierarchies.used() || best != null && best.variants());
      best = best == null || !now.fails() ? now : new Attempt(best.unit(), best.problems(), now.variants());
      if (!reading.escaped.keySet().stream().anyMatch(c -> !kept.containsKey(c))) {
        return best;
      }
      reading.escaped.forEach(kept::putIfAbsent);
    }
  }

  private Unit read(Reading reading, List<ExecutableElement> annotated, java.util.function.Function<String, Diagnostics> diagnostics) {
    TypeElement owner = reading.owner;
    for (ExecutableElement m : annotated) {
      reading.hierarchies.isGiven(reading.signatures.self(m));
      m.getParameters().forEach(p -> reading.hierarchies.isGiven(reading.signatures.param(m, p)));
    }
    Map<String, ExecutableElement> entries = new LinkedHashMap<>();
    annotated.forEach(m -> entries.put(reading.ir.key(m), m));
    Map<String, Read> found = new LinkedHashMap<>();
    entries.forEach((key, method) -> reading.reached.put(key, new Source.Method(key, method)));
    reading.readBy(source -> {
      Read known = found.get(source.key());
      return known != null ? known : read(reading, source, found);
    });
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String key : List.copyOf(reading.reached.keySet())) {
        Read before = found.get(key);
        if (before != null && before.callees().stream().noneMatch(reading.unreadable::containsKey)) {
          continue;
        }
        changed = true;
        read(reading, reading.reached.get(key), found);
      }
    }
    incomplete = reading.incomplete;
    CompilationUnitTree file = trees.getPath(owner).getCompilationUnit();
    others = reading.reached.values().stream().map(s -> IrTypes.outermost(s.element())).distinct()
        .filter(t -> trees.getPath(t).getCompilationUnit() != file).toList();
    return unit(reading, entries, found, diagnostics);
  }

  private Read read(Reading reading, Source source, Map<String, Read> found) {
    Read read;
    int plain;
    do {
      plain = reading.plain.size();
      read = read(reading, source);
    } while (reading.plain.size() > plain);
    found.put(source.key(), read);
    if (read.diagnostics().hasErrors()) {
      reading.unreadable.putIfAbsent(source.key(), reason(reading, source, read.diagnostics()));
    }
    return read;
  }

  private static boolean receiverIsNamed(ExecutableElement method) {
    return Annotated.strings(Annotated.find(method, "Differentiable"), "wrt").stream()
        .anyMatch(chosen -> chosen.equals("this") || chosen.startsWith("this."));
  }

  private static Op.Reason reason(Reading reading, Source source, Diagnostics problems) {
    Diagnostics.Diagnostic first = problems.all().stream()
        .filter(d -> d.message().severity() == Message.Severity.ERROR).findFirst().orElseThrow();
    String name = switch (source) {
      case Source.Method m -> reading.ir.readable(m.element());
      case Source.Overriding m -> m.method().tree().getName() + " of the anonymous class";
      case Source.Lambda l -> "the lambda";
    };
    return Body.reason(Message.HELPER, name, String.valueOf(first.span().line()), first.text());
  }

  private Unit unit(Reading reading, Map<String, ExecutableElement> entries, Map<String, Read> found,
      java.util.function.Function<String, Diagnostics> diagnostics) {
    var readable = new ArrayList<Unit.Entry>();
    var wanted = new ArrayList<String>();
    entries.forEach((key, method) -> {
      Read read = found.get(key);
      Diagnostics into = diagnostics.apply(key);
      read.diagnostics().all().forEach(d -> into.report(d.message(), d.span(), d.arguments().toArray(String[]::new)));
      if (read.function() != null && !read.diagnostics().hasErrors()) {
        Set<Modifier> modifiers = method.getModifiers();
        readable.add(new Unit.Entry(key, !modifiers.contains(Modifier.PRIVATE), !modifiers.contains(Modifier.STATIC),
            method.isVarArgs(), kernel(method, read), Annotated.order(method), Annotated.taylor(method), Annotated.sparsity(method),
            read.signature(), read.dispatch(), read.overridden()));
        wanted.add(key);
      }
    });
    Map<String, Function> functions = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      Read read = found.get(wanted.get(i));
      if (functions.putIfAbsent(wanted.get(i), read.function()) == null) {
        wanted.addAll(read.callees());
      }
    }
    var references = new ObjectReferences(reading.elements, reading.types);
    readable.replaceAll(e -> e.with(references.with(e.signature(), functions.values())));
    List<Unit.Implicit> implicits = reading.implicits.values().stream().filter(i -> functions.containsKey(i.key())).toList();
    return new Unit(IrTypes.ref(reading.owner), isPublic(reading.owner), readable, functions, implicits);
  }

  private static Unit.Kernel kernel(ExecutableElement method, Read read) {
    AnnotationMirror mirror = Annotated.find(method, "Kernel");
    return mirror == null ? null
        : new Unit.Kernel(Boolean.TRUE.equals(Annotated.value(mirror, "deterministic")), read.parallel());
  }

  /** Whether a class and every class around it is public. */
  public static boolean isPublic(TypeElement owner) {
    for (Element e = owner; !(e instanceof PackageElement); e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private Read read(Reading reading, Source source) {
    var diagnostics = new Diagnostics();
    ExecutableElement method = source.element();
    MethodTree tree = trees.getTree(method);
    CompilationUnitTree unit = trees.getPath(method).getCompilationUnit();
    if (tree.getBody() == null && (!DispatchedMethods.isOpen(method, reading.signatures) || receiverIsNamed(method))) {
      boolean named = method.getModifiers().contains(Modifier.ABSTRACT) && receiverIsNamed(method);
      diagnostics.report(named ? Message.DISPATCH_RECEIVER : Message.NO_BODY, places.span(tree, tree, unit), reading.ir.readable(method));
      return new Read(null, Set.of(), diagnostics, null, List.of(), null, null, List.of());
    }
    Body body = body(reading, source, tree, unit, diagnostics);
    var reader = new SourceFunction(body, source);
    Function function = null;
    Callee.External dispatch = null;
    List<Unit.Overridden> overridden = List.of();
    try {
      if (source instanceof Source.Method m) {
        check(body, m, tree);
      }
      function = reader.read(tree);
      if (source.isDeclared() && Annotated.has(method, "Differentiable") && Signatures.instance(method)) {
        dispatch = DispatchedMethods.isOpen(method, reading.signatures) ? body.dispatched.callee(method) : null;
        overridden = body.dispatched.overridden(method, SourceFunction.names(tree), tree);
      }
    } catch (Refusal e) {
      body.report(e);
    } catch (TypingException e) {
      body.report(e, tree);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      body.reportInternal(e, tree);
    }
    Set<String> callees = function == null ? new HashSet<>() : callees(function.body(), new HashSet<>());
    Unit.Implicit implicit = reading.implicits.get(source.key());
    if (implicit != null) {
      callees.add(implicit.companion().key());
    }
    return new Read(diagnostics.hasErrors() ? null : function, callees, diagnostics, reader.returned(), body.parallel,
        function == null || !(source instanceof Source.Method) ? null : reader.signature(tree), dispatch, overridden);
  }

  private Body body(Reading reading, Source source, MethodTree tree, CompilationUnitTree unit, Diagnostics diagnostics) {
    return switch (source) {
      case Source.Method s -> {
        Typing typing = new Typing(environment, unit, (TypeElement) s.element().getEnclosingElement()).in(s.element());
        var body = new Body(reading, unit, typing, s, new Jumps(tree, tree.getBody()), tree.getBody(), diagnostics);
        body.statement = tree;
        yield body;
      }
      case Source.Lambda s -> {
        Shape.Lambda shape = s.shape();
        var body = new Body(reading, unit, shape.place().typing(), s, new Jumps(shape.tree(), shape.tree().getBody()),
            shape.tree().getBody(), diagnostics);
        body.statement = shape.tree().getBody();
        body.anonymous = shape.place().anonymous();
        yield body;
      }
      case Source.Overriding s -> {
        Shape.Place place = s.shape().place();
        MethodTree method = s.method().tree();
        var body = new Body(reading, unit, place.typing().inAnonymous(s.shape().written()), s, new Jumps(method, method.getBody()),
            method.getBody(), diagnostics);
        body.statement = method;
        body.anonymous = s.shape().type();
        yield body;
      }
    };
  }

  private static void check(Body body, Source.Method source, MethodTree tree) {
    ExecutableElement method = body.method;
    method.getThrownTypes().stream().filter(body.opaque::isChecked).findFirst()
        .ifPresent(t -> body.report(Message.CHECKED_EXCEPTION, tree, t.toString()));
    if (source.isDeclared()) {
      checkTypeParameters(body, method, tree);
    }
    int order = Annotated.order(method);
    if (order < 1 || order > 2) {
      body.report(Message.ORDER, tree, String.valueOf(order));
    }
    String taylor = Annotated.taylor(method);
    if (!taylor.isEmpty() && !body.reading.signatures.isDifferentiatedNumber(method, taylor)) {
      body.report(Message.TAYLOR, tree, taylor, body.reading.ir.readable(method));
    }
    if (Annotated.has(method, "Differentiable") && body.reading.signatures.results(method).stream()
        .anyMatch(t -> t.canBeActive() && !t.isDifferentiable())) {
      body.report(Message.TENSOR_ARRAY_RESULT, tree.getReturnType(), IrTypes.shortName(body.reading.ir.erased(method.getReturnType())));
    }
    objects(body, method, tree);
    tensorRows(body, method, tree);
    List<String> names = method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList();
    for (String chosen : Annotated.strings(Annotated.find(method, "Differentiable"), "wrt")) {
      int at = names.indexOf(chosen);
      if (isComponent(body, method, names, chosen)) {
        continue;
      }
      if (at < 0) {
        body.report(Message.WRT_UNKNOWN, tree, chosen, String.join(", ", names));
      } else if (!body.reading.ir.erased(method.getParameters().get(at).asType()).isDifferentiable()
          && body.reading.signatures.param(method, method.getParameters().get(at)) == null) {
        body.report(Message.WRT_TYPE, tree.getParameters().get(at), chosen, method.getParameters().get(at).asType().toString());
      }
    }
  }

  /** Arrays of arrays of tensors in what is differentiated have no adjoints. */
  private static void tensorRows(Body body, ExecutableElement method, MethodTree tree) {
    if (!Annotated.has(method, "Differentiable")) {
      return;
    }
    String own = body.reading.signatures.tensorRows(method, null);
    if (own != null) {
      body.report(Message.TENSOR_ROWS_PARAMETER, tree, "this", own);
    }
    for (int i = 0; i < method.getParameters().size(); i++) {
      String rows = body.reading.signatures.tensorRows(method, method.getParameters().get(i));
      if (rows != null) {
        body.report(Message.TENSOR_ROWS_PARAMETER, tree.getParameters().get(i), tree.getParameters().get(i).getName().toString(), rows);
      }
    }
  }

  /** A type parameter stands for its bound, which is all that callers of the generated methods see of it. */
  private static void checkTypeParameters(Body body, ExecutableElement method, MethodTree tree) {
    var own = new LinkedHashMap<Element, TypeMirror>();
    method.getTypeParameters().forEach(p -> own.put(p, p.getBounds().getFirst()));
    for (TypeParameterElement p : method.getTypeParameters()) {
      if (p.getBounds().size() > 1) {
        body.report(Message.TYPE_PARAMETER, tree, p.toString(), "has several bounds");
      } else if (p.getBounds().getFirst() instanceof DeclaredType d && isArgument(body, d, own)) {
        body.report(Message.TYPE_PARAMETER, tree, p.toString(), "is bounded by " + d);
      }
    }
    for (int i = 0; i < method.getParameters().size(); i++) {
      TypeMirror type = method.getParameters().get(i).asType();
      if (isArgument(body, type, own)) {
        body.report(Message.TYPE_PARAMETER, tree.getParameters().get(i), names(own), "is an argument of " + type);
      }
    }
    if (isArgument(body, method.getReturnType(), own)) {
      body.report(Message.TYPE_PARAMETER, tree, names(own), "is an argument of " + method.getReturnType());
    }
  }

  private static String names(Map<Element, TypeMirror> own) {
    return own.keySet().stream().map(Element::toString).collect(Collectors.joining(", "));
  }

  /** Whether a type has one of the type parameters as an argument. */
  private static boolean isArgument(Body body, TypeMirror type, Map<Element, TypeMirror> own) {
    TypeMirror inner = TypeGraph.innermost(type);
    return inner.getKind() == TypeKind.DECLARED && !body.reading.types.isSameType(inner, body.typing.substitute(inner, own));
  }

  /** Objects that wrt names must be such as can be taken apart at the interface. */
  private static void objects(Body body, ExecutableElement method, MethodTree tree) {
    if (!Annotated.has(method, "Differentiable")) {
      return;
    }
    Parts self = body.reading.signatures.self(method);
    String outside = !Instances.isOfObjects(self) ? null : ObjectLayouts.outside(self);
    if (outside != null) {
      body.report(Message.OBJECT_SIGNATURE, tree, "this", outside);
    }
    for (int i = 0; i < method.getParameters().size(); i++) {
      Parts parts = body.reading.signatures.param(method, method.getParameters().get(i));
      String reason = !Instances.isOfObjects(parts) ? null : ObjectLayouts.outside(parts);
      if (reason != null) {
        body.report(Message.OBJECT_SIGNATURE, tree.getParameters().get(i), tree.getParameters().get(i).getName().toString(), reason);
      }
    }
  }

  /** Whether wrt names the receiver that is a record, or a component of it or of a parameter. */
  private static boolean isComponent(Body body, ExecutableElement method, List<String> names, String chosen) {
    List<String> path = List.of(chosen.split("\\."));
    int at = names.indexOf(path.getFirst());
    boolean receiver = path.getFirst().equals("this") && Signatures.instance(method);
    if (!receiver && (at < 0 || path.size() == 1)) {
      return false;
    }
    Parts parts = receiver ? body.reading.signatures.self(method) : body.reading.signatures.param(method, method.getParameters().get(at));
    List<String> components = path.subList(1, path.size());
    return parts != null && parts.leaves().stream().filter(Parts.Leaf::wrt)
        .anyMatch(l -> l.path().size() >= components.size() && l.path().subList(0, components.size()).equals(components));
  }

  private static Set<String> callees(Block block, Set<String> found) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Call call && call.callee() instanceof Callee.Local local) {
        found.add(local.key());
      }
      Ops.blocks(op).forEach(b -> callees(b, found));
    }
    return found;
  }
}
