package dev.adjoint.processor.emit;

import dev.adjoint.processor.emit.KernelArrays.Array;
import dev.adjoint.processor.emit.KernelArrays.Kind;
import dev.adjoint.processor.emit.KernelArrays.Purpose;
import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.ArrayKernel.Role;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a kernel over arrays as C that OpenCL and CUDA compilers take: {@code NAME_forward}, {@code NAME_backward} and, where
 * there are sums over all iterations, {@code NAME_collect}. NAME, the type E of elements and the type V that is computed in are
 * macros of whoever compiles it.
 *
 * <p>Arguments of all three, for each of the method's parameters: for an array its block, position and length; for a number of a
 * tensor its block and position; for others the number. Of backward and collect then: for each output of floating type block and
 * position of its seed; for each differentiated parameter block and position, or -1, of its adjoint; the block of partial sums; if
 * values are kept, the block of scratch memory;
 * of collect how many items left partial sums. Last for all the block in which an index out of bounds is noted, and the number
 * that the kernel's places begin with.
 */
final class ArrayKernelPrinter {
  private final ArrayKernel kernel;
  private final KernelArrays.Sites sites = new KernelArrays.Sites();
  private final Map<Value, Array> arrays = new IdentityHashMap<>();
  private final StringBuilder out = new StringBuilder();
  /** The method's parameters as arguments of functions. */
  private final List<String> arguments = new ArrayList<>();
  private final List<String> seeds = new ArrayList<>();
  private final String counters;
  private final boolean keeps;

  /** The C, and what a noted place means. */
  record Printed(String source, List<String> sites) {}

  private ArrayKernelPrinter(ArrayKernel kernel) {
    this.kernel = kernel;
    this.keeps = kernel.scratch() != null;
    this.counters = kernel.counters() == 1 ? "c0" : "c0, c1";
    for (ArrayKernel.Param p : kernel.params()) {
      if (p.value().type().isArray()) {
        arrays.put(p.value(), new Array(name(p), Kind.DATA, p.role() == Role.OUTPUT));
      }
      arguments.add(argument(p));
    }
    List<Value> given = kernel.adjoint().params();
    int at = kernel.counters() + kernel.params().size();
    for (int k : kernel.seeded()) {
      Array seed = new Array(name(k), Kind.SEED, false);
      arrays.put(given.get(at++), seed);
      seeds.add(KernelArrays.pointer(seed));
    }
    for (int k : differentiatedArrays()) {
      arrays.put(given.get(at++), new Array(name(k), Kind.SHADOW, true));
    }
  }

  static Printed print(ArrayKernel kernel) {
    var printer = new ArrayKernelPrinter(kernel);
    printer.functions();
    printer.forward();
    printer.backward();
    if (!kernel.sums().isEmpty()) {
      printer.collect();
    }
    return new Printed(printer.out.toString(), printer.sites.texts());
  }

  /** The parameter's name as an identifier of C. */
  private String name(int param) {
    String name = kernel.params().get(param).value().name();
    String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
    return plain.equals(name) ? name : plain + "_p" + param;
  }

  private String name(ArrayKernel.Param param) {
    return name(kernel.params().indexOf(param));
  }

  private List<Integer> differentiated() {
    var all = new ArrayList<Integer>();
    for (int k = 0; k < kernel.params().size(); k++) {
      if (kernel.params().get(k).wrt()) {
        all.add(k);
      }
    }
    return all;
  }

  private List<Integer> differentiatedArrays() {
    return differentiated().stream().filter(k -> kernel.params().get(k).value().type().isArray()).toList();
  }

  private String argument(ArrayKernel.Param p) {
    String name = name(p);
    return p.value().type().isArray() ? name + "_array, " + name + "_length" : name + "_value";
  }

  private void line(int indent, String text) {
    out.append("  ".repeat(indent)).append(text).append('\n');
  }

  private void function(Function f, String name, Purpose purpose) {
    out.append(KernelPrinter.print(f, "CAT(NAME, _" + name + ")", new KernelArrays(arrays, kernel.accumulations(), sites, purpose,
        purpose == Purpose.ADJOINT ? kernel.sums().size() : 0, keeps && (purpose == Purpose.ADJOINT || purpose == Purpose.GATHER))));
  }

  private void functions() {
    function(kernel.bounds(), "bounds", Purpose.PLACES);
    function(kernel.value(), "value", Purpose.VALUE);
    function(kernel.adjoint(), "adjoint", Purpose.ADJOINT);
    if (erases()) {
      function(kernel.erase(), "erase", Purpose.ERASE);
    }
    for (int g = 0; g < kernel.gathers().size(); g++) {
      function(kernel.gathers().get(g).place(), "read" + g, Purpose.PLACES);
      function(kernel.gathers().get(g).adjoint(), "gather" + g, Purpose.GATHER);
    }
    for (int s = 0; s < kernel.sums().size(); s++) {
      if (kernel.sums().get(s).place() != null) {
        function(kernel.sums().get(s).place(), "place" + s, Purpose.PLACES);
      }
    }
  }

  private boolean erases() {
    return kernel.params().stream().anyMatch(p -> p.role() == Role.OUTPUT && p.wrt());
  }

  /** The kernel's parameters for the method's. */
  private List<String> parameters(boolean forward) {
    var params = new ArrayList<String>();
    for (ArrayKernel.Param p : kernel.params()) {
      String name = name(p);
      Type type = p.value().type();
      switch (p.role()) {
        case INPUT, OUTPUT -> params.add("GLOBAL " + (forward && p.role() == Role.OUTPUT ? "" : "const ") + KernelArrays.element(type)
            + " *" + name + "_data, int32 " + name + "_at, int32 " + name + "_length");
        case NUMBER -> params.add("GLOBAL const E *" + name + "_data, int32 " + name + "_at");
        case UNIFORM -> params.add((type.isFloating() ? "V" : KernelPrinter.type(type)) + " " + name + "_value");
      }
    }
    if (!forward) {
      kernel.seeded().forEach(k -> params.add("GLOBAL const E *" + name(k) + "_seed_data, int32 " + name(k) + "_seed_at"));
      differentiated().forEach(k -> params.add("GLOBAL E *" + name(k) + "_adjoint_data, int32 " + name(k) + "_adjoint_at"));
      params.add("GLOBAL WIDE *partials");
      if (keeps) {
        params.add("GLOBAL WIDE *scratch");
      }
    }
    return params;
  }

  private void open(String name, List<String> params, boolean forward) {
    var all = new ArrayList<>(params);
    all.add("GLOBAL int32 *fault");
    all.add("int32 site");
    line(0, "KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _" + name + ")(" + String.join(",\n    ", all) + ") {");
    for (ArrayKernel.Param p : kernel.params()) {
      String n = name(p);
      switch (p.role()) {
        case INPUT, OUTPUT -> line(1, "GLOBAL " + (forward && p.role() == Role.OUTPUT ? "" : "const ")
            + KernelArrays.element(p.value().type()) + " *" + n + "_array = " + n + "_data + " + n + "_at;");
        case NUMBER -> line(1, "V " + n + "_value = (V) " + n + "_data[" + n + "_at];");
        case UNIFORM -> { }
      }
    }
    if (!forward) {
      kernel.seeded().forEach(k -> line(1, "GLOBAL const E *" + name(k) + "_seed = " + name(k) + "_seed_data + " + name(k)
          + "_seed_at;"));
      differentiated().forEach(k -> line(1, "GLOBAL E *" + name(k) + "_adjoint = " + name(k) + "_adjoint_at < 0 ? 0 : " + name(k)
          + "_adjoint_data + " + name(k) + "_adjoint_at;"));
    }
  }

  private String call(String function, List<String> more) {
    return call(function, true, arguments, more);
  }

  private String call(String function, boolean iteration, List<String> given, List<String> more) {
    var all = new ArrayList<String>();
    if (iteration) {
      all.add(counters);
    }
    all.addAll(given);
    all.addAll(more);
    all.add("fault, site");
    return "CAT(NAME, _" + function + ")(" + String.join(", ", all) + ");";
  }

  private void count() {
    boolean two = kernel.counters() == 2;
    line(1, "int32 from0, to0" + (two ? ", from1, to1;" : ";"));
    line(1, call("bounds", false, arguments, two ? List.of("&from0, &to0, &from1, &to1") : List.of("&from0, &to0")));
    line(1, "uint32 n0 = to0 > from0 ? (uint32) to0 - (uint32) from0 : 0;");
    if (two) {
      line(1, "uint32 n1 = to1 > from1 ? (uint32) to1 - (uint32) from1 : 0;");
      line(1, "uint32 count = j_count(n0, n1, fault, site + " + sites.of(kernel.value().span()) + ");");
    } else {
      line(1, "uint32 count = n0;");
    }
  }

  private void iteration(int indent) {
    boolean two = kernel.counters() == 2;
    line(indent, "int32 c0 = from0 + (int32) " + (two ? "(item / n1);" : "item;"));
    if (two) {
      line(indent, "int32 c1 = from1 + (int32) (item % n1);");
    }
  }

  private void forward() {
    open("forward", parameters(true), true);
    count();
    line(1, "for (uint32 item = GROUP_X * GROUP_SIZE + ITEM_X; item < count; item += GROUPS_X * GROUP_SIZE) {");
    iteration(2);
    var results = new ArrayList<String>();
    for (int k = 0; k < kernel.cells().size(); k++) {
      Type type = kernel.value().results().get(3 * k);
      line(2, KernelPrinter.type(type) + " content" + k + ";");
      line(2, "int32 touched" + k + ", place" + k + ";");
      results.add("&content" + k + ", &touched" + k + ", &place" + k);
    }
    line(2, call("value", results));
    for (int k = 0; k < kernel.cells().size(); k++) {
      int param = kernel.cells().get(k).param();
      Value array = kernel.params().get(param).value();
      line(2, "if (touched" + k + ") {");
      line(3, "J_STORE(" + KernelArrays.element(array.type()) + ", " + name(param) + "_array, " + name(param) + "_length, place" + k
          + ", content" + k + ", " + sites.of(kernel.cells().get(k).span()) + ")");
      line(2, "}");
    }
    line(1, "}");
    line(0, "}");
  }

  private void backward() {
    for (ArrayKernel.Param p : kernel.params()) {
      if (p.how() != null) {
        line(0, "// The adjoint of " + p.value().name() + ": " + p.how() + ".");
      }
    }
    open("backward", parameters(false), false);
    count();
    int sums = kernel.sums().size();
    for (int s = 0; s < sums; s++) {
      line(1, "WIDE sum" + s + " = 0;");
    }
    line(1, "for (uint32 item = GROUP_X * GROUP_SIZE + ITEM_X; item < count; item += GROUPS_X * GROUP_SIZE) {");
    iteration(2);
    if (erases()) {
      var erased = new ArrayList<String>();
      kernel.params().forEach(p -> erased.add(p.role() != Role.OUTPUT ? argument(p) : (p.wrt() ? name(p) + "_adjoint" : "0") + ", "
          + name(p) + "_length"));
      line(2, call("erase", true, erased, List.of()));
    }
    var more = new ArrayList<>(seeds);
    differentiatedArrays().forEach(k -> more.add(name(k) + "_adjoint"));
    int numbers = kernel.adjoint().results().size();
    for (int s = 0; s < numbers; s++) {
      line(2, "double number" + s + ";");
      more.add("&number" + s);
    }
    for (int s = 0; s < sums; s++) {
      more.add("&sum" + s);
    }
    scratch(more);
    line(2, call("adjoint", more));
    for (int s = 0; s < numbers; s++) {
      line(2, "sum" + s + " += number" + s + ";");
    }
    line(1, "}");
    gathers();
    for (int s = 0; s < sums; s++) {
      line(1, "partials[" + s + " * GROUPS_X * GROUP_SIZE + GROUP_X * GROUP_SIZE + ITEM_X] = sum" + s + ";");
    }
    line(0, "}");
  }

  private void scratch(List<String> arguments) {
    if (keeps) {
      arguments.add("scratch + GROUP_X * GROUP_SIZE + ITEM_X, GROUPS_X * GROUP_SIZE");
    }
  }

  private void gathers() {
    for (int k : differentiatedArrays()) {
      if (kernel.gathers().stream().noneMatch(g -> g.param() == k)) {
        continue;
      }
      String name = name(k);
      line(1, "for (uint32 cell = GROUP_X * GROUP_SIZE + ITEM_X; " + name + "_adjoint && count > 0 && cell < (uint32) " + name
          + "_length; cell += GROUPS_X * GROUP_SIZE) {");
      line(2, "WIDE sum = 0;");
      line(2, "int32 offset, stride;");
      for (int g = 0; g < kernel.gathers().size(); g++) {
        if (kernel.gathers().get(g).param() == k) {
          gather(g);
        }
      }
      line(2, name + "_adjoint[cell] = (E) sum;");
      line(1, "}");
    }
  }

  /** Finds the iteration that read the cell, if there is one. */
  private void gather(int g) {
    ArrayKernel.Gather gather = kernel.gathers().get(g);
    line(2, call("read" + g, false, arguments, List.of("&offset", "&stride")));
    line(2, "{");
    if (kernel.counters() == 1) {
      line(3, "int32 c0 = j_floor_div((int32) cell - offset, stride);");
      line(3, "if (c0 >= from0 && c0 < to0 && c0 * stride + offset == (int32) cell) {");
    } else {
      String outer = gather.outerFirst() ? "0" : "1";
      String inner = gather.outerFirst() ? "1" : "0";
      line(3, "int32 c" + outer + " = j_floor_div((int32) cell - offset - from" + inner + ", stride);");
      line(3, "int32 c" + inner + " = (int32) cell - offset - c" + outer + " * stride;");
      line(3, "if (c0 >= from0 && c0 < to0 && c1 >= from1 && c1 < to1) {");
    }
    var more = new ArrayList<>(seeds);
    // what is added to other arrays is left out of the function, so that it needs none of their pointers
    differentiatedArrays().forEach(k -> more.add("0"));
    more.add("&sum");
    scratch(more);
    line(4, call("gather" + g, more));
    line(3, "}");
    line(2, "}");
  }

  private void collect() {
    var params = parameters(false);
    params.add("int32 items");
    open("collect", params, false);
    line(1, "LOCAL WIDE sums[GROUP_SIZE];");
    for (int s = 0; s < kernel.sums().size(); s++) {
      ArrayKernel.Sum sum = kernel.sums().get(s);
      String adjoint = name(sum.param()) + "_adjoint";
      line(1, "SUM_UP(" + s + ")");
      line(1, "if (ITEM_X == 0 && " + adjoint + ") {");
      if (sum.place() == null) {
        line(2, adjoint + "[0] = (E) sums[0];");
      } else {
        line(2, "int32 place;");
        line(2, call("place" + s, false, arguments, List.of("&place")));
        line(2, "J_ADD(" + adjoint + ", " + name(sum.param()) + "_length, place, sums[0])");
      }
      line(1, "}");
    }
    line(0, "}");
  }
}
