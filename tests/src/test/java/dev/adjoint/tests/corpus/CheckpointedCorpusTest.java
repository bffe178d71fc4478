package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every program of the corpus with {@code @Checkpoint} wherever it may stand: derivatives are the same to the last bit, or the
 * compiler says what hinders it.
 */
class CheckpointedCorpusTest {
  /** A helper and its caller read the same cells: whether each adds to their adjoints, or one sum, is another order of sums. */
  private static final Set<String> OTHER_ORDER_OF_SUMS = Set.of("BundleAdjustment");

  private static Corpus plain;

  @BeforeAll
  static void compile() {
    plain = Corpus.compile(chosen());
  }

  @AfterAll
  static void forget() {
    plain = null;
  }

  @Test
  void everyLoopCheckpointedGivesTheSameBits() throws Throwable {
    Map<String, String> texts = chosen();
    Checkpointed annotated = Checkpointed.compile(texts, CheckpointedText::loops);
    System.out.println("checkpointed loops: " + annotated.accepted() + ", refused: " + annotated.refused());
    assertEquals(Map.of(), annotated.differences(texts, plain));
    assertTrue(annotated.accepted() >= 4 * annotated.refused(), "too many refused");
  }

  @Test
  void everyHelperCheckpointedGivesTheSameBits() throws Throwable {
    Map<String, String> texts = chosen();
    Checkpointed annotated = Checkpointed.compile(texts, CheckpointedText::methods);
    System.out.println("checkpointed methods: " + annotated.accepted() + ", refused: " + annotated.refused());
    texts.keySet().removeAll(OTHER_ORDER_OF_SUMS);
    assertEquals(Map.of(), annotated.differences(texts, plain));
    assertTrue(annotated.accepted() >= 4 * annotated.refused(), "too many refused");
  }

  @Test
  void everyLoopCheckpointedGivesTheSameBitsWithoutAnalyses() throws Throwable {
    Map<String, String> texts = chosen();
    Corpus unanalysed = Corpus.compile(texts, "-Aadjoint.analysis=off");
    Checkpointed annotated = Checkpointed.compile(texts, CheckpointedText::loops, "-Aadjoint.analysis=off");
    assertEquals(Map.of(), annotated.differences(texts, unanalysed));
  }

  private static Map<String, String> chosen() {
    Map<String, String> texts = Corpus.read();
    String chosen = System.getProperty("adjoint.corpus", ".*");
    texts.keySet().removeIf(name -> !name.matches(chosen));
    return texts;
  }
}
