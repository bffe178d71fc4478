package dev.adjoint.processor.ir;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a function is well formed: each value is defined once, each use is in the scope of its definition, and
 * operands, parameters, yields and results agree in number and type. Throws {@link IllegalStateException} with the
 * function, the operation and the reason. Linear in the function's size.
 *
 * <p>Reference types agree with each other: who may be assigned to whom is javac's knowledge, and it has checked the
 * source. An array of primitives agrees only with an array of the same ones and with a class type.
 */
public final class Verifier {
  private final Function function;
  private final Map<String, Function> functions;
  private final Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> visible = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> slots = Collections.newSetFromMap(new IdentityHashMap<>());
  private Op current;

  private Verifier(Function function, Map<String, Function> functions) {
    this.function = function;
    this.functions = functions;
  }

  /**
   * Checks a function.
   *
   * @param functions the functions that {@link Callee.Local} callees mean, by key
   * @throws IllegalStateException when it is not well formed
   */
  public static void verify(Function function, Map<String, Function> functions) {
    new Verifier(function, functions).run();
  }

  /** Checks a function but not that its local callees exist. */
  public static void verify(Function function) {
    new Verifier(function, null).run();
  }

  private void run() {
    check(function.wrt().size() == function.params().size(), "%s wrt flags for %s parameters", function.wrt().size(),
        function.params().size());
    var names = new HashSet<String>();
    for (Value p : function.params()) {
      check(p.name() == null || names.add(p.name()), "two parameters are called %s", p.name());
    }
    function.params().forEach(this::define);
    block(function.body(), false);
    agree("results of the function", function.body().yields(), function.results());
  }

  /** Checks a block; its parameters are visible in it only. */
  private void block(Block block, boolean condition) {
    block.params().forEach(this::define);
    int last = block.ops().size() - 1;
    for (int i = 0; i <= last; i++) {
      Op op = block.ops().get(i);
      current = op;
      check(!(op instanceof Op.Throw) || i == last, "throw is not the last operation of its block");
      check(!condition || !hasEffect(op), "an effect in the condition of a loop");
      Ops.operands(op).forEach(this::use);
      types(op);
      nested(op, condition);
      Ops.results(op).forEach(this::define);
      current = op;
    }
    block.yields().forEach(this::use);
    for (Op op : block.ops()) {
      Ops.results(op).forEach(visible::remove);
    }
    block.params().forEach(visible::remove);
  }

  private void nested(Op op, boolean condition) {
    switch (op) {
      case Op.If o -> {
        arm(o, o.then(), condition);
        arm(o, o.otherwise(), condition);
      }
      case Op.For o -> {
        define(o.iv());
        block(o.body(), condition);
        visible.remove(o.iv());
        current = o;
        carried(o.inits(), o.body().params(), o.body().yields(), o.results());
      }
      case Op.While o -> {
        block(o.condition(), true);
        block(o.body(), condition);
        current = o;
        carried(o.inits(), o.body().params(), o.body().yields(), o.results());
        agree("parameters of the condition", o.condition().params(), typesOf(o.inits()));
        agree("yields of the condition", o.condition().yields(), List.of(Type.BOOLEAN));
      }
      case Op.Try o -> tries(o, condition);
      case Op.Assign o -> check(slots.contains(o.slot()), "%s is no slot of a try around the assignment", o.slot());
      case Op.Const o -> {}
      case Op.Unary o -> {}
      case Op.Binary o -> {}
      case Op.Cast o -> {}
      case Op.Intrinsic o -> {}
      case Op.ArrayLength o -> {}
      case Op.Load o -> {}
      case Op.Store o -> {}
      case Op.Accumulate o -> {}
      case Op.NewArray o -> {}
      case Op.Copy o -> {}
      case Op.ArrayCopy o -> {}
      case Op.Fill o -> {}
      case Op.Call o -> {}
      case Op.Opaque o -> {}
      case Op.Throw o -> {}
      case Op.Comment o -> {}
    }
  }

  private void tries(Op.Try o, boolean condition) {
    agree("initial values", o.inits(), typesOf(o.slots()));
    o.slots().forEach(s -> check(defined.add(s), "%s is defined twice", s));
    slots.addAll(o.slots());
    block(o.body(), condition);
    o.slots().forEach(slots::remove);
    current = o;
    check(o.body().params().isEmpty(), "the body of a try has parameters");
    agree("yields of the body", o.body().yields(), typesOf(o.results()));
    for (Op.Handler h : o.handlers()) {
      visible.addAll(o.slots());
      block(h.block(), condition);
      o.slots().forEach(visible::remove);
      current = o;
      agree("yields of a handler", h.block().yields(), typesOf(o.results()));
    }
  }

  private void arm(Op.If op, Block block, boolean condition) {
    block(block, condition);
    current = op;
    check(block.params().isEmpty(), "a branch has parameters");
    agree("yields of a branch", block.yields(), typesOf(op.results()));
  }

  private void carried(List<Value> inits, List<Value> params, List<Value> yields, List<Value> results) {
    List<Type> types = typesOf(params);
    agree("initial values", inits, types);
    agree("yields of the body", yields, types);
    agree("results of the loop", results, types);
  }

  private static boolean hasEffect(Op op) {
    return op instanceof Op.Store || op instanceof Op.Accumulate || op instanceof Op.ArrayCopy || op instanceof Op.Fill
        || op instanceof Op.Opaque o && o.effect() == Op.Effect.EFFECT;
  }

  private void types(Op op) {
    String problem = OpTypes.problem(op);
    check(problem == null, "%s", problem);
    if (op instanceof Op.Call call) {
      call(call);
    }
  }

  private void call(Op.Call call) {
    switch (call.callee()) {
      case Callee.Local c -> {
        if (functions != null) {
          Function target = functions.get(c.key());
          check(target != null, "no function %s", c.key());
          agree("arguments", call.args(), typesOf(target.params()));
          agree("results of the call", call.results(), target.results());
        }
      }
      case Callee.External c -> {
        agree("arguments", call.args(), c.params());
        agree("results of the call", call.results(), c.results());
      }
      case Callee.Ruled c -> {
        agree("arguments", call.args(), c.params());
        single(call, c.result());
      }
      case Callee.TensorOp c -> {
        agree("arguments", call.args(), c.params());
        if (c.record() == null) {
          single(call, c.result());
        } else {
          check(call.results().size() == c.components().size() && call.results().getFirst().type().equals(c.result()),
              "results for the components of %s", c.record());
        }
        check(c.vjp().size() == c.params().size() && c.jvp().size() == c.params().size(), "a rule or none per parameter");
      }
      case Callee.Generated c -> check(call.results().size() == c.components().size() || c.record() == null,
          "%s results for %s components", call.results().size(), c.components().size());
      case Callee.Runtime c -> check(call.results().size() <= 1, "a function of the runtime has one result at most");
    }
  }

  private void single(Op.Call call, Type result) {
    agree("results of the call", call.results(), result == null ? List.of() : List.of(result));
  }

  private void agree(String what, List<Value> values, List<Type> types) {
    check(values.size() == types.size(), "%s: %s for %s", what, values.size(), types.size());
    for (int i = 0; i < values.size(); i++) {
      check(OpTypes.agree(values.get(i).type(), types.get(i)), "%s: %s is %s, not %s", what, i, values.get(i).type(),
          types.get(i));
    }
  }

  private static List<Type> typesOf(List<Value> values) {
    return values.stream().map(Value::type).toList();
  }

  private void define(Value value) {
    check(value != null && value.type() != null, "a value is null or has no type");
    check(defined.add(value), "%s is defined twice", value);
    visible.add(value);
  }

  private void use(Value value) {
    check(value != null, "an operand is null");
    check(visible.contains(value), "%s is used %s", value,
        defined.contains(value) ? "outside the scope of its definition" : "before it is defined");
  }

  private void check(boolean holds, String reason, Object... arguments) {
    if (!holds) {
      // an operation's first line tells which one it is, however much it contains
      String where = current == null ? "signature" : Printer.print(function, current).lines().findFirst().orElse("");
      throw new IllegalStateException("function " + function.key() + ": " + reason.formatted(arguments) + ", in: "
          + where);
    }
  }
}
