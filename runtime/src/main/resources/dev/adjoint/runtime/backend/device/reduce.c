// A reduction: each result from the elements of its own inner dimensions. Where these are many and results are few, the
// elements are split into chunks, whose partial results are merged by a second kernel.
STRIDED(Outer, 2)
STRIDED(Inner, 1)

#define PARAMETERS GLOBAL const T *x, int32 xAt, GLOBAL R *out, int32 outAt, GLOBAL Acc *partial, int32 splits, \
    int32 chunk, Outer outer, Inner inner

// A group for each result and chunk.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _rows)(PARAMETERS) {
  LOCAL Acc shared[GROUP_SIZE];
  uint32 o = GROUP_X;
  uint32 s = GROUP_Y;
  POSITION(base, outer, 0, o)
  uint32 end = (s + 1) * chunk < inner.count ? (s + 1) * chunk : inner.count;
  Acc acc = acc_none();
  for (uint32 i = s * chunk + ITEM_X; i < end; i += GROUP_SIZE) {
    POSITION(p, inner, 0, i)
    acc = acc_add(acc, x[xAt + base + p], i);
  }
  GROUP_MERGE(shared, acc)
  if (ITEM_X == 0) {
    if (splits > 1) {
      partial[o * splits + s] = shared[0];
    } else {
      POSITION(to, outer, 1, o)
      out[outAt + to] = acc_result(shared[0]);
    }
  }
}

// An item for each result and chunk.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _columns)(PARAMETERS) {
  uint32 s = GROUP_Y;
  uint32 end = (s + 1) * chunk < inner.count ? (s + 1) * chunk : inner.count;
  for (uint32 o = GROUP_X * GROUP_SIZE + ITEM_X; o < outer.count; o += GROUPS_X * GROUP_SIZE) {
    POSITION(base, outer, 0, o)
    Acc acc = acc_none();
    for (uint32 i = s * chunk; i < end; i++) {
      POSITION(p, inner, 0, i)
      acc = acc_add(acc, x[xAt + base + p], i);
    }
    if (splits > 1) {
      partial[o * splits + s] = acc;
    } else {
      POSITION(to, outer, 1, o)
      out[outAt + to] = acc_result(acc);
    }
  }
}

// A group for each result, over its chunks.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _finish)(PARAMETERS) {
  LOCAL Acc shared[GROUP_SIZE];
  uint32 o = GROUP_X;
  Acc acc = acc_none();
  for (uint32 s = ITEM_X; s < splits; s += GROUP_SIZE) {
    acc = acc_merge(acc, partial[o * splits + s]);
  }
  GROUP_MERGE(shared, acc)
  if (ITEM_X == 0) {
    POSITION(to, outer, 1, o)
    out[outAt + to] = acc_result(shared[0]);
  }
}
