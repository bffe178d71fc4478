package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import java.io.PrintStream;

/** An energy that is put together when the program runs, of parts that know nothing of each other, and relaxed by its gradient. */
public final class ForceField {
  private ForceField() {}

  /** An energy of particles in a plane; positions are {@code x0, y0, x1, y1, ...}. */
  public interface Potential {
    /** The energy. */
    @Differentiable
    double energy(double[] positions);
  }

  /** A bond between two particles. */
  public record Spring(int i, int j, double length, double stiffness) implements Potential {
    @Override
    @Differentiable(wrt = "positions")
    public double energy(double[] positions) {
      double stretch = Math.hypot(positions[2 * i] - positions[2 * j], positions[2 * i + 1] - positions[2 * j + 1]) - length;
      return stiffness * stretch * stretch / 2;
    }
  }

  /** Attraction and repulsion of all pairs, after Lennard-Jones. */
  public static final class Dispersion implements Potential {
    private final double depth;

    /** With the depth of the minimum, which is at distance 1. */
    public Dispersion(double depth) {
      this.depth = depth;
    }

    @Override
    @Differentiable
    public double energy(double[] positions) {
      double sum = 0;
      for (int i = 0; i < positions.length; i += 2) {
        for (int j = 0; j < i; j += 2) {
          double dx = positions[i] - positions[j];
          double dy = positions[i + 1] - positions[j + 1];
          double r6 = 1 / Math.pow(dx * dx + dy * dy, 3);
          sum += depth * (r6 * r6 - 2 * r6);
        }
      }
      return sum;
    }
  }

  /** A sum of others, of which each may be a sum again. */
  public record Sum(Potential... parts) implements Potential {
    @Override
    @Differentiable(wrt = "positions")
    public double energy(double[] positions) {
      double sum = 0;
      for (Potential part : parts) {
        sum += part.energy(positions);
      }
      return sum;
    }
  }

  /** Follows the forces until they vanish; answers the final positions. */
  public static double[] relaxed(PrintStream out, Potential potential, double... positions) {
    double[] x = positions.clone();
    for (int step = 0;; step++) {
      var gradient = ForceField_PotentialDerivatives.energyGradient(potential, x);
      double force = 0;
      for (int k = 0; k < x.length; k++) {
        force = Math.max(force, Math.abs(gradient.positions()[k]));
        x[k] -= 0.002 * gradient.positions()[k];
      }
      if (force < 1e-10 || step == 100_000) {
        out.printf("energy %.6f after %d steps, greatest force %.1e%n", gradient.value(), step, force);
        return x;
      }
    }
  }

  /** Runs it. */
  public static void main(String[] args) {
    relaxed(System.out, new Sum(new Dispersion(1), new Sum(new Spring(0, 1, 1.2, 5), new Spring(1, 2, 0.9, 5))), 0, 0, 1, 0, 0.3, 0.8);
  }
}
