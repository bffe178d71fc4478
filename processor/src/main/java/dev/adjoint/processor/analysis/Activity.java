package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which values carry a derivative: those that depend on a differentiated parameter (varied) and on which the result
 * depends (useful). L. Hascoët, V. Pascual, The Tapenade automatic differentiation tool, TOMS 39(3), 2013.
 *
 * <p>An array is active when its cells are; all arrays of one alias class are active together.
 */
public final class Activity {
  private final Function function;
  private final Aliases aliases;
  private final Set<Value> varied = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> useful = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Aliases.Node> variedCells = new HashSet<>();
  private final Set<Aliases.Node> usefulCells = new HashSet<>();
  private final boolean everything;
  private boolean changed;

  /** The activity of a function's values. */
  public Activity(Function function, Aliases aliases) {
    this(function, aliases, false);
  }

  private Activity(Function function, Aliases aliases, boolean everything) {
    this.function = function;
    this.aliases = aliases;
    this.everything = everything;
    if (!everything) {
      solve();
    }
  }

  /** The claim that whatever can carry a derivative does, for checking that the analysis changes no number. */
  public static Activity everything(Function function, Aliases aliases) {
    return new Activity(function, aliases, true);
  }

  /** Whether a floating scalar, or an array's cells, carry a derivative. */
  public boolean active(Value v) {
    return varied(v) && useful(v);
  }

  /** Whether it depends on a differentiated parameter. */
  public boolean varied(Value v) {
    if (!v.type().canBeActive()) {
      return false;
    }
    return everything || (v.type().isArray() ? variedCells.contains(aliases.cells(v)) : varied.contains(v));
  }

  /** Whether the method's result depends on it. */
  public boolean useful(Value v) {
    if (!v.type().canBeActive()) {
      return false;
    }
    return everything || (v.type().isArray() ? usefulCells.contains(aliases.cells(v)) : useful.contains(v));
  }

  private void solve() {
    for (int i = 0; i < function.params().size(); i++) {
      if (function.wrt().get(i)) {
        vary(function.params().get(i), true);
      }
    }
    do {
      changed = false;
      forward(function.body());
    } while (changed);
    for (Value v : function.body().yields()) {
      use(v, true);
    }
    for (int i = 0; i < function.params().size(); i++) {
      Value p = function.params().get(i);
      if (function.wrt().get(i) && p.type().isArray()) {
        use(p, true);
      }
    }
    do {
      changed = false;
      backward(function.body());
    } while (changed);
  }

  void vary(Value v, boolean is) {
    if (is && v.type().canBeActive()) {
      changed |= v.type().isArray() ? variedCells.add(aliases.cells(v)) : varied.add(v);
    }
  }

  void use(Value v, boolean is) {
    if (is && v.type().canBeActive()) {
      changed |= v.type().isArray() ? usefulCells.add(aliases.cells(v)) : useful.add(v);
    }
  }

  private boolean anyVaried(List<Value> values) {
    return values.stream().anyMatch(this::varied);
  }

  private void forward(Block block) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Unary o -> vary(o.result(), varied(o.a()));
        case Op.Binary o -> vary(o.result(), varied(o.a()) || varied(o.b()));
        case Op.Cast o -> vary(o.result(), varied(o.a()));
        case Op.Intrinsic o when Guard.isUndefined(o) -> vary(o.result(), true);
        case Op.Intrinsic o -> vary(o.result(), rule(o) instanceof Rule.Smooth && anyVaried(o.args()));
        case Op.Load o -> vary(o.result(), varied(o.array()));
        case Op.Store o -> vary(o.array(), varied(o.value()));
        case Op.Fill o -> vary(o.array(), varied(o.value()));
        case Op.Copy o -> vary(o.result(), varied(o.array()));
        case Op.ArrayCopy o -> vary(o.target(), varied(o.source()));
        case Op.Accumulate o -> vary(o.array(), varied(o.value()));
        case Op.Call o when o.callee() instanceof Callee.Runtime r -> ReverseActivity.forward(o, r.function(), this);
        case Op.Call o when o.callee() instanceof Callee.Generated -> {
          o.results().forEach(r -> vary(r, true));
          o.args().stream().filter(v -> v.type().isArray()).forEach(v -> vary(v, true));
        }
        case Op.Call o -> {
          boolean is = anyVaried(differentiated(o));
          o.results().forEach(r -> vary(r, is));
          differentiated(o).stream().filter(v -> v.type().isArray()).forEach(v -> vary(v, is));
        }
        case Op.If o -> {
          flow(o.then().yields(), o.results());
          flow(o.otherwise().yields(), o.results());
        }
        case Op.For o -> {
          flow(o.inits(), o.body().params());
          flow(o.inits(), o.results());
        }
        case Op.While o -> {
          flow(o.inits(), o.body().params());
          flow(o.inits(), o.condition().params());
          flow(o.inits(), o.results());
        }
        case Op.Try o -> flow(o.inits(), o.slots());
        case Op.Assign o -> vary(o.slot(), varied(o.value()));
        case Op.Const o -> { }
        case Op.ArrayLength o -> { }
        case Op.NewArray o -> { }
        case Op.Opaque o -> { }
        case Op.Throw o -> { }
        case Op.Comment o -> { }
      }
      for (Block b : Ops.blocks(op)) {
        forward(b);
      }
      switch (op) {
        case Op.Try o -> Ops.blocks(o).forEach(b -> flow(b.yields(), o.results()));
        case Op.If o -> {
          flow(o.then().yields(), o.results());
          flow(o.otherwise().yields(), o.results());
        }
        case Op.For o -> {
          flow(o.body().yields(), o.body().params());
          flow(o.body().params(), o.results());
        }
        case Op.While o -> {
          flow(o.body().yields(), o.body().params());
          flow(o.body().params(), o.condition().params());
          flow(o.body().params(), o.results());
        }
        case Op o -> { }
      }
    }
  }

  private void flow(List<Value> from, List<Value> to) {
    for (int i = 0; i < from.size(); i++) {
      vary(to.get(i), varied(from.get(i)));
    }
  }

  private void need(List<Value> results, List<Value> sources) {
    for (int i = 0; i < results.size(); i++) {
      use(sources.get(i), useful(results.get(i)));
    }
  }

  private void backward(Block block) {
    for (Op op : block.ops().reversed()) {
      switch (op) {
        case Op.If o -> {
          need(o.results(), o.then().yields());
          need(o.results(), o.otherwise().yields());
        }
        case Op.Try o -> Ops.blocks(o).forEach(b -> need(o.results(), b.yields()));
        case Op.For o -> {
          need(o.results(), o.body().yields());
          need(o.body().params(), o.body().yields());
          need(o.results(), o.inits());
        }
        case Op.While o -> {
          need(o.results(), o.body().yields());
          need(o.body().params(), o.body().yields());
          need(o.results(), o.inits());
        }
        case Op o -> { }
      }
      for (Block b : Ops.blocks(op)) {
        backward(b);
      }
      switch (op) {
        case Op.Unary o -> use(o.a(), useful(o.result()));
        case Op.Binary o -> {
          use(o.a(), useful(o.result()));
          use(o.b(), useful(o.result()));
        }
        case Op.Cast o -> use(o.a(), useful(o.result()));
        case Op.Intrinsic o -> o.args().forEach(a -> use(a, rule(o) instanceof Rule.Smooth && useful(o.result())));
        case Op.Load o -> use(o.array(), useful(o.result()));
        case Op.Store o -> use(o.value(), useful(o.array()));
        case Op.Fill o -> use(o.value(), useful(o.array()));
        case Op.Copy o -> use(o.array(), useful(o.result()));
        case Op.ArrayCopy o -> use(o.source(), useful(o.target()));
        case Op.Accumulate o -> use(o.value(), useful(o.array()));
        case Op.Call o when o.callee() instanceof Callee.Runtime r -> ReverseActivity.backward(o, r.function(), this);
        case Op.Call o when o.callee() instanceof Callee.Generated -> {
          o.results().forEach(r -> use(r, true));
          o.args().forEach(v -> use(v, true));
        }
        case Op.Call o -> {
          boolean is = o.results().stream().anyMatch(this::useful)
              || o.args().stream().anyMatch(v -> v.type().isArray() && useful(v));
          differentiated(o).forEach(v -> use(v, is));
        }
        case Op.For o -> need(o.body().params(), o.inits());
        case Op.While o -> need(o.body().params(), o.inits());
        case Op.Try o -> need(o.slots(), o.inits());
        case Op.Assign o -> use(o.value(), useful(o.slot()));
        case Op.If o -> { }
        case Op.Const o -> { }
        case Op.ArrayLength o -> { }
        case Op.NewArray o -> { }
        case Op.Opaque o -> { }
        case Op.Throw o -> { }
        case Op.Comment o -> { }
      }
      if (op instanceof Op.For || op instanceof Op.While) {
        // one slot of a loop is one variable: it is active in all of its places or in none
        List<Value> params = Ops.blocks(op).getLast().params();
        need(params, Ops.blocks(op).getLast().yields());
        need(params, Ops.results(op));
        need(Ops.results(op), params);
      }
    }
  }

  /** The arguments through which a call may pass a derivative. */
  public static List<Value> differentiated(Op.Call call) {
    List<Boolean> wrt = switch (call.callee()) {
      case Callee.External c -> c.wrt();
      case Callee.Ruled c -> c.wrt();
      case Callee.TensorOp c -> c.wrt();
      case Callee.Local c -> null;
      case Callee.Generated c -> null;
      case Callee.Runtime c -> List.of();
    };
    if (wrt == null) {
      return call.args();
    }
    var result = new ArrayList<Value>();
    for (int i = 0; i < wrt.size(); i++) {
      if (wrt.get(i)) {
        result.add(call.args().get(i));
      }
    }
    return result;
  }

  /** The rule of an intrinsic. */
  public static Rule rule(Op.Intrinsic op) {
    List<Type> types = op.args().stream().map(Value::type).toList();
    return Rules.intrinsic(op.owner().qualifiedName(), op.name(), types);
  }
}
