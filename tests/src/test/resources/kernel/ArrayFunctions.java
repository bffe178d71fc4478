package kernel;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.annotations.Parallel;

/** Kernels over arrays: each way of reading and writing. */
final class ArrayFunctions {
  private ArrayFunctions() {}

  /** A stencil whose neighbours are read at constant distances. */
  @Kernel(deterministic = true)
  @Differentiable
  static void heat(double[] u, double[] diffusivity, double dt, double[] next) {
    int n = u.length;
    for (@Parallel int i = 0; i < n; i++) {
      if (i == 0 || i == n - 1) {
        next[i] = u[i];
      } else {
        double right = diffusivity[i] * (u[i + 1] - u[i]);
        double left = diffusivity[i - 1] * (u[i] - u[i - 1]);
        next[i] = u[i] + dt * (right - left);
      }
    }
  }

  /** Two loops over a flat array, with the row length as a parameter. */
  @Kernel(deterministic = true)
  @Differentiable
  static void blur(double[] image, int rows, int columns, double weight, double[] out) {
    for (@Parallel int i = 0; i < rows; i++) {
      for (@Parallel int j = 0; j < columns; j++) {
        int at = i * columns + j;
        double sum = image[at] * image[at];
        if (i > 0) {
          sum += weight * image[at - columns];
        }
        if (i < rows - 1) {
          sum += weight * image[(i + 1) * columns + j];
        }
        if (j > 0 && j < columns - 1) {
          sum += Math.sin(weight * image[at - 1]) * image[at + 1];
        }
        out[at] = sum;
      }
    }
  }

  /** A reduction of each row. */
  @Kernel(deterministic = true)
  @Differentiable
  static void logSumExp(double[] x, int columns, double[] out) {
    for (@Parallel int row = 0; row < out.length; row++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        most = Math.max(most, Adjoint.detach(x[row * columns + j]));
      }
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += Math.exp(x[row * columns + j] - most);
      }
      out[row] = most + Math.log(sum);
    }
  }

  /** Writes a row in each iteration. */
  @Kernel(deterministic = true)
  @Differentiable
  static void normalize(double[] x, int columns, double[] scale, double[] out) {
    for (@Parallel int row = 0; row < scale.length; row++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double v = x[row * columns + j];
        sum += v * v;
      }
      double factor = scale[row] / Math.sqrt(sum + 1e-3);
      for (int j = 0; j < columns; j++) {
        out[row * columns + j] = factor * x[row * columns + j];
      }
    }
  }

  /** Every iteration reads every cell: the adjoint is added atomically. */
  @Kernel
  @Differentiable
  static void forces(double[] position, double[] mass, double softening, double[] force) {
    int n = mass.length;
    for (@Parallel int i = 0; i < n; i++) {
      double x = position[3 * i];
      double y = position[3 * i + 1];
      double z = position[3 * i + 2];
      double fx = 0;
      double fy = 0;
      double fz = 0;
      for (int j = 0; j < n; j++) {
        double dx = position[3 * j] - x;
        double dy = position[3 * j + 1] - y;
        double dz = position[3 * j + 2] - z;
        double square = dx * dx + dy * dy + dz * dz + softening;
        double strength = mass[j] / (square * Math.sqrt(square));
        fx += strength * dx;
        fy += strength * dy;
        fz += strength * dz;
      }
      force[3 * i] = mass[i] * fx;
      force[3 * i + 1] = mass[i] * fy;
      force[3 * i + 2] = mass[i] * fz;
    }
  }

  /** Where a cell is read is only known when the kernel runs. */
  @Kernel
  @Differentiable
  static void gather(double[] x, int[] index, double[] out) {
    for (@Parallel int i = 0; i < index.length; i++) {
      out[i] = x[index[i]] * x[index[i]];
    }
  }

  /** Reads what its output contained, and writes on some ways only. */
  @Kernel(deterministic = true)
  @Differentiable
  static void relax(double[] target, double rate, double[] state) {
    for (@Parallel int i = 0; i < state.length; i++) {
      double gap = target[i] - state[i];
      if (gap > 0) {
        state[i] += rate * gap * gap;
      } else if (gap < -1) {
        state[i] = target[i];
      }
    }
  }

  /** A store that a later one replaces. */
  @Kernel(deterministic = true)
  @Differentiable
  static void defaults(double[] x, double[] out) {
    for (@Parallel int i = 0; i < x.length; i++) {
      out[i] = 3 * x[i];
      if (x[i] > 0) {
        out[i] = x[i] * x[i];
      }
      for (int k = 0; k < 3; k++) {
        out[i] += k * x[i];
      }
    }
  }

  /** Parameters that all iterations read, at constant places. */
  @Kernel(deterministic = true)
  @Differentiable
  static void polynomial(double[] coefficients, double[] x, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      y[i] = coefficients[0] + x[i] * (coefficients[1] + x[i] * (coefficients[2] + x[i] * coefficients[coefficients.length - 1]));
    }
  }

  /** Pairs of neighbouring cells, and two outputs. */
  @Kernel(deterministic = true)
  @Differentiable
  static void butterflies(double[] x, @NonDifferentiable double phase, double[] out, double[] products) {
    double c = Math.cos(phase);
    double s = Math.sin(phase);
    for (@Parallel int i = 0; i < products.length; i++) {
      double a = x[2 * i];
      double b = x[2 * i + 1];
      out[2 * i] = c * a - s * b;
      out[2 * i + 1] = s * a + c * b;
      products[i] = a * b;
    }
  }

  /** Cells that are read at a distance of two strides. */
  @Kernel(deterministic = true)
  @Differentiable
  static void strided(double[] x, double[] out) {
    for (@Parallel int i = 1; i < out.length; i++) {
      out[i] = x[2 * i] * x[2 * i - 2] + helper(x[2 * i + 1]);
    }
  }

  private static double helper(double v) {
    return v > 0 ? v * v : -v;
  }

  /** Column-major cells. */
  @Kernel(deterministic = true)
  @Differentiable
  static void columns(double[] x, int rows, int n, double[] out) {
    for (@Parallel int i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k < rows; k++) {
        sum += x[k * n + i];
      }
      for (int k = rows - 1; k >= 0; k--) {
        out[k * n + i] = sum * x[k * n + i];
      }
    }
  }

  /** In single precision. */
  @Kernel
  @Differentiable
  static void smooth(float[] x, float weight, float[] out) {
    for (@Parallel int i = 1; i < x.length - 1; i++) {
      out[i] = x[i] + weight * (x[i - 1] - 2 * x[i] + x[i + 1]) * x[i];
    }
  }

  /** An inner loop whose trip count each iteration reads, and bounds that do not start at 0. */
  @Kernel
  @Differentiable
  static void rowSums(double[] values, long[] column, int[] start, double[] größe, int first, double[] out) {
    for (@Parallel int i = first; i < start.length - 1; i++) {
      double sum = 0;
      int k = start[i];
      while (k < start[i + 1]) {
        sum += values[k] * größe[(int) column[k]];
        k++;
      }
      out[i - first] = sum;
    }
  }

  /** Whole numbers beside real ones. */
  @Kernel(deterministic = true)
  @Differentiable
  static void classes(double[] x, int[] side, double[] distance) {
    for (@Parallel int i = 0; i < x.length; i++) {
      side[i] = x[i] > 0.5 ? 1 : x[i] < -0.5 ? -1 : 0;
      distance[i] = side[i] == 0 ? 0 : (x[i] - 0.5 * side[i]) * (x[i] - 0.5 * side[i]);
    }
  }

  /** The outer loop over columns; a stencil across rows. */
  @Kernel(deterministic = true)
  @Differentiable
  static void across(double[] x, int rows, int columns, double[] out) {
    for (@Parallel int j = 1; j < columns - 1; j++) {
      for (@Parallel int i = 1; i < rows - 1; i++) {
        double above = x[(i - 1) * columns + j];
        double below = x[(i + 1) * columns + j];
        out[i * columns + j] = above * below - x[i * columns + j] * x[i * columns + j - 1];
      }
    }
  }

  /** An inner loop that stores on some ways, and a helper with a loop. */
  @Kernel(deterministic = true)
  @Differentiable
  static void firsts(double[] x, int columns, double[] out) {
    for (@Parallel int row = 0; row < out.length; row++) {
      out[row] = -1;
      for (int j = 0; j < columns; j++) {
        double v = x[row * columns + j];
        if (v > 0.8) {
          out[row] = v * v * power(v, 3);
        } else if (v < -0.8) {
          out[row] *= 0.5;
          out[row] += v;
        }
      }
    }
  }

  private static double power(double v, int n) {
    return n == 3 ? v * v * v : v;
  }

  /** A recurrence with a constant number of steps, whose values each item keeps for itself. */
  @Kernel(deterministic = true)
  @Differentiable
  static void iterate(double[] x, double a, double[] out) {
    for (@Parallel int i = 0; i < x.length; i++) {
      double s = x[i];
      for (int k = 0; k < 10; k++) {
        s = s > 0 ? Math.sin(s) * a + s : s * s - a;
      }
      out[i] = s;
    }
  }

  /** Recurrences with numbers of steps that parameters give, one in another, whose values lie in scratch memory. */
  @Kernel
  @Differentiable
  static void march(double[] x, int steps, double[] drift, double rate, double[] out) {
    for (@Parallel int i = 0; i < out.length; i++) {
      double v = x[i];
      double w = x[i] * rate;
      for (int t = 0; t < steps; t++) {
        double before = v;
        v = v + rate * Math.cos(w) * drift[t];
        for (int k = 1; k < 4; k++) {
          w = 0.5 * Math.sin(w) * Math.exp(-0.1 * before * before) + k * drift[t];
        }
      }
      for (int t = drift.length - 1; t >= 0; t--) {
        w = Math.sin(w) * 0.6 + drift[t];
      }
      out[i] = v * w;
    }
  }

  /** Arrays that each iteration has for itself. */
  @Kernel(deterministic = true)
  @Differentiable
  static void local(double[] x, double a, double[] out) {
    for (@Parallel int i = 0; i < out.length; i++) {
      double[] acc = new double[3];
      int[] order = {2, 0, 1};
      for (int k = 0; k < acc.length; k++) {
        acc[k] = x[3 * i + k] * a;
      }
      double s = 0;
      for (int k = 0; k < 3; k++) {
        s += Math.sin(acc[k]) * acc[order[k]];
        acc[order[k]] += acc[k] * acc[k];
      }
      acc[0] = s * acc[1];
      out[i] = acc[0] + acc[2];
    }
  }

  /** A filter with a window that moves. */
  @Kernel(deterministic = true)
  @Differentiable
  static void window(float[] x, int columns, float decay, float[] out) {
    for (@Parallel int row = 0; row < out.length; row++) {
      float[] last = new float[4];
      float sum = 0;
      for (int j = 0; j < columns; j++) {
        float v = x[row * columns + j];
        sum = sum * decay + v * last[j & 3];
        last[j & 3] = v;
      }
      out[row] = sum;
    }
  }
}
