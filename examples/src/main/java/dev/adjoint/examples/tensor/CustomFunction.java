package dev.adjoint.examples.tensor;

import dev.adjoint.runtime.autograd.Context;
import dev.adjoint.runtime.autograd.Function;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.autograd.GradCheckException;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;

/**
 * An operation with a derivative of its own. {@code log(1 + e^x)} composed of exp and log overflows for large x, and so does its
 * derivative; this one does not. Difference quotients confirm the derivative, and find a wrong one.
 */
public final class CustomFunction {
  private CustomFunction() {}

  /** {@code log(1 + e^x) = max(x, 0) + log(1 + e^-|x|)}; the derivative is the sigmoid of x. */
  static final class LogOnePlusExp extends Function {
    @Override
    protected Tensor[] forward(Context context, Tensor... inputs) {
      Tensor x = inputs[0];
      context.saveForBackward(x);
      return new Tensor[] {x.relu().add(x.abs().neg().exp().log1p())};
    }

    @Override
    protected Tensor[] backward(Context context, Tensor... seeds) {
      return new Tensor[] {seeds[0].mul(context.saved(0).sigmoid())};
    }
  }

  /**
   * What was found.
   *
   * @param composed the gradient of the composed function
   * @param own that of the function with its own derivative
   * @param complaint what the check says of a wrong derivative
   */
  public record Result(Tensor composed, Tensor own, String complaint) {}

  /** Prints both gradients and what the check says. */
  public static Result check(PrintStream out) {
    Tensor x = Tensor.of(-800, -2, 0.5, 3, 800).requiresGrad_();
    x.exp().add(1).log().sum().backward();
    Tensor composed = x.grad();
    x.zeroGrad();
    Tensor y = new LogOnePlusExp().applyToOne(x);
    y.sum().backward();
    out.println("y = " + y);
    out.println("gradient of log(1 + exp(x)): " + composed);
    out.println("gradient of its own:         " + x.grad());

    GradCheck.gradcheck(z -> new LogOnePlusExp().applyToOne(z), x);
    GradCheck.gradgradcheck(z -> new LogOnePlusExp().applyToOne(z), x);
    out.println("first and second derivatives agree with difference quotients");
    String complaint = "none";
    try {
      var wrong = Function.of("Wrong", (context, inputs) -> new LogOnePlusExp().forward(context, inputs),
          (context, seeds) -> new Tensor[] {seeds[0].mul(context.saved(0).tanh())});
      GradCheck.gradcheck(wrong::applyToOne, x);
    } catch (GradCheckException e) {
      complaint = e.getMessage();
    }
    out.println("a wrong one: " + complaint);
    return new Result(composed, x.grad(), complaint);
  }

  /** Runs it. */
  public static void main(String[] args) {
    check(System.out);
  }
}
