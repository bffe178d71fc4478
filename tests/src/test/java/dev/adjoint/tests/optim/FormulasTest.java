package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.AdamW;
import dev.adjoint.runtime.optim.Optimizer;
import dev.adjoint.runtime.optim.Sgd;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First steps against the published formulas, evaluated component by component in loops. */
class FormulasTest {
  private static final int STEPS = 5;

  private final Fit fit = new Fit();

  /** The rule of one component: parameter and gradient to the parameter after the step; remembers what it needs. */
  private void check(Optimizer optimizer, IntFunction<DoubleBinaryOperator> rules) {
    double[] point = fit.point();
    var rule = new DoubleBinaryOperator[point.length];
    Arrays.setAll(rule, rules);
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = fit.gradient(point);
      for (int i = 0; i < point.length; i++) {
        point[i] = rule[i].applyAsDouble(point[i], gradient[i]);
      }
      optimizer.step(fit.closure(optimizer));
      assertArrayEquals(point, fit.point(), 1e-12, "after step " + step);
    }
  }

  @Test
  void plainDescentSubtractsTheScaledGradient() {
    check(new Sgd(fit.parameters(), 0.1), _ -> (p, g) -> p - 0.1 * g);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0, 0, false", "0.9, 0.5, 0.1, false", "0.9, 0, 0.1, true"})
  void momentumStartsAsTheGradientAndDecays(double m, double dampening, double decay, boolean nesterov) {
    var options = Sgd.options().learningRate(0.1).momentum(m).dampening(dampening).weightDecay(decay).nesterov(nesterov);
    check(new Sgd(fit.parameters(), options), _ -> new DoubleBinaryOperator() {
      private double velocity = Double.NaN;

      @Override
      public double applyAsDouble(double p, double gradient) {
        double g = gradient + decay * p;
        velocity = Double.isNaN(velocity) ? g : m * velocity + (1 - dampening) * g;
        return p - 0.1 * (nesterov ? g + m * velocity : velocity);
      }
    });
  }

  /** Kingma and Ba's algorithm 1. */
  private DoubleBinaryOperator adam(double rate, double beta1, double beta2, double epsilon, double decay,
      boolean decoupled) {
    return new DoubleBinaryOperator() {
      private double mean;
      private double squares;
      private int t;

      @Override
      public double applyAsDouble(double p, double gradient) {
        double g = decoupled ? gradient : gradient + decay * p;
        double start = decoupled ? p - rate * decay * p : p;
        t++;
        mean = beta1 * mean + (1 - beta1) * g;
        squares = beta2 * squares + (1 - beta2) * g * g;
        double corrected = mean / (1 - Math.pow(beta1, t));
        return start - rate * corrected / (Math.sqrt(squares / (1 - Math.pow(beta2, t))) + epsilon);
      }
    };
  }

  @Test
  void adamCorrectsTheBiasOfBothMeans() {
    check(new Adam(fit.parameters(), 0.01), _ -> adam(0.01, 0.9, 0.999, 1e-8, 0, false));
  }

  @Test
  void adamAddsTheWeightDecayToTheGradient() {
    var options = Adam.options().learningRate(0.01).betas(0.7, 0.8).epsilon(0.01).weightDecay(0.1);
    check(new Adam(fit.parameters(), options), _ -> adam(0.01, 0.7, 0.8, 0.01, 0.1, false));
  }

  @Test
  void adamWShrinksTheParameterItself() {
    check(new AdamW(fit.parameters(), 0.01), _ -> adam(0.01, 0.9, 0.999, 1e-8, 0.01, true));
  }
}
