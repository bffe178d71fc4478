package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.KernelBuildException;
import dev.adjoint.runtime.backend.device.ProgramCache;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs in CUDA C++ to what the driver loads, by NVRTC. With the system property {@code adjoint.cuda.cache} they are kept in a
 * directory. Safe for use by any number of threads.
 */
final class KernelCompiler {
  /** The major version from which on the compiler is certain to know the option. */
  private static final int MINIMAL = 13;

  private final Nvrtc nvrtc;
  private final ProgramCache cache = ProgramCache.named("adjoint.cuda.cache");
  private final int major;
  private final int minor;
  private final int[] capabilities;

  /**
   * What a program is compiled to.
   *
   * @param capability the compute capability that it needs, ten times the major number and the minor one
   * @param machineCode whether it is the machine code of that capability, or PTX, which the driver compiles for its device
   */
  record Target(int capability, boolean machineCode) {
    String option() {
      return "--gpu-architecture=" + (machineCode ? "sm_" : "compute_") + capability;
    }
  }

  KernelCompiler(Nvrtc nvrtc) {
    this.nvrtc = nvrtc;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numbers = arena.allocate(JAVA_INT, 2);
      check(nvrtc.version(numbers, numbers.asSlice(JAVA_INT.byteSize())), "nvrtcVersion");
      major = numbers.getAtIndex(JAVA_INT, 0);
      minor = numbers.getAtIndex(JAVA_INT, 1);
      check(nvrtc.ofPointer(Nvrtc.Name.nvrtcGetNumSupportedArchs, numbers), "nvrtcGetNumSupportedArchs");
      MemorySegment list = arena.allocate(JAVA_INT, Math.max(1, numbers.get(JAVA_INT, 0)));
      check(nvrtc.ofPointer(Nvrtc.Name.nvrtcGetSupportedArchs, list), "nvrtcGetSupportedArchs");
      capabilities = list.asSlice(0, numbers.get(JAVA_INT, 0) * JAVA_INT.byteSize()).toArray(JAVA_INT);
    }
  }

  /** The major number of the CUDA version whose compiler this is. */
  int major() {
    return major;
  }

  /** The least compute capability that programs are compiled for. */
  String least() {
    int least = Integer.MAX_VALUE;
    for (int capability : capabilities) {
      least = Math.min(least, capability);
    }
    return least / 10 + "." + least % 10;
  }

  /** What programs for a device of this capability are compiled to; null if they cannot be. */
  Target target(int capability) {
    int best = 0;
    for (int known : capabilities) {
      if (known <= capability) {
        best = Math.max(best, known);
      }
    }
    return best == 0 ? null : new Target(best, best == capability);
  }

  /**
   * Compiles a program.
   *
   * @param name the program's, for messages
   * @param device for messages
   * @return machine code, or PTX with a zero at its end; allocated by {@code allocator}
   * @throws KernelBuildException with the log, if it does not compile
   */
  MemorySegment compile(String name, String source, Target target, String device, SegmentAllocator allocator) {
    byte[] program = cache.get(this + "\n" + options(target) + "\n" + name + "\n" + source, () -> {
      try (Arena arena = Arena.ofConfined()) {
        return compileNow(name, source, target, device, arena).toArray(JAVA_BYTE);
      }
    });
    MemorySegment result = allocator.allocate(program.length, JAVA_LONG.byteSize());
    MemorySegment.copy(program, 0, result, JAVA_BYTE, 0, program.length);
    return result;
  }

  private MemorySegment compileNow(String name, String source, Target target, String device, SegmentAllocator allocator) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = arena.allocate(JAVA_LONG);
      check(nvrtc.create(program, arena.allocateFrom(source), arena.allocateFrom(name + ".cu")),
          "nvrtcCreateProgram of " + name);
      try {
        long handle = program.get(JAVA_LONG, 0);
        List<String> options = options(target);
        MemorySegment texts = arena.allocate(ADDRESS, options.size());
        for (int i = 0; i < options.size(); i++) {
          texts.setAtIndex(ADDRESS, i, arena.allocateFrom(options.get(i)));
        }
        int code = nvrtc.compile(handle, options.size(), texts);
        if (code != Nvrtc.SUCCESS) {
          throw new KernelBuildException(name, device, nvrtc.text(code) + "\n" + log(handle));
        }
        return target.machineCode()
            ? result(Nvrtc.Name.nvrtcGetCUBINSize, Nvrtc.Name.nvrtcGetCUBIN, handle, allocator)
            : result(Nvrtc.Name.nvrtcGetPTXSize, Nvrtc.Name.nvrtcGetPTX, handle, allocator);
      } finally {
        nvrtc.ofPointer(Nvrtc.Name.nvrtcDestroyProgram, program);
      }
    }
  }

  private List<String> options(Target target) {
    var options = new ArrayList<String>();
    options.add(target.option());
    // Products that are added are rounded.
    options.add("--fmad=false");
    if (major >= MINIMAL) {
      // Leaves out what kernels have no use for, such as textures, which saves a third of the time.
      options.add("--minimal");
    }
    return options;
  }

  private String log(long program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment log =
          result(Nvrtc.Name.nvrtcGetProgramLogSize, Nvrtc.Name.nvrtcGetProgramLog, program, arena);
      return log.getString(0, StandardCharsets.UTF_8);
    }
  }

  private MemorySegment result(Nvrtc.Name size, Nvrtc.Name content, long program, SegmentAllocator allocator) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(JAVA_LONG);
      check(nvrtc.result(size, program, bytes), size.name());
      // Texts of NVRTC end in a zero, which the size counts; here is one more, in case there is no text.
      MemorySegment result = allocator.allocate(bytes.get(JAVA_LONG, 0) + 1, JAVA_LONG.byteSize());
      check(nvrtc.result(content, program, result), content.name());
      return result;
    }
  }

  private void check(int code, String what) {
    if (code != Nvrtc.SUCCESS) {
      throw new DeviceException(what + " failed with " + nvrtc.text(code));
    }
  }

  @Override
  public String toString() {
    return "NVRTC " + major + "." + minor;
  }
}
