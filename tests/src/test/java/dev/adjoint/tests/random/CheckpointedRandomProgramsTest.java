package dev.adjoint.tests.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Checkpointed;
import dev.adjoint.tests.corpus.CheckpointedText;
import dev.adjoint.tests.corpus.Compilation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random programs with {@code @Checkpoint} on some of their loops: the same derivatives to the last bit.
 * {@code -Dadjoint.random.checkpointed=10000} runs more of them, {@code -Dadjoint.random.seed} others.
 */
class CheckpointedRandomProgramsTest {
  private static final long SEED = 260042;
  private static final int BATCH = 50;

  /** Whether the program itself is refused for what a call in a try body may leave behind. */
  private static boolean isRefused(String name, String text) {
    return text.contains("catch (") && Refusals.isRefusal(
        Compilation.withProcessor(Map.of("corpus." + name, text)).problems());
  }

  @Test
  void someLoopsCheckpointedGiveTheSameBits() {
    int count = Integer.getInteger("adjoint.random.checkpointed", 100);
    long seed = Long.getLong("adjoint.random.seed", SEED);
    var random = new Random(seed);
    int[] counts = new int[2];
    Map<String, String> failures = new TreeMap<>();
    for (int from = 0; from < count; from += BATCH) {
      var generator = new Generator(seed * 1_000_003 + from);
      var texts = new LinkedHashMap<String, String>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        String text = generator.program("C" + i).text();
        if (!isRefused("C" + i, text)) {
          texts.put("C" + i, text);
        }
      }
      failures.putAll(Checkpointed.differences(texts, text -> {
        var loops = CheckpointedText.loops(text);
        loops.removeIf(p -> random.nextInt(3) == 0);
        return loops;
      }, counts));
    }
    System.out.println("checkpointed loops of random programs: " + counts[0] + ", refused: " + counts[1]
        + ", -Dadjoint.random.seed=" + seed);
    assertEquals(Map.of(), failures);
    assertTrue(counts[0] >= count && counts[0] >= 5 * counts[1], "too few: " + counts[0] + ", refused: " + counts[1]);
  }
}
