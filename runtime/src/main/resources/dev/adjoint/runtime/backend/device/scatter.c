// Adds each element of source to one of out, at an index along one dimension. Sums are made in the order of the source:
// no two items add to one element.
STRIDED(Lanes, 3)

typedef struct {
  int32 length;
  int32 step[3];
} Lane;

#define PARAMETERS GLOBAL const int64 *index, int32 indexAt, GLOBAL const T *source, int32 sourceAt, GLOBAL T *out, \
    int32 outAt, GLOBAL uint64 *keys, int32 padded, Lane lane, Lanes lanes

// An item for each lane along the dimension.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _lanes)(PARAMETERS) {
  for (uint32 l = GROUP_X * GROUP_SIZE + ITEM_X; l < lanes.count; l += GROUPS_X * GROUP_SIZE) {
    POSITION(at, lanes, 0, l)
    POSITION(from, lanes, 1, l)
    POSITION(to, lanes, 2, l)
    for (uint32 i = 0; i < lane.length; i++) {
      uint32 target = outAt + to + (int32) index[indexAt + at + i * lane.step[0]] * lane.step[2];
      out[target] = op_ADD(out[target], source[sourceAt + from + i * lane.step[1]]);
    }
  }
}

// Few long lanes: elements are sorted by target, then by their place in the source, and each run is summed by one item.
// A key is the target above the place; those that pad their number to a power of two are the greatest.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _keys)(PARAMETERS) {
  uint32 count = lanes.count * lane.length;
  for (uint32 e = GROUP_X * GROUP_SIZE + ITEM_X; e < padded; e += GROUPS_X * GROUP_SIZE) {
    uint64 key = ~(uint64) 0;
    if (e < count) {
      uint32 l = e / lane.length;
      uint32 i = e - l * lane.length;
      POSITION(at, lanes, 0, l)
      POSITION(to, lanes, 2, l)
      uint32 target = outAt + to + (int32) index[indexAt + at + i * lane.step[0]] * lane.step[2];
      key = (uint64) target << 32 | e;
    }
    keys[e] = key;
  }
}

// A step of a bitonic sort (K. E. Batcher, "Sorting networks and their applications", 1968): pairs at a distance, in runs
// that are sorted up and down in turn.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _sort)(GLOBAL uint64 *keys, int32 pairs, int32 run, int32 distance) {
  for (uint32 p = GROUP_X * GROUP_SIZE + ITEM_X; p < pairs; p += GROUPS_X * GROUP_SIZE) {
    uint32 i = 2 * p - (p & (distance - 1));
    uint64 a = keys[i];
    uint64 b = keys[i + distance];
    if ((a > b) == ((i & run) == 0)) {
      keys[i] = b;
      keys[i + distance] = a;
    }
  }
}

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _runs)(PARAMETERS) {
  uint32 count = lanes.count * lane.length;
  for (uint32 k = GROUP_X * GROUP_SIZE + ITEM_X; k < count; k += GROUPS_X * GROUP_SIZE) {
    uint32 target = (uint32) (keys[k] >> 32);
    if (k == 0 || (uint32) (keys[k - 1] >> 32) != target) {
      T sum = out[target];
      for (uint32 j = k; j < count && (uint32) (keys[j] >> 32) == target; j++) {
        uint32 e = (uint32) keys[j];
        uint32 l = e / lane.length;
        POSITION(from, lanes, 1, l)
        sum = op_ADD(sum, source[sourceAt + from + (e - l * lane.length) * lane.step[1]]);
      }
      out[target] = sum;
    }
  }
}
