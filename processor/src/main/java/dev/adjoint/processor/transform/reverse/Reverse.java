package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.analysis.Independence;
import dev.adjoint.processor.analysis.Memory;
import dev.adjoint.processor.analysis.Outputs;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Cloner;
import dev.adjoint.processor.transform.Simplify;
import dev.adjoint.processor.transform.Steps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Objects;

/** Reverse mode of one function: whole, as a vector-Jacobian product, or split into a forward and a reverse half. */
public final class Reverse {
  private final Function f;
  private final Context context;
  private final Function shadowed;
  private final Map<Value, Value> parameterShadows = new LinkedHashMap<>();
  /** For each result its seed, null where it is not differentiable. */
  private final List<Value> seeds = new ArrayList<>();
  private final Map<Value, Value> moved;
  /** A result whose cells' adjoints are read from the seed itself, which stays as it is. */
  private final Value output;
  private final boolean again;

  /**
   * A vector-Jacobian product.
   *
   * @param function parameters: the primal's, a seed for each differentiable result, a shadow for each differentiated array, the
   *     tape if used; results: the primal's, then the adjoints of differentiated scalars
   * @param usesTape whether the last parameter is a tape
   * @param stages whether buffers may have been written when the primal throws, so that they have to be fresh ones
   * @param choices what was decided about the values that the reverse sweep needs
   */
  public record Vjp(Function function, boolean usesTape, boolean stages, Choices choices) {}

  /** The two halves: see {@link #split}. */
  public record Split(Function forward, Function reverse, Choices choices) {}

  /**
   * How the reverse sweep gets the values of the forward sweep that are neither at hand nor on the tape's stacks.
   *
   * @param caches arrays that keep values, indexed by the iteration
   * @param recomputed what is computed again: single operations, and loops whose iterations are run again
   */
  public record Choices(Set<Value> caches, List<Op> recomputed) {}

  private Reverse(Function f, Setup setup, boolean fuse, boolean split) {
    this.f = f;
    this.again = setup.again();
    var aliases = new Aliases(f);
    var real = new Activity(f, aliases);
    Activity activity = setup.analyse() ? real : Activity.everything(f, aliases);
    var names = setup.names();
    var taken = new ArrayList<>(f.params());
    seeds(taken);
    Value tape = new Value(Context.TAPE, BlockBuilder.unused("tape", taken));
    taken.add(tape);
    var shadows = new Shadows(f, activity, aliases, tape, names, split);
    var given = new LinkedHashMap<Value, Value>();
    for (int i = 0; i < f.params().size(); i++) {
      Value p = f.params().get(i);
      if (f.wrt().get(i) && p.type().isArray()) {
        var s = new Value(p.type().shadow(), BlockBuilder.unused(Context.adjointName(p), taken));
        taken.add(s);
        parameterShadows.put(p, s);
        if (activity.active(p)) {
          given.put(p, s);
        }
      }
    }
    output = split || seeds.size() != 1 || seeds.getFirst() == null ? null : Outputs.writtenOnce(f, aliases);
    if (output != null && activity.active(output)) {
      shadows.shadows.put(output, seeds.getFirst());
    }
    shadowed = shadows.apply(f, given);
    var newAliases = new Aliases(shadowed);
    var memory = new Memory(shadowed, newAliases, names.effects(), split);
    context = new Context(activity, memory,
        new Context.Options(setup.analyse(), fuse, setup.lean(), !again && !setup.lean()), tape);
    context.names = names;
    context.output = output;
    context.usesTape = shadows.usesTape;
    context.shadows.putAll(shadows.shadows);
    context.splitCalls.putAll(shadows.splitCalls);
    context.tensorCalls.putAll(shadows.tensorCalls);
    context.snapshots.addAll(shadows.snapshots);
    context.fusion = new Fusion(context, newAliases);
    context.independence = new Independence(shadowed, newAliases, memory, real::active);
    context.define(shadowed.body());
    moved = shadows.moved;
  }

  /**
   * What a transformation needs besides the function.
   *
   * @param analyse false to treat everything as active and to cache whatever is used, for checking the analyses
   * @param names how helpers that stay calls are named
   * @param again whether the result is differentiated again
   * @param lean whether what can be computed again is never kept, where there is no memory to keep it in
   */
  public record Setup(boolean analyse, HelperNames names, boolean again, boolean lean) {
    /** With memory for what is cheaper to keep than to compute again. */
    public Setup(boolean analyse, HelperNames names, boolean again) {
      this(analyse, names, again, false);
    }

    /** What is not differentiated again. */
    public Setup(boolean analyse, HelperNames names) {
      this(analyse, names, false);
    }
  }

  /** The vector-Jacobian product of a function whose small helpers are inlined. */
  public static Vjp vjp(Function function, Setup setup) {
    Function f = Steps.apply(function, setup.analyse());
    var fused = new Reverse(f, setup, true, false);
    if (!fused.moved.isEmpty()) {
      // the buffers' rows are dealt out to the final rows, which are known only after the whole forward sweep
      var apart = new Reverse(f, setup, false, false);
      Function safe = apart.whole();
      return new Vjp(apart.simplified(safe), apart.context.usesTape, false, apart.choices());
    }
    Function body = fused.whole();
    boolean stages = Staging.needed(fused.context, body, fused.parameterShadows.values());
    if (stages && Staging.overwrites(fused.context, fused.shadowed, fused.parameterShadows.keySet())) {
      var apart = new Reverse(f, setup, false, false);
      Function safe = apart.whole();
      return new Vjp(apart.simplified(safe), apart.context.usesTape, false, apart.choices());
    }
    if (stages && !fused.context.usesTape) {
      // the stages are taken from it
      var params = new ArrayList<>(body.params());
      params.add(fused.context.tape());
      body = new Function(body.key(), body.name(), params, params.stream().map(p -> false).toList(), body.results(),
          body.body(), body.span());
    }
    return new Vjp(fused.simplified(body), fused.context.usesTape, stages, fused.choices());
  }

  /**
   * The halves of a function. Forward: the primal's parameters, a shadow for each differentiated array, the tape; the
   * primal's results; the shadows of those that are arrays are on top of the tape, the last one topmost. Reverse: a seed for each
   * result that has an adjoint value, the tape; one differentiated scalar's adjoint as result, several on the tape in the
   * parameters' order.
   */
  public static Split split(Function f, Setup setup) {
    return new Reverse(Steps.apply(f, setup.analyse()), setup, true, true).halves();
  }

  private void seeds(List<Value> taken) {
    for (Type result : f.results()) {
      Value seed = null;
      if (result.isDifferentiable()) {
        seed = new Value(result.shadow(), BlockBuilder.unused("seed", taken));
        taken.add(seed);
      }
      seeds.add(seed);
    }
  }

  private boolean ends() {
    return !shadowed.body().ops().isEmpty() && shadowed.body().ops().getLast() instanceof Op.Throw;
  }

  private Function whole() {
    Block body = shadowed.body();
    var root = new InScope(context, null, body, null, null);
    BlockBuilder out = root.reverse;
    var adjoints = new Adjoints(context);
    dealOut(out);
    for (int i = 0; i < seeds.size() && !ends(); i++) {
      if (seeds.get(i) != null) {
        seed(out, root, adjoints, shadowed.body().yields().get(i), seeds.get(i));
      }
    }
    parameterShadows.forEach((p, buffer) -> {
      if (p.type().isTensors() && !ends()) {
        Value method = out.constant(Type.STRING, f.name());
        out.runtime(RuntimeFunction.TENSORS_CHECK, method, out.constant(Type.STRING, p.name()), root.use(p), buffer);
      }
    });
    new Sweep(context, root, out, adjoints).run();
    out.at(f.span());
    var yields = new ArrayList<Value>();
    body.yields().forEach(v -> yields.add(root.use(v)));
    for (int i = 0; i < f.params().size(); i++) {
      Value p = f.params().get(i);
      if (f.wrt().get(i) && p.type().hasAdjointValue()) {
        Value adjoint = adjoints.orZero(out, p);
        yields.add(context.isMaybeNull(adjoint)
            ? out.runtime(RuntimeFunction.TENSOR_OR_ZEROS, p.type(), Context.adjointName(p), adjoint, p) : adjoint);
      }
    }
    root.flush();
    var ops = new BlockBuilder().at(f.span());
    List<Op> forward = root.forward();
    Value mark = context.usesTape
        ? ops.runtime(RuntimeFunction.TAPE_MARK, Type.INT, "mark", context.tape()) : null;
    if (ends()) {
      ops.addAll(out.ops());
      ops.addAll(forward);
    } else {
      ops.addAll(forward);
      ops.addAll(out.ops());
      if (mark != null) {
        ops.runtime(RuntimeFunction.TAPE_RELEASE, context.tape(), mark);
      }
    }
    var params = new ArrayList<>(f.params());
    seeds.stream().filter(Objects::nonNull).forEach(params::add);
    params.addAll(parameterShadows.values());
    if (context.usesTape) {
      params.add(context.tape);
    }
    return function("Vjp", params, yields, ops.block(List.of(), yields));
  }

  /**
   * A buffer holds the adjoints of the parameter's final cells by position, its rows are the shadows of the initial rows: all are
   * emptied before anything is added to the shadows of the rows that are there now, which may be rows of another buffer.
   */
  private void dealOut(BlockBuilder out) {
    var held = new LinkedHashMap<Value, Value>();
    moved.forEach((p, buffer) -> held.put(p, out.runtime(RuntimeFunction.TAKE_OUT, buffer.type(), "final" + capitalized(buffer), buffer)));
    held.forEach((p, adjoints) -> out.runtime(RuntimeFunction.DEAL_OUT, p, adjoints, context.shadow(p)));
  }

  private static String capitalized(Value v) {
    return v.name() == null ? "" : Character.toUpperCase(v.name().charAt(0)) + v.name().substring(1);
  }

  private void seed(BlockBuilder out, Region root, Adjoints adjoints, Value result, Value seed) {
    if (result.type().isTensor()) {
      Value name = out.constant(Type.STRING, f.name());
      adjoints.add(out, result, out.runtime(RuntimeFunction.TENSOR_SEED, seed.type(), seed.name(), name, seed,
          root.use(result)));
    } else if (result.type().isFloating()) {
      adjoints.add(out, result, seed);
    } else if (result.type().isTensors()) {
      if (context.active(result)) {
        out.runtime(RuntimeFunction.TENSORS_SEED, out.constant(Type.STRING, f.name()), seed, root.use(result),
            root.use(context.shadow(result)));
      }
    } else if (context.active(result)) {
      Value array = root.use(result);
      boolean isPart = f.results().size() > 1 && context.shadow(result) != seed;
      var checks = isPart ? new BlockBuilder().at(out.span()) : out;
      Value name = checks.constant(Type.STRING, f.name());
      if (array.type().rank() == 1) {
        checks.runtime(RuntimeFunction.CHECK_SEED, name, seed, checks.length(array));
      } else {
        checks.runtime(RuntimeFunction.CHECK_SEED, name, seed, array);
      }
      if (context.shadow(result) != seed) {
        checks.runtime(RuntimeFunction.ADD_INTO, seed, root.use(context.shadow(result)));
        if (isPart) {
          // of a value of another class, or of a record that has none
          Value there = out.binary(Op.BinaryKind.NE, array, out.constant(array.type(), null));
          out.add(new Op.If(List.of(), there, checks.block(List.of(), List.of()), Block.of(List.of(), List.of()), out.span()));
        }
        return;
      }
      // all at once: the seed may be one of the buffers
      for (Op op : shadowed.body().ops()) {
        if (op instanceof Op.Store s && s.array() == output && context.active(s.value())) {
          adjoints.add(out, s.value(), out.load(seed, root.use(s.index()), null));
        }
      }
    }
  }

  private Split halves() {
    Block body = shadowed.body();
    var root = new Replay(context, null, body, null, null);
    root.defined.addAll(shadowed.params());
    var out = new BlockBuilder().at(f.span());
    var adjoints = new Adjoints(context);
    for (int i = 0; i < seeds.size() && !ends(); i++) {
      if (body.yields().get(i).type().hasAdjointValue()) {
        adjoints.add(out, body.yields().get(i), context.maybeNull(seeds.get(i)));
      }
    }
    new Sweep(context, root, out, adjoints).run();
    BlockBuilder prologue = root.finish();
    Value tape = context.tape();

    var forward = new BlockBuilder().at(f.span());
    Value mark = forward.runtime(RuntimeFunction.TAPE_MARK, Type.INT, "mark", tape);
    forward.addAll(context.weaver.ops(body.ops()));
    if (!ends()) {
      forward.addAll(context.weaver.end(body));
      forward.runtime(RuntimeFunction.PUSH_INT, tape, mark);
      for (Value result : body.yields()) {
        if (result.type().isArray() && result.type().canBeActive()) {
          Value shadow = context.active(result) ? context.shadow(result)
              : forward.runtime(RuntimeFunction.ZEROS_LIKE, result.type().shadow(), null, result);
          forward.runtime(RuntimeFunction.PUSH_REF, tape, shadow);
        }
      }
    }
    var forwardParams = new ArrayList<>(f.params());
    forwardParams.addAll(parameterShadows.values());
    forwardParams.add(tape);

    var reverse = new BlockBuilder().at(f.span());
    Value popped = reverse.runtime(RuntimeFunction.POP_INT, Type.INT, "mark", tape);
    reverse.addAll(prologue.ops());
    reverse.addAll(out.ops());
    var results = new ArrayList<Value>();
    for (int i = 0; i < f.params().size(); i++) {
      Value p = f.params().get(i);
      if (f.wrt().get(i) && p.type().hasAdjointValue()) {
        results.add(adjoints.orZero(reverse, p));
      }
    }
    reverse.runtime(RuntimeFunction.TAPE_RELEASE, tape, popped);
    if (results.size() > 1) {
      results.forEach(r -> reverse.runtime(Storage.push(r.type()), tape, r));
      results.clear();
    }
    var reverseParams = new ArrayList<Value>();
    seeds.stream().filter(s -> s != null && !s.type().isArray()).forEach(reverseParams::add);
    reverseParams.add(tape);
    return new Split(simplified(function("Forward", forwardParams, body.yields(), forward.block(List.of(), body.yields()))),
        simplified(function("Reverse", reverseParams, results, reverse.block(List.of(), results))), choices());
  }

  private Choices choices() {
    return new Choices(context.caches, List.copyOf(context.recomputed));
  }

  private Function function(String suffix, List<Value> params, List<Value> results, Block body) {
    Block resolved = new Cloner(this::resolve, v -> v, (original, copy) -> {
      if (context.primal.contains(original)) {
        context.primal.add(copy);
      }
    }).block(body);
    var wrt = params.stream().map(p -> false).toList();
    return new Function(f.key() + suffix, f.name() + suffix, params, wrt, results.stream().map(Value::type).toList(),
        resolved, f.span());
  }

  private Value resolve(Value v) {
    Value r = v;
    while (context.alias.containsKey(r)) {
      r = context.alias.get(r);
    }
    return r;
  }

  private Function simplified(Function function) {
    return Simplify.apply(function, context.primal, again);
  }
}
