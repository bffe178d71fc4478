package dev.adjoint.tests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The Java blocks of docs/how-it-works.md and docs/kernels.md: what a user writes compiles, and what is said to be generated is
 * found in what is generated, lines and their order, whatever their indentation. A line with an ellipsis stands for others.
 * One block is a sketch, which only compiles.
 */
class PagesTest {
  private static final Path DOCS = Path.of(System.getProperty("adjoint.root", ".."), "docs");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String PENDULUM = """
      package page; import dev.adjoint.annotations.*;

      final class Pendulum {
        @Differentiable
        static double end(double x, double v, double k, int steps) {
          double dt = 0.01;
          for (@Checkpoint(snapshots = 5) int t = 0; t < steps; t++) {
            double a = -k * Math.sin(x);
            v += dt * a;
            x += dt * v;
          }
          return x * x + v;
        }
      }
      """;

  private static final String TANGENT = """
      package page; import dev.adjoint.annotations.*;

      final class Tangent {
        @Differentiable(taylor = "x")
        static double f(double x) {
          return Math.tan(x) * 3;
        }
      }
      """;

  private static final String HEAT = """
      package page; import dev.adjoint.annotations.*;

      final class Heat {
        @Differentiable(sparsity = true)
        static double[] step(double[] now, double k) {
          int n = now.length;
          double[] next = new double[n];
          for (int i = 0; i < n; i++) {
            double left = i > 0 ? now[i - 1] : 0;
            double right = i + 1 < n ? now[i + 1] : 0;
            next[i] = now[i] + k * (left - 2 * now[i] + right);
          }
          return next;
        }
      }
      """;

  private static final String PAYOFF = """
      package page; import dev.adjoint.annotations.*;

      /** What is paid. */
      public interface Payoff {
        @Differentiable
        double value(double spot);
      }
      """;

  private static final String CALL = """
      package page; import dev.adjoint.annotations.*;

      final class Call implements Payoff {
        @Override
        @Differentiable
        public double value(double spot) {
          return Math.max(spot - 100, 0);
        }
      }
      """;

  private static List<String> blocks(String page) throws IOException {
    return BLOCK.matcher(Files.readString(DOCS.resolve(page))).results().map(m -> m.group(1)).toList();
  }

  private static Compilation compile(Map<String, String> sources) {
    Compilation compilation = Compilation.withProcessor(sources);
    assertTrue(compilation.success(), compilation::problems);
    return compilation;
  }

  private static String flat(String code) {
    return String.join("\n", code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  @Test
  void howItWorksShowsWhatIsGenerated() throws IOException {
    List<String> blocks = blocks("how-it-works.md");
    String chain = blocks.stream().filter(b -> b.contains("final class Chain")).findFirst().orElseThrow();
    String checks = blocks.stream().filter(b -> b.contains("@TestFactory")).findFirst().orElseThrow();
    String sketch = blocks.stream().filter(b -> b.startsWith("double s = 0.0;\nint exit")).findFirst().orElseThrow();
    var sources = new TreeMap<String, String>();
    sources.put("page.Chain", "package page;\n\nimport dev.adjoint.annotations.*;\n\n"
        + chain.replace("@Differentiable", "@Differentiable(order = 2, check = true)"));
    sources.put("page.ChainTest", "package page; import java.util.stream.*; import org.junit.jupiter.api.*;\nclass ChainTest {\n"
        + checks + "}\n");
    sources.put("page.Pendulum", PENDULUM);
    sources.put("page.Sketch", "package page; class Sketch { static void sketch(double[] x, int n) {\n" + sketch + "}}\n");
    sources.put("page.Tangent", TANGENT);
    sources.put("page.Heat", HEAT);
    sources.put("page.Payoff", PAYOFF);
    sources.put("page.Call", CALL);
    String generated = flat(String.join("\n", compile(sources).generated().values()));
    for (String block : blocks) {
      if (!List.of(chain, checks, sketch).contains(block)) {
        for (String part : block.split("(?m)^.*….*$")) {
          assertTrue(generated.contains(flat(part)), () -> "not generated:\n" + part + "\nbut\n" + generated);
        }
      }
    }
    assertEquals(11, blocks.size(), "a new block needs its source here");
  }

  @Test
  void kernelsCompile() throws IOException {
    List<String> blocks = blocks("kernels.md");
    compile(Map.of("page.C", "package page; import dev.adjoint.annotations.*;\nfinal class C {\n" + String.join("\n", blocks) + "}\n"));
    assertEquals(2, blocks.size());
  }
}
