package dev.adjoint.runtime.backend.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The arguments of a kernel, one after the other in native memory, each at a multiple of 8 bytes.
 *
 * <p>Not safe for use by several threads; {@link #begin} gives each thread its own, which the next launch on the thread
 * uses again.
 */
public final class Arguments {
  /** What an argument is. */
  public enum Kind {
    /** The handle of a block of memory, or 0 for no block. */
    BUFFER,
    /** 32 bits, signed. */
    INT,
    /** 64 bits, signed. */
    LONG,
    /** Single precision. */
    FLOAT,
    /** Double precision. */
    DOUBLE,
    /** One byte. */
    BYTE,
    /** A structure of 32-bit numbers. */
    INTS
  }

  /** How many arguments a kernel has at most. */
  public static final int MOST = 64;
  private static final int CAPACITY = 4096;
  private static final ThreadLocal<Arguments> OF_THREAD = ThreadLocal.withInitial(Arguments::new);

  private final MemorySegment memory = Arena.ofAuto().allocate(CAPACITY, 8);
  private final Kind[] kinds = new Kind[MOST];
  private final int[] offsets = new int[MOST];
  private final int[] sizes = new int[MOST];
  private int count;
  private int end;

  /** No arguments yet. */
  public Arguments() {}

  /** The thread's own, empty. */
  static Arguments begin() {
    Arguments arguments = OF_THREAD.get();
    arguments.count = 0;
    arguments.end = 0;
    return arguments;
  }

  private int add(Kind kind, int bytes) {
    int offset = end;
    if (count == MOST || offset + bytes > CAPACITY) {
      throw new IllegalArgumentException("a kernel has at most " + MOST + " arguments of together " + CAPACITY + " bytes");
    }
    kinds[count] = kind;
    offsets[count] = offset;
    sizes[count] = bytes;
    count++;
    end = offset + (bytes + 7 & -8);
    return offset;
  }

  /** Adds a block of memory. */
  public Arguments buffer(long block) {
    memory.set(JAVA_LONG, add(Kind.BUFFER, 8), block);
    return this;
  }

  /** Adds an {@code int}. */
  public Arguments of(int value) {
    memory.set(JAVA_INT, add(Kind.INT, 4), value);
    return this;
  }

  /** Adds an {@code int64}. */
  public Arguments of(long value) {
    memory.set(JAVA_LONG, add(Kind.LONG, 8), value);
    return this;
  }

  /** Adds a {@code float}. */
  public Arguments of(float value) {
    memory.set(JAVA_FLOAT, add(Kind.FLOAT, 4), value);
    return this;
  }

  /** Adds a {@code double}. */
  public Arguments of(double value) {
    memory.set(JAVA_DOUBLE, add(Kind.DOUBLE, 8), value);
    return this;
  }

  /** Adds a {@code boolean}, a byte of 0 or 1. */
  public Arguments of(boolean value) {
    memory.set(JAVA_BYTE, add(Kind.BYTE, 1), (byte) (value ? 1 : 0));
    return this;
  }

  /** Adds a structure of ints. */
  public Arguments struct(int[] values) {
    int offset = add(Kind.INTS, 4 * values.length);
    MemorySegment.copy(values, 0, memory, JAVA_INT, offset, values.length);
    return this;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** What argument {@code i} is. */
  public Kind kind(int i) {
    return kinds[i];
  }

  /** The bytes of argument {@code i}. */
  public int size(int i) {
    return sizes[i];
  }

  /** Where argument {@code i} is; valid until the thread's next launch. */
  public MemorySegment value(int i) {
    return memory.asSlice(offsets[i], sizes[i]);
  }

  /** A Java value for each, for messages and tests: {@code Long}, {@code Integer}, and so on, or a list of ints. */
  public Object read(int i) {
    return switch (kinds[i]) {
      case BUFFER, LONG -> memory.get(JAVA_LONG, offsets[i]);
      case INT -> memory.get(JAVA_INT, offsets[i]);
      case FLOAT -> memory.get(JAVA_FLOAT, offsets[i]);
      case DOUBLE -> memory.get(JAVA_DOUBLE, offsets[i]);
      case BYTE -> memory.get(JAVA_BYTE, offsets[i]);
      case INTS -> Arrays.stream(value(i).toArray(JAVA_INT)).boxed().toList();
    };
  }
}
