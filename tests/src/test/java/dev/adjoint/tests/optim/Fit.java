package dev.adjoint.tests.optim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.optim.Optimizer;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** The problem of golden/optim/optimizers.json: parameters w [3, 4] and b [3], loss mean((tanh(x w^T + b) - y)^2). */
final class Fit {
  final Tensor w;
  final Tensor b;
  private final Tensor x;
  private final Tensor y;

  Fit() {
    this(Golden.read("optim/optimizers.json"));
  }

  Fit(JsonNode golden) {
    w = Golden.tensor(golden.get("w"), 3, 4).requiresGrad_();
    b = Golden.tensor(golden.get("b"), 3).requiresGrad_();
    x = Golden.tensor(golden.get("x"), 5, 4);
    y = Golden.tensor(golden.get("y"), 5, 3);
  }

  List<Tensor> parameters() {
    return List.of(w, b);
  }

  double[] point() {
    return Golden.flatten(parameters());
  }

  Tensor loss() {
    return x.linear(w, b).tanh().sub(y).square().mean();
  }

  Supplier<Tensor> closure(Optimizer optimizer) {
    return () -> {
      optimizer.zeroGrad();
      Tensor loss = loss();
      loss.backward();
      return loss;
    };
  }

  /** The same gradient by loops, of parameters in one array. */
  double[] gradient(double[] point) {
    double[] inputs = x.toDoubles();
    double[] targets = y.toDoubles();
    var gradient = new double[15];
    for (int row = 0; row < 5; row++) {
      for (int out = 0; out < 3; out++) {
        double sum = point[12 + out];
        for (int in = 0; in < 4; in++) {
          sum += point[4 * out + in] * inputs[4 * row + in];
        }
        double value = Math.tanh(sum);
        double seed = 2.0 / 15 * (value - targets[3 * row + out]) * (1 - value * value);
        gradient[12 + out] += seed;
        for (int in = 0; in < 4; in++) {
          gradient[4 * out + in] += seed * inputs[4 * row + in];
        }
      }
    }
    return gradient;
  }
}
