package dev.adjoint.runtime.profile;

import dev.adjoint.runtime.array.Shape;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes events in the Trace Event Format of Chromium's trace viewer: an object with complete events ({@code "ph":"X"},
 * {@code ts} and {@code dur} in microseconds from the profiler's start, ordered by {@code ts}) and metadata events with
 * the names of process and threads.
 */
final class ChromeTrace {
  private final Writer out;
  private final long pid = ProcessHandle.current().pid();
  private boolean first = true;

  private ChromeTrace(Writer out) {
    this.out = out;
  }

  /** Writes to a file beside the one asked for, and moves it there when it is complete. */
  static void write(Path file, Session session) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IOException("cannot write a trace to " + target + ": it is a directory");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new IOException("cannot write a trace to " + target + ": there is no directory " + target.getParent());
    }
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (Writer out = Files.newBufferedWriter(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        new ChromeTrace(out).write(session);
      }
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(Session session) throws IOException {
    List<Profiler.Event> events = session.events();
    out.write("{\"displayTimeUnit\":\"ns\",\"otherData\":{\"droppedEvents\":" + session.dropped()
        + "},\n\"traceEvents\":[");
    metadata("process_name", null, "Adjoint");
    var threads = new TreeMap<Long, String>();
    for (Profiler.Event event : events) {
      threads.put(event.stack.threadId(), event.stack.threadName());
    }
    for (Map.Entry<Long, String> thread : threads.entrySet()) {
      metadata("thread_name", thread.getKey(), thread.getValue());
    }
    for (Profiler.Event event : events) {
      complete(event, session);
    }
    out.write("\n]}\n");
  }

  private void metadata(String what, Long thread, String name) throws IOException {
    begin();
    out.write("{\"name\":\"" + what + "\",\"ph\":\"M\",\"ts\":0,\"pid\":" + pid);
    if (thread != null) {
      out.write(",\"tid\":" + thread);
    }
    out.write(",\"args\":{\"name\":");
    string(name);
    out.write("}}");
  }

  private void complete(Profiler.Event event, Session session) throws IOException {
    begin();
    out.write("{\"name\":");
    string(event.name);
    out.write(",\"cat\":\"" + event.kind.text() + "\",\"ph\":\"X\",\"ts\":"
        + micros(event.start - session.startNanos()) + ",\"dur\":" + micros(event.duration) + ",\"pid\":" + pid
        + ",\"tid\":" + event.stack.threadId() + ",\"args\":{");
    String comma = "";
    if (session.options().recordShapes()) {
      out.write("\"inputShapes\":[");
      for (Shape shape : event.inputs) {
        out.write(comma + shape);
        comma = ",";
      }
      out.write("]");
      comma = ",";
    }
    if (session.options().recordMemory()) {
      out.write(comma + "\"totalBytes\":" + event.totalBytes() + ",\"selfBytes\":" + event.selfBytes);
    }
    out.write("}}");
  }

  private void begin() throws IOException {
    out.write(first ? "\n" : ",\n");
    first = false;
  }

  private static String micros(long nanos) {
    return BigDecimal.valueOf(nanos, 3).toPlainString();
  }

  /** RFC 8259, section 7. Half of a surrogate pair cannot be written in UTF-8, and is escaped as well. */
  private void string(String text) throws IOException {
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        out.write(c);
        out.write(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        out.write('\\');
        out.write(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.write("\\u" + HexFormat.of().toHexDigits(c));
      } else {
        out.write(c);
      }
    }
    out.write('"');
  }
}
