// Products of matrices. A group of 16 x 16 items makes a tile of TILE x TILE results, each item WORK x WORK of them, from
// strips of the operands in local memory. The products of a result are added in the order of k.
#define SIDE 16
#define WORK (TILE / SIDE)
#define DEPTH 16

typedef struct {
  int32 batch, m, n, k, accumulate;
  int32 a[3];
  int32 b[3];
  int32 out[3];
} Product;

KERNEL_OF(SIDE, SIDE) CAT(NAME, _tiles)(GLOBAL const T *a, int32 aAt, GLOBAL const T *b, int32 bAt, GLOBAL T *out,
    int32 outAt, Product p) {
  LOCAL T strip[DEPTH][TILE + 1];
  LOCAL T right[DEPTH][TILE + 1];
  uint32 across = (p.n + TILE - 1) / TILE;
  int32 row0 = GROUP_X / across * TILE;
  int32 column0 = GROUP_X % across * TILE;
  uint32 item = ITEM_Y * SIDE + ITEM_X;
  for (uint32 batch = GROUP_Y; batch < p.batch; batch += GROUPS_Y) {
    T sum[WORK][WORK];
    for (int32 i = 0; i < WORK; i++) {
      for (int32 j = 0; j < WORK; j++) {
        sum[i][j] = 0;
      }
    }
    for (int32 l0 = 0; l0 < p.k; l0 += DEPTH) {
      // Neighbouring items load neighbouring elements, in whichever direction these lie.
      for (uint32 e = item; e < DEPTH * TILE; e += SIDE * SIDE) {
        uint32 l = p.a[2] == 1 ? e % DEPTH : e / TILE;
        uint32 i = p.a[2] == 1 ? e / DEPTH : e % TILE;
        int32 inside = l0 + l < p.k && row0 + i < p.m;
        strip[l][i] = inside ? a[aAt + batch * p.a[0] + (row0 + i) * p.a[1] + (l0 + l) * p.a[2]] : (T) 0;
        l = p.b[1] == 1 ? e % DEPTH : e / TILE;
        i = p.b[1] == 1 ? e / DEPTH : e % TILE;
        inside = l0 + l < p.k && column0 + i < p.n;
        right[l][i] = inside ? b[bAt + batch * p.b[0] + (l0 + l) * p.b[1] + (column0 + i) * p.b[2]] : (T) 0;
      }
      BARRIER;
      for (int32 l = 0; l < DEPTH; l++) {
        T left[WORK];
        for (int32 i = 0; i < WORK; i++) {
          left[i] = strip[l][ITEM_Y + SIDE * i];
        }
        for (int32 j = 0; j < WORK; j++) {
          T factor = right[l][ITEM_X + SIDE * j];
          for (int32 i = 0; i < WORK; i++) {
            sum[i][j] = fma(left[i], factor, sum[i][j]);
          }
        }
      }
      BARRIER;
    }
    for (int32 i = 0; i < WORK; i++) {
      int32 row = row0 + ITEM_Y + SIDE * i;
      for (int32 j = 0; j < WORK; j++) {
        int32 column = column0 + ITEM_X + SIDE * j;
        if (row < p.m && column < p.n) {
          uint32 to = outAt + batch * p.out[0] + row * p.out[1] + column * p.out[2];
          out[to] = p.accumulate ? out[to] + sum[i][j] : sum[i][j];
        }
      }
    }
  }
}
