package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/** {@code fHessian} of a method with parts: the products with all unit vectors, row by row. */
final class PartsHessian {
  private final Api api;
  private final PartsSignature s;
  private final PartsDocs docs;
  private final PartsHvp hvp;

  PartsHessian(Api api, PartsSignature signature, PartsDocs docs, PartsHvp hvp) {
    this.api = api;
    this.s = signature;
    this.docs = docs;
    this.hvp = hvp;
  }

  void add() {
    var p = new PartsMethod(s);
    p.takeApart();
    var vector = new PartsVector(s, p);
    Value tape = s.derivative.second().needsTape() ? p.body.runtime(RuntimeFunction.TAPE_NEW, RuntimeNames.TAPE, s.unused("tape")) : null;
    var hessian = new Value(Type.DOUBLE.array().array(), s.unused("hessian"));
    p.body.ops().add(new Op.NewArray(hessian, List.of(vector.count(), vector.count()), Span.NONE));
    var unit = new Value(Type.DOUBLE.array(), s.unused("unit"));
    p.body.ops().add(new Op.NewArray(unit, List.of(vector.count()), Span.NONE));
    var i = new Value(Type.INT, s.unused("row"));
    var row = new PartsMethod(p);
    row.body.ops().add(new Op.Store(unit, i, row.body.constant(Type.DOUBLE, 1.0), Span.NONE));
    row.copyWritten();
    List<Value> products = hvp.run(row, vector.leaves(row, unit), tape, false);
    var cells = new Value(Type.DOUBLE.array(), s.unused("cells"));
    row.body.ops().add(new Op.Load(cells, hessian, i, Span.NONE));
    vector.flatten(row.body, products, cells);
    row.body.ops().add(new Op.Store(unit, i, row.body.constant(Type.DOUBLE, 0.0), Span.NONE));
    p.body.ops().add(new Op.For(List.of(), i, p.body.constant(Type.INT, 0), vector.count(), 1, false, List.of(),
        Block.of(row.body.ops(), List.of()), Span.NONE));
    p.body.runtime(RuntimeFunction.MIRROR, hessian);
    api.method(p.body.method(s.primal.name() + "Hessian", true, docs.hessian(), null, false, List.of(hessian)));
  }
}
