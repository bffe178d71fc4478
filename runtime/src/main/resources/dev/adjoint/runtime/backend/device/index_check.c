// Notes in found, which is 0 before, the complement of the place of the first index outside of [0, size).
STRIDED(Dims, 1)

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _check)(GLOBAL const int64 *index, int32 indexAt, int64 size, GLOBAL uint32 *found,
    Dims dims) {
  for (uint32 i = GROUP_X * GROUP_SIZE + ITEM_X; i < dims.count; i += GROUPS_X * GROUP_SIZE) {
    POSITION(p, dims, 0, i)
    int64 value = index[indexAt + p];
    if (value < 0 || value >= size) {
      ATOMIC_MAX(found, ~i);
    }
  }
}
