package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.autograd.Functional.Several;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function whose derivatives are compared with differences.
 *
 * @param method the operation under test: name and types of parameters, as {@link EveryOperationTest} writes them
 * @param function applies it to some inputs
 * @param inputs those whose derivatives are compared require a gradient
 */
record OperationCase(String method, Several function, List<Tensor> inputs, GradCheck.Options options) {
  String label() {
    return inputs.stream().map(input -> input.shape().toString())
        .collect(Collectors.joining(", ", method + " of ", ""));
  }
}
