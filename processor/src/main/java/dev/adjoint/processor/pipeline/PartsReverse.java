package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** {@code fGradient} and {@code fVjp} of a method with parts. */
final class PartsReverse {
  private final Api api;
  private final PartsSignature s;
  private final PartsDocs docs;
  private final String core;

  /** @param core the name of the method that reverse mode made */
  PartsReverse(Api api, PartsSignature signature, PartsDocs docs, String core) {
    this.api = api;
    this.s = signature;
    this.docs = docs;
    this.core = core;
  }

  void gradient(boolean withTape) {
    String record = s.record("Gradient");
    var p = new PartsMethod(s);
    Value tape = withTape ? p.body.parameter(RuntimeNames.TAPE, s.unused("tape")) : null;
    p.takeApart();
    Type type = s.result().type();
    List<Value> seeds = List.of(type.isTensor() ? p.body.constant(type, null) : p.body.constant(Type.DOUBLE, 1.0));
    List<Value> yields = reverse(p, seeds, tape, null);
    String name = s.primal.name() + "Gradient";
    if (!withTape) {
      var types = new ArrayList<Type>();
      var components = new ArrayList<String>();
      s.components(types, components, true);
      api.record(record, docs.gradientRecord(components), types, components);
    }
    api.method(p.body.method(name, true, docs.gradient(withTape), record, s.derivative.entry().varargs() && !withTape, yields));
  }

  void vjp(boolean withTape) {
    var p = new PartsMethod(s);
    Parts result = s.result();
    Value seed = result != null && result.isDifferentiable() ? p.body.parameter(PartsBody.outer(result), s.unused("seed")) : null;
    var buffers = new ArrayList<Value>();
    var what = new LinkedHashMap<String, String>();
    for (int i = 0; i < s.size(); i++) {
      Parts parts = s.parts(i);
      Value buffer = s.isWrt(i) && (s.isPlainArray(i) || s.isChanged(i))
          ? p.body.parameter(PartsBody.outer(parts), s.unused(s.name(i) + "Adjoint")) : null;
      if (buffer != null) {
        what.put(buffer.name(), s.isPlainArray(i) ? "the buffer for the adjoint of {@code " + s.name(i) + "}, in its shape"
            : "the adjoint of what {@code " + s.name(i) + "} holds after the method, or null for zeros");
      }
      buffers.add(buffer);
    }
    Value tape = withTape ? p.body.parameter(RuntimeNames.TAPE, s.unused("tape")) : null;
    String name = s.primal.name() + "Vjp";
    p.takeApart();
    p.plain(buffers);
    check(p, name, buffers);
    List<Value> seeds = seed == null ? List.of() : p.parts.seedLeaves(result, seed, seed.name());
    List<Value> yields = reverse(p, seeds, tape, buffers);
    if (seed != null) {
      p.parts.match(result, seed, yields.getFirst());
    }
    var types = new ArrayList<Type>();
    var components = new ArrayList<String>();
    s.components(types, components, false);
    String record = types.size() > 1 ? s.record("Vjp") : null;
    if (record != null && !withTape) {
      api.record(record, docs.vjpRecord(components), types, components);
    }
    api.method(p.body.method(name, true, docs.vjp(withTape, seed != null, what, components), record, false, yields));
  }

  /** Whether the method is a node of the tensors' graph: as {@link ApiSignature#isTrackable}, of the parts. */
  boolean isTrackable() {
    for (int k = 0; k < s.primal.params().size(); k++) {
      Type type = s.primal.params().get(k).type();
      if (s.primal.wrt().get(k) && !type.isTensor() && !type.isTensors() || type.rank() > 1 || s.leaf(k).optional()) {
        return false;
      }
    }
    return s.primal.wrt().contains(true) && s.result() instanceof Parts.One r && r.type().isTensor() && !s.changesObjects()
        && !TensorArguments.mayBeWritten(s.primal);
  }

  /** The method on its parts as a node of the tensors' graph, and what takes them apart for it. */
  void tracked() {
    String record = s.derivative.vjp().results().size() > 1 ? ApiNames.capitalized(core) : null;
    var leaves = s.primal.params().stream().map(v -> new Generated.Component(v.type(), v.name())).toList();
    api.tracked(new Generated.Tracked(s.core("Tracked"), docs.core(), ApiNames.capitalized(s.primal.name()) + "Backward", leaves,
        s.primal.wrt(), s.core("Forward"), s.core("Reverse"), core, record, s.derivative.vjpNeedsTape(), true));
    var p = new PartsMethod(s);
    p.takeApart();
    List<Value> value = List.of(Value.temporary(s.result().type()));
    p.body.call(s.core("Tracked"), null, List.of(), p.leaves, value);
    api.method(p.body.method(s.primal.name() + "Tracked", true, docs.tracked(), null, false, value));
  }

  private void check(PartsMethod p, String name, List<Value> buffers) {
    List<Integer> plain = IntStream.range(0, buffers.size()).filter(i -> buffers.get(i) != null && s.isPlainArray(i)).boxed().toList();
    BufferChecks.write(p.body, name, plain.stream().map(s::name).toList(), plain.stream().map(i -> p.leaves.get(s.first(i))).toList(),
        plain.stream().map(buffers::get).toList(), s.derivative.vjpNeedsStaging(),
        (i, j) -> s.mayShare(plain.get(i), plain.get(j)));
  }

  /**
   * Runs the core and puts value and adjoints together.
   *
   * @param buffers for each parameter the caller's buffer or null; null where there are none, so that all adjoints are yielded
   */
  List<Value> reverse(PartsMethod p, List<Value> seeds, Value tape, List<Value> buffers) {
    var shadows = new PartsShadows(s, p, buffers, "Adjoint");
    var args = new ArrayList<>(p.detached());
    args.addAll(seeds);
    args.addAll(shadows.all());
    if (s.derivative.vjpNeedsTape()) {
      args.add(tape != null ? tape : p.body.runtime(RuntimeFunction.TAPE_NEW, RuntimeNames.TAPE, null));
    }
    List<Value> results = p.changing(b -> p.call(b, core, s.derivative.vjp(), args));
    shadows.giveBack();
    return shadows.yields(results, buffers == null);
  }
}
