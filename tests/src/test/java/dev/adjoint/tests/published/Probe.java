package dev.adjoint.tests.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One published method under test: a small program of ours that calls it, with the points at which it is checked, and the lines
 * that say what is annotated in the library's own source.
 *
 * <pre>{@code
 * // annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma(double)
 * // constant: commons-math3 org.apache.commons.math3.util.MathUtils#checkFinite(double)
 * }</pre>
 *
 * <p>The first {@code annotate} line names the method in question; further ones are methods of other classes that it calls
 * with active values, which a user of the processor would annotate as well. A line {@code // with: commons-math3
 * org.apache.commons.math3.util.ContinuedFraction} compiles one more class of the library from its source, as the library's own
 * build does with all of them.
 *
 * @param name the file's simple name
 * @param text the program
 * @param edits what is annotated, the method in question first
 * @param others further classes of the libraries that are compiled as they are
 * @param refused the code of the diagnostic that is expected, with the reason, or null where derivatives are
 */
record Probe(String name, String text, List<Edit> edits, List<Source> others, Refused refused) {
  private static final Pattern EDIT = Pattern.compile("(?m)^// (annotate|constant): (\\S+) (\\S+)#(\\w+)\\((.*?)\\)(?: (\\(.*\\)))?$");
  private static final Pattern WITH = Pattern.compile("(?m)^// with: (\\S+) (\\S+)$");
  private static final Pattern REFUSED = Pattern.compile("(?m)^// refused: (AD\\d+) (.+)$");

  /**
   * An annotation to add.
   *
   * @param library the artifact
   * @param type the top-level class's qualified name
   * @param method the method's name
   * @param parameters its parameter types as its source has them, without blanks
   * @param annotation the text to insert
   */
  record Edit(String library, String type, String method, List<String> parameters, String annotation) {
    @Override
    public String toString() {
      return type.substring(type.lastIndexOf('.') + 1) + "." + method + "(" + String.join(", ", parameters) + ")";
    }
  }

  /** A top-level class of a library, by its qualified name. */
  record Source(String library, String type) {}

  /** An expected diagnostic and why. */
  record Refused(String code, String reason) {}

  /** The method in question. */
  Edit subject() {
    return edits.getFirst();
  }

  /** The twenty probes, by name. */
  static List<Probe> all() {
    return in("/published");
  }

  /** Probes of methods that were chosen later, to find what else is missing. */
  static List<Probe> further() {
    return in("/published/further");
  }

  private static List<Probe> in(String folder) {
    try (var files = Files.list(Path.of(Probe.class.getResource(folder).toURI()))) {
      var probes = new ArrayList<Probe>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        probes.add(parse(file.getFileName().toString().replace(".java", ""), Files.readString(file)));
      }
      return probes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Probe parse(String name, String text) {
    var edits = new ArrayList<Edit>();
    for (Matcher m = EDIT.matcher(text); m.find();) {
      String annotation = m.group(1).equals("annotate") ? "Differentiable" : "NonDifferentiable";
      String arguments = m.group(6) == null ? "" : m.group(6);
      List<String> parameters = m.group(5).isEmpty() ? List.of() : List.of(m.group(5).split(", ?"));
      edits.add(new Edit(m.group(2), m.group(3), m.group(4), parameters,
          "@dev.adjoint.annotations." + annotation + arguments + " "));
    }
    List<Source> others = WITH.matcher(text).results().map(m -> new Source(m.group(1), m.group(2))).toList();
    Matcher refused = REFUSED.matcher(text);
    return new Probe(name, text, List.copyOf(edits), others,
        refused.find() ? new Refused(refused.group(1), refused.group(2)) : null);
  }
}
