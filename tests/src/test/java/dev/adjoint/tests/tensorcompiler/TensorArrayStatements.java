package dev.adjoint.tests.tensorcompiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Statements with arrays of tensors for random methods: made, written, read, overwritten in loops, copied, joined. What is written
 * is a tensor of its own, and nothing else reads it, so that its adjoint is one sum.
 */
final class TensorArrayStatements {
  private static final int LENGTH = 3;

  private final Random random;
  private final List<String> arrays = new ArrayList<>();

  TensorArrayStatements(Random random) {
    this.random = random;
  }

  /** Arrays of another method are out of reach. */
  void clear() {
    arrays.clear();
  }

  /**
   * Some statements; a local {@code fresh} of the matrices' shape is among what they declare.
   *
   * @param matrix yields an expression of the matrices' shape
   */
  List<String> statements(String fresh, Supplier<String> matrix) {
    var lines = new ArrayList<String>();
    String own = fresh + "s";
    switch (random.nextInt(3)) {
      case 0 -> lines.add("Tensor[] " + own + " = {" + computed(matrix) + ", " + computed(matrix) + ", " + computed(matrix) + "};");
      case 1 -> {
        lines.add("Tensor[] " + own + " = new Tensor[" + LENGTH + "];");
        lines.add("for (int j = 0; j < " + LENGTH + "; j++) {");
        lines.add("  " + own + "[j] = " + computed(matrix) + ".mul(j);");
        lines.add("}");
      }
      default -> {
        String from = arrays.isEmpty() ? null : arrays.get(random.nextInt(arrays.size()));
        lines.add("Tensor[] " + own + " = " + (from == null
            ? "{" + computed(matrix) + ", " + computed(matrix) + ", " + computed(matrix) + "}" : from + ".clone()") + ";");
      }
    }
    arrays.add(own);
    String other = arrays.get(random.nextInt(arrays.size()));
    int k = random.nextInt(LENGTH);
    switch (random.nextInt(4)) {
      case 0 -> lines.add(other + "[" + k + "] = " + computed(matrix) + ";");
      case 1 -> {
        lines.add("for (int j = 1; j < " + LENGTH + "; j++) {");
        lines.add("  " + other + "[j] = " + other + "[j].mul(0.5).add(" + own + "[j - 1]).tanh();");
        lines.add("}");
      }
      case 2 -> {
        lines.add("if (n > " + random.nextInt(3) + ") {");
        lines.add("  " + other + "[n % " + LENGTH + "] = " + computed(matrix) + ";");
        lines.add("}");
      }
      default -> { }
    }
    lines.add("Tensor " + fresh + " = " + switch (random.nextInt(4)) {
      case 0 -> "Tensor.stack(List.of(" + own + "), 0).mean(0)";
      case 1 -> "Tensor.cat(1, " + own + ").slice(1, " + k + ", " + (k + 3) + ")";
      case 2 -> own + "[" + k + "].add(" + other + "[n % " + LENGTH + "].sin())";
      default -> "Tensor.stack(1, " + own + "[" + k + "], " + other + "[0]).select(1, n % 2)";
    } + ";");
    return lines;
  }

  private String computed(Supplier<String> matrix) {
    return matrix.get() + (random.nextBoolean() ? ".tanh()" : ".mul(0.5)");
  }
}
