package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What L-BFGS knows of the curvature: the last steps s and the changes y of the gradient along them. Their two-loop recursion
 * (Nocedal, Wright, <i>Numerical Optimization</i>, algorithm 7.4) multiplies a vector by the approximate inverse Hessian.
 */
final class LbfgsMemory {
  /** A step whose curvature {@code y s} is not above this says nothing reliable, and is not kept. */
  private static final double LEAST_CURVATURE = 1e-10;

  private final List<Tensor> changes = new ArrayList<>();
  private final List<Tensor> steps = new ArrayList<>();
  /** {@code 1 / (y s)} of each step. */
  private final List<Double> inverses = new ArrayList<>();
  /** The scale of the first approximation. */
  private double scale = 1;

  /** Keeps a step, and forgets the oldest one if there are more than {@code limit}. */
  void update(Tensor change, Tensor step, int limit) {
    double curvature = change.dot(step).item();
    if (!(curvature > LEAST_CURVATURE)) {
      return;
    }
    if (changes.size() == limit) {
      changes.removeFirst();
      steps.removeFirst();
      inverses.removeFirst();
    }
    changes.add(change);
    steps.add(step);
    inverses.add(1 / curvature);
    scale = curvature / change.dot(change).item();
  }

  /** Minus the approximate inverse Hessian times the gradient. */
  Tensor direction(Tensor gradient) {
    int count = steps.size();
    var weights = new double[count];
    Tensor result = gradient.neg();
    for (int i = count - 1; i >= 0; i--) {
      weights[i] = steps.get(i).dot(result).item() * inverses.get(i);
      result.addScaled_(-weights[i], changes.get(i));
    }
    result.mul_(scale);
    for (int i = 0; i < count; i++) {
      double weight = changes.get(i).dot(result).item() * inverses.get(i);
      result.addScaled_(weights[i] - weight, steps.get(i));
    }
    return result;
  }

  void save(String prefix, Map<String, Tensor> state) {
    state.put(prefix + "H_diag", Tensor.scalar(scale));
    if (!steps.isEmpty()) {
      state.put(prefix + "old_dirs", Tensor.stack(changes, 0));
      state.put(prefix + "old_stps", Tensor.stack(steps, 0));
      state.put(prefix + "ro", Tensor.of(inverses.stream().mapToDouble(Double::doubleValue).toArray()));
    }
  }

  /** A memory read from a state for parameters like this vector of all of them. */
  static LbfgsMemory load(String prefix, OptimizerState.Entries entries, Tensor all) {
    var memory = new LbfgsMemory();
    memory.scale = entries.number(prefix + "H_diag");
    if (entries.has(prefix + "ro")) {
      double[] inverses = entries.take(prefix + "ro", DType.FLOAT64).toDoubles();
      Shape shape = Shape.of(inverses.length, all.numel());
      Tensor changes = entries.take(prefix + "old_dirs", all.dtype(), shape).to(all.device()).copy();
      Tensor steps = entries.take(prefix + "old_stps", all.dtype(), shape).to(all.device()).copy();
      for (int i = 0; i < inverses.length; i++) {
        memory.changes.add(changes.get(i));
        memory.steps.add(steps.get(i));
        memory.inverses.add(inverses[i]);
      }
    }
    return memory;
  }
}
