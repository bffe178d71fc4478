package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The arrays in which a core of reverse mode adds up the adjoints of arrays, and what a method of the interface returns of them.
 */
final class PartsShadows {
  private final PartsSignature s;
  private final PartsMethod p;
  private final String suffix;
  private final List<Value> keys = new ArrayList<>();
  private final List<Value> shared = new ArrayList<>();
  private final List<Op> back = new ArrayList<>();
  private final List<Value> shadows;
  /** What the user gave for leaves that are no arrays, which the method leaves as they are; else null. */
  private final Value[] held;
  /** For each of them the forms of the array's elements if these are tensors, else null. */
  private final List<Value> forms = new ArrayList<>();

  /**
   * Makes them: one for each differentiated array of the parts, the same one for the same array.
   *
   * @param method whose parameters have been taken apart
   * @param buffers for each parameter the caller's buffer, which is used instead, or null; null where there are none
   * @param suffix what the arrays' names end with
   */
  PartsShadows(PartsSignature signature, PartsMethod method, List<Value> buffers, String suffix) {
    this.s = signature;
    this.p = method;
    this.suffix = suffix;
    this.held = new Value[method.leaves.size()];
    this.shadows = make(buffers);
    for (int k = 0; k < p.leaves.size(); k++) {
      Value leaf = p.leaves.get(k);
      if (s.primal.wrt().get(k) && leaf.type().isArray()) {
        forms.add(leaf.type().isTensors()
            ? TensorArguments.forms(p.body, leaf, s.unused(s.primal.params().get(k).name() + "Forms")) : null);
      }
    }
  }

  /** The arrays, in the order of the core's parameters. */
  List<Value> all() {
    return shadows;
  }

  /** Writes what is to be done behind the core: adds to the caller's buffers what did not go there; tensors' adjoints are not null. */
  void giveBack() {
    p.body.ops().addAll(back);
    for (int k = 0; k < forms.size(); k++) {
      if (forms.get(k) != null) {
        TensorArguments.complete(p.body, shadows.get(k), forms.get(k));
      }
    }
  }

  private List<Value> make(List<Value> buffers) {
    var byLeaf = new Value[p.leaves.size()];
    // buffers first: what else is the same array has the same buffer
    for (boolean given : new boolean[] {true, false}) {
      for (int i = 0; i < s.size(); i++) {
        Value buffer = buffers == null || s.isObject(i) ? null : buffers.get(i);
        for (int k = s.first(i); k < s.end(i); k++) {
          if (s.primal.wrt().get(k) && p.leaves.get(k).type().isArray() && (buffer != null) == given && !s.isObject(i)) {
            byLeaf[k] = shadow(k, buffer);
          }
        }
      }
    }
    var objects = new ObjectAdjoints(p.body, keys, shared);
    for (int i = 0; i < s.size(); i++) {
      if (s.isObject(i) && s.isWrt(i)) {
        objects.fields(s, i, p.leaves, buffers == null ? null : buffers.get(i), byLeaf, held);
      }
    }
    return Arrays.stream(byLeaf).filter(Objects::nonNull).toList();
  }

  private Value shadow(int leaf, Value buffer) {
    Value array = p.leaves.get(leaf);
    Type type = array.type().shadow();
    String name = s.unused(s.primal.params().get(leaf).name() + suffix);
    boolean made = p.parts.isMade(array);
    if (made && buffer == null) {
      return p.body.zeros(array, type, name);
    }
    List<Value> known = made ? List.of() : List.copyOf(keys);
    boolean stages = s.derivative.vjpNeedsStaging();
    boolean converts = buffer != null && (stages || ApiSignature.isFloat(array.type()));
    boolean mayBeNull = s.leaf(leaf).optional();
    Value shadow = p.body.shared(array, known, made ? List.of() : shared, b -> buffer == null
        ? (mayBeNull ? b.zerosUnlessNull(array, type, name) : b.zeros(array, type, name))
        : !converts ? buffer
        : type.isTensors() ? b.zeros(array, type, name)
        : b.runtime(stages ? RuntimeFunction.ZEROS_LIKE : RuntimeFunction.WIDEN, type, name, stages ? array : buffer));
    if (converts) {
      var end = new ApiBody();
      end.unlessShared(array, known,
          TensorArguments.adding(shadow, buffer, stages ? RuntimeFunction.ADD_INTO : RuntimeFunction.NARROW_INTO));
      back.addAll(end.ops());
    }
    if (!made) {
      keys.add(array);
      shared.add(shadow);
    }
    return shadow;
  }

  /**
   * The value, if there is one, and the adjoints.
   *
   * @param results the core's: the parts of the value, then the adjoints of numbers
   * @param arrays whether adjoints of plain arrays are among them
   */
  List<Value> yields(List<Value> results, boolean arrays) {
    int values = s.primal.results().size();
    var yields = new ArrayList<Value>();
    if (s.result() != null) {
      yields.add(p.parts.whole(s.result(), results.subList(0, values)));
    }
    int scalar = values;
    int array = 0;
    for (int i = 0; i < s.size(); i++) {
      var adjoints = new ArrayList<Value>();
      for (int k = s.first(i); k < s.end(i); k++) {
        Value leaf = p.leaves.get(k);
        adjoints.add(!s.primal.wrt().get(k) ? null : leaf.type().isArray() ? shadows.get(array++) : sum(results.get(scalar++), held[k]));
      }
      if (s.isWrt(i) && (arrays || !s.isPlainArray(i))) {
        p.parts.objects().arrays().share(p.own.get(i), adjoints, p.body);
        yields.add(p.parts.adjoint(s.parts(i), adjoints, p.leaves.subList(s.first(i), s.end(i))));
      }
    }
    return yields;
  }

  private Value sum(Value adjoint, Value given) {
    if (given == null) {
      return adjoint;
    }
    if (adjoint.type().isTensor()) {
      return p.body.runtime(RuntimeFunction.TENSOR_ADD, adjoint.type(), null, adjoint, given);
    }
    Value sum = Value.temporary(adjoint.type());
    p.body.ops().add(new Op.Binary(sum, Op.BinaryKind.ADD, adjoint, given, Span.NONE));
    return sum;
  }
}
