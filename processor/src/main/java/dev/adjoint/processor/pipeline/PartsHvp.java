package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code fHvp} of a method with parts: value, gradient and product, newly allocated; the latter two as {@code fGradient} has them. */
final class PartsHvp {
  private final Api api;
  private final PartsSignature s;
  private final PartsDocs docs;
  private final String core;

  /** @param core the name of the method that forward over reverse mode made */
  PartsHvp(Api api, PartsSignature signature, PartsDocs docs, String core) {
    this.api = api;
    this.s = signature;
    this.docs = docs;
    this.core = core;
  }

  void add(boolean withTape) {
    var p = new PartsMethod(s);
    var tangents = new PartsTangents(s, p);
    Value tape = withTape ? p.body.parameter(RuntimeNames.TAPE, s.unused("tape")) : null;
    p.takeApart();
    List<Value> yields = run(p, tangents.leaves(), tape, true);
    tangents.giveBack();
    String record = s.record("Hvp");
    if (!withTape) {
      var types = new ArrayList<Type>(List.of(s.result().type()));
      var components = new ArrayList<String>(List.of("value"));
      for (String kind : List.of("Gradient", "Hvp")) {
        for (int i = 0; i < s.size(); i++) {
          if (s.isWrt(i)) {
            types.add(PartsBody.outer(s.parts(i)));
            components.add(s.name(i) + kind);
          }
        }
      }
      api.record(record, docs.hvpRecord(components), types, components);
    }
    api.method(p.body.method(s.primal.name() + "Hvp", true, docs.hvp(tangents.names(), withTape), record, false, yields));
  }

  /**
   * Runs the core.
   *
   * @param given the tangents of the differentiated leaves
   * @param tape null for a new one, if one is needed
   * @param gradient whether value and gradient are wanted, too
   * @return value and gradient where they are wanted, and the products
   */
  List<Value> run(PartsMethod p, List<Value> given, Value tape, boolean gradient) {
    SecondOrder second = s.derivative.second();
    var gradients = new PartsShadows(s, p, null, "Gradient");
    var products = new PartsShadows(s, p, null, "Hvp");
    var args = new ArrayList<>(p.detached());
    args.addAll(gradients.all());
    if (second.needsTape()) {
      args.add(tape != null ? tape : p.body.runtime(RuntimeFunction.TAPE_NEW, RuntimeNames.TAPE, null));
    }
    args.addAll(given);
    args.addAll(products.all());
    List<Value> results = p.changing(b -> p.call(b, core, second.hvp(), args));
    int scalars = (results.size() - 1) / 2;
    var yields = new ArrayList<>(gradient ? gradients.yields(results.subList(0, 1 + scalars), true) : List.of());
    var moved = new ArrayList<>(List.of(results.getFirst()));
    moved.addAll(results.subList(1 + scalars, results.size()));
    List<Value> product = products.yields(moved, true);
    yields.addAll(product.subList(1, product.size()));
    return yields;
  }
}
