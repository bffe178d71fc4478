package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * Values of sealed interfaces that are taken apart, and records where one of these is wanted. Which class a value has is its first
 * leaf; what the code does for that class is a branch like any other.
 *
 * <p>Invariant: the leaves of the classes that a value does not have are zero and null, and nobody reads them.
 */
final class Sums {
  private final Body body;

  Sums(Body body) {
    this.body = body;
  }

  /** How values of a type are taken apart where they are one of several classes, or are cast to one of them. */
  private Parts parts(Bundle bundle, TypeMirror type) {
    return bundle.parts() instanceof Parts.Sum s && s.object() ? body.apart(type) : body.parts(type);
  }

  /** Whether a reference of a type is taken apart, and a value is one of it, so that the one can be assigned to the other. */
  boolean holds(Value value, Type type) {
    TypeElement element = element(type);
    return element != null && body.parts(element.asType()) instanceof Parts.Sum sum
        && (body.ssa.bundle(value) != null || !classesOf(value, sum).isEmpty());
  }

  /** The classes that an object can have by its static type. */
  private List<Integer> classesOf(Value value, Parts.Sum sum) {
    TypeElement element = element(value.type());
    return element == null ? List.of() : casesOf(sum, element.asType());
  }

  private TypeElement element(Type type) {
    return type instanceof Type.Ref r ? body.reading.elements.getTypeElement(r.qualifiedName()) : null;
  }

  /** A record, or a value of a narrower interface, as one of an interface. */
  Bundle as(Bundle from, Parts.Sum to, Tree tree) {
    var leaves = new ArrayList<Value>();
    switch (from.parts()) {
      case Parts.Sum p when p.type().equals(to.type()) -> {
        return from;
      }
      case Parts.Sum p -> {
        leaves.add(renumbered(from.leaves().getFirst(), p, to, tree));
        for (Parts.Case c : to.cases()) {
          int k = p.indexOf(c.parts().type());
          leaves.addAll(k < 0 ? zeros(c.parts(), tree) : leaves(from, k));
        }
      }
      case Parts.Tuple p -> {
        int index = to.indexOf(p.type());
        leaves.add(number(index, tree));
        for (int k = 0; k < to.cases().size(); k++) {
          leaves.addAll(k == index ? from.leaves() : zeros(to.cases().get(k).parts(), tree));
        }
      }
      case Parts.One p -> throw new IllegalStateException("a value that is not taken apart");
      case Parts.Cell p -> throw new IllegalStateException("a field as a value");
      case Parts.Columns p -> throw new Refusal(Message.UNSUPPORTED, tree, "an array as one of another element type");
    }
    return new Bundle(to, leaves, from.present());
  }

  /** The number of a class in another interface. */
  private Value renumbered(Value tag, Parts.Sum from, Parts.Sum to, Tree tree) {
    Variable number = body.ssa.temporary(Type.INT);
    body.ssa.assign(number, number(0, tree));
    for (int k = 0; k < from.cases().size(); k++) {
      int index = to.indexOf(from.cases().get(k).parts().type());
      if (index > 0) {
        Ssa.Branch is = body.ssa.branch(() -> body.ssa.assign(number, number(index, tree)));
        body.ssa.merge(compare(BinaryKind.EQ, tag, k, tree), is, body.ssa.branch(() -> { }), body.span(tree));
      }
    }
    return body.read(number, tree);
  }

  private Value number(int k, Tree tree) {
    return body.ssa.constant(Type.INT, k, body.span(tree));
  }

  private Value compare(BinaryKind kind, Value tag, int k, Tree tree) {
    if (body.ssa.constantOf(tag) instanceof Integer known) {
      return body.ssa.constant(Type.BOOLEAN, kind == BinaryKind.EQ ? known == k : known != k, body.span(tree));
    }
    Value result = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(result, kind, tag, number(k, tree), body.span(tree)));
    return result;
  }

  private List<Value> zeros(Parts parts, Tree tree) {
    return parts.leaves().stream().map(l -> body.ssa.constant(l.type(), l.type().zero(), body.span(tree))).toList();
  }

  private static List<Value> leaves(Bundle bundle, int index) {
    var sum = (Parts.Sum) bundle.parts();
    int from = sum.start(index);
    return bundle.leaves().subList(from, from + sum.cases().get(index).parts().leaves().size());
  }

  /** What a value is that is known to be of a class. */
  Value of(Bundle bundle, int index, Tree tree) {
    Parts parts = ((Parts.Sum) bundle.parts()).cases().get(index).parts();
    List<Value> leaves = leaves(bundle, index);
    if (parts instanceof Parts.One && body.ssa.isNull(leaves.getFirst())) {
      // where the value has this class, which it never has here, the constant is there
      Value constant = Value.temporary(parts.type());
      body.ssa.add(new Op.Const(constant, null, body.span(tree)));
      return constant;
    }
    return parts instanceof Parts.One ? leaves.getFirst()
        : body.ssa.whole(new Bundle(parts, leaves, body.ssa.constant(Type.BOOLEAN, true, body.span(tree))));
  }

  /** Whether a value, which is not null, is of one of some classes. */
  Value isAmong(Bundle bundle, List<Integer> indices, Tree tree) {
    int n = ((Parts.Sum) bundle.parts()).cases().size();
    Value tag = bundle.leaves().getFirst();
    if (indices.size() == n) {
      return body.ssa.constant(Type.BOOLEAN, true, body.span(tree));
    }
    if (indices.size() == n - 1 && n > 2) {
      int other = (n * (n - 1)) / 2 - indices.stream().mapToInt(i -> i).sum();
      return compare(BinaryKind.NE, tag, other, tree);
    }
    Value any = body.ssa.constant(Type.BOOLEAN, false, body.span(tree));
    for (int k : indices) {
      Value is = compare(BinaryKind.EQ, tag, k, tree);
      if (k == indices.getFirst() || Boolean.TRUE.equals(body.ssa.constantOf(is))) {
        any = is;
      } else if (!Boolean.FALSE.equals(body.ssa.constantOf(is))) {
        Value either = Value.temporary(Type.BOOLEAN);
        body.ssa.add(new Op.Binary(either, BinaryKind.OR, any, is, body.span(tree)));
        any = either;
      }
    }
    return any;
  }

  /** Which classes of a value are subtypes of a type. */
  List<Integer> casesOf(Parts.Sum sum, TypeMirror type) {
    var types = body.reading.types;
    var indices = new ArrayList<Integer>();
    for (int k = 0; k < sum.cases().size(); k++) {
      TypeElement element = element(sum.cases().get(k));
      if (types.isSubtype(types.erasure(element.asType()), types.erasure(type))) {
        indices.add(k);
      }
    }
    return indices;
  }

  /** The class of a case. */
  TypeElement element(Parts.Case c) {
    return element(c.parts().type());
  }

  /** A value that is known to be of a type as one of it: a record, a narrower interface, or as it is. */
  Value narrowed(Bundle bundle, TypeMirror type, Tree tree) {
    var sum = (Parts.Sum) bundle.parts();
    List<Integer> indices = casesOf(sum, type);
    if (parts(bundle, type) instanceof Parts.Sum to) {
      Value yes = body.ssa.constant(Type.BOOLEAN, true, body.span(tree));
      Bundle narrow = as(bundle, to, tree);
      return body.ssa.whole(new Bundle(to, narrow.leaves(), yes));
    }
    if (indices.size() == 1 && body.reading.types.isSameType(element(sum.cases().get(indices.getFirst())).asType(), type)) {
      return of(bundle, indices.getFirst(), tree);
    }
    return body.ssa.whole(bundle);
  }

  /** {@code (T) e} between types that are taken apart; null for any other cast. */
  Value cast(Value value, TypeMirror type, Tree tree) {
    Bundle bundle = body.ssa.bundle(value);
    Parts to = bundle == null ? null : parts(bundle, type);
    if (to instanceof Parts.Sum sum && bundle.parts() instanceof Parts.Tuple) {
      return body.ssa.whole(as(bundle, sum, tree));
    }
    if (to == null || !to.isObject() || !(bundle.parts() instanceof Parts.Sum from)) {
      return null;
    }
    Value fits = isAmong(bundle, casesOf(from, type), tree);
    if (!Boolean.TRUE.equals(body.ssa.constantOf(fits))) {
      // null can be cast to everything
      Ssa.Branch there = body.ssa.branch(() -> {
        Ssa.Branch fails = body.ssa.branch(() -> fail(value, to.type(), tree));
        body.ssa.merge(fits, body.ssa.branch(() -> { }), fails, body.span(tree));
      });
      body.ssa.merge(bundle.present(), there, body.ssa.branch(() -> { }), body.span(tree));
    }
    Bundle narrow = body.ssa.bundle(narrowed(bundle, type, tree));
    return body.ssa.whole(new Bundle(narrow.parts(), narrow.leaves(), bundle.present()));
  }

  /** A cast that fails, of the value made again, so that the exception has the virtual machine's message. */
  private void fail(Value value, Type type, Tree tree) {
    boolean record = body.variants.variants(value) == null;
    if (record) {
      body.opaque.cast(value, type, tree);
    }
    Type.Ref exception = Type.Ref.of("java.lang", "ClassCastException");
    String message = record ? "" : "\"cannot be cast to class " + body.reading.elements.getBinaryName(element(type)) + "\"";
    Value error = body.emit(new Snippet().text("new ").type(exception).text("(" + message + ")"), exception, Op.Effect.EFFECT,
        Body.reason(Message.UNSUPPORTED, "a cast"), tree);
    body.ssa.add(new Op.Throw(error, body.span(tree)));
  }

  /** What code as it is written gave, which is constant. */
  Bundle read(Value value, Parts.Sum sum, Tree tree) {
    Value present = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(present, BinaryKind.NE, value, body.ssa.constant(value.type(), null, body.span(tree)), body.span(tree)));
    List<Variable> slots = sum.leaves().stream().map(l -> body.ssa.declare(l.name(""), l.type(), false)).toList();
    List<Integer> classes = classesOf(value, sum);
    Ssa.Branch there = body.ssa.branch(() -> read(value, sum, classes, 0, slots, tree));
    body.ssa.merge(present, there, body.ssa.branch(() -> { }), body.span(tree));
    return new Bundle(sum, slots.stream().map(v -> body.read(v, tree)).toList(), present);
  }

  private void read(Value value, Parts.Sum sum, List<Integer> classes, int at, List<Variable> slots, Tree tree) {
    int k = classes.get(at);
    Parts parts = sum.cases().get(k).parts();
    Runnable reads = () -> {
      body.ssa.assign(slots.getFirst(), number(k, tree));
      Value one = value.type().equals(parts.type()) ? value : body.opaque.cast(value, parts.type(), tree);
      List<Value> leaves = parts instanceof Parts.Tuple p ? body.records.accessed(one, p, tree) : List.of(one);
      for (int i = 0; i < leaves.size(); i++) {
        body.ssa.assign(slots.get(sum.start(k) + i), leaves.get(i));
      }
    };
    if (at == classes.size() - 1) {
      reads.run();
      return;
    }
    Value is = body.emit(new Snippet().operand(value).text(" instanceof ").type(parts.type()), Type.BOOLEAN, Op.Effect.PURE,
        Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), IrTypes.shortName(parts.type())), tree);
    Ssa.Branch yes = body.ssa.branch(reads);
    Ssa.Branch no = body.ssa.branch(() -> read(value, sum, classes, at + 1, slots, tree));
    body.ssa.merge(is, yes, no, body.span(tree));
  }
}
