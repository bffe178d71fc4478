package dev.adjoint.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.Source.Passed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Construction of objects that are taken apart (JLS 12.5). A constructor is a function that is given the fields, those that may be
 * assigned as new arrays of one, and yields the others.
 */
final class Construction {
  private final Body body;
  /** In a constructor: the class of the object and its fields that are no cells, by name. */
  private Parts.Tuple made;
  private final Map<String, Variable> finals = new LinkedHashMap<>();
  private List<Value> cells = List.of();

  Construction(Body body) {
    this.body = body;
  }

  /** {@code new C(…)}; null where the class or its constructor is not taken apart. */
  Value create(NewClassTree tree, TypeMirror mirror, TypeMirror target) {
    Parts.Tuple parts = body.instances.made(mirror);
    if (parts == null) {
      return null;
    }
    ExecutableElement constructor = body.typing.constructorOf(tree, body.env);
    if (body.reading.trees.getTree(constructor) == null) {
      return null;
    }
    List<Value> fields = new ArrayList<>();
    for (Parts.Part part : parts.parts()) {
      for (Parts.Leaf leaf : part.parts().leaves()) {
        fields.add(part.parts() instanceof Parts.Cell ? cell(leaf, part.name(), tree)
            : body.ssa.constant(leaf.type(), leaf.type().zero(), body.span(tree)));
      }
    }
    List<? extends TypeMirror> types = body.typing.constructorTypeOf(tree, body.env, target).getParameterTypes();
    boolean packs = constructor.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
    List<Value> args = body.creations.arguments(tree.getArguments(), types, packs, tree);
    List<Value> leaves = initialised(constructor, parts, fields, args, tree);
    return leaves == null ? null : body.ssa.whole(new Bundle(parts, leaves, body.ssa.constant(Type.BOOLEAN, true, body.span(tree))));
  }

  private Value cell(Parts.Leaf leaf, String field, Tree tree) {
    var cell = new Value(leaf.type(), field.equals(ObjectLayouts.IDENTITY) ? "identity" : leaf.name(field));
    body.ssa.add(new Op.NewArray(cell, List.of(body.ssa.constant(Type.INT, 1, body.span(tree))), body.span(tree)));
    return cell;
  }

  /** Runs a constructor on the fields of an object; answers them with those that it gave; null where it cannot be read. */
  private List<Value> initialised(ExecutableElement constructor, Parts.Tuple parts, List<Value> fields, List<Value> args, Tree tree) {
    body.opaque.checkThrown(constructor, tree);
    var passed = new ArrayList<Passed>();
    var values = new ArrayList<>(fields);
    for (int i = 0; i < args.size(); i++) {
      body.helpers.pass(args.get(i), constructor.getParameters().get(i).asType(), passed, values, tree);
    }
    Source source = Source.Method.of(body.reading.ir.key(constructor), constructor, Map.of(), new Passed(parts.type(), parts, null),
        passed);
    if (body.reading.refused(source) != null) {
      return null;
    }
    body.reading.reach(source, tree);
    var leaves = new ArrayList<Value>();
    var results = new ArrayList<Value>();
    int at = 0;
    for (Parts.Part part : parts.parts()) {
      for (Parts.Leaf leaf : part.parts().leaves()) {
        boolean isCell = part.parts() instanceof Parts.Cell;
        leaves.add(isCell ? fields.get(at) : Value.temporary(leaf.type()));
        if (!isCell) {
          results.add(leaves.getLast());
        }
        at++;
      }
    }
    body.ssa.add(new Op.Call(results, new Callee.Local(source.key(), SourceFunction.name(constructor), true),
        values, body.span(tree)));
    return leaves;
  }

  /** Begins the body of a constructor, which works on fields that are there: those that are final become variables. */
  void begin(Parts.Tuple parts, List<Value> fields, Tree tree) {
    made = parts;
    cells = fields;
    int from = 0;
    for (Parts.Part part : parts.parts()) {
      int n = part.parts().leaves().size();
      if (!(part.parts() instanceof Parts.Cell)) {
        Parts inner = part.parts() instanceof Parts.One ? null : part.parts();
        Variable field = body.ssa.declare(part.name(), part.parts().type(), inner, part.constant());
        List<Variable> slots = field.slots();
        for (int i = 0; i < n; i++) {
          body.ssa.assign(slots.get(i), fields.get(from + i));
        }
        if (slots.size() > n) {
          body.ssa.assign(slots.getLast(), body.ssa.constant(Type.BOOLEAN, true, body.span(tree)));
        }
        finals.put(part.name(), field);
      }
      from += n;
    }
  }

  /** The fields that a constructor gives: those that are final. Objects and records among them must be there. */
  List<Variable> fields() {
    if (!body.ssa.dead()) {
      finals.values().stream().filter(f -> f.parts != null && f.parts.isObject())
          .forEach(f -> body.records.check(body.read(f.slots().getLast(), body.statement), body.statement));
    }
    return List.copyOf(finals.values());
  }

  /** The final field that a constructor assigns, or null. */
  Variable field(String name) {
    return made == null ? null : finals.get(name);
  }

  /** The object under construction, with the fields as they are now. */
  Value self() {
    var leaves = new ArrayList<Value>();
    int at = 0;
    for (Parts.Part part : made.parts()) {
      int n = part.parts().leaves().size();
      Variable field = finals.get(part.name());
      for (int i = 0; i < n; i++) {
        leaves.add(field == null ? cells.get(at + i) : body.ssa.entering(field.slots().get(i), body.span(body.statement)));
      }
      at += n;
    }
    return body.ssa.whole(new Bundle(made, leaves, body.ssa.constant(Type.BOOLEAN, true, body.span(body.statement))));
  }

  /** The statements of a constructor: that of the superclass, the initialisers, and its own. */
  void statements(MethodTree tree) {
    boolean explicit = tree.getBody().getStatements().stream().anyMatch(Construction::isConstructorCall);
    if (!explicit) {
      TypeElement parent = ObjectLayouts.parent(body.owner);
      if (parent != null) {
        ExecutableElement constructor = ElementFilter.constructorsIn(parent.getEnclosedElements()).stream()
            .filter(c -> c.getParameters().isEmpty()).findFirst()
            .orElseThrow(() -> new Refusal(Message.UNSUPPORTED, tree, "the implicit call of this superclass's constructor"));
        delegate(constructor, List.of(), tree);
      }
      initialisers();
    }
    body.statements.method(tree, tree.getBody(), null, null);
  }

  /** Whether a statement is {@code this(…)} or {@code super(…)}. */
  static boolean isConstructorCall(StatementTree tree) {
    return tree instanceof ExpressionStatementTree s && s.getExpression() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof IdentifierTree name
        && (name.getName().contentEquals("this") || name.getName().contentEquals("super"));
  }

  /** {@code this(…)} or {@code super(…)} in the constructor of an object that is taken apart. */
  void delegated(MethodInvocationTree tree, ExecutableElement constructor) {
    boolean own = constructor.getEnclosingElement().equals(body.owner);
    if (own || ObjectLayouts.parent(body.owner) != null) {
      List<? extends TypeMirror> types = body.typing.methodTypeOf(tree, body.env).getParameterTypes();
      boolean packs = constructor.isVarArgs() && body.typing.isVarargsCall(tree, body.env);
      delegate(constructor, body.creations.arguments(tree.getArguments(), types, packs, tree), tree);
    }
    if (!own) {
      initialisers();
    }
  }

  /** Whether the body is that of a constructor of an object that is taken apart. */
  boolean isUnderway() {
    return made != null;
  }

  private void delegate(ExecutableElement constructor, List<Value> args, Tree tree) {
    List<Value> leaves = body.reading.trees.getTree(constructor) == null || !body.instances.isOwn((TypeElement) constructor.getEnclosingElement())
        ? null : initialised(constructor, made, body.ssa.bundle(self()).leaves(), args, tree);
    if (leaves == null) {
      throw body.instances.escapes(made, tree);
    }
    int at = 0;
    for (Parts.Part part : made.parts()) {
      int n = part.parts().leaves().size();
      Variable field = finals.get(part.name());
      for (int i = 0; field != null && i < n; i++) {
        body.ssa.assign(field.slots().get(i), leaves.get(at + i));
      }
      at += n;
    }
  }

  /** Initialisers of fields and initialiser blocks, in the order of their text. */
  private void initialisers() {
    for (Tree member : body.reading.trees.getTree(body.owner).getMembers()) {
      switch (member) {
        case VariableTree t when t.getInitializer() != null && !t.getModifiers().getFlags().contains(Modifier.STATIC) ->
          body.within(t, () -> initialised(t));
        case BlockTree t when !t.isStatic() -> body.within(t, () -> body.statements.one(t, null));
        default -> { }
      }
    }
  }

  private void initialised(VariableTree tree) {
    TypeMirror declared = ElementFilter.fieldsIn(body.owner.getEnclosedElements()).stream()
        .filter(f -> f.getSimpleName().equals(tree.getName())).findFirst().orElseThrow().asType();
    String name = tree.getName().toString();
    if (made.parts().stream().noneMatch(p -> p.name().equals(name))) {
      throw body.instances.escapes(made, tree);
    }
    Value value = body.expressions.lower(tree.getInitializer(), declared);
    Value converted = body.conversions.convert(value, body.type(declared, tree), tree.getInitializer());
    Variable field = finals.get(name);
    if (field != null) {
      body.assignments.local(field, converted, tree);
    } else {
      body.instances.store(self(), name, converted, tree);
    }
  }
}
