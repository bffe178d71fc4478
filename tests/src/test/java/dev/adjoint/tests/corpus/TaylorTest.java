package dev.adjoint.tests.corpus;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every program of the corpus with Taylor coefficients of each of its methods from numbers to a number. */
class TaylorTest {
  /** Something that is called has first derivatives only, or parameters are taken apart. */
  private static final String REFUSED = "AD33[56]";

  private static final AtomicInteger COMPARED = new AtomicInteger();
  private static ExpandedCorpus programs;

  @BeforeAll
  static void compile() {
    programs = new ExpandedCorpus(AnnotationText::withTaylor, REFUSED);
  }

  @AfterAll
  static void enoughWasCompared() {
    ExpandedCorpus all = programs;
    programs = null;
    all.enough("coefficients compared with differences", COMPARED.get(), 1000);
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    return programs.tests((loader, subject, with, point, tolerance) -> {
      if (Taylor.applies(subject, with)) {
        var taylor = new Taylor(loader, subject, point, tolerance);
        taylor.firstOrder();
        taylor.structure();
        taylor.refusals();
        COMPARED.addAndGet(taylor.againstDifferences());
      }
    });
  }
}
