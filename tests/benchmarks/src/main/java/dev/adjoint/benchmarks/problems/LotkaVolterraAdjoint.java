package dev.adjoint.benchmarks.problems;

/**
 * The adjoint of {@link LotkaVolterra} by hand: the state before each step is kept, the stages are computed again. The
 * storage grows to the longest integration seen and is reused; an instance serves one thread.
 */
public final class LotkaVolterraAdjoint {
  private double[] xs = {}, ys = {};

  /** Adds {@code seed} times the gradient to {@code pAdjoint}, of length 6, and returns the population. */
  public double populationVjp(double[] p, int steps, double seed, double[] pAdjoint) {
    double population = forward(p, steps);
    reverse(p, steps, seed, pAdjoint);
    return population;
  }

  private double forward(double[] p, int steps) {
    if (xs.length < steps) {
      xs = new double[steps];
      ys = new double[steps];
    }
    double[] xs = this.xs, ys = this.ys;
    double a = p[0], b = p[1], c = p[2], d = p[3];
    double x = p[4], y = p[5];
    double h = LotkaVolterra.SPAN / steps, half = 0.5 * h, sixth = h / 6;
    for (int i = 0; i < steps; i++) {
      xs[i] = x;
      ys[i] = y;
      double x1 = x * (a - b * y), y1 = y * (d * x - c);
      double u = x + half * x1, v = y + half * y1;
      double x2 = u * (a - b * v), y2 = v * (d * u - c);
      u = x + half * x2;
      v = y + half * y2;
      double x3 = u * (a - b * v), y3 = v * (d * u - c);
      u = x + h * x3;
      v = y + h * y3;
      double x4 = u * (a - b * v), y4 = v * (d * u - c);
      x += sixth * (x1 + 2 * (x2 + x3) + x4);
      y += sixth * (y1 + 2 * (y2 + y3) + y4);
    }
    return x + y;
  }

  private void reverse(double[] p, int steps, double seed, double[] pAdjoint) {
    double[] xs = this.xs, ys = this.ys;
    double a = p[0], b = p[1], c = p[2], d = p[3];
    double h = LotkaVolterra.SPAN / steps, half = 0.5 * h, sixth = h / 6;
    double aAdj = 0, bAdj = 0, cAdj = 0, dAdj = 0, xAdj = seed, yAdj = seed;
    for (int i = steps - 1; i >= 0; i--) {
      double x = xs[i], y = ys[i];
      double preyRate1 = a - b * y, predatorRate1 = d * x - c;
      double u2 = x + half * x * preyRate1, v2 = y + half * y * predatorRate1;
      double preyRate2 = a - b * v2, predatorRate2 = d * u2 - c;
      double u3 = x + half * u2 * preyRate2, v3 = y + half * v2 * predatorRate2;
      double preyRate3 = a - b * v3, predatorRate3 = d * u3 - c;
      double u4 = x + h * u3 * preyRate3, v4 = y + h * v3 * predatorRate3;

      double s = sixth * xAdj, t = sixth * yAdj;
      double su = s * u4, tv = t * v4;
      double u4Adj = s * (a - b * v4) + tv * d, v4Adj = t * (d * u4 - c) - su * b;
      aAdj += su;
      bAdj -= su * v4;
      cAdj -= tv;
      dAdj += tv * u4;

      double s3 = 2 * s + h * u4Adj, t3 = 2 * t + h * v4Adj;
      su = s3 * u3;
      tv = t3 * v3;
      double u3Adj = s3 * preyRate3 + tv * d, v3Adj = t3 * predatorRate3 - su * b;
      aAdj += su;
      bAdj -= su * v3;
      cAdj -= tv;
      dAdj += tv * u3;

      double s2 = 2 * s + half * u3Adj, t2 = 2 * t + half * v3Adj;
      su = s2 * u2;
      tv = t2 * v2;
      double u2Adj = s2 * preyRate2 + tv * d, v2Adj = t2 * predatorRate2 - su * b;
      aAdj += su;
      bAdj -= su * v2;
      cAdj -= tv;
      dAdj += tv * u2;

      double s1 = s + half * u2Adj, t1 = t + half * v2Adj;
      su = s1 * x;
      tv = t1 * y;
      xAdj += u4Adj + u3Adj + u2Adj + s1 * preyRate1 + tv * d;
      yAdj += v4Adj + v3Adj + v2Adj + t1 * predatorRate1 - su * b;
      aAdj += su;
      bAdj -= su * y;
      cAdj -= tv;
      dAdj += tv * x;
    }
    pAdjoint[0] += aAdj;
    pAdjoint[1] += bAdj;
    pAdjoint[2] += cAdj;
    pAdjoint[3] += dAdj;
    pAdjoint[4] += xAdj;
    pAdjoint[5] += yAdj;
  }
}
