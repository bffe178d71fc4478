// Random numbers: Philox 4x32 with ten rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
// 3", SC 2011). A block of four words gives four numbers of float, or two of double.
typedef struct {
  uint32 word[4];
} Block;

FUNCTION Block philox(uint32 number, uint64 key, uint64 offset) {
  uint32 c0 = number;
  uint32 c1 = 0;
  uint32 c2 = (uint32) offset;
  uint32 c3 = (uint32) (offset >> 32);
  uint32 k0 = (uint32) key;
  uint32 k1 = (uint32) (key >> 32);
  for (int32 round = 0; round < 10; round++) {
    uint32 high0 = HIGH_WORD(0xD2511F53u, c0);
    uint32 low0 = 0xD2511F53u * c0;
    uint32 high1 = HIGH_WORD(0xCD9E8D57u, c2);
    uint32 low1 = 0xCD9E8D57u * c2;
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  Block block;
  block.word[0] = c0;
  block.word[1] = c1;
  block.word[2] = c2;
  block.word[3] = c3;
  return block;
}

#ifdef DOUBLE
#define IN_BLOCK 2
FUNCTION A uniform(Block block, int32 i) {
  uint64 bits = (uint64) block.word[2 * i] | (uint64) block.word[2 * i + 1] << 32;
  return (A) (bits >> 11) * (A) 1.1102230246251565e-16;
}
#else
#define IN_BLOCK 4
FUNCTION A uniform(Block block, int32 i) { return (A) (block.word[i] >> 8) * (A) 5.9604644775390625e-8f; }
#endif

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _uniform)(GLOBAL T *out, int32 outAt, int32 n, int64 key, int64 offset) {
  uint32 blocks = ((uint32) n + IN_BLOCK - 1) / IN_BLOCK;
  for (uint32 b = GROUP_X * GROUP_SIZE + ITEM_X; b < blocks; b += GROUPS_X * GROUP_SIZE) {
    Block block = philox(b, key, offset);
    for (uint32 i = 0; i < IN_BLOCK && b * IN_BLOCK + i < n; i++) {
      out[outAt + b * IN_BLOCK + i] = (T) uniform(block, i);
    }
  }
}

// The transformation of G. E. P. Box and M. E. Muller, pair by pair.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _normal)(GLOBAL T *out, int32 outAt, int32 n, int64 key, int64 offset) {
  uint32 blocks = ((uint32) n + IN_BLOCK - 1) / IN_BLOCK;
  for (uint32 b = GROUP_X * GROUP_SIZE + ITEM_X; b < blocks; b += GROUPS_X * GROUP_SIZE) {
    Block block = philox(b, key, offset);
    for (uint32 i = 0; i < IN_BLOCK && b * IN_BLOCK + i < n; i += 2) {
      A radius = sqrt((A) -2 * log((A) 1 - uniform(block, i)));
      A angle = (A) 6.283185307179586 * uniform(block, i + 1);
      uint32 at = outAt + b * IN_BLOCK + i;
      out[at] = (T) (radius * cos(angle));
      if (b * IN_BLOCK + i + 1 < n) {
        out[at + 1] = (T) (radius * sin(angle));
      }
    }
  }
}
