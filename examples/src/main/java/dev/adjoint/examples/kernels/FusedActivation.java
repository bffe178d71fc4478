package dev.adjoint.examples.kernels;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;

/**
 * An activation function as one kernel, value and gradient: where tensors would take seven operations, and as many passes over
 * memory, it takes one forward and one backward.
 */
public final class FusedActivation {
  private FusedActivation() {}

  /** {@code x sigmoid(beta x)}, P. Ramachandran, B. Zoph, Q. Le, Searching for activation functions, 2017. */
  @Kernel
  @Differentiable
  static float swish(float x, float beta) {
    return (float) (x / (1 + Math.exp(-beta * x)));
  }

  /** Prints how far kernel and tensor operations are apart, in value and gradients; returns the greatest distance. */
  public static double run(Device device, PrintStream out) {
    var generator = new Generator(7);
    Tensor x = generator.normal(DType.FLOAT32, Shape.of(64, 256)).to(device).requiresGrad_();
    Tensor beta = Tensor.full(1.5, 256).to(device).requiresGrad_();
    Tensor fused = FusedActivationKernels.swish(x, beta);
    fused.square().mean().backward();
    Tensor dx = x.grad(), dbeta = beta.grad();
    x.zeroGrad();
    beta.zeroGrad();
    Tensor chain = x.mul(x.mul(beta).sigmoid());
    chain.square().mean().backward();

    double value = distance(fused, chain), ofX = distance(dx, x.grad()), ofBeta = distance(dbeta, beta.grad());
    out.printf("on %s: value %.1e, gradients %.1e and %.1e from those of tensor operations%n", device, value, ofX, ofBeta);
    out.println("grad_fn = " + fused.gradFn());
    return Math.max(value, Math.max(ofX, ofBeta));
  }

  private static double distance(Tensor a, Tensor b) {
    return a.detach().sub(b.detach()).abs().max().item();
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(Devices.first(), System.out);
  }
}
