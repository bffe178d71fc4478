package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.subscript.Cells;
import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.analysis.subscript.Subscript;
import dev.adjoint.processor.analysis.subscript.Subscripts;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.kernel.Iteration;
import dev.adjoint.processor.transform.kernel.PlaceCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a kernel writes: proves that each iteration touches cells of its own. Of an output all of whose places depend on the
 * parallel counters alone, each such place is a cell; another one is stored into once at each place, and not read.
 */
final class KernelOutputs {
  private final Iteration iteration;
  private final Diagnostics diagnostics;
  private final Subscripts subscripts;
  private final Cells proof;
  private final Map<Value, List<Access>> accesses = new LinkedHashMap<>();
  private final List<Iteration.Cell> cells = new ArrayList<>();
  private final List<PlaceCode> places = new ArrayList<>();

  /** A load or store of an output, with the loops around it; a loop that is not counted is there as null. */
  private record Access(Op op, Value index, List<Value> loops) {}

  /** The cells of outputs, and where they are. */
  record Found(Set<Value> outputs, List<Iteration.Cell> cells, List<PlaceCode> places) {}

  private KernelOutputs(Iteration iteration, Diagnostics diagnostics) {
    this.iteration = iteration;
    this.diagnostics = diagnostics;
    Function f = iteration.function();
    this.subscripts = new Subscripts(f, iteration.counters());
    this.proof = new Cells(subscripts, iteration.counters());
  }

  static Found of(Iteration iteration, Diagnostics diagnostics) {
    var outputs = new KernelOutputs(iteration, diagnostics);
    Set<Value> written = new HashSet<>();
    written(iteration.ops(), written);
    outputs.collect(iteration.ops(), written, List.of());
    for (Value p : iteration.method().params()) {
      if (outputs.accesses.containsKey(p)) {
        outputs.output(p, outputs.accesses.get(p));
      }
    }
    Set<Value> stored = new HashSet<>(outputs.accesses.keySet());
    stored.retainAll(iteration.method().params());
    return new Found(stored, outputs.cells, outputs.places);
  }

  private static void written(List<Op> ops, Set<Value> written) {
    for (Op op : ops) {
      if (op instanceof Op.Store s) {
        written.add(s.array());
      }
      Ops.blocks(op).forEach(b -> written(b.ops(), written));
    }
  }

  private void collect(List<Op> ops, Set<Value> written, List<Value> loops) {
    for (Op op : ops) {
      switch (op) {
        case Op.Load o when written.contains(o.array()) -> add(o.array(), new Access(o, o.index(), loops));
        case Op.Store o -> add(o.array(), new Access(o, o.index(), loops));
        case Op o -> { }
      }
      for (Block b : Ops.blocks(op)) {
        collect(b.ops(), written, switch (op) {
          case Op.For f -> with(loops, f.iv());
          case Op.While w -> with(loops, (Value) null);
          case Op o -> loops;
        });
      }
    }
  }

  private static List<Value> with(List<Value> loops, Value counter) {
    var longer = new ArrayList<>(loops);
    longer.add(counter);
    return longer;
  }

  private void add(Value array, Access access) {
    accesses.computeIfAbsent(array, a -> new ArrayList<>()).add(access);
  }

  private void output(Value array, List<Access> all) {
    Map<Access, Subscript> where = new IdentityHashMap<>();
    var proved = new ArrayList<Subscript>();
    for (Access a : all) {
      Subscript place = subscripts.subscript(a.index());
      proved.add(place);
      if (place == null || !proof.own(proved)) {
        diagnostics.report(Message.PARALLEL_RACE, a.op().span(), array.name());
        return;
      }
      where.put(a, place);
    }
    Set<Value> parallel = new HashSet<>();
    iteration.counters().forEach(c -> parallel.add(c.value()));
    if (!where.values().stream().allMatch(p -> parallel.containsAll(p.strides().keySet()))) {
      Access second = all.size() > 1 ? all.get(1) : all.getFirst();
      boolean once = all.size() == 1 && !all.getFirst().loops().contains(null)
          && proof.injective(where.get(all.getFirst()), with(all.getFirst().loops(), parallel));
      if (!once) {
        diagnostics.report(Message.PARALLEL_CELLS, second.op().span(), array.name());
      }
      return;
    }
    Map<Polynomial, List<Access>> groups = new LinkedHashMap<>();
    all.forEach(a -> groups.computeIfAbsent(where.get(a).base(), b -> new ArrayList<>()).add(a));
    groups.forEach((base, group) -> {
      cells.add(new Iteration.Cell(array, group.stream().map(Access::op).toList(),
          group.stream().anyMatch(a -> a.op() instanceof Op.Load)));
      places.add(new PlaceCode(subscripts.of(group.getFirst().index())));
    });
  }

  private static List<Value> with(List<Value> loops, Set<Value> parallel) {
    var all = new ArrayList<>(loops);
    all.addAll(parallel);
    return all;
  }
}
