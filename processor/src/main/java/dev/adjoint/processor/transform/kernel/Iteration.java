package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.analysis.subscript.Counter;
import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One iteration of a method's parallel loops.
 *
 * @param method the method; no array is made in it, and each is a parameter
 * @param counters of the loops, the outer one first
 * @param ops what precedes the loops, and their body
 */
public record Iteration(Function method, List<Counter> counters, List<Op> ops) {
  public Iteration {
    counters = List.copyOf(counters);
    ops = List.copyOf(ops);
  }

  /** The counters and the method's parameters. */
  public List<Value> params() {
    var params = new ArrayList<Value>();
    counters.forEach(c -> params.add(c.value()));
    params.addAll(method.params());
    return params;
  }

  /** Uniform whole numbers as a function of the method's parameters. */
  public Function places(List<Polynomial> places) {
    var out = new BlockBuilder();
    var yields = places.stream().map(p -> new PlaceCode(p).write(out)).toList();
    return function(method, "Places", method.params(), out.block(List.of(), yields));
  }

  /** As a function without results. */
  public Function function() {
    return function(method, "Iteration", params(), Block.of(ops, List.of()));
  }

  static Function function(Function method, String suffix, List<Value> params, Block body) {
    return function(method, suffix, params, params.stream().map(p -> false).toList(), body);
  }

  private static Function function(Function method, String suffix, List<Value> params, List<Boolean> wrt, Block body) {
    return new Function(method.key() + suffix, method.name() + suffix, params, wrt, body.yields().stream().map(Value::type).toList(),
        body, method.span());
  }

  /**
   * A cell of an output that an iteration owns, kept in a variable while it runs.
   *
   * @param accesses the loads and stores of it
   * @param read whether there are loads
   */
  public record Cell(Value array, List<Op> accesses, boolean read) {
    public Cell {
      accesses = List.copyOf(accesses);
    }
  }

  /**
   * What the iteration computes.
   *
   * @param places for each cell a polynomial's code
   * @return to (content, touched, place) of each cell
   */
  public Function value(List<Cell> cells, List<PlaceCode> places) {
    var out = new BlockBuilder();
    var slots = new ArrayList<Slot>();
    var placed = new ArrayList<Value>();
    for (int k = 0; k < cells.size(); k++) {
      Cell cell = cells.get(k);
      Value place = places.get(k).write(out);
      placed.add(place);
      Value content = cell.read() ? out.load(cell.array(), place, cell.array().name())
          : out.zero(cell.array().type().elementType());
      slots.add(new Slot.Content(cell, content));
      slots.add(new Slot.Touched(cell, out.constant(Type.BOOLEAN, false)));
    }
    var rewritten = new CellVariables(slots).rewrite(ops);
    out.addAll(rewritten.ops());
    var yields = new ArrayList<Value>();
    for (int k = 0; k < cells.size(); k++) {
      yields.add(rewritten.last().get(2 * k));
      yields.add(rewritten.last().get(2 * k + 1));
      yields.add(placed.get(k));
    }
    return Live.of(function(method, "Value", params(), out.block(List.of(), yields)));
  }

  /**
   * The scalar whose gradient is the iteration's adjoint: what it writes, each times the seed at its place, and added up.
   *
   * @param wrt for each parameter of the method whether it is differentiated
   * @param seeds for each output of floating type its seed, an array
   */
  public Function seeded(List<Cell> cells, List<PlaceCode> places, List<Boolean> wrt, Map<Value, Value> seeds) {
    var out = new BlockBuilder();
    var slots = new ArrayList<Slot>();
    var factors = new ArrayList<Value>();
    for (int k = 0; k < cells.size(); k++) {
      Cell cell = cells.get(k);
      Value place = places.get(k).write(out);
      slots.add(new Slot.Content(cell, out.load(cell.array(), place, cell.array().name())));
      Value seed = seeds.get(cell.array());
      factors.add(seed == null ? null : out.cast(Type.DOUBLE, out.load(seed, place, seed.name())));
    }
    slots.add(new Slot.Sum(seeds, out.constant(0.0)));
    var rewritten = new CellVariables(slots).rewrite(ops);
    out.addAll(rewritten.ops());
    Value sum = rewritten.last().getLast();
    for (int k = 0; k < cells.size(); k++) {
      if (factors.get(k) != null) {
        Value content = out.cast(Type.DOUBLE, rewritten.last().get(k));
        sum = out.binary(Op.BinaryKind.ADD, sum, out.binary(Op.BinaryKind.MUL, factors.get(k), content));
      }
    }
    var params = params();
    var differentiated = new ArrayList<>(Collections.nCopies(counters.size(), false));
    differentiated.addAll(wrt);
    for (Value p : method.params()) {
      if (seeds.containsKey(p)) {
        params.add(seeds.get(p));
        differentiated.add(false);
      }
    }
    return function(method, "Seeded", params, differentiated, out.block(List.of(), List.of(sum)));
  }

  /**
   * Zeros where the iteration writes.
   *
   * @param value the function that {@link #value} gave
   */
  public Function erase(Function value, List<Cell> cells, List<PlaceCode> places) {
    var out = new BlockBuilder();
    for (int k = 0; k < cells.size(); k++) {
      Value array = cells.get(k).array();
      if (array.type().isDifferentiable()) {
        out.store(array, places.get(k).write(out), out.zero(array.type().elementType()));
      }
    }
    out.addAll(Replacing.in(value.body(), op -> {
      if (!(op instanceof Op.Store s) || !method.params().contains(s.array())) {
        return List.of(op);
      }
      var zero = new BlockBuilder().at(s.span());
      if (s.array().type().isDifferentiable()) {
        zero.store(s.array(), s.index(), zero.zero(s.value().type()));
      }
      return zero.ops();
    }).ops());
    return Live.of(function(method, "Erase", params(), out.block(List.of(), List.of())));
  }
}
