package dev.adjoint.tests.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.EventKind;
import dev.adjoint.runtime.profile.Profiler;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace is valid JSON, follows the rules of the Trace Event Format, and is never half there. */
class ChromeTraceTest {
  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ManualClock clock = new ManualClock();

  @TempDir
  private Path directory;

  private JsonNode export(Profiler profiler) throws IOException {
    Path file = directory.resolve("trace.json");
    profiler.exportChromeTrace(file);
    JsonNode trace = JSON.readTree(Files.readAllBytes(file));
    check(trace);
    return trace;
  }

  private static List<JsonNode> phase(JsonNode trace, String phase) {
    var events = new ArrayList<JsonNode>();
    trace.get("traceEvents").forEach(e -> {
      if (e.get("ph").asText().equals(phase)) {
        events.add(e);
      }
    });
    return events;
  }

  private static List<String> texts(List<JsonNode> events, String field) {
    return events.stream().map(e -> e.get(field).asText()).toList();
  }

  /** Checks the format's rules: required fields and their types, order, and nesting within each thread. */
  private static void check(JsonNode trace) {
    assertTrue(trace.get("traceEvents").isArray());
    assertTrue(Set.of("ms", "ns").contains(trace.get("displayTimeUnit").asText()));
    assertTrue(trace.get("otherData").isObject());
    assertEquals(trace.get("traceEvents").size(), phase(trace, "M").size() + phase(trace, "X").size());
    var named = new HashMap<Long, String>();
    for (JsonNode event : phase(trace, "M")) {
      assertTrue(event.get("pid").isIntegralNumber());
      assertTrue(event.get("args").get("name").isTextual());
      if (event.get("name").asText().equals("thread_name")) {
        assertEquals(null, named.put(event.get("tid").longValue(), event.get("args").get("name").asText()));
      } else {
        assertEquals("process_name", event.get("name").asText());
      }
    }
    var open = new HashMap<Long, ArrayDeque<BigDecimal>>();
    BigDecimal last = BigDecimal.ZERO;
    for (JsonNode event : phase(trace, "X")) {
      assertTrue(event.get("name").isTextual() && event.get("cat").isTextual() && event.get("args").isObject());
      assertTrue(event.get("ts").isNumber() && event.get("dur").isNumber());
      assertEquals(ProcessHandle.current().pid(), event.get("pid").longValue());
      long thread = event.get("tid").longValue();
      assertTrue(named.containsKey(thread), "thread " + thread + " has no name");
      BigDecimal start = event.get("ts").decimalValue();
      BigDecimal end = start.add(event.get("dur").decimalValue());
      assertTrue(start.compareTo(last) >= 0, "ts goes back from " + last + " to " + start);
      assertTrue(end.compareTo(start) >= 0);
      last = start;
      ArrayDeque<BigDecimal> ends = open.computeIfAbsent(thread, _ -> new ArrayDeque<>());
      while (!ends.isEmpty() && ends.peek().compareTo(start) <= 0) {
        ends.pop();
      }
      assertTrue(ends.isEmpty() || end.compareTo(ends.peek()) <= 0, "events overlap in part at " + start);
      ends.push(end);
    }
  }

  @Test
  void eventsCarryTimesShapesAndBytes() throws IOException {
    try (var profiler = Profiler.start(clock.options().recordMemory(true))) {
      clock.advance(1_234_567);
      try (var _ = Profiler.block("forward")) {
        clock.advance(1);
        clock.event(EventKind.OPERATION, "mul", 2_005, 48, Shape.of(3, 4), Shape.SCALAR);
      }
      clock.event(EventKind.BACKWARD, "MulBackward0", 10, 0, Shape.of(0));
      JsonNode trace = export(profiler);
      List<JsonNode> events = phase(trace, "X");
      assertEquals(List.of("forward", "mul", "MulBackward0"), texts(events, "name"));
      assertEquals(List.of("block", "operation", "backward"), texts(events, "cat"));
      assertEquals(List.of("1234.567", "1234.568", "1236.573"), texts(events, "ts"));
      assertEquals(List.of("2.006", "2.005", "0.01"), texts(events, "dur"));
      assertEquals(JSON.readTree("{\"inputShapes\":[],\"totalBytes\":48,\"selfBytes\":0}"), events.get(0).get("args"));
      assertEquals(JSON.readTree("{\"inputShapes\":[[3,4],[]],\"totalBytes\":48,\"selfBytes\":48}"),
          events.get(1).get("args"));
      assertEquals(0, trace.get("otherData").get("droppedEvents").intValue());
    }
  }

  @Test
  void whatIsNotRecordedIsNotWritten() throws IOException {
    try (var profiler = Profiler.start(clock.options().recordShapes(false))) {
      clock.event(EventKind.OPERATION, "mul", 1, 48, Shape.of(3, 4));
      assertEquals(JSON.readTree("{}"), phase(export(profiler), "X").getFirst().get("args"));
    }
  }

  @Test
  void namesAreEscaped() throws IOException {
    String name = "a \"quote\", a \\ and \b\f\n\r\t\u0000\u001f\u007f, é \u2028 \uD83D\uDE00";
    String broken = "half \uD83D and \uDE00";
    String before = Thread.currentThread().getName();
    try (var profiler = Profiler.start(clock.options())) {
      Thread.currentThread().setName("main \"1\"");
      clock.operation(name, 1);
      clock.operation(broken, 1);
      JsonNode trace = export(profiler);
      assertEquals(List.of(name, broken), texts(phase(trace, "X"), "name"));
      assertEquals("main \"1\"", phase(trace, "M").getLast().get("args").get("name").asText());
    } finally {
      Thread.currentThread().setName(before);
    }
  }

  @Test
  void threadsDoNotOverlapWithinThemselves() throws Exception {
    try (var profiler = Profiler.start()) {
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 4; i++) {
        threads.add(Thread.ofPlatform().name("worker " + i).start(() -> {
          for (int k = 0; k < 300; k++) {
            nested(k % 5);
          }
        }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      JsonNode trace = export(profiler);
      assertEquals(4 * 60 * (1 + 2 + 3 + 4 + 5), phase(trace, "X").size());
      assertEquals(5, phase(trace, "M").size());
    }
  }

  private static void nested(int depth) {
    try (var _ = Profiler.block("level " + depth)) {
      if (depth > 0) {
        nested(depth - 1);
      }
    }
  }

  @Test
  void theTraceTellsHowManyEventsWereDropped() throws IOException {
    try (var profiler = Profiler.start(clock.options().maxEvents(2))) {
      for (int i = 0; i < 7; i++) {
        clock.operation("mul", 1);
      }
      JsonNode trace = export(profiler);
      assertEquals(2, phase(trace, "X").size());
      assertEquals(5, trace.get("otherData").get("droppedEvents").intValue());
    }
  }

  @Test
  void noEventsMakeAValidTrace() throws IOException {
    try (var profiler = Profiler.start(clock.options())) {
      assertEquals(1, export(profiler).get("traceEvents").size());
    }
  }

  @Test
  void anOlderFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = directory.resolve("trace.json");
    Files.writeString(file, "x".repeat(100_000));
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("mul", 1);
      assertEquals(1, phase(export(profiler), "X").size());
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void whatCannotBeWrittenIsSaidAndLeavesNothing() throws IOException {
    Path taken = Files.createDirectory(directory.resolve("taken"));
    Path absent = directory.resolve("absent").resolve("trace.json");
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("mul", 1);
      for (Path file : List.of(taken, absent)) {
        var error = assertThrows(IOException.class, () -> profiler.exportChromeTrace(file));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
      }
    }
    assertFalse(Files.exists(absent));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(taken), files.toList());
    }
  }

  @Test
  void theCheckFindsPartialOverlap() throws IOException {
    String event = "{\"name\":\"a\",\"cat\":\"c\",\"ph\":\"X\",\"ts\":%d,\"dur\":%d,\"pid\":%d,\"tid\":1,\"args\":{}}";
    long pid = ProcessHandle.current().pid();
    Map<Integer, Boolean> overlaps = Map.of(10, false, 15, true);
    for (Map.Entry<Integer, Boolean> entry : overlaps.entrySet()) {
      JsonNode trace = JSON.readTree("{\"displayTimeUnit\":\"ns\",\"otherData\":{},\"traceEvents\":["
          + "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":1,\"args\":{\"name\":\"t\"}},"
          + event.formatted(0, 10, pid) + "," + event.formatted(5, entry.getKey() - 5, pid) + "]}");
      if (entry.getValue()) {
        assertThrows(AssertionError.class, () -> check(trace));
      } else {
        check(trace);
      }
    }
  }
}
