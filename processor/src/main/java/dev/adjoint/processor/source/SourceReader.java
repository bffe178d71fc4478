package dev.adjoint.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.Typing;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

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

  /** The key of a method's function. */
  public String key(ExecutableElement method) {
    return new IrTypes(environment.getTypeUtils()).key(method);
  }

  /** Whether the last {@link #read} met a name that a later round of annotation processing may declare. */
  public boolean incomplete() {
    return incomplete;
  }

  /** What was read of one method. */
  private record Read(Function function, Set<String> callees, Diagnostics diagnostics) {}

  /**
   * Reads the annotated methods of a class.
   *
   * @param diagnostics where the problems of the annotated method with a given key go
   */
  public Unit read(TypeElement owner, List<ExecutableElement> annotated,
      java.util.function.Function<String, Diagnostics> diagnostics) {
    var reading = new Reading(environment, trees, places, rules, owner, rules.listedBy(annotated), debug);
    Map<String, ExecutableElement> entries = new LinkedHashMap<>();
    annotated.forEach(m -> entries.put(reading.ir.key(m), m));
    Map<String, Read> found = new LinkedHashMap<>();
    reading.reached.putAll(entries);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String key : List.copyOf(reading.reached.keySet())) {
        Read before = found.get(key);
        if (before != null && before.callees().stream().noneMatch(reading.unreadable::containsKey)) {
          continue;
        }
        changed = true;
        Read read = read(reading, reading.reached.get(key));
        found.put(key, read);
        if (read.diagnostics().hasErrors()) {
          reading.unreadable.putIfAbsent(key, reason(reading, reading.reached.get(key), read.diagnostics()));
        }
      }
    }
    incomplete = reading.incomplete;
    return unit(owner, entries, found, diagnostics);
  }

  private static Op.Reason reason(Reading reading, ExecutableElement method, Diagnostics problems) {
    Diagnostics.Diagnostic first = problems.all().stream()
        .filter(d -> d.message().severity() == Message.Severity.ERROR).findFirst().orElseThrow();
    return Body.reason(Message.HELPER, reading.ir.readable(method), String.valueOf(first.span().line()), first.text());
  }

  private Unit unit(TypeElement owner, Map<String, ExecutableElement> entries, Map<String, Read> found,
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
            method.isVarArgs(), Annotated.has(method, "Kernel")));
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
    return new Unit(IrTypes.ref(owner), isPublic(owner), readable, functions);
  }

  private static boolean isPublic(TypeElement owner) {
    for (Element e = owner; !(e instanceof PackageElement); e = e.getEnclosingElement()) {
      if (!e.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private Read read(Reading reading, ExecutableElement method) {
    var diagnostics = new Diagnostics();
    MethodTree tree = trees.getTree(method);
    TreePath path = trees.getPath(method);
    CompilationUnitTree unit = path.getCompilationUnit();
    if (tree.getBody() == null) {
      diagnostics.report(Message.NO_BODY, places.span(tree, tree, unit), reading.ir.readable(method));
      return new Read(null, Set.of(), diagnostics);
    }
    var jumps = new Jumps(tree, tree.getBody());
    Typing typing = new Typing(environment, unit, (TypeElement) method.getEnclosingElement()).in(method);
    var body = new Body(reading, unit, typing, method, jumps, tree.getBody(), diagnostics);
    body.statement = tree;
    Function function = null;
    try {
      function = function(body, tree);
    } catch (Refusal e) {
      body.report(e);
    } catch (TypingException e) {
      body.report(e, tree);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      body.reportInternal(e, tree);
    }
    return new Read(diagnostics.hasErrors() ? null : function,
        function == null ? Set.of() : callees(function.body(), new HashSet<>()), diagnostics);
  }

  private Function function(Body body, MethodTree tree) {
    ExecutableElement method = body.method;
    Span span = body.span(tree);
    check(body, tree);
    var params = new ArrayList<Value>();
    boolean instance = !method.getModifiers().contains(Modifier.STATIC);
    if (instance) {
      body.self = new Value(body.type(body.owner.asType(), tree), receiverName(tree));
      params.add(body.self);
    }
    for (int i = 0; i < tree.getParameters().size(); i++) {
      VariableTree declared = tree.getParameters().get(i);
      VariableElement element = method.getParameters().get(i);
      Type type = body.type(element.asType(), declared);
      Variable variable = body.ssa.declare(declared.getName().toString(), type, false);
      Value value = new Value(type, variable.name);
      body.bind(new Local(variable.name, element.asType(), declared), variable);
      params.add(value);
      boolean constant = Annotated.has(element, "NonDifferentiable") && type.isDifferentiable();
      // also where a caller in this class passes something active
      body.ssa.assign(variable, constant ? body.assignments.detach(value, declared) : value);
    }
    boolean isVoid = method.getReturnType().getKind() == TypeKind.VOID;
    Type type = isVoid ? null : body.type(method.getReturnType(), tree.getReturnType());
    Variable result = body.statements.method(tree, tree.getBody(), type, isVoid ? null : method.getReturnType());
    Block block = Prune.prune(body.ssa.finish(List.of(), result == null ? List.of() : List.of(result), span));
    return new Function(body.reading.ir.key(method), method.getSimpleName().toString(), params,
        Calls.wrt(method, instance), type == null ? List.of() : List.of(type), block, span);
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

  private static void check(Body body, MethodTree tree) {
    ExecutableElement method = body.method;
    method.getThrownTypes().stream().filter(body.opaque::isChecked).findFirst()
        .ifPresent(t -> body.report(Message.CHECKED_EXCEPTION, tree, t.toString()));
    if (!method.getTypeParameters().isEmpty()) {
      body.report(Message.UNSUPPORTED, tree, "a generic method");
    }
    List<String> names = method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList();
    for (String chosen : Annotated.strings(Annotated.find(method, "Differentiable"), "wrt")) {
      int at = names.indexOf(chosen);
      if (at < 0) {
        body.report(Message.WRT_UNKNOWN, tree, chosen, String.join(", ", names));
      } else if (!body.reading.ir.erased(method.getParameters().get(at).asType()).isDifferentiable()) {
        body.report(Message.WRT_TYPE, tree.getParameters().get(at), chosen, method.getParameters().get(at).asType().toString());
      }
    }
  }

  private static Set<String> callees(Block block, Set<String> found) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Call call && call.callee() instanceof dev.adjoint.processor.ir.Callee.Local local) {
        found.add(local.key());
      }
      Ops.blocks(op).forEach(b -> callees(b, found));
    }
    return found;
  }
}
