package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.Cloner;
import dev.adjoint.processor.transform.UnitSeed;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code fVjp} and {@code fGradient}.
 *
 * <p>The core is {@code fVjp} itself, behind its checks, where the caller's buffers can be used as they are. Otherwise it
 * is a private {@code fAdjoint}: {@code fVjp} gives it shadow arrays of its own and moves them into the buffers at the end.
 */
final class ApiReverse {
  private static final Type TAPE = RuntimeNames.TAPE;

  private final Api api;
  private final ApiSignature s;
  private final Derivative d;
  private final boolean direct;
  private final String vjp;
  private final String vjpRecord;
  private String core;
  private String coreRecord;

  ApiReverse(Api api, ApiSignature signature) {
    this.api = api;
    this.s = signature;
    this.d = signature.derivative;
    this.direct = !d.vjpNeedsStaging() && !s.hasFloats() && !s.hasTensors();
    this.vjp = api.names().newMethod(s.primal, "Vjp", vjpTypes());
    this.vjpRecord = s.scalars.isEmpty() ? null : api.names().newRecord(s.primal, "Vjp");
  }

  private List<Type> vjpTypes() {
    var types = new ArrayList<>(s.types());
    if (s.hasSeed()) {
      types.add(s.result);
    }
    s.arrays.forEach(v -> types.add(v.type()));
    return types;
  }

  /** Adds the methods; returns the name of {@code fVjp}. */
  String add() {
    if (vjpRecord != null) {
      api.record(vjpRecord, ApiDocs.vjpRecord(s), s.results(s.scalars, false), s.components(s.scalars));
    }
    if (s.result == Type.DOUBLE || s.result == Type.FLOAT || s.result != null && s.result.isTensor()) {
      String record = api.names().newRecord(s.primal, "Gradient");
      api.record(record, ApiDocs.gradientRecord(s), s.results(s.wrt, false), s.components(s.wrt));
      prepareCore();
      String name = api.names().newMethod(s.primal, "Gradient", s.types());
      gradient(name, record, false);
      if (d.vjpNeedsTape()) {
        gradient(name, record, true);
      }
    } else {
      prepareCore();
    }
    if (d.vjpNeedsTape()) {
      withNewTape();
    } else {
      withUnusedTape();
    }
    if (direct) {
      checkedCore();
    } else {
      staged();
      api.method(new Generated.Method(core, false, null, coreRecord, false, d.vjp()));
    }
    return vjp;
  }

  /** The method as a node of the tensors' graph. */
  Generated.Tracked tracked(String forward, String reverse) {
    var params = s.params.stream().map(p -> new Generated.Component(p.type(), p.name())).toList();
    String name = s.primal.name();
    return new Generated.Tracked(api.names().newMethod(s.primal, "Tracked", s.types()), ApiDocs.tracked(s),
        name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1) + "Backward", params, s.primal.wrt(),
        forward, reverse, core, coreRecord, d.vjpNeedsTape(), false);
  }

  /** What a kernel calls for its adjoint: the method, and the record in which adjoints come back. */
  Generated.Kernel kernel(String javadoc, String source, Generated.SecondKernel second) {
    var params = s.params.stream().map(p -> new Generated.Component(p.type(), p.name())).toList();
    var all = s.components(s.scalars);
    return new Generated.Kernel(s.primal.name(), javadoc, params, s.primal.wrt(), s.result, vjp, vjpRecord,
        all.subList(all.size() - s.scalars.size(), all.size()), source, second);
  }

  /** What a kernel over arrays calls for its adjoint. */
  Generated.OverArrays kernel(String javadoc, ArrayKernel kernel) {
    var methods = new ApiPieces(api, s);
    return new Generated.OverArrays(s.primal.name(), javadoc, kernel, vjp, vjpRecord == null ? List.of() : s.components(s.scalars),
        kernel.pieces() == null ? null : methods.add(kernel.pieces()), methods.add(kernel.second()),
        kernel.scratch() == null ? null : methods.scratch(kernel.scratch()), methods.tangents());
  }

  private void prepareCore() {
    core = vjp;
    coreRecord = vjpRecord;
    if (direct) {
      return;
    }
    core = api.names().newMethod(s.primal, "Adjoint", d.vjp().params().stream().map(Value::type).toList());
    coreRecord = null;
    if (d.vjp().results().size() > 1) {
      coreRecord = vjpRecord;
      if (s.scalars.stream().anyMatch(v -> ApiSignature.isFloat(v.type()))) {
        coreRecord = api.names().newRecord(s.primal, "Adjoint");
        api.record(coreRecord, "The results of {@code " + core + "}, adjoints in double.\n", d.vjp().results(),
            s.components(s.scalars));
      }
    }
  }

  /** The core with the checks in front, and with the interface's parameter names. */
  private void checkedCore() {
    var body = new ApiBody();
    Map<Value, Value> renamed = new IdentityHashMap<>();
    List<Value> old = d.vjp().params();
    int seeds = s.hasSeed() ? 1 : 0;
    var buffers = new ArrayList<Value>();
    for (int i = 0; i < old.size(); i++) {
      Value p = old.get(i);
      int array = i - s.params.size() - seeds;
      String name = i < s.params.size() ? s.params.get(i).name()
          : array < 0 ? s.name("seed")
          : array < s.arrays.size() ? s.name(s.arrays.get(array).name() + "Adjoint") : s.name("tape");
      Value fresh = body.parameter(p.type(), name);
      renamed.put(p, fresh);
      if (array >= 0 && array < s.arrays.size()) {
        buffers.add(fresh);
      }
    }
    check(body, at(d.vjp().params(), s.arrays, renamed), buffers);
    var cloner = new Cloner(v -> renamed.getOrDefault(v, v), v -> v);
    Block block = cloner.block(d.vjp().body());
    var ops = new ArrayList<>(body.ops());
    ops.addAll(block.ops());
    var params = old.stream().map(renamed::get).toList();
    var f = new Function(vjp, vjp, params, java.util.Collections.nCopies(params.size(), false), d.vjp().results(),
        Block.of(ops, block.yields()), d.vjp().span());
    api.method(new Generated.Method(vjp, true, ApiDocs.vjp(s, d.vjpNeedsTape()), vjpRecord, false, f));
  }

  private List<Value> at(List<Value> all, List<Value> some, Map<Value, Value> renamed) {
    return some.stream().map(v -> renamed.get(all.get(s.params.indexOf(v)))).toList();
  }

  private void check(ApiBody body, List<Value> arrays, List<Value> buffers) {
    BufferChecks.write(body, vjp, arrays.stream().map(Value::name).toList(), arrays, buffers, d.vjpNeedsStaging(),
        BufferChecks.sameType(arrays));
  }

  /** The interface's parameters. */
  private final class Parameters {
    final ApiBody body = new ApiBody();
    final List<Value> primal = new ArrayList<>();
    final List<Value> arrays = new ArrayList<>();
    final List<Value> buffers = new ArrayList<>();
    /** For each array the forms of its elements if these are tensors, else null. */
    final List<Value> forms = new ArrayList<>();
    Value seed;
    Value tape;

    Parameters(boolean reverse, boolean withTape) {
      for (Value p : s.params) {
        Value fresh = body.parameter(p.type(), p.name());
        primal.add(fresh);
        if (s.arrays.contains(p)) {
          arrays.add(fresh);
        }
      }
      if (reverse && s.hasSeed()) {
        seed = body.parameter(s.result, s.name("seed"));
      }
      if (reverse) {
        s.arrays.forEach(a -> buffers.add(body.parameter(a.type(), s.name(a.name() + "Adjoint"))));
      }
      if (withTape) {
        tape = body.parameter(TAPE, s.name("tape"));
      }
    }

    List<Value> coreArguments(List<Value> shadows) {
      var args = new ArrayList<Value>();
      args.addAll(s.operands(body, primal));
      if (seed != null) {
        args.add(seed);
      }
      args.addAll(shadows);
      if (d.vjpNeedsTape()) {
        args.add(tape != null ? tape : body.runtime(RuntimeFunction.TAPE_NEW, TAPE, null));
      }
      return args;
    }

    /** Notes what adjoints of tensors in arrays look like. */
    void takeForms() {
      arrays.forEach(a -> forms.add(a.type().isTensors() ? TensorArguments.forms(body, a, s.name(a.name() + "Forms")) : null));
    }

    /** No adjoint of a tensor in an array stays null. */
    void complete(List<Value> adjoints) {
      for (int i = 0; i < forms.size(); i++) {
        if (forms.get(i) != null) {
          TensorArguments.complete(body, adjoints.get(i), forms.get(i));
        }
      }
    }

    /** Calls the core; the results are the value, if any, and one double for each scalar. */
    List<Value> callCore(List<Value> shadows) {
      var results = new ArrayList<Value>();
      if (s.result != null) {
        results.add(new Value(s.result, "value"));
      }
      boolean doubles = !core.equals(vjp);
      s.scalars.forEach(v -> results.add(Value.temporary(doubles ? v.type().shadow() : v.type())));
      return body.call(core, coreRecord, s.components(s.scalars), coreArguments(shadows), results);
    }
  }

  /** {@code fVjp} without a tape: with a new one. */
  private void withNewTape() {
    var p = new Parameters(true, false);
    var args = new ArrayList<>(p.primal);
    if (p.seed != null) {
      args.add(p.seed);
    }
    args.addAll(p.buffers);
    args.add(p.body.runtime(RuntimeFunction.TAPE_NEW, TAPE, null));
    String javadoc = ApiDocs.vjp(s, false);
    if (vjpRecord != null) {
      // The record itself is passed on.
      var holder = new Value(api.nested(vjpRecord), null);
      p.body.call(vjp, null, List.of(), args, List.of(holder));
      api.method(p.body.method(vjp, true, javadoc, null, false, List.of(holder)));
      return;
    }
    List<Value> results = s.result == null ? List.of() : List.of(Value.temporary(s.result));
    p.body.call(vjp, null, List.of(), args, results);
    api.method(p.body.method(vjp, true, javadoc, null, false, results));
  }

  /** {@code fVjp} with a tape that it does not need: who passes one need not know. */
  private void withUnusedTape() {
    var p = new Parameters(true, true);
    var args = new ArrayList<>(p.primal);
    if (p.seed != null) {
      args.add(p.seed);
    }
    args.addAll(p.buffers);
    var results = new ArrayList<Value>();
    if (vjpRecord != null) {
      results.add(new Value(api.nested(vjpRecord), null));
    } else if (s.result != null) {
      results.add(Value.temporary(s.result));
    }
    p.body.call(vjp, null, List.of(), args, results);
    api.method(p.body.method(vjp, true, ApiDocs.vjp(s, true), null, false, results));
  }

  private void staged() {
    var p = new Parameters(true, d.vjpNeedsTape());
    check(p.body, p.arrays, p.buffers);
    if (p.seed != null && ApiSignature.isFloat(s.result)) {
      p.seed = s.result.isArray() ? p.body.runtime(RuntimeFunction.WIDEN, s.result.shadow(), null, p.seed)
          : p.body.cast(p.seed, Type.DOUBLE);
    }
    boolean tensors = p.arrays.stream().anyMatch(a -> a.type().isTensors());
    if (!d.vjpNeedsStaging() && !s.hasFloats() && !tensors && vjpRecord != null && vjpRecord.equals(coreRecord)) {
      // Only tensors were detached: the record itself is passed on.
      var holder = new Value(api.nested(vjpRecord), null);
      p.body.call(core, null, List.of(), p.coreArguments(p.buffers), List.of(holder));
      api.method(p.body.method(vjp, true, ApiDocs.vjp(s, d.vjpNeedsTape()), null, false, List.of(holder)));
      return;
    }
    boolean lends = d.vjpNeedsStaging() && p.arrays.stream().anyMatch(ApiReverse::isLent);
    Value mark = lends ? p.body.runtime(RuntimeFunction.TAPE_MARK, Type.INT, s.name("mark"), p.tape) : null;
    p.takeForms();
    var stages = new ArrayList<Value>();
    for (int i = 0; i < p.arrays.size(); i++) {
      Value array = p.arrays.get(i);
      Value buffer = p.buffers.get(i);
      String name = s.name(array.name() + "Stage");
      Type type = array.type().shadow();
      Value stage;
      if (d.vjpNeedsStaging()) {
        stage = p.body.shared(array, p.arrays.subList(0, i), stages,
            b -> isLent(array) ? b.runtime(RuntimeFunction.POOL_LIKE, type, name, p.tape, array)
                : type.isTensors() ? b.zerosUnlessNull(array, type, name) : b.runtime(RuntimeFunction.ZEROS_LIKE, type, name, array));
      } else if (ApiSignature.isFloat(array.type())) {
        stage = p.body.shared(buffer, p.buffers.subList(0, i), stages,
            b -> b.runtime(RuntimeFunction.WIDEN, type, name, buffer));
      } else {
        stage = buffer;
      }
      stages.add(stage);
    }
    List<Value> results = p.callCore(stages);
    for (int i = 0; i < p.arrays.size(); i++) {
      Value buffer = p.buffers.get(i);
      boolean narrow = !d.vjpNeedsStaging();
      if (narrow && stages.get(i) == buffer) {
        continue;
      }
      RuntimeFunction back = narrow ? RuntimeFunction.NARROW_INTO
          : isLent(p.arrays.get(i)) ? RuntimeFunction.ADD_STAGE : RuntimeFunction.ADD_INTO;
      p.body.unlessShared(buffer, p.buffers.subList(0, i), TensorArguments.adding(stages.get(i), buffer, back));
    }
    p.complete(p.buffers);
    if (mark != null) {
      p.body.runtime(RuntimeFunction.TAPE_RELEASE, p.tape, mark);
    }
    api.method(p.body.method(vjp, true, ApiDocs.vjp(s, d.vjpNeedsTape()), vjpRecord, false, narrowed(p.body, results)));
  }

  /** Whether the array's stage comes from the tape. */
  private static boolean isLent(Value array) {
    return array.type().innermost() == Type.DOUBLE && array.type().rank() <= 2;
  }

  /** The results with the scalars' own types. */
  private List<Value> narrowed(ApiBody body, List<Value> results) {
    var all = new ArrayList<Value>();
    int values = s.result == null ? 0 : 1;
    for (int i = 0; i < results.size(); i++) {
      all.add(i < values ? results.get(i) : body.cast(results.get(i), s.scalars.get(i - values).type()));
    }
    return all;
  }

  private void gradient(String name, String record, boolean withTape) {
    var p = new Parameters(false, withTape);
    if (direct && s.arrays.isEmpty() && !s.result.isTensor() && !d.vjpNeedsTape()) {
      Value seed = d.vjp().params().get(s.params.size());
      Function unit = UnitSeed.apply(d.vjp(), seed, p.primal, false);
      p.body.ops().addAll(unit.body().ops());
      api.method(p.body.method(name, true, ApiDocs.gradient(s, false), record, d.entry().varargs(), unit.body().yields()));
      return;
    }
    boolean through = core.equals(vjp);
    p.seed = s.result.isTensor() ? p.body.constant(s.result, null)
        : p.body.constant(through ? s.result : Type.DOUBLE, s.result == Type.FLOAT && through ? (Object) 1.0f : 1.0);
    var shadows = new ArrayList<Value>();
    for (int i = 0; i < p.arrays.size(); i++) {
      Value array = p.arrays.get(i);
      Type type = array.type().shadow();
      String wish = s.name(array.name() + (ApiSignature.isFloat(array.type()) ? "Stage" : "Adjoint"));
      shadows.add(p.body.shared(array, p.arrays.subList(0, i), shadows, b -> b.zeros(array, type, wish)));
    }
    p.takeForms();
    List<Value> results = narrowed(p.body, p.callCore(shadows));
    p.complete(shadows);
    var yields = new ArrayList<Value>();
    yields.add(results.getFirst());
    for (Value w : s.wrt) {
      if (!w.type().isArray()) {
        yields.add(results.get(1 + s.scalars.indexOf(w)));
        continue;
      }
      int i = s.arrays.indexOf(w);
      Value adjoint = shadows.get(i);
      if (ApiSignature.isFloat(w.type())) {
        adjoint = p.body.zeros(p.arrays.get(i), w.type(), s.name(w.name() + "Adjoint"));
        p.body.runtime(RuntimeFunction.NARROW_INTO, shadows.get(i), adjoint);
      }
      yields.add(adjoint);
    }
    boolean varargs = d.entry().varargs() && !withTape;
    api.method(p.body.method(name, true, ApiDocs.gradient(s, withTape), record, varargs, yields));
  }
}
