// One result element from the elements at the same place. E0, E1 and E2 are the types of the OPERANDS operands, R that of
// the result; APPLY is the function. An operand at position -1 is a number; below that, one element at -2 minus it.
#if OPERANDS == 1
#define PARAMETERS OPERAND(0)
#define ARGUMENTS(of) of(0)
#define EACH(of) of(0)
#elif OPERANDS == 2
#define PARAMETERS OPERAND(0), OPERAND(1)
#define ARGUMENTS(of) of(0), of(1)
#define EACH(of) of(0) of(1)
#else
#define PARAMETERS OPERAND(0), OPERAND(1), OPERAND(2)
#define ARGUMENTS(of) of(0), of(1), of(2)
#define EACH(of) of(0) of(1) of(2)
#endif

STRIDED(Dims, OPERANDS + 1)

#define OPERAND(i) GLOBAL const CAT(E, i) *x##i, int32 at##i, CAT(E, i) number##i
#define ONE(i) (at##i == -1 ? number##i : x##i[-2 - at##i])
#define ELEMENT(i) (at##i < 0 ? ONE(i) : x##i[p##i])

FUNCTION R apply(
#define VALUE(i) CAT(E, i) v##i
    ARGUMENTS(VALUE)) {
  return APPLY;
}

// Contiguous elements, all positions multiples of 4.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _flat)(PARAMETERS, GLOBAL R *out, int32 outAt, uint32 n) {
  uint32 items = GROUPS_X * GROUP_SIZE;
  uint32 first = GROUP_X * GROUP_SIZE + ITEM_X;
  uint32 fours = n / 4;
  for (uint32 i = first; i < fours; i += items) {
#define LOAD(i_) \
    CAT(CAT(E, i_), _x4) v##i_; \
    if (at##i_ < 0) { \
      v##i_.x = v##i_.y = v##i_.z = v##i_.w = ONE(i_); \
    } else { \
      v##i_ = LOAD_X4(CAT(E, i_), x##i_ + (at##i_ + 4 * i)); \
    }
    EACH(LOAD)
    CAT(R, _x4) r;
#define X(i_) v##i_.x
#define Y(i_) v##i_.y
#define Z(i_) v##i_.z
#define W(i_) v##i_.w
    r.x = apply(ARGUMENTS(X));
    r.y = apply(ARGUMENTS(Y));
    r.z = apply(ARGUMENTS(Z));
    r.w = apply(ARGUMENTS(W));
    STORE_X4(R, r, out + (outAt + 4 * i));
  }
  uint32 rest = 4 * fours + first;
  if (rest < n) {
#define PLACE(i_) uint32 p##i_ = at##i_ + rest;
    EACH(PLACE)
    out[outAt + rest] = apply(ARGUMENTS(ELEMENT));
  }
}

// Views with any strides.
KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _strided)(PARAMETERS, GLOBAL R *out, int32 outAt, Dims dims) {
  uint32 items = GROUPS_X * GROUP_SIZE;
  int32 last = dims.rank - 1;
  for (uint32 i = GROUP_X * GROUP_SIZE + ITEM_X; i < dims.count; i += items) {
#define START(i_) uint32 p##i_ = at##i_;
    EACH(START)
    uint32 to = outAt;
    uint32 rest = i;
    for (int32 d = 0; d < last; d++) {
      uint32 size = dims.size[d];
      uint32 next = rest / size;
      uint32 k = rest - next * size;
      rest = next;
#define STEP(i_) p##i_ += k * dims.stride[i_][d];
      EACH(STEP)
      to += k * dims.stride[OPERANDS][d];
    }
#define LAST(i_) p##i_ += rest * dims.stride[i_][last];
    EACH(LAST)
    to += rest * dims.stride[OPERANDS][last];
    out[to] = apply(ARGUMENTS(ELEMENT));
  }
}
