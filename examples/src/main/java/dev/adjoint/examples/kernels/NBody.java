package dev.adjoint.examples.kernels;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.annotations.Parallel;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;

/**
 * Bodies that attract each other: the gradient of the potential energy, with respect to all positions and masses, from a kernel in
 * which each iteration reads every body. Its adjoint adds to every body, atomically.
 */
public final class NBody {
  private NBody() {}

  /** The energy of each body in the field of the others, half of which is its own, with Plummer softening. */
  @Kernel
  @Differentiable
  static void energy(double[] position, double[] mass, @NonDifferentiable double softening, double[] energy) {
    int n = mass.length;
    for (@Parallel int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        double dx = position[3 * j] - position[3 * i];
        double dy = position[3 * j + 1] - position[3 * i + 1];
        double dz = position[3 * j + 2] - position[3 * i + 2];
        double part = mass[j] / Math.sqrt(dx * dx + dy * dy + dz * dz + softening * softening);
        sum += i == j ? 0 : part;
      }
      energy[i] = -0.5 * mass[i] * sum;
    }
  }

  /** How well laws of physics hold for the gradient, in relation to its size. */
  public record Result(double energy, double momentum, double euler) {}

  /**
   * Prints the energy, and two checks of its gradient. The forces add up to zero, because the energy does not change when all bodies move
   * along; and it is quadratic in the masses, so that they times their adjoints add up to twice the energy (Euler).
   */
  public static Result run(Device device, int bodies, PrintStream out) {
    var generator = new Generator(11);
    Tensor position = generator.normal(DType.FLOAT64, Shape.of(bodies, 3)).to(device).requiresGrad_();
    Tensor mass = generator.uniform(DType.FLOAT64, Shape.of(bodies)).add(0.5).to(device).requiresGrad_();
    Tensor energy = Tensor.zerosLike(mass.detach());
    NBodyKernels.energy(position, mass, 0.05, energy);
    Tensor total = energy.sum();
    total.backward();
    double size = position.grad().abs().sum().item();
    double momentum = position.grad().sum(0).abs().max().item() / size;
    double euler = Math.abs(mass.detach().mul(mass.grad()).sum().item() / (2 * total.item()) - 1);
    out.printf("%d bodies on %s: energy %.6f%n", bodies, device, total.item());
    out.printf("sum of forces over their size %.1e, Euler's identity off by %.1e%n", momentum, euler);
    return new Result(total.item(), momentum, euler);
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(Devices.first(), 1000, System.out);
  }
}
