// A function of the elements at one place, and its adjoints: CAT(NAME, _value) and CAT(NAME, _adjoint), which compute in the
// type V, over elements of type E. KernelProgram.java lists operands and arguments. A position below -1 means one element for
// all, at -2 minus it.
#ifndef FLOAT64
#undef double
#define WIDE float
#else
#define WIDE double
#endif

STRIDED(ForwardDims, OPERANDS + 1)
STRIDED(BackwardDims, 2 * OPERANDS + 1)

typedef struct {
  E of[OPERANDS];
} Adjoints;

#define VALUE(k) E v##k
#define OPERAND(k) GLOBAL const E *x##k, int32 at##k,
#define ADJOINT(k) GLOBAL E *d##k, int32 dAt##k,

FUNCTION E forward(OPERAND_LIST(VALUE) UNIFORM_PARAMETERS) {
  V result;
  CAT(NAME, _value)(CALL, &result);
  return (E) result;
}

FUNCTION Adjoints backward(OPERAND_LIST(VALUE), E seed UNIFORM_PARAMETERS) {
  Adjoints adjoints;
#define DECLARE(k) WIDE g##k = 0;
#define TAKE(k) adjoints.of[k] = (E) g##k;
  EACH_OPERAND(DECLARE)
  CAT(NAME, _adjoint)(CALL, (WIDE) seed, RESULTS);
  EACH_OPERAND(TAKE)
  return adjoints;
}

#define X(k) e##k.x
#define Y(k) e##k.y
#define Z(k) e##k.z
#define W(k) e##k.w
#define LOAD_FOUR(to, pointer, at) \
  CAT(E, _x4) to; \
  if ((at) < 0) { \
    to.x = to.y = to.z = to.w = (pointer)[-2 - (at)]; \
  } else { \
    to = LOAD_X4(E, (pointer) + ((at) + 4 * i)); \
  }
#define LOAD(k) LOAD_FOUR(e##k, x##k, at##k)
#define TAIL(k) x##k[at##k < 0 ? -2 - at##k : at##k + (int32) rest]

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _forward_flat)(EACH_OPERAND(OPERAND) GLOBAL E *out, int32 outAt, uint32 n
    UNIFORM_PARAMETERS) {
  uint32 items = GROUPS_X * GROUP_SIZE;
  uint32 first = GROUP_X * GROUP_SIZE + ITEM_X;
  uint32 fours = n / 4;
  for (uint32 i = first; i < fours; i += items) {
    EACH_OPERAND(LOAD)
    CAT(E, _x4) r;
    r.x = forward(OPERAND_LIST(X) UNIFORM_NAMES);
    r.y = forward(OPERAND_LIST(Y) UNIFORM_NAMES);
    r.z = forward(OPERAND_LIST(Z) UNIFORM_NAMES);
    r.w = forward(OPERAND_LIST(W) UNIFORM_NAMES);
    STORE_X4(E, r, out + (outAt + 4 * i));
  }
  uint32 rest = 4 * fours + first;
  if (rest < n) {
    out[outAt + rest] = forward(OPERAND_LIST(TAIL) UNIFORM_NAMES);
  }
}

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _backward_flat)(EACH_OPERAND(OPERAND) GLOBAL const E *seed, int32 seedAt,
    EACH_OPERAND(ADJOINT) uint32 n UNIFORM_PARAMETERS) {
  uint32 items = GROUPS_X * GROUP_SIZE;
  uint32 first = GROUP_X * GROUP_SIZE + ITEM_X;
  uint32 fours = n / 4;
  for (uint32 i = first; i < fours; i += items) {
    EACH_OPERAND(LOAD)
    LOAD_FOUR(s, seed, seedAt)
    Adjoints ax = backward(OPERAND_LIST(X), s.x UNIFORM_NAMES);
    Adjoints ay = backward(OPERAND_LIST(Y), s.y UNIFORM_NAMES);
    Adjoints az = backward(OPERAND_LIST(Z), s.z UNIFORM_NAMES);
    Adjoints aw = backward(OPERAND_LIST(W), s.w UNIFORM_NAMES);
#define STORE(k) \
    if (dAt##k >= 0) { \
      CAT(E, _x4) a; \
      a.x = ax.of[k]; \
      a.y = ay.of[k]; \
      a.z = az.of[k]; \
      a.w = aw.of[k]; \
      STORE_X4(E, a, d##k + (dAt##k + 4 * i)); \
    }
    EACH_OPERAND(STORE)
  }
  uint32 rest = 4 * fours + first;
  if (rest < n) {
    Adjoints a = backward(OPERAND_LIST(TAIL), seed[seedAt < 0 ? -2 - seedAt : seedAt + (int32) rest] UNIFORM_NAMES);
#define STORE_TAIL(k) \
    if (dAt##k >= 0) { \
      d##k[dAt##k + rest] = a.of[k]; \
    }
    EACH_OPERAND(STORE_TAIL)
  }
}

#define PLACE(k) POSITION(p##k, dims, k, i)
#define ELEMENT(k) x##k[at##k + p##k]

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _forward_strided)(EACH_OPERAND(OPERAND) GLOBAL E *out, int32 outAt, ForwardDims dims
    UNIFORM_PARAMETERS) {
  for (uint32 i = GROUP_X * GROUP_SIZE + ITEM_X; i < dims.count; i += GROUPS_X * GROUP_SIZE) {
    EACH_OPERAND(PLACE)
    POSITION(to, dims, OPERANDS, i)
    out[outAt + to] = forward(OPERAND_LIST(ELEMENT) UNIFORM_NAMES);
  }
}

KERNEL_OF(GROUP_SIZE, 1) CAT(NAME, _backward_strided)(EACH_OPERAND(OPERAND) GLOBAL const E *seed, int32 seedAt,
    EACH_OPERAND(ADJOINT) BackwardDims dims UNIFORM_PARAMETERS) {
  for (uint32 i = GROUP_X * GROUP_SIZE + ITEM_X; i < dims.count; i += GROUPS_X * GROUP_SIZE) {
    EACH_OPERAND(PLACE)
    POSITION(s, dims, OPERANDS, i)
    Adjoints a = backward(OPERAND_LIST(ELEMENT), seed[seedAt + s] UNIFORM_NAMES);
#define STORE_ONE(k) \
    if (dAt##k >= 0) { \
      POSITION(to, dims, OPERANDS + 1 + k, i) \
      d##k[dAt##k + to] = a.of[k]; \
    }
    EACH_OPERAND(STORE_ONE)
  }
}
