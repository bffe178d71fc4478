package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code fHvp}: one form allocates what it returns; where there are arrays, another one adds to the caller's buffers. That one is
 * the core itself, behind its checks, unless the core wants shadow arrays of its own or the interface has floats.
 */
final class ApiHvp {
  private static final Type TAPE = RuntimeNames.TAPE;

  private final Api api;
  private final ApiSignature s;
  private final SecondOrder second;
  private final boolean direct;
  private final boolean hasBuffers;
  private final boolean plain;
  private String name;
  private String record;
  private String core;
  private String coreRecord;

  ApiHvp(Api api, ApiSignature signature) {
    this.api = api;
    this.s = signature;
    this.second = signature.derivative.second();
    this.direct = !second.needsStaging() && !s.hasFloats();
    this.hasBuffers = !s.arrays.isEmpty();
    this.plain = s.scalars.isEmpty();
  }

  /** The name of {@code fHvp}. */
  String name() {
    return name;
  }

  /** The record in which everything comes back. */
  String record() {
    return record;
  }

  /** The record's components: the value, the gradient, the product. */
  static List<String> components(ApiSignature s) {
    var all = new ArrayList<String>(List.of("value"));
    s.wrt.forEach(w -> all.add(w.name() + "Gradient"));
    s.wrt.forEach(w -> all.add(w.name() + "Hvp"));
    return all;
  }

  /** Adds the methods. */
  void add() {
    var types = new ArrayList<>(s.types());
    s.wrt.forEach(w -> types.add(w.type()));
    name = api.names().newMethod(s.primal, "Hvp", types);
    record = api.names().newRecord(s.primal, "Hvp");
    var results = new ArrayList<Type>(List.of(s.result));
    s.wrt.forEach(w -> results.add(w.type()));
    s.wrt.forEach(w -> results.add(w.type()));
    api.record(record, ApiDocs.hvpRecord(s), results, components(s));
    if (direct) {
      checkedCore();
    } else {
      core = api.names().newMethod(s.primal, "AdjointTangent", second.hvp().params().stream().map(Value::type).toList());
      if (second.hvp().results().size() > 1) {
        coreRecord = api.names().newRecord(s.primal, "AdjointTangent");
        api.record(coreRecord, "The results of {@code " + core + "}.\n", second.hvp().results(),
            ApiNames.components(second.hvp()));
      }
      converting();
      api.method(new Generated.Method(core, false, null, coreRecord, false, second.hvp()));
    }
    if (second.needsTape()) {
      withNewTape();
    }
    if (hasBuffers) {
      allocating(false);
      if (second.needsTape()) {
        allocating(true);
      }
    }
  }

  /** The interface's parameters. */
  private final class Parameters {
    final ApiBody body = new ApiBody();
    final List<Value> primal = new ArrayList<>();
    final List<Value> arrays = new ArrayList<>();
    final List<Value> tangents = new ArrayList<>();
    /** Of the arrays. */
    final List<Value> gradients = new ArrayList<>();
    final List<Value> products = new ArrayList<>();
    Value tape;

    Parameters(boolean buffers, boolean withTape) {
      for (Value p : s.params) {
        Value fresh = body.parameter(p.type(), p.name());
        primal.add(fresh);
        if (s.arrays.contains(p)) {
          arrays.add(fresh);
        }
      }
      s.wrt.forEach(w -> tangents.add(body.parameter(w.type(), s.name(w.name() + "Tangent"))));
      if (buffers) {
        s.arrays.forEach(a -> gradients.add(body.parameter(a.type(), s.name(a.name() + "Gradient"))));
        s.arrays.forEach(a -> products.add(body.parameter(a.type(), s.name(a.name() + "Hvp"))));
      }
      if (withTape) {
        tape = body.parameter(TAPE, s.name("tape"));
      }
    }

    /** The arguments of the form with buffers. */
    List<Value> all(List<Value> gradientBuffers, List<Value> productBuffers, Value withTape) {
      var all = new ArrayList<>(primal);
      all.addAll(tangents);
      all.addAll(gradientBuffers);
      all.addAll(productBuffers);
      if (withTape != null) {
        all.add(withTape);
      }
      return all;
    }

    void check() {
      List<String> names = arrays.stream().map(Value::name).toList();
      for (List<Value> buffers : List.of(gradients, products)) {
        BufferChecks.write(body, name, names, arrays, buffers, second.needsStaging(), BufferChecks.sameType(arrays));
      }
      apart(ApiHvp.arrays(tangents), gradients);
      apart(ApiHvp.arrays(tangents), products);
      apart(gradients, products);
    }

    /** What is read, and what is added to, must not be one. */
    private void apart(List<Value> some, List<Value> others) {
      for (Value a : some) {
        for (Value b : others) {
          if (a.type().innermost().equals(b.type().innermost())) {
            body.runtime(RuntimeFunction.CHECK_APART, body.constant(Type.STRING, name), body.constant(Type.STRING, a.name()), a,
                body.constant(Type.STRING, b.name()), b);
          }
        }
      }
    }

    /** Value, gradient and product, the scalars' adjoints and their tangents put between the buffers. */
    List<Value> results(Value value, List<Value> adjoints, List<Value> adjointTangents, List<Value> gradientBuffers,
        List<Value> productBuffers) {
      if (plain) {
        return List.of(value);
      }
      var all = new ArrayList<Value>(List.of(value));
      for (Value w : s.wrt) {
        all.add(w.type().isArray() ? gradientBuffers.get(s.arrays.indexOf(w)) : adjoints.get(s.scalars.indexOf(w)));
      }
      for (Value w : s.wrt) {
        all.add(w.type().isArray() ? productBuffers.get(s.arrays.indexOf(w)) : adjointTangents.get(s.scalars.indexOf(w)));
      }
      return all;
    }
  }

  private String fullRecord() {
    return plain ? null : record;
  }

  private void checkedCore() {
    var p = new Parameters(true, second.needsTape());
    p.check();
    Map<Value, Value> renamed = new IdentityHashMap<>();
    List<Value> given = coreOrder(p, p.tangents, p.gradients, p.products);
    for (int i = 0; i < given.size(); i++) {
      renamed.put(second.hvp().params().get(i), given.get(i));
    }
    Block block = new Cloner(v -> renamed.getOrDefault(v, v), v -> v).block(second.hvp().body());
    p.body.ops().addAll(block.ops());
    int n = s.scalars.size();
    List<Value> yields = block.yields();
    List<Value> results = p.results(yields.getFirst(), yields.subList(1, 1 + n), yields.subList(1 + n, 1 + 2 * n), p.gradients,
        p.products);
    api.method(p.body.method(name, true, ApiDocs.hvp(s, hasBuffers, second.needsTape()), fullRecord(), false, results));
  }

  /** The arguments as the core has its parameters. */
  private List<Value> coreOrder(Parameters p, List<Value> tangents, List<Value> gradients, List<Value> products) {
    var all = new ArrayList<>(p.primal);
    all.addAll(gradients);
    if (second.needsTape()) {
      all.add(p.tape);
    }
    all.addAll(tangents);
    all.addAll(products);
    return all;
  }

  private void converting() {
    var p = new Parameters(true, second.needsTape());
    ApiBody body = p.body;
    p.check();
    var tangents = new ArrayList<Value>();
    for (Value t : p.tangents) {
      Type type = t.type();
      var earlier = p.tangents.subList(0, tangents.size());
      tangents.add(!ApiSignature.isFloat(type) ? t : !type.isArray() ? body.cast(t, Type.DOUBLE)
          : body.shared(t, arrays(earlier), arrays(tangents), b -> b.runtime(RuntimeFunction.WIDEN, type.shadow(), null, t)));
    }
    var gradients = new ArrayList<Value>();
    var products = new ArrayList<Value>();
    for (int i = 0; i < p.arrays.size(); i++) {
      gradients.add(stage(p, i, p.gradients, gradients));
    }
    for (int i = 0; i < p.arrays.size(); i++) {
      products.add(stage(p, i, p.products, products));
    }
    var results = new ArrayList<Value>();
    results.add(new Value(s.result, "value"));
    second.hvp().results().stream().skip(1).forEach(t -> results.add(Value.temporary(t)));
    body.call(core, coreRecord, ApiNames.components(second.hvp()), coreOrder(p, tangents, gradients, products), results);
    for (int i = 0; i < p.arrays.size(); i++) {
      back(p, i, p.gradients, gradients.get(i));
      back(p, i, p.products, products.get(i));
    }
    for (int i = 0; i < tangents.size(); i++) {
      if (tangents.get(i) != p.tangents.get(i) && p.tangents.get(i).type().isArray()) {
        body.runtime(RuntimeFunction.NARROW_INTO, tangents.get(i), p.tangents.get(i));
      }
    }
    int n = s.scalars.size();
    var narrow = new ArrayList<Value>();
    for (int i = 0; i < 2 * n; i++) {
      narrow.add(body.cast(results.get(1 + i), s.scalars.get(i % n).type()));
    }
    api.method(body.method(name, true, ApiDocs.hvp(s, hasBuffers, second.needsTape()), fullRecord(), false,
        p.results(results.getFirst(), narrow.subList(0, n), narrow.subList(n, 2 * n), p.gradients, p.products)));
  }

  private Value stage(Parameters p, int i, List<Value> buffers, List<Value> stages) {
    Value array = p.arrays.get(i);
    Value buffer = buffers.get(i);
    Type type = array.type().shadow();
    String wish = s.name(buffer.name() + "Stage");
    if (second.needsStaging()) {
      return p.body.shared(array, p.arrays.subList(0, i), stages,
          b -> b.runtime(RuntimeFunction.ZEROS_LIKE, type, wish, array));
    }
    return ApiSignature.isFloat(array.type()) ? p.body.shared(buffer, buffers.subList(0, i), stages,
        b -> b.runtime(RuntimeFunction.WIDEN, type, wish, buffer)) : buffer;
  }

  private void back(Parameters p, int i, List<Value> buffers, Value stage) {
    if (stage == buffers.get(i)) {
      return;
    }
    RuntimeFunction back = second.needsStaging() ? RuntimeFunction.ADD_INTO : RuntimeFunction.NARROW_INTO;
    var op = new Op.Call(List.of(), new Callee.Runtime(back), List.of(stage, buffers.get(i)), Span.NONE);
    p.body.unlessShared(buffers.get(i), buffers.subList(0, i), op);
  }

  private static List<Value> arrays(List<Value> values) {
    return values.stream().filter(v -> v.type().isArray()).toList();
  }

  /** The form with buffers, and a tape of its own. */
  private void withNewTape() {
    var p = new Parameters(true, false);
    Value tape = p.body.runtime(RuntimeFunction.TAPE_NEW, TAPE, null);
    List<Value> results = List.of(new Value(plain ? s.result : api.nested(record), null));
    p.body.call(name, null, List.of(), p.all(p.gradients, p.products, tape), results);
    api.method(p.body.method(name, true, ApiDocs.hvp(s, hasBuffers, false), null, false, results));
  }

  private void allocating(boolean withTape) {
    var p = new Parameters(false, withTape);
    var gradients = new ArrayList<Value>();
    var products = new ArrayList<Value>();
    for (int i = 0; i < p.arrays.size(); i++) {
      gradients.add(zeros(p, i, gradients, "Gradient"));
    }
    for (int i = 0; i < p.arrays.size(); i++) {
      products.add(zeros(p, i, products, "Hvp"));
    }
    Value tape = withTape ? p.tape : second.needsTape() ? p.body.runtime(RuntimeFunction.TAPE_NEW, TAPE, null) : null;
    var args = p.all(gradients, products, tape);
    List<Value> results;
    String returned = null;
    if (plain) {
      var value = new Value(s.result, "value");
      p.body.call(name, null, List.of(), args, List.of(value));
      results = new ArrayList<>(List.of(value));
      results.addAll(gradients);
      results.addAll(products);
      returned = record;
    } else {
      results = p.body.call(name, null, List.of(), args, List.of(new Value(api.nested(record), null)));
    }
    api.method(p.body.method(name, true, ApiDocs.hvp(s, false, withTape), returned, false, results));
  }

  private Value zeros(Parameters p, int i, List<Value> made, String suffix) {
    Value array = p.arrays.get(i);
    return p.body.shared(array, p.arrays.subList(0, i), made, b -> b.zeros(array, array.type(), s.name(array.name() + suffix)));
  }

  /** A method with this body, for those that call this one. */
  static Function function(String name, List<Value> params, List<Op> ops, List<Value> yields) {
    return new Function(name, name, params, Collections.nCopies(params.size(), false), yields.stream().map(Value::type).toList(),
        Block.of(ops, yields), Span.NONE);
  }
}
