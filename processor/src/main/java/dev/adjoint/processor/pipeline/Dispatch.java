package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a generated class has for calls whose receiver's class is not known: for each method that may be overridden an interface of its
 * derivatives, and for each method of a supertype that one of its own overrides an implementation of that interface.
 *
 * <p>Neither knows the other's class: an interface does not list who implements it.
 */
final class Dispatch {
  private final Unit unit;
  private final boolean analyse;
  private final Helpers helpers;
  private final Set<String> taken = new HashSet<>();
  private final List<Generated.Dispatched> dispatched = new ArrayList<>();
  private final List<Generated.Implementation> implementations = new ArrayList<>();

  private Dispatch(Unit unit, boolean analyse, Helpers helpers) {
    this.unit = unit;
    this.analyse = analyse;
    this.helpers = helpers;
  }

  /** The interfaces and implementations of a class's methods. */
  static Generated.Dispatch of(Unit unit, List<Derivative> derivatives, boolean analyse, Helpers helpers) {
    var dispatch = new Dispatch(unit, analyse, helpers);
    for (Derivative d : derivatives) {
      if (d.entry().dispatch() != null) {
        dispatch.add(d, d.entry().dispatch());
      }
      for (Unit.Overridden o : d.entry().overridden()) {
        dispatch.add(d.entry(), o);
      }
    }
    return new Generated.Dispatch(dispatch.dispatched, dispatch.implementations);
  }

  private void add(Derivative d, Callee.External method) {
    String name = method.derivatives().names().getLast();
    Halves halves = Halves.of(d);
    List<Type> params = d.entry().signature() == null ? d.primal().params().stream().map(Value::type).toList()
        : d.entry().signature().params().stream().map(p -> p.parts().type()).toList();
    dispatched.add(new Generated.Dispatched(name, ApiNames.constant(name) + "S", d.primal().name(), (Type.Ref) params.getFirst(),
        params.subList(1, params.size()), halves.records(), halves.methods()));
  }

  private void add(Unit.Entry entry, Unit.Overridden o) {
    Halves halves = Halves.of(adapter(entry, o), o.method().order(), analyse, helpers);
    String of = String.join("", o.method().owner().names());
    String wish = of + o.method().derivatives().names().getLast();
    String name = wish;
    for (int n = 2; !taken.add(name); n++) {
      name = wish + n;
    }
    String javadoc = "What a call of {@link " + o.method().owner().qualifiedName() + "#" + o.method().name() + "} runs for a receiver of this class.\n";
    implementations.add(new Generated.Implementation(name, o.method().derivatives(), javadoc, halves.methods()));
  }

  /** The method of the class as a function with the parameters of the one that it overrides. */
  private static Function adapter(Unit.Entry entry, Unit.Overridden o) {
    var body = new ApiBody();
    var parts = new PartsBody(body);
    var args = new ArrayList<Value>();
    for (int i = 0; i < o.params().size(); i++) {
      Unit.Parameter p = o.params().get(i);
      Unit.Parameter own = o.ownParams().get(i);
      List<Value> given = p.parts().leaves().stream().map(l -> body.parameter(l.type(), l.name(p.name()))).toList();
      boolean whole = p.parts() instanceof Parts.One && !p.parts().equals(own.parts());
      args.addAll(!whole ? given : parts.leaves(own.parts(), cast(body, given.getFirst(), own.parts().type(), i == 0 ? "receiver" : own.name()), own.name()));
    }
    List<Value> results = o.own().results().stream().map(Value::temporary).toList();
    // on the parts of a record, whose own derivatives have a derivative of it as well: a helper with respect to the other parameters
    Callee own = o.own().flat() ? new Callee.Local(entry.key(), o.own().name(), true) : o.own();
    body.ops().add(new Op.Call(results, own, args, Span.NONE));
    return new Function(o.own().owner() + "#" + o.own().name() + " as " + o.method().owner(), o.own().name(), body.parameters(),
        o.method().wrt().subList(1, o.method().wrt().size()), o.method().results(), Block.of(body.ops(), results), Span.NONE);
  }

  private static Value cast(ApiBody body, Value value, Type type, String name) {
    if (value.type().equals(type)) {
      return value;
    }
    var result = new Value(type, name);
    Code.Piece named = type.innermost() instanceof Type.Ref r ? new Code.TypeName(new Type.Ref(r.pkg(), r.names(), List.of()))
        : new Code.Text(type.innermost().toString());
    body.ops().add(new Op.Opaque(result, new Code(List.of(new Code.Text("("), named, new Code.Text("[]".repeat(type.rank()) + ") "),
        new Code.Operand(0))), List.of(value), Op.Effect.READS, PartsBody.REASON, Span.NONE));
    return result;
  }
}
