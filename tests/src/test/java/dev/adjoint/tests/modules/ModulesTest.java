package dev.adjoint.tests.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {
  @TempDir
  private static Path folder;
  private static ModulePath modules;

  @BeforeAll
  static void build() throws IOException {
    modules = ModulePath.in(folder.resolve("modules"));
  }

  @Test
  void aModuleThatRequiresTheRuntimeDifferentiatesChecksAndRuns() throws IOException, InterruptedException {
    Path source = folder.resolve("source");
    Path module = write(source.resolve("module-info.java"), "module user.app { requires dev.adjoint.runtime; }\n");
    Path main = write(source.resolve("user/app/Main.java"), """
        package user.app;
        import dev.adjoint.annotations.Differentiable;
        import dev.adjoint.annotations.Kernel;
        import dev.adjoint.runtime.tensor.Tensor;
        import java.util.Arrays;
        final class Main {
          @Differentiable(check = true)
          static double value(double[] x) {
            double y = 1;
            for (double v : x) {
              y = Math.sin(y * v) + hidden(v, 2);
            }
            return y;
          }
          private static double hidden(double a, int n) {
            return n == 0 ? 1 : a * hidden(a, n - 1);
          }
          @Kernel @Differentiable
          static double softplus(double x) {
            return Math.log1p(Math.exp(x));
          }
          @Differentiable
          static Tensor loss(Tensor w) {
            return w.mul(w).sum();
          }
          public static void main(String[] args) {
            var g = MainDerivatives.valueGradient(new double[] {0.5, 1});
            System.out.println(g.value() + " " + Arrays.toString(g.x()));
            MainChecks.value().verify();
            Tensor w = Tensor.of(1.0, 2.0).requiresGrad_(true);
            MainDerivatives.lossTracked(w).backward();
            System.out.println(Arrays.toString(w.grad().toDoubles()));
            System.out.println(MainKernels.softplus(Tensor.of(0.0)).item());
          }
        }
        """);
    Path out = folder.resolve("out");
    ModulePath.compile(out, modules.toString(), List.of(module, main), true);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(java, "-p", modules + ":" + out, "-m", "user.app/user.app.Main").redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), printed);
    double y = Math.sin(0.5) + 0.25;
    double slope = (Math.cos(0.5) + 1) * Math.cos(y);
    double last = Math.cos(y) * y + 2;
    List<String> lines = printed.lines().toList();
    String[] numbers = lines.getFirst().replaceAll("[\\[\\],]", "").split(" ");
    assertEquals(Math.sin(y) + 1, Double.parseDouble(numbers[0]), 1e-15, printed);
    assertEquals(slope, Double.parseDouble(numbers[1]), 1e-14, printed);
    assertEquals(last, Double.parseDouble(numbers[2]), 1e-14, printed);
    assertEquals("[2.0, 4.0]", lines.get(1), printed);
    assertTrue(lines.get(2).startsWith("0.693147"), printed);
  }

  @Test
  void whatGeneratedCodeNamesIsExported() throws IllegalAccessException {
    var named = new TreeSet<String>();
    for (RuntimeFunction f : RuntimeFunction.values()) {
      named.add(RuntimeNames.of(f).owner().pkg());
    }
    for (var field : RuntimeNames.class.getFields()) {
      if (field.get(null) instanceof Type.Ref r) {
        named.add(r.pkg());
      }
    }
    Set<String> exported = descriptor("dev.adjoint.runtime").exports().stream().filter(e -> !e.isQualified())
        .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
    named.removeAll(exported);
    assertEquals(Set.of(), named);
  }

  @Test
  void theModuleProvidesTheBackendsThatTheClassPathDoes() throws IOException {
    String service = "dev.adjoint.runtime.backend.spi.Backend";
    List<String> listed = Files.readAllLines(ModulePath.descriptor("runtime").resolveSibling("../resources/META-INF/services/" + service)
        .normalize());
    var provided = descriptor("dev.adjoint.runtime").provides();
    assertEquals(1, provided.size());
    assertEquals(listed, provided.iterator().next().providers());
    assertEquals(Set.of(service), descriptor("dev.adjoint.runtime").uses());
  }

  @Test
  void nothingIsOpenAndTheVectorModuleIsOptional() {
    ModuleDescriptor runtime = descriptor("dev.adjoint.runtime");
    assertTrue(!runtime.isOpen() && runtime.opens().isEmpty());
    assertEquals(List.of("dev.adjoint.annotations", "jdk.jfr"), runtime.requires().stream()
        .filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC) && !r.name().equals("java.base"))
        .map(ModuleDescriptor.Requires::name).sorted().toList());
    assertEquals(Set.of("dev.adjoint.annotations"), descriptor("dev.adjoint.annotations").exports().stream()
        .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
  }

  private static ModuleDescriptor descriptor(String name) {
    return ModuleFinder.of(Stream.of(modules.annotations(), modules.runtime()).toArray(Path[]::new)).find(name).orElseThrow().descriptor();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
