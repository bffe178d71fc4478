package dev.adjoint.runtime.backend.reference;

/**
 * The counter-based generator Philox 4x32 with ten rounds, of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw,
 * "Parallel random numbers: as easy as 1, 2, 3", SC 2011: a bijection of four words that depends on a key of two.
 *
 * <p>Holds one block of four words; not safe for use by several threads.
 */
public final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  // The key grows by the golden ratio and by sqrt(3) - 1, as fractions of 2^32.
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long WORD = 0xFFFFFFFFL;

  private final long key;
  private final long offset;
  private int word0;
  private int word1;
  private int word2;
  private int word3;

  /**
   * A generator.
   *
   * @param key its low word is key word 0
   * @param offset counter words 2 and 3, the low word first
   */
  public Philox(long key, long offset) {
    this.key = key;
    this.offset = offset;
  }

  /** Makes the block of this number, which is counter words 0 and 1, the low word first. */
  public void block(long number) {
    int c0 = (int) number;
    int c1 = (int) (number >>> 32);
    int c2 = (int) offset;
    int c3 = (int) (offset >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = MULTIPLIER_0 * (c0 & WORD);
      long p1 = MULTIPLIER_1 * (c2 & WORD);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    word0 = c0;
    word1 = c1;
    word2 = c2;
    word3 = c3;
  }

  /** Word 0 to 3 of the block. */
  public int word(int i) {
    return switch (i) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      case 3 -> word3;
      default -> throw new IndexOutOfBoundsException("word " + i + " of a block of 4");
    };
  }

  /** A number in [0, 1) with 24 bits, from one word. */
  public double single(int i) {
    return (word(i) >>> 8) * 0x1p-24;
  }

  /** A number in [0, 1) with 53 bits, from the words 2 i and 2 i + 1, the low one first. */
  public double pair(int i) {
    long bits = word(2 * i) & WORD | (long) word(2 * i + 1) << 32;
    return (bits >>> 11) * 0x1p-53;
  }
}
