package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of records, kept as columns: one array for each leaf of an element, and one that says which elements are not null.
 *
 * <p>Invariant: where that one is known to be null, the array came from outside, and is not written.
 */
final class Rows {
  private final Body body;

  Rows(Body body) {
    this.body = body;
  }

  private Bundle bundle(Value array) {
    Bundle bundle = body.ssa.bundle(array);
    return bundle != null && bundle.parts() instanceof Parts.Columns ? bundle : null;
  }

  private static Parts.Columns parts(Bundle bundle) {
    return (Parts.Columns) bundle.parts();
  }

  /** Whether the value is an array of records that is taken apart. */
  boolean isRows(Value array) {
    return bundle(array) != null;
  }

  /** How the elements of such an array are taken apart. */
  Parts element(Value array) {
    return parts(bundle(array)).element();
  }

  /** {@code new R[n]}, {@code new R[n][m]}: all elements are null. */
  Value create(Parts.Columns parts, List<Value> dims, Tree tree) {
    var columns = new ArrayList<Value>();
    for (Parts.Leaf leaf : parts.leaves()) {
      Value column = Value.temporary(leaf.type());
      body.ssa.add(new Op.NewArray(column, dims, body.span(tree)));
      columns.add(column);
    }
    return body.ssa.whole(new Bundle(parts, columns));
  }

  Value length(Value array, Tree tree) {
    Value length = Value.temporary(Type.INT);
    body.ssa.add(new Op.ArrayLength(length, bundle(array).leaves().getFirst(), body.span(tree)));
    return length;
  }

  /** Whether the array is not null. */
  Value isThere(Bundle bundle, Tree tree) {
    return notNull(bundle.leaves().getFirst(), tree);
  }

  private Value notNull(Value column, Tree tree) {
    Value there = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(there, Op.BinaryKind.NE, column, body.ssa.constant(column.type(), null, body.span(tree)),
        body.span(tree)));
    return there;
  }

  Value load(Value array, Value index, Tree tree) {
    Bundle bundle = bundle(array);
    Parts element = parts(bundle).element();
    if (element instanceof Parts.One) {
      return cell(bundle.leaves().getFirst(), index, tree);
    }
    boolean records = element.isObject();
    int cells = bundle.leaves().size() - (records ? 1 : 0);
    var leaves = new ArrayList<Value>();
    for (Value column : bundle.leaves().subList(0, cells)) {
      leaves.add(cell(column, index, tree));
    }
    return body.ssa.whole(new Bundle(element, leaves, records ? present(bundle.leaves().getLast(), index, tree) : null));
  }

  private Value present(Value column, Value index, Tree tree) {
    if (body.ssa.isNull(column)) {
      return body.ssa.constant(Type.BOOLEAN, true, body.span(tree));
    }
    Variable present = body.ssa.temporary(Type.BOOLEAN);
    Value marked = notNull(column, tree);
    Ssa.Branch some = body.ssa.branch(() -> body.ssa.assign(present, cell(column, index, tree)));
    Ssa.Branch all = body.ssa.branch(() -> body.ssa.assign(present, body.ssa.constant(Type.BOOLEAN, true, body.span(tree))));
    body.ssa.merge(marked, some, all, body.span(tree));
    return body.read(present, tree);
  }

  private Value cell(Value column, Value index, Tree tree) {
    Value cell = Value.temporary(column.type().elementType());
    body.ssa.add(new Op.Load(cell, column, index, body.span(tree)));
    return cell;
  }

  /** The leaves of what is stored into an array, with the mark of a record behind them. */
  private List<Value> stored(Bundle array, Value value, Tree tree) {
    mayWrite(array, tree);
    Parts.Columns parts = parts(array);
    Bundle stored = body.records.bundle(value, parts.element(), tree);
    var leaves = new ArrayList<>(stored.leaves());
    if (parts.element().isObject()) {
      leaves.add(stored.present());
    } else {
      mayWrite(stored, tree);
    }
    return leaves;
  }

  /** An array that came from outside is not written, nor kept in another array, through which it could be. */
  private void mayWrite(Bundle array, Tree tree) {
    if (parts(array).element().isObject() && body.ssa.isNull(array.leaves().getLast())) {
      throw new Refusal(Message.RECORD_STORE, tree);
    }
  }

  void store(Value array, Value index, Value value, Tree tree) {
    Bundle bundle = bundle(array);
    List<Value> leaves = stored(bundle, value, tree);
    // the mark first: it throws where the array turns out to come from outside
    for (int i = leaves.size() - 1; i >= 0; i--) {
      body.ssa.add(new Op.Store(bundle.leaves().get(i), index, leaves.get(i), body.span(tree)));
    }
  }

  void fill(Value array, Value from, Value to, Value value, Tree tree) {
    Bundle bundle = bundle(array);
    List<Value> leaves = stored(bundle, value, tree);
    for (int i = leaves.size() - 1; i >= 0; i--) {
      body.ssa.add(new Op.Fill(bundle.leaves().get(i), from, to, leaves.get(i), body.span(tree)));
    }
  }

  /** {@code clone}, {@code copyOf}, {@code copyOfRange} of each column. */
  Value copy(Op.CopyKind kind, Value array, List<Value> args, Tree tree) {
    Bundle bundle = bundle(array);
    var columns = new ArrayList<Value>();
    for (Value column : marked(bundle, tree)) {
      Value copy = Value.temporary(column.type());
      body.ssa.add(new Op.Copy(copy, kind, column, args, body.span(tree)));
      columns.add(copy);
    }
    return body.ssa.whole(new Bundle(parts(bundle), columns));
  }

  void arrayCopy(Value source, Value from, Value target, Value at, Value length, Tree tree) {
    Bundle a = bundle(source);
    Bundle b = bundle(target);
    if (a == null || b == null) {
      throw new Refusal(Message.RECORD_ARRAY, tree, IrTypes.shortName((a == null ? source : target).type()));
    }
    mayWrite(b, tree);
    List<Value> columns = marked(a, tree);
    for (int i = columns.size() - 1; i >= 0; i--) {
      body.ssa.add(new Op.ArrayCopy(columns.get(i), from, b.leaves().get(i), at, length, body.span(tree)));
    }
  }

  /** The columns, with one that says which elements are there even where all of them are. */
  private List<Value> marked(Bundle bundle, Tree tree) {
    var columns = new ArrayList<>(bundle.leaves());
    if (!(parts(bundle).element().isObject())) {
      return columns;
    }
    Value known = columns.getLast();
    Variable marks = body.ssa.temporary(known.type());
    Runnable all = () -> {
      Value length = Value.temporary(Type.INT);
      body.ssa.add(new Op.ArrayLength(length, columns.getFirst(), body.span(tree)));
      Value made = Value.temporary(known.type());
      body.ssa.add(new Op.NewArray(made, List.of(length), body.span(tree)));
      body.ssa.add(new Op.Fill(made, null, null, body.ssa.constant(Type.BOOLEAN, true, body.span(tree)), body.span(tree)));
      body.ssa.assign(marks, made);
    };
    if (body.ssa.isNull(known)) {
      all.run();
    } else {
      Value there = notNull(known, tree);
      body.ssa.merge(there, body.ssa.branch(() -> body.ssa.assign(marks, known)), body.ssa.branch(all), body.span(tree));
    }
    columns.set(columns.size() - 1, body.read(marks, tree));
    return columns;
  }
}
