package dev.adjoint.examples;

import dev.adjoint.runtime.ScalarFunction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;

/**
 * Fits five Gaussians to ADBench's thousand points of the plane: maximises the log-likelihood from ADBench's starting
 * point.
 */
public final class MixtureFit {
  private static final int EXPECTED_ITERATIONS = 150, SHOWN = 10;

  private MixtureFit() {}

  /** What was fitted; the deviation is the first gradient's from the reference. */
  public record Fit(double[] alpha, double[][] means, List<Double> logLikelihoods, int iterations, double deviation) {}

  /** Fits, prints the log-likelihood as it rises, and plots it into {@code plots/log-likelihood.png}. */
  public static Fit fit(Path plots, PrintStream out) throws IOException {
    Numbers in = new Numbers("gmm_d2_K5.txt");
    int d = in.integer(), k = in.integer(), n = in.integer();
    Mixture start = new Mixture(in.row(k), in.rows(k, d), in.rows(k, d * (d + 1) / 2));
    double[][] points = in.rows(n, d);
    double deviation = firstGradient(start, points, in.number(), in.integer());
    out.printf("mixture: first gradient of ADBench's objective deviates by %.1e from the reference%n", deviation);

    ScalarFunction objective = new NegativeLogLikelihood(points, k, d);
    List<Double> rising = new ArrayList<>(List.of(-objective.value(start.flatten(new double[start.size()]))));
    Minimizer.Minimum end;
    try (ProgressBar bar = Progress.bar("fit", EXPECTED_ITERATIONS)) {
      end = Minimizer.minimize(objective, start.flatten(new double[start.size()]), 1e-9, (iteration, value) -> {
        rising.add(-value);
        bar.maxHint(Math.max(EXPECTED_ITERATIONS, iteration)).stepTo(iteration);
        bar.setExtraMessage(String.format("%.2f", -value));
      });
      bar.maxHint(end.iterations()).stepTo(end.iterations());
    }
    for (int i = 0; i < rising.size(); i++) {
      if (i % SHOWN == 0 || i == rising.size() - 1) {
        out.printf("iteration %3d: log-likelihood %.4f%n", i, rising.get(i));
      }
    }
    Mixture fitted = Mixture.of(end.point(), k, d);
    out.println("alpha = " + Arrays.toString(fitted.alpha()));
    out.println("means = " + Arrays.deepToString(fitted.means()));
    Path plot = Plot.lines("Gaussian mixture, ADBench d2_K5", "iteration", "log-likelihood",
        IntStream.range(0, rising.size()).boxed().toList(), Map.of("log-likelihood", rising),
        plots.resolve("log-likelihood.png"));
    out.printf("%d iterations; plot: %s%n", end.iterations(), plot);
    Timing.print("mixture", objective, end.point(), out);
    return new Fit(fitted.alpha(), fitted.means(), rising, end.iterations(), deviation);
  }

  private static double firstGradient(Mixture start, double[][] points, double gamma, int m) {
    var gradient =
        GaussianMixtureDerivatives.objectiveGradient(start.alpha(), start.means(), start.icf(), points, gamma, m);
    return Math.max(Reference.deviation("/gmm_d2_K5/gradient/alpha", gradient.alpha()),
        Math.max(Reference.deviation("/gmm_d2_K5/gradient/mu", gradient.means()),
            Reference.deviation("/gmm_d2_K5/gradient/icf", gradient.icf())));
  }

  /** Runs the fit. */
  public static void main(String[] args) throws IOException {
    fit(Path.of(args.length > 0 ? args[0] : "target"), System.out);
  }
}
