package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
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
  private record Variant(String key, List<Boolean> wrt, boolean tangent) {}

  private final Unit unit;
  private final boolean analyse;
  private final Map<Variant, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Deque<Variant> requested = new ArrayDeque<>();
  private final Map<String, Function> prepared = new HashMap<>();

  Helpers(Unit unit, boolean analyse) {
    this.unit = unit;
    this.analyse = analyse;
  }

  @Override
  public Callee.Generated forward(Callee.Local helper, List<Boolean> wrt) {
    return new Callee.Generated(null, name(helper, wrt, false) + "Forward", null, List.of());
  }

  @Override
  public Callee.Generated reverse(Callee.Local helper, List<Boolean> wrt) {
    return new Callee.Generated(null, name(helper, wrt, false) + "Reverse", null, List.of());
  }

  @Override
  public Callee.Generated jvp(Callee.Local helper, List<Boolean> wrt) {
    Function named = named(unit.functions().get(helper.key()), name(helper, wrt, true) + "Tangent");
    boolean pair = !named.results().isEmpty() && named.results().getFirst().isDifferentiable();
    String record = pair ? Character.toUpperCase(named.name().charAt(0)) + named.name().substring(1) : null;
    return new Callee.Generated(null, named.name(), record, pair ? List.of("r0", "r1") : List.of());
  }

  @Override
  public Callee.Generated jvp(Callee.External c) {
    boolean pair = c.result() != null && c.result().isDifferentiable();
    boolean ownRecord = pair && isFloat(c.result());
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
    return new Callee.Generated(c.derivatives(), c.name() + "Forward", null, List.of());
  }

  @Override
  public Callee.Generated reverse(Callee.External c) {
    return new Callee.Generated(c.derivatives(), ApiNames.reverse(c.name(), c.params(), c.overloaded()), null, List.of());
  }

  private String name(Callee.Local helper, List<Boolean> wrt, boolean tangent) {
    var variant = new Variant(helper.key(), List.copyOf(wrt), tangent);
    String known = names.get(variant);
    if (known != null) {
      return known;
    }
    int count = taken.merge(helper.name() + tangent, 1, Integer::sum);
    String name = helper.name() + "Helper" + (count == 1 ? "" : String.valueOf(count));
    names.put(variant, name);
    requested.add(variant);
    return name;
  }

  /** A method of the class as it is differentiated. */
  Function prepared(String key) {
    Function known = prepared.get(key);
    if (known == null) {
      known = Pipeline.prepare(unit.functions().get(key), unit);
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
      if (v.tangent()) {
        all.add(named(Forward.jvp(f, analyse, this), names.get(v) + "Tangent"));
      } else {
        Reverse.Split split = Reverse.split(f, new Reverse.Setup(analyse, this));
        all.add(named(split.forward(), names.get(v) + "Forward"));
        all.add(named(split.reverse(), names.get(v) + "Reverse"));
      }
    }
    return all;
  }

  private static Function named(Function f, String name) {
    return new Function(f.key(), name, f.params(), f.wrt(), f.results(), f.body(), f.span());
  }
}
