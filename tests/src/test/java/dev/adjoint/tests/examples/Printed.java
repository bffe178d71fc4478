package dev.adjoint.tests.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an example printed. */
final class Printed {
  static {
    // The examples print for whoever runs them; these tests read numbers with a point.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The number in the first group of the first match. */
  double number(String regex) {
    Matcher matcher = Pattern.compile(regex).matcher(text());
    if (!matcher.find()) {
      throw new AssertionError("nothing matches " + regex + " in: " + text());
    }
    return Double.parseDouble(matcher.group(1));
  }
}
