package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.backend.device.Arguments;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.Grid;
import dev.adjoint.runtime.backend.device.KernelBuildException;
import dev.adjoint.runtime.backend.opencl.OpenClBackend;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that OpenCL has compiled are kept in files where that was asked for, and give the same results from there. */
class OpenClCacheTest {
  private static final String PROPERTY = "adjoint.opencl.cache";
  private static final int DIGEST = 32;

  @TempDir
  private Path directory;

  @BeforeEach
  void keep() {
    OpenClDevice.backend();
    System.setProperty(PROPERTY, directory.toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  /** What a kernel writes that multiplies by a factor, on a queue of its own, as another process would have it. */
  private static float[] run(int factor) {
    DeviceQueue queue = new OpenClBackend().queue(OpenClDevice.DEVICE);
    String source = "__kernel void times(__global float *x) { x[get_global_id(0)] = " + factor + " * get_global_id(0); }";
    var kernel = queue.compile("times", source).kernel("times");
    long block = queue.allocate(16);
    queue.launch(kernel, new Grid(4, 1, 1, 1), new Arguments().buffer(block));
    MemorySegment host = queue.allocateHost(16);
    queue.read(block, 0, host, 16);
    queue.free(block);
    return host.toArray(ValueLayout.JAVA_FLOAT);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aProgramIsKeptOnceForEachSourceAndRunsFromItsFile() throws IOException {
    float[] expected = {0, 3, 6, 9};
    assertArrayEquals(expected, run(3));
    List<Path> made = files();
    assertEquals(1, made.size());
    byte[] content = Files.readAllBytes(made.getFirst());
    assertArrayEquals(expected, run(3));
    assertEquals(made, files());
    assertArrayEquals(content, Files.readAllBytes(made.getFirst()));
    assertArrayEquals(new float[] {0, 5, 10, 15}, run(5));
    assertEquals(2, files().size());
  }

  @Test
  void whatIsInTheFileIsWhatRuns() throws IOException {
    run(3);
    Path three = files().getFirst();
    byte[] other = Files.readAllBytes(three);
    run(5);
    Path five = files().stream().filter(f -> !f.equals(three)).findFirst().orElseThrow();
    Files.write(five, other);
    assertArrayEquals(new float[] {0, 3, 6, 9}, run(5), "the binary, not the source");
  }

  @Test
  void aFileThatDoesNotFitIsReplacedFromTheSource() throws Exception {
    run(3);
    Path file = files().getFirst();
    byte[] right = Files.readAllBytes(file);
    byte[] changed = right.clone();
    changed[changed.length / 2]++;
    byte[] garbage = new byte[200];
    // its digest fits, and no driver takes it
    System.arraycopy(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOfRange(garbage, DIGEST, garbage.length)), 0, garbage, 0, DIGEST);
    for (byte[] wrong : List.of(changed, Arrays.copyOf(right, right.length / 2), new byte[0], garbage)) {
      Files.write(file, wrong);
      assertArrayEquals(new float[] {0, 3, 6, 9}, run(3));
      assertFalse(Arrays.equals(wrong, Files.readAllBytes(file)));
      assertEquals(1, files().size());
    }
  }

  @Test
  void aProgramThatDoesNotCompileIsNotKept() throws IOException {
    DeviceQueue queue = new OpenClBackend().queue(OpenClDevice.DEVICE);
    assertThrows(KernelBuildException.class, () -> queue.compile("wrong", "__kernel void wrong() { nonsense; }"));
    assertEquals(List.of(), files());
  }

  @Test
  void manyAtOnceAgree() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      var tasks = new ArrayList<Callable<float[]>>();
      for (int i = 0; i < 12; i++) {
        int factor = 2 + i % 3;
        tasks.add(() -> run(factor));
      }
      var results = threads.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertEquals(2f + i % 3, results.get(i).get()[1]);
      }
    }
    assertEquals(3, files().size());
  }
}
