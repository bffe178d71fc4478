package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The tangents that a user gives to a method with parts, and those of their leaves, which the core gets. */
final class PartsTangents {
  private final PartsSignature s;
  private final PartsMethod p;
  private final List<Value> given = new ArrayList<>();
  private final List<Op> back = new ArrayList<>();
  private Value[] byLeaf;

  /** Adds the parameters for tangents to a method. */
  PartsTangents(PartsSignature signature, PartsMethod method) {
    this.s = signature;
    this.p = method;
    for (int i = 0; i < s.size(); i++) {
      given.add(s.isWrt(i) ? p.body.parameter(PartsBody.outer(s.parts(i)), s.unused(s.name(i) + "Tangent")) : null);
    }
  }

  /** Tangents that are there already, null for a parameter that is not differentiated. */
  PartsTangents(PartsSignature signature, PartsMethod method, List<Value> tangents) {
    this.s = signature;
    this.p = method;
    given.addAll(tangents);
  }

  /** The names of the parameters for tangents, with those of the parameters to which they belong. */
  Map<String, String> names() {
    var names = new LinkedHashMap<String, String>();
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i) != null) {
        names.put(given.get(i).name(), s.name(i));
      }
    }
    return names;
  }

  /** The tangents of the differentiated leaves, where the method's parameters have been taken apart. */
  List<Value> leaves() {
    byLeaf = new Value[p.leaves.size()];
    var keys = new ArrayList<Value>();
    var shared = new ArrayList<Value>();
    // arrays first: what is the same array in a field has the same tangent
    for (boolean objects : new boolean[] {false, true}) {
      for (int i = 0; i < s.size(); i++) {
        if (given.get(i) != null && s.isObject(i) == objects) {
          p.parts.match(s.parts(i), given.get(i), p.own.get(i));
          if (objects) {
            new ObjectAdjoints(p.body, keys, shared).fields(s, i, p.leaves, given.get(i), byLeaf, null);
          }
          take(i);
          p.parts.objects().arrays().share(p.own.get(i), Arrays.asList(byLeaf).subList(s.first(i), s.end(i)), p.body);
          if (s.parts(i) instanceof Parts.One one && one.type().isArray()) {
            keys.add(p.leaves.get(s.first(i)));
            shared.add(byLeaf[s.first(i)]);
          }
        }
      }
    }
    return IntStream.range(0, byLeaf.length).filter(k -> s.primal.wrt().get(k)).mapToObj(k -> byLeaf[k]).toList();
  }

  private void take(int parameter) {
    Value own = p.plain(parameter, given.get(parameter));
    List<Value> leaves = p.parts.adjointLeaves(s.plain(parameter), own, given.get(parameter).name());
    int next = 0;
    for (int k = s.first(parameter); k < s.end(parameter); k++) {
      if (s.leaf(k).wrt()) {
        byLeaf[k] = byLeaf[k] != null ? byLeaf[k] : leaves.get(next);
        next++;
        if (s.primal.wrt().get(k) && s.plain(parameter) instanceof Parts.One one && one.type().isArray()
            && ApiSignature.isFloat(one.type())) {
          back.add(new Op.Call(List.of(), new Callee.Runtime(RuntimeFunction.NARROW_INTO), List.of(byLeaf[k], own), Span.NONE));
        }
      }
    }
  }

  /** Writes what is to be done behind the core: what it changed in arrays of tangents goes to those of the user. */
  void giveBack() {
    p.body.ops().addAll(back);
  }

  /** The tangent of an object after the call. */
  Value after(int parameter) {
    int first = s.first(parameter);
    int end = s.end(parameter);
    return p.parts.adjoint(s.parts(parameter), Arrays.asList(byLeaf).subList(first, end), p.leaves.subList(first, end));
  }
}
