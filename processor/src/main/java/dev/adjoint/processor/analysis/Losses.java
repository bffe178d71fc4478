package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where derivatives leave the differentiable types (into integers, objects, code that is emitted as written), and what is made
 * of the values that lost them. A value that has no loss depends on differentiated parameters in ways only that
 * {@link Activity} sees.
 *
 * <p>Memory is a region, {@link Regions}. What code outside may keep (a static field, a static list) is one more, which is
 * followed in program order: what is read before a value is handed out does not depend on it.
 */
final class Losses {

  /**
   * A place where a derivative was lost.
   *
   * @param alias whether code outside may hold a reference to an array that carries derivatives, and may read and write it
   */
  record Lost(Message message, Span span, List<String> arguments, boolean alias) {}

  /** What happens to a lost argument in a method of the same class. */
  interface Helpers {
    /** The results ({@code -1}) and the array arguments that depend on an argument. */
    Set<Integer> spreads(String key, int argument);

    /** What was lost of the arguments that carry a derivative, by the result ({@code -1}) or array argument it went into. */
    Map<Integer, Lost> made(String key, List<Boolean> varied);
  }

  private static final Set<String> SINKS =
      Set.of("java.io.PrintStream", "java.io.PrintWriter", "java.util.logging.Logger", "java.lang.System.Logger");

  private final Activity activity;
  private final Helpers helpers;
  private final Regions regions;
  private final Map<Value, Lost> values = new IdentityHashMap<>();
  private final Map<Object, Lost> memory = new HashMap<>();
  private final Map<Op, Lost> atEndOfLoop = new IdentityHashMap<>();
  private Lost outside;
  private boolean changed;
  /** The exceptions of the handlers around. */
  private final List<Value> caught = new ArrayList<>();

  /** The losses of a function, some of whose parameters are lost already. */
  Losses(Function function, Aliases aliases, Activity activity, Helpers helpers, Map<Value, Lost> params) {
    this.activity = activity;
    this.helpers = helpers;
    this.regions = new Regions(function, aliases);
    params.forEach(this::lose);
    do {
      changed = false;
      outside = null;
      spread(function.body());
    } while (changed);
  }

  /** Where the derivative of a value, or of what it leads to, was lost; null when it was not. */
  Lost of(Value v) {
    return Regions.leadsToMemory(v.type()) ? memory.get(regions.of(v)) : values.get(v);
  }

  /** The same for a parameter into which something was put that its caller can read there; not for one that prints or logs. */
  Lost leaving(Value parameter) {
    boolean prints = parameter.type() instanceof Type.Ref r && SINKS.contains(r.qualifiedName());
    return prints || !Regions.leadsToMemory(parameter.type()) ? null : of(parameter);
  }

  /** The first loss among values. */
  Lost first(List<Value> all) {
    for (Value v : all) {
      Lost l = of(v);
      if (l != null) {
        return l;
      }
    }
    return null;
  }

  private void lose(Value v, Lost l) {
    if (l != null) {
      changed |= Regions.leadsToMemory(v.type()) ? memory.putIfAbsent(regions.of(v), l) == null
          : values.putIfAbsent(v, l) == null;
    }
  }

  private void spread(Block block) {
    if (caught.isEmpty() && Ops.ends(block)) {
      return;
    }
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Cast o -> {
          if (o.a().type().isFloating() && !o.result().type().isFloating() && activity.varied(o.a())) {
            lose(o.result(), new Lost(Message.LOST_IN_CAST, o.span(), List.of(o.result().type().toString()), false));
          } else {
            lose(o.result(), of(o.a()));
          }
        }
        case Op.Intrinsic o -> intrinsic(o);
        case Op.Opaque o -> opaque(o);
        case Op.Unary o -> lose(o.result(), of(o.a()));
        case Op.Binary o -> {
          if (!o.kind().isComparison() && o.result().type() != Type.BOOLEAN) {
            lose(o.result(), first(List.of(o.a(), o.b())));
          }
        }
        case Op.Load o -> lose(o.result(), of(o.array()));
        case Op.Store o -> lose(o.array(), of(o.value()));
        case Op.Fill o -> lose(o.array(), of(o.value()));
        case Op.Copy o -> lose(o.result(), of(o.array()));
        case Op.ArrayCopy o -> lose(o.target(), of(o.source()));
        case Op.Call o -> call(o);
        case Op.If o -> {
          Lost before = outside;
          spread(o.then());
          Lost then = outside;
          outside = before;
          spread(o.otherwise());
          outside = outside == null ? then : outside;
          flow(o.then().yields(), o.results());
          flow(o.otherwise().yields(), o.results());
        }
        case Op.For o -> {
          flow(o.inits(), o.body().params());
          loop(o, o.body());
          flow(o.body().yields(), o.body().params());
          flow(o.body().params(), o.results());
        }
        case Op.While o -> {
          flow(o.inits(), o.body().params());
          flow(o.body().params(), o.condition().params());
          loop(o, o.condition());
          loop(o, o.body());
          flow(o.body().yields(), o.body().params());
          flow(o.body().params(), o.condition().params());
          flow(o.body().params(), o.results());
        }
        case Op.Try o -> tries(o);
        case Op.Assign o -> lose(o.slot(), of(o.value()));
        case Op.Const o -> { }
        case Op.ArrayLength o -> { }
        case Op.Accumulate o -> { }
        case Op.NewArray o -> { }
        case Op.Throw o -> { }
        case Op.Comment o -> { }
      }
    }
  }

  /** A body that is run again sees what it handed out before. */
  private void loop(Op op, Block body) {
    outside = outside == null ? atEndOfLoop.get(op) : outside;
    spread(body);
    if (outside != null) {
      changed |= atEndOfLoop.putIfAbsent(op, outside) == null;
    }
  }

  /** A handler sees what was handed out before the exception, and whatever the exception holds. */
  private void tries(Op.Try o) {
    flow(o.inits(), o.slots());
    int around = caught.size();
    o.handlers().forEach(h -> caught.add(h.exception()));
    spread(o.body());
    caught.subList(around, caught.size()).clear();
    Lost before = outside;
    Lost after = outside;
    for (Op.Handler h : o.handlers()) {
      outside = before;
      spread(h.block());
      after = after == null ? outside : after;
    }
    outside = after;
    Ops.blocks(o).forEach(b -> flow(b.yields(), o.results()));
  }

  private void flow(List<Value> from, List<Value> to) {
    for (int i = 0; i < from.size(); i++) {
      lose(to.get(i), of(from.get(i)));
    }
  }

  private void intrinsic(Op.Intrinsic o) {
    Rule rule = Activity.rule(o);
    boolean varied = o.args().stream().anyMatch(activity::varied);
    if (rule instanceof Rule.Lost && varied) {
      lose(o.result(), new Lost(Message.LOST_IN_CALL, o.span(), List.of(rule.name(), o.result().type().toString()), false));
    } else if (rule instanceof Rule.Zero z && z.warn() && varied && !o.result().type().isFloating()) {
      lose(o.result(), new Lost(Message.ZERO_DERIVATIVE, o.span(), List.of(rule.name()), false));
    } else if (!(rule instanceof Rule.Zero zero && !zero.warn())) {
      lose(o.result(), first(o.args()));
    }
  }

  private void opaque(Op.Opaque o) {
    Lost l = first(o.operands());
    boolean array = o.operands().stream().anyMatch(v -> v.type().isArray() && activity.varied(v));
    boolean scalar = o.operands().stream().anyMatch(v -> !v.type().isArray() && activity.varied(v));
    if (l == null && (array || scalar)) {
      l = new Lost(Message.valueOf(o.ifActive().message()), o.span(), o.ifActive().arguments(), array);
    }
    if (o.result() != null && o.result().type() != Type.BOOLEAN) {
      lose(o.result(), l);
      if (readsOutside(o)) {
        lose(o.result(), outside);
      }
    }
    if (o.effect() == Op.Effect.EFFECT && l != null) {
      // a store into a field is refused wherever the value came from, once
      Lost kept = o.ifActive().message().equals(Message.ACTIVE_STORE_TO_FIELD.name())
          ? new Lost(Message.ACTIVE_STORE_TO_FIELD, o.span(), o.ifActive().arguments(), l.alias()) : l;
      o.operands().stream().filter(v -> Regions.leadsToMemory(v.type())).forEach(v -> lose(v, kept));
      caught.forEach(e -> lose(e, kept));
      if (outside == null && keeps(o)) {
        outside = kept;
      }
    }
  }

  private static boolean readsOutside(Op.Opaque o) {
    boolean plain = !o.operands().isEmpty() && o.operands().stream().noneMatch(v -> Regions.leadsToMemory(v.type()));
    return o.effect() == Op.Effect.EFFECT ? !isStaticOfLibrary(o) : o.effect() == Op.Effect.READS && !plain;
  }

  /** Whether the code may keep its operands where other code finds them; printing and logging do not. */
  private static boolean keeps(Op.Opaque o) {
    return !isStaticOfLibrary(o)
        && o.operands().stream().noneMatch(v -> v.type() instanceof Type.Ref r && SINKS.contains(r.qualifiedName()));
  }

  /** A static method or a constructor of the library: these keep nothing of their arguments but in their results. */
  private static boolean isStaticOfLibrary(Op.Opaque o) {
    for (Code.Piece piece : o.code().pieces()) {
      switch (piece) {
        case Code.TypeName t -> {
          return t.type().pkg().startsWith("java.");
        }
        case Code.Text t -> {
          if (!t.text().strip().equals("new")) {
            return false;
          }
        }
        case Code.Operand p -> {
          return false;
        }
        case Code.PrivateField p -> {
          return false;
        }
        case Code.PrivateMethod p -> {
          return false;
        }
      }
    }
    return false;
  }

  private void call(Op.Call o) {
    List<Boolean> varied = o.args().stream().map(activity::varied).toList();
    if (o.callee() instanceof Callee.Local local && varied.contains(true)) {
      helpers.made(local.key(), varied).forEach((to, l) -> {
        if (to < 0) {
          o.results().forEach(r -> lose(r, l));
        } else {
          lose(o.args().get(to), l);
        }
      });
    }
    if (!caught.isEmpty() && !(o.callee() instanceof Callee.Runtime)
        && o.args().stream().anyMatch(v -> activity.varied(v) || of(v) != null)) {
      caught.forEach(e -> lose(e, new Lost(Message.EXCEPTION_DATA, o.span(), List.of(), false)));
    }
    if (o.callee() instanceof Callee.External c && Activity.differentiated(o).stream().anyMatch(activity::varied)) {
      o.results().stream().filter(r -> !r.type().canBeActive() && r.type() != Type.BOOLEAN
          && !c.choices().contains(o.results().indexOf(r)))
          .forEach(r -> lose(r, new Lost(Message.LOST_IN_CALL, o.span(), List.of(c.name(), r.type().toString()), false)));
    }
    for (int i = 0; i < o.args().size(); i++) {
      Lost l = of(o.args().get(i));
      if (l == null) {
        continue;
      }
      if (o.callee() instanceof Callee.Local local) {
        for (int to : helpers.spreads(local.key(), i)) {
          if (to < 0) {
            o.results().forEach(r -> lose(r, l));
          } else {
            lose(o.args().get(to), l);
          }
        }
      } else {
        o.results().forEach(r -> lose(r, l));
        o.args().stream().filter(v -> Regions.leadsToMemory(v.type())).forEach(v -> lose(v, l));
      }
    }
  }

  /** What was lost in the regions a function's parameters lead into, and under -1 in its result. */
  Map<Integer, Lost> outputs(Function function) {
    var found = new TreeMap<Integer, Lost>();
    Lost result = first(function.body().yields());
    if (result != null) {
      found.put(-1, result);
    }
    for (int i = 0; i < function.params().size(); i++) {
      Value p = function.params().get(i);
      if (Regions.leadsToMemory(p.type()) && of(p) != null) {
        found.put(i, of(p));
      }
    }
    return found;
  }
}
