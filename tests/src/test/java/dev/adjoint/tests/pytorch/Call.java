package dev.adjoint.tests.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * The arguments of an operation.
 *
 * @param operands the tensors
 * @param options the other arguments under PyTorch's names
 */
record Call(List<Tensor> operands, JsonNode options) {
  Tensor x() {
    return operands.getFirst();
  }

  Tensor y() {
    return operands.get(1);
  }

  Tensor z() {
    return operands.get(2);
  }

  /** The operand that an option names by its position; null without the option. */
  Tensor optional(String name) {
    return options.has(name) ? operands.get(integer(name)) : null;
  }

  /** The operand at a position; null if there are fewer. */
  Tensor atMost(int position) {
    return position < operands.size() ? operands.get(position) : null;
  }

  int integer(String name) {
    return options.get(name).intValue();
  }

  int[] integers(String name) {
    return Golden.ints(options.get(name));
  }

  boolean flag(String name) {
    return options.get(name).booleanValue();
  }

  double real(String name) {
    return Golden.number(options.get(name));
  }

  boolean whole(String name) {
    return options.get(name).isIntegralNumber();
  }

  boolean keepDim() {
    return flag("keepdim");
  }

  /** The overload for the kind of number that the case has. */
  Tensor withNumber(BiFunction<Tensor, Long, Tensor> whole, BiFunction<Tensor, Double, Tensor> real) {
    return withNumber(x(), whole, real);
  }

  Tensor withNumber(Tensor x, BiFunction<Tensor, Long, Tensor> whole, BiFunction<Tensor, Double, Tensor> real) {
    return whole("c") ? whole.apply(x, options.get("c").longValue()) : real.apply(x, real("c"));
  }

  Reduction reduction() {
    return Reduction.valueOf(options.get("reduction").textValue().toUpperCase(Locale.ROOT));
  }

  /** Two numbers, given as such or as one. */
  private int pair(String name, int index, int otherwise) {
    JsonNode value = options.get(name);
    return value == null ? otherwise : value.isArray() ? value.get(index).intValue() : value.intValue();
  }

  Window window(int height, int width) {
    return new Window(height, width, pair("stride", 0, 1), pair("stride", 1, 1), pair("padding", 0, 0),
        pair("padding", 1, 0), pair("dilation", 0, 1), pair("dilation", 1, 1));
  }

  Window window() {
    return window(pair("kernel_size", 0, 0), pair("kernel_size", 1, 0));
  }
}
