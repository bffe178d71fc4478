package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.emit.KernelPrinter;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The C of a {@code @Kernel} method: {@code NAME_value(params, r0)} and {@code NAME_adjoint(params, seed, r0, r1, ...)}, one
 * result for each differentiated parameter. NAME is a macro of whoever compiles it. The adjoint is the reverse sweep where that
 * needs no storage, else one forward sweep for each parameter.
 */
final class KernelSource {
  private static final Set<Type> UNIFORM = Set.of(Type.INT, Type.LONG, Type.BOOLEAN);

  private KernelSource() {}

  /** The text; null, with a message, if the method is no kernel. */
  static String of(Unit unit, Unit.Entry entry, Function primal, Reverse.Vjp vjp, Function jvp, Diagnostics diagnostics) {
    String problem = signature(unit, entry, primal);
    if (problem != null) {
      diagnostics.report(Message.KERNEL_SIGNATURE, primal.span(), problem);
      return null;
    }
    Map<Value, Op> definitions = new IdentityHashMap<>();
    check(primal.body(), definitions, diagnostics);
    if (diagnostics.hasErrors()) {
      return null;
    }
    String value = KernelPrinter.print(primal, "CAT(NAME, _value)");
    Function reverse = Guard.lowered(vjp.function());
    if (!vjp.usesTape() && isPrintable(reverse.body(), new IdentityHashMap<>())) {
      return value + KernelPrinter.print(adjoints(reverse), "CAT(NAME, _adjoint)");
    }
    return value + KernelPrinter.print(Guard.lowered(jvp), "CAT(NAME, _tangent)") + forward(primal);
  }

  private static String signature(Unit unit, Unit.Entry entry, Function primal) {
    if (entry.instance() || !entry.accessible()) {
      return primal.name() + " is " + (entry.instance() ? "an instance method" : "private");
    }
    Type result = primal.results().isEmpty() ? null : primal.results().getFirst();
    if (result == null || !result.isFloating()) {
      return "the result of " + primal.name() + " is " + (result == null ? "void" : result.toString());
    }
    for (Value p : primal.params()) {
      if (!p.type().equals(result) && !UNIFORM.contains(p.type())) {
        return "the parameter " + p.name() + " is " + p.type();
      }
    }
    return primal.params().stream().noneMatch(p -> p.type().isFloating()) ? primal.name() + " has no parameter of type " + result
        : null;
  }

  private static void check(Block block, Map<Value, Op> definitions, Diagnostics diagnostics) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definitions.put(v, op));
      String refusal = KernelPrinter.refusal(op, definitions);
      if (refusal != null) {
        diagnostics.report(Message.KERNEL, op.span(), refusal);
      }
      Ops.blocks(op).forEach(b -> check(b, definitions, diagnostics));
    }
  }

  static boolean isPrintable(Block block, Map<Value, Op> definitions) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definitions.put(v, op));
      if (KernelPrinter.refusal(op, definitions) != null
          || !Ops.blocks(op).stream().allMatch(b -> isPrintable(b, definitions))) {
        return false;
      }
    }
    return true;
  }

  /** The reverse sweep without the value, which nobody asks for. */
  private static Function adjoints(Function vjp) {
    int n = vjp.results().size();
    Block body = vjp.body();
    return new Function(vjp.key(), vjp.name(), vjp.params(), vjp.wrt(), vjp.results().subList(1, n),
        new Block(body.params(), body.ops(), body.yields().subList(1, n)), vjp.span());
  }

  /** The adjoints by a forward sweep for each parameter. */
  private static String forward(Function primal) {
    var params = new ArrayList<String>();
    var names = new ArrayList<String>();
    for (int i = 0; i < primal.params().size(); i++) {
      names.add("p" + i);
      params.add(KernelPrinter.type(primal.params().get(i).type()) + " p" + i);
    }
    var text = new StringBuilder();
    long count = primal.wrt().stream().filter(w -> w).count();
    params.add("double seed");
    for (int k = 0; k < count; k++) {
      params.add("double *r" + k);
    }
    text.append("FUNCTION void CAT(NAME, _adjoint)(").append(String.join(", ", params)).append(") {\n  ")
        .append(KernelPrinter.type(primal.results().getFirst())).append(" value;\n  double tangent;\n");
    for (int k = 0; k < count; k++) {
      var args = new ArrayList<>(names);
      for (int j = 0; j < count; j++) {
        args.add(j == k ? "1.0" : "0.0");
      }
      text.append("  CAT(NAME, _tangent)(").append(String.join(", ", args)).append(", &value, &tangent);\n")
          .append("  *r").append(k).append(" = seed == 0.0 ? 0.0 : seed * tangent;\n");
    }
    return text.append("}\n").toString();
  }
}
