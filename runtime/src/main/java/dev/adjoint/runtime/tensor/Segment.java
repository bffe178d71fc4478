package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A stretch of a forward computation whose nodes do not keep the values they save: the first node that reads one has the
 * stretch computed again, which gives every node of it what it saved. {@code dev.adjoint.runtime.autograd.Checkpoint} is
 * the entrance for users.
 *
 * <p>The graph is the ordinary one: its nodes, edges and hooks are those of the first computation, whether tensors enter
 * as inputs or otherwise. Only values come from the second, and they have the history of those they stand for. The k-th
 * value list saved in the second computation therefore belongs to the node that saved the k-th in the first; a computation
 * that is not the same twice is refused. Values are kept until the stretch ends, so that it may itself run backward passes.
 *
 * <p>Segments nest: what an inner one needs to run again, its inputs, is a value that the outer one does not keep.
 */
public final class Segment {
  /** What learns of the values that are saved on a thread. */
  private sealed interface Sink {
    /** A segment's first computation. */
    record First(Segment segment) implements Sink {}

    /** A segment's second computation. */
    record Second(Segment segment, List<Arrived> arrived) implements Sink {}
  }

  /** Values of the second computation, with the node of that computation which saved them; null for a segment's inputs. */
  private record Arrived(Node by, Tensor[] values, int[] versions) {}

  /** What is kept of one saved value: the leaf itself, or the history; nothing of the elements. */
  private record Trace(Shape shape, DType dtype, Tensor leaf, Node gradFn, int outputIndex, int version) {
    static Trace of(Tensor value) {
      boolean leaf = value.requiresGrad() && value.isLeaf();
      return new Trace(value.shape(), value.dtype(), leaf ? value : null, value.gradFn(), value.outputIndex(),
          value.version());
    }

    boolean fits(Tensor value) {
      return value.shape().equals(shape) && value.dtype() == dtype;
    }
  }

  /** Who saved the k-th list of values: a node, or an inner segment its inputs. */
  private record Slot(Node node, Segment inner, Trace[] traces) {
    void drop(Segment segment) {
      if (node != null) {
        node.drop(segment);
      } else {
        inner.drop();
      }
    }

    void refill(Tensor[] values, int[] versions) {
      if (node != null) {
        node.refill(values, versions);
      } else {
        inner.refill(values, versions);
      }
    }
  }

  /** How many sinks are set in all threads: the hot path reads no thread-local while there is none. */
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final ThreadLocal<Sink> CURRENT = new ThreadLocal<>();

  private final Function<List<Tensor>, List<Tensor>> body;
  private final List<Generator> generators;
  private final List<Generator.State> states;
  private final Segment outer;
  /** Shared by all segments that are nested in one, so that two threads cannot wait for each other. */
  private final Object lock;
  private List<Slot> slots = new ArrayList<>();
  private Tensor[] inputs;
  private int[] versions;

  private Segment(Function<List<Tensor>, List<Tensor>> body, List<Tensor> inputs, List<Generator> generators,
      Segment outer) {
    this.body = body;
    this.generators = generators;
    this.states = generators.stream().map(Generator::state).toList();
    this.outer = outer;
    this.lock = outer == null ? new Object() : outer.lock;
    this.inputs = inputs.toArray(Tensor[]::new);
    this.versions = SavedValues.versions(this.inputs);
  }

  /**
   * The results of a function, whose saved values are computed again when a backward pass asks for them.
   *
   * @param generators the random numbers to repeat then: their states now are restored for it
   * @throws IllegalStateException if the function changes an input in place
   */
  public static List<Tensor> run(Function<List<Tensor>, List<Tensor>> body, List<Tensor> inputs,
      List<Generator> generators) {
    if (!GradMode.isEnabled()) {
      return body.apply(inputs);
    }
    Segment outer = switch (CURRENT.get()) {
      case null -> null;
      case Sink.First(Segment segment) -> segment;
      case Sink.Second second -> {
        second.segment().arrive(null, inputs.toArray(Tensor[]::new), second);
        yield null;
      }
    };
    var segment = new Segment(body, inputs, generators, outer);
    if (outer != null) {
      outer.slots.add(new Slot(null, segment, traces(segment.inputs)));
    }
    List<Tensor> results = in(new Sink.First(segment), () -> body.apply(inputs));
    for (int i = 0; i < segment.inputs.length; i++) {
      if (segment.inputs[i].version() != segment.versions[i]) {
        throw new IllegalStateException("checkpoint: the function changed its input " + i + " of shape "
            + segment.inputs[i].shape() + " in place, so that it cannot be computed again");
      }
    }
    if (segment.slots != null) {
      segment.slots.forEach(slot -> slot.drop(segment));
    }
    return results;
  }

  private static <T> T in(Sink sink, java.util.function.Supplier<T> computation) {
    Sink before = CURRENT.get();
    OPEN.incrementAndGet();
    CURRENT.set(sink);
    try {
      return computation.get();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
      OPEN.decrementAndGet();
    }
  }

  private static Trace[] traces(Tensor[] values) {
    var traces = new Trace[values.length];
    for (int i = 0; i < traces.length; i++) {
      traces[i] = values[i] == null ? null : Trace.of(values[i]);
    }
    return traces;
  }

  /** Notes that a node has saved values. */
  static void saved(Node node, Tensor[] values) {
    if (OPEN.getPlain() != 0) {
      note(node, values);
    }
  }

  private static void note(Node node, Tensor[] values) {
    switch (CURRENT.get()) {
      case null -> { }
      case Sink.First(Segment segment) -> segment.slots.add(new Slot(node, null, traces(values)));
      case Sink.Second second -> second.segment().arrive(node, values, second);
    }
  }

  private void arrive(Node by, Tensor[] values, Sink.Second second) {
    int k = second.arrived().size();
    boolean fits = k < slots.size() && slots.get(k).traces().length == values.length;
    for (int i = 0; fits && i < values.length; i++) {
      Trace trace = slots.get(k).traces()[i];
      fits = trace == null ? values[i] == null : values[i] != null && trace.fits(values[i]);
    }
    if (!fits) {
      throw notTheSame("saved value list " + k + " differs");
    }
    second.arrived().add(new Arrived(by, values, SavedValues.versions(values)));
  }

  private static IllegalStateException notTheSame(String what) {
    return new IllegalStateException("checkpoint: the function did something else when it was computed again for the"
        + " backward pass: " + what + "; it must do the same for the same inputs");
  }

  /** Computes again, and gives each saver its values. */
  void recompute() {
    synchronized (lock) {
      if (slots == null) {
        return;
      }
      if (inputs == null) {
        outer.recompute();
      }
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i].version() != versions[i]) {
          throw SavedValues.changed("a checkpointed function (input " + i + ")", inputs[i], versions[i]);
        }
      }
      var second = new Sink.Second(this, new ArrayList<>());
      List<Generator.State> now = generators.stream().map(Generator::state).toList();
      try (var _ = GradMode.enableGrad()) {
        restore(states);
        in(second, () -> body.apply(List.of(inputs)));
      } finally {
        restore(now);
      }
      if (second.arrived().size() != slots.size()) {
        throw notTheSame(second.arrived().size() + " value lists were saved, not " + slots.size());
      }
      for (int k = 0; k < slots.size(); k++) {
        Slot slot = slots.get(k);
        Arrived arrived = second.arrived().get(k);
        slot.refill(withHistory(slot, arrived), arrived.versions());
      }
      slots = null;
      inputs = null;
    }
  }

  private void restore(List<Generator.State> to) {
    for (int i = 0; i < to.size(); i++) {
      generators.get(i).restore(to.get(i));
    }
  }

  private static Tensor[] withHistory(Slot slot, Arrived arrived) {
    var values = new Tensor[arrived.values().length];
    for (int i = 0; i < values.length; i++) {
      Tensor computed = arrived.values()[i];
      if (computed == null) {
        continue;
      }
      Trace trace = slot.traces()[i];
      if (trace.leaf() != null) {
        values[i] = trace.leaf();
        arrived.versions()[i] = trace.version();
        continue;
      }
      values[i] = computed.detach();
      if (trace.gradFn() != null) {
        values[i].setHistory(trace.gradFn(), trace.outputIndex());
      } else if (arrived.by() != null && computed.gradFn() == arrived.by()) {
        // A node's own result, which had no history yet when it was saved.
        values[i].setHistory(slot.node(), computed.outputIndex());
      }
    }
    return values;
  }

  /** Forgets the inputs of an inner segment; its outer one gives them back. */
  private void drop() {
    inputs = null;
  }

  private void refill(Tensor[] values, int[] savedVersions) {
    if (slots != null) {
      inputs = values;
      versions = savedVersions;
    }
  }
}
