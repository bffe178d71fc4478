package dev.adjoint.runtime.backend.spi;

/**
 * Random numbers from a counter: element i of a call depends on seed, offset and i only, so that every backend and any
 * number of threads give the same. The generator is Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011): key = the seed (low word first); counter words 0 and 1 = block number (low word first), words 2 and 3 = offset.
 * float32: block b gives four elements from its four words. float64: block b gives two elements, each from two words.
 */
public interface RandomNumbers {
  /**
   * Numbers in [0, 1). float32: {@code (word >>> 8) * 2^-24}. float64: {@code ((low word | high word << 32) >>> 11) * 2^-53}.
   *
   * @param out contiguous, of floating type
   */
  void uniform(View out, long seed, long offset);

  /**
   * Numbers from the standard normal distribution, by the Box-Muller transformation of pairs of uniform numbers: with u, v
   * of elements 2i and 2i+1 (computed in double), {@code r = sqrt(-2 log(1 - u))}; {@code r cos(2 pi v)} and
   * {@code r sin(2 pi v)}.
   *
   * @param out contiguous, of floating type
   */
  void normal(View out, long seed, long offset);
}
