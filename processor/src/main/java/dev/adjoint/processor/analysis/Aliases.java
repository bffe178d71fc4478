package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which references may mean the same array: classes of references by unification (B. Steensgaard, Points-to analysis in
 * almost linear time, POPL 1996). Two references of different classes never alias, unless both are external and of one
 * type. An array of arrays has one class for all its rows.
 */
public final class Aliases {

  /** A class of references. Ask {@link Aliases#of} each time: classes merge while they are being built. */
  public static final class Node {
    private Node parent;
    private Node element;
    private boolean external;
    private boolean constant;
    private boolean loaded;
    private final List<Op> allocations = new ArrayList<>();

    private Node root() {
      Node n = this;
      while (n.parent != null) {
        if (n.parent.parent != null) {
          n.parent = n.parent.parent;
        }
        n = n.parent;
      }
      return n;
    }

    /** Whether code outside the function may hold a reference to such an array. */
    public boolean external() {
      return root().external;
    }

    /** Whether some array of this class is one that nobody differentiates: a constant parameter, a field. */
    public boolean constant() {
      return root().constant;
    }

    /** Whether such a reference is also kept in an array of arrays. */
    public boolean keptInArray() {
      return root().loaded;
    }

    /** The operations that make such arrays. */
    public List<Op> allocations() {
      return root().allocations;
    }
  }

  private final Map<Value, Node> nodes = new HashMap<>();

  /** The classes of a function's references. */
  public Aliases(Function function) {
    for (int i = 0; i < function.params().size(); i++) {
      Value p = function.params().get(i);
      if (p.type().isArray()) {
        external(of(p), !function.wrt().get(i));
      }
    }
    block(function.body());
  }

  /** The class of an array reference. */
  public Node of(Value reference) {
    return nodes.computeIfAbsent(reference, v -> fresh(v.type())).root();
  }

  /** The classes of an array and of the arrays in it, one for each rank. */
  List<Node> ranks(Value reference) {
    var all = new ArrayList<Node>();
    for (Node n = of(reference); n != null; n = n.element == null ? null : n.element.root()) {
      all.add(n);
    }
    return all;
  }

  /** The class of the rows of an array of arrays. */
  Node element(Node array) {
    return array.root().element.root();
  }

  /** The class of the one-dimensional arrays at the bottom of this one. */
  public Node cells(Value reference) {
    Node n = of(reference);
    for (int rank = reference.type().rank(); rank > 1; rank--) {
      n = n.element.root();
    }
    return n;
  }

  private static Node fresh(Type type) {
    var node = new Node();
    if (type.rank() > 1) {
      node.element = fresh(type.elementType());
    }
    return node;
  }

  private static void external(Node node, boolean constant) {
    for (Node n = node.root(); n != null; n = n.element == null ? null : n.element.root()) {
      n.external = true;
      n.constant |= constant;
    }
  }

  private static void unify(Node a, Node b) {
    Node x = a.root();
    Node y = b.root();
    if (x == y) {
      return;
    }
    y.parent = x;
    x.external |= y.external;
    x.constant |= y.constant;
    x.loaded |= y.loaded;
    x.allocations.addAll(y.allocations);
    if (x.element == null) {
      x.element = y.element;
    } else if (y.element != null) {
      unify(x.element, y.element);
    }
  }

  private void unify(Value a, Value b) {
    if (a.type().isArray() && b.type().isArray()) {
      unify(of(a), of(b));
    }
  }

  private void unify(List<Value> a, List<Value> b) {
    for (int i = 0; i < a.size(); i++) {
      unify(a.get(i), b.get(i));
    }
  }

  private void block(Block block) {
    for (Op op : block.ops()) {
      op(op);
      for (Block b : Ops.blocks(op)) {
        block(b);
      }
    }
  }

  private void op(Op op) {
    switch (op) {
      case Op.Load o -> {
        if (o.result().type().isArray()) {
          Node element = of(o.array()).element;
          unify(element, of(o.result()));
          element.root().loaded = true;
        }
      }
      case Op.Store o -> keep(o.array(), o.value());
      case Op.Fill o -> keep(o.array(), o.value());
      case Op.NewArray o -> {
        Node n = of(o.result());
        for (int i = 0; i < o.dims().size(); i++) {
          n.root().allocations.add(op);
          if (i > 0) {
            n.root().loaded = true;
          }
          n = n.root().element;
        }
      }
      case Op.Copy o -> {
        of(o.result()).allocations.add(op);
        if (o.result().type().rank() > 1) {
          unify(of(o.result()).element, of(o.array()).element);
          of(o.array()).element.root().loaded = true;
        }
      }
      case Op.ArrayCopy o -> {
        if (o.source().type().rank() > 1 && o.target().type().rank() > 1) {
          unify(of(o.source()).element, of(o.target()).element);
          of(o.source()).element.root().loaded = true;
        }
      }
      case Op.If o -> {
        unify(o.results(), o.then().yields());
        unify(o.results(), o.otherwise().yields());
      }
      case Op.For o -> {
        unify(o.results(), o.inits());
        unify(o.results(), o.body().params());
        unify(o.results(), o.body().yields());
      }
      case Op.While o -> {
        unify(o.results(), o.inits());
        unify(o.results(), o.condition().params());
        unify(o.results(), o.body().params());
        unify(o.results(), o.body().yields());
      }
      case Op.Try o -> {
        unify(o.slots(), o.inits());
        Ops.blocks(o).forEach(b -> unify(o.results(), b.yields()));
      }
      case Op.Assign o -> unify(o.slot(), o.value());
      case Op.Call o -> call(o);
      case Op.Opaque o -> {
        if (o.effect() == Op.Effect.EFFECT) {
          o.operands().stream().filter(v -> v.type().isArray()).forEach(v -> external(of(v), false));
        }
        if (o.result() != null && o.result().type().isArray()) {
          external(of(o.result()), true);
          o.operands().stream().filter(v -> v.type().isArray()).forEach(v -> external(of(v), false));
        }
      }
      case Op.Intrinsic o -> {
        if (o.result().type().isArray()) {
          external(of(o.result()), true);
          o.args().forEach(v -> external(of(v), false));
        }
      }
      case Op.Const o -> { }
      case Op.Unary o -> { }
      case Op.Binary o -> { }
      case Op.Cast o -> { }
      case Op.ArrayLength o -> { }
      case Op.Accumulate o -> { }
      case Op.Throw o -> { }
      case Op.Comment o -> { }
    }
  }

  private void keep(Value array, Value value) {
    if (value.type().isArray()) {
      Node element = of(array).element;
      unify(element, of(value));
      element.root().loaded = true;
    }
  }

  /** A callee may return any of its arguments, or a row of one, and may keep rows in other arguments. */
  private void call(Op.Call o) {
    if (o.callee() instanceof Callee.Runtime r && r.function() == RuntimeFunction.OWN_ROWS) {
      unify(of(o.results().getFirst()).element, of(o.args().getFirst()).element);
    }
    if (o.callee() instanceof Callee.Runtime || o.callee() instanceof Callee.TensorOp) {
      return;
    }
    var arrays = new ArrayList<Value>();
    o.args().stream().filter(v -> v.type().isArray()).forEach(arrays::add);
    o.results().stream().filter(v -> v.type().isArray()).forEach(arrays::add);
    for (Value a : arrays) {
      external(of(a), false);
      for (Value b : arrays) {
        Node x = of(a);
        for (int rank = a.type().rank(); rank > b.type().rank(); rank--) {
          x = x.element.root();
        }
        if (a != b && a.type().rank() >= b.type().rank() && a.type().innermost().equals(b.type().innermost())
            && (o.results().contains(a) || o.results().contains(b) || b.type().rank() > 1)) {
          unify(x, of(b));
          if (a.type().rank() > b.type().rank()) {
            x.root().loaded = true;
          }
        }
      }
    }
  }
}
