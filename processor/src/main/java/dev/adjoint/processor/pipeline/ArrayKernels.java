package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.emit.KernelPrinter;
import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.ArrayKernel.Role;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.kernel.Iteration;
import dev.adjoint.processor.transform.kernel.IterationAdjoint;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A {@code @Kernel} method over arrays as functions of one iteration. In the order of its steps: the signature and the body are
 * checked, the parallel loops found, what is written is proved to be each iteration's own, one iteration is differentiated, and it
 * is decided how the additions to each adjoint array are kept apart.
 */
final class ArrayKernels {
  private static final Set<Type> WHOLE = Set.of(Type.INT, Type.LONG);

  private ArrayKernels() {}

  /** Whether a kernel is one over arrays. */
  static boolean isArrayKernel(Function method) {
    return method.results().isEmpty() || method.params().stream().anyMatch(p -> p.type().isArray());
  }

  /** The kernel; null, with messages, if the method is none. */
  static ArrayKernel of(Unit.Entry entry, Function method, boolean analyse, Helpers helpers, Diagnostics diagnostics) {
    String problem = signature(entry, method);
    if (problem != null) {
      diagnostics.report(Message.KERNEL_SIGNATURE, method.span(), problem);
      return null;
    }
    check(method.body(), method, new IdentityHashMap<>(), diagnostics);
    if (diagnostics.hasErrors()) {
      return null;
    }
    Iteration iteration = ParallelLoops.of(method, entry.kernel(), diagnostics);
    if (iteration == null) {
      return null;
    }
    KernelOutputs.Found outputs = KernelOutputs.of(iteration, diagnostics);
    if (diagnostics.hasErrors()) {
      return null;
    }
    return make(entry, iteration, outputs, analyse, helpers, diagnostics);
  }

  private static String signature(Unit.Entry entry, Function method) {
    if (entry.instance() || !entry.accessible()) {
      return method.name() + " is " + (entry.instance() ? "an instance method" : "private");
    }
    if (!method.results().isEmpty()) {
      return "the result of " + method.name() + ", which takes arrays, is " + method.results().getFirst();
    }
    Type real = method.params().stream().map(p -> p.type().innermost()).filter(Type::isFloating).findFirst().orElse(null);
    for (Value p : method.params()) {
      Type element = p.type().innermost();
      boolean fits = p.type().rank() == 0 ? element.equals(real) || WHOLE.contains(element) || element == Type.BOOLEAN
          : p.type().rank() == 1 && (element.equals(real) || WHOLE.contains(element));
      if (!fits) {
        return "the parameter " + p.name() + " is " + p.type()
            + (p.type().rank() > 1 ? ", whose rows may have different lengths, or be one array twice" : "");
      }
    }
    return real == null ? method.name() + " has no parameter of type double or float, or array of them" : null;
  }

  private static void check(Block block, Function method, Map<Value, Op> definitions, Diagnostics diagnostics) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definitions.put(v, op));
      String refusal = switch (op) {
        case Op.Load o -> array(o.array(), method, definitions);
        case Op.Store o -> array(o.array(), method, definitions);
        case Op.ArrayLength o -> array(o.array(), method, definitions);
        case Op.NewArray o -> null;
        case Op o -> KernelPrinter.refusal(o, definitions);
      };
      if (op instanceof Op.NewArray o && !KernelStorage.isSmall(o, definitions)) {
        diagnostics.report(Message.KERNEL_ARRAY, op.span(), Integer.toString(KernelStorage.MOST));
      } else if (refusal != null) {
        diagnostics.report(Message.KERNEL, op.span(), refusal);
      }
      Ops.blocks(op).forEach(b -> check(b, method, definitions, diagnostics));
    }
  }

  /** What is there when a copy is refused needs no second message. */
  private static String array(Value array, Function method, Map<Value, Op> definitions) {
    return method.params().contains(array) || definitions.get(array) instanceof Op.NewArray || definitions.get(array) instanceof Op.Copy
        ? null : "an array that may be one of several";
  }

  private static ArrayKernel make(Unit.Entry entry, Iteration iteration, KernelOutputs.Found outputs, boolean analyse,
      Helpers helpers, Diagnostics diagnostics) {
    Function method = iteration.method();
    Map<Value, Value> seeds = new LinkedHashMap<>();
    for (Value p : method.params()) {
      if (outputs.outputs().contains(p) && p.type().isDifferentiable()) {
        seeds.put(p, new Value(p.type(), p.name() + "Seed"));
      }
    }
    Function value = iteration.value(outputs.cells(), outputs.places());
    Function erase = iteration.erase(value, outputs.cells(), outputs.places());
    Function seeded = iteration.seeded(outputs.cells(), outputs.places(), method.wrt(), seeds);
    var adjoint = IterationAdjoint.of(seeded, helpers);
    Function scratch = KernelStorage.scratch(iteration, adjoint.function(), diagnostics);
    if (diagnostics.hasErrors()) {
      return null;
    }
    var additions = new KernelAdditions(iteration, adjoint, outputs.outputs(), entry.kernel().deterministic(), diagnostics);
    additions.decide();
    var bounds = new ArrayList<Polynomial>();
    iteration.counters().forEach(c -> {
      bounds.add(c.from());
      bounds.add(c.to());
    });
    var params = new ArrayList<ArrayKernel.Param>();
    for (int k = 0; k < method.params().size(); k++) {
      Value p = method.params().get(k);
      boolean wrt = method.wrt().get(k);
      Role role = outputs.outputs().contains(p) ? Role.OUTPUT : p.type().isArray() ? Role.INPUT : wrt ? Role.NUMBER : Role.UNIFORM;
      boolean kept = role == Role.OUTPUT && reads(adjoint.function().body(), p);
      params.add(new ArrayKernel.Param(p, role, wrt, kept, additions.how(p)));
    }
    return new ArrayKernel(params, iteration.counters().size(), iteration.places(bounds), value,
        outputs.cells().stream().map(c -> new ArrayKernel.Cell(method.params().indexOf(c.array()),
            c.accesses().getLast().span())).toList(), additions.remaining(), additions.accumulations(), additions.gathers(), additions.sums(), erase,
        KernelPieces.of(iteration, outputs.outputs(), new Reverse.Setup(analyse, helpers)),
        second(method, analyse, helpers), scratch);
  }

  private static ArrayKernel.Second second(Function method, boolean analyse, Helpers helpers) {
    Reverse.Vjp vjp = Reverse.vjp(method, new Reverse.Setup(analyse, helpers, true));
    Function f = vjp.function();
    Function active = new Function(f.key(), f.name(), f.params(), SecondOrder.wrt(method, f), f.results(), f.body(), f.span());
    return new ArrayKernel.Second(Forward.overReverse(active, f.results().stream().map(r -> true).toList(), analyse, helpers),
        vjp.usesTape());
  }

  private static boolean reads(Block block, Value array) {
    return block.ops().stream().anyMatch(op -> op instanceof Op.Load l && l.array() == array
        || Ops.blocks(op).stream().anyMatch(b -> reads(b, array)));
  }
}
