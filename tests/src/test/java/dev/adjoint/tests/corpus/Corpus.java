package dev.adjoint.tests.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;

/**
 * The corpus compiled once: all programs together. A program that does not compile is taken out, with what the compiler said
 * of it, and the rest is compiled again, so that each failure is one program's.
 *
 * @param texts sources by simple name of the file
 * @param rejected what javac said of programs that do not compile
 * @param compilation of the others
 */
record Corpus(Map<String, String> texts, Map<String, String> rejected, Compilation compilation, ClassLoader loader) {

  private static final Pattern CODE = Pattern.compile("\\[(AD\\d+)]");

  /** The sources, by simple name. */
  static Map<String, String> read() {
    var texts = new TreeMap<String, String>();
    try (var files = Files.list(Path.of(Corpus.class.getResource("/corpus").toURI()))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        texts.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  /** Compiles the corpus with the processor. */
  static Corpus compile(Map<String, String> texts, String... options) {
    var rejected = new TreeMap<String, String>();
    var all = new ArrayList<String>(List.of("-Xlint:all", "-Xmaxerrs", "10000", "-Xmaxwarns", "10000"));
    all.addAll(List.of(options));
    while (true) {
      var sources = new LinkedHashMap<String, String>();
      texts.forEach((name, text) -> {
        if (!rejected.containsKey(name)) {
          sources.put("corpus." + name, text);
        }
      });
      if (sources.isEmpty()) {
        // javac wants a source, also where none is left
        sources.put("corpus.Nothing", "package corpus; final class Nothing {}");
      }
      Compilation compilation;
      try {
        compilation = Compilation.withProcessor(sources, all.toArray(String[]::new));
      } catch (RuntimeException e) {
        throw new AssertionError("javac or the processor failed on the whole corpus", e);
      }
      if (compilation.success()) {
        return new Corpus(texts, rejected, compilation, compilation.loader());
      }
      int before = rejected.size();
      for (var d : compilation.diagnostics()) {
        if (d.getKind() == Diagnostic.Kind.ERROR && d.getSource() != null) {
          String program = program(Compilation.fileName(d.getSource()));
          rejected.merge(program, Compilation.describe(d), (a, b) -> a + "\n" + b);
        }
      }
      if (rejected.size() == before) {
        throw new AssertionError("errors without a source:\n" + compilation.problems());
      }
    }
  }

  /** The program to which a source, its own or generated, belongs. */
  static String program(String file) {
    String name = file.endsWith("Derivatives") ? file.substring(0, file.length() - "Derivatives".length()) : file;
    int nested = name.indexOf('_');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** Warnings of a program that it does not announce by {@code // warns: AD201}. */
  List<String> unexpectedWarnings(String program) {
    Set<String> announced = announced(texts.get(program));
    var unexpected = new ArrayList<String>();
    for (var d : compilation.diagnostics()) {
      boolean warning = d.getKind() == Diagnostic.Kind.WARNING || d.getKind() == Diagnostic.Kind.MANDATORY_WARNING;
      if (warning && d.getSource() != null && program(Compilation.fileName(d.getSource())).equals(program)) {
        Matcher code = CODE.matcher(d.getMessage(null));
        if (!code.find() || !announced.contains(code.group(1))) {
          unexpected.add(Compilation.describe(d));
        }
      }
    }
    return unexpected;
  }

  /** Warnings that belong to no program: of javac about its options, or of the processor about nothing in particular. */
  List<String> warningsWithoutSource() {
    var found = new ArrayList<String>();
    for (var d : compilation.diagnostics()) {
      boolean warning = d.getKind() == Diagnostic.Kind.WARNING || d.getKind() == Diagnostic.Kind.MANDATORY_WARNING;
      if (warning && d.getSource() == null) {
        found.add(Compilation.describe(d));
      }
    }
    return found;
  }

  private static Set<String> announced(String text) {
    var codes = new TreeSet<String>();
    Matcher line = Pattern.compile("// warns: (.*)").matcher(text);
    while (line.find()) {
      codes.addAll(List.of(line.group(1).trim().split("[ ,]+")));
    }
    return codes;
  }

  /** The tolerance for a program: floats are coarse, and {@code // reverse tolerance: 1e-11} overrides. */
  static Checks.Tolerance tolerance(String text) {
    boolean floats = Pattern.compile("\\bfloat\\b").matcher(text).find();
    var tolerance = floats ? Checks.Tolerance.FLOAT : Checks.Tolerance.DOUBLE;
    return new Checks.Tolerance(directive(text, "reverse tolerance", tolerance.reverse()),
        directive(text, "differences tolerance", tolerance.differences()),
        directive(text, "first step", tolerance.firstStep()), tolerance.levels(), tolerance.least());
  }

  private static double directive(String text, String name, double otherwise) {
    Matcher m = Pattern.compile("// " + name + ": (\\S+)").matcher(text);
    return m.find() ? Double.parseDouble(m.group(1)) : otherwise;
  }
}
