package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;

/**
 * Initial values of parameters, written in place and unrecorded. Each method returns its tensor.
 *
 * <p>The fans of a weight [out, in, receptive field...] are {@code in} and {@code out}, each times the size of the
 * receptive field; methods that need them throw {@link IllegalArgumentException} for a tensor of rank below 2.
 */
public final class Init {
  private Init() {}

  /** Numbers evenly distributed in [low, high). */
  public static Tensor uniform_(Tensor tensor, double low, double high, Generator generator) {
    return write(tensor,
        generator.uniform(tensor.dtype(), tensor.shape(), tensor.device()).mul_(high - low).add_(low));
  }

  /** Normal numbers. */
  public static Tensor normal_(Tensor tensor, double mean, double deviation, Generator generator) {
    return write(tensor,
        generator.normal(tensor.dtype(), tensor.shape(), tensor.device()).mul_(deviation).add_(mean));
  }

  /** Zeros. */
  public static Tensor zeros_(Tensor tensor) {
    return constant_(tensor, 0);
  }

  /** Ones. */
  public static Tensor ones_(Tensor tensor) {
    return constant_(tensor, 1);
  }

  /** One value everywhere. */
  public static Tensor constant_(Tensor tensor, double value) {
    return GradMode.withoutGrad(() -> tensor.fill_(value));
  }

  /** Even in {@code ±gain sqrt(6 / (in + out))} (Glorot and Bengio 2010). */
  public static Tensor xavierUniform_(Tensor tensor, double gain, Generator generator) {
    double bound = Math.sqrt(3) * xavier(tensor, gain);
    return uniform_(tensor, -bound, bound, generator);
  }

  /** Normal with deviation {@code gain sqrt(2 / (in + out))} (Glorot and Bengio 2010). */
  public static Tensor xavierNormal_(Tensor tensor, double gain, Generator generator) {
    return normal_(tensor, 0, xavier(tensor, gain), generator);
  }

  private static double xavier(Tensor tensor, double gain) {
    return gain * Math.sqrt(2.0 / ((double) fan(tensor, Fan.IN) + fan(tensor, Fan.OUT)));
  }

  /** {@link #kaimingUniform_(Tensor, double, Fan, Nonlinearity, Generator)} by inputs, for a leaky ReLU of slope a. */
  public static Tensor kaimingUniform_(Tensor tensor, double a, Generator generator) {
    return kaimingUniform_(tensor, a, Fan.IN, Nonlinearity.LEAKY_RELU, generator);
  }

  /**
   * Even in {@code ±gain sqrt(3 / fan)} (He et al. 2015).
   *
   * @param a the slope of a leaky ReLU; not read for others
   */
  public static Tensor kaimingUniform_(Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity, Generator generator) {
    double bound = Math.sqrt(3) * kaiming(tensor, a, fan, nonlinearity);
    return uniform_(tensor, -bound, bound, generator);
  }

  /** {@link #kaimingNormal_(Tensor, double, Fan, Nonlinearity, Generator)} by inputs, for a leaky ReLU of slope a. */
  public static Tensor kaimingNormal_(Tensor tensor, double a, Generator generator) {
    return kaimingNormal_(tensor, a, Fan.IN, Nonlinearity.LEAKY_RELU, generator);
  }

  /**
   * Normal with deviation {@code gain / sqrt(fan)} (He et al. 2015).
   *
   * @param a the slope of a leaky ReLU; not read for others
   */
  public static Tensor kaimingNormal_(Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity, Generator generator) {
    return normal_(tensor, 0, kaiming(tensor, a, fan, nonlinearity), generator);
  }

  private static double kaiming(Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity) {
    long connections = fan(tensor, fan);
    // Without connections there is nothing to write.
    return connections == 0 ? 0 : calculateGain(nonlinearity, a) / Math.sqrt(connections);
  }

  /**
   * By how much weights are scaled so that what follows them keeps the variance.
   *
   * @param a the slope of a leaky ReLU; not read for others
   */
  public static double calculateGain(Nonlinearity nonlinearity, double a) {
    return switch (nonlinearity) {
      case LINEAR, SIGMOID -> 1;
      case TANH -> 5.0 / 3;
      case RELU -> Math.sqrt(2);
      case LEAKY_RELU -> Math.sqrt(2 / (1 + a * a));
      case SELU -> 0.75;
    };
  }

  /** The inputs of an output, or the outputs of an input, of a weight. */
  public static long fan(Tensor weight, Fan fan) {
    if (weight.rank() < 2) {
      throw new IllegalArgumentException("Fan in and fan out can not be computed for a tensor of shape " + weight.shape()
          + ": at least 2 dimensions are needed");
    }
    long count = switch (fan) {
      case IN -> weight.size(1);
      case OUT -> weight.size(0);
    };
    for (int d = 2; d < weight.rank(); d++) {
      count *= weight.size(d);
    }
    return count;
  }

  /** What linear layers and convolutions begin with: evenly in {@code ±1 / sqrt(in)}; the bias may be null. */
  static void defaults_(Tensor weight, Tensor bias, Generator generator) {
    kaimingUniform_(weight, Math.sqrt(5), generator);
    if (bias != null) {
      long inputs = fan(weight, Fan.IN);
      double bound = inputs == 0 ? 0 : 1 / Math.sqrt(inputs);
      uniform_(bias, -bound, bound, generator);
    }
  }

  private static Tensor write(Tensor tensor, Tensor values) {
    return GradMode.withoutGrad(() -> tensor.copy_(values));
  }
}
