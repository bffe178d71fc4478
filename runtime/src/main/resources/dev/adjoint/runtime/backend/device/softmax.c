// Softmax, its logarithm, and their adjoints along one dimension of n elements: for each place in the others a lane.
STRIDED(Lanes, 3)

// What all lanes have in common: their length, and the distance of neighbours in each view.
typedef struct {
  int32 length;
  int32 logarithm;
  int32 step[3];
} Lane;

#define PARAMETERS GLOBAL const T *x, int32 xAt, GLOBAL const T *y, int32 yAt, GLOBAL T *out, int32 outAt, Lane lane, \
    Lanes lanes

FUNCTION T softmax_value(T x, Acc acc, int32 logarithm) {
  if (!is_finite(acc.greatest)) {
    return NOT_A_NUMBER;
  }
  return logarithm ? (T) ((A) x - acc.greatest - log(acc.sum)) : (T) (exp_difference(x, acc.greatest) / acc.sum);
}

FUNCTION T pull_value(T y, T s, A total, int32 logarithm) {
  return logarithm ? (T) (s - exp(y) * total) : (T) (y * (s - total));
}

#define LANE_START(l) \
  POSITION(xStart, lanes, 0, l) \
  POSITION(outStart, lanes, 2, l) \
  xStart += xAt; \
  outStart += outAt;
#define PULL_START(l) \
  LANE_START(l) \
  POSITION(yStart, lanes, 1, l) \
  yStart += yAt;

// A group for each lane.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _group)(PARAMETERS) {
  LOCAL Acc shared[GROUP_SIZE];
  LANE_START(GROUP_X)
  Acc acc = acc_none();
  for (uint32 i = ITEM_X; i < lane.length; i += GROUP_SIZE) {
    acc = acc_add(acc, x[xStart + i * lane.step[0]], i);
  }
  GROUP_MERGE(shared, acc)
  for (uint32 i = ITEM_X; i < lane.length; i += GROUP_SIZE) {
    out[outStart + i * lane.step[2]] = softmax_value(x[xStart + i * lane.step[0]], shared[0], lane.logarithm);
  }
}

// An item for each lane.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _item)(PARAMETERS) {
  for (uint32 l = GROUP_X * GROUP_SIZE + ITEM_X; l < lanes.count; l += GROUPS_X * GROUP_SIZE) {
    LANE_START(l)
    Acc acc = acc_none();
    for (uint32 i = 0; i < lane.length; i++) {
      acc = acc_add(acc, x[xStart + i * lane.step[0]], i);
    }
    for (uint32 i = 0; i < lane.length; i++) {
      out[outStart + i * lane.step[2]] = softmax_value(x[xStart + i * lane.step[0]], acc, lane.logarithm);
    }
  }
}

#define PULL_TERM(i) \
  (lane.logarithm ? (A) y[yStart + i * lane.step[1]] : (A) y[yStart + i * lane.step[1]] * x[xStart + i * lane.step[0]])
#define PULL(i) pull_value(x[xStart + i * lane.step[0]], y[yStart + i * lane.step[1]], total, lane.logarithm)

// The adjoints: x is the result of softmax and y its adjoint.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _pull_group)(PARAMETERS) {
  LOCAL Sum shared[GROUP_SIZE];
  PULL_START(GROUP_X)
  Sum sum = sum_none();
  for (uint32 i = ITEM_X; i < lane.length; i += GROUP_SIZE) {
    sum = sum_add(sum, PULL_TERM(i));
  }
  shared[ITEM_X] = sum;
  BARRIER;
  for (uint32 half_ = GROUP_SIZE / 2; half_ > 0; half_ /= 2) {
    if (ITEM_X < half_) {
      shared[ITEM_X] = sum_merge(shared[ITEM_X], shared[ITEM_X + half_]);
    }
    BARRIER;
  }
  A total = sum_value(shared[0]);
  for (uint32 i = ITEM_X; i < lane.length; i += GROUP_SIZE) {
    out[outStart + i * lane.step[2]] = PULL(i);
  }
}

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _pull_item)(PARAMETERS) {
  for (uint32 l = GROUP_X * GROUP_SIZE + ITEM_X; l < lanes.count; l += GROUPS_X * GROUP_SIZE) {
    PULL_START(l)
    Sum sum = sum_none();
    for (uint32 i = 0; i < lane.length; i++) {
      sum = sum_add(sum, PULL_TERM(i));
    }
    A total = sum_value(sum);
    for (uint32 i = 0; i < lane.length; i++) {
      out[outStart + i * lane.step[2]] = PULL(i);
    }
  }
}
