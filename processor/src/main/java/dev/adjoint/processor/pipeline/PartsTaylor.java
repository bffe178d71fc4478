package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fTaylor} of a method with parameters that are taken apart, in a number that is a parameter or a component of a record: as in {@link ApiTaylor},
 * along a curve only where it is a parameter.
 */
final class PartsTaylor {
  private static final Type SERIES = Type.DOUBLE.array();

  private final Api api;
  private final PartsSignature s;
  private final PartsDocs docs;
  private final TaylorCoefficients taylor;
  private final String core;

  /** @param core the name of the method that the transform made */
  PartsTaylor(Api api, PartsSignature signature, PartsDocs docs, String core) {
    this.api = api;
    this.s = signature;
    this.docs = docs;
    this.taylor = s.derivative.taylor();
    this.core = core;
  }

  /** Adds the methods. */
  void add() {
    PartsMethod p = new PartsMethod(s);
    Value order = p.body.parameter(Type.INT, s.unused("order"));
    p.takeApart();
    Value number = p.leaves.get(taylor.parameter());
    Value series = p.body.runtime(RuntimeFunction.SERIES_VARIABLE, SERIES, s.unused(number.name() + "Taylor"),
        p.body.cast(number, Type.DOUBLE), order);
    call(p, series, order, docs.taylor(number.name(), false));
    int parameter = parameter();
    if (s.parts(parameter) instanceof Parts.One one && one.type() == Type.DOUBLE) {
      alongCurve(parameter);
    }
  }

  /** The parameter in which the number is. */
  private int parameter() {
    int at = 0;
    while (s.end(at) <= taylor.parameter()) {
      at++;
    }
    return at;
  }

  private void alongCurve(int parameter) {
    String number = s.name(parameter);
    PartsMethod p = new PartsMethod(s, parameter, SERIES);
    Value series = p.own.get(parameter);
    Value order = p.body.runtime(RuntimeFunction.SERIES_ORDER, Type.INT, s.unused("order"), p.body.constant(Type.STRING, s.primal.name()
        + "Taylor"), p.body.constant(Type.STRING, number), series);
    var value = new Value(Type.DOUBLE, s.unused(number + "Value"));
    p.body.ops().add(new Op.Load(value, series, p.body.constant(Type.INT, 0), Span.NONE));
    p.own.set(parameter, value);
    p.takeApart();
    call(p, series, order, docs.taylor(number, true));
  }

  private void call(PartsMethod p, Value series, Value order, String javadoc) {
    var args = new ArrayList<>(p.leaves);
    Value arrays = null;
    for (int k = 0; k < p.leaves.size(); k++) {
      Value leaf = p.leaves.get(k);
      if (k == taylor.parameter()) {
        args.add(series);
      } else if (taylor.wrt().get(k)) {
        arrays = arrays != null ? arrays : p.body.runtime(RuntimeFunction.SERIES_ARRAYS_NEW, RuntimeNames.SERIES_ARRAYS, s.unused("arrays"));
        args.add(p.body.runtime(RuntimeFunction.SERIES_ARRAYS_OF, leaf.type().shadow().array(),
            leaf.name() == null ? null : s.unused(leaf.name() + "Taylor"), arrays, leaf));
      }
    }
    args.add(order);
    List<Value> result = p.call(p.body, core, taylor.function(), args);
    api.method(p.body.method(s.primal.name() + "Taylor", true, javadoc, null, false, result));
  }
}
