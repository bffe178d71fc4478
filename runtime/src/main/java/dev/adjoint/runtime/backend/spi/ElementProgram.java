package dev.adjoint.runtime.backend.spi;

import java.util.List;

/**
 * Elementwise functions one after the other, on views of one shape and one floating type. Registers are numbered: first the operands,
 * then the result of each step in order; a step reads registers before its own.
 *
 * @param operands the number of operands
 * @param results the registers that are wanted
 */
public record ElementProgram(int operands, List<Step> steps, List<Integer> results) {
  public ElementProgram {
    steps = List.copyOf(steps);
    results = List.copyOf(results);
  }

  /** What a step reads. */
  public sealed interface Argument {}

  /** The content of a register. */
  public record Register(int index) implements Argument {}

  /** A number that meets every element. */
  public record Number(Scalar value) implements Argument {}

  /** One function. */
  public sealed interface Step {
    /** What it reads, in order. */
    List<Argument> arguments();
  }

  /** A function of one element. */
  public record Unary(UnaryOp op, Argument x) implements Step {
    @Override
    public List<Argument> arguments() {
      return List.of(x);
    }
  }

  /** A function of two. */
  public record Binary(BinaryOp op, Argument a, Argument b) implements Step {
    @Override
    public List<Argument> arguments() {
      return List.of(a, b);
    }
  }

  /** A function of three. */
  public record Ternary(TernaryOp op, Argument a, Argument b, Argument c) implements Step {
    @Override
    public List<Argument> arguments() {
      return List.of(a, b, c);
    }
  }
}
