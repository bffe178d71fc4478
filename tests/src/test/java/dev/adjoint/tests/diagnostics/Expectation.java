package dev.adjoint.tests.diagnostics;

import dev.adjoint.tests.corpus.Compilation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A message at a place. Written {@code // expect: AD101 at "(int) x"} above the line; the place is where the quoted code
 * starts, and the diagnostic must start there and begin with that code.
 *
 * @param line from 1
 * @param column from 1
 * @param code of the message
 * @param at the code that is meant, or what is found there
 */
record Expectation(String file, int line, int column, String code, String at) {
  private static final Pattern COMMENT = Pattern.compile("\\s*// expect: (AD\\d+) at \"(.*)\"");
  private static final Pattern CODE = Pattern.compile("\\[(AD\\d+)]");

  /** The expectations of a source text. */
  static List<Expectation> read(String file, String text) {
    String[] lines = text.split("\n", -1);
    var found = new ArrayList<Expectation>();
    for (int i = 0; i < lines.length; i++) {
      Matcher m = COMMENT.matcher(lines[i]);
      if (m.matches()) {
        int target = i + 1;
        while (COMMENT.matcher(lines[target]).matches()) {
          target++;
        }
        int column = lines[target].indexOf(m.group(2));
        if (column < 0) {
          throw new IllegalArgumentException(file + ":" + (target + 1) + " does not contain " + m.group(2));
        }
        found.add(new Expectation(file, target + 1, column + 1, m.group(1), m.group(2)));
      }
    }
    return found;
  }

  /**
   * A diagnostic in the same form. A statement or declaration of several lines is cut to what was expected of it: its first
   * line, or the declared name, which is where javac points.
   */
  static Expectation of(Diagnostic<? extends JavaFileObject> d, String text, List<Expectation> expected) {
    String file = d.getSource() == null ? "" : Compilation.fileName(d.getSource());
    Matcher code = CODE.matcher(d.getMessage(null));
    String id = code.find() ? code.group(1) : d.getMessage(null);
    int start = (int) d.getStartPosition();
    int end = (int) d.getEndPosition();
    if (start < 0 || text == null || end > text.length()) {
      return new Expectation(file, (int) d.getLineNumber(), (int) d.getColumnNumber(), id, "");
    }
    int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    int column = start - text.lastIndexOf('\n', start - 1);
    String at = text.substring(start, end);
    for (Expectation e : expected) {
      boolean sameStart = e.line == line && e.column == column && at.startsWith(e.at);
      boolean sameName = e.line == d.getLineNumber() && e.column == d.getColumnNumber();
      if (e.file.equals(file) && at.indexOf('\n') >= 0 && (sameStart || sameName)) {
        return new Expectation(file, e.line, e.column, id, e.at);
      }
    }
    return new Expectation(file, line, column, id, at);
  }
}
