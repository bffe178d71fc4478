package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.autograd.Functional.Several;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Collects {@link OperationCase}s. */
final class Cases {
  private final List<OperationCase> all = new ArrayList<>();

  List<OperationCase> all() {
    return List.copyOf(all);
  }

  void one(String method, Tensor x, UnaryOperator<Tensor> function) {
    several(method, inputs -> List.of(function.apply(inputs.getFirst())), x);
  }

  void two(String method, Tensor x, Tensor y, BinaryOperator<Tensor> function) {
    several(method, inputs -> List.of(function.apply(inputs.get(0), inputs.get(1))), x, y);
  }

  void several(String method, Several function, Tensor... inputs) {
    add(method, function, GradCheck.Options.DEFAULT, inputs);
  }

  void add(String method, Several function, GradCheck.Options options, Tensor... inputs) {
    all.add(new OperationCase(method, function, List.of(inputs), options));
  }

  /** An operation in place, on a tensor and on a view of a larger one; x is a matrix. */
  void inPlace(String method, Tensor x, Consumer<Tensor> change) {
    one(method, x, t -> {
      Tensor y = t.copy();
      change.accept(y);
      return y;
    });
    one(method, x, t -> {
      Tensor y = t.mul(1.5);
      change.accept(y.slice(0, 0, y.size(0), 2).t());
      return y;
    });
  }

  /** An operation in place with a second operand that broadcasts to a matrix, and to a row of it. */
  void inPlace(String method, Tensor x, Tensor operand, BiConsumer<Tensor, Tensor> change) {
    two(method, x, operand, (t, other) -> {
      Tensor y = t.copy();
      change.accept(y, other);
      return y;
    });
    two(method, x, operand, (t, other) -> {
      Tensor y = t.mul(1.5);
      change.accept(y.select(0, 1), other);
      return y;
    });
  }
}
