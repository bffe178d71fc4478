package dev.adjoint.runtime.backend.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Compiled programs in files of a directory, across processes. A file is named by a digest of everything that its content depends on,
 * and begins with a digest of that content: one that was cut off or changed by accident is compiled anew. Files appear at once and are
 * not changed afterwards, so any number of processes may share a directory. What cannot be read or written is no error.
 *
 * <p>Whoever can write to the directory decides what runs on the device.
 */
public final class ProgramCache {
  private static final System.Logger LOGGER = System.getLogger(ProgramCache.class.getName());
  private static final int DIGEST = 32;

  private final Path directory;

  private ProgramCache(Path directory) {
    this.directory = directory;
  }

  /** The cache in the directory that a system property names; one that keeps nothing if it names none. */
  public static ProgramCache named(String property) {
    String text = System.getProperty(property);
    if (text == null || text.isBlank()) {
      return new ProgramCache(null);
    }
    try {
      return new ProgramCache(Files.createDirectories(Path.of(text)));
    } catch (IOException | InvalidPathException e) {
      LOGGER.log(System.Logger.Level.WARNING, property + "=" + text + ": no directory; programs are compiled in every process", e);
      return new ProgramCache(null);
    }
  }

  /** Whether there is a directory. */
  public boolean keeps() {
    return directory != null;
  }

  /**
   * A program.
   *
   * @param key everything that it depends on: source, compiler, options
   * @param compile makes it
   */
  public byte[] get(String key, Supplier<byte[]> compile) {
    byte[] known = known(key);
    if (known != null) {
      return known;
    }
    byte[] made = compile.get();
    keep(key, made);
    return made;
  }

  /** A program that was kept; null where there is none. */
  public byte[] known(String key) {
    return directory == null ? null : read(file(key));
  }

  /** Keeps a program, in place of the one that was kept. */
  public void keep(String key, byte[] program) {
    if (directory != null) {
      write(file(key), program);
    }
  }

  private Path file(String key) {
    return directory.resolve(HexFormat.of().formatHex(digest(key.getBytes(StandardCharsets.UTF_8))) + ".bin");
  }

  private static byte[] read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      if (all.length >= DIGEST) {
        byte[] content = Arrays.copyOfRange(all, DIGEST, all.length);
        return Arrays.equals(digest(content), Arrays.copyOf(all, DIGEST)) ? content : null;
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private void write(Path file, byte[] content) {
    try {
      byte[] all = Arrays.copyOf(digest(content), DIGEST + content.length);
      System.arraycopy(content, 0, all, DIGEST, content.length);
      Path part = Files.createTempFile(directory, "part", ".tmp");
      try {
        Files.write(part, all);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "a program is not kept in " + file, e);
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
