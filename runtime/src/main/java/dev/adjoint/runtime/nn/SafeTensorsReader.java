package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.nn.SafeTensorsHeader.Entry;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open safetensors file whose header has been read and checked. */
final class SafeTensorsReader implements AutoCloseable {
  private static final long MAX_HEADER = 100L << 20;
  /** Divisible by the size of every element. */
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final SafeTensorsHeader header;
  private final long dataStart;

  SafeTensorsReader(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long size = channel.size();
      if (size < Long.BYTES) {
        throw new SafeTensorsException(file,
            "cut short: the file has " + size + " bytes, but the length of the header takes " + Long.BYTES);
      }
      long length = read(0, Long.BYTES, "the length of the header").getLong();
      if (length < 0 || length > MAX_HEADER) {
        throw new SafeTensorsException(file, "a header of " + Long.toUnsignedString(length) + " bytes exceeds the limit of "
            + MAX_HEADER);
      }
      if (length > size - Long.BYTES) {
        throw new SafeTensorsException(file, "cut short: the header has " + length + " bytes, but only "
            + (size - Long.BYTES) + " follow its length");
      }
      dataStart = Long.BYTES + length;
      header = SafeTensorsHeader.parse(file, read(Long.BYTES, (int) length, "the header").array(), size - dataStart);
    } catch (IOException | RuntimeException | Error e) {
      try {
        channel.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  SafeTensorsHeader header() {
    return header;
  }

  Map<String, Tensor> tensors() throws IOException {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (var entry : header.entries().entrySet()) {
      tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
    }
    return tensors;
  }

  private ByteBuffer read(long position, int count, String what) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    read(position, buffer, what);
    return buffer;
  }

  /** Fills the buffer up to its limit. */
  private void read(long position, ByteBuffer buffer, String what) throws IOException {
    buffer.position(0);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        // It was long enough when it was opened.
        throw new SafeTensorsException(file, "cut short at byte " + (position + buffer.position()) + ", within " + what);
      }
    }
    buffer.flip();
  }

  private Tensor tensor(String name, Entry entry) throws IOException {
    int count = entry.shape().numel();
    Object elements = switch (entry.type().dtype()) {
      case FLOAT32 -> new float[count];
      case FLOAT64 -> new double[count];
      case INT64 -> new long[count];
      case BOOL -> new boolean[count];
    };
    int size = entry.type().bytes();
    int perBlock = BLOCK / size;
    ByteBuffer block = ByteBuffer.allocate(Math.min(BLOCK, Math.multiplyExact(Math.min(count, perBlock), size)))
        .order(ByteOrder.LITTLE_ENDIAN);
    int n;
    for (int first = 0; first < count; first += n) {
      n = Math.min(perBlock, count - first);
      read(dataStart + entry.begin() + (long) first * size, block.limit(n * size), "tensor \"" + name + "\"");
      decode(name, entry, block, elements, first, n);
    }
    return Tensor.of(elements, entry.shape());
  }

  private void decode(String name, Entry entry, ByteBuffer block, Object elements, int first, int n)
      throws SafeTensorsException {
    switch (entry.type()) {
      case F64 -> block.asDoubleBuffer().get((double[]) elements, first, n);
      case F32 -> block.asFloatBuffer().get((float[]) elements, first, n);
      case I64 -> block.asLongBuffer().get((long[]) elements, first, n);
      case F16 -> {
        float[] floats = (float[]) elements;
        for (int i = 0; i < n; i++) {
          floats[first + i] = Float.float16ToFloat(block.getShort());
        }
      }
      case BF16 -> {
        // The upper half of a float32.
        float[] floats = (float[]) elements;
        for (int i = 0; i < n; i++) {
          floats[first + i] = Float.intBitsToFloat(block.getShort() << 16);
        }
      }
      case I32, I16, I8, U8 -> {
        long[] longs = (long[]) elements;
        for (int i = 0; i < n; i++) {
          longs[first + i] = wholeNumber(entry.type(), block);
        }
      }
      case BOOL -> {
        boolean[] truths = (boolean[]) elements;
        for (int i = 0; i < n; i++) {
          byte value = block.get();
          if (value != 0 && value != 1) {
            throw new SafeTensorsException(file, "byte " + (dataStart + entry.begin() + first + i) + ", tensor \"" + name
                + "\": " + Byte.toUnsignedInt(value) + " is no BOOL, which is 0 or 1");
          }
          truths[first + i] = value == 1;
        }
      }
    }
  }

  private static long wholeNumber(SafeTensorsType type, ByteBuffer block) {
    return switch (type) {
      case I64 -> block.getLong();
      case I32 -> block.getInt();
      case I16 -> block.getShort();
      case I8 -> block.get();
      case U8 -> Byte.toUnsignedLong(block.get());
      case F64, F32, F16, BF16, BOOL -> throw new AssertionError(type);
    };
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
