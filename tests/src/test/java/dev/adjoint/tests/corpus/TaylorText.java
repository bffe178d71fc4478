package dev.adjoint.tests.corpus;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs whose methods from numbers to a number have Taylor coefficients in the first of these. */
final class TaylorText {
  private static final Pattern ANNOTATION = Pattern.compile("@Differentiable\\b(?:\\(((?:[^()\"]|\"[^\"]*\"|\\([^)]*\\))*)\\))?");

  private TaylorText() {}

  /** The parameter in which a method is expanded: the first that is a differentiated number; -1 if there is none. */
  static int parameter(Subject subject) {
    for (int i = 0; i < subject.types().size(); i++) {
      if (subject.wrt().get(i) && subject.types().get(i).matches("double|float")) {
        return i;
      }
    }
    return -1;
  }

  /** The program with such coefficients. Its annotations are in the order of the subjects, and nowhere else in the text. */
  static String expanded(String text, List<Subject> subjects) {
    Matcher annotation = ANNOTATION.matcher(text);
    var out = new StringBuilder();
    int k = 0;
    while (annotation.find()) {
      if (k == subjects.size()) {
        return text;
      }
      Subject subject = subjects.get(k++);
      int i = parameter(subject);
      boolean number = Pattern.compile("^[^;{}]*?\\b(double|float)\\s+" + subject.method() + "\\s*\\(")
          .matcher(text.substring(annotation.end())).find();
      String rest = annotation.group(1) == null ? "" : annotation.group(1);
      String replaced = i < 0 || !number ? annotation.group() : "@Differentiable(taylor = \"" + subject.names().get(i) + "\""
          + (rest.isBlank() ? "" : ", " + rest) + ")";
      annotation.appendReplacement(out, Matcher.quoteReplacement(replaced));
    }
    return k < subjects.size() ? text : annotation.appendTail(out).toString();
  }
}
