package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * A random program of operations, views and changes in place. It runs as written ({@link #run}), and without any view or
 * change in place ({@link #runOutOfPlace}): there a tensor is a list of places in a buffer, and a change makes a new buffer.
 */
final class ViewProgram {
  /** One step; the k-th of them makes value k + 2, except changes, which make none. */
  private sealed interface Step {
    record Compute(String name, int a, int b, BinaryOperator<Tensor> function) implements Step {}

    record View(String name, int of, UnaryOperator<Tensor> view) implements Step {}

    record Change(String name, int target, int by, BinaryOperator<Tensor> inPlace, BinaryOperator<Tensor> outOfPlace)
        implements Step {}
  }

  private record Named<T>(String name, T function) {}

  private record InPlace(String name, BinaryOperator<Tensor> inPlace, BinaryOperator<Tensor> outOfPlace) {}

  /** A tensor of the second interpretation: elements of a buffer. */
  private record Places(int buffer, Tensor indices) {}

  private static final List<Named<UnaryOperator<Tensor>>> FUNCTIONS = List.of(new Named<>("sin", Tensor::sin),
      new Named<>("tanh", Tensor::tanh), new Named<>("sigmoid", Tensor::sigmoid), new Named<>("mul", x -> x.mul(0.7)),
      new Named<>("square", x -> x.mul(0.5).square()), new Named<>("cumsum", x -> x.rank() == 0 ? x.neg() : x.cumsum(0)),
      new Named<>("softmax", x -> x.rank() == 0 ? x.exp().mul(0.1) : x.softmax(-1)));
  private static final List<Named<BinaryOperator<Tensor>>> OPERATIONS = List.of(new Named<>("add", Tensor::add),
      new Named<>("mul", (a, b) -> a.mul(b).mul(0.5)), new Named<>("sub", Tensor::sub),
      new Named<>("atan2", (a, b) -> a.atan2(b.square().add(1))));
  private static final List<InPlace> CHANGES = List.of(
      new InPlace("mul_", (x, _) -> x.mul_(-0.8), (x, _) -> x.mul(-0.8)),
      new InPlace("add_", (x, _) -> x.add_(0.3), (x, _) -> x.add(0.3)),
      new InPlace("sin_", (x, _) -> x.sin_(), (x, _) -> x.sin()),
      new InPlace("tanh_", (x, _) -> x.tanh_(), (x, _) -> x.tanh()),
      new InPlace("zero_", (x, _) -> x.zero_(), (x, _) -> Tensor.zerosLike(x)),
      new InPlace("clamp_", (x, _) -> x.clamp_(-3.1, 2.9), (x, _) -> x.clamp(-3.1, 2.9)),
      new InPlace("add_ tensor", Tensor::add_, Tensor::add), new InPlace("mul_ tensor", Tensor::mul_, Tensor::mul),
      new InPlace("sub_ tensor", Tensor::sub_, Tensor::sub),
      new InPlace("addScaled_", (x, y) -> x.addScaled_(0.4, y), (x, y) -> x.addScaled(0.4, y)),
      new InPlace("copy_", Tensor::copy_, (x, y) -> y.expand(x.shape())));

  private final List<Step> steps = new ArrayList<>();
  private final Random random;

  /** @param x where the program is tried out, which fixes shapes */
  ViewProgram(long seed, int length, Tensor x) {
    random = new Random(seed);
    List<Tensor> values = start(x);
    while (steps.size() < length) {
      Step step = draw(values);
      if (step != null) {
        steps.add(step);
        apply(step, values);
      }
    }
  }

  private static List<Tensor> start(Tensor x) {
    return new ArrayList<>(List.of(x.mul(1), Tensor.full(DType.FLOAT64, 0.25, 2, 6)));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Null if what was drawn does not fit. */
  private Step draw(List<Tensor> values) {
    int a = random.nextInt(values.size());
    int b = random.nextInt(values.size());
    Tensor x = values.get(a);
    switch (random.nextInt(5)) {
      case 0 -> {
        var function = any(FUNCTIONS);
        return new Step.Compute(function.name(), a, a, (t, _) -> function.function().apply(t));
      }
      case 1 -> {
        var operation = any(OPERATIONS);
        return fits(x, values.get(b)) ? new Step.Compute(operation.name(), a, b, operation.function()) : null;
      }
      case 2 -> {
        return view(a, x);
      }
      default -> {
        InPlace change = any(CHANGES);
        boolean distinct = true;
        for (int d = 0; d < x.rank(); d++) {
          distinct &= x.view().stride(d) != 0 || x.size(d) < 2;
        }
        boolean broadcasts = fits(x, values.get(b))
            && Shape.broadcast("", x.shape(), values.get(b).shape()).equals(x.shape());
        return distinct && broadcasts ? new Step.Change(change.name(), a, b, change.inPlace(), change.outOfPlace()) : null;
      }
    }
  }

  private static boolean fits(Tensor a, Tensor b) {
    for (int d = 1; d <= Math.min(a.rank(), b.rank()); d++) {
      if (a.size(-d) != b.size(-d) && a.size(-d) != 1 && b.size(-d) != 1) {
        return false;
      }
    }
    return true;
  }

  private Step view(int of, Tensor x) {
    if (x.rank() == 0) {
      return new Step.View("unsqueeze", of, t -> t.unsqueeze(0));
    }
    int dim = random.nextInt(x.rank());
    int size = x.size(dim);
    int from = random.nextInt(size);
    int to = from + 1 + random.nextInt(size - from);
    int other = random.nextInt(x.rank());
    return switch (random.nextInt(6)) {
      case 0 -> new Step.View("select", of, t -> t.select(dim, from));
      case 1 -> new Step.View("slice", of, t -> t.slice(dim, from, to));
      case 2 -> new Step.View("slice by 2", of, t -> t.slice(dim, from, size, 2));
      case 3 -> new Step.View("transpose", of, t -> t.transpose(dim, other));
      case 4 -> x.isContiguous() ? new Step.View("reshape", of, t -> t.reshape(-1)) : null;
      default -> x.size(0) == 1 ? new Step.View("expand", of, t -> {
        int[] sizes = t.shape().sizes();
        sizes[0] = 3;
        return t.expand(sizes);
      }) : null;
    };
  }

  private static void apply(Step step, List<Tensor> values) {
    switch (step) {
      case Step.Compute(String _, int a, int b, BinaryOperator<Tensor> function) ->
          values.add(function.apply(values.get(a), values.get(b)));
      case Step.View(String _, int of, UnaryOperator<Tensor> view) -> values.add(view.apply(values.get(of)));
      case Step.Change(String _, int target, int by, BinaryOperator<Tensor> inPlace, BinaryOperator<Tensor> _) ->
          inPlace.apply(values.get(target), values.get(by));
    }
  }

  /** A sum of all values with fixed weights. */
  private static Tensor loss(List<Tensor> values) {
    Tensor sum = Tensor.scalar(0.0);
    for (int k = 0; k < values.size(); k++) {
      Tensor value = values.get(k);
      Tensor weights = Tensor.arange(0, value.numel(), 1).to(DType.FLOAT64).mul(0.17).add(k + 1).cos();
      sum = sum.add(value.mul(weights.reshape(value.shape())).sum());
    }
    return sum;
  }

  /** As written. */
  Tensor run(Tensor x) {
    List<Tensor> values = start(x);
    steps.forEach(step -> apply(step, values));
    return loss(values);
  }

  /** Without views or changes in place. */
  Tensor runOutOfPlace(Tensor x) {
    var buffers = new ArrayList<Tensor>();
    var values = new ArrayList<Places>();
    start(x).forEach(value -> store(value, buffers, values));
    for (Step step : steps) {
      switch (step) {
        case Step.Compute(String _, int a, int b, BinaryOperator<Tensor> function) ->
            store(function.apply(load(values.get(a), buffers), load(values.get(b), buffers)), buffers, values);
        case Step.View(String _, int of, UnaryOperator<Tensor> view) ->
            values.add(new Places(values.get(of).buffer(), view.apply(values.get(of).indices()).copy()));
        case Step.Change(String _, int target, int by, BinaryOperator<Tensor> _, BinaryOperator<Tensor> outOfPlace) -> {
          Places places = values.get(target);
          Tensor content = outOfPlace.apply(load(places, buffers), load(values.get(by), buffers));
          Tensor buffer = buffers.get(places.buffer());
          Tensor indices = places.indices().reshape(-1);
          Tensor kept = Tensor.onesLike(buffer).indexAdd(0, indices, Tensor.full(DType.FLOAT64, -1, indices.numel()));
          buffers.set(places.buffer(), buffer.mul(kept).indexAdd(0, indices, content.reshape(-1)));
        }
      }
    }
    return loss(values.stream().map(places -> load(places, buffers)).toList());
  }

  private static void store(Tensor value, List<Tensor> buffers, List<Places> values) {
    buffers.add(value.reshape(-1));
    values.add(new Places(buffers.size() - 1, Tensor.arange(value.numel()).reshape(value.shape())));
  }

  private static Tensor load(Places places, List<Tensor> buffers) {
    return buffers.get(places.buffer()).indexSelect(0, places.indices().reshape(-1)).reshape(places.indices().shape());
  }

  /** The steps, one per line. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    int next = 2;
    for (Step step : steps) {
      text.append(switch (step) {
        case Step.Compute(String name, int a, int b, BinaryOperator<Tensor> _) ->
            "v" + next++ + " = " + name + "(v" + a + ", v" + b + ")";
        case Step.View(String name, int of, UnaryOperator<Tensor> _) -> "v" + next++ + " = view " + name + " of v" + of;
        case Step.Change(String name, int target, int by, BinaryOperator<Tensor> _, BinaryOperator<Tensor> _) ->
            "v" + target + "." + name + "(v" + by + ")";
      }).append('\n');
    }
    return text.toString();
  }
}
