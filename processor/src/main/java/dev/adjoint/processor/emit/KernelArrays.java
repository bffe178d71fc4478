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
 * pointer and a length; a seed and a shadow have the length of their array.
 */
final class KernelArrays {
  /** What a pointer leads to. */
  enum Kind { DATA, SEED, SHADOW }

  /** An array's name in C, to which the kind is added. */
  record Array(String name, Kind kind, boolean written) {}

  private final Map<Value, Array> arrays;
  private final Map<Op.Accumulate, Accumulation> accumulations;
  private final Sites sites;
  private final Purpose purpose;
  private final int sums;

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
   */
  KernelArrays(Map<Value, Array> arrays, Map<Op.Accumulate, Accumulation> accumulations, Sites sites, Purpose purpose, int sums) {
    this.arrays = new IdentityHashMap<>(arrays);
    this.accumulations = accumulations;
    this.sites = sites;
    this.purpose = purpose;
    this.sums = sums;
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
    params.add("GLOBAL int32 *fault");
    params.add("int32 site");
    return params;
  }

  String length(Value array) {
    return arrays.get(array).name() + "_length";
  }

  String load(Op.Load o, String index) {
    Array a = arrays.get(o.array());
    String type = KernelPrinter.type(o.result().type());
    String where = type + ", " + pointer(a) + ", " + length(o.array()) + ", " + index;
    // the compiler's own loads are of cells that the iteration may not come to
    return a.kind() == Kind.SEED || o.span() == Span.NONE ? "J_PEEK(" + where + ")"
        : "J_LOAD(" + where + ", " + sites.of(o.span()) + ")";
  }

  String store(Op.Store o, String index, String value) {
    String where = pointer(arrays.get(o.array())) + ", " + length(o.array()) + ", " + index;
    return purpose == Purpose.ERASE ? "J_ERASE(" + where + ")"
        : "J_STORE(" + element(o.array().type()) + ", " + where + ", " + value + ", " + sites.of(o.span()) + ")";
  }

  String accumulate(Op.Accumulate o, String index, String value) {
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
