package dev.adjoint.tests.layering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package edges of docs/how-it-works.md, read from import lines, and the sizes of files. */
class LayeringTest {
  private static final Path ROOT = root();
  private static final String PROCESSOR = "dev.adjoint.processor";
  private static final String RUNTIME = "dev.adjoint.runtime";
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+)(?:\\.\\*)?;");
  private static final Pattern QUALIFIED = Pattern.compile("\\bdev\\.adjoint\\.(?:\\w+\\.)+[A-Z]\\w*");
  /** What names nothing that is used: text blocks, strings, comments. */
  private static final Pattern PROSE = Pattern.compile(
      "(?s)\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|/\\*.*?\\*/|//[^\\n]*");

  /** Which packages of the processor each one may use. Activity and caching have to know what a rule reads. */
  private static final Map<String, Set<String>> ALLOWED = Map.of(
      "ir", Set.of(),
      "diagnostic", Set.of("ir"),
      "source", Set.of("ir", "diagnostic"),
      "analysis", Set.of("ir", "diagnostic", "rules"),
      "rules", Set.of("ir"),
      "transform", Set.of("ir", "analysis", "rules"),
      "emit", Set.of("ir"),
      "pipeline", Set.of("ir", "diagnostic", "source", "analysis", "rules", "transform", "emit"),
      "", Set.of("pipeline", "diagnostic", "source"));

  /** What every operation on tensors may use. No backend is in it: elements are reached through the interfaces only. */
  private static final Set<String> BELOW_TENSORS = Set.of("array", "backend", "backend.spi", "profile", "tape");

  /** Which packages of the runtime each one may use. */
  private static final Map<String, Set<String>> RUNTIME_ALLOWED = Map.ofEntries(
      Map.entry("", Set.of()),
      Map.entry("tape", Set.of()),
      Map.entry("check", Set.of("tape")),
      Map.entry("checkpoint", Set.of()),
      Map.entry("dispatch", Set.of()),
      Map.entry("shadow", Set.of()),
      Map.entry("implicit", Set.of()),
      Map.entry("matrix", Set.of("shadow")),
      Map.entry("taylor", Set.of("shadow")),
      Map.entry("tangent", Set.of()),
      Map.entry("ffi", Set.of()),
      Map.entry("array", Set.of()),
      Map.entry("backend.spi", Set.of("array")),
      Map.entry("backend.host", Set.of("array", "backend.spi")),
      Map.entry("backend.reference", Set.of("array", "backend.spi", "backend.host")),
      Map.entry("backend.vector", Set.of("array", "backend.spi", "backend.host", "backend.reference")),
      Map.entry("backend.device", Set.of("array", "backend.spi")),
      Map.entry("backend.opencl", Set.of("array", "backend.spi", "backend.device", "ffi")),
      Map.entry("backend.openblas",
          Set.of("array", "backend.spi", "backend.host", "backend.reference", "backend.vector", "ffi")),
      Map.entry("backend.cuda", Set.of("array", "backend.spi", "backend.device", "ffi")),
      Map.entry("backend", Set.of("array", "backend.spi")),
      Map.entry("profile", Set.of("array")),
      Map.entry("tensor", BELOW_TENSORS),
      Map.entry("autograd", with(BELOW_TENSORS, "tensor")),
      Map.entry("nn", with(BELOW_TENSORS, "tensor", "autograd")),
      Map.entry("optim", with(BELOW_TENSORS, "tensor", "autograd")));

  private static Set<String> with(Set<String> set, String... more) {
    var all = new TreeSet<>(set);
    all.addAll(List.of(more));
    return all;
  }

  private static Path root() {
    String given = System.getProperty("adjoint.root");
    Path dir = Path.of(given == null ? "" : given).toAbsolutePath();
    while (!Files.isDirectory(dir.resolve("processor/src/main/java"))) {
      dir = dir.getParent();
    }
    return dir;
  }

  private static List<Path> sources(Path below) {
    if (!Files.isDirectory(below)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> mainSources() {
    return Stream.of("annotations", "runtime", "processor", "examples")
        .flatMap(m -> sources(ROOT.resolve(m).resolve("src/main/java")).stream());
  }

  private static Stream<Path> allSources() {
    return Stream.concat(mainSources(), Stream.of("tests/src/test/java", "tests/benchmarks/src")
        .flatMap(d -> sources(ROOT.resolve(d)).stream()));
  }

  /** The part of a package name, or of a class's, that is a layer: the longest that the design knows. */
  private static String layer(String root, Set<String> layers, String qualifiedName) {
    String rest = qualifiedName.substring(root.length()).replaceFirst("^\\.", "").replaceFirst("\\.?[A-Z].*$", "");
    for (String part = rest; !part.isEmpty(); part = part.substring(0, Math.max(part.lastIndexOf('.'), 0))) {
      if (layers.contains(part)) {
        return part;
      }
    }
    return rest;
  }

  /** Uses of layers that are not allowed, and packages that are not in the map, below a module's root package. */
  private static List<String> forbiddenUses(String module, String root, Map<String, Set<String>> allowed) {
    var forbidden = new ArrayList<String>();
    Path base = ROOT.resolve(module).resolve("src/main/java");
    for (Path file : sources(base.resolve(root.replace('.', '/')))) {
      String layer = layer(root, allowed.keySet(), base.relativize(file.getParent()).toString().replace('/', '.'));
      if (!allowed.containsKey(layer)) {
        forbidden.add("a package that the design does not know: " + layer);
        continue;
      }
      var used = new TreeSet<String>();
      // An import is a qualified name as well.
      QUALIFIED.matcher(PROSE.matcher(read(file)).replaceAll(" ")).results().map(m -> m.group())
          .filter(name -> name.startsWith(root + ".")).forEach(name -> used.add(layer(root, allowed.keySet(), name)));
      used.remove(layer);
      used.removeAll(allowed.get(layer));
      used.forEach(u -> forbidden.add(base.relativize(file) + " uses " + (u.isEmpty() ? "the root package" : u)));
    }
    return forbidden;
  }

  @Test
  void thePackagesOfTheProcessorUseOnlyTheirLowerLayers() {
    assertEquals(List.of(), forbiddenUses("processor", PROCESSOR, ALLOWED));
  }

  @Test
  void thePackagesOfTheRuntimeUseOnlyTheirLowerLayers() {
    assertEquals(List.of(), forbiddenUses("runtime", RUNTIME, RUNTIME_ALLOWED));
    Path base = ROOT.resolve("runtime/src/main/java/dev/adjoint/runtime");
    var unknown = new TreeSet<String>();
    for (Path file : sources(base)) {
      unknown.add(base.relativize(file.getParent()).toString().replace('/', '.'));
    }
    unknown.removeAll(RUNTIME_ALLOWED.keySet());
    assertEquals(Set.of(), unknown, "packages that the design does not know");
  }

  @Test
  void operationsReachElementsThroughTheBackendsInterfaceOnly() {
    var forbidden = new ArrayList<String>();
    for (String above : List.of("tensor", "autograd", "nn", "optim")) {
      for (Path file : sources(ROOT.resolve("runtime/src/main/java/dev/adjoint/runtime").resolve(above))) {
        Matcher imports = IMPORT.matcher(read(file));
        while (imports.find()) {
          String name = imports.group(1);
          if (name.startsWith(RUNTIME + ".backend.") && !name.startsWith(RUNTIME + ".backend.spi.")
              && !name.equals(RUNTIME + ".backend.Backends")) {
            forbidden.add(ROOT.relativize(file) + " imports " + name);
          }
        }
      }
    }
    assertEquals(List.of(), forbidden);
  }

  @Test
  void onlyTheReaderAndTheProcessorsRootSeeTheCompiler() {
    var forbidden = new ArrayList<String>();
    Path base = ROOT.resolve("processor/src/main/java/dev/adjoint/processor");
    for (Path file : sources(base)) {
      String layer = base.relativize(file).getNameCount() == 1 ? "" : base.relativize(file).getName(0).toString();
      Matcher imports = IMPORT.matcher(read(file));
      while (imports.find()) {
        String name = imports.group(1);
        boolean trees = name.startsWith("com.sun.");
        boolean model = name.startsWith("javax.lang.model.") && !name.equals("javax.lang.model.SourceVersion");
        boolean allowed = switch (layer) {
          case "source" -> !name.startsWith("com.sun.tools.");
          // an annotation processor's signature has elements in it; trees it has no use for
          case "", "pipeline" -> !trees;
          // JavaPoet's methods take it
          case "emit" -> !trees && !model || name.equals("javax.lang.model.element.Modifier");
          default -> !trees && !model;
        };
        if (!allowed) {
          forbidden.add(base.relativize(file) + " imports " + name);
        }
      }
    }
    assertEquals(List.of(), forbidden);
  }

  @Test
  void modulesUseOnlyTheirLowerModules() {
    Map<String, List<String>> forbidden = Map.of(
        "annotations", List.of("dev.adjoint.runtime", "dev.adjoint.processor"),
        "runtime", List.of("dev.adjoint.processor"),
        "processor", List.of("dev.adjoint.runtime"),
        "examples", List.of("dev.adjoint.processor"));
    var found = new ArrayList<String>();
    forbidden.forEach((module, names) -> {
      for (Path file : sources(ROOT.resolve(module).resolve("src/main/java"))) {
        Matcher imports = IMPORT.matcher(read(file));
        while (imports.find()) {
          if (names.stream().anyMatch(imports.group(1)::startsWith)) {
            found.add(ROOT.relativize(file) + " imports " + imports.group(1));
          }
        }
      }
    });
    assertEquals(List.of(), found);
  }

  @Test
  void filesAreSmall() {
    List<Integer> lengths = mainSources().map(f -> (int) read(f).lines().count()).sorted().toList();
    List<Path> tooLong = allSources().filter(f -> read(f).lines().count() > 800).toList();
    assertEquals(List.of(), tooLong, "files of more than 800 lines");
    int ninetieth = lengths.get((int) Math.ceil(0.9 * lengths.size()) - 1);
    assertTrue(ninetieth <= 400, "the 90th percentile of file lengths is " + ninetieth);
    int median = lengths.get(lengths.size() / 2);
    assertTrue(median <= 120, "the median file length is " + median);
  }

  @Test
  void noPackageIsCalledUtil() {
    assertEquals(List.of(), allSources().map(Path::getParent).distinct()
        .filter(d -> d.endsWith("util") || d.endsWith("utils")).toList());
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertEquals(List.of(), allSources().filter(f -> !f.endsWith("module-info.java")).map(Path::getParent).distinct()
        .filter(d -> !Files.exists(d.resolve("package-info.java"))).toList());
  }
}
