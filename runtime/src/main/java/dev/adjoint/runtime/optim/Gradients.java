package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/** Clipping of gradients in place, between a backward pass and a step. Parameters without gradient are passed over. */
public final class Gradients {
  /** Keeps the factor of a vanishing norm finite; PyTorch's. */
  private static final double EPSILON = 1e-6;

  private Gradients() {}

  private static List<Tensor> of(List<Tensor> parameters) {
    return parameters.stream().map(Tensor::grad).filter(Objects::nonNull).map(Tensor::detach).toList();
  }

  /** The Euclidean norm of all gradients as one vector; 0 if there is none. */
  public static double norm(List<Tensor> parameters) {
    return norm(parameters, 2);
  }

  /**
   * The p-norm of all gradients as one vector; 0 if there is none.
   *
   * @param p above 0, infinity for the greatest magnitude
   */
  public static double norm(List<Tensor> parameters, double p) {
    if (!(p > 0)) {
      throw new IllegalArgumentException("norm: p is " + p + ", and must be above 0");
    }
    List<Tensor> gradients = of(parameters);
    var norms = new double[gradients.size()];
    for (int i = 0; i < norms.length; i++) {
      Tensor gradient = gradients.get(i);
      norms[i] = gradient.numel() == 0 ? 0 : p == 2 ? gradient.norm().item() : gradient.norm(p, false).item();
    }
    return norms.length == 0 ? 0 : Tensor.of(norms).norm(p, false).item();
  }

  /**
   * Scales all gradients by one factor so that their Euclidean norm as one vector is at most {@code maxNorm}.
   *
   * @return the norm before; where it is a NaN, all gradients become NaN
   */
  public static double clipNorm_(List<Tensor> parameters, double maxNorm) {
    return clipNorm_(parameters, maxNorm, 2);
  }

  /**
   * Scales all gradients by {@code min(1, maxNorm / (norm + 1e-6))}, where the norm is their p-norm as one vector.
   *
   * @param maxNorm at least 0
   * @param p above 0, infinity for the greatest magnitude
   * @return the norm before; where it is a NaN, all gradients become NaN
   */
  public static double clipNorm_(List<Tensor> parameters, double maxNorm, double p) {
    Ranges.notNegative("maxNorm", maxNorm);
    double norm = norm(parameters, p);
    double factor = Math.min(1, maxNorm / (norm + EPSILON));
    if (factor != 1) {
      GradMode.withoutGrad(() -> of(parameters).forEach(gradient -> gradient.mul_(factor)));
    }
    return norm;
  }

  /**
   * Clamps every component of every gradient to {@code [-limit, limit]}; a NaN stays.
   *
   * @param limit at least 0
   */
  public static void clipValue_(List<Tensor> parameters, double limit) {
    Ranges.notNegative("limit", limit);
    GradMode.withoutGrad(() -> of(parameters).forEach(gradient -> gradient.clamp_(-limit, limit)));
  }
}
