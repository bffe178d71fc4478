package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Unit;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the transforms made of one method. Shadows are double, or arrays of double, also for float.
 *
 * @param entry the annotated method
 * @param primal its body
 * @param vjp (primal's parameters, {@code seed} if the result is differentiable, one shadow array for each array parameter in wrt,
 *     {@code tape} if needed) to (the result if there is one, one double for each scalar parameter in wrt); null when the result
 *     is neither differentiable nor void
 * @param vjpNeedsTape whether vjp has the tape parameter
 * @param vjpNeedsStaging whether vjp wants shadow arrays of its own that hold zeros, rather than the caller's buffers
 * @param jvp (primal's parameters, one tangent for each parameter in wrt) to (the result, its tangent if it has one)
 * @param forward the forward half of reverse mode, or null
 * @param reverse the reverse half, or null
 * @param kernel the C of the method as an elementwise kernel and of its adjoint, or null
 * @param arrays the method as a kernel over arrays, or null
 * @param kernelSecond the derivative of a kernel's adjoint, or null
 * @param second second derivatives, or null
 * @param taylor Taylor coefficients, or null
 * @param sparsity on which columns of the Jacobian the result depends, or null
 * @param onParts the method itself, on the parts of its parameters, where they are taken apart; else null
 * @param privates further functions of the generated class
 */
public record Derivative(Unit.Entry entry, Function primal, Function vjp, boolean vjpNeedsTape, boolean vjpNeedsStaging,
    Function jvp, Function forward, Function reverse, String kernel, ArrayKernel arrays, KernelSecond kernelSecond,
    SecondOrder second, TaylorCoefficients taylor, Function sparsity, Function onParts,
    List<Function> privates) {
  public Derivative {
    privates = List.copyOf(privates);
  }

  /** With its derivatives, but not the method itself, put through a pass. */
  Derivative through(UnaryOperator<Function> pass) {
    return new Derivative(entry, primal, through(pass, vjp), vjpNeedsTape, vjpNeedsStaging, through(pass, jvp),
        through(pass, forward), through(pass, reverse), kernel, arrays, kernelSecond, second, taylor, sparsity, onParts,
        privates.stream().map(pass).toList());
  }

  private static Function through(UnaryOperator<Function> pass, Function f) {
    return f == null ? null : pass.apply(f);
  }

  /** A method that is no kernel and has no second derivatives. */
  public Derivative(Unit.Entry entry, Function primal, Function vjp, boolean vjpNeedsTape, boolean vjpNeedsStaging,
      Function jvp, Function forward, Function reverse, List<Function> privates) {
    this(entry, primal, vjp, vjpNeedsTape, vjpNeedsStaging, jvp, forward, reverse, null, null, null, null, null, null, null, privates);
  }
}
