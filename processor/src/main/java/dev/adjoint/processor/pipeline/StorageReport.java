package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Constancy;
import dev.adjoint.processor.analysis.Kept;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table that {@code -Aadjoint.report} prints for a method: for each source line what reverse mode stores and how many bytes of
 * it in each iteration, what it computes again, and what carries no derivative. Everything is read off the finished functions,
 * so that the table says what the generated code does. The order is that of the source.
 */
final class StorageReport {
  private static final int WIDEST = 48;

  /**
   * One way of running reverse mode.
   *
   * @param stores the method of the generated class that stores
   * @param recomputes the one that computes again
   * @param function the latter's code
   * @param kept what the former leaves
   */
  record Column(String stores, String recomputes, Function function, Kept kept, Reverse.Choices choices) {}

  private final java.util.function.Function<Span, String> source;
  private final Map<Integer, Line> lines = new TreeMap<>();
  private final List<Column> columns;

  /** What there is to say about one line: sentences, each once, and bytes by column and loop. */
  private static final class Line {
    private String text = "";
    private final List<Map<Integer, Long>> bytes = new ArrayList<>();
    private final List<Set<Integer>> more = new ArrayList<>();
    private final Map<String, Set<String>> stored = new LinkedHashMap<>();
    private final Map<String, Set<String>> recomputed = new LinkedHashMap<>();
    private final Set<String> inactive = new LinkedHashSet<>();
  }

  private StorageReport(List<Column> columns, java.util.function.Function<Span, String> source) {
    this.columns = columns;
    this.source = source;
  }

  /**
   * The table.
   *
   * @param inlined the method as it is differentiated, or null where only storage is of interest
   * @param source the text at a place
   */
  static String of(String title, Function inlined, List<Column> columns, java.util.function.Function<Span, String> source) {
    var report = new StorageReport(columns, source);
    for (int i = 0; i < columns.size(); i++) {
      report.stored(i);
      report.recomputed(columns.get(i));
    }
    if (inlined != null) {
      report.inactive(inlined);
    }
    return report.print(title);
  }

  private Line line(Span span) {
    Line line = lines.computeIfAbsent(span.line(), n -> new Line());
    // a method's first line may be an annotation
    if (line.text.isEmpty() && !span.statement().startsWith("@")) {
      line.text = span.statement();
    }
    while (line.bytes.size() < columns.size()) {
      line.bytes.add(new TreeMap<>());
      line.more.add(new LinkedHashSet<>());
    }
    return line;
  }

  private void stored(int column) {
    Column c = columns.get(column);
    for (Kept.Item item : c.kept().items()) {
      Line line = line(item.span());
      if (item.states() != null || item.passing()) {
        line.stored.computeIfAbsent(aside(item), k -> new LinkedHashSet<>()).add(c.stores());
        continue;
      }
      int loop = item.loop() == null ? 0 : item.loop().line();
      line.bytes.get(column).merge(loop, item.bytes(), Long::sum);
      if (item.elements()) {
        line.more.get(column).add(loop);
      }
      String what = item.callee() != null ? "what " + item.callee() + " keeps" : name(item.value(), item.span());
      String size = item.elements() && item.bytes() == 0 ? "" : " " + item.bytes() + " B";
      String extra = item.elements() && item.callee() == null ? " and its elements" : "";
      String text = what + size + extra + (loop == 0 ? " per call" : " per iteration of line " + loop);
      line.stored.computeIfAbsent(text, k -> new LinkedHashSet<>()).add(c.stores());
    }
  }

  /** What does not grow with the iterations of the loop that stores it. */
  private String aside(Kept.Item item) {
    String what = item.callee() != null ? "what " + item.callee() + " keeps" : name(item.value(), item.span());
    boolean content = item.states() != null && item.elements();
    String size = content ? ", its elements" : item.elements() && item.bytes() == 0 ? "" : " " + item.bytes() + " B";
    String where = item.states() == null ? " while an iteration of line " + item.loop().line() + " is reversed"
        : " in each of " + item.states().most() + " states of line " + item.states().loop().line();
    return what + size + (item.elements() && !content && item.callee() == null ? " and its elements" : "") + where;
  }

  private void recomputed(Column c) {
    Set<Value> there = Collections.newSetFromMap(new IdentityHashMap<>());
    define(c.function().body(), there);
    for (Op op : c.choices().recomputed()) {
      boolean isLoop = op instanceof Op.For || op instanceof Op.While;
      if (op instanceof Op.Const || op.span().line() == 0 || !isLoop && Ops.results(op).stream().noneMatch(there::contains)) {
        continue;
      }
      String what = isLoop ? "each iteration" : name(Ops.results(op).getFirst(), op.span());
      line(op.span()).recomputed.computeIfAbsent(what, k -> new LinkedHashSet<>()).add(c.recomputes());
    }
  }

  private static void define(Block block, Set<Value> into) {
    for (Op op : block.ops()) {
      into.addAll(Ops.results(op));
      Ops.blocks(op).forEach(b -> define(b, into));
    }
  }

  private void inactive(Function f) {
    for (Constancy.Inactive i : Constancy.of(f)) {
      Span span = i.definition() == null ? f.span() : i.definition().span();
      if (span.line() > 0) {
        line(span).inactive.add(name(i.value(), i.definition() == null ? null : span)
            + (i.varied() ? " (the result does not depend on it)" : " (constant)"));
      }
    }
  }

  /** The user's name of a value, or the expression it comes from. */
  private String name(Value v, Span span) {
    if (v.name() != null) {
      return v.name();
    }
    String text = span == null ? "" : source.apply(span).replaceAll("\\s+", " ").strip();
    if (text.isEmpty()) {
      return "a value of type " + v.type();
    }
    return text.length() > WIDEST ? text.substring(0, WIDEST - 1).strip() + "…" : text;
  }

  private String print(String title) {
    var rows = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("line"));
    columns.forEach(c -> head.add(c.stores()));
    head.add("source");
    rows.add(head);
    var notes = new ArrayList<List<String>>();
    notes.add(List.of());
    lines.forEach((number, line) -> {
      var row = new ArrayList<>(List.of(String.valueOf(number)));
      for (int i = 0; i < columns.size(); i++) {
        row.add(bytes(line.bytes.get(i), line.more.get(i)));
      }
      row.add(line.text);
      rows.add(row);
      var said = new ArrayList<String>();
      line.stored.forEach((what, where) -> said.add("stored: " + what + in(where)));
      line.recomputed.forEach((what, where) -> said.add("recomputed: " + what + in(where)));
      line.inactive.forEach(what -> said.add("inactive: " + what));
      notes.add(said);
    });
    return layout(title, rows, notes) + totals();
  }

  /** Of two branches one is taken: an iteration may keep less than its lines together. */
  private String totals() {
    var out = new StringBuilder();
    for (Column c : columns) {
      c.kept().loops().forEach((loop, bound) -> out.append("at most ").append(bound.bytes()).append(" B")
          .append(bound.unbounded() == null ? "" : " and " + bound.unbounded()).append(" per iteration of line ").append(loop.line())
          .append(" (").append(c.stores()).append(")\n"));
      states(c, out);
    }
    return out.toString();
  }

  private static void states(Column c, StringBuilder out) {
    var bytes = new LinkedHashMap<Kept.States, Long>();
    var more = new LinkedHashSet<Kept.States>();
    for (Kept.Item item : c.kept().items()) {
      if (item.states() != null) {
        bytes.merge(item.states(), item.total(), Long::sum);
        if (item.elements()) {
          more.add(item.states());
        }
      }
    }
    bytes.forEach((states, sum) -> out.append("at most ").append(sum).append(" B").append(more.contains(states) ? " and content of arrays" : "")
        .append(" in ").append(states.most()).append(" states of line ").append(states.loop().line()).append(" (").append(c.stores())
        .append(")\n"));
  }

  private String in(Set<String> where) {
    return where.size() == columns.size() ? "" : " (" + String.join(", ", where) + ")";
  }

  /** Bytes per iteration of each loop; what is stored once for a call is in the notes only. */
  private static String bytes(Map<Integer, Long> byLoop, Set<Integer> more) {
    var parts = new ArrayList<String>();
    byLoop.forEach((loop, bytes) -> {
      if (loop > 0) {
        parts.add(bytes + (more.contains(loop) ? "+" : "") + " B");
      }
    });
    return parts.isEmpty() ? "-" : String.join(", ", parts);
  }

  private String layout(String title, List<List<String>> rows, List<List<String>> notes) {
    int[] widths = new int[columns.size() + 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var out = new StringBuilder(title).append('\n');
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < widths.length; i++) {
        String cell = rows.get(r).get(i);
        out.append(" ".repeat(widths[i] - cell.length())).append(cell).append("  ");
      }
      out.append(rows.get(r).getLast()).append('\n');
      for (String note : notes.get(r)) {
        out.append(" ".repeat(widths[0] + 4)).append(note).append('\n');
      }
    }
    return out.toString();
  }
}
