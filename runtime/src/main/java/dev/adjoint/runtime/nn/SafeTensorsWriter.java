package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes safetensors files. */
final class SafeTensorsWriter {
  /** Divisible by the size of every element. */
  private static final int BLOCK = 1 << 16;
  private static final int ALIGNMENT = 8;

  private SafeTensorsWriter() {}

  static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    tensors.forEach((name, tensor) -> Objects.requireNonNull(tensor, () -> "tensor \"" + name + "\" is null"));
    if (tensors.containsKey(SafeTensorsHeader.METADATA)) {
      throw new IllegalArgumentException("a tensor can't have the name " + SafeTensorsHeader.METADATA
          + ", under which the format keeps metadata");
    }
    // Larger elements first, so that each tensor is aligned to its elements.
    var ordered = new ArrayList<>(tensors.keySet());
    ordered.sort(Comparator.comparingInt(name -> -tensors.get(name).dtype().bytes()));
    ByteBuffer header = header(tensors, metadata, ordered);
    Path temporary = createBeside(file);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        writeAll(channel, header);
        for (String name : ordered) {
          writeElements(channel, tensors.get(name));
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException deleting) {
        e.addSuppressed(deleting);
      }
      throw e;
    }
  }

  /** An empty file in the same directory, with the permissions that new files have. */
  private static Path createBeside(Path file) throws IOException {
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-";
    for (int i = 0;; i++) {
      try {
        return Files.createFile(file.resolveSibling(name + i + ".tmp"));
      } catch (FileAlreadyExistsException _) {
        // Another thread's, or left behind: the next number.
      }
    }
  }

  // The header.

  private static ByteBuffer header(Map<String, Tensor> tensors, Map<String, String> metadata, List<String> ordered) {
    var begins = new HashMap<String, Long>();
    long end = 0;
    for (String name : ordered) {
      begins.put(name, end);
      end += bytes(tensors.get(name));
    }
    var members = new ArrayList<String>();
    if (!metadata.isEmpty()) {
      members.add(quoted(SafeTensorsHeader.METADATA) + ":" + metadata.entrySet().stream()
          .map(e -> quoted(e.getKey()) + ":" + quoted(e.getValue())).collect(Collectors.joining(",", "{", "}")));
    }
    tensors.forEach((name, tensor) -> members.add(quoted(name) + ":{\"dtype\":\"" + SafeTensorsType.of(tensor.dtype())
        + "\",\"shape\":" + tensor.shape().toString().replace(" ", "") + ",\"data_offsets\":[" + begins.get(name) + ","
        + (begins.get(name) + bytes(tensor)) + "]}"));
    byte[] json = utf8("{" + String.join(",", members) + "}");
    int length = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static long bytes(Tensor tensor) {
    return (long) tensor.numel() * tensor.dtype().bytes();
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name or a text of the metadata has half of a surrogate pair", e);
    }
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  // The elements.

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void writeElements(FileChannel channel, Tensor tensor) throws IOException {
    Object elements = tensor.toArray();
    int perBlock = BLOCK / tensor.dtype().bytes();
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    int n;
    for (int first = 0; first < tensor.numel(); first += n) {
      n = Math.min(perBlock, tensor.numel() - first);
      block.clear();
      switch (tensor.dtype()) {
        case FLOAT32 -> block.asFloatBuffer().put((float[]) elements, first, n);
        case FLOAT64 -> block.asDoubleBuffer().put((double[]) elements, first, n);
        case INT64 -> block.asLongBuffer().put((long[]) elements, first, n);
        case BOOL -> {
          boolean[] truths = (boolean[]) elements;
          for (int i = 0; i < n; i++) {
            block.put(i, (byte) (truths[first + i] ? 1 : 0));
          }
        }
      }
      writeAll(channel, block.limit(n * tensor.dtype().bytes()));
    }
  }
}
