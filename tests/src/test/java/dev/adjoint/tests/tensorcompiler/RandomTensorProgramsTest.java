package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensorcompiler.ProgramGenerator.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Random methods on tensors: reverse mode against the eager graph to the last bit, forward mode against reverse mode in a dot
 * product, with analyses and, for every other batch, without. {@code -Dadjoint.tensor.programs=10000} runs more of them,
 * {@code -Dadjoint.tensor.seed} tries others.
 */
class RandomTensorProgramsTest {
  private static final int BATCH = 25;
  private static final int POINTS = 3;
  private static final int SHOWN = 3;

  @Test
  void allModesAgree() {
    int count = Integer.getInteger("adjoint.tensor.programs", 200);
    // Fixed by default: at some random point a program is too ill-conditioned to compare, and a build is to repeat.
    long seed = Long.getLong("adjoint.tensor.seed", 342_481);
    System.out.println("random tensor programs: " + count + ", -Dadjoint.tensor.seed=" + seed);
    var failures = new LinkedHashMap<Program, String>();
    int points = 0;
    for (int from = 0; from < count && failures.size() < 20; from += BATCH) {
      var programs = new ArrayList<Program>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        programs.add(new ProgramGenerator(seed * 1_000_003 + i).program("R" + i, i % 2 == 1));
      }
      points += check(programs, failures);
      if (from / BATCH % 2 == 0) {
        points += check(programs, failures, "-Aadjoint.analysis=off");
      }
    }
    if (!failures.isEmpty()) {
      fail(describe(seed, failures));
    }
    assertTrue(points >= count, "most results are not finite: " + points);
  }

  private static String describe(long seed, Map<Program, String> failures) {
    var text = new StringBuilder(failures.size() + " programs fail; repeat with -Dadjoint.tensor.seed=" + seed + "\n");
    failures.forEach((program, why) -> text.append(program.name()).append(": ").append(why).append('\n'));
    failures.keySet().stream().sorted((a, b) -> Integer.compare(a.text().length(), b.text().length())).limit(SHOWN)
        .forEach(p -> text.append('\n').append(failures.get(p)).append('\n').append(p.text()).append(p.other()));
    return text.toString();
  }

  /** Compiles programs together and compares them; how many points had finite results. */
  private static int check(List<Program> programs, Map<Program, String> failures, String... options) {
    var texts = new LinkedHashMap<String, String>();
    for (Program p : programs) {
      texts.put(p.name(), CompiledMethods.IMPORTS + p.text());
      texts.put(p.name() + "Other", CompiledMethods.IMPORTS + p.other());
    }
    Map<String, CompiledMethods> compiled = CompiledMethods.of(texts, options);
    int points = 0;
    for (Program p : programs) {
      for (int point = 0; point < POINTS; point++) {
        try {
          points += new Point(p, compiled.get(p.name()), point).check() ? 1 : 0;
        } catch (AssertionError | RuntimeException e) {
          failures.putIfAbsent(p, "point " + point + String.join(" ", options) + ": " + e);
        }
      }
    }
    return points;
  }

  /** A program at one point. */
  private record Point(Program program, CompiledMethods methods, int number) {
    private static final double RELATIVE = 1e-10;
    /** What terms that cancel, or vanish behind saturated functions, leave. */
    private static final double NOTHING = 1e-4;

    boolean check() {
      var g = new Generator(number);
      Tensor x = g.normal(DType.FLOAT64, Shape.of(2, 3)).mul(0.7);
      Tensor y = g.normal(DType.FLOAT64, Shape.of(3)).mul(0.7);
      double a = 0.4 - 0.3 * number;
      double[] c = {0.3, -0.6 * number, 0.9};
      Tensor value = (Tensor) methods.call("f", x, y, a, c.clone(), number);
      Tensor seed = Bits.normalLike(g, value);
      Tensor tangentX = Bits.normalLike(g, x);
      Tensor tangentY = Bits.normalLike(g, y);
      return program.mixed() ? mixed(x, y, a, c, seed, tangentX, tangentY) : tensors(x, y, a, c, seed, tangentX, tangentY);
    }

    private boolean tensors(Tensor x, Tensor y, double a, double[] c, Tensor seed, Tensor tangentX, Tensor tangentY) {
      Tensor leafX = x.detach().requiresGrad_();
      Tensor leafY = y.detach().requiresGrad_();
      Tensor value = (Tensor) methods.call("f", leafX, leafY, a, c, number);
      List<Object> r = methods.components("fVjp", x, y, a, c, number, seed);
      if (value.requiresGrad()) {
        value.backward(seed);
      }
      Bits.assertSame(value.detach(), (Tensor) r.getFirst(), "value");
      Function<Tensor, Tensor> gradient = leaf -> leaf.grad() == null ? Tensor.zerosLike(leaf) : leaf.grad();
      Bits.assertSame(gradient.apply(leafX), (Tensor) r.get(1), "adjoint of x");
      Bits.assertSame(gradient.apply(leafY), (Tensor) r.get(2), "adjoint of y");
      samePacked(x, y, List.of((Tensor) r.get(1), (Tensor) r.get(2)), new Object[] {a, c, number}, seed);
      List<Object> forward = methods.components("fJvp", x, y, a, c, number, tangentX, tangentY);
      Bits.assertSame(value.detach(), (Tensor) forward.getFirst(), "value of forward mode");
      double right = Bits.dot((Tensor) r.get(1), tangentX) + Bits.dot((Tensor) r.get(2), tangentY);
      double scale = Bits.dot(((Tensor) r.get(1)).abs(), tangentX.abs()) + Bits.dot(((Tensor) r.get(2)).abs(), tangentY.abs());
      return agree(Bits.dot(seed, (Tensor) forward.get(1)), right, scale);
    }

    private boolean mixed(Tensor x, Tensor y, double a, double[] c, Tensor seed, Tensor tangentX, Tensor tangentY) {
      double tangentA = 0.8;
      double[] tangentC = {-0.5, 0.25, 1.5};
      var adjointC = new double[3];
      List<Object> r = methods.components("fVjp", x, y, a, c.clone(), number, seed, adjointC);
      samePacked(x, y, List.of((Tensor) r.get(1), (Tensor) r.get(2)), new Object[] {a, c.clone(), number}, seed, new double[3]);
      double right = Bits.dot((Tensor) r.get(1), tangentX) + Bits.dot((Tensor) r.get(2), tangentY) + (double) r.get(3) * tangentA;
      double scale = Bits.dot(((Tensor) r.get(1)).abs(), tangentX.abs()) + Bits.dot(((Tensor) r.get(2)).abs(), tangentY.abs())
          + Math.abs((double) r.get(3) * tangentA);
      for (int i = 0; i < 3; i++) {
        right += adjointC[i] * tangentC[i];
        scale += Math.abs(adjointC[i] * tangentC[i]);
      }
      List<Object> forward = methods.components("fJvp", x, y, a, c.clone(), number, tangentX, tangentY, tangentA, tangentC.clone());
      Bits.assertSame((Tensor) r.getFirst(), (Tensor) forward.getFirst(), "value of forward mode");
      return agree(Bits.dot(seed, (Tensor) forward.get(1)), right, scale);
    }

    /** The adjoints where the tensors are in an array, a list or a record. */
    private void samePacked(Tensor x, Tensor y, List<Tensor> expected, Object[] others, Tensor seed, Object... buffers) {
      PackedParameters form = program.packed();
      List<Tensor> adjoints = form.adjoints(methods, form.pack(x, y, methods, program.name()), others, seed, buffers);
      for (int i = 0; i < expected.size(); i++) {
        Bits.assertSame(expected.get(i), adjoints.get(i), form + ", operand " + i);
      }
    }

    private static boolean agree(double left, double right, double scale) {
      if (!Double.isFinite(left) && !Double.isFinite(right)) {
        return false;
      }
      Bits.assertClose(left, right, RELATIVE, Math.max(scale, NOTHING), "dot products");
      return true;
    }
  }
}
