package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code fJvp} of a method with parts: value, tangent, and the tangents of objects after the call. */
final class PartsForward {
  private final Api api;
  private final PartsSignature s;
  private final PartsDocs docs;
  private final String core;

  /** @param core the name of the method that forward mode made */
  PartsForward(Api api, PartsSignature signature, PartsDocs docs, String core) {
    this.api = api;
    this.s = signature;
    this.docs = docs;
    this.core = core;
  }

  void add() {
    var p = new PartsMethod(s);
    var tangents = new PartsTangents(s, p);
    p.takeApart();
    List<Value> given = checked(p, tangents.leaves());
    var args = new ArrayList<>(p.detached());
    args.addAll(given);
    List<Value> results = p.changing(b -> p.call(b, core, s.derivative.jvp(), args));
    tangents.giveBack();
    var types = new ArrayList<Type>();
    var names = new ArrayList<String>();
    var yields = new ArrayList<Value>();
    Parts result = s.result();
    if (result != null) {
      int values = s.primal.results().size();
      yields.add(p.parts.whole(result, results.subList(0, values)));
      types.add(result.type());
      names.add("value");
      complete(p, results.subList(0, values), results.subList(values, results.size()));
      if (result.isDifferentiable()) {
        yields.add(tangent(p, result, results.subList(0, values), results.subList(values, results.size())));
        types.add(PartsBody.outer(result));
        names.add("tangent");
      }
    }
    for (int i = 0; i < s.size(); i++) {
      if (s.isChanged(i) && s.isWrt(i)) {
        yields.add(tangents.after(i));
        types.add(PartsBody.outer(s.parts(i)));
        names.add(names.contains(s.name(i)) ? s.name(i) + "2" : s.name(i));
      }
    }
    String record = types.size() > 1 ? s.record("Jvp") : null;
    if (record != null) {
      api.record(record, docs.jvpRecord(names), types, names);
    }
    api.method(p.body.method(s.primal.name() + "Jvp", true, docs.jvp(tangents.names(), names), record, false, yields));
  }

  /** The tangents of the differentiated leaves; those of tensors, alone or in arrays, fit these. */
  private List<Value> checked(PartsMethod p, List<Value> tangents) {
    var all = new ArrayList<Value>();
    for (int k = 0; k < p.leaves.size(); k++) {
      if (s.primal.wrt().get(k)) {
        Value tangent = tangents.get(all.size());
        all.add(!tangent.type().innermost().isTensor() ? tangent : checked(p, tangent, p.leaves.get(k), s.primal.params().get(k).name()));
      }
    }
    return all;
  }

  private Value checked(PartsMethod p, Value tangent, Value leaf, String name) {
    Value method = p.body.constant(Type.STRING, s.primal.name() + "Jvp");
    Value parameter = p.body.constant(Type.STRING, name);
    if (tangent.type().isTensor()) {
      return p.body.runtime(RuntimeFunction.TENSOR_TANGENT, tangent.type(), s.unused(name + "Direction"), method, parameter, tangent, leaf);
    }
    p.body.runtime(RuntimeFunction.TENSORS_CHECK, method, parameter, leaf, tangent);
    return tangent;
  }

  /** No tangent of a tensor in an array of the result stays null. */
  private void complete(PartsMethod p, List<Value> results, List<Value> tangents) {
    List<Value> differentiable = results.stream().filter(v -> v.type().isDifferentiable()).toList();
    for (int k = 0; k < differentiable.size(); k++) {
      if (differentiable.get(k).type().isTensors()) {
        TensorArguments.complete(p.body, tangents.get(k), TensorArguments.forms(p.body, differentiable.get(k), null));
      }
    }
  }

  private Value tangent(PartsMethod p, Parts result, List<Value> values, List<Value> tangents) {
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
