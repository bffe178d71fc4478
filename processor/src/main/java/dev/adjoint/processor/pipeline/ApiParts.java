package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The interface of a method with parameters or a result that are taken apart: {@code fGradient}, {@code fVjp} and {@code fJvp} take
 * and give records, and call what the transforms made, which works on their parts and has the name {@code fParts…}.
 *
 * <p>Adjoints of records, and of arrays of them, come back in the result like those of numbers; arrays of numbers that are
 * parameters have buffers, as everywhere.
 */
final class ApiParts {
  private static final Type TAPE = RuntimeNames.TAPE;

  private final Api api;
  private final Derivative d;
  private final Unit.Signature signature;
  private final Function primal;
  private final PartsDocs docs;
  private final String vjpCore;
  private final String tangentCore;
  private final String hvpCore;

  ApiParts(Api api, Derivative derivative) {
    this.api = api;
    this.d = derivative;
    this.signature = derivative.entry().signature();
    this.primal = derivative.primal();
    this.docs = new PartsDocs(derivative);
    this.vjpCore = primal.name() + "PartsAdjoint" + suffix();
    this.tangentCore = parts("Tangent");
    this.hvpCore = primal.name() + "PartsAdjointTangent" + suffix();
  }

  private List<Type> partTypes() {
    return primal.params().stream().map(Value::type).toList();
  }

  private String parts(String kind) {
    return ApiNames.parts(primal.name(), kind, partTypes(), api.names().isOverloaded(primal));
  }

  private String suffix() {
    return api.names().isOverloaded(primal) ? parts("").substring((primal.name() + "Parts").length()) : "";
  }

  void add() {
    for (int i = 0; i < signature.params().size(); i++) {
      if (isWrt(i)) {
        adjoints(signature.params().get(i).parts());
      }
    }
    if (signature.result() != null) {
      adjoints(signature.result());
    }
    core(parts(""), true, d.onParts());
    core(tangentCore, true, d.jvp());
    jvp();
    if (d.vjp() == null) {
      return;
    }
    core(vjpCore, false, d.vjp());
    core(parts("Forward"), true, d.forward());
    core(parts("Reverse"), true, d.reverse());
    vjp(false);
    vjp(true);
    if (signature.result() instanceof Parts.One r && (r.type().isFloating() || r.type().isTensor())) {
      gradient(false);
      gradient(true);
    }
    if (d.second() != null) {
      core(hvpCore, false, d.second().hvp());
      hvp(false);
      if (d.second().needsTape()) {
        hvp(true);
      }
    }
  }

  /** Asks for the classes of adjoints that the interface names. */
  private void adjoints(Parts parts) {
    switch (parts) {
      case Parts.One p -> { }
      case Parts.Cell p -> adjoints(p.content());
      case Parts.Columns p -> adjoints(p.element());
      case Parts.Tuple p -> {
        p.parts().stream().filter(part -> !part.constant()).forEach(part -> adjoints(part.parts()));
        api.adjoint(p.type(), p);
      }
      case Parts.Sum p -> {
        p.cases().stream().filter(c -> c.parts().isDifferentiable()).forEach(c -> adjoints(c.parts()));
        api.adjoint(p.type(), p);
      }
    }
  }

  private void core(String name, boolean isPublic, Function f) {
    String record = f.results().size() > 1 ? ApiNames.capitalized(name) : null;
    if (record != null) {
      api.record(record, "The results of {@code " + name + "}.\n", f.results(), ApiNames.numbered(f.results().size()));
    }
    api.method(new Generated.Method(name, isPublic, isPublic ? docs.core() : null, record, false, f));
  }

  private List<Value> call(ApiBody into, Parameters p, String core, Function f, List<Value> args) {
    String record = f.results().size() > 1 ? ApiNames.capitalized(core) : null;
    List<Value> results = f.results().stream().map(Value::temporary).toList();
    into.call(core, record, ApiNames.numbered(f.results().size()), args, results);
    for (Value own : p.own) {
      if (p.parts.elements(own) != null && mayChange(primal.body(), false)) {
        into.runtime(RuntimeFunction.CHECK_LIST, into.constant(Type.STRING, primal.name()),
            into.constant(Type.STRING, own.name()), own, p.parts.elements(own));
      }
    }
    return results;
  }

  /** Whether a reference goes to code that may change the object. */
  private static boolean goesOut(Value reference, Block block) {
    return block.ops().stream().anyMatch(op -> Ops.operands(op).contains(reference)
        && (op instanceof Op.Opaque o ? o.effect() == Op.Effect.EFFECT : op instanceof Op.Call)
        || Ops.blocks(op).stream().anyMatch(b -> goesOut(reference, b)));
  }

  /**
   * Whether something may happen that changes a list, which was read before: code as it is written, a call.
   *
   * @param caught whether the method may go on where the block ends with an exception
   */
  private static boolean mayChange(Block block, boolean caught) {
    if (!caught && !block.ops().isEmpty() && block.ops().getLast() instanceof Op.Throw) {
      return false;
    }
    return block.ops().stream().anyMatch(op -> op instanceof Op.Opaque o && o.effect() == Op.Effect.EFFECT
        || op instanceof Op.Call c && !(c.callee() instanceof Callee.Runtime)
        || Ops.blocks(op).stream().anyMatch(b -> mayChange(b, caught || op instanceof Op.Try)));
  }

  /** A method under construction: its parameters, and their leaves as the function has them. */
  private final class Parameters {
    final ApiBody body = new ApiBody();
    final PartsBody parts = new PartsBody(body);
    final List<Value> own = new ArrayList<>();
    final List<Value> leaves = new ArrayList<>();

    Parameters() {
      signature.params().forEach(p -> own.add(body.parameter(p.parts().type(), p.name())));
    }

    void takeApart() {
      for (int i = 0; i < own.size(); i++) {
        leaves.addAll(parts.leaves(signature.params().get(i).parts(), own.get(i), own.get(i).name()));
      }
      for (Value whole : own) {
        if (whole.type() instanceof Type.Ref type && signature.references().types().contains(type.qualifiedName()) && mayMeet(whole)) {
          parts.objects().others(primal.name(), whole);
        }
      }
    }

    /** Whether an object that is not taken apart must be another one than those that are. */
    private boolean mayMeet(Value whole) {
      Parts parts = signature.params().get(own.indexOf(whole)).parts();
      return parts instanceof Parts.One
          && (changesObjects() || goesOut(d.onParts().params().get(starts()[own.indexOf(whole)]), d.onParts().body()));
    }

    List<Value> detached() {
      return leaves.stream().map(v -> v.type().isTensor() ? body.runtime(RuntimeFunction.TENSOR_DETACH, v.type(), null, v) : v)
          .toList();
    }
  }

  /** For each parameter where its leaves begin. */
  private int[] starts() {
    var starts = new int[signature.params().size() + 1];
    for (int i = 0; i < signature.params().size(); i++) {
      starts[i + 1] = starts[i] + signature.params().get(i).parts().leaves().size();
    }
    return starts;
  }

  private boolean isWrt(int parameter) {
    int[] starts = starts();
    return primal.wrt().subList(starts[parameter], starts[parameter + 1]).contains(true);
  }

  private boolean isObject(int parameter) {
    return ObjectAdjoints.isObject(signature.params().get(parameter).parts());
  }

  /** Whether the method may assign a field of an object that is a parameter. */
  private boolean isChanged(int parameter) {
    return isObject(parameter) && ObjectAdjoints.mayChange(d.onParts(), signature.params().get(parameter).parts(), starts()[parameter]);
  }

  private boolean changesObjects() {
    return ObjectAdjoints.mayChange(d.onParts(), signature);
  }

  /** Whether the adjoint of a parameter is added to a buffer: an array, or a list of numbers or of arrays. */
  private boolean isPlainArray(int parameter) {
    return plain(parameter) instanceof Parts.One p && p.type().isArray();
  }

  /** The parts of a parameter where a list of numbers or arrays is the array of them. */
  private Parts plain(int parameter) {
    Parts parts = signature.params().get(parameter).parts();
    return parts instanceof Parts.Columns c && c.list() && c.element() instanceof Parts.One one ? new Parts.One(one.type().array()) : parts;
  }

  /** A buffer or tangent that a user gives as the array that it is, or whose rows it has. */
  private Value plain(Parameters p, int parameter, Value given) {
    return signature.params().get(parameter).parts() instanceof Parts.Columns c && c.isListOfArrays()
        ? p.parts.array(given, c.elementType(), given.name() + "Rows") : given;
  }

  /** What {@link #plain} makes of the buffers that there are. */
  private void plain(Parameters p, List<Value> buffers) {
    for (int i = 0; i < buffers.size(); i++) {
      if (buffers.get(i) != null) {
        buffers.set(i, plain(p, i, buffers.get(i)));
      }
    }
  }

  private String unused(String wish) {
    String name = wish;
    for (int n = 2; isTaken(name); n++) {
      name = wish + n;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return signature.params().stream().anyMatch(p -> p.name().equals(name));
  }

  private void gradient(boolean withTape) {
    String record = ApiNames.capitalized(primal.name()) + "Gradient" + suffix();
    var p = new Parameters();
    Value tape = withTape ? p.body.parameter(TAPE, unused("tape")) : null;
    p.takeApart();
    Type type = signature.result().type();
    List<Value> seeds = List.of(type.isTensor() ? p.body.constant(type, null) : p.body.constant(Type.DOUBLE, 1.0));
    var buffers = new ArrayList<Value>();
    List<Value> yields = reverse(p, seeds, tape, null);
    String name = primal.name() + "Gradient";
    if (!withTape) {
      var types = new ArrayList<Type>();
      var components = new ArrayList<String>();
      components(types, components, true);
      api.record(record, docs.gradientRecord(components), types, components);
    }
    api.method(p.body.method(name, true, docs.gradient(withTape), record, d.entry().varargs() && !withTape, yields));
  }

  /** The components of a record of value and adjoints. */
  private void components(List<Type> types, List<String> names, boolean arrays) {
    if (signature.result() != null) {
      types.add(signature.result().type());
      names.add("value");
    }
    for (int i = 0; i < signature.params().size(); i++) {
      if (isWrt(i) && (arrays || !isPlainArray(i))) {
        types.add(PartsBody.outer(signature.params().get(i).parts()));
        names.addAll(ApiNames.components(List.of(new Value(Type.DOUBLE, signature.params().get(i).name())),
            names.toArray(String[]::new)).subList(names.size(), names.size() + 1));
      }
    }
  }

  private void vjp(boolean withTape) {
    var p = new Parameters();
    Parts result = signature.result();
    Value seed = result != null && result.isDifferentiable() ? p.body.parameter(PartsBody.outer(result), unused("seed")) : null;
    var buffers = new ArrayList<Value>();
    for (int i = 0; i < signature.params().size(); i++) {
      Parts parts = signature.params().get(i).parts();
      buffers.add(isWrt(i) && (isPlainArray(i) || isChanged(i))
          ? p.body.parameter(PartsBody.outer(parts), unused(signature.params().get(i).name() + "Adjoint")) : null);
    }
    Value tape = withTape ? p.body.parameter(TAPE, unused("tape")) : null;
    String name = primal.name() + "Vjp";
    p.takeApart();
    plain(p, buffers);
    check(p, name, buffers);
    List<Value> seeds = seed == null ? List.of() : p.parts.seedLeaves(result, seed, seed.name());
    List<Value> yields = reverse(p, seeds, tape, buffers);
    if (seed != null) {
      p.parts.match(result, seed, yields.getFirst());
    }
    var types = new ArrayList<Type>();
    var components = new ArrayList<String>();
    components(types, components, false);
    String record = types.size() > 1 ? ApiNames.capitalized(primal.name()) + "Vjp" + suffix() : null;
    if (record != null && !withTape) {
      api.record(record, docs.vjpRecord(components), types, components);
    }
    api.method(p.body.method(name, true, docs.vjp(withTape, seed != null), record, false, yields));
  }

  private void check(Parameters p, String name, List<Value> buffers) {
    Value method = null;
    int[] starts = starts();
    for (int i = 0; i < buffers.size(); i++) {
      if (buffers.get(i) != null && isPlainArray(i)) {
        method = method == null ? p.body.constant(Type.STRING, name) : method;
        Value array = p.leaves.get(starts[i]);
        p.body.runtime(RuntimeFunction.CHECK_BUFFER, method, p.body.constant(Type.STRING, p.own.get(i).name()), array, buffers.get(i));
        for (int k = 0; k <= i; k++) {
          if (buffers.get(k) != null && isPlainArray(k) && mayShare(k, i)) {
            p.body.runtime(RuntimeFunction.CHECK_SAME, method, p.body.constant(Type.STRING, p.own.get(k).name()),
                p.leaves.get(starts[k]), buffers.get(k), p.body.constant(Type.STRING, p.own.get(i).name()), array, buffers.get(i));
          }
        }
      }
    }
  }

  /** Whether two buffers may have to be one, or rows of a list to be the other, or rows of it, or of the list itself. */
  private boolean mayShare(int a, int b) {
    Type first = plain(a) instanceof Parts.One one ? one.type() : null;
    Type second = plain(b) instanceof Parts.One one ? one.type() : null;
    boolean list = signature.params().get(a).parts() instanceof Parts.Columns c && c.isListOfArrays()
        || signature.params().get(b).parts() instanceof Parts.Columns k && k.isListOfArrays();
    return a != b && first.equals(second) || list && first.innermost().equals(second.innermost());
  }

  /**
   * Runs the core and puts value and adjoints together.
   *
   * @param buffers for each parameter the caller's buffer or null; null where there are none, so that all adjoints are yielded
   */
  private List<Value> reverse(Parameters p, List<Value> seeds, Value tape, List<Value> buffers) {
    var back = new ArrayList<Op>();
    List<Value> shadows = shadows(p, buffers, back, "Adjoint");
    var args = new ArrayList<>(p.detached());
    args.addAll(seeds);
    args.addAll(shadows);
    if (d.vjpNeedsTape()) {
      args.add(tape != null ? tape : p.body.runtime(RuntimeFunction.TAPE_NEW, TAPE, null));
    }
    List<Value> results = changing(p, b -> call(b, p, vjpCore, d.vjp(), args));
    p.body.ops().addAll(back);
    return yields(p, results, shadows, buffers == null);
  }

  /**
   * An array of adjoints for each differentiated array of the parts, the same one for the same array: the caller's buffer where
   * there is one.
   */
  private List<Value> shadows(Parameters p, List<Value> buffers, List<Op> back, String suffix) {
    int[] starts = starts();
    var byLeaf = new Value[p.leaves.size()];
    var keys = new ArrayList<Value>();
    var shared = new ArrayList<Value>();
    // buffers first: what else is the same array has the same buffer
    for (boolean given : new boolean[] {true, false}) {
      for (int i = 0; i < signature.params().size(); i++) {
        Value buffer = buffers == null || isObject(i) ? null : buffers.get(i);
        for (int k = starts[i]; k < starts[i + 1]; k++) {
          if (primal.wrt().get(k) && p.leaves.get(k).type().isArray() && (buffer != null) == given && !isObject(i)) {
            byLeaf[k] = shadow(p, k, buffer, keys, shared, back, suffix);
          }
        }
      }
    }
    for (int i = 0; i < signature.params().size(); i++) {
      if (isObject(i) && isWrt(i)) {
        fields(p, i, buffers == null ? null : buffers.get(i), byLeaf, keys, shared);
      }
    }
    return Arrays.stream(byLeaf).filter(Objects::nonNull).toList();
  }

  private Parts.Leaf leafOf(int index) {
    return signature.params().stream().flatMap(p -> p.parts().leaves().stream()).toList().get(index);
  }

  /** The adjoints of the fields of an object, which begin with those of its final state where the user gave them. */
  private void fields(Parameters p, int parameter, Value given, Value[] byLeaf, List<Value> keys, List<Value> shared) {
    Parts parts = signature.params().get(parameter).parts();
    int first = starts()[parameter];
    List<Integer> depths = ObjectAdjoints.depths(parts);
    var adjoints = new ObjectAdjoints(p.body, keys, shared);
    for (int k = 0; k < depths.size(); k++) {
      if (primal.wrt().get(first + k) && p.leaves.get(first + k).type().isArray()) {
        byLeaf[first + k] = adjoints.zeros(p.leaves.get(first + k), depths.get(k));
      }
    }
    if (given == null) {
      return;
    }
    var some = new ApiBody();
    List<Value> leaves = new PartsBody(some).adjointLeaves(parts, given, given.name());
    int next = 0;
    for (int k = 0; k < depths.size(); k++) {
      if (parts.leaves().get(k).wrt()) {
        Value leaf = leaves.get(next++);
        if (byLeaf[first + k] != null) {
          ObjectAdjoints.add(leaf, byLeaf[first + k], some);
        }
      }
    }
    var there = Value.temporary(Type.BOOLEAN);
    p.body.ops().add(new Op.Binary(there, Op.BinaryKind.NE, given, p.body.constant(given.type(), null), Span.NONE));
    p.body.ops().add(new Op.If(List.of(), there, Block.of(some.ops(), List.of()), Block.of(List.of(), List.of()), Span.NONE));
  }

  private interface Core {
    List<Value> call(ApiBody body);
  }

  /** Calls what may change objects: their fields are set also where an exception leaves it. */
  private List<Value> changing(Parameters p, Core core) {
    if (!changesObjects()) {
      return core.call(p.body);
    }
    var inner = new ApiBody();
    List<Value> given = core.call(inner);
    var handler = new ApiBody();
    var thrown = new Value(Type.Ref.of("java.lang", "Throwable"), "thrown");
    p.parts.objects().back(handler);
    Value again = handler.runtime(RuntimeFunction.RETHROW, Type.Ref.of("java.lang", "RuntimeException"), null, thrown);
    handler.ops().add(new Op.Throw(again, Span.NONE));
    List<Value> results = given.stream().map(v -> new Value(v.type(), v.name())).toList();
    var yields = results.stream().map(v -> handler.placeholder(v.type())).toList();
    p.body.ops().add(new Op.Try(results, List.of(), List.of(), Block.of(inner.ops(), given),
        List.of(new Op.Handler(List.of((Type.Ref) thrown.type()), false, new Block(List.of(thrown), handler.ops(), yields))), Span.NONE));
    p.parts.objects().back(p.body);
    return results;
  }

  private Value shadow(Parameters p, int leaf, Value buffer, List<Value> keys, List<Value> shared, List<Op> back,
      String suffix) {
    Value array = p.leaves.get(leaf);
    Type type = array.type().shadow();
    String name = unused(primal.params().get(leaf).name() + suffix);
    boolean made = p.parts.isMade(array);
    if (made && buffer == null) {
      return p.body.zeros(array, type, name);
    }
    List<Value> known = made ? List.of() : List.copyOf(keys);
    boolean stages = d.vjpNeedsStaging();
    boolean converts = buffer != null && (stages || ApiSignature.isFloat(array.type()));
    boolean mayBeNull = leafOf(leaf).optional();
    Value shadow = p.body.shared(array, known, made ? List.of() : shared, b -> buffer == null
        ? (mayBeNull ? b.zerosUnlessNull(array, type, name) : b.zeros(array, type, name))
        : !converts ? buffer
        : b.runtime(stages ? RuntimeFunction.ZEROS_LIKE : RuntimeFunction.WIDEN, type, name, stages ? array : buffer));
    if (converts) {
      var end = new ApiBody();
      end.unlessShared(array, known, new Op.Call(List.of(),
          new Callee.Runtime(stages ? RuntimeFunction.ADD_INTO : RuntimeFunction.NARROW_INTO), List.of(shadow, buffer), Span.NONE));
      back.addAll(end.ops());
    }
    if (!made) {
      keys.add(array);
      shared.add(shadow);
    }
    return shadow;
  }

  private List<Value> yields(Parameters p, List<Value> results, List<Value> shadows, boolean arrays) {
    int[] starts = starts();
    int values = primal.results().size();
    var yields = new ArrayList<Value>();
    if (signature.result() != null) {
      yields.add(p.parts.whole(signature.result(), results.subList(0, values)));
    }
    int scalar = values;
    int array = 0;
    for (int i = 0; i < signature.params().size(); i++) {
      var adjoints = new ArrayList<Value>();
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        Value leaf = p.leaves.get(k);
        adjoints.add(!primal.wrt().get(k) ? null : leaf.type().isArray() ? shadows.get(array++) : results.get(scalar++));
      }
      if (isWrt(i) && (arrays || !isPlainArray(i))) {
        yields.add(p.parts.adjoint(signature.params().get(i).parts(), adjoints, p.leaves.subList(starts[i], starts[i + 1])));
      }
    }
    return yields;
  }

  /** The parameters for tangents, for each parameter one or null. */
  private List<Value> givenTangents(Parameters p) {
    var given = new ArrayList<Value>();
    for (int i = 0; i < signature.params().size(); i++) {
      given.add(isWrt(i) ? p.body.parameter(PartsBody.outer(signature.params().get(i).parts()),
          unused(signature.params().get(i).name() + "Tangent")) : null);
    }
    return given;
  }

  /** The tangents of the differentiated leaves; what is changed in them goes back to arrays of the user's. */
  private List<Value> tangents(Parameters p, List<Value> given, List<Op> back, Value[] byLeaf) {
    int[] starts = starts();
    var tangents = new ArrayList<Value>();
    var keys = new ArrayList<Value>();
    var shared = new ArrayList<Value>();
    List<List<Value>> leavesOf = new ArrayList<>(Collections.nCopies(signature.params().size(), List.of()));
    var owns = new Value[signature.params().size()];
    // arrays first: what is the same array in a field has the same tangent
    for (boolean objects : new boolean[] {false, true}) {
      for (int i = 0; i < signature.params().size(); i++) {
        if (given.get(i) == null || isObject(i) != objects) {
          continue;
        }
        p.parts.match(signature.params().get(i).parts(), given.get(i), p.own.get(i));
        if (objects) {
          fields(p, i, given.get(i), byLeaf, keys, shared);
        }
        owns[i] = plain(p, i, given.get(i));
        leavesOf.set(i, p.parts.adjointLeaves(plain(i), owns[i], given.get(i).name()));
        if (signature.params().get(i).parts() instanceof Parts.One one && one.type().isArray()) {
          keys.add(p.leaves.get(starts[i]));
          shared.add(leavesOf.get(i).getFirst());
        }
      }
    }
    for (int i = 0; i < signature.params().size(); i++) {
      Parts parts = signature.params().get(i).parts();
      int next = 0;
      for (int k = starts[i]; given.get(i) != null && k < starts[i + 1]; k++) {
        if (!parts.leaves().get(k - starts[i]).wrt()) {
          continue;
        }
        Value tangent = byLeaf[k] != null ? byLeaf[k] : leavesOf.get(i).get(next);
        next++;
        if (primal.wrt().get(k)) {
          tangents.add(tangent);
          if (plain(i) instanceof Parts.One one && one.type().isArray() && ApiSignature.isFloat(one.type())) {
            back.add(new Op.Call(List.of(), new Callee.Runtime(RuntimeFunction.NARROW_INTO), List.of(tangent, owns[i]), Span.NONE));
          }
        }
      }
    }
    return tangents;
  }

  private void jvp() {
    var p = new Parameters();
    List<Value> given = givenTangents(p);
    p.takeApart();
    var back = new ArrayList<Op>();
    var byLeaf = new Value[p.leaves.size()];
    List<Value> tangents = tangents(p, given, back, byLeaf);
    var args = new ArrayList<>(p.detached());
    args.addAll(tangents);
    List<Value> results = changing(p, b -> call(b, p, tangentCore, d.jvp(), args));
    p.body.ops().addAll(back);
    var yields = new ArrayList<Value>();
    String record = null;
    Parts result = signature.result();
    if (result != null) {
      int values = primal.results().size();
      Value value = p.parts.whole(result, results.subList(0, values));
      yields.add(value);
      if (result.isDifferentiable()) {
        yields.add(tangent(p, result, results.subList(0, values), results.subList(values, results.size())));
      }
    }
    var types = new ArrayList<>(yields.stream().map(Value::type).toList());
    var names = new ArrayList<>(List.of("value", "tangent").subList(0, yields.size()));
    int[] starts = starts();
    for (int i = 0; i < signature.params().size(); i++) {
      if (isChanged(i) && isWrt(i)) {
        Parts parts = signature.params().get(i).parts();
        int first = starts[i];
        var all = new ArrayList<Value>();
        int next = 0;
        List<Value> leaves = p.parts.adjointLeaves(parts, given.get(i), given.get(i).name());
        for (int k = first; k < starts[i + 1]; k++) {
          boolean has = parts.leaves().get(k - first).wrt();
          Value leaf = has ? leaves.get(next++) : null;
          all.add(byLeaf[k] != null ? byLeaf[k] : leaf);
        }
        yields.add(p.parts.adjoint(parts, all, p.leaves.subList(first, starts[i + 1])));
        types.add(PartsBody.outer(parts));
        String name = signature.params().get(i).name();
        names.add(names.contains(name) ? name + "2" : name);
      }
    }
    if (types.size() > 1) {
      record = ApiNames.capitalized(primal.name()) + "Jvp" + suffix();
      api.record(record, docs.jvpRecord(names), types, names);
    }
    api.method(p.body.method(primal.name() + "Jvp", true, docs.jvp(given.stream().filter(Objects::nonNull).map(Value::name).toList()),
        record, false, yields));
  }

  /** {@code fHvp}: value, gradient and product, newly allocated; the latter two as {@code fGradient} has them. */
  private void hvp(boolean withTape) {
    SecondOrder second = d.second();
    var p = new Parameters();
    List<Value> given = givenTangents(p);
    Value tape = withTape ? p.body.parameter(TAPE, unused("tape")) : null;
    p.takeApart();
    var back = new ArrayList<Op>();
    var byLeaf = new Value[p.leaves.size()];
    List<Value> tangents = tangents(p, given, back, byLeaf);
    List<Value> gradients = shadows(p, null, back, "Gradient");
    List<Value> products = shadows(p, null, back, "Hvp");
    var args = new ArrayList<>(p.detached());
    args.addAll(gradients);
    if (second.needsTape()) {
      args.add(tape != null ? tape : p.body.runtime(RuntimeFunction.TAPE_NEW, TAPE, null));
    }
    args.addAll(tangents);
    args.addAll(products);
    List<Value> results = call(p.body, p, hvpCore, second.hvp(), args);
    p.body.ops().addAll(back);
    int scalars = (results.size() - 1) / 2;
    List<Value> yields = yields(p, results.subList(0, 1 + scalars), gradients, true);
    var moved = new ArrayList<>(List.of(results.getFirst()));
    moved.addAll(results.subList(1 + scalars, results.size()));
    List<Value> product = yields(p, moved, products, true);
    yields.addAll(product.subList(1, product.size()));
    String record = ApiNames.capitalized(primal.name()) + "Hvp" + suffix();
    if (!withTape) {
      var types = new ArrayList<Type>(List.of(signature.result().type()));
      var components = new ArrayList<String>(List.of("value"));
      for (String kind : List.of("Gradient", "Hvp")) {
        for (int i = 0; i < signature.params().size(); i++) {
          if (isWrt(i)) {
            types.add(PartsBody.outer(signature.params().get(i).parts()));
            components.add(signature.params().get(i).name() + kind);
          }
        }
      }
      api.record(record, docs.hvpRecord(components), types, components);
    }
    api.method(p.body.method(primal.name() + "Hvp", true,
        docs.hvp(given.stream().filter(Objects::nonNull).map(Value::name).toList(), withTape), record, false, yields));
  }

  private Value tangent(Parameters p, Parts result, List<Value> values, List<Value> tangents) {
    var all = new ArrayList<Value>();
    int next = 0;
    for (Parts.Leaf leaf : result.leaves()) {
      boolean has = leaf.type().isDifferentiable();
      Value t = has ? tangents.get(next++) : null;
      all.add(leaf.wrt() ? t : null);
    }
    return p.parts.adjoint(result, all, values);
  }
}
