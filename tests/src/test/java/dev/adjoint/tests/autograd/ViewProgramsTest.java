package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Random programs with views that are changed in place through bases and bases that are changed through views: value,
 * gradient and second derivative are those of the program without views and changes in place, and of central
 * differences. A program may also be refused, as one that changes a value which a derivative reads; never wrong.
 */
class ViewProgramsTest {
  private static final int PROGRAMS = Integer.getInteger("adjoint.view.programs", 300);
  private static final long SEED = Long.getLong("adjoint.view.seed", 1);

  private static Tensor gradient(UnaryOperator<Tensor> program, Tensor x) {
    Tensor loss = program.apply(x);
    Tensor gradient = loss.requiresGrad() ? Autograd.grad(loss, x, GradOption.ALLOW_UNUSED) : null;
    return gradient == null ? Tensor.zerosLike(x) : gradient;
  }

  /** The gradient of the gradient's product with fixed weights. */
  private static double[] second(UnaryOperator<Tensor> program, Tensor x) {
    return gradient(t -> {
      Tensor loss = program.apply(t);
      Tensor first = loss.requiresGrad()
          ? Autograd.grad(loss, t, GradOption.ALLOW_UNUSED, GradOption.CREATE_GRAPH) : null;
      Tensor weights = Tensor.arange(0, t.numel(), 1).to(t.dtype()).cos().reshape(t.shape());
      return first == null ? Tensor.scalar(0.0) : first.mul(weights).sum();
    }, x).toDoubles();
  }

  private static double[] differences(ViewProgram program, Tensor x) {
    double[] elements = x.toDoubles();
    var quotients = new double[elements.length];
    double step = 1e-6;
    try (var _ = GradMode.noGrad()) {
      for (int i = 0; i < elements.length; i++) {
        double[] moved = elements.clone();
        moved[i] += step;
        double above = program.run(Tensor.of(moved, x.shape())).item();
        moved[i] = elements[i] - step;
        quotients[i] = (above - program.run(Tensor.of(moved, x.shape())).item()) / (2 * step);
      }
    }
    return quotients;
  }

  /** @return whether the program was not refused */
  private static boolean check(long seed) {
    Tensor x = new Operands(seed).normal(2, 6);
    var program = new ViewProgram(seed, 8 + (int) (seed % 9), x);
    String description = "seed " + seed + "\n" + program;
    assertEquals(program.runOutOfPlace(x).item(), program.run(x).item(), 1e-9, description);
    Tensor gradient;
    try {
      gradient = gradient(program::run, x);
    } catch (IllegalStateException e) {
      assertTrue(e.getMessage().contains("modified by an inplace operation"), () -> description + e);
      return false;
    }
    assertEquals(Shape.of(2, 6), gradient.shape());
    double[] expected = gradient(program::runOutOfPlace, x).toDoubles();
    double[] actual = gradient.toDoubles();
    double[] differences = differences(program, x);
    double[] secondExpected = second(program::runOutOfPlace, x);
    double[] second = second(program::run, x);
    for (int i = 0; i < actual.length; i++) {
      double scale = 1 + Math.abs(expected[i]);
      assertEquals(expected[i], actual[i], 1e-9 * scale, description + "element " + i);
      assertEquals(differences[i], actual[i], 1e-4 * scale, description + "element " + i + ", differences");
      assertEquals(secondExpected[i], second[i], 1e-8 * (1 + Math.abs(secondExpected[i])),
          description + "element " + i + ", second derivative");
    }
    return true;
  }

  @Test
  void programsWithViewsAndChangesInPlaceHaveTheGradientOfThoseWithout() {
    int compared = 0;
    int tried = 0;
    while (compared < PROGRAMS && tried < 5 * PROGRAMS) {
      compared += check(SEED * 1_000_000 + tried++) ? 1 : 0;
    }
    System.out.println(compared + " of " + tried + " programs from seed " + SEED + " compared, the others refused");
    assertEquals(PROGRAMS, compared);
  }
}
