package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Values that are taken apart: records and, through {@link Rows}, arrays of them.
 *
 * <p>Such a value is one of {@link Ssa#whole}: no operation defines it, and none gets it as an operand. Code that is emitted as it is
 * written gets a record that is put together again, which its own specification allows ({@link Record}: a copy made of its
 * components is equal).
 */
final class Records {
  private final Body body;
  private final Map<String, Variable> fields = new LinkedHashMap<>();

  Records(Body body) {
    this.body = body;
  }

  /** A record of these parts that is not null. */
  Value make(Parts parts, List<Value> leaves, Tree tree) {
    var kept = new ArrayList<Value>();
    List<Parts.Leaf> all = parts.leaves();
    for (int i = 0; i < leaves.size(); i++) {
      Value leaf = all.get(i).type().isFloating() ? body.conversions.unbox(leaves.get(i), tree) : leaves.get(i);
      boolean constant = all.get(i).constant() && leaf.type().canBeActive();
      kept.add(constant ? body.assignments.detach(leaf, tree) : leaf);
    }
    return body.ssa.whole(new Bundle(parts, kept, body.ssa.constant(Type.BOOLEAN, true, body.span(tree))));
  }

  /** The result of a call whose parts came back; null for a method without a result. */
  Value result(Parts parts, List<Value> results, Tree tree) {
    return switch (parts) {
      case null -> results.isEmpty() ? null : results.getFirst();
      case Parts.One p -> results.getFirst();
      case Parts.Cell p -> throw new IllegalStateException("a field as a result");
      case Parts.Tuple p -> make(p, results, tree);
      case Parts.Sum p -> make(p, results, tree);
      case Parts.Columns p -> body.ssa.whole(new Bundle(p, results));
    };
  }

  /** A component of a record; null where the value is none that is taken apart. */
  Value component(Value record, String name, Tree tree) {
    Bundle bundle = body.ssa.bundle(record);
    if (bundle == null || !(bundle.parts() instanceof Parts.Tuple tuple)) {
      return null;
    }
    int from = 0;
    for (Parts.Part part : tuple.parts()) {
      int n = part.parts().leaves().size();
      if (part.name().equals(name)) {
        notNull(bundle, tree);
        return part(part.parts(), bundle.leaves().subList(from, from + n), tree);
      }
      from += n;
    }
    return null;
  }

  /** What leaves of a part are as one value: parts of a record are not null unless they are null themselves. */
  Value part(Parts parts, List<Value> leaves, Tree tree) {
    return switch (parts) {
      case Parts.Cell p -> throw new IllegalStateException("a field that is assigned as it is");
      case Parts.One p -> leaves.getFirst();
      case Parts.Tuple p -> body.ssa.whole(new Bundle(p, leaves, body.ssa.constant(Type.BOOLEAN, true, body.span(tree))));
      case Parts.Sum p -> body.ssa.whole(new Bundle(p, leaves, body.ssa.constant(Type.BOOLEAN, true, body.span(tree))));
      case Parts.Columns p -> body.ssa.whole(new Bundle(p, leaves));
    };
  }

  /** Code that throws where a record is null. */
  void notNull(Bundle bundle, Tree tree) {
    check(bundle.present(), tree);
  }

  /** Code that throws a NullPointerException where a condition does not hold. */
  void check(Value present, Tree tree) {
    if (Boolean.TRUE.equals(body.ssa.constantOf(present)) || !body.ssa.check(present)) {
      return;
    }
    Type.Ref type = Type.Ref.of("java.lang", "NullPointerException");
    Ssa.Branch fails = body.ssa.branch(() -> {
      Value error = body.emit(new Snippet().text("new ").type(type).text("()"), type, Op.Effect.EFFECT,
          Body.reason(Message.UNSUPPORTED, "null"), tree);
      body.ssa.add(new Op.Throw(error, body.span(tree)));
    });
    body.ssa.merge(present, body.ssa.branch(() -> { }), fails, body.span(tree));
  }

  /** The leaves of a value of a type that is taken apart; a record must not be null. */
  List<Value> leaves(Value value, Parts parts, Tree tree) {
    if (body.ssa.isNull(value) && parts.isObject()) {
      throw new Refusal(Message.RECORD_NULL, tree, IrTypes.shortName(parts.type()));
    }
    Bundle bundle = bundle(value, parts, tree);
    if (parts.isObject()) {
      notNull(bundle, tree);
    }
    return bundle.leaves();
  }

  /** The value taken apart; what code as it is written gave is constant. */
  Bundle bundle(Value value, Parts parts, Tree tree) {
    Bundle bundle = body.ssa.bundle(value);
    if (bundle != null) {
      body.instances.check(parts, bundle, tree);
      return parts instanceof Parts.Sum sum ? body.sums.as(bundle, sum, tree) : bundle;
    }
    if (body.ssa.isNull(value)) {
      return body.ssa.absent(parts, body.span(tree));
    }
    if (Instances.isOfObjects(parts)) {
      throw body.instances.fromOutside(parts, tree);
    }
    if (parts instanceof Parts.Columns columns && columns.list()) {
      return body.lists.read(value, columns, tree);
    }
    if (parts instanceof Parts.Sum sum) {
      return body.sums.read(value, sum, tree);
    }
    if (!(parts instanceof Parts.Tuple tuple)) {
      throw new Refusal(Message.RECORD_ARRAY, tree, IrTypes.shortName(parts.type()));
    }
    Value present = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(present, Op.BinaryKind.NE, value, body.ssa.constant(value.type(), null, body.span(tree)),
        body.span(tree)));
    List<Variable> read = tuple.leaves().stream().map(l -> body.ssa.declare(l.name(""), l.type(), false)).toList();
    Ssa.Branch there = body.ssa.branch(() -> {
      List<Value> leaves = accessed(value, tuple, tree);
      for (int i = 0; i < leaves.size(); i++) {
        body.ssa.assign(read.get(i), leaves.get(i));
      }
    });
    body.ssa.merge(present, there, body.ssa.branch(() -> { }), body.span(tree));
    return new Bundle(parts, read.stream().map(v -> body.read(v, tree)).toList(), present);
  }

  /** The leaves of an object of a record's class. */
  List<Value> accessed(Value record, Parts.Tuple tuple, Tree tree) {
    var all = new ArrayList<Value>();
    for (Parts.Part part : tuple.parts()) {
      Op.Reason reason = Body.reason(Message.ACTIVE_REFERENCE, part.name(), IrTypes.shortName(tuple.type()));
      Value component = body.emit("{0}." + part.name() + "()", List.of(record), part.parts().type(), Op.Effect.READS, reason, tree);
      switch (part.parts()) {
        case Parts.One p -> all.add(component);
        case Parts.Cell p -> throw new IllegalStateException("a field of a record");
        case Parts.Tuple p -> all.addAll(accessed(component, p, tree));
        case Parts.Sum p -> all.addAll(leaves(component, p, tree));
        case Parts.Columns p -> throw new Refusal(Message.RECORD_ARRAY, tree, IrTypes.shortName(p.type()));
      }
    }
    return all;
  }

  /** The record itself, made again, for code that is emitted as it is written. */
  Value whole(Value record, Tree tree) {
    Bundle bundle = body.ssa.bundle(record);
    if (Instances.isOfObjects(bundle.parts())) {
      throw body.instances.escapes(bundle.parts(), tree);
    }
    if (bundle.parts() instanceof Parts.Columns columns && columns.list()) {
      return body.lists.whole(record, tree);
    }
    if (!bundle.parts().isObject()) {
      throw new Refusal(Message.RECORD_ARRAY, tree, IrTypes.shortName(record.type()));
    }
    Type type = bundle.parts().type();
    String recursive = Sealed.recursive(body.reading.elements.getTypeElement(((Type.Ref) type).qualifiedName()));
    Op.Reason reason = recursive == null ? Body.reason(Message.RECORD_OPAQUE, IrTypes.shortName(type))
        : Body.reason(Message.RECURSIVE_TYPE, IrTypes.shortName(type), recursive);
    var snippet = new Snippet();
    boolean always = Boolean.TRUE.equals(body.ssa.constantOf(bundle.present()));
    if (!always) {
      snippet.operand(bundle.present()).text(" ? ");
    }
    created(bundle.parts(), bundle.leaves(), 0, snippet, tree);
    if (!always) {
      snippet.text(" : null");
    }
    return body.emit(snippet, type, Op.Effect.READS, reason, tree);
  }

  /** Code that makes a value of its leaves; answers where they end. */
  private int created(Parts parts, List<Value> leaves, int from, Snippet snippet, Tree tree) {
    int at = from;
    switch (parts) {
      case Parts.One p -> snippet.operand(leaves.get(at++));
      case Parts.Cell p -> throw new IllegalStateException("a field of a record");
      case Parts.Tuple p -> {
        nameable(p, tree);
        snippet.text("new ").type(p.type()).text("(");
        for (int i = 0; i < p.parts().size(); i++) {
          snippet.text(i == 0 ? "" : ", ");
          at = created(p.parts().get(i).parts(), leaves, at, snippet, tree);
        }
        snippet.text(")");
      }
      case Parts.Sum p -> {
        Value tag = leaves.get(at++);
        snippet.text("(");
        for (int k = 0; k < p.cases().size(); k++) {
          boolean last = k == p.cases().size() - 1;
          if (!last) {
            snippet.operand(tag).text(" == " + k + " ? ");
          }
          at = created(p.cases().get(k).parts(), leaves, at, snippet, tree);
          snippet.text(last ? ")" : " : ");
        }
      }
      case Parts.Columns p -> throw new Refusal(Message.RECORD_ARRAY, tree, IrTypes.shortName(p.type()));
    }
    return at;
  }

  private void nameable(Parts.Tuple parts, Tree tree) {
    if (body.reading.ir.hiddenRef(parts.type(), body.reading.elements, body.home())) {
      throw new Refusal(Message.PRIVATE_TYPE, tree, IrTypes.shortName(parts.type()));
    }
  }

  /** The component that a method without arguments reads, where it is the accessor that javac makes; else null. */
  String accessed(ExecutableElement method) {
    if (!(method.getEnclosingElement() instanceof TypeElement owner) || !method.getParameters().isEmpty()) {
      return null;
    }
    return owner.getRecordComponents().stream().filter(c -> method.equals(c.getAccessor()))
        .filter(c -> body.reading.elements.getOrigin(method) == Elements.Origin.MANDATED
            || body.reading.trees.getTree(method) == null)
        .map(RecordComponentElement::getSimpleName).map(Object::toString).findFirst().orElse(null);
  }

  /** Whether a constructor is the canonical one that javac makes. */
  boolean isImplicit(ExecutableElement constructor) {
    return body.reading.elements.getOrigin(constructor) == Elements.Origin.MANDATED;
  }

  /** {@code a == b} or {@code a != b} where one of them is taken apart; null where neither is. */
  Value compare(boolean equal, Value a, Value b, Tree tree) {
    if (body.ssa.isNull(a) && body.objects.isKnown(b) || body.ssa.isNull(b) && body.objects.isKnown(a)) {
      return body.ssa.constant(Type.BOOLEAN, !equal, body.span(tree));
    }
    Bundle bundle = body.ssa.bundle(a) != null ? body.ssa.bundle(a) : body.ssa.bundle(b);
    if (bundle == null) {
      return null;
    }
    Value other = body.ssa.bundle(a) != null ? b : a;
    Value same = body.instances.same(a, b, tree);
    if (same != null) {
      return equal ? same : not(same, tree);
    }
    if (!body.ssa.isNull(other)) {
      throw new Refusal(Message.UNSUPPORTED, tree, "the identity of a record, which is taken apart,");
    }
    Value present = bundle.parts().isObject() ? bundle.present() : body.rows.isThere(bundle, tree);
    if (!equal) {
      return present;
    }
    Object known = body.ssa.constantOf(present);
    if (known != null) {
      return body.ssa.constant(Type.BOOLEAN, !(Boolean) known, body.span(tree));
    }
    return not(present, tree);
  }

  Value not(Value condition, Tree tree) {
    if (body.ssa.constantOf(condition) instanceof Boolean known) {
      return body.ssa.constant(Type.BOOLEAN, !known, body.span(tree));
    }
    Value not = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Unary(not, Op.UnaryKind.NOT, condition, body.span(tree)));
    return not;
  }

  /**
   * Declares the fields of the record whose constructor is read: variables of their own, or for a compact constructor its
   * parameters.
   */
  List<Variable> fields(Parts.Tuple parts, boolean compact, Tree tree) {
    for (Parts.Part part : parts.parts()) {
      Parts inner = part.parts() instanceof Parts.One ? null : part.parts();
      fields.put(part.name(), compact ? body.variable(part.name())
          : body.ssa.declare(part.name(), part.parts().type(), inner, part.constant()));
    }
    return List.copyOf(fields.values());
  }

  /** Notes a field of another class whose constructor is read. */
  void field(String name, Variable variable) {
    fields.put(name, variable);
  }

  /** The field of the record or class whose constructor is read, or null. */
  Variable field(String name) {
    return fields.get(name);
  }

  /** {@code this(…)}: what another constructor makes becomes the fields. */
  void delegate(Value made, Tree tree) {
    fields.forEach((name, field) -> body.assign(field, component(made, name, tree), tree));
  }
}
