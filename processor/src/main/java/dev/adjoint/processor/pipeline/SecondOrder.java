package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.UnitSeed;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.List;

/**
 * Second derivatives of one method, by forward over reverse mode: the tangent of what reverse mode made.
 *
 * @param hvp the tangent of the gradient: (primal's parameters, a shadow for each differentiated array, {@code tape} if
 *     needed, a tangent for each differentiated parameter, a tangent for each shadow) to (the value, one adjoint for each
 *     differentiated scalar, the tangents of these); null where the result is no number
 * @param needsTape whether hvp has the tape parameter
 * @param needsStaging whether hvp wants shadows of its own that hold zeros
 * @param forward the tangent of the forward half
 * @param reverse the tangent of the reverse half
 */
public record SecondOrder(Function hvp, boolean needsTape, boolean needsStaging, Function forward, Function reverse) {

  /** The second derivatives of a prepared method; null, with messages, if it calls something that has none. */
  static SecondOrder of(Function primal, boolean analyse, Helpers helpers, Diagnostics diagnostics) {
    SecondOrderChecks.run(primal, helpers::prepared, diagnostics);
    if (diagnostics.hasErrors()) {
      return null;
    }
    var setup = new Reverse.Setup(analyse, helpers, true);
    Reverse.Split split = Reverse.split(primal, setup);
    Function forward = tangentOfForward(primal, split.forward(), analyse, helpers);
    Function reverse = tangentOfReverse(split.reverse(), analyse, helpers);
    if (primal.results().isEmpty() || !primal.results().getFirst().isFloating()) {
      return new SecondOrder(null, false, false, forward, reverse);
    }
    Reverse.Vjp vjp = Reverse.vjp(primal, setup);
    Function gradient = gradient(primal, vjp);
    var tangents = new ArrayList<Boolean>();
    gradient.results().forEach(r -> tangents.add(!tangents.isEmpty()));
    return new SecondOrder(Forward.overReverse(gradient, tangents, analyse, helpers), vjp.usesTape(), vjp.stages(), forward,
        reverse);
  }

  /** All functions. */
  List<Function> functions() {
    return hvp == null ? List.of(forward, reverse) : List.of(hvp, forward, reverse);
  }

  /** The vector-Jacobian product for the seed 1, to be differentiated with respect to what the primal is, and its shadows. */
  private static Function gradient(Function primal, Reverse.Vjp vjp) {
    Value seed = vjp.function().params().get(primal.params().size());
    var rest = new ArrayList<>(vjp.function().params());
    rest.remove(seed);
    var params = rest.stream().map(p -> new Value(p.type(), p.name())).toList();
    Function unit = UnitSeed.apply(vjp.function(), seed, params, true);
    return with(unit, wrt(primal, unit));
  }

  /** The primal's parameters, then shadows and tape. */
  static List<Boolean> wrt(Function primal, Function f) {
    var wrt = new ArrayList<>(primal.wrt());
    for (Value p : f.params().subList(wrt.size(), f.params().size())) {
      wrt.add(p.type().isDifferentiable());
    }
    return wrt;
  }

  /** The tangent of a forward half. */
  static Function tangentOfForward(Function primal, Function forward, boolean analyse, Helpers helpers) {
    return Forward.overReverse(with(forward, wrt(primal, forward)), forward.results().stream().map(Type::isDifferentiable).toList(),
        analyse, helpers);
  }

  /** The tangent of a reverse half. */
  static Function tangentOfReverse(Function reverse, boolean analyse, Helpers helpers) {
    return Forward.overReverse(with(reverse, reverse.params().stream().map(p -> p.type().isDifferentiable()).toList()),
        reverse.results().stream().map(r -> true).toList(), analyse, helpers);
  }

  private static Function with(Function f, List<Boolean> wrt) {
    return new Function(f.key(), f.name(), f.params(), wrt, f.results(), f.body(), f.span());
  }
}
