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
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+)(?:\\.\\*)?;");
  private static final Pattern QUALIFIED = Pattern.compile("\\bdev\\.adjoint\\.processor\\.(\\w+)\\.[A-Z]");

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

  /** The first package below the processor's root that a qualified name is in; empty for the root itself. */
  private static String layer(String qualifiedName) {
    String rest = qualifiedName.substring(PROCESSOR.length());
    String first = rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
    return first.isEmpty() || Character.isUpperCase(first.charAt(0)) ? "" : first;
  }

  @Test
  void thePackagesOfTheProcessorUseOnlyTheirLowerLayers() {
    var forbidden = new ArrayList<String>();
    Path base = ROOT.resolve("processor/src/main/java/dev/adjoint/processor");
    for (Path file : sources(base)) {
      Path relative = base.relativize(file);
      String layer = relative.getNameCount() == 1 ? "" : relative.getName(0).toString();
      Set<String> allowed = ALLOWED.get(layer);
      assertTrue(allowed != null, "a package that the design does not know: " + layer);
      String text = read(file);
      var used = new TreeSet<String>();
      Matcher imports = IMPORT.matcher(text);
      while (imports.find()) {
        if (imports.group(1).startsWith(PROCESSOR + ".")) {
          used.add(layer(imports.group(1)));
        }
      }
      if (!file.endsWith("package-info.java")) {
        QUALIFIED.matcher(text).results().forEach(m -> used.add(m.group(1)));
      }
      used.remove(layer);
      used.removeAll(allowed);
      used.forEach(u -> forbidden.add(relative + " uses " + (u.isEmpty() ? "the root package" : u)));
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
