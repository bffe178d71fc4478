package dev.adjoint.tests.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file with machine code of CUDA, in the format ELF with 64 bits, says of its kernels: section {@code .text.NAME} is
 * the code of one, section {@code .nv.info.NAME} lists its parameters.
 */
final class Cubin {
  private static final int MAGIC = 0x464c457f;
  private static final String INFO = ".nv.info.";
  private static final int KERNEL_PARAMETER = 0x1704;

  private Cubin() {}

  /** Whether an image of a module is such a file. */
  static boolean is(MemorySegment image) {
    return image.get(JAVA_INT, 0) == MAGIC;
  }

  /** For each kernel the bytes of its parameters, in their order. */
  static Map<String, int[]> parameters(MemorySegment image) {
    long sections = image.get(JAVA_LONG, 0x28);
    int size = image.get(JAVA_SHORT, 0x3a);
    int count = image.get(JAVA_SHORT, 0x3c);
    long names = image.get(JAVA_LONG, sections + (long) size * image.get(JAVA_SHORT, 0x3e) + 0x18);
    var kernels = new LinkedHashMap<String, int[]>();
    for (int i = 0; i < count; i++) {
      long header = sections + (long) size * i;
      String name = image.getString(names + image.get(JAVA_INT, header));
      if (name.startsWith(INFO)) {
        MemorySegment info =
            image.asSlice(image.get(JAVA_LONG, header + 0x18), image.get(JAVA_LONG, header + 0x20));
        kernels.put(name.substring(INFO.length()), parametersOfOne(info));
      }
    }
    return kernels;
  }

  /** Each attribute is a format, a name, and a value of two bytes, or the size of a value that follows. */
  private static int[] parametersOfOne(MemorySegment info) {
    var bytes = new TreeMap<Integer, Integer>();
    for (long at = 0; at < info.byteSize();) {
      boolean sized = info.get(JAVA_BYTE, at) == 4;
      if (info.get(JAVA_SHORT.withByteAlignment(1), at) == KERNEL_PARAMETER) {
        // An index, then ordinal and offset, then the size above 18 bits of other things.
        int ordinal = info.get(JAVA_SHORT.withByteAlignment(1), at + 8);
        bytes.put(ordinal, info.get(JAVA_INT.withByteAlignment(1), at + 12) >>> 18);
      }
      at += 4 + (sized ? info.get(JAVA_SHORT.withByteAlignment(1), at + 2) : 0);
    }
    return bytes.values().stream().mapToInt(Integer::intValue).toArray();
  }
}
