package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.NewName;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the interface methods of one method have in common: its parameters by kind, and names that do not clash. */
final class ApiSignature {
  final Derivative derivative;
  final Function primal;
  final List<Value> params;
  /** The parameters in wrt, the arrays and the scalars among them. */
  final List<Value> wrt = new ArrayList<>();
  final List<Value> arrays = new ArrayList<>();
  final List<Value> scalars = new ArrayList<>();
  /** The result's type, or null. */
  final Type result;
  private final Set<String> taken = new HashSet<>();

  ApiSignature(Derivative derivative) {
    this.derivative = derivative;
    this.primal = derivative.primal();
    this.params = primal.params();
    this.result = primal.results().isEmpty() ? null : primal.results().getFirst();
    for (int i = 0; i < params.size(); i++) {
      taken.add(params.get(i).name());
      if (primal.wrt().get(i)) {
        Value p = params.get(i);
        wrt.add(p);
        (p.type().isArray() ? arrays : scalars).add(p);
      }
    }
  }

  /** Whether there is a seed, and a tangent of the result. */
  boolean hasSeed() {
    return result != null && result.isDifferentiable();
  }

  /** Whether the interface has floats where the core has doubles. */
  boolean hasFloats() {
    return hasSeed() && isFloat(result) || wrt.stream().anyMatch(v -> isFloat(v.type()));
  }

  /** Whether a parameter is a tensor, which the core gets detached. */
  boolean hasTensors() {
    return params.stream().anyMatch(v -> v.type().isTensor() || v.type().isTensors());
  }

  /** What the core gets for the parameters. */
  List<Value> operands(ApiBody body, List<Value> given) {
    var arrays = new TensorArguments(body, primal);
    var operands = new ArrayList<Value>();
    for (int i = 0; i < given.size(); i++) {
      operands.add(operand(body, arrays, i, given.get(i)));
    }
    return operands;
  }

  /** A differentiated tensor is detached; a constant one the core detaches itself. */
  private Value operand(ApiBody body, TensorArguments arrays, int i, Value given) {
    String name = name(given.name() + "Value");
    return given.type().isTensors() ? arrays.operand(i, given, name)
        : primal.wrt().get(i) && given.type().isTensor() ? body.runtime(RuntimeFunction.TENSOR_OPERAND, given.type(),
            name, body.constant(Type.STRING, given.name()), given) : given;
  }

  /** Whether the method can be a node of the tensors' graph: tensors to a tensor, besides what is easily kept. */
  boolean isTrackable() {
    return result != null && result.isTensor() && !wrt.isEmpty()
        && wrt.stream().allMatch(v -> v.type().isTensor() || v.type().isTensors()) && params.stream().allMatch(v -> v.type().rank() <= 1)
        && (arrays.isEmpty() || !TensorArguments.mayBeWritten(primal));
  }

  static boolean isFloat(Type type) {
    return type.innermost() == Type.FLOAT;
  }

  List<Type> types() {
    return params.stream().map(Value::type).toList();
  }

  /** A parameter name that gives way to the user's. */
  String name(String wish) {
    return NewName.of(wish, taken::contains);
  }

  /** The types of the result, if any, and of some values. */
  List<Type> results(List<Value> values, boolean shadows) {
    var all = new ArrayList<Type>();
    if (result != null) {
      all.add(result);
    }
    values.forEach(v -> all.add(shadows ? v.type().shadow() : v.type()));
    return all;
  }

  /** The component for the result, if any, and one for each value. */
  List<String> components(List<Value> values) {
    return result == null ? ApiNames.components(values) : ApiNames.components(values, "value");
  }
}
