package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.Cloner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** {@code fJvp}: the core itself, or, where the interface has floats, a method that converts around {@code fTangent}, which other generated code calls. */
final class ApiForward {
  private final Api api;
  private final ApiSignature s;
  private final Function core;

  ApiForward(Api api, ApiSignature signature) {
    this.api = api;
    this.s = signature;
    this.core = signature.derivative.jvp();
  }

  /** Adds the methods; returns the name of {@code fJvp}. */
  String add() {
    var types = new ArrayList<>(s.types());
    s.wrt.forEach(v -> types.add(v.type()));
    String name = api.names().newMethod(s.primal, "Jvp", types);
    String record = null;
    if (s.hasSeed()) {
      record = api.names().newRecord(s.primal, "Jvp");
      api.record(record, ApiDocs.jvpRecord(s), List.of(s.result, s.result), List.of("value", "tangent"));
    }
    if (s.hasFloats() || s.hasTensors() || s.hasSeed() && s.result.isTensors()) {
      converting(name, record);
    } else {
      direct(name, record);
    }
    return name;
  }

  private String tangentName(int wrt) {
    return s.name(s.wrt.get(wrt).name() + "Tangent");
  }

  private void direct(String name, String record) {
    Map<Value, Value> renamed = new IdentityHashMap<>();
    var params = new ArrayList<Value>();
    for (int i = 0; i < core.params().size(); i++) {
      Value p = core.params().get(i);
      int n = s.params.size();
      var fresh = new Value(p.type(), i < n ? s.params.get(i).name() : tangentName(i - n));
      renamed.put(p, fresh);
      params.add(fresh);
    }
    Block body = new Cloner(v -> renamed.getOrDefault(v, v), v -> v).block(core.body());
    var f = new Function(name, name, params, Collections.nCopies(params.size(), false), core.results(), body, core.span());
    api.method(new Generated.Method(name, true, ApiDocs.jvp(s), record, false, f));
  }

  private void converting(String name, String record) {
    String coreName = api.names().newMethod(s.primal, "Tangent", core.params().stream().map(Value::type).toList());
    String coreRecord = null;
    if (core.results().size() > 1) {
      coreRecord = record;
      if (s.hasSeed() && ApiSignature.isFloat(s.result)) {
        coreRecord = api.names().newRecord(s.primal, "Tangent");
        api.record(coreRecord, "The results of {@code " + coreName + "}, the tangent in double.\n", core.results(),
            List.of("value", "tangent"));
      }
    }
    var body = new ApiBody();
    var args = new ArrayList<Value>();
    s.params.forEach(p -> args.add(body.parameter(p.type(), p.name())));
    var buffers = new ArrayList<Value>();
    for (int i = 0; i < s.wrt.size(); i++) {
      buffers.add(body.parameter(s.wrt.get(i).type(), tangentName(i)));
    }
    for (int i = 0; i < buffers.size(); i++) {
      if (buffers.get(i).type().isTensors()) {
        body.runtime(RuntimeFunction.TENSORS_CHECK, body.constant(Type.STRING, name), body.constant(Type.STRING, s.wrt.get(i).name()),
            args.get(s.params.indexOf(s.wrt.get(i))), buffers.get(i));
      }
    }
    List<Value> operands = s.operands(body, args);
    args.clear();
    args.addAll(operands);
    var stages = new ArrayList<Value>();
    for (int i = 0; i < buffers.size(); i++) {
      Value buffer = buffers.get(i);
      Type type = buffer.type();
      Value of = s.wrt.get(i);
      stages.add(type.isTensor() ? body.runtime(RuntimeFunction.TENSOR_TANGENT, type, s.name(of.name() + "Direction"),
              body.constant(Type.STRING, name), body.constant(Type.STRING, of.name()), buffer, args.get(s.params.indexOf(of)))
          : !ApiSignature.isFloat(type) ? buffer
          : !type.isArray() ? body.cast(buffer, Type.DOUBLE)
          : body.shared(buffer, arrays(buffers.subList(0, i)), arrays(stages),
              b -> b.runtime(RuntimeFunction.WIDEN, type.shadow(), s.name(buffer.name() + "Stage"), buffer)));
    }
    args.addAll(stages);
    var results = new ArrayList<Value>();
    core.results().forEach(t -> results.add(new Value(t, results.isEmpty() && s.result != null ? "value" : "tangent")));
    body.call(coreName, coreRecord, List.of("value", "tangent"), args, results);
    for (int i = 0; i < buffers.size(); i++) {
      if (stages.get(i) != buffers.get(i) && buffers.get(i).type().isArray()) {
        body.runtime(RuntimeFunction.NARROW_INTO, stages.get(i), buffers.get(i));
      }
    }
    if (s.result != null && s.result.isTensors()) {
      TensorArguments.complete(body, results.get(1), TensorArguments.forms(body, results.getFirst(), null));
    }
    var yields = new ArrayList<>(results);
    if (s.hasSeed() && ApiSignature.isFloat(s.result)) {
      Value tangent = results.get(1);
      if (s.result.isArray()) {
        Value narrow = body.zeros(results.getFirst(), s.result, s.name("narrow"));
        body.runtime(RuntimeFunction.NARROW_INTO, tangent, narrow);
        yields.set(1, narrow);
      } else {
        yields.set(1, body.cast(tangent, Type.FLOAT));
      }
    }
    api.method(body.method(name, true, ApiDocs.jvp(s), record, false, yields));
    api.method(new Generated.Method(coreName, true, ApiDocs.tangent(s), coreRecord, false, core));
  }

  private static List<Value> arrays(List<Value> values) {
    return values.stream().filter(v -> v.type().isArray()).toList();
  }
}
