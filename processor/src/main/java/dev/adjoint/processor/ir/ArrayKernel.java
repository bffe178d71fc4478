package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A kernel over arrays: functions of one iteration of its parallel loops, and how they are put together. All functions but
 * {@code bounds} and those of places have the counters as first parameters; all have the method's parameters, arrays among them.
 *
 * @param params the method's parameters
 * @param counters how many parallel loops there are, 1 or 2, the first the outer one
 * @param bounds to {@code (from, to)} of each counter
 * @param value to {@code (content, touched, place)} of each cell, the places in {@code cells} that an iteration owns; stores into
 *     other outputs are in it
 * @param cells the cells
 * @param adjoint {@code (..., seeds, shadows)}: a seed for each output of floating type, in order, which is read at the places
 *     that the iteration writes; a shadow for each differentiated array; to the adjoints of the differentiated numbers
 * @param accumulations how the additions in {@code adjoint} are made
 * @param gathers adjoints of array cells that are collected cell by cell
 * @param sums places whose adjoints all iterations add to: those of numbers first, in order
 * @param erase stores zeros where an iteration writes
 * @param pieces what runs some of the iterations as Java, or null
 * @param second the tangent of reverse mode as Java
 * @param scratch how many numbers of the scratch memory an iteration's adjoint needs, a function of the method's parameters with the
 *     length of each array in its place, to a long; null if it needs none
 */
public record ArrayKernel(List<Param> params, int counters, Function bounds, Function value, List<Cell> cells,
    Function adjoint, Map<Op.Accumulate, Accumulation> accumulations, List<Gather> gathers, List<Sum> sums, Function erase,
    Pieces pieces, Second second, Function scratch) {
  public ArrayKernel {
    params = List.copyOf(params);
    cells = List.copyOf(cells);
    var copy = new IdentityHashMap<Op.Accumulate, Accumulation>();
    copy.putAll(accumulations);
    accumulations = Collections.unmodifiableMap(copy);
    gathers = List.copyOf(gathers);
    sums = List.copyOf(sums);
  }

  /** What a parameter is to the kernel. */
  public enum Role {
    /** An array that is read. */
    INPUT,
    /** An array that is written. */
    OUTPUT,
    /** A differentiated number, which a tensor with one element gives. */
    NUMBER,
    /** A number that stays one. */
    UNIFORM
  }

  /**
   * A parameter.
   *
   * @param wrt whether it has an adjoint
   * @param kept whether the adjoint reads what an output contained before
   * @param how how adjoints of an array are added up, in words; null without an adjoint
   */
  public record Param(Value value, Role role, boolean wrt, boolean kept, String how) {}

  /**
   * A cell that an iteration owns.
   *
   * @param param the array
   * @param span an operation that reads or writes it
   */
  public record Cell(int param, Span span) {}

  /** How an adjoint is added. */
  public sealed interface Accumulation {
    /** To a cell that no other iteration adds to. */
    record Own() implements Accumulation {}

    /** Atomically. */
    record Atomic() implements Accumulation {}

    /** To a sum over all iterations. */
    record Summed(int sum) implements Accumulation {}
  }

  /**
   * A read at {@code offset + stride * outer + inner} from where adjoints are collected: the cell's iteration is found from it.
   *
   * @param param the array
   * @param place {@code (params)} to {@code (offset, stride)}
   * @param outerFirst whether the first counter is the one with the stride
   * @param adjoint {@code (counters, params, seeds)} with the additions that go to this read alone
   */
  public record Gather(int param, Function place, boolean outerFirst, Function adjoint) {}

  /**
   * A place that all iterations add to.
   *
   * @param place {@code (params)} to the place in an array; null for a number
   */
  public record Sum(int param, Function place) {}

  /** How pieces of the outer loop keep their additions to an array's adjoint apart. */
  public enum Apart {
    /** No two iterations add to one cell. */
    OWN,
    /** Each piece adds to cells around a place that moves with the outer counter. */
    NEAR,
    /** Any piece may add to any cell. */
    ANYWHERE
  }

  /**
   * Some iterations of the outer loop as Java.
   *
   * @param value {@code (params, from, to)}: runs them
   * @param adjoint {@code (params, from, to, shadows)}, and a tape if used, to the adjoints of the differentiated numbers
   * @param usesTape whether the adjoint's last parameter is a tape
   * @param places {@code (params)} to {@code (from, to)} of each counter, then for each array whose additions are near to long numbers
   *     {@code (stride, least, greatest)}: an iteration adds to places from {@code stride * outer + least} to {@code stride * outer +
   *     greatest}
   * @param apart for each parameter; null for those that have no adjoint array
   * @param loops whether an iteration has loops of its own
   */
  public record Pieces(Function value, Function adjoint, boolean usesTape, Function places, List<Apart> apart, boolean loops) {
    public Pieces {
      apart = Collections.unmodifiableList(new ArrayList<>(apart));
    }
  }

  /**
   * The tangent of reverse mode, whose shadows' tangents are the derivative of the adjoint in the direction of the parameters'
   * tangents.
   *
   * @param function {@code (params, shadows)}, a tape if used, then {@code (tangents of differentiated params, tangents of shadows)};
   *     to the adjoints of the differentiated numbers, and then their tangents
   * @param usesTape whether there is a tape
   */
  public record Second(Function function, boolean usesTape) {}

  /** The functions that become Java. */
  public List<Function> javaFunctions() {
    return Stream.of(pieces == null ? null : pieces.value(), pieces == null ? null : pieces.adjoint(),
        pieces == null ? null : pieces.places(), second.function(), scratch).filter(Objects::nonNull).toList();
  }

  /** The outputs of floating type, which have seeds. */
  public List<Integer> seeded() {
    return IntStream.range(0, params.size()).filter(k -> params.get(k).role() == Role.OUTPUT
        && params.get(k).value().type().isDifferentiable()).boxed().toList();
  }
}
