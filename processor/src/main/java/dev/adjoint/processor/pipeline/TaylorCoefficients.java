package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.transform.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Taylor coefficients of one method in one of its parameters.
 *
 * @param function (primal's parameters, a series for the parameter, an array of series for each array that {@code wrt} names, the order) to
 *     the series of the result
 * @param parameter which parameter it is
 * @param wrt for each of the primal's parameters, whether the function takes something that stands beside it
 */
public record TaylorCoefficients(Function function, int parameter, List<Boolean> wrt) {
  public TaylorCoefficients {
    wrt = List.copyOf(wrt);
  }

  /** The coefficients of a prepared method in the number that its annotation names; null, with messages, if it calls something that has none. */
  static TaylorCoefficients of(Function primal, Unit.Entry entry, Helpers helpers, Diagnostics diagnostics) {
    int parameter = names(primal, entry).indexOf(entry.taylor());
    Function f = withRespectTo(primal, parameter);
    ActiveOps.each(f, helpers::prepared, (op, at, active) -> check(op, at, active, diagnostics));
    return diagnostics.hasErrors() ? null : new TaylorCoefficients(Forward.taylor(f, true, helpers.beside(Helpers.Kind.TAYLOR)), parameter, f.wrt());
  }

  /** What an annotation calls the parameters, or the parts of them. */
  private static List<String> names(Function primal, Unit.Entry entry) {
    if (entry.signature() == null) {
      return primal.params().stream().map(Value::name).toList();
    }
    var names = new ArrayList<String>();
    for (Unit.Parameter p : entry.signature().params()) {
      String whole = entry.instance() && names.isEmpty() ? "this" : p.name();
      p.parts().leaves().forEach(l -> names.add(l.path().isEmpty() ? whole : whole + "." + String.join(".", l.path())));
    }
    return names;
  }

  /**
   * The method with respect to the parameter; where what depends on it gets into an array that is a parameter, with respect to all such arrays
   * as well, since a caller may pass one under several names.
   */
  private static Function withRespectTo(Function primal, int parameter) {
    var wrt = new ArrayList<Boolean>();
    for (int i = 0; i < primal.params().size(); i++) {
      wrt.add(i == parameter);
    }
    Function alone = with(primal, wrt);
    var activity = new Activity(alone, new Aliases(alone));
    if (primal.params().stream().anyMatch(p -> p.type().isArray() && activity.varied(p))) {
      for (int i = 0; i < primal.params().size(); i++) {
        wrt.set(i, i == parameter || primal.wrt().get(i) && primal.params().get(i).type().isArray());
      }
    }
    return with(primal, wrt);
  }

  private static Function with(Function f, List<Boolean> wrt) {
    return new Function(f.key(), f.name(), f.params(), wrt, f.results(), f.body(), f.span());
  }

  private static void check(Op op, Span at, Predicate<Value> active, Diagnostics diagnostics) {
    switch (op) {
      case Op.Intrinsic o when Activity.rule(o) instanceof Rule.Smooth && !Forward.hasSeries(o) ->
          diagnostics.report(Message.TAYLOR_CALL, at, o.owner().names().getLast() + "." + o.name());
      case Op.Call o -> {
        switch (o.callee()) {
          case Callee.External c when Forward.takesSeries(o, c, active) -> { }
          case Callee.External c -> diagnostics.report(Message.TAYLOR_CALL, at, c.owner().names().getLast() + "." + c.name());
          case Callee.Ruled c -> diagnostics.report(Message.TAYLOR_CALL, at, c.owner().names().getLast() + "." + c.name());
          case Callee.TensorOp c -> diagnostics.report(Message.TAYLOR_CALL, at, c.owner().names().getLast() + "." + c.name());
          case Callee.Local c -> { }
          case Callee.Generated c -> { }
          case Callee.Runtime c -> { }
        }
      }
      case Op other -> { }
    }
  }
}
