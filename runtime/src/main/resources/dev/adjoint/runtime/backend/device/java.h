// What kernels that were written in Java call where C differs: overflow wraps around, conversions saturate (JLS 5.1.3), and
// java.lang.Math's special cases.
#ifndef FLOAT64
// Kernels in float hold their adjoints in double where that is there.
#define double float
#endif
#define J_NAN_F ((float) NAN)
#define J_INF_F ((float) INFINITY)
#define J_NAN ((double) NAN)
#define J_INF ((double) INFINITY)
#define j_isnan(x) ((x) != (x))
#define j_isinf(x) (fabs(x) == INFINITY)
#define j_isfinite(x) (fabs(x) < INFINITY)

FUNCTION int32 j_div_int(int32 a, int32 b) { return b == -1 ? (int32) (0u - (uint32) a) : a / b; }
FUNCTION int64 j_div_long(int64 a, int64 b) { return b == -1 ? (int64) ((uint64) 0 - (uint64) a) : a / b; }
FUNCTION int32 j_rem_int(int32 a, int32 b) { return b == -1 ? 0 : a % b; }
FUNCTION int64 j_rem_long(int64 a, int64 b) { return b == -1 ? 0 : a % b; }

FUNCTION int32 j_to_int(double x) {
  return x != x ? 0 : x >= 2147483648.0 ? 0x7fffffff : x < -2147483648.0 ? -0x7fffffff - 1 : (int32) x;
}
FUNCTION int64 j_to_long(double x) {
  return x != x ? 0 : x >= 9223372036854775808.0 ? (int64) 0x7fffffffffffffff
      : x < -9223372036854775808.0 ? -(int64) 0x7fffffffffffffff - 1 : (int64) x;
}

FUNCTION int32 j_abs_int(int32 x) { return x < 0 ? (int32) (0u - (uint32) x) : x; }
FUNCTION int64 j_abs_long(int64 x) { return x < 0 ? (int64) ((uint64) 0 - (uint64) x) : x; }
FUNCTION int32 j_max_int(int32 a, int32 b) { return a > b ? a : b; }
FUNCTION int64 j_max_long(int64 a, int64 b) { return a > b ? a : b; }
FUNCTION int32 j_min_int(int32 a, int32 b) { return a < b ? a : b; }
FUNCTION int64 j_min_long(int64 a, int64 b) { return a < b ? a : b; }

// Of zeros of different sign the sum is the positive one; any NaN is the result.
#define J_REAL(type) \
  FUNCTION type CAT(j_max_, type)(type a, type b) { \
    return a > b ? a : b > a ? b : a == b ? (a == 0 ? a + b : a) : (type) NAN; \
  } \
  FUNCTION type CAT(j_min_, type)(type a, type b) { \
    return a < b ? a : b < a ? b : a == b ? (a == 0 ? -(-a + -b) : a) : (type) NAN; \
  } \
  FUNCTION type CAT(j_clamp_, type)(type x, type low, type high) { \
    return CAT(j_min_, type)(high, CAT(j_max_, type)(x, low)); \
  } \
  FUNCTION type CAT(j_signum_, type)(type x) { return x > 0 ? (type) 1 : x < 0 ? (type) -1 : x; } \
  FUNCTION type CAT(j_pow_, type)(type a, type b) { \
    return b == 0 ? (type) 1 : a != a || b != b || (fabs(a) == 1 && fabs(b) == INFINITY) ? (type) NAN : pow(a, b); \
  }

J_REAL(float)
FUNCTION int32 j_round_float(float x) {
  float below = floor(x);
  return j_to_int(x - below >= 0.5f ? below + 1 : below);
}
#ifdef FLOAT64
J_REAL(double)
FUNCTION int64 j_round_double(double x) {
  double below = floor(x);
  return j_to_long(x - below >= 0.5 ? below + 1 : below);
}
FUNCTION double j_radians_double(double x) { return x * 0.017453292519943295; }
FUNCTION double j_degrees_double(double x) { return x * 57.29577951308232; }
#endif
