package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.View;
import java.util.List;

/** Random numbers: {@code random.c}. Uniform ones are those of every other backend; normal ones may differ by roundings. */
final class DeviceRandomNumbers implements RandomNumbers {
  private enum Distribution {
    RANDOM
  }

  @Override
  public void uniform(View out, long seed, long offset) {
    fill("uniform", out, seed, offset);
  }

  @Override
  public void normal(View out, long seed, long offset) {
    fill("normal", out, seed, offset);
  }

  private static void fill(String distribution, View out, long seed, long offset) {
    DType dtype = out.dtype();
    if (!dtype.isFloating()) {
      throw Elements.noKernel(distribution, dtype);
    }
    if (out.numel() == 0) {
      return;
    }
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    var kernel = accelerator.kernel(new KernelKey(Distribution.RANDOM, dtype, dtype, distribution),
        key -> new KernelSource(Elements.name(key.operation(), key.from()), List.of("real.c", "random.c"),
            Elements.definitions(key.from())));
    new Launch(accelerator, kernel).writes(out).of(out.numel()).of(seed).of(offset)
        .run(accelerator.grid(Math.ceilDiv(out.numel(), dtype == DType.FLOAT32 ? 4 : 2)));
  }
}
