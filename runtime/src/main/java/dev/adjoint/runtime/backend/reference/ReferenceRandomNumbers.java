package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.View;

/**
 * Random numbers block by block. The functions of the Box-Muller transformation are those of {@link StrictMath}, so
 * that a seed gives the same numbers on every machine.
 */
public final class ReferenceRandomNumbers implements RandomNumbers {

  @Override
  public void uniform(View out, long seed, long offset) {
    fill(out, seed, offset, false);
  }

  @Override
  public void normal(View out, long seed, long offset) {
    fill(out, seed, offset, true);
  }

  private static void fill(View out, long seed, long offset, boolean normal) {
    boolean wide = switch (out.dtype()) {
      case FLOAT32 -> false;
      case FLOAT64 -> true;
      case INT64, BOOL -> throw ReferenceBackend.noKernel(normal ? "normal" : "uniform", out.dtype());
    };
    Object to = ((HostStorage) out.storage()).array();
    var philox = new Philox(seed, offset);
    double[] block = new double[wide ? 2 : 4];
    int n = out.numel();
    for (int i = 0, number = 0; i < n; i += block.length, number++) {
      philox.block(number);
      for (int k = 0; k < block.length; k++) {
        block[k] = wide ? philox.pair(k) : philox.single(k);
      }
      if (normal) {
        toNormal(block);
      }
      Rows.fromDoubles(block, 0, to, out.offset() + i, 1, Math.min(block.length, n - i));
    }
  }

  /** The transformation of G. E. P. Box and M. E. Muller, pair by pair. */
  private static void toNormal(double[] uniform) {
    for (int i = 0; i < uniform.length; i += 2) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform[i]));
      double angle = 2 * Math.PI * uniform[i + 1];
      uniform[i] = radius * StrictMath.cos(angle);
      uniform[i + 1] = radius * StrictMath.sin(angle);
    }
  }
}
