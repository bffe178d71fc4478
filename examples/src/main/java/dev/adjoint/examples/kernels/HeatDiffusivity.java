package dev.adjoint.examples.kernels;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.annotations.Parallel;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * A rod of two materials is warm and cold in places; from how its temperature evens out the diffusivity along it is fitted, by
 * gradients through all time steps. Steps, adjoints and the optimizer run where the tensors are; nothing but the loss comes back.
 */
public final class HeatDiffusivity {
  private static final int CELLS = 40, STEPS = 60;
  private static final double DT = 0.2;

  private HeatDiffusivity() {}

  /** One explicit step of {@code u_t = (k u_x)_x}; cell i of k lies between cells i and i + 1 of u, and the ends stay. */
  @Kernel(deterministic = true)
  @Differentiable
  static void step(double[] u, double[] k, @NonDifferentiable double dt, double[] next) {
    int n = u.length;
    for (@Parallel int i = 0; i < n; i++) {
      double flow = i == 0 || i == n - 1 ? 0 : k[i] * (u[i + 1] - u[i]) - k[i - 1] * (u[i] - u[i - 1]);
      next[i] = u[i] + dt * flow;
    }
  }

  /** What was fitted: the loss at first and at last, and the greatest relative error of k. */
  public record Fit(double first, double last, double error, Device device) {}

  /** Fits, and prints on the way. */
  public static Fit fit(Device device, int iterations, PrintStream out) {
    double[] truth = new double[CELLS];
    Arrays.setAll(truth, i -> i < CELLS / 4 ? 1.5 : 0.6);
    double[] warmth = new double[CELLS];
    Arrays.setAll(warmth, i -> 10 * Math.sin(0.15 * i) + 2 * (i % 3));
    Tensor start = Tensor.of(warmth).to(device);
    List<Tensor> data = run(start, Tensor.of(truth).to(device));
    Tensor logK = Tensor.zerosLike(start).requiresGrad_();
    var optimizer = new Adam(List.of(logK), 0.05);
    double first = 0, last = 0;
    for (int i = 0; i < iterations; i++) {
      optimizer.zeroGrad();
      List<Tensor> simulated = run(start, logK.exp());
      Tensor loss = null;
      for (int t = 0; t < STEPS; t += STEPS / 10) {
        Tensor part = simulated.get(t).sub(data.get(t)).square().sum();
        loss = loss == null ? part : loss.add(part);
      }
      loss.backward();
      optimizer.step();
      last = loss.item();
      first = i == 0 ? last : first;
      if (i % 50 == 0 || i == iterations - 1) {
        out.printf("%s, iteration %3d: loss %.3e%n", device, i, last);
      }
    }
    double[] k = logK.detach().exp().to(Device.cpu()).toDoubles();
    double error = 0;
    for (int i = 0; i < CELLS - 1; i++) {
      error = Math.max(error, Math.abs(k[i] / truth[i] - 1));
    }
    out.printf("k[3] = %.3f, k[15] = %.3f; greatest relative error: %.3f%n", k[3], k[15], error);
    return new Fit(first, last, error, device);
  }

  /** The temperatures after each step. */
  private static List<Tensor> run(Tensor start, Tensor k) {
    var states = new Tensor[STEPS];
    Tensor u = start;
    for (int t = 0; t < STEPS; t++) {
      Tensor next = Tensor.zerosLike(u);
      HeatDiffusivityKernels.step(u, k, DT, next);
      states[t] = u = next;
    }
    return List.of(states);
  }

  /** Fits. */
  public static void main(String[] args) {
    fit(Devices.first(), 200, System.out);
  }
}
