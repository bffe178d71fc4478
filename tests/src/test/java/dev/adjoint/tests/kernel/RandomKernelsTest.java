package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.corpus.Compilation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random kernels over arrays, whose iterations read in every way that decides how adjoints are added up: a device gives what the
 * generated derivative gives on the CPU, and that is the slope along a random direction.
 */
class RandomKernelsTest {
  private static final int KERNELS = Integer.getInteger("adjoint.random.kernels", 12);
  private static final long SEED = Long.getLong("adjoint.random.seed", 4);
  private static final int N = 30;

  private final Random random = new Random(SEED);

  private String place(boolean inner) {
    int c = random.nextInt(5);
    return switch (random.nextInt(inner ? 8 : 5)) {
      case 0, 1 -> "x[i + " + c + "]";
      case 2 -> "x[2 * i + " + c + "]";
      case 3 -> "p[" + c % 3 + "]";
      case 4 -> "x[" + c + "]";
      case 5 -> "x[j]";
      case 6 -> "x[i + j]";
      default -> "x[i * m + j]";
    };
  }

  private String term(boolean inner) {
    return switch (random.nextInt(6)) {
      case 0 -> "Math.sin(" + place(inner) + ") * " + place(inner);
      case 1 -> "w * " + place(inner);
      case 2 -> place(inner) + " * " + place(inner) + " / (1 + " + place(inner) + " * " + place(inner) + ")";
      case 3 -> "(" + place(inner) + " > 0.1 ? " + place(inner) + " * w : " + place(inner) + ")";
      case 4 -> "Math.max(" + place(inner) + ", " + place(inner) + ")";
      default -> place(inner) + " - " + place(inner);
    };
  }

  /** An array that the iteration has for itself, of which a recurrence changes cells. */
  private void array(StringBuilder text, String name) {
    text.append("      double[] ").append(name).append(" = new double[4];\n      for (int j = 0; j < 4; j++) {\n        ").append(name)
        .append("[j] = ").append(term(true)).append(";\n      }\n      for (int j = 0; j < ")
        .append(random.nextBoolean() ? name + ".length" : "m").append("; j++) {\n        ").append(name).append("[(j + ")
        .append(random.nextInt(4)).append(") & 3] = Math.sin(").append(name).append("[j & 3]) * s;\n        s = 0.5 * ").append(name)
        .append("[").append(random.nextInt(4)).append("] + 0.2 * s;\n      }\n");
  }

  private String kernel(int k) {
    boolean narrow = random.nextBoolean();
    var text = new StringBuilder("  @Kernel\n  @Differentiable\n  static void f" + k
        + "(double[] x, double[] p, double w, int m, double[] out) {\n    for (@Parallel int i = " + (narrow ? 1 : 0)
        + "; i < out.length" + (narrow ? " - 2" : "") + "; i++) {\n");
    text.append("      double s = ").append(term(false)).append(";\n");
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      switch (random.nextInt(7)) {
        case 0 -> text.append("      if (i % 3 == ").append(random.nextInt(3)).append(") {\n        s += ").append(term(false))
            .append(";\n      }\n");
        case 1 -> text.append("      if (s > 0) {\n        s *= ").append(term(false)).append(";\n      }\n");
        case 2 -> text.append("      for (int j = 0; j < m; j++) {\n        s += ").append(term(true)).append(";\n      }\n");
        case 3 -> text.append("      out[i] = s;\n      s = 0.5 * out[i] + ").append(term(false)).append(";\n");
        case 4 -> text.append("      for (int j = 0; j < ").append(random.nextBoolean() ? "m" : "5")
            .append("; j++) {\n        s = 0.5 * Math.cos(s) + ").append(term(true)).append(";\n      }\n");
        case 5 -> array(text, "a" + n);
        default -> text.append("      s += ").append(term(false)).append(";\n");
      }
    }
    return text.append(random.nextBoolean() ? "      out[i] = s;\n"
        : "      if (i % 2 == 0) {\n        out[i] += s * out[i];\n      }\n").append("    }\n  }\n").toString();
  }

  /** The gradients of all operands, one behind the other, then the value. */
  private static double[] run(Kernels kernels, int k, Device device, Tensor[] operands) {
    var leaves = new Tensor[operands.length];
    for (int o = 0; o < leaves.length; o++) {
      leaves[o] = operands[o].to(device).detach().requiresGrad_();
    }
    Tensor out = leaves[3].mul(1);
    Kernels.call(Kernels.find(kernels.operations, "f" + k), leaves[0], leaves[1], leaves[2], 4, out);
    Tensor loss = out.mul(Tensor.linspace(-1, 1.3, N).to(DType.FLOAT64).to(device)).sum();
    loss.backward();
    Tensor all = Tensor.zeros(0).to(DType.FLOAT64);
    for (Tensor leaf : leaves) {
      Tensor grad = leaf.grad() == null ? Tensor.zerosLike(leaf.detach()) : leaf.grad();
      all = Tensor.cat(List.of(all, grad.to(Device.cpu())), 0);
    }
    return Tensor.cat(List.of(all, loss.detach().reshape(1).to(Device.cpu())), 0).toDoubles();
  }

  @Test
  void aDeviceGivesTheGradientsOfTheCpuAndTheseAreSlopes() throws ClassNotFoundException {
    var source = new StringBuilder("package kernel;\n\nimport dev.adjoint.annotations.*;\n\nfinal class Randomly {\n");
    for (int k = 0; k < KERNELS; k++) {
      source.append(kernel(k));
    }
    String text = source.append("}\n").toString();
    Compilation compilation = Compilation.withProcessor(Map.of("kernel.Randomly", text));
    assertTrue(compilation.success(), () -> "seed " + SEED + "\n" + compilation.problems() + text);
    Kernels kernels = Kernels.of(compilation, "kernel.Randomly");
    var generator = new Generator(SEED);
    for (int k = 0; k < KERNELS; k++) {
      String where = "f" + k + " of seed " + SEED + "\n" + text;
      Tensor[] operands = {generator.normal(DType.FLOAT64, Shape.of(6 * N)), generator.normal(DType.FLOAT64, Shape.of(3)),
          generator.normal(DType.FLOAT64, Shape.of(1)), generator.normal(DType.FLOAT64, Shape.of(N))};
      double[] here = run(kernels, k, Device.cpu(), operands);
      double slope = 0;
      double h = 1e-6;
      var ends = new Tensor[2][operands.length];
      int at = 0;
      for (int o = 0; o < operands.length; o++) {
        Tensor direction = generator.normal(DType.FLOAT64, operands[o].shape());
        ends[0][o] = operands[o].add(direction.mul(h));
        ends[1][o] = operands[o].sub(direction.mul(h));
        for (double d : direction.toDoubles()) {
          slope += d * here[at++];
        }
      }
      double[] up = run(kernels, k, Device.cpu(), ends[0]);
      double[] down = run(kernels, k, Device.cpu(), ends[1]);
      double difference = (up[at] - down[at]) / (2 * h);
      assertEquals(difference, slope, 1e-4 * Math.max(1, Math.abs(slope)), where);
      if (Kernels.has("opencl")) {
        double[] there = run(kernels, k, Device.openCl(0), operands);
        for (int i = 0; i < here.length; i++) {
          assertEquals(here[i], there[i], 1e-10 * Math.max(1, Math.abs(here[i])), where);
        }
      }
    }
  }
}
