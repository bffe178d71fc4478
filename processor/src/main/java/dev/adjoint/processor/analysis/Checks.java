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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses what cannot be differentiated: places where a derivative would enter code that has none, or would be lost on its
 * way through integers and objects into the result. Warns of what is right but hardly meant.
 */
public final class Checks {
  private final Function function;
  private final Aliases aliases;
  private final Activity activity;
  private final Losses losses;
  private final CallsAgain calls;
  private final Diagnostics diagnostics;
  private final Map<Value, Op> definition = new IdentityHashMap<>();
  private final List<Op.Opaque> constants = new ArrayList<>();
  private final Interruptions interruptions;
  /** How many try statements there are around. */
  private int tries;

  private Checks(Function function, Losses.Helpers helpers, java.util.function.Predicate<Op.Call> clean, CallsAgain calls,
      Diagnostics diagnostics) {
    this.calls = calls;
    this.function = function;
    this.aliases = new Aliases(function);
    this.activity = new Activity(function, aliases);
    this.losses = new Losses(function, aliases, activity, helpers, Map.of());
    this.diagnostics = diagnostics;
    this.interruptions = new Interruptions(function, aliases, activity, clean, t -> false);
  }

  /**
   * Reports everything that is wrong or suspicious in a function, and what is wrong in the methods of the same class that it
   * calls.
   *
   * @param functions the methods that may be called, by key, as they are differentiated
   */
  public static void run(Function function, java.util.function.Function<String, Function> functions,
      Diagnostics diagnostics) {
    var helpers = new HelperLosses(functions);
    var clean = new CleanCalls(functions);
    var calls = new CallsAgain(functions);
    var checks = new Checks(function, helpers, clean::test, calls, diagnostics);
    checks.report(function.body());
    checks.results();
    checks.arguments();
    checks.independent();
    checks.constants();
    var seen = new HashSet<String>();
    Deque<Function> called = new ArrayDeque<>();
    checks.callees(function.body(), functions, called, seen);
    while (!called.isEmpty()) {
      Function helper = called.remove();
      var inner = new Checks(helper, helpers, clean::test, calls, diagnostics);
      inner.report(helper.body());
      inner.results();
      inner.callees(helper.body(), functions, called, seen);
    }
  }

  /** The methods of the same class that are called with something active, differentiated for just that. */
  private void callees(Block block, java.util.function.Function<String, Function> functions, Deque<Function> found,
      Set<String> seen) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Call o && o.callee() instanceof Callee.Local local) {
        List<Boolean> wrt = o.args().stream().map(activity::active).toList();
        if (wrt.contains(true) && seen.add(local.key() + wrt)) {
          Function f = functions.apply(local.key());
          found.add(new Function(f.key(), f.name(), f.params(), wrt, f.results(), f.body(), f.span()));
        }
      }
      Ops.blocks(op).forEach(b -> callees(b, functions, found, seen));
    }
  }

  /** Arrays that leave the method. */
  private void results() {
    var leaving = new ArrayList<>(function.body().yields());
    for (int i = 0; i < function.params().size(); i++) {
      if (function.wrt().get(i)) {
        leaving.add(function.params().get(i));
      }
    }
    for (Value v : leaving) {
      if (v.type().isArray() && v.type().isDifferentiable() && losses.of(v) != null) {
        report(losses.of(v));
      }
    }
  }

  /** What callers find in arguments that are not differentiated: they know of no derivative that was lost on its way there. */
  private void arguments() {
    for (int i = 0; i < function.params().size() && !diagnostics.hasErrors(); i++) {
      Value p = function.params().get(i);
      Losses.Lost l = function.wrt().get(i) ? null : losses.leaving(p);
      if (l != null) {
        diagnostics.report(Message.LOST_IN_ARGUMENT, l.span(), p.name());
      }
    }
  }

  private void report(Losses.Lost l) {
    diagnostics.report(l.message(), l.span(), l.arguments().toArray(String[]::new));
  }

  private void independent() {
    boolean ends = ends(function.body());
    List<Value> differentiable = function.body().yields().stream().filter(v -> v.type().isDifferentiable()).toList();
    if (!ends && !differentiable.isEmpty() && !diagnostics.hasErrors()
        && differentiable.stream().noneMatch(activity::varied)) {
      diagnostics.report(Message.NO_DEPENDENCE, function.span());
    }
  }

  /** Notes are of use once nothing is wrong. */
  private void constants() {
    if (!diagnostics.hasErrors()) {
      constants.forEach(this::report);
    }
  }

  private static boolean ends(Block b) {
    return !b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw;
  }

  private void report(Block block) {
    boolean ends = tries == 0 && ends(block);
    for (Op op : block.ops()) {
      for (Value v : Ops.results(op)) {
        definition.put(v, op);
        Losses.Lost l = v.type().canBeActive() ? losses.of(v) : null;
        boolean comesOut = v.type().hasAdjointValue() || op instanceof Op.Opaque;
        if (l != null && comesOut && (activity.useful(v) || l.alias() && v.type().isArray())) {
          report(l);
        }
      }
      if (!ends) {
        places(op);
        again(op);
      }
      tries += op instanceof Op.Try ? 1 : 0;
      Ops.blocks(op).forEach(this::report);
      tries -= op instanceof Op.Try ? 1 : 0;
    }
  }

  /** What hinders a checkpointed loop from being run again. */
  private void again(Op op) {
    if (RunAgain.snapshots(op) > 0) {
      var memory = new Memory(function, aliases, calls.effects(), true);
      for (RunAgain.Problem p : RunAgain.of(Ops.blocks(op).getLast(), memory::unchangedAfter, v -> false, calls).problems()) {
        diagnostics.report(p.message(), p.span(), p.arguments().toArray(String[]::new));
      }
    }
  }

  private void places(Op op) {
    switch (op) {
      case Op.Store o -> store(o.array(), o.value(), o.span());
      case Op.Fill o -> store(o.array(), o.value(), o.span());
      case Op.ArrayCopy o -> store(o.target(), o.source(), o.span());
      case Op.Opaque o -> opaque(o);
      case Op.Intrinsic o -> {
        Rule rule = Activity.rule(o);
        boolean active = o.args().stream().anyMatch(activity::varied) && activity.useful(o.result());
        if (active && rule instanceof Rule.Zero z && z.warn()) {
          diagnostics.report(Message.ZERO_DERIVATIVE, o.span(), rule.name());
        } else if (active && rule instanceof Rule.Smooth s && s.warn()) {
          diagnostics.report(Message.ROUNDING_STEP, o.span(), rule.name());
        } else if (rule instanceof Rule.Refused r && o.args().stream().anyMatch(activity::varied)) {
          diagnostics.report(Message.CALL_WITHOUT_DERIVATIVE, o.span(), r.name() + " (" + r.why() + ")");
        } else if (rule == null && active) {
          diagnostics.report(Message.CALL_WITHOUT_DERIVATIVE, o.span(), o.owner().qualifiedName() + "." + o.name());
        }
      }
      case Op.If o -> {
        if (o.results().stream().anyMatch(v -> v.type().hasAdjointValue() && activity.active(v))
            && definition.get(o.condition()) instanceof Op.Binary b
            && (b.kind() == Op.BinaryKind.EQ || b.kind() == Op.BinaryKind.NE)
            && b.a().type().isFloating() && b.a() != b.b() && (activity.varied(b.a()) || activity.varied(b.b()))) {
          diagnostics.report(Message.SINGLE_POINT_BRANCH, b.span());
        }
      }
      case Op.Call o -> {
        if (o.callee() instanceof Callee.TensorOp c && o.results().stream().anyMatch(activity::useful)) {
          for (int i = 0; i < o.args().size(); i++) {
            if (c.vjp().get(i) == null && activity.varied(o.args().get(i))) {
              diagnostics.report(Message.TENSOR_OPERAND, o.span(), c.name(), String.valueOf(i + (c.instance() ? 0 : 1)));
            } else if (c.jvp().get(i) == null && activity.varied(o.args().get(i))) {
              diagnostics.report(Message.RULE_FORWARD, o.span(), c.name(), String.valueOf(i + (c.instance() ? 0 : 1)));
            }
          }
        }
        if (o.callee() instanceof Callee.Ruled c && Activity.differentiated(o).stream().anyMatch(activity::varied)) {
          // forward mode of a method with a number as result is derived from reverse mode
          boolean derived = c.vjp() != null && c.result() != null && c.result().isFloating();
          if (c.vjp() == null) {
            diagnostics.report(Message.RULE_MODE, o.span(), c.owner().qualifiedName() + "." + c.name(), "reverse", "VJP");
          } else if (c.jvp() == null && !derived) {
            diagnostics.report(Message.RULE_MODE, o.span(), c.owner().qualifiedName() + "." + c.name(), "forward", "JVP");
          }
        }
        if (o.callee() instanceof Callee.Ruled c) {
          for (int i = 0; i < o.args().size(); i++) {
            // an array of tensors, which a user's rule cannot take
            if (!c.wrt().get(i) && activity.varied(o.args().get(i))) {
              diagnostics.report(Message.CALL_WITHOUT_DERIVATIVE, o.span(), c.owner().qualifiedName() + "." + c.name());
            }
          }
        }
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
      case Op.Try o when Interruptions.resumes(o) -> {
        for (Interruptions.Partial p : interruptions.partial(o)) {
          if (!p.visible() || Interruptions.catchesErrors(o)) {
            String array = p.arrays().getFirst().name();
            diagnostics.report(Message.PARTIAL_CALL, p.call().span(), p.call().callee().name(), array == null ? "an array" : array);
          }
        }
      }
      case Op o -> { }
    }
  }

  private void store(Value array, Value value, Span span) {
    // a row is stored into the array of rows, whatever the rows are
    Aliases.Node into = array.type().rank() == 1 ? aliases.cells(array) : aliases.of(array);
    if (activity.varied(value) && into.constant() && into.external() && value.type().canBeActive()) {
      String name = array.name() == null ? "an array" : array.name();
      diagnostics.report(Message.ACTIVE_STORE_TO_CONSTANT, span, name);
    }
  }

  private void opaque(Op.Opaque o) {
    String message = o.ifActive().message();
    boolean array = o.operands().stream().anyMatch(v -> v.type().isArray() && activity.active(v));
    boolean varied = o.operands().stream().anyMatch(activity::varied);
    boolean writesField = message.equals(Message.ACTIVE_STORE_TO_FIELD.name());
    if (array && o.effect() == Op.Effect.EFFECT || writesField && (varied || lostOperand(o))) {
      report(o);
    } else if (message.equals(Message.CONSTANT_FIELD.name()) && activity.useful(o.result())) {
      constants.add(o);
    }
  }

  /** Whether what is stored was made of something differentiated; that the receiver holds such a thing does not matter. */
  private boolean lostOperand(Op.Opaque o) {
    return o.operands().stream().anyMatch(v -> !(v.type() instanceof Type.Ref) && losses.of(v) != null)
        || !o.operands().isEmpty() && losses.of(o.operands().getLast()) != null;
  }

  private void report(Op.Opaque o) {
    diagnostics.report(Message.valueOf(o.ifActive().message()), o.span(), o.ifActive().arguments().toArray(String[]::new));
  }
}
