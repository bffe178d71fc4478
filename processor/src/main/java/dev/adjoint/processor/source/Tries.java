package dev.adjoint.processor.source;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Lowers try statements, JLS 14.20, to {@link Op.Try}. A {@code finally} block stands twice, as in javac's own code: in a
 * handler that throws on, and behind the statement. A resource is closed in the same two ways, JLS 14.20.3.1.
 *
 * <p>A handler sees the locals as the exception found them. A local of the statement's surroundings that the body assigns is a
 * slot therefore; flags of jumps are none, because an exception takes the place of the jump.
 */
final class Tries {
  private static final Type.Ref THROWABLE = Type.Ref.of("java.lang", "Throwable");

  /** A handler to be lowered: what it catches, and its code for a caught exception. */
  private record Clause(List<Type.Ref> types, boolean checked, Type type, String name, Consumer<Value> code) {}

  private final Body body;
  private final Statements statements;
  private final List<Map<Variable, Value>> slots = new ArrayList<>();
  private final List<TypeMirror> caught = new ArrayList<>();

  Tries(Body body, Statements statements) {
    this.body = body;
    this.statements = statements;
  }

  void lower(TryTree tree) {
    if (body.opaque.statement(tree, Body.reason(Message.UNSUPPORTED, "this try statement"))) {
      return;
    }
    if (tree.getFinallyBlock() == null) {
      catching(tree);
      return;
    }
    if (!body.jumps.exits(tree.getFinallyBlock()).isEmpty()) {
      throw new Refusal(Message.FINALLY, tree.getFinallyBlock());
    }
    List<Tree> before = new ArrayList<>(protectedPart(tree));
    tree.getCatches().forEach(c -> before.add(c.getBlock()));
    attempt(tree, before, () -> catching(tree), List.of(throwingOn("thrown", tree,
        e -> statements.scoped(tree.getFinallyBlock(), null))));
    if (!body.ssa.dead()) {
      statements.scoped(tree.getFinallyBlock(), null);
    }
  }

  /** Whether an exception of this type is caught in the method, so that the method need not declare it. */
  boolean catches(TypeMirror thrown) {
    return caught.stream().anyMatch(c -> body.reading.types.isSubtype(thrown, c));
  }

  /** Tells the handlers around of an assignment that was just made. */
  void assigned(Variable variable, Tree tree) {
    for (Map<Variable, Value> around : slots) {
      for (Variable part : variable.slots()) {
        Value slot = around.get(part);
        if (slot != null) {
          body.ssa.add(new Op.Assign(slot, body.ssa.read(part), body.span(tree)));
        }
      }
    }
  }

  private static List<Tree> protectedPart(TryTree tree) {
    List<Tree> parts = new ArrayList<>(tree.getResources());
    parts.add(tree.getBlock());
    return parts;
  }

  private void catching(TryTree tree) {
    if (tree.getCatches().isEmpty()) {
      resources(tree, 0);
      return;
    }
    var clauses = new ArrayList<Clause>();
    var types = new ArrayList<TypeMirror>();
    for (CatchTree c : tree.getCatches()) {
      clauses.add(clause(c, types));
    }
    attempt(tree, protectedPart(tree), () -> {
      int around = caught.size();
      caught.addAll(types);
      resources(tree, 0);
      caught.subList(around, caught.size()).clear();
    }, clauses);
  }

  private Clause clause(CatchTree tree, List<TypeMirror> all) {
    VariableTree parameter = tree.getParameter();
    List<? extends Tree> alternatives = parameter.getType() instanceof UnionTypeTree u ? u.getTypeAlternatives()
        : List.of(parameter.getType());
    var mirrors = new ArrayList<TypeMirror>();
    var types = new ArrayList<Type.Ref>();
    boolean checked = false;
    for (Tree alternative : alternatives) {
      TypeMirror mirror = body.typing.resolveType(alternative);
      mirrors.add(mirror);
      types.add((Type.Ref) body.type(mirror, alternative));
      checked |= body.opaque.isChecked(mirror) && !isAnything(mirror);
    }
    all.addAll(mirrors);
    TypeMirror common = common(mirrors);
    return new Clause(types, checked, body.type(common, parameter), parameter.getName().toString(), e -> {
      Env outer = body.env;
      Variable variable = body.declare(parameter, new Local(parameter.getName().toString(), common, parameter));
      body.ssa.assign(variable, e);
      statements.scoped(tree.getBlock(), null);
      body.env = outer;
    });
  }

  /** Whether it is a superclass of unchecked exceptions, which any code may throw. */
  private boolean isAnything(TypeMirror mirror) {
    TypeMirror unchecked = body.reading.elements.getTypeElement("java.lang.RuntimeException").asType();
    return body.reading.types.isSubtype(unchecked, mirror);
  }

  /** The nearest class that all extend. */
  private TypeMirror common(List<TypeMirror> types) {
    TypeMirror t = types.getFirst();
    while (true) {
      TypeMirror candidate = t;
      if (types.stream().allMatch(x -> body.reading.types.isSubtype(x, candidate))) {
        return t;
      }
      t = body.reading.types.directSupertypes(t).getFirst();
    }
  }

  /** A handler for whatever comes, which throws it on. */
  private Clause throwingOn(String name, Tree tree, Consumer<Value> before) {
    return new Clause(List.of(THROWABLE), false, THROWABLE, name, e -> {
      before.accept(e);
      body.ssa.add(new Op.Throw(e, body.span(tree)));
    });
  }

  /** The try block inside of its resources from number {@code i} on. */
  private void resources(TryTree tree, int i) {
    if (i == tree.getResources().size()) {
      statements.scoped(tree.getBlock(), null);
      return;
    }
    Env outer = body.env;
    Tree declared = tree.getResources().get(i);
    Value resource;
    TypeMirror type;
    boolean isNew = false;
    if (declared instanceof VariableTree v) {
      statements.one(v, null);
      Local local = body.env.lookup(v.getName().toString());
      type = local.type();
      resource = body.read(body.variable(local), v);
      isNew = v.getInitializer() instanceof NewClassTree;
    } else {
      var e = (ExpressionTree) declared;
      type = body.typing.typeOf(e, body.env);
      resource = body.expressions.lower(e);
    }
    boolean never = isNew;
    var inside = new ArrayList<Tree>(tree.getResources().subList(i + 1, tree.getResources().size()));
    inside.add(tree.getBlock());
    attempt(declared, inside, () -> resources(tree, i + 1), List.of(throwingOn("thrown", declared,
        e -> ifThere(resource, never, declared, () -> attempt(declared, List.of(), () -> close(resource, type, declared, true),
            List.of(new Clause(List.of(THROWABLE), false, THROWABLE, "suppressed",
                s -> body.emit("{0}.addSuppressed({1})", List.of(e, s), null, Op.Effect.EFFECT, reason(resource), declared))))))));
    if (!body.ssa.dead()) {
      ifThere(resource, never, declared, () -> close(resource, type, declared, false));
    }
    body.env = outer;
  }

  private static Op.Reason reason(Value resource) {
    return Body.reason(Message.ACTIVE_REFERENCE, "a resource", IrTypes.shortName(resource.type()));
  }

  /** A null resource is not closed, JLS 14.20.3.1. */
  private void ifThere(Value resource, boolean never, Tree tree, Runnable code) {
    if (never) {
      code.run();
      return;
    }
    Span span = body.span(tree);
    Value isThere = Value.temporary(Type.BOOLEAN);
    Value none = body.ssa.constant(resource.type(), null, span);
    body.ssa.add(new Op.Binary(isThere, Op.BinaryKind.NE, resource, none, span));
    body.ssa.merge(isThere, body.ssa.branch(code), body.ssa.branch(() -> { }), span);
  }

  private void close(Value resource, TypeMirror type, Tree tree, boolean anythingCaught) {
    var element = (TypeElement) body.reading.types.asElement(type);
    ExecutableElement method = ElementFilter.methodsIn(body.reading.elements.getAllMembers(element)).stream()
        .filter(m -> m.getSimpleName().contentEquals("close") && m.getParameters().isEmpty()).findFirst().orElseThrow();
    if (!anythingCaught) {
      body.opaque.checkThrown(method, tree);
    }
    body.emit("{0}.close()", List.of(resource), null, Op.Effect.EFFECT, reason(resource), tree);
  }

  /** A body and its handlers; {@code part} is where the body's assignments stand. */
  private void attempt(Tree tree, List<? extends Tree> part, Runnable code, List<Clause> clauses) {
    Span span = body.span(tree);
    Map<Variable, Value> seen = new LinkedHashMap<>();
    var inits = new ArrayList<Value>();
    for (String name : Assigned.in(part)) {
      Variable variable = body.variable(name);
      if (variable != null) {
        for (Variable each : variable.slots()) {
          inits.add(body.ssa.entering(each, span));
          seen.put(each, new Value(each.type, each.name));
        }
      }
    }
    Env outer = body.env;
    slots.add(seen);
    Ssa.Branch main = body.ssa.branch(code);
    slots.removeLast();
    body.env = outer;
    var branches = new ArrayList<>(List.of(main));
    var exceptions = new ArrayList<Value>();
    for (Clause clause : clauses) {
      var exception = new Value(clause.type(), clause.name());
      exceptions.add(exception);
      branches.add(body.ssa.branch(() -> {
        seen.forEach(body.ssa::assign);
        clause.code().accept(exception);
      }));
      body.env = outer;
    }
    Set<Variable> changed = new LinkedHashSet<>();
    branches.stream().filter(b -> !b.dead()).forEach(b -> changed.addAll(b.changed().keySet()));
    var results = new ArrayList<Value>();
    changed.forEach(v -> results.add(new Value(v.type, v.name)));
    var handlers = new ArrayList<Op.Handler>();
    for (int i = 0; i < clauses.size(); i++) {
      handlers.add(new Op.Handler(clauses.get(i).types(), clauses.get(i).checked(),
          block(List.of(exceptions.get(i)), branches.get(i + 1), changed, span)));
    }
    body.ssa.add(new Op.Try(results, inits, List.copyOf(seen.values()), block(List.of(), main, changed, span), handlers, span));
    if (branches.stream().allMatch(Ssa.Branch::dead)) {
      body.ssa.end();
    }
    int i = 0;
    for (Variable variable : changed) {
      body.ssa.assign(variable, results.get(i++));
    }
  }

  private Block block(List<Value> params, Ssa.Branch branch, Set<Variable> changed, Span span) {
    // placeholders become operations of the branch
    List<Value> yields = new ArrayList<>();
    changed.forEach(v -> yields.add(body.ssa.leaving(branch, v, span)));
    return new Block(params, branch.ops(), yields);
  }
}
