package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.subscript.Cells;
import dev.adjoint.processor.analysis.subscript.Counter;
import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.analysis.subscript.Subscript;
import dev.adjoint.processor.analysis.subscript.Subscripts;
import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.ArrayKernel.Apart;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.kernel.Iteration;
import dev.adjoint.processor.transform.kernel.IterationRange;
import dev.adjoint.processor.transform.kernel.PlaceCode;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kernel over arrays in pieces of its outer loop, for several threads of the CPU. Iterations have the cells that they write for
 * themselves, which is proved before. Of the adjoint of an array that is read it is said here where a piece adds to it: at no place
 * but those at which the method reads.
 */
final class KernelPieces {
  private final Iteration iteration;
  private final Set<Value> outputs;
  private final Subscripts subscripts;
  private final Cells proof;
  private final Value outer;
  private final BlockBuilder out = new BlockBuilder();
  private final List<Value> places = new ArrayList<>();

  private KernelPieces(Iteration iteration, Set<Value> outputs) {
    this.iteration = iteration;
    this.outputs = outputs;
    this.subscripts = new Subscripts(iteration.function(), iteration.counters());
    this.proof = new Cells(subscripts, iteration.counters());
    this.outer = iteration.counters().getFirst().value();
  }

  /**
   * The pieces; null where the adjoint may write to buffers before it throws, so that it has to run as a whole.
   *
   * @param outputs the arrays that are written
   */
  static ArrayKernel.Pieces of(Iteration iteration, Set<Value> outputs, Reverse.Setup setup) {
    Function value = IterationRange.of(iteration);
    Reverse.Vjp adjoint = Reverse.vjp(value, setup);
    if (adjoint.stages()) {
      return null;
    }
    return new KernelPieces(iteration, outputs).make(value, adjoint);
  }

  private ArrayKernel.Pieces make(Function value, Reverse.Vjp adjoint) {
    for (Counter c : iteration.counters()) {
      places.add(new PlaceCode(c.from()).write(out));
      places.add(new PlaceCode(c.to()).write(out));
    }
    Map<Value, List<Subscript>> reads = new LinkedHashMap<>();
    loads(iteration.ops(), reads);
    Function method = iteration.method();
    var apart = new ArrayList<Apart>();
    for (int k = 0; k < method.params().size(); k++) {
      Value p = method.params().get(k);
      apart.add(!method.wrt().get(k) || !p.type().isArray() ? null
          : outputs.contains(p) || !reads.containsKey(p) ? Apart.OWN : apart(reads.get(p)));
    }
    var function = new Function(method.key() + "Places", method.name() + "Places", method.params(),
        method.params().stream().map(p -> false).toList(), places.stream().map(Value::type).toList(), out.block(List.of(), places),
        Span.NONE);
    return new ArrayKernel.Pieces(value, adjoint.function(), adjoint.usesTape(), function, apart, loops(iteration.ops()));
  }

  private void loads(List<Op> ops, Map<Value, List<Subscript>> reads) {
    for (Op op : ops) {
      if (op instanceof Op.Load o) {
        reads.computeIfAbsent(o.array(), a -> new ArrayList<>()).add(subscripts.subscript(o.index()));
      }
      Ops.blocks(op).forEach(b -> loads(b.ops(), reads));
    }
  }

  private static boolean loops(List<Op> ops) {
    return ops.stream().anyMatch(op -> op instanceof Op.For || op instanceof Op.While
        || Ops.blocks(op).stream().map(Block::ops).anyMatch(KernelPieces::loops));
  }

  private Apart apart(List<Subscript> reads) {
    if (reads.contains(null)) {
      return Apart.ANYWHERE;
    }
    if (proof.own(reads)) {
      return Apart.OWN;
    }
    Polynomial stride = reads.getFirst().strides().get(outer);
    if (stride == null || !reads.stream().allMatch(r -> stride.equals(r.strides().get(outer)))
        || !reads.stream().allMatch(this::isBounded)) {
      return Apart.ANYWHERE;
    }
    Value least = null;
    Value greatest = null;
    for (Window w : windows(reads)) {
      Value from = new PlaceCode(w.least).writeLong(out);
      Value to = new PlaceCode(w.greatest).writeLong(out);
      for (var step : w.strides.entrySet()) {
        if (step.getKey() == outer) {
          continue;
        }
        Counter c = subscripts.counter(step.getKey());
        Value first = new PlaceCode(step.getValue().times(c.from())).writeLong(out);
        Value last = new PlaceCode(step.getValue().times(c.to().minus(Polynomial.ONE))).writeLong(out);
        from = PlaceCode.plus(out, from, extreme("min", first, last));
        to = PlaceCode.plus(out, to, extreme("max", first, last));
      }
      least = least == null ? from : extreme("min", least, from);
      greatest = greatest == null ? to : extreme("max", greatest, to);
    }
    places.addAll(List.of(new PlaceCode(stride).writeLong(out), least, greatest));
    return Apart.NEAR;
  }

  /** Places with the same strides, and bases at known distances. */
  private static final class Window {
    final Map<Value, Polynomial> strides;
    Polynomial least;
    Polynomial greatest;

    Window(Subscript read) {
      strides = read.strides();
      least = read.base();
      greatest = read.base();
    }

    boolean take(Subscript read) {
      Long below = least.minus(read.base()).constant();
      Long above = read.base().minus(greatest).constant();
      if (below == null || above == null || !strides.equals(read.strides())) {
        return false;
      }
      least = below > 0 ? read.base() : least;
      greatest = above > 0 ? read.base() : greatest;
      return true;
    }
  }

  private static List<Window> windows(List<Subscript> reads) {
    var windows = new ArrayList<Window>();
    for (Subscript read : reads) {
      if (windows.stream().noneMatch(w -> w.take(read))) {
        windows.add(new Window(read));
      }
    }
    return windows;
  }

  /** Whether the range of every counter but the outer one is known when the kernel begins. */
  private boolean isBounded(Subscript place) {
    return place.strides().keySet().stream().filter(v -> v != outer).map(subscripts::counter)
        .allMatch(c -> c != null && c.from() != null && c.to() != null && c.from().isUniform() && c.to().isUniform());
  }

  private Value extreme(String function, Value a, Value b) {
    return out.math(Type.Ref.of("java.lang", "Math"), function, Type.LONG, List.of(a, b));
  }
}
