package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code fSparsity}, the pattern of the Jacobian at a point, and {@code fSparseJacobian}, the Jacobian compressed by it. */
final class ApiSparsity {
  private final Api api;
  private final ApiSignature s;
  private final Function core;

  ApiSparsity(Api api, ApiSignature signature) {
    this.api = api;
    this.s = signature;
    this.core = signature.derivative.sparsity();
  }

  /**
   * Adds the methods.
   *
   * @param jacobian what {@code fJacobian} is called
   */
  void add(String jacobian) {
    String coreName = api.names().newMethod(s.primal, "Columns", core.params().stream().map(Value::type).toList());
    String pattern = api.names().newMethod(s.primal, "Sparsity", s.types());
    pattern(pattern, coreName);
    String name = api.names().newMethod(s.primal, "SparseJacobian", s.types());
    var body = new ApiBody();
    var args = new ArrayList<Value>();
    s.params.forEach(p -> args.add(body.parameter(p.type(), p.name())));
    var found = new Value(RuntimeNames.SPARSITY, s.name("pattern"));
    body.call(pattern, null, List.of(), List.copyOf(args), List.of(found));
    args.add(found);
    List<Value> result = body.call(jacobian, null, List.of(), args, List.of(new Value(RuntimeNames.SPARSE_MATRIX, null)));
    api.method(body.method(name, true, ApiDocs.sparseJacobian(s), null, false, result));
    api.method(new Generated.Method(coreName, false, null, null, false, core));
  }

  private void pattern(String name, String coreName) {
    var body = new ApiBody();
    boolean copies = ApiHessian.writesArrays(s.primal);
    var args = new ArrayList<Value>();
    for (Value p : s.params) {
      args.add(body.parameter(p.type(), p.name()));
    }
    // as fJacobian does, whose products this stands for
    for (int i = 0; copies && i < args.size(); i++) {
      Value p = args.get(i);
      if (p.type().isArray()) {
        args.set(i, body.runtime(RuntimeFunction.DEEP_COPY, p.type(), s.name(p.name() + "Copy"), p));
      }
    }
    Value columns = body.runtime(RuntimeFunction.DEPENDENCE_NEW, RuntimeNames.DEPENDENCE, s.name("columns"));
    for (int i = 0; i < s.params.size(); i++) {
      if (s.primal.wrt().get(i)) {
        Type type = core.params().get(args.size()).type();
        String own = s.name(s.params.get(i).name() + "Columns");
        args.add(type.rank() == 1 ? body.runtime(RuntimeFunction.DEPENDENCE_NEXT, type, own, columns)
            : body.runtime(RuntimeFunction.DEPENDENCE_OF, type, own, columns, args.get(i)));
      }
    }
    Value rows = body.call(coreName, null, List.of(), args, List.of(new Value(Type.INT.array().array(), s.name("rows")))).getFirst();
    Value pattern = body.runtime(RuntimeFunction.DEPENDENCE_PATTERN, RuntimeNames.SPARSITY, null, columns, rows);
    api.method(body.method(name, true, ApiDocs.sparsity(s), null, false, List.of(pattern)));
  }
}
