package dev.adjoint.tests.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.backend.device.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled programs are kept in files where that was asked for. */
class ProgramCacheTest {
  private static final String PROPERTY = "dev.adjoint.tests.cache";

  @TempDir
  private Path directory;
  private final AtomicInteger compiled = new AtomicInteger();

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  private byte[] get(String key) {
    return ProgramCache.named(PROPERTY).get(key, () -> new byte[] {(byte) compiled.incrementAndGet(), 2, 3});
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void nothingIsKeptUnlessAsked() {
    get("a");
    get("a");
    assertEquals(2, compiled.get());
  }

  @Test
  void aProgramIsCompiledOnceForEachKey() throws IOException {
    System.setProperty(PROPERTY, directory.resolve("made").resolve("here").toString());
    byte[] first = get("a");
    assertArrayEquals(first, get("a"));
    assertEquals(1, compiled.get());
    get("b");
    assertEquals(2, compiled.get());
    try (Stream<Path> files = Files.list(directory.resolve("made").resolve("here"))) {
      assertEquals(2, files.filter(f -> f.toString().endsWith(".bin")).count());
    }
  }

  @Test
  void aFileThatWasCutOffOrChangedIsMadeAnew() throws IOException {
    System.setProperty(PROPERTY, directory.toString());
    get("a");
    Path file = files().getFirst();
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1]++;
    for (byte[] wrong : List.of(content, new byte[7], new byte[0])) {
      Files.write(file, wrong);
      get("a");
      get("a");
    }
    assertEquals(4, compiled.get());
    assertEquals(1, files().size());
  }

  @Test
  void aDirectoryThatCannotBeIsNoError() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    System.setProperty(PROPERTY, file.resolve("below").toString());
    get("a");
    get("a");
    assertEquals(2, compiled.get());
  }
}
