package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fJacobian} of a method with parameters that are taken apart and a {@code double[]} as its result, and its pattern: the numbers of
 * all parameters are one vector, of which products with the matrix are taken.
 */
final class PartsJacobian {
  private static final Type VECTOR = Type.DOUBLE.array();

  private final Api api;
  private final PartsSignature s;
  private final PartsDocs docs;
  private final Derivative d;
  private final PartsReverse reverse;

  PartsJacobian(Api api, PartsSignature signature, PartsDocs docs, PartsReverse reverse) {
    this.api = api;
    this.s = signature;
    this.docs = docs;
    this.d = s.derivative;
    this.reverse = reverse;
  }

  /** Whether a method has one: the parameters are numbers, arrays and records of them, and none is an object that may change. */
  static boolean applies(Derivative d) {
    return d.vjp() != null && d.primal().results().equals(List.of(VECTOR)) && d.primal().wrt().contains(true)
        && d.primal().params().stream().noneMatch(p -> p.type().isTensor())
        && d.entry().signature().params().stream().allMatch(p -> PartsVector.is(p.parts()));
  }

  /** Adds the methods. */
  void add() {
    count();
    column();
    row();
    matrix(false);
    matrix(true);
    if (d.sparsity() != null) {
      pattern();
      compressed();
    }
  }

  private String name(String kind) {
    return s.primal.name() + kind;
  }

  /** How many columns there are. */
  private void count() {
    PartsMethod p = new PartsMethod(s);
    p.takeApart();
    Value count = new PartsVector(s, p).count();
    api.method(p.body.method(name("Variables"), false, null, null, false, List.of(count)));
  }

  /** The product with a vector. */
  private void column() {
    PartsMethod p = new PartsMethod(s);
    Value vector = p.body.parameter(VECTOR, s.unused("vector"));
    p.takeApart();
    p.copyWritten();
    List<Value> tangents = new PartsVector(s, p).leaves(p, vector);
    var args = new ArrayList<>(p.leaves);
    args.addAll(tangents);
    List<Value> results = p.call(p.body, s.core("Tangent"), d.jvp(), args);
    api.method(p.body.method(name("Column"), false, null, null, false, results.subList(1, 2)));
  }

  /** The product of a seed with the matrix. */
  private void row() {
    PartsMethod p = new PartsMethod(s);
    Value seed = p.body.parameter(VECTOR, s.unused("seed"));
    p.takeApart();
    p.copyWritten();
    var vector = new PartsVector(s, p);
    List<Value> adjoints = reverse.reverse(p, p.parts.seedLeaves(s.result(), seed, seed.name()), null, null);
    var row = new Value(VECTOR, s.unused("row"));
    p.body.ops().add(new Op.NewArray(row, List.of(vector.count()), Span.NONE));
    vector.flatten(p.body, adjoints.subList(1, adjoints.size()), row);
    api.method(p.body.method(name("Row"), false, null, null, false, List.of(row)));
  }

  /** Hands both products to the runtime, which chooses. */
  private void matrix(boolean sparse) {
    PartsMethod p = new PartsMethod(s);
    var operands = new ArrayList<>(p.own);
    var pieces = new ArrayList<Code.Piece>(List.of(new Code.TypeName(RuntimeNames.JACOBIAN),
        new Code.Text(sparse ? ".compressed(" : ".dense("), new Code.Text(name("Variables("))));
    arguments(pieces, operands.size());
    pieces.add(new Code.Text("), "));
    if (sparse) {
      operands.add(p.body.parameter(RuntimeNames.SPARSITY, s.unused("pattern")));
      pieces.addAll(List.of(new Code.Operand(operands.size() - 1), new Code.Text(", ")));
    }
    product(pieces, "tangent", "Column");
    pieces.add(new Code.Text(", "));
    product(pieces, "seed", "Row");
    pieces.add(new Code.Text(")"));
    Value matrix = p.parts.emit(sparse ? RuntimeNames.SPARSE_MATRIX : VECTOR.array(), null, operands, pieces);
    api.method(p.body.method(name("Jacobian"), true, docs.jacobian(sparse), null, false, List.of(matrix)));
  }

  private static void arguments(List<Code.Piece> pieces, int count) {
    for (int i = 0; i < count; i++) {
      pieces.add(new Code.Text(i == 0 ? "" : ", "));
      pieces.add(new Code.Operand(i));
    }
  }

  private void product(List<Code.Piece> pieces, String vector, String kind) {
    String name = s.unused(vector);
    pieces.add(new Code.Text(name + " -> " + name(kind) + "("));
    arguments(pieces, s.size());
    pieces.add(new Code.Text(", " + name + ")"));
  }

  /** {@code fSparsity}. */
  private void pattern() {
    String core = s.core("Columns");
    PartsMethod p = new PartsMethod(s);
    p.takeApart();
    var vector = new PartsVector(s, p);
    p.copyWritten();
    var type = new Code.TypeName(RuntimeNames.DEPENDENCE);
    Value columns = p.parts.emit(RuntimeNames.DEPENDENCE, s.unused("columns"), List.of(vector.count()),
        List.of(new Code.Text("new "), type, new Code.Text("("), new Code.Operand(0), new Code.Text(")")));
    Value numbers = p.parts.emit(VECTOR, s.unused("numbers"), List.of(columns),
        List.of(new Code.Operand(0), new Code.Text(".numbers()")));
    List<Value> numbered = vector.separate(p, numbers);
    var args = new ArrayList<>(p.leaves);
    int next = 0;
    for (int k = 0; k < p.leaves.size(); k++) {
      if (s.primal.wrt().get(k)) {
        Value leaf = p.leaves.get(k);
        Type set = d.sparsity().params().get(args.size()).type();
        args.add(leaf.type().isArray()
            ? p.parts.emit(set, null, List.of(columns, leaf, numbered.get(next++)), List.of(new Code.Text("("), new Code.Text(set.toString()),
                new Code.Text(") "), new Code.Operand(0), new Code.Text(".of("), new Code.Operand(1), new Code.Text(", "), new Code.Operand(2),
                new Code.Text(")")))
            : p.parts.emit(set, null, List.of(columns, numbered.get(next++)),
                List.of(new Code.Operand(0), new Code.Text(".column("), new Code.Operand(1), new Code.Text(")"))));
      }
    }
    List<Value> rows = p.call(p.body, core, d.sparsity(), args);
    Value pattern = p.body.runtime(RuntimeFunction.DEPENDENCE_PATTERN, RuntimeNames.SPARSITY, null, columns, rows.getFirst());
    api.method(p.body.method(name("Sparsity"), true, docs.sparsity(), null, false, List.of(pattern)));
  }

  /** {@code fSparseJacobian}. */
  private void compressed() {
    PartsMethod p = new PartsMethod(s);
    var args = new ArrayList<>(p.own);
    args.add(p.body.call(name("Sparsity"), null, List.of(), List.copyOf(p.own),
        List.of(new Value(RuntimeNames.SPARSITY, s.unused("pattern")))).getFirst());
    List<Value> matrix = p.body.call(name("Jacobian"), null, List.of(), args, List.of(new Value(RuntimeNames.SPARSE_MATRIX, null)));
    api.method(p.body.method(name("SparseJacobian"), true, docs.sparseJacobian(), null, false, matrix));
  }
}
