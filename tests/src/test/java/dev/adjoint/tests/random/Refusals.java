package dev.adjoint.tests.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random programs that are refused, with reason: what a call in a try body may have left behind is not always known. Any other
 * error, also beside one of these, is a failure; and so is a refusal of more than a few programs.
 */
final class Refusals {
  private static final Set<String> EXPECTED = Set.of("AD020", "AD021");
  private static final Pattern ERROR = Pattern.compile("ERROR: (?:\\[(AD\\d+)])?");

  private final Map<String, Integer> byCode = new TreeMap<>();
  private int programs;

  /** Whether every error that a program has is one of those, and there is one. */
  static boolean isRefusal(String problems) {
    Matcher error = ERROR.matcher(problems);
    boolean any = false;
    while (error.find()) {
      if (error.group(1) == null || !EXPECTED.contains(error.group(1))) {
        return false;
      }
      any = true;
    }
    return any;
  }

  /** Counts a program if it is refused, and says so. */
  boolean count(String problems) {
    if (!isRefusal(problems)) {
      return false;
    }
    programs++;
    ERROR.matcher(problems).results().map(r -> r.group(1)).distinct().forEach(code -> byCode.merge(code, 1, Integer::sum));
    return true;
  }

  /** Fails where more than one in fifty is refused, and two besides. */
  void areFew(int of) {
    assertTrue(50 * programs <= of + 100, this + " of " + of);
  }

  @Override
  public String toString() {
    return "refused: " + programs + " " + byCode;
  }
}
