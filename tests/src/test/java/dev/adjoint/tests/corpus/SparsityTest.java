package dev.adjoint.tests.corpus;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every program of the corpus with patterns of the Jacobians of its methods with a vector as their result. */
class SparsityTest {
  /** Something hides which cells depend on which. */
  private static final String REFUSED = "AD33[78]";

  private static final AtomicInteger LEFT_OUT = new AtomicInteger();
  private static ExpandedCorpus programs;

  @BeforeAll
  static void compile() {
    programs = new ExpandedCorpus(AnnotationText::withSparsity, REFUSED);
  }

  @AfterAll
  static void enoughWasCompared() {
    ExpandedCorpus all = programs;
    programs = null;
    all.enough("entries left out of patterns", LEFT_OUT.get(), 100);
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    return programs.tests((loader, subject, with, point, tolerance) ->
        LEFT_OUT.addAndGet(Math.max(0, JacobianChecks.sparse(loader, subject, with, point, tolerance))));
  }
}
