package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.Cloner;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
        if (!isCall(d.primal())) {
          dispatch.addOwn(d);
        }
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
        params.subList(1, params.size()), halves.records(), halves.methods(), !isCall(d.primal())));
  }

  /** Whether a method has no body, but is the call of what the receiver's class has. */
  static boolean isCall(Function primal) {
    return primal.body().ops().stream().anyMatch(op -> op instanceof Op.Call call && call.callee() instanceof Callee.External c
        && c.dispatched() && call.args().subList(1, call.args().size()).equals(primal.params()));
  }

  /** The method itself, where it is not overridden. */
  private void addOwn(Derivative d) {
    List<Unit.Parameter> params = d.entry().signature() != null ? d.entry().signature().params()
        : d.primal().params().stream().map(p -> new Unit.Parameter(p.name(), new Parts.One(p.type()))).toList();
    add(d.entry(), new Unit.Overridden(d.entry().dispatch(), params, null, params));
  }

  /**
   * A method that may be overridden, with the derivatives of what the receiver's class has. Those that do the whole are still its own
   * where it is not overridden.
   */
  static Derivative open(Derivative d, boolean analyse, Helpers helpers, Diagnostics diagnostics) {
    Function call = call(d.primal(), d.entry().dispatch());
    Halves halves = Halves.of(call, d.entry().order(), analyse, helpers);
    Reverse.Vjp vjp = d.vjp() == null ? null : Reverse.vjp(call, new Reverse.Setup(analyse, helpers));
    SecondOrder second = d.second() == null ? null : SecondOrder.of(call, analyse, helpers, diagnostics);
    Callee.External method = d.entry().dispatch();
    return new Derivative(d.entry(), d.primal(), vjp == null ? null : either(method, d.vjp(), vjp.function()), d.vjpNeedsTape(),
        d.vjpNeedsStaging() || vjp != null && vjp.stages(), halves.jvp(), halves.forward(), halves.reverse(), d.kernel(), d.arrays(),
        d.kernelSecond(), second == null ? null : second(method, d.second(), second), d.taylor(), d.sparsity(),
        d.onParts() == null ? null : halves.value(), d.privates());
  }

  private static SecondOrder second(Callee.External method, SecondOrder own, SecondOrder called) {
    return new SecondOrder(own.hvp() == null ? null : either(method, own.hvp(), called.hvp()), own.needsTape(),
        own.needsStaging() || called.needsStaging(), called.forward(), called.reverse());
  }

  /** The method as a call of what the receiver's class has. */
  private static Function call(Function primal, Callee.External method) {
    var body = new ApiBody();
    List<Value> params = primal.params().stream().map(p -> body.parameter(p.type(), p.name())).toList();
    var implementation = new Value(method.derivatives(), "implementation");
    body.ops().add(asked(implementation, method, "of", params.getFirst(), primal.span()));
    var args = new ArrayList<Value>(List.of(implementation));
    args.addAll(params);
    List<Value> results = method.results().stream().map(Value::temporary).toList();
    body.ops().add(new Op.Call(results, method, args, primal.span()));
    return new Function(primal.key() + " dispatched", primal.name(), params, primal.wrt(), primal.results(), Block.of(body.ops(), results),
        primal.span());
  }

  private static Op asked(Value result, Callee.External method, String what, Value self, Span span) {
    return new Op.Opaque(result, new Code(List.of(new Code.TypeName(method.derivatives()), new Code.Text("." + what + "("),
        new Code.Operand(0), new Code.Text(")"))), List.of(self), Op.Effect.READS, PartsBody.REASON, span);
  }

  /** A function of the method itself, or that of what the receiver's class has where that is another one. Only the former may lack a tape. */
  private static Function either(Callee.External method, Function own, Function called) {
    var ops = new ArrayList<Op>();
    Map<Value, Value> given = new IdentityHashMap<>();
    int next = 0;
    for (Value p : called.params()) {
      boolean here = next < own.params().size() && own.params().get(next).type().equals(p.type());
      if (here) {
        given.put(p, own.params().get(next++));
      } else {
        var tape = new Value(p.type(), "tape");
        ops.add(new Op.Call(List.of(tape), new Callee.Runtime(RuntimeFunction.TAPE_NEW), List.of(), Span.NONE));
        given.put(p, tape);
      }
    }
    Block block = new Cloner(v -> given.getOrDefault(v, v), v -> v).block(called.body());
    ops.addAll(block.ops());
    var overridden = Value.temporary(Type.BOOLEAN);
    List<Value> results = own.results().stream().map(Value::temporary).toList();
    Op branch = new Op.If(results, overridden, Block.of(ops, block.yields()), own.body(), own.span());
    return new Function(own.key(), own.name(), own.params(), own.wrt(), own.results(),
        Block.of(List.of(asked(overridden, method, "overridden", own.params().getFirst(), own.span()), branch), results), own.span());
  }

  private void add(Unit.Entry entry, Unit.Overridden o) {
    Halves halves = Halves.of(adapter(entry, o), o.method().order(), analyse, helpers);
    String of = String.join("", o.method().owner().names());
    String name = NewName.add((o.own() == null ? "Own" : of) + o.method().derivatives().names().getLast(), taken);
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
    List<Value> results = o.method().results().stream().map(Value::temporary).toList();
    // the method itself; or on the parts of a record, whose own derivatives have one of it as well: a helper with respect to the others
    boolean helper = o.own() == null || o.own().flat();
    Callee own = helper ? new Callee.Local(entry.key(), o.method().name(), true) : o.own();
    body.ops().add(new Op.Call(results, own, args, Span.NONE));
    return new Function(entry.key() + " as " + o.method().owner(), o.method().name(), body.parameters(),
        o.method().wrt().subList(1, o.method().wrt().size()), o.method().results(), Block.of(body.ops(), results), Span.NONE);
  }

  private static Value cast(ApiBody body, Value value, Type type, String name) {
    if (value.type().equals(type)) {
      return value;
    }
    var pieces = PartsBody.cast(type.innermost() instanceof Type.Ref r ? new Type.Ref(r.pkg(), r.names(), List.of()) : type.innermost(), type.rank());
    pieces.add(new Code.Operand(0));
    return new PartsBody(body).emit(type, name, List.of(value), pieces);
  }
}
