package dev.adjoint.tests.corpus;

import java.util.List;

/** One method held to every rule of the corpus at its points, for tests that find their programs elsewhere. */
public final class MethodChecks {
  private MethodChecks() {}

  /**
   * Checks the primal bit for bit, forward mode against central differences, reverse mode against forward, and that a zero
   * seed gives zeros.
   *
   * @param loader where the class and its derivatives are
   * @param subject the method
   * @param points rows of arguments, the receiver first
   */
  public static void check(ClassLoader loader, Subject subject, Object[][] points, Checks.Tolerance tolerance)
      throws Throwable {
    var derivatives = new Derivatives(loader, subject);
    for (Object[] point : points) {
      try {
        var checks = new Checks(derivatives, point, tolerance);
        checks.primal();
        checks.forwardAgainstDifferences();
        checks.reverseAgainstForward(1);
        checks.zeroSeed();
      } catch (AssertionError e) {
        throw new AssertionError(subject + " at " + Values.text(point) + ": " + e.getMessage(), e);
      }
    }
  }

  /** The same at the rows of the class's own table {@code inputs_}; returns how many there are. */
  public static int check(ClassLoader loader, Subject subject, Checks.Tolerance tolerance) throws Throwable {
    Object[][] points = CorpusTest.rows(loader, subject, "inputs", new Derivatives(loader, subject));
    check(loader, subject, points, tolerance);
    return points.length;
  }

  /** What of the differences tolerance and of the comparison of both modes a program's text asks for. */
  public static Checks.Tolerance tolerance(String text) {
    return Corpus.tolerance(text);
  }

  /** The methods of a program that have derivatives, in order. */
  public static List<Subject> subjects(String file, String text) {
    return Subject.read(file, text);
  }
}
