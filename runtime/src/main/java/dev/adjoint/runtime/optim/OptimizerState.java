package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An optimizer's state as named tensors, in PyTorch's structure with dots between its levels. */
final class OptimizerState {
  private OptimizerState() {}

  /** The entries of a state dict that is being read; those never asked for are refused at the end. */
  static final class Entries {
    private final Map<String, Tensor> entries;
    private final TreeSet<String> unread;

    Entries(Map<String, Tensor> entries) {
      this.entries = entries;
      this.unread = new TreeSet<>(entries.keySet());
    }

    boolean has(String key) {
      return entries.get(key) != null;
    }

    /** An entry of a shape and type, detached. */
    Tensor take(String key, DType dtype, Shape shape) {
      Tensor entry = take(key, dtype);
      if (!entry.shape().equals(shape)) {
        throw new IllegalArgumentException("the state's " + key + " has shape " + entry.shape() + ", not " + shape);
      }
      return entry;
    }

    /** An entry of a type and any shape, detached. */
    Tensor take(String key, DType dtype) {
      Tensor entry = entries.get(key);
      if (entry == null) {
        throw new IllegalArgumentException("the state has no " + key);
      }
      if (entry.dtype() != dtype) {
        throw new IllegalArgumentException("the state's " + key + " has type " + entry.dtype() + ", not " + dtype);
      }
      unread.remove(key);
      return entry.detach();
    }

    double number(String key) {
      return take(key, DType.FLOAT64, Shape.SCALAR).item();
    }

    /** A count, at least 0. */
    long count(String key) {
      long count = take(key, DType.INT64, Shape.SCALAR).itemLong();
      if (count < 0) {
        throw new IllegalArgumentException("the state's " + key + " is " + count + ", and must be at least 0");
      }
      return count;
    }

    void requireAllRead() {
      if (!unread.isEmpty()) {
        throw new IllegalArgumentException("the state has entries that this does not know: " + unread);
      }
    }
  }

  static Map<String, Tensor> save(Optimizer optimizer) {
    var state = new LinkedHashMap<String, Tensor>();
    int number = 0;
    for (int g = 0; g < optimizer.groups().size(); g++) {
      ParameterGroup group = optimizer.groups().get(g);
      String prefix = "param_groups." + g + ".";
      group.options().values().forEach((name, value) -> state.put(prefix + name, Tensor.scalar((double) value)));
      state.put(prefix + "params", Tensor.arange(number, number + group.slots().size(), 1));
      for (Slot slot : group.slots()) {
        save(optimizer, slot, "state." + number++ + ".", state);
      }
    }
    optimizer.saveMore(state);
    return state;
  }

  private static void save(Optimizer optimizer, Slot slot, String prefix, Map<String, Tensor> state) {
    if (optimizer.countsSteps() && slot.steps > 0) {
      state.put(prefix + "step", Tensor.scalar(slot.steps));
    }
    for (int i = 0; i < slot.buffers.length; i++) {
      if (slot.buffers[i] != null) {
        state.put(prefix + optimizer.bufferNames().get(i), slot.buffers[i].copy());
      }
    }
  }

  static void load(Optimizer optimizer, Map<String, Tensor> state) {
    var entries = new Entries(state);
    var changes = new ArrayList<Runnable>();
    int number = 0;
    for (int g = 0; g < optimizer.groups().size(); g++) {
      ParameterGroup group = optimizer.groups().get(g);
      String prefix = "param_groups." + g + ".";
      var values = new LinkedHashMap<String, Double>();
      group.options().values().keySet().forEach(name -> values.put(name, entries.number(prefix + name)));
      Hyperparameters options = group.options().withValues(values);
      options.requireConsistent();
      changes.add(() -> group.options(options));
      checkNumbers(entries.take(prefix + "params", DType.INT64), number, group.slots().size(), prefix);
      for (Slot slot : group.slots()) {
        changes.add(load(optimizer, slot, "state." + number++ + ".", entries));
      }
    }
    changes.add(optimizer.loadMore(entries));
    entries.requireAllRead();
    changes.forEach(Runnable::run);
  }

  private static void checkNumbers(Tensor numbers, int first, int count, String prefix) {
    if (!numbers.equalTo(Tensor.arange(first, first + count, 1))) {
      throw new IllegalArgumentException("the state's " + prefix + "params has " + numbers.numel()
          + " parameters; the numbers " + first + " to " + (first + count - 1) + " are expected");
    }
  }

  private static Runnable load(Optimizer optimizer, Slot slot, String prefix, Entries entries) {
    List<String> names = optimizer.bufferNames();
    var buffers = new Tensor[names.size()];
    boolean any = false;
    for (int i = 0; i < buffers.length; i++) {
      String key = prefix + names.get(i);
      if (entries.has(key)) {
        Tensor saved = entries.take(key, slot.parameter.dtype(), slot.parameter.shape());
        buffers[i] = GradMode.withoutGrad(() -> saved.to(slot.parameter.device()).copy());
        any = true;
      }
    }
    long steps = optimizer.countsSteps() && (any || entries.has(prefix + "step")) ? entries.count(prefix + "step") : 0;
    if (steps > 0) {
      for (int i = 0; i < optimizer.requiredBuffers(); i++) {
        if (buffers[i] == null) {
          throw new IllegalArgumentException("the state has " + prefix + "step but no " + prefix + names.get(i));
        }
      }
    }
    return () -> {
      slot.steps = steps;
      System.arraycopy(buffers, 0, slot.buffers, 0, buffers.length);
    };
  }
}
