package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;

/** Whether a state fits a module. */
final class StateCheck {
  private StateCheck() {}

  static void require(String module, Map<String, Tensor> own, Map<String, Tensor> state, boolean strict) {
    var problems = new ArrayList<String>();
    if (strict) {
      var missing = new LinkedHashSet<>(own.keySet());
      missing.removeAll(state.keySet());
      if (!missing.isEmpty()) {
        problems.add("missing: " + String.join(", ", missing));
      }
      var unexpected = new LinkedHashSet<>(state.keySet());
      unexpected.removeAll(own.keySet());
      if (!unexpected.isEmpty()) {
        problems.add("unexpected: " + String.join(", ", unexpected));
      }
    }
    own.forEach((name, target) -> {
      Tensor source = state.get(name);
      if (source == null) {
        if (state.containsKey(name)) {
          problems.add(name + " is null");
        }
        return;
      }
      if (!source.shape().equals(target.shape())) {
        problems.add("size mismatch for " + name + ": shape " + source.shape() + " does not fit the module's "
            + target.shape());
      }
      if (source.dtype() != target.dtype() && !(source.dtype().isFloating() && target.dtype().isFloating())) {
        problems.add("type mismatch for " + name + ": " + source.dtype() + " does not fit the module's " + target.dtype());
      }
    });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the state does not fit " + module + "; " + String.join("; ", problems));
    }
  }
}
