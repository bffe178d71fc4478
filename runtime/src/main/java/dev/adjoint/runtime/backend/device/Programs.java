package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.device.DeviceQueue.CompiledKernel;
import dev.adjoint.runtime.backend.device.DeviceQueue.CompiledProgram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The programs of one device, each compiled when a kernel of it is first asked for. */
final class Programs {
  private final Dialect dialect;
  private final DeviceQueue queue;
  private final DeviceInfo info;
  private final String device;
  private final Map<KernelKey, CompiledKernel> kernels = new ConcurrentHashMap<>();
  private final Map<KernelSource, CompiledProgram> programs = new ConcurrentHashMap<>();

  Programs(Dialect dialect, DeviceQueue queue, DeviceInfo info, String device) {
    this.dialect = dialect;
    this.queue = queue;
    this.info = info;
    this.device = device;
  }

  /**
   * A kernel.
   *
   * @param source the program that has it
   * @throws UnsupportedOperationException if the kernel computes in float64 and the device does not
   */
  CompiledKernel kernel(KernelKey key, Function<KernelKey, KernelSource> source) {
    CompiledKernel known = kernels.get(key);
    return known != null ? known : kernels.computeIfAbsent(key, k -> compile(k, source.apply(k)));
  }

  private CompiledKernel compile(KernelKey key, KernelSource source) {
    if (!info.float64() && (key.from() == DType.FLOAT64 || key.to() == DType.FLOAT64)) {
      throw new UnsupportedOperationException(key.operation() + " of float64: " + device + " (" + info.name()
          + ") does not compute in double precision; use float32");
    }
    return programs.computeIfAbsent(source, s -> queue.compile(s.name(), s.text(dialect, info.float64())))
        .kernel(source.name() + "_" + key.entry());
  }
}
