package dev.adjoint.tests.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.EventKind;
import dev.adjoint.runtime.profile.Profiler;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events that the JDK's Flight Recorder gets, as its own reader and its own tool show them. */
class FlightRecorderTest {
  private static final String EVENT = "dev.adjoint.Operation";

  @TempDir
  private Path directory;

  private List<RecordedEvent> events(Recording recording) throws IOException {
    Path file = directory.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream().filter(e -> e.getEventType().getName().equals(EVENT))
        .sorted(Comparator.comparing(RecordedEvent::getStartTime)).toList();
  }

  /** A recording that wants the event. */
  private static Recording recording() {
    var recording = new Recording();
    recording.enable(EVENT);
    return recording;
  }

  private static void operation(String name, long bytes, Shape... inputs) {
    Profiler.Event event = Profiler.begin(name, inputs);
    Profiler.allocated(bytes);
    event.end();
  }

  private static List<String> names(List<RecordedEvent> events) {
    return events.stream().map(e -> e.getString("operation")).toList();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  @Test
  void aRecordingGetsTheEventsWithoutAnyProfiler() throws IOException {
    assertFalse(Profiler.recording());
    try (var recording = recording()) {
      recording.start();
      assertTrue(Profiler.recording());
      try (var _ = Profiler.block("forward")) {
        Profiler.allocated(8);
        operation("mul", 48, Shape.of(3, 4), Shape.SCALAR);
      }
      Profiler.begin(EventKind.BACKWARD, "MulBackward0", Shape.of(3, 4)).end();
      recording.stop();
      assertFalse(Profiler.recording());
      operation("late", 0);
      var lines = new ArrayList<String>();
      for (RecordedEvent event : events(recording)) {
        lines.add(String.join(" ", event.getString("operation"), event.getString("kind"),
            event.getString("inputShapes"), event.getLong("allocated") + "", event.getLong("selfAllocated") + ""));
        assertFalse(event.getDuration().isNegative());
        assertEquals(Thread.currentThread().threadId(), event.getThread().getJavaThreadId());
      }
      assertEquals(List.of("forward block [] 56 8", "mul operation [[3, 4], []] 48 48",
          "MulBackward0 backward [[3, 4]] 0 0"), lines);
    }
  }

  @Test
  void aRecordingThatDoesNotAskForThemGetsNone() throws IOException {
    try (var recording = new Recording()) {
      recording.start();
      operation("mul", 0);
      recording.stop();
      assertEquals(List.of(), names(events(recording)));
    }
  }

  @Test
  void theJdksToolPrintsThem() throws Exception {
    Path file = directory.resolve("printed.jfr");
    try (var recording = recording()) {
      recording.start();
      operation("matmul", 4_096, Shape.of(16, 1000), Shape.of(1000, 100));
      recording.stop();
      recording.dump(file);
    }
    String printed = run(tool("jfr"), "print", "--events", EVENT, file.toString());
    for (String part : List.of(EVENT + " {", "operation = \"matmul\"", "kind = \"operation\"",
        "inputShapes = \"[[16, 1000], [1000, 100]]\"", "allocated = 4.0 kB", "duration = ")) {
      assertTrue(printed.contains(part), part + " is missing in\n" + printed);
    }
  }

  @Test
  void settingsAreObeyedEvenWhenTheyChangeInARunningRecording() throws IOException {
    try (var recording = recording()) {
      recording.disable(EVENT);
      recording.start();
      operation("disabled", 0);
      recording.enable(EVENT).withoutThreshold();
      operation("enabled", 0);
      recording.enable(EVENT).withThreshold(Duration.ofHours(1));
      operation("under the threshold", 0);
      recording.disable(EVENT);
      operation("disabled again", 0);
      recording.stop();
      assertEquals(List.of("enabled"), names(events(recording)));
    }
  }

  @Test
  void eachOfTwoRecordingsGetsItsTime() throws IOException {
    try (var first = recording(); var second = recording()) {
      first.start();
      operation("one", 0);
      second.start();
      operation("two", 0);
      first.stop();
      assertTrue(Profiler.recording());
      operation("three", 0);
      second.stop();
      assertFalse(Profiler.recording());
      assertEquals(List.of("one", "two"), names(events(first)));
      assertEquals(List.of("two", "three"), names(events(second)));
    }
  }

  @Test
  void aProfilerAndARecordingSeeTheSameEvents() throws IOException {
    try (var recording = recording(); var profiler = Profiler.start()) {
      operation("profiled", 0);
      recording.start();
      operation("both", 0);
      recording.stop();
      assertTrue(Profiler.recording());
      assertEquals(2, profiler.averages().rows().size());
      assertEquals(List.of("both"), names(events(recording)));
    }
  }

  @Test
  void anEventStreamIsARecordingToo() throws InterruptedException {
    var seen = new ConcurrentLinkedQueue<String>();
    try (var stream = new RecordingStream()) {
      stream.enable(EVENT);
      stream.onEvent(EVENT, e -> seen.add(e.getString("operation")));
      stream.startAsync();
      operation("streamed", 0);
      stream.stop();
    }
    assertEquals(List.of("streamed"), List.copyOf(seen));
    assertFalse(Profiler.recording());
  }

  @Test
  void aRecordingFromTheCommandLineIsFound() throws Exception {
    Path file = directory.resolve("started.jfr");
    run(tool("java"), "-XX:StartFlightRecording:+" + EVENT + "#enabled=true,filename=" + file, "-cp", classPath(),
        ProfiledProgram.class.getName());
    assertTrue(RecordingFile.readAllEvents(file).stream().filter(e -> e.getEventType().getName().equals(EVENT))
        .anyMatch(e -> e.getString("operation").equals("mul")));
  }

  @Test
  void withoutTheModuleTheRestWorks() throws Exception {
    String output = run(tool("java"), "--limit-modules", "java.base", "-cp", classPath(),
        ProfiledProgram.class.getName());
    assertTrue(output.contains("jdk.jfr: absent"), output);
    assertTrue(output.lines().anyMatch(l -> l.strip().startsWith("mul ")), output);
  }

  private static String classPath() throws Exception {
    return location(Profiler.class) + File.pathSeparator + location(ProfiledProgram.class);
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
