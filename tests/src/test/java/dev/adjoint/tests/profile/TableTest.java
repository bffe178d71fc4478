package dev.adjoint.tests.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.EventKind;
import dev.adjoint.runtime.profile.Profiler;
import dev.adjoint.runtime.profile.SortBy;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table's text, character for character: what PyTorch's {@code _build_table} prints for the same figures. */
class TableTest {
  private final ManualClock clock = new ManualClock();

  /** Lines end with two spaces, which a text block would lose. */
  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  @Test
  void timesTakeTheLargestUnitInWhichTheyAreAtLeastOne() {
    try (var profiler = Profiler.start(clock.options())) {
      try (var _ = Profiler.block("epoch")) {
        clock.operation("matmul", 1_500_000_000L);
        clock.operation("matmul", 999_998_765L);
        clock.operation("mul", 1_234_567);
        clock.operation("neg", 999_999);
        clock.operation("view", 7);
      }
      assertEquals(lines(
          "----------  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "      Name    Self CPU %      Self CPU   CPU total %     CPU total  CPU time avg    # of Calls  ",
          "----------  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "     epoch         0.00%       0.000us       100.00%        2.502s        2.502s             1  ",
          "    matmul        99.91%        2.500s        99.91%        2.500s        1.250s             2  ",
          "       mul         0.05%       1.235ms         0.05%       1.235ms       1.235ms             1  ",
          "       neg         0.04%     999.999us         0.04%     999.999us     999.999us             1  ",
          "      view         0.00%       0.007us         0.00%       0.007us       0.007us             1  ",
          "----------  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "Self CPU time total: 2.502s"), profiler.averages().table());
      assertEquals(profiler.averages().table(), profiler.averages().toString());
    }
  }

  @Test
  void memoryAndShapesHaveColumnsWhenTheyAreRecordedAndGroupedBy() {
    try (var profiler = Profiler.start(clock.options().recordMemory(true))) {
      clock.event(EventKind.OPERATION, "mul", 3_000, 1023, Shape.of(3, 4), Shape.SCALAR);
      clock.event(EventKind.OPERATION, "add", 1_000, 1536, Shape.of(16, 1000), Shape.of(1000, 100));
      clock.event(EventKind.OPERATION, "ones", 2_000, 5L << 20);
      clock.event(EventKind.OPERATION, "zeros", 2_000, -(3L << 30));
      assertEquals(lines(
          "---------  ------------  ------------  ------------  ------------  ------------  ------------"
              + "  ------------  ------------  -----------------------------  ",
          "     Name    Self CPU %      Self CPU   CPU total %     CPU total  CPU time avg       CPU Mem"
              + "  Self CPU Mem    # of Calls                   Input Shapes  ",
          "---------  ------------  ------------  ------------  ------------  ------------  ------------"
              + "  ------------  ------------  -----------------------------  ",
          "      mul        37.50%       3.000us        37.50%       3.000us       3.000us        1023 B"
              + "        1023 B             1                   [[3, 4], []]  ",
          "     ones        25.00%       2.000us        25.00%       2.000us       2.000us       5.00 MB"
              + "       5.00 MB             1                             []  ",
          "    zeros        25.00%       2.000us        25.00%       2.000us       2.000us      -3.00 GB"
              + "      -3.00 GB             1                             []  ",
          "      add        12.50%       1.000us        12.50%       1.000us       1.000us       1.50 KB"
              + "       1.50 KB             1      [[16, 1000], [1000, 100]]  ",
          "---------  ------------  ------------  ------------  ------------  ------------  ------------"
              + "  ------------  ------------  -----------------------------  ",
          "Self CPU time total: 8.000us"), profiler.averages().groupByInputShape().table(SortBy.SELF_TIME));
    }
  }

  @Test
  void rowsPastTheLimitStillCountInTheSums() {
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("a", 1_000);
      clock.operation("b", 3_000);
      assertEquals(lines(
          "-----  ------------  ------------  ------------  ------------  ------------  ------------  ",
          " Name    Self CPU %      Self CPU   CPU total %     CPU total  CPU time avg    # of Calls  ",
          "-----  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "    b        75.00%       3.000us        75.00%       3.000us       3.000us             1  ",
          "-----  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "Self CPU time total: 4.000us"), profiler.averages().table(SortBy.TOTAL_TIME, 1));
      assertThrows(IllegalArgumentException.class, () -> profiler.averages().table(SortBy.START, -1));
    }
  }

  @Test
  void longNamesAndShapesAreCut() {
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("n".repeat(60), 1, Shape.of(new int[40]));
      String row = profiler.averages().groupByInputShape().table().lines().toList().get(3);
      assertEquals("n".repeat(52) + "...", row.substring(0, 55));
      assertEquals(" [[" + "0, ".repeat(26) + "  ", row.substring(row.indexOf(" [[")));
    }
  }

  @Test
  void roundsTheExactValueAsPythonDoes() {
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("tie", 1);
      clock.operation("rest", 799);
      // 0.125 %: half-up would print 0.13.
      String row = profiler.averages().table().lines().toList().get(3);
      assertEquals("     tie         0.12%       0.001us", row.substring(0, 36));
    }
  }

  @Test
  void withoutTimeThereAreNoPercentagesAndWithoutEventsNoRows() {
    try (var profiler = Profiler.start(clock.options())) {
      assertEquals(lines(
          "--------  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "    Name    Self CPU %      Self CPU   CPU total %     CPU total  CPU time avg    # of Calls  ",
          "--------  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "--------  ------------  ------------  ------------  ------------  ------------  ------------  ",
          "Self CPU time total: 0.000us"), profiler.averages().table());
      clock.operation("mul", 0);
      assertEquals("    mul           NaN       0.000us           NaN       0.000us       0.000us             1  ",
          profiler.averages().table().lines().toList().get(3));
    }
  }

  @Test
  void theLocaleOfTheMachineHasNoSay() {
    Locale before = Locale.getDefault();
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("mul", 1_500);
      String expected = profiler.averages().table();
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, profiler.averages().table());
    } finally {
      Locale.setDefault(before);
    }
  }
}
