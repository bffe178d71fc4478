package dev.adjoint.benchmarks.device;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.annotations.Parallel;
import dev.adjoint.runtime.tensor.Tensor;

/** What is measured: kernels over arrays, one over elements, and a chain of tensor operations. */
public final class Methods {
  private Methods() {}

  /** An explicit step of the heat equation. */
  @Kernel(deterministic = true)
  @Differentiable
  static void heat(double[] u, double[] diffusivity, @NonDifferentiable double dt, double[] next) {
    int n = u.length;
    for (@Parallel int i = 0; i < n; i++) {
      if (i == 0 || i == n - 1) {
        next[i] = u[i];
      } else {
        next[i] = u[i] + dt * (diffusivity[i] * (u[i + 1] - u[i]) - diffusivity[i - 1] * (u[i] - u[i - 1]));
      }
    }
  }

  /** A reduction of each row, of length {@value ArrayKernelBenchmark#COLUMNS}. */
  @Kernel(deterministic = true)
  @Differentiable
  static void rows(double[] x, double[] out) {
    for (@Parallel int row = 0; row < out.length; row++) {
      double sum = 0;
      for (int j = 0; j < ArrayKernelBenchmark.COLUMNS; j++) {
        sum += Math.exp(x[row * ArrayKernelBenchmark.COLUMNS + j]);
      }
      out[row] = Math.log(sum);
    }
  }

  /** The potential of each body in the field of all others, with Plummer softening. */
  @Kernel
  @Differentiable
  static void potential(double[] position, double[] mass, @NonDifferentiable double softening, double[] energy) {
    int n = mass.length;
    for (@Parallel int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        double dx = position[3 * j] - position[3 * i];
        double dy = position[3 * j + 1] - position[3 * i + 1];
        double dz = position[3 * j + 2] - position[3 * i + 2];
        sum += mass[j] / Math.sqrt(dx * dx + dy * dy + dz * dz + softening);
      }
      energy[i] = -mass[i] * sum;
    }
  }

  /** A gated activation of two operands, whose memory traffic is three floats forward and five backward. */
  @Kernel
  @Differentiable
  static float gate(float x, float y) {
    float s = x * 0.5f + y;
    return s * s * x + y;
  }

  /** Eight elementwise operations and a sum. */
  @Differentiable
  static Tensor chain(Tensor x, Tensor w, Tensor b) {
    return x.mul(w).add(b).tanh().mul(x).add(1).square().sum();
  }
}
