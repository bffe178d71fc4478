package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.View;
import java.util.List;

/** Matrix products by tiles in local memory: {@code matmul.c}. The tile's size has no influence on the result. */
final class DeviceMatrixProducts implements MatrixProducts {
  /** Items of a group along each side of its tile. */
  private static final int SIDE = 16;
  private static final int LARGE = 64;
  private static final int MOST_BATCHES = 1024;

  private enum Tile {
    MATMUL_16,
    MATMUL_64
  }

  @Override
  public void matmul(View a, View b, View out, boolean accumulate) {
    if (!out.dtype().isFloating()) {
      throw Elements.noKernel("matmul", out.dtype());
    }
    if (out.numel() == 0) {
      return;
    }
    int batch = out.size(0);
    int m = out.size(1);
    int n = out.size(2);
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    // Small tiles where large ones would leave the device idle.
    boolean large = (long) tiles(m, LARGE) * tiles(n, LARGE) * batch >= accelerator.info().computeUnits();
    int side = large ? LARGE : SIDE;
    var kernel = accelerator.kernel(
        new KernelKey(large ? Tile.MATMUL_64 : Tile.MATMUL_16, out.dtype(), out.dtype(), "tiles"),
        key -> new KernelSource(Elements.name(key.operation(), key.from()), List.of("matmul.c"),
            Elements.definitions(key.from(), "TILE " + (key.operation() == Tile.MATMUL_64 ? LARGE : SIDE))));
    var launch = new Launch(accelerator, kernel).reads(a).reads(b);
    (accumulate ? launch.updates(out) : launch.writes(out))
        .struct(batch, m, n, a.size(2), accumulate ? 1 : 0, a.stride(0), a.stride(1), a.stride(2), b.stride(0),
            b.stride(1), b.stride(2), out.stride(0), out.stride(1), out.stride(2))
        .run(new Grid(tiles(m, side) * tiles(n, side), Math.min(batch, MOST_BATCHES), SIDE, SIDE));
  }

  private static int tiles(int size, int side) {
    return Math.ceilDiv(size, side);
  }
}
