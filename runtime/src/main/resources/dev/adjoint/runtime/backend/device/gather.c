// Each element of out from x, at an index along one dimension, in which view 0 (x) has the stride 0.
STRIDED(Dims, 3)

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _gather)(GLOBAL const T *x, int32 xAt, GLOBAL const int64 *index, int32 indexAt,
    GLOBAL T *out, int32 outAt, int32 step, Dims dims) {
  for (uint32 i = GROUP_X * GROUP_SIZE + ITEM_X; i < dims.count; i += GROUPS_X * GROUP_SIZE) {
    POSITION(from, dims, 0, i)
    POSITION(at, dims, 1, i)
    POSITION(to, dims, 2, i)
    out[outAt + to] = x[xAt + from + (int32) index[indexAt + at] * step];
  }
}
