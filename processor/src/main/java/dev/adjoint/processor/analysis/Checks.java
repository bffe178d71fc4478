package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses what cannot be differentiated: places where a derivative would enter code that has none, or would be lost on its
 * way through integers and objects into the result. Warns of what is right but hardly meant.
 */
public final class Checks {
  /** Where a derivative left the differentiable types. */
  private record Lost(Message message, Span span, List<String> arguments) {}

  private final Function function;
  private final Aliases aliases;
  private final Activity activity;
  private final Diagnostics diagnostics;
  private final Map<Value, Lost> lost = new IdentityHashMap<>();
  private final Map<Aliases.Node, Lost> lostCells = new HashMap<>();
  private final Map<Value, Op> definition = new IdentityHashMap<>();
  private boolean changed;

  private Checks(Function function, Diagnostics diagnostics) {
    this.function = function;
    this.aliases = new Aliases(function);
    this.activity = new Activity(function, aliases);
    this.diagnostics = diagnostics;
  }

  /** Reports everything that is wrong or suspicious in a function. */
  public static void run(Function function, Diagnostics diagnostics) {
    new Checks(function, diagnostics).run();
  }

  private void run() {
    do {
      changed = false;
      spread(function.body());
    } while (changed);
    report(function.body());
    independent();
  }

  private void independent() {
    boolean ends = ends(function.body());
    if (ends || function.results().isEmpty() || !function.results().getFirst().isDifferentiable()
        || diagnostics.hasErrors()) {
      return;
    }
    if (!activity.varied(function.body().yields().getFirst())) {
      diagnostics.report(Message.NO_DEPENDENCE, function.span());
    }
  }

  private static boolean ends(Block b) {
    return !b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw;
  }

  private Lost of(Value v) {
    Lost l = lost.get(v);
    return l != null || !v.type().isArray() ? l : lostCells.get(aliases.cells(v));
  }

  private void lose(Value v, Lost l) {
    if (l == null) {
      return;
    }
    if (v.type().isArray()) {
      changed |= lostCells.putIfAbsent(aliases.cells(v), l) == null;
    } else {
      changed |= lost.putIfAbsent(v, l) == null;
    }
  }

  private Lost first(List<Value> values) {
    for (Value v : values) {
      Lost l = of(v);
      if (l != null) {
        return l;
      }
    }
    return null;
  }

  /** Follows what was made of varied values without a derivative. */
  private void spread(Block block) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Cast o -> {
          if (o.a().type().isFloating() && !o.result().type().isFloating() && activity.varied(o.a())) {
            lose(o.result(), new Lost(Message.LOST_IN_CAST, o.span(), List.of(o.result().type().toString())));
          } else {
            lose(o.result(), of(o.a()));
          }
        }
        case Op.Intrinsic o -> {
          Rule rule = Activity.rule(o);
          boolean varied = o.args().stream().anyMatch(activity::varied);
          if (rule instanceof Rule.Lost && varied) {
            lose(o.result(), new Lost(Message.LOST_IN_CALL, o.span(),
                List.of(rule.name(), o.result().type().toString())));
          } else if (rule instanceof Rule.Zero z && z.warn() && varied && !o.result().type().isFloating()) {
            lose(o.result(), new Lost(Message.ZERO_DERIVATIVE, o.span(), List.of(rule.name())));
          } else if (!(rule instanceof Rule.Zero zero && !zero.warn())) {
            lose(o.result(), first(o.args()));
          }
        }
        case Op.Opaque o -> {
          Lost l = first(o.operands());
          for (Value v : o.operands()) {
            if (l == null && v.type().isFloating() && activity.varied(v)) {
              l = new Lost(Message.valueOf(o.ifActive().message()), o.span(), o.ifActive().arguments());
            }
          }
          if (o.result() != null && o.result().type() != Type.BOOLEAN) {
            lose(o.result(), l);
          }
          if (o.effect() == Op.Effect.EFFECT && l != null) {
            Lost kept = l;
            o.operands().stream().filter(v -> v.type() instanceof Type.Ref && v.type() != Type.STRING)
                .forEach(v -> lose(v, kept));
          }
        }
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
        case Op.If o -> {
          flow(o.then().yields(), o.results());
          flow(o.otherwise().yields(), o.results());
        }
        case Op.For o -> {
          flow(o.inits(), o.body().params());
          flow(o.body().yields(), o.body().params());
          flow(o.body().params(), o.results());
        }
        case Op.While o -> {
          flow(o.inits(), o.body().params());
          flow(o.body().yields(), o.body().params());
          flow(o.body().params(), o.condition().params());
          flow(o.body().params(), o.results());
        }
        case Op o -> { }
      }
      Ops.blocks(op).forEach(this::spread);
      Ops.results(op).forEach(v -> definition.put(v, op));
      if (op instanceof Op.If o) {
        flow(o.then().yields(), o.results());
        flow(o.otherwise().yields(), o.results());
      }
    }
  }

  private void flow(List<Value> from, List<Value> to) {
    for (int i = 0; i < from.size(); i++) {
      lose(to.get(i), of(from.get(i)));
    }
  }

  private void report(Block block) {
    boolean ends = ends(block);
    for (Op op : block.ops()) {
      for (Value v : Ops.results(op)) {
        Lost l = v.type().isFloating() ? of(v) : null;
        if (l != null && activity.useful(v)) {
          diagnostics.report(l.message(), l.span(), l.arguments().toArray(String[]::new));
        }
      }
      if (!ends) {
        places(op);
      }
      Ops.blocks(op).forEach(this::report);
    }
  }

  private void places(Op op) {
    switch (op) {
      case Op.Store o -> store(o.array(), o.value(), o.span());
      case Op.Fill o -> store(o.array(), o.value(), o.span());
      case Op.ArrayCopy o -> {
        if (o.target().type().rank() == 1) {
          store(o.target(), o.source(), o.span());
        }
      }
      case Op.Opaque o -> opaque(o);
      case Op.Intrinsic o -> {
        Rule rule = Activity.rule(o);
        boolean active = o.args().stream().anyMatch(activity::varied) && activity.useful(o.result());
        if (active && (rule instanceof Rule.Zero z && z.warn() || rule instanceof Rule.Smooth s && s.warn())) {
          diagnostics.report(Message.ZERO_DERIVATIVE, o.span(), rule.name());
        } else if (rule instanceof Rule.Refused r && o.args().stream().anyMatch(activity::varied)) {
          diagnostics.report(Message.CALL_WITHOUT_DERIVATIVE, o.span(), r.name() + " (" + r.why() + ")");
        } else if (rule == null && active) {
          diagnostics.report(Message.CALL_WITHOUT_DERIVATIVE, o.span(), o.owner().qualifiedName() + "." + o.name());
        }
      }
      case Op.If o -> {
        if (o.results().stream().anyMatch(v -> v.type().isFloating() && activity.active(v))
            && definition.get(o.condition()) instanceof Op.Binary b
            && (b.kind() == Op.BinaryKind.EQ || b.kind() == Op.BinaryKind.NE)
            && b.a().type().isFloating() && b.a() != b.b() && (activity.varied(b.a()) || activity.varied(b.b()))) {
          diagnostics.report(Message.SINGLE_POINT_BRANCH, b.span());
        }
      }
      case Op.Call o -> {
        if (o.callee() instanceof Callee.External c) {
          for (int i = 0; i < o.args().size(); i++) {
            if (!c.wrt().get(i) && activity.varied(o.args().get(i))
                && o.results().stream().anyMatch(activity::useful)) {
              diagnostics.report(Message.CALL_WITHOUT_DERIVATIVE, o.span(),
                  "parameter " + (i + 1) + " of " + c.owner().qualifiedName() + "." + c.name() + ", which wrt leaves out");
            }
          }
        }
      }
      case Op o -> { }
    }
  }

  private void store(Value array, Value value, Span span) {
    if (array.type().rank() == 1 && activity.varied(value) && aliases.cells(array).constant()
        && aliases.cells(array).external() && value.type().isDifferentiable()) {
      String name = array.name() == null ? "an array" : array.name();
      diagnostics.report(Message.ACTIVE_STORE_TO_CONSTANT, span, name);
    }
  }

  private void opaque(Op.Opaque o) {
    boolean scalar = o.operands().stream().anyMatch(v -> v.type().isFloating() && activity.varied(v));
    boolean array = o.operands().stream().anyMatch(v -> v.type().isArray() && activity.active(v));
    boolean storesField = o.ifActive().message().equals(Message.ACTIVE_STORE_TO_FIELD.name());
    if (array && o.effect() == Op.Effect.EFFECT || storesField && (scalar || first(o.operands()) != null || array)) {
      diagnostics.report(Message.valueOf(o.ifActive().message()), o.span(), o.ifActive().arguments().toArray(String[]::new));
    } else if (o.result() != null && o.result().type().isArray() && activity.useful(o.result())
        && (array || scalar)) {
      diagnostics.report(Message.valueOf(o.ifActive().message()), o.span(), o.ifActive().arguments().toArray(String[]::new));
    }
  }
}
