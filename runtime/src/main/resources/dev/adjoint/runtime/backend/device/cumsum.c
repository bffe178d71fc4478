// Sums of the elements up to each along one dimension, from its end when reversed.
STRIDED(Lanes, 2)

typedef struct {
  int32 length;
  int32 reverse;
  int32 step[2];
} Lane;

#define PARAMETERS GLOBAL const T *x, int32 xAt, GLOBAL T *out, int32 outAt, Lane lane, Lanes lanes

#define LANE_START(l) \
  POSITION(xStart, lanes, 0, l) \
  POSITION(outStart, lanes, 1, l) \
  xStart += xAt; \
  outStart += outAt;
#define PLACE(i) (lane.reverse ? lane.length - 1 - (i) : (i))

// An item for each lane.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _item)(PARAMETERS) {
  for (uint32 l = GROUP_X * GROUP_SIZE + ITEM_X; l < lanes.count; l += GROUPS_X * GROUP_SIZE) {
    LANE_START(l)
    Acc acc = acc_none();
    for (uint32 i = 0; i < lane.length; i++) {
      acc = acc_add(acc, x[xStart + PLACE(i) * lane.step[0]], 0);
      out[outStart + PLACE(i) * lane.step[1]] = acc_result(acc);
    }
  }
}

// A group for each lane: every item sums a piece, then goes through it again from the sum of the pieces before.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _group)(PARAMETERS) {
  LOCAL Acc pieces[GROUP_SIZE];
  LANE_START(GROUP_X)
  uint32 piece = (lane.length + GROUP_SIZE - 1) / GROUP_SIZE;
  uint32 first = ITEM_X * piece;
  uint32 end = first + piece < lane.length ? first + piece : lane.length;
  Acc acc = acc_none();
  for (uint32 i = first; i < end; i++) {
    acc = acc_add(acc, x[xStart + PLACE(i) * lane.step[0]], 0);
  }
  pieces[ITEM_X] = acc;
  BARRIER;
  acc = acc_none();
  for (uint32 k = 0; k < ITEM_X; k++) {
    acc = acc_merge(acc, pieces[k]);
  }
  for (uint32 i = first; i < end; i++) {
    acc = acc_add(acc, x[xStart + PLACE(i) * lane.step[0]], 0);
    out[outStart + PLACE(i) * lane.step[1]] = acc_result(acc);
  }
}
