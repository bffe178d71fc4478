package dev.adjoint.runtime.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Rows of averages as text: layout, widths and number formats of PyTorch's {@code torch.autograd.profiler_util}. */
final class Table {
  private static final String GAP = "  ";
  private static final int WIDTH = 12;
  private static final int MARGIN = 4;
  private static final int MAX_NAME = 55;
  private static final int MAX_SHAPES = 80;
  private static final int KIB = 1024;

  private final StringBuilder text = new StringBuilder();
  private final List<String> headers = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  private Table() {}

  static String text(List<Averages.Row> rows, int limit, long selfNanos, boolean memory, boolean shapes) {
    return new Table().print(rows, limit, selfNanos, memory,
        shapes && rows.stream().anyMatch(r -> !r.inputs().isEmpty()));
  }

  private String print(List<Averages.Row> rows, int limit, long selfNanos, boolean memory, boolean shapes) {
    int longestName = rows.stream().mapToInt(r -> r.name().length()).max().orElse("Name".length());
    column("Name", Math.min(longestName + MARGIN, MAX_NAME));
    for (String header : List.of("Self CPU %", "Self CPU", "CPU total %", "CPU total", "CPU time avg")) {
      column(header, WIDTH);
    }
    if (memory) {
      column("CPU Mem", WIDTH);
      column("Self CPU Mem", WIDTH);
    }
    column("# of Calls", WIDTH);
    int shapesWidth = 0;
    if (shapes) {
      int longest = rows.stream().mapToInt(r -> r.inputs().toString().length()).max().orElse(0);
      shapesWidth = Math.min(longest + MARGIN, MAX_SHAPES);
      column("Input Shapes", shapesWidth);
    }
    rule();
    line(headers);
    rule();
    for (Averages.Row row : rows.subList(0, Math.min(limit, rows.size()))) {
      var cells = new ArrayList<>(List.of(name(row.name()), percent(row.selfPercent()), time(row.selfNanos()),
          percent(row.totalPercent()), time(row.totalNanos()), time(row.averageNanos())));
      if (memory) {
        cells.add(memory(row.totalBytes()));
        cells.add(memory(row.selfBytes()));
      }
      cells.add(Long.toString(row.count()));
      if (shapes) {
        String all = row.inputs().toString();
        cells.add(all.substring(0, Math.min(all.length(), shapesWidth)));
      }
      line(cells);
    }
    rule();
    return text.append("Self CPU time total: ").append(time(selfNanos)).append('\n').toString();
  }

  private void column(String header, int width) {
    headers.add(header);
    widths.add(width);
  }

  private void rule() {
    for (int width : widths) {
      text.append("-".repeat(width)).append(GAP);
    }
    text.append('\n');
  }

  private void line(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      text.append(" ".repeat(Math.max(0, widths.get(i) - cell.length()))).append(cell).append(GAP);
    }
    text.append('\n');
  }

  private static String name(String name) {
    return name.length() >= MAX_NAME - 3 ? name.substring(0, MAX_NAME - 3) + "..." : name;
  }

  private static String percent(double percent) {
    return Double.isNaN(percent) ? "NaN" : fixed(percent, 2) + "%";
  }

  private static String time(double nanos) {
    double micros = nanos / 1e3;
    if (micros >= 1e6) {
      return fixed(micros / 1e6, 3) + "s";
    }
    return micros >= 1e3 ? fixed(micros / 1e3, 3) + "ms" : fixed(micros, 3) + "us";
  }

  private static String memory(long bytes) {
    double size = Math.abs((double) bytes);
    if (size >= (double) KIB * KIB * KIB) {
      return fixed(bytes / ((double) KIB * KIB * KIB), 2) + " GB";
    }
    if (size >= (double) KIB * KIB) {
      return fixed(bytes / ((double) KIB * KIB), 2) + " MB";
    }
    return size >= KIB ? fixed(bytes / (double) KIB, 2) + " KB" : bytes + " B";
  }

  /** Rounds the exact value, ties to even, as Python does; Java's formats round the shortest decimal, half up. */
  private static String fixed(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
