package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ElementProgram;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Indexing;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Windows;
import java.util.ArrayList;
import java.util.List;

/**
 * A backend that computes nothing: its storage holds the number of a register, and its elementwise functions write down what they
 * were called with. So the operations on tensors themselves, derivatives among them, say which functions a chain consists of.
 */
final class ChainTrace implements Backend, Memory, Elementwise {
  private final Shape shape;
  private final DType dtype;
  private final List<ElementProgram.Step> steps = new ArrayList<>();
  private int registers;

  ChainTrace(Shape shape, DType dtype) {
    this.shape = shape;
    this.dtype = dtype;
  }

  /** What is traced does more than compute elementwise functions. */
  static final class Untraceable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Untraceable() {
      super("no chain of elementwise functions", null, false, false);
    }
  }

  /** Its content is that of a register; -1 for none yet. */
  private static final class Block extends Storage {
    private int register = -1;

    Block(Backend backend, DType dtype, int length) {
      super(backend, Device.cpu(), dtype, length);
    }
  }

  /** A tensor in the next register; to be called for all operands first. */
  Tensor operand() {
    var block = new Block(this, dtype, shape.numel());
    block.register = registers++;
    return new Tensor(new View(block, shape));
  }

  /** The register that a tensor's content is in. */
  int register(Tensor tensor) {
    return read(tensor.view());
  }

  ElementProgram program(int operands, List<Integer> results) {
    return new ElementProgram(operands, steps, results);
  }

  private int read(View view) {
    if (!(view.storage() instanceof Block block) || block.backend() != this || block.register < 0 || !view.contiguous()
        || !view.shape().equals(shape) || view.dtype() != dtype) {
      throw new Untraceable();
    }
    return block.register;
  }

  private ElementProgram.Argument argument(Operand operand) {
    return switch (operand) {
      case View view -> new ElementProgram.Register(read(view));
      case Scalar scalar -> new ElementProgram.Number(scalar);
    };
  }

  private void write(ElementProgram.Step step, View out) {
    if (!(out.storage() instanceof Block block) || !out.contiguous() || !out.shape().equals(shape) || out.dtype() != dtype) {
      throw new Untraceable();
    }
    steps.add(step);
    block.register = registers++;
  }

  // Elementwise.

  @Override
  public void unary(UnaryOp op, View x, View out) {
    write(new ElementProgram.Unary(op, argument(x)), out);
  }

  @Override
  public void binary(BinaryOp op, Operand a, Operand b, View out) {
    write(new ElementProgram.Binary(op, argument(a), argument(b)), out);
  }

  @Override
  public void ternary(TernaryOp op, View a, Operand b, Operand c, View out) {
    write(new ElementProgram.Ternary(op, argument(a), argument(b), argument(c)), out);
  }

  @Override
  public void compare(CompareOp op, View a, Operand b, View out) {
    throw new Untraceable();
  }

  @Override
  public void where(View condition, Operand a, Operand b, View out) {
    throw new Untraceable();
  }

  // Memory.

  @Override
  public Storage allocate(Device device, DType type, int length) {
    return new Block(this, type, length);
  }

  @Override
  public Storage upload(Device device, Object array) {
    throw new Untraceable();
  }

  @Override
  public Object download(View view) {
    throw new Untraceable();
  }

  @Override
  public double getDouble(Storage storage, int position) {
    throw new Untraceable();
  }

  @Override
  public long getLong(Storage storage, int position) {
    throw new Untraceable();
  }

  @Override
  public void copy(View x, View out) {
    throw new Untraceable();
  }

  @Override
  public void fill(View out, Scalar value) {
    throw new Untraceable();
  }

  // Backend.

  @Override
  public String name() {
    return "trace";
  }

  @Override
  public String deviceKind() {
    return "cpu";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Availability probe() {
    return new Availability.Unavailable("it computes nothing");
  }

  @Override
  public Memory memory() {
    return this;
  }

  @Override
  public Elementwise elementwise() {
    return this;
  }

  @Override
  public Reductions reductions() {
    throw new Untraceable();
  }

  @Override
  public MatrixProducts matrixProducts() {
    throw new Untraceable();
  }

  @Override
  public Indexing indexing() {
    throw new Untraceable();
  }

  @Override
  public Windows windows() {
    throw new Untraceable();
  }

  @Override
  public RandomNumbers randomNumbers() {
    throw new Untraceable();
  }
}
