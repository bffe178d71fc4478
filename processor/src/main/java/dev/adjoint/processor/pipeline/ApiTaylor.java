package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fTaylor}: the coefficients up to an order, and, for a parameter of type double, those along a curve that is given by its own
 * coefficients.
 */
final class ApiTaylor {
  private static final Type SERIES = Type.DOUBLE.array();

  private final Api api;
  private final ApiSignature s;
  private final TaylorCoefficients taylor;
  private final Value variable;
  private final String core;

  ApiTaylor(Api api, ApiSignature signature) {
    this.api = api;
    this.s = signature;
    this.taylor = signature.derivative.taylor();
    this.variable = s.params.get(taylor.parameter());
    Function f = taylor.function();
    this.core = api.names().newMethod(s.primal, "Series", f.params().stream().map(Value::type).toList());
  }

  /** Adds the methods. */
  void add() {
    var types = new ArrayList<>(s.types());
    types.add(Type.INT);
    String name = api.names().newMethod(s.primal, "Taylor", types);
    var body = new ApiBody();
    List<Value> params = s.params.stream().map(p -> body.parameter(p.type(), p.name())).toList();
    Value order = body.parameter(Type.INT, s.name("order"));
    Value series = body.runtime(RuntimeFunction.SERIES_VARIABLE, SERIES, s.name(variable.name() + "Taylor"),
        body.cast(params.get(taylor.parameter()), Type.DOUBLE), order);
    call(body, name, ApiDocs.taylor(s, variable), params, series, order);
    if (variable.type() == Type.DOUBLE) {
      alongCurve();
    }
    api.method(new Generated.Method(core, false, null, null, false, taylor.function()));
  }

  private void alongCurve() {
    var types = new ArrayList<>(s.types());
    types.set(taylor.parameter(), SERIES);
    String name = api.names().newMethod(s.primal, "Taylor", types);
    var body = new ApiBody();
    var params = new ArrayList<Value>();
    for (int i = 0; i < types.size(); i++) {
      params.add(body.parameter(types.get(i), s.params.get(i).name()));
    }
    Value series = params.get(taylor.parameter());
    Value order = body.runtime(RuntimeFunction.SERIES_ORDER, Type.INT, s.name("order"), body.constant(Type.STRING, name),
        body.constant(Type.STRING, series.name()), series);
    var value = new Value(Type.DOUBLE, s.name(variable.name() + "Value"));
    body.ops().add(new Op.Load(value, series, body.constant(Type.INT, 0), Span.NONE));
    params.set(taylor.parameter(), value);
    call(body, name, ApiDocs.taylorAlongCurve(s, variable), params, series, order);
  }

  private void call(ApiBody body, String name, String javadoc, List<Value> params, Value series, Value order) {
    var args = new ArrayList<>(params);
    Value arrays = null;
    for (int i = 0; i < params.size(); i++) {
      if (i == taylor.parameter()) {
        args.add(series);
      } else if (taylor.wrt().get(i)) {
        if (arrays == null) {
          arrays = body.runtime(RuntimeFunction.SERIES_ARRAYS_NEW, RuntimeNames.SERIES_ARRAYS, s.name("arrays"));
        }
        Type type = params.get(i).type().shadow().array();
        args.add(body.runtime(RuntimeFunction.SERIES_ARRAYS_OF, type, s.name(params.get(i).name() + "Taylor"), arrays, params.get(i)));
      }
    }
    args.add(order);
    List<Value> result = body.call(core, null, List.of(), args, List.of(new Value(SERIES, null)));
    api.method(body.method(name, true, javadoc, null, false, result));
  }
}
