package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.emit.KernelPrinter;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What differentiates the adjoint of a {@code @Kernel} method again. For a kernel f with the seed s and directions c, the number
 * {@code s f'(x) c} has the adjoint s as its derivative with respect to c, {@code s f''(x) c} with respect to x, and {@code f'(x) c}
 * with respect to s: the tangents that forward over reverse mode gives for the tangent c.
 *
 * @param tangent (primal's parameters, the seed, a tangent for each differentiated one) to (value, adjoints, the value's tangent,
 *     the adjoints' tangents)
 * @param source the C of that number as {@code NAME_value}, and of its adjoint
 */
record KernelSecond(Function tangent, String source) {

  /** The derivative; null if reverse mode needs storage, which kernels have not. */
  static KernelSecond of(Function primal, boolean analyse, Helpers helpers) {
    Reverse.Vjp vjp = Reverse.vjp(primal, new Reverse.Setup(analyse, helpers, true));
    if (vjp.usesTape()) {
      return null;
    }
    Function reverse = vjp.function();
    var wrt = new ArrayList<>(primal.wrt());
    wrt.add(false);
    Function tangent = Forward.overReverse(new Function(reverse.key(), reverse.name(), reverse.params(), wrt, reverse.results(),
        reverse.body(), reverse.span()), reverse.results().stream().map(r -> true).toList(), analyse, helpers);
    Function plain = Guard.lowered(tangent);
    if (!KernelSource.isPrintable(plain.body(), new IdentityHashMap<>())) {
      return null;
    }
    return new KernelSecond(tangent, KernelPrinter.print(value(primal, plain), "CAT(NAME, _value)")
        + KernelPrinter.print(adjoint(primal, plain), "CAT(NAME, _adjoint)"));
  }

  /** How many of the primal's parameters are differentiated. */
  private static int count(Function primal) {
    return (int) primal.wrt().stream().filter(w -> w).count();
  }

  private static Function value(Function primal, Function tangent) {
    var out = new BlockBuilder();
    out.addAll(tangent.body().ops());
    Value seed = tangent.params().get(primal.params().size());
    Value product = out.binary(Op.BinaryKind.MUL, seed, tangent.body().yields().get(1 + count(primal)));
    return function(tangent, tangent.params(), out, List.of(out.cast(primal.results().getFirst(), product)));
  }

  private static Function adjoint(Function primal, Function tangent) {
    var out = new BlockBuilder();
    out.addAll(tangent.body().ops());
    var outer = new Value(Type.DOUBLE, BlockBuilder.unused("outerSeed", tangent.params()));
    var params = new ArrayList<>(tangent.params());
    params.add(outer);
    int n = count(primal);
    List<Value> all = tangent.body().yields();
    var yields = new ArrayList<Value>();
    for (Value v : all.subList(n + 2, all.size())) {
      yields.add(out.binary(Op.BinaryKind.MUL, outer, v));
    }
    yields.add(out.binary(Op.BinaryKind.MUL, outer, all.get(n + 1)));
    return function(tangent, params, out, yields);
  }

  private static Function function(Function like, List<Value> params, BlockBuilder out, List<Value> yields) {
    return new Function(like.key(), like.name(), params, params.stream().map(p -> false).toList(),
        yields.stream().map(Value::type).toList(), new Block(List.of(), out.ops(), yields), like.span());
  }
}
