package dev.adjoint.tests.corpus;

import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs of which more is asked for: elements that are put into their annotations. */
final class AnnotationText {
  private static final Pattern ANNOTATION = Pattern.compile("@Differentiable\\b(?:\\(((?:[^()\"]|\"[^\"]*\"|\\([^)]*\\))*)\\))?");

  private AnnotationText() {}

  /** The parameter in which a method is expanded: the first that is a differentiated number; -1 if there is none. */
  static int parameter(Subject subject) {
    for (int i = 0; i < subject.types().size(); i++) {
      if (subject.wrt().get(i) && subject.types().get(i).matches("double|float")) {
        return i;
      }
    }
    return -1;
  }

  /** The program with Taylor coefficients of each method from numbers to a number, in the first of these. */
  static String withTaylor(String text, List<Subject> subjects) {
    return with(text, subjects, (subject, result) -> parameter(subject) < 0 || !result.matches("double|float") ? null
        : "taylor = \"" + subject.names().get(parameter(subject)) + "\"");
  }

  /** The program with patterns of the Jacobians of each method with a vector as its result. */
  static String withSparsity(String text, List<Subject> subjects) {
    return with(text, subjects, (subject, result) -> result.equals("double[]") && subject.wrt().contains(true) ? "sparsity = true" : null);
  }

  /**
   * The program with an element in some annotations. They are in the order of the subjects, and nowhere else in the text.
   *
   * @param element for a subject and the type of its result, or null
   */
  private static String with(String text, List<Subject> subjects, BiFunction<Subject, String, String> element) {
    Matcher annotation = ANNOTATION.matcher(text);
    var out = new StringBuilder();
    int k = 0;
    while (annotation.find()) {
      if (k == subjects.size()) {
        return text;
      }
      Subject subject = subjects.get(k++);
      Matcher declared = Pattern.compile("^[^;{}]*?\\b([\\w.]+(?:\\[\\])*)\\s+" + subject.method() + "\\s*\\(")
          .matcher(text.substring(annotation.end()));
      String added = declared.find() ? element.apply(subject, declared.group(1)) : null;
      String rest = annotation.group(1) == null ? "" : annotation.group(1);
      annotation.appendReplacement(out, Matcher.quoteReplacement(added == null ? annotation.group()
          : "@Differentiable(" + added + (rest.isBlank() ? "" : ", " + rest) + ")"));
    }
    return k < subjects.size() ? text : annotation.appendTail(out).toString();
  }
}
