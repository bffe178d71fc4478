// What a reduction of elements of type T keeps: nothing, with one more element, merged, and its result of type R.
// REDUCE_SUM and so on say which. Places count the elements in row-major order.
#define NO_PLACE 0xffffffffu

#if defined(REDUCE_SUM) || defined(REDUCE_NORM2)
#ifdef REAL
typedef Sum Acc;
FUNCTION Acc acc_none() { return sum_none(); }
FUNCTION Acc acc_merge(Acc a, Acc b) { return sum_merge(a, b); }
#ifdef REDUCE_SUM
FUNCTION Acc acc_add(Acc a, T x, uint32 place) { return sum_add(a, x); }
FUNCTION R acc_result(Acc a) { return (R) sum_value(a); }
#else
FUNCTION Acc acc_add(Acc a, T x, uint32 place) { return sum_add(a, (A) x * x); }
FUNCTION R acc_result(Acc a) { return (R) sqrt(sum_value(a)); }
#endif
#else
typedef int64 Acc;
FUNCTION Acc acc_none() { return 0; }
FUNCTION Acc acc_add(Acc a, T x, uint32 place) { return op_ADD(a, x); }
FUNCTION Acc acc_merge(Acc a, Acc b) { return op_ADD(a, b); }
FUNCTION R acc_result(Acc a) { return a; }
#endif

#elif defined(REDUCE_PROD)
#ifdef REAL
typedef A Acc;
FUNCTION Acc acc_merge(Acc a, Acc b) { return a * b; }
#else
typedef int64 Acc;
FUNCTION Acc acc_merge(Acc a, Acc b) { return op_MUL(a, b); }
#endif
FUNCTION Acc acc_none() { return 1; }
FUNCTION Acc acc_add(Acc a, T x, uint32 place) { return acc_merge(a, x); }
FUNCTION R acc_result(Acc a) { return (R) a; }

#elif defined(REDUCE_MAX) || defined(REDUCE_MIN)
// Beside the extremum whether there is one: no element is less than all.
typedef struct {
  T value;
  uint32 some;
} Acc;
FUNCTION Acc acc_none() {
  Acc none;
  none.value = 0;
  none.some = 0;
  return none;
}
FUNCTION Acc acc_add(Acc a, T x, uint32 place) {
#ifdef REDUCE_MAX
  a.value = a.some ? op_MAX(a.value, x) : x;
#else
  a.value = a.some ? op_MIN(a.value, x) : x;
#endif
  a.some = 1;
  return a;
}
FUNCTION Acc acc_merge(Acc a, Acc b) { return b.some ? acc_add(a, b.value, 0) : a; }
FUNCTION R acc_result(Acc a) { return a.value; }

#elif defined(REDUCE_ARGMAX) || defined(REDUCE_ARGMIN)
typedef struct {
  T value;
  uint32 place;
} Acc;
FUNCTION Acc acc_none() {
  Acc none;
  none.value = 0;
  none.place = NO_PLACE;
  return none;
}
// The better one: NaN before numbers, then the extremum, then the first.
FUNCTION Acc acc_merge(Acc a, Acc b) {
  if (b.place == NO_PLACE) {
    return a;
  }
  if (a.place == NO_PLACE) {
    return b;
  }
#ifdef REAL
  int32 aNaN = a.value != a.value;
  int32 bNaN = b.value != b.value;
  if (aNaN != bNaN) {
    return aNaN ? a : b;
  }
#endif
  // Two NaN are neither greater nor less.
  if (a.value > b.value || a.value < b.value) {
#ifdef REDUCE_ARGMAX
    return a.value > b.value ? a : b;
#else
    return a.value < b.value ? a : b;
#endif
  }
  return a.place < b.place ? a : b;
}
FUNCTION Acc acc_add(Acc a, T x, uint32 place) {
  Acc b;
  b.value = x;
  b.place = place;
  return acc_merge(a, b);
}
FUNCTION R acc_result(Acc a) { return a.place; }

#elif defined(REDUCE_LOGSUMEXP)
// The greatest element, and the sum of e^(x - greatest); of elements that are not finite only the greatest.
typedef struct {
  T greatest;
  A sum;
} Acc;
FUNCTION Acc acc_none() {
  Acc none;
  none.greatest = -INFINITY;
  none.sum = 0;
  return none;
}
FUNCTION Acc acc_merge(Acc a, Acc b) {
  Acc both;
  both.greatest = op_MAX(a.greatest, b.greatest);
  both.sum = 0;
  if (is_finite(both.greatest)) {
    both.sum = (is_finite(a.greatest) ? a.sum * exp_difference(a.greatest, both.greatest) : 0)
        + (is_finite(b.greatest) ? b.sum * exp_difference(b.greatest, both.greatest) : 0);
  }
  return both;
}
FUNCTION Acc acc_add(Acc a, T x, uint32 place) {
  if (x <= a.greatest && is_finite(x) && is_finite(a.greatest)) {
    a.sum += exp_difference(x, a.greatest);
    return a;
  }
  Acc b;
  b.greatest = x;
  b.sum = 1;
  return acc_merge(a, b);
}
FUNCTION R acc_result(Acc a) { return is_finite(a.greatest) ? (R) (a.greatest + log(a.sum)) : a.greatest; }

#elif defined(REDUCE_ALL) || defined(REDUCE_ANY)
typedef uint32 Acc;
#ifdef REDUCE_ALL
FUNCTION Acc acc_none() { return 1; }
FUNCTION Acc acc_merge(Acc a, Acc b) { return a & b; }
#else
FUNCTION Acc acc_none() { return 0; }
FUNCTION Acc acc_merge(Acc a, Acc b) { return a | b; }
#endif
FUNCTION Acc acc_add(Acc a, T x, uint32 place) { return acc_merge(a, x); }
FUNCTION R acc_result(Acc a) { return (R) a; }
#endif

// Merges what the items of a group have; the result is item 0's. The tree is the same for every run.
#define GROUP_MERGE(shared, mine) \
  shared[ITEM_X] = mine; \
  BARRIER; \
  for (uint32 half_ = GROUP_SIZE / 2; half_ > 0; half_ /= 2) { \
    if (ITEM_X < half_) { \
      shared[ITEM_X] = acc_merge(shared[ITEM_X], shared[ITEM_X + half_]); \
    } \
    BARRIER; \
  }
