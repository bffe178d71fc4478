package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.tape.Tape;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * A differentiated method as one node of the graph: generated code calls {@link #call}. The first backward pass runs the generated
 * reverse half on what the forward half left on a tape; a later one, or one that is recorded, computes the adjoint again
 * from the operands.
 */
public final class TrackedMethod extends Node {
  /** The generated reverse half. */
  @FunctionalInterface
  public interface Reverse {
    /** The adjoints of the operands; null for zero. */
    Tensor[] run(Tensor seed, Tape tape);
  }

  private final String name;
  private final Reverse reverse;
  private final Function<Tensor, Tensor[]> adjoint;
  /** The operands, the constant tensors and the result: what must not be changed before the backward pass. */
  private Tensor[] watched;
  private int[] versions;
  private Tape tape;
  private Draws draws;

  private TrackedMethod(String name, Tensor[] operands, Reverse reverse, Function<Tensor, Tensor[]> adjoint, Tape tape) {
    super(operands);
    this.name = name;
    this.reverse = reverse;
    this.adjoint = adjoint;
    this.tape = tape;
  }

  private void watch(Tensor[] operands, Tensor[] constants, Tensor result) {
    watched = Arrays.copyOf(operands, operands.length + constants.length + 1);
    System.arraycopy(constants, 0, watched, operands.length, constants.length);
    watched[watched.length - 1] = result;
    versions = new int[watched.length];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = watched[i].version();
    }
  }

  /**
   * Runs a method and records it, if an operand requires a gradient, as one node.
   *
   * @param name the node's name
   * @param operands the differentiated tensors
   * @param given the other tensors; null for one that the method does without
   * @param forward the generated forward half on detached operands
   * @param reverse the generated reverse half
   * @param adjoint from the seed, the adjoints of the operands computed afresh; recorded where operations are
   */
  public static Tensor call(String name, Tensor[] operands, Tensor[] given, Function<Tape, Tensor> forward,
      Reverse reverse, Function<Tensor, Tensor[]> adjoint) {
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] == null) {
        throw new NullPointerException(name + ": differentiated tensor " + i + " is null");
      }
    }
    boolean tracks = Ops.tracks(operands);
    Tensor[] constants = Arrays.stream(given).filter(Objects::nonNull).toArray(Tensor[]::new);
    var tape = new Tape();
    var event = Ops.begin(name.endsWith("Backward") ? name.substring(0, name.length() - 8) : name, operands);
    Tensor value;
    Draws draws = tracks ? Draws.begin() : null;
    try {
      value = GradMode.withoutGrad(() -> forward.apply(tape));
    } finally {
      Draws.end(draws);
      Ops.end(event);
    }
    if (!tracks) {
      return value;
    }
    // The method may have returned one of its operands, or a view of one.
    boolean own = value.base() == null && !shares(value, operands) && !shares(value, constants);
    Tensor result = own ? value : value.copy();
    var node = new TrackedMethod(name, operands, reverse, adjoint, tape);
    node.watch(operands, constants, result);
    node.draws = draws;
    return Ops.record(result, node);
  }

  private static boolean shares(Tensor value, Tensor[] operands) {
    for (Tensor operand : operands) {
      if (operand.view().storage() == value.view().storage()) {
        return true;
      }
    }
    return false;
  }

  /** Takes adjoints from the tape, where the reverse half left them in order. */
  public static Tensor[] adjoints(Tape tape, int count) {
    var adjoints = new Tensor[count];
    for (int i = count - 1; i >= 0; i--) {
      adjoints[i] = (Tensor) tape.popRef();
    }
    return adjoints;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  Tensor[] pull(Tensor[] seeds, Set<Node> wanted) {
    if (watched == null) {
      throw SavedValues.freed(name);
    }
    for (int i = 0; i < versions.length; i++) {
      if (watched[i].version() != versions[i]) {
        throw SavedValues.changed(name, watched[i], versions[i]);
      }
    }
    Tensor[] adjoints;
    if (tape != null && !GradMode.isEnabled()) {
      Tape left = tape;
      tape = null;
      adjoints = reverse.run(seeds[0], left);
    } else {
      // The same random numbers as those that the value was computed with.
      adjoints = draws.repeated(() -> adjoint.apply(seeds[0]));
    }
    for (int i = 0; i < adjoints.length; i++) {
      if (!wants(i, wanted)) {
        adjoints[i] = null;
      }
    }
    return adjoints;
  }

  @Override
  void release() {
    watched = null;
    tape = null;
  }

  @Override
  boolean saves(Tensor tensor) {
    return watched != null && shares(tensor, watched);
  }
}
