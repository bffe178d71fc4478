package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.ArrayKernel.Accumulation;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one function of a kernel over arrays touches them: by macros of the runtime's header that check every place. An array is a
 * pointer and a length; a seed and a shadow have the length of their array. One that an iteration makes is an array of C, or a pointer
 * into the scratch memory.
 */
final class KernelArrays {
  /** What a pointer leads to. */
  enum Kind { DATA, SEED, SHADOW }

  /** An array's name in C, to which the kind is added. */
  record Array(String name, Kind kind, boolean written) {}

  private final Map<Value, Array> arrays;
  /** Those that an iteration makes for itself. */
  private final Map<Value, Made> made = new IdentityHashMap<>();
  private final boolean scratch;
  private final Map<Op.Accumulate, Accumulation> accumulations;
  private final Sites sites;
  private final Purpose purpose;
  private final int sums;

  /**
   * An array that an iteration makes.
   *
   * @param length in C
   * @param scratch whether it lies in the scratch memory
   */
  private record Made(String name, Type element, String length, boolean scratch) {}

  /** What the function is for. */
  enum Purpose { VALUE, ADJOINT, GATHER, ERASE, PLACES }

  /** The places in the source that a message about an index may name. */
  static final class Sites {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    int of(Span span) {
      String text = "line " + span.line() + ": " + span.statement();
      return numbers.computeIfAbsent(text, t -> {
        texts.add(t);
        return texts.size() - 1;
      });
    }

    List<String> texts() {
      return List.copyOf(texts);
    }
  }

  /**
   * For one function.
   *
   * @param sums how many sums the function adds to
   * @param scratch whether the function gets scratch memory
   */
  KernelArrays(Map<Value, Array> arrays, Map<Op.Accumulate, Accumulation> accumulations, Sites sites, Purpose purpose, int sums,
      boolean scratch) {
    this.arrays = new IdentityHashMap<>(arrays);
    this.accumulations = accumulations;
    this.sites = sites;
    this.purpose = purpose;
    this.sums = sums;
    this.scratch = scratch;
  }

  /** The type of elements in C. */
  static String element(Type array) {
    return array.elementType().isFloating() ? "E" : "int64";
  }

  static String pointer(Array array) {
    return array.name() + "_" + switch (array.kind()) {
      case DATA -> "array";
      case SEED -> "seed";
      case SHADOW -> "adjoint";
    };
  }

  String parameter(Value array) {
    Array a = arrays.get(array);
    boolean changes = switch (a.kind()) {
      case DATA -> a.written() && (purpose == Purpose.VALUE || purpose == Purpose.ERASE);
      case SEED -> false;
      case SHADOW -> true;
    };
    String text = "GLOBAL " + (changes ? "" : "const ") + element(array.type()) + " *" + pointer(a);
    return a.kind() == Kind.DATA ? text + ", int32 " + length(array) : text;
  }

  /** What follows the function's own parameters and results. */
  List<String> parameters() {
    var params = new ArrayList<String>();
    if (purpose == Purpose.GATHER) {
      params.add("WIDE *sum");
    }
    for (int k = 0; k < sums; k++) {
      params.add("WIDE *sum" + k);
    }
    if (scratch) {
      params.add("GLOBAL WIDE *scratch");
      params.add("int32 items");
    }
    params.add("GLOBAL int32 *fault");
    params.add("int32 site");
    return params;
  }

  /** Makes an array of zeros of a constant length, or takes one from the scratch memory. */
  String make(Value array, String name, Object constant, String length) {
    Type element = array.type().elementType();
    made.put(array, new Made(name, element, constant == null ? length : constant.toString(), constant == null));
    if (constant == null) {
      return "GLOBAL WIDE *" + name + " = scratch; scratch += (uint64) (" + length + " > 0 ? " + length + " : 0) * items;";
    }
    // C has no arrays of length zero
    return KernelPrinter.type(element) + " " + name + "[" + Math.max(1, (Integer) constant) + "] = {0};";
  }

  String length(Value array) {
    return made.containsKey(array) ? made.get(array).length() : arrays.get(array).name() + "_length";
  }

  String load(Op.Load o, String index) {
    if (made.get(o.array()) instanceof Made m) {
      String type = KernelPrinter.type(m.element());
      return m.scratch() ? "(" + type + ") " + kept(m, index) : "J_LOAD(" + type + ", " + m.name() + ", " + m.length() + ", " + index
          + ", " + sites.of(o.span()) + ")";
    }
    Array a = arrays.get(o.array());
    String type = KernelPrinter.type(o.result().type());
    String where = type + ", " + pointer(a) + ", " + length(o.array()) + ", " + index;
    // the compiler's own loads are of cells that the iteration may not come to
    return a.kind() == Kind.SEED || o.span() == Span.NONE ? "J_PEEK(" + where + ")"
        : "J_LOAD(" + where + ", " + sites.of(o.span()) + ")";
  }

  /** The item's own numbers are {@code items} apart, so that neighbours' lie side by side. */
  private static String kept(Made m, String index) {
    return m.name() + "[(uint64) " + index + " * items]";
  }

  String store(Op.Store o, String index, String value) {
    if (made.get(o.array()) instanceof Made m) {
      return m.scratch() ? kept(m, index) + " = " + value + ";" : "J_STORE(" + KernelPrinter.type(m.element()) + ", " + m.name() + ", "
          + m.length() + ", " + index + ", " + value + ", " + sites.of(o.span()) + ")";
    }
    String where = pointer(arrays.get(o.array())) + ", " + length(o.array()) + ", " + index;
    return purpose == Purpose.ERASE ? "J_ERASE(" + where + ")"
        : "J_STORE(" + element(o.array().type()) + ", " + where + ", " + value + ", " + sites.of(o.span()) + ")";
  }

  String accumulate(Op.Accumulate o, String index, String value) {
    if (made.get(o.array()) instanceof Made m) {
      return m.scratch() ? kept(m, index) + " += " + value + ";"
          : "J_ADD_OWN(" + m.name() + ", " + m.length() + ", " + index + ", " + value + ")";
    }
    if (purpose == Purpose.GATHER) {
      return "*sum += " + value + ";";
    }
    String where = "(" + pointer(arrays.get(o.array())) + ", " + length(o.array()) + ", " + index + ", " + value + ")";
    return switch (accumulations.get(o)) {
      case Accumulation.Own a -> "J_ADD" + where;
      case Accumulation.Atomic a -> "J_ADD_ATOMIC" + where;
      case Accumulation.Summed a -> "*sum" + a.sum() + " += " + value + ";";
      case null -> throw new IllegalStateException("an addition that was not decided: " + o.span());
    };
  }
}
