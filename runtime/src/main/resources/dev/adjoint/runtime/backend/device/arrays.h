// What kernels over arrays call: elements of type E, computed with in type V. Every place is checked; the first one that is out
// of bounds is noted in fault, as what it is named by, the index, and the length.
#ifdef FLOAT64
#define WIDE double
#else
#define WIDE float
#endif

#define J_INSIDE(length, index) ((uint32) (index) < (uint32) (length))

FUNCTION int32 j_outside(GLOBAL int32 *fault, int32 site, int32 index, int32 length) {
  if (ATOMIC_CAS(fault, 0, site) == 0) {
    fault[1] = index;
    fault[2] = length;
  }
  return 0;
}

#define J_LOAD(type, array, length, index, at) \
  (J_INSIDE(length, index) ? (type) (array)[index] : (type) j_outside(fault, site + (at), index, length))
// A cell that the iteration may not come to.
#define J_PEEK(type, array, length, index) (J_INSIDE(length, index) ? (type) (array)[index] : (type) 0)
#define J_STORE(type, array, length, index, value, at) \
  if (J_INSIDE(length, index)) { \
    (array)[index] = (type) (value); \
  } else { \
    j_outside(fault, site + (at), index, length); \
  }
#define J_ERASE(array, length, index) \
  if ((array) && J_INSIDE(length, index)) { \
    (array)[index] = 0; \
  }
#define J_ADD(array, length, index, value) \
  if ((array) && J_INSIDE(length, index)) { \
    (array)[index] += (E) (value); \
  }
// To an array that the item made.
#define J_ADD_OWN(array, length, index, value) \
  if (J_INSIDE(length, index)) { \
    (array)[index] += (value); \
  }
#define J_ADD_ATOMIC(array, length, index, value) \
  if ((array) && J_INSIDE(length, index)) { \
    CAT(ATOMIC_ADD_, E)((array) + (index), (E) (value)); \
  }

FUNCTION int32 j_floor_div(int32 a, int32 b) {
  int32 quotient = b == 1 ? a : a / b;
  return quotient * b > a ? quotient - 1 : quotient;
}

// The iterations of two loops.
FUNCTION uint32 j_count(uint32 n0, uint32 n1, GLOBAL int32 *fault, int32 site) {
  if ((uint64) n0 * n1 <= 0x7fffffff) {
    return n0 * n1;
  }
  j_outside(fault, site, (int32) n0, (int32) n1);
  return 0;
}

// Adds up what the items left, always in the same order; the sum is in sums[0].
#define SUM_UP(which) { \
    WIDE sum = 0; \
    for (int32 j = ITEM_X; j < items; j += GROUP_SIZE) { \
      sum += partials[(which) * items + j]; \
    } \
    BARRIER; \
    sums[ITEM_X] = sum; \
    BARRIER; \
    for (int32 width = GROUP_SIZE / 2; width > 0; width /= 2) { \
      if (ITEM_X < width) { \
        sums[ITEM_X] += sums[ITEM_X + width]; \
      } \
      BARRIER; \
    } \
  }
