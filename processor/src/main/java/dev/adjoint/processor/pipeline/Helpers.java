package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.CallEffects;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.reverse.HelperNames;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Helpers that stay calls (recursive or large ones): each is differentiated once for each set of arguments that carry a
 * derivative, and named here.
 */
final class Helpers implements HelperNames, Forward.HelperTangents {
  /** What is made of a helper. */
  enum Kind { PRIMAL, TANGENT, TAYLOR, DEPENDENCE, SPLIT, SPLIT_TANGENT }

  private record Variant(String key, List<Boolean> wrt, Kind kind) {}

  /**
   * What a generated method was made of.
   *
   * @param variant for a helper
   * @param external for a method of another class, or a rule
   */
  private record Origin(Variant variant, Callee.External external, Part part) {}

  private enum Part { PRIMAL, FORWARD, REVERSE, RULE }

  private final Unit unit;
  private final boolean analyse;
  private final Storage storage;
  private final Map<Variant, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Deque<Variant> requested = new ArrayDeque<>();
  private final Map<String, Function> prepared = new HashMap<>();
  private final Map<Callee.Generated, Origin> origins = new IdentityHashMap<>();
  private final CallEffects effects;

  Helpers(Unit unit, boolean analyse, Storage storage) {
    this.storage = storage;
    this.unit = unit;
    this.analyse = analyse;
    this.effects = new CallEffects(unit.functions()::get, this::changesMore);
  }

  @Override
  public Callee.Generated primal(Callee.Local helper) {
    String name = name(helper, List.of(), Kind.PRIMAL);
    int results = unit.functions().get(helper.key()).results().size();
    return primal(new Callee.Generated(null, name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results)),
        new Variant(helper.key(), List.of(), Kind.PRIMAL), null);
  }

  @Override
  public CallEffects effects() {
    return effects;
  }

  /** What is made of a method does what that does; a rule is a function of its arguments. */
  private boolean changesMore(Callee.Generated callee) {
    Origin origin = origins.get(callee);
    return origin == null || origin.part() != Part.RULE
        && (origin.variant() == null || effects.helper(origin.variant().key()));
  }

  @Override
  public Callee.Generated forward(Callee.Local helper, List<Boolean> wrt) {
    String name = name(helper, wrt, Kind.SPLIT) + "Forward";
    int results = unit.functions().get(helper.key()).results().size();
    var callee = new Callee.Generated(null, name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
    origins.put(callee, new Origin(new Variant(helper.key(), List.copyOf(wrt), Kind.SPLIT), null, Part.FORWARD));
    return callee;
  }

  @Override
  public Callee.Generated reverse(Callee.Local helper, List<Boolean> wrt) {
    var callee = new Callee.Generated(null, name(helper, wrt, Kind.SPLIT) + "Reverse", null, List.of());
    origins.put(callee, new Origin(new Variant(helper.key(), List.copyOf(wrt), Kind.SPLIT), null, Part.REVERSE));
    return callee;
  }

  @Override
  public Callee.Generated jvp(Callee.Local helper, List<Boolean> wrt) {
    String name = name(helper, wrt, Kind.TANGENT) + "Tangent";
    int results = withTangents(unit.functions().get(helper.key()).results());
    return new Callee.Generated(null, name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
  }

  /** The same names for Taylor series or dependences, which are those of helpers alone. */
  Forward.HelperTangents beside(Kind kind) {
    return new Forward.HelperTangents() {
      @Override
      public Callee.Generated jvp(Callee.Local helper, List<Boolean> wrt) {
        String name = name(helper, wrt, kind) + suffix(kind);
        int results = withTangents(unit.functions().get(helper.key()).results());
        return new Callee.Generated(null, name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
      }

      @Override
      public Callee.Generated primal(Callee.Local helper) {
        return Helpers.this.primal(helper);
      }

      @Override
      public Callee.Generated primal(Callee.External method) {
        return Helpers.this.primal(method);
      }

      @Override
      public Callee.Generated jvp(Callee.External method) {
        throw new IllegalStateException("no series of " + method.name());
      }

      @Override
      public Forward.Tangent tangent(Callee.Generated half) {
        return null;
      }
    };
  }

  private static String suffix(Kind kind) {
    return kind == Kind.TAYLOR ? "Taylor" : "Columns";
  }

  private static int withTangents(List<Type> results) {
    return results.size() + (int) results.stream().filter(Type::canBeActive).count();
  }

  @Override
  public Callee.Generated primal(Callee.External c) {
    return primal(c.dispatched() ? Halves.callee(c, Halves.VALUE, c.results().size()) : parts(c, "", c.results().size()), null, c);
  }

  private Callee.Generated primal(Callee.Generated callee, Variant variant, Callee.External external) {
    origins.put(callee, new Origin(variant, external, Part.PRIMAL));
    return callee;
  }

  @Override
  public Callee.Generated jvp(Callee.External c) {
    if (c.dispatched()) {
      return Halves.callee(c, Halves.JVP, withTangents(c.results()));
    }
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
    var callee = c.dispatched() ? Halves.callee(c, Halves.FORWARD, c.results().size())
        : c.flat() ? parts(c, "Forward", c.results().size())
        : new Callee.Generated(c.derivatives(), c.name() + "Forward", null, List.of());
    origins.put(callee, new Origin(null, c, Part.FORWARD));
    return callee;
  }

  @Override
  public Callee.Generated reverse(Callee.External c) {
    String name = c.flat() ? ApiNames.parts(c.name(), "Reverse", c.params(), c.overloaded())
        : ApiNames.reverse(c.name(), c.params(), c.overloaded());
    var callee = c.dispatched() ? Halves.callee(c, Halves.REVERSE, 0) : new Callee.Generated(c.derivatives(), name, null, List.of());
    origins.put(callee, new Origin(null, c, Part.REVERSE));
    return callee;
  }

  @Override
  public Callee.Generated rule(Callee.Rule rule) {
    var callee = new Callee.Generated(rule.owner(), rule.name(), null, List.of());
    origins.put(callee, new Origin(null, rule.method(), Part.RULE));
    return callee;
  }

  @Override
  public Forward.Tangent tangent(Callee.Generated callee) {
    Origin origin = origins.get(callee);
    if (origin == null) {
      throw new IllegalStateException("no tangent of " + callee.name());
    }
    if (origin.part() == Part.PRIMAL) {
      return null;
    }
    Callee.External external = origin.external();
    if (origin.part() == Part.RULE) {
      return new Forward.Tangent(jvp(external), external.wrt(), external.results().stream().map(r -> true).toList());
    }
    boolean forward = origin.part() == Part.FORWARD;
    List<Type> params;
    List<Boolean> wrt;
    List<Type> results;
    if (external != null) {
      params = external.params();
      wrt = external.wrt();
      results = external.results();
    } else {
      Function f = unit.functions().get(origin.variant().key());
      params = f.params().stream().map(Value::type).toList();
      wrt = origin.variant().wrt();
      results = f.results();
      request(new Variant(origin.variant().key(), wrt, Kind.SPLIT_TANGENT), names.get(origin.variant()));
    }
    var passed = new ArrayList<Boolean>();
    List<Type> returned = forward ? results : new ArrayList<>();
    if (forward) {
      passed.addAll(wrt);
    } else {
      if (callee.instance()) {
        passed.add(false);
      }
      results.stream().filter(Type::isFloating).forEach(r -> passed.add(true));
    }
    for (int i = 0; i < params.size(); i++) {
      if (wrt.get(i) && forward && params.get(i).isArray()) {
        passed.add(true);
      } else if (wrt.get(i) && !forward && params.get(i).isFloating()) {
        returned.add(Type.DOUBLE);
      }
    }
    passed.add(false);
    if (!forward && returned.size() > 1) {
      // these are on the tape
      returned.clear();
    }
    int count = withTangents(returned);
    String name = callee.name() + "Tangent";
    String record = count < 2 ? null : external == null || external.flat() || callee.instance() ? ApiNames.capitalized(name)
        : ApiNames.record(external.name(), forward ? "ForwardTangent" : "ReverseTangent", params, external.overloaded());
    return new Forward.Tangent(new Callee.Generated(callee.owner(), name, record, ApiNames.numbered(count), callee.instance()), passed,
        returned.stream().map(Type::isDifferentiable).toList());
  }

  /** A generated method on the parts of a method's parameters. */
  private static Callee.Generated parts(Callee.External c, String kind, int results) {
    String name = ApiNames.parts(c.name(), kind, c.params(), c.overloaded());
    return new Callee.Generated(c.derivatives(), name, results > 1 ? ApiNames.capitalized(name) : null, ApiNames.numbered(results));
  }

  private void request(Variant variant, String name) {
    if (names.putIfAbsent(variant, name) == null) {
      requested.add(variant);
    }
  }

  private String name(Callee.Local helper, List<Boolean> wrt, Kind kind) {
    var variant = new Variant(helper.key(), List.copyOf(wrt), kind);
    String known = names.get(variant);
    if (known != null) {
      return known;
    }
    int count = taken.merge(helper.name() + kind, 1, Integer::sum);
    String name = helper.name() + "Helper" + (count == 1 ? "" : String.valueOf(count));
    request(variant, name);
    return name;
  }

  @Override
  public Function prepared(String key) {
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
      String name = names.get(v);
      switch (v.kind()) {
        case PRIMAL -> all.add(named(primal(prepared(v.key()), c -> true), name));
        case TANGENT -> all.add(named(Forward.jvp(f, analyse, this), name + "Tangent"));
        case TAYLOR -> all.add(named(Forward.taylor(f, false, beside(v.kind())), name + suffix(v.kind())));
        case DEPENDENCE -> all.add(named(Forward.dependence(f, false, beside(v.kind())), name + suffix(v.kind())));
        case SPLIT -> {
          Reverse.Split split = Reverse.split(f, new Reverse.Setup(analyse, this));
          storage.helper(name + "Forward", name + "Reverse", split);
          all.add(named(split.forward(), name + "Forward"));
          all.add(named(split.reverse(), name + "Reverse"));
        }
        case SPLIT_TANGENT -> {
          Reverse.Split split = Reverse.split(f, new Reverse.Setup(analyse, this, true));
          all.add(named(SecondOrder.tangentOfForward(f, split.forward(), analyse, this), name + "ForwardTangent"));
          all.add(named(SecondOrder.tangentOfReverse(split.reverse(), analyse, this), name + "ReverseTangent"));
        }
      }
    }
    return all;
  }

  /** The method itself as a function that generated code can call. */
  Function primal(Function f) {
    return primal(f, Callee.Local::flat);
  }

  private Function primal(Function f, Predicate<Callee.Local> out) {
    return new Function(f.key(), f.name(), f.params(), f.params().stream().map(p -> false).toList(), f.results(),
        onParts(f.body(), out), f.span());
  }

  /** Calls of methods that were taken apart, or are out of reach, go to their primals. */
  private Block onParts(Block block, Predicate<Callee.Local> out) {
    var ops = new ArrayList<Op>();
    for (Op op : block.ops()) {
      ops.add(switch (op) {
        case Op.Call o when o.callee() instanceof Callee.Local c && out.test(c) ->
            new Op.Call(o.results(), primal(c), o.args(), o.span());
        case Op.Call o when o.callee() instanceof Callee.External c && c.flat() ->
            new Op.Call(o.results(), primal(c), o.args(), o.span());
        case Op.If o -> new Op.If(o.results(), o.condition(), onParts(o.then(), out), onParts(o.otherwise(), out), o.span());
        case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
            onParts(o.body(), out), o.span());
        case Op.While o -> new Op.While(o.results(), o.inits(), onParts(o.condition(), out), onParts(o.body(), out), o.span());
        case Op.Try o -> o.with(b -> onParts(b, out));
        case Op o -> o;
      });
    }
    return new Block(block.params(), ops, block.yields());
  }

  private static Function named(Function f, String name) {
    return new Function(f.key(), name, f.params(), f.wrt(), f.results(), f.body(), f.span());
  }
}
