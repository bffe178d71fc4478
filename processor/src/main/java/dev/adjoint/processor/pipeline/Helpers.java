package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.reverse.HelperNames;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Helpers that stay calls (recursive or large ones): each is differentiated once for each set of arguments that carry a
 * derivative, and named here.
 */
final class Helpers implements HelperNames, Forward.HelperTangents {
  private enum Kind { PRIMAL, TANGENT, SPLIT }

  private record Variant(String key, List<Boolean> wrt, Kind kind) {}

  private final Unit unit;
  private final boolean analyse;
  private final Storage storage;
  private final Map<Variant, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Deque<Variant> requested = new ArrayDeque<>();
  private final Map<String, Function> prepared = new HashMap<>();

  Helpers(Unit unit, boolean analyse, Storage storage) {
    this.storage = storage;
    this.unit = unit;
    this.analyse = analyse;
  }

  @Override
  public Callee.Generated primal(Callee.Local helper) {
    String name = name(helper, List.of(), Kind.PRIMAL);
    int results = unit.functions().get(helper.key()).results().size();
    return new Callee.Generated(null, name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
  }

  @Override
  public Callee.Generated forward(Callee.Local helper, List<Boolean> wrt) {
    String name = name(helper, wrt, Kind.SPLIT) + "Forward";
    int results = unit.functions().get(helper.key()).results().size();
    return new Callee.Generated(null, name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
  }

  @Override
  public Callee.Generated reverse(Callee.Local helper, List<Boolean> wrt) {
    return new Callee.Generated(null, name(helper, wrt, Kind.SPLIT) + "Reverse", null, List.of());
  }

  @Override
  public Callee.Generated jvp(Callee.Local helper, List<Boolean> wrt) {
    String name = name(helper, wrt, Kind.TANGENT) + "Tangent";
    int results = withTangents(unit.functions().get(helper.key()).results());
    return new Callee.Generated(null, name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
  }

  private static int withTangents(List<Type> results) {
    return results.size() + (int) results.stream().filter(Type::isDifferentiable).count();
  }

  @Override
  public Callee.Generated primal(Callee.External c) {
    return parts(c, "", c.results().size());
  }

  @Override
  public Callee.Generated jvp(Callee.External c) {
    if (c.flat()) {
      return parts(c, "Tangent", withTangents(c.results()));
    }
    Type result = c.results().isEmpty() ? null : c.results().getFirst();
    boolean pair = result != null && result.isDifferentiable();
    boolean ownRecord = pair && isFloat(result);
    boolean floats = ownRecord;
    for (int i = 0; i < c.params().size(); i++) {
      floats |= c.wrt().get(i) && isFloat(c.params().get(i));
    }
    String record = ApiNames.record(c.name(), ownRecord ? "Tangent" : "Jvp", c.params(), c.overloaded());
    return new Callee.Generated(c.derivatives(), c.name() + (floats ? "Tangent" : "Jvp"), pair ? record : null,
        pair ? List.of("value", "tangent") : List.of());
  }

  private static boolean isFloat(Type type) {
    return type.innermost() == Type.FLOAT;
  }

  @Override
  public Callee.Generated forward(Callee.External c) {
    return c.flat() ? parts(c, "Forward", c.results().size())
        : new Callee.Generated(c.derivatives(), c.name() + "Forward", null, List.of());
  }

  @Override
  public Callee.Generated reverse(Callee.External c) {
    String name = c.flat() ? ApiNames.parts(c.name(), "Reverse", c.params(), c.overloaded())
        : ApiNames.reverse(c.name(), c.params(), c.overloaded());
    return new Callee.Generated(c.derivatives(), name, null, List.of());
  }

  /** A generated method on the parts of a method's parameters. */
  private static Callee.Generated parts(Callee.External c, String kind, int results) {
    String name = ApiNames.parts(c.name(), kind, c.params(), c.overloaded());
    return new Callee.Generated(c.derivatives(), name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
  }

  private String name(Callee.Local helper, List<Boolean> wrt, Kind kind) {
    var variant = new Variant(helper.key(), List.copyOf(wrt), kind);
    String known = names.get(variant);
    if (known != null) {
      return known;
    }
    int count = taken.merge(helper.name() + kind, 1, Integer::sum);
    String name = helper.name() + "Helper" + (count == 1 ? "" : String.valueOf(count));
    names.put(variant, name);
    requested.add(variant);
    return name;
  }

  /** A method of the class as it is differentiated. */
  Function prepared(String key) {
    Function known = prepared.get(key);
    if (known == null) {
      known = Pipeline.prepare(unit.functions().get(key), unit, Dump.none());
      prepared.put(key, known);
    }
    return known;
  }

  /** The functions asked for, and those that they ask for. */
  List<Function> drain() {
    var all = new ArrayList<Function>();
    while (!requested.isEmpty()) {
      Variant v = requested.remove();
      Function f = prepared(v.key());
      f = new Function(f.key(), f.name(), f.params(), v.wrt(), f.results(), f.body(), f.span());
      switch (v.kind()) {
        case PRIMAL -> all.add(named(primal(prepared(v.key())), names.get(v)));
        case TANGENT -> all.add(named(Forward.jvp(f, analyse, this), names.get(v) + "Tangent"));
        case SPLIT -> {
          Reverse.Split split = Reverse.split(f, new Reverse.Setup(analyse, this));
          storage.helper(names.get(v) + "Forward", names.get(v) + "Reverse", split);
          all.add(named(split.forward(), names.get(v) + "Forward"));
          all.add(named(split.reverse(), names.get(v) + "Reverse"));
        }
      }
    }
    return all;
  }

  /** The method itself as a function that generated code can call. */
  Function primal(Function f) {
    return new Function(f.key(), f.name(), f.params(), f.params().stream().map(p -> false).toList(), f.results(),
        onParts(f.body()), f.span());
  }

  /** Calls of methods that were taken apart go to their primals. */
  private Block onParts(Block block) {
    var ops = new ArrayList<Op>();
    for (Op op : block.ops()) {
      ops.add(switch (op) {
        case Op.Call o when o.callee() instanceof Callee.Local c && c.flat() ->
            new Op.Call(o.results(), primal(c), o.args(), o.span());
        case Op.Call o when o.callee() instanceof Callee.External c && c.flat() ->
            new Op.Call(o.results(), primal(c), o.args(), o.span());
        case Op.If o -> new Op.If(o.results(), o.condition(), onParts(o.then()), onParts(o.otherwise()), o.span());
        case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
            onParts(o.body()), o.span());
        case Op.While o -> new Op.While(o.results(), o.inits(), onParts(o.condition()), onParts(o.body()), o.span());
        case Op o -> o;
      });
    }
    return new Block(block.params(), ops, block.yields());
  }

  private static Function named(Function f, String name) {
    return new Function(f.key(), name, f.params(), f.wrt(), f.results(), f.body(), f.span());
  }
}
