// Functions of elements of floating type T, float or double; A is the type that intermediate results have, double where
// the device computes in it. Where C differs from Java, Java's definition is spelled out.
#ifdef FLOAT64
#define A double
#else
#define A T
#endif
// Sums of elements as wide as A keep what their additions lose.
#if defined(DOUBLE) || !defined(FLOAT64)
#define COMPENSATED
#endif
#define NOT_A_NUMBER ((T) NAN)

FUNCTION T op_NEG(T x) { return -x; }
FUNCTION T op_ABS(T x) { return fabs(x); }
FUNCTION T op_SIGN(T x) { return x > 0 ? (T) 1 : x < 0 ? (T) -1 : x; }
FUNCTION T op_SQUARE(T x) { return x * x; }

// Of zeros of different sign the sum is the positive one; any NaN is the result.
FUNCTION T op_MAX(T a, T b) { return a > b ? a : b > a ? b : a == b ? (a == 0 ? a + b : a) : NOT_A_NUMBER; }
FUNCTION T op_MIN(T a, T b) { return a < b ? a : b < a ? b : a == b ? (a == 0 ? -(-a + -b) : a) : NOT_A_NUMBER; }
FUNCTION T op_RELU(T x) { return op_MAX(x, (T) 0); }

FUNCTION T op_EXP(T x) { return exp(x); }
FUNCTION T op_EXPM1(T x) { return expm1(x); }
FUNCTION T op_LOG(T x) { return log(x); }
FUNCTION T op_LOG1P(T x) { return log1p(x); }
FUNCTION T op_SQRT(T x) { return sqrt(x); }
FUNCTION T op_RSQRT(T x) { return (T) 1 / sqrt(x); }
FUNCTION T op_RECIPROCAL(T x) { return (T) 1 / x; }
FUNCTION T op_SIN(T x) { return sin(x); }
FUNCTION T op_COS(T x) { return cos(x); }
FUNCTION T op_TAN(T x) { return tan(x); }
FUNCTION T op_TANH(T x) { return tanh(x); }
FUNCTION T op_FLOOR(T x) { return floor(x); }
FUNCTION T op_CEIL(T x) { return ceil(x); }
FUNCTION T op_ROUND(T x) { return rint(x); }
FUNCTION T op_ERF(T x) { return erf(x); }

FUNCTION T op_SIGMOID(T x) {
  if (x >= 0) {
    return (T) 1 / ((T) 1 + exp(-x));
  }
  // e^-x overflows long before e^x vanishes.
  T e = exp(x);
  return e / ((T) 1 + e);
}

FUNCTION T op_SOFTPLUS(T x) { return x > (T) 20 ? x : log1p(exp(x)); }

// The standard normal distribution function: erfc(-x / sqrt(2)) / 2.
FUNCTION T normal(T x) { return (T) 0.5 * erfc(x * (T) -0.70710678118654752); }
FUNCTION T op_GELU(T x) { return x * normal(x); }

FUNCTION T op_ADD(T a, T b) { return a + b; }
FUNCTION T op_SUB(T a, T b) { return a - b; }
FUNCTION T op_MUL(T a, T b) { return a * b; }
FUNCTION T op_DIV(T a, T b) { return a / b; }
FUNCTION T op_ATAN2(T a, T b) { return atan2(a, b); }

// C has 1 for a base of 1 and for -1 with an infinite exponent, where Java has NaN.
FUNCTION T op_POW(T a, T b) {
  if (b == 0) {
    return (T) 1;
  }
  if (a != a || b != b || (fabs(a) == 1 && fabs(b) > (T) MOST)) {
    return NOT_A_NUMBER;
  }
  return pow(a, b);
}

FUNCTION T op_REMAINDER(T a, T b) {
  T r = fmod(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

FUNCTION T op_SEED_MUL(T s, T p) { return s == 0 ? (T) 0 : s * p; }
FUNCTION T op_SEED_DIV(T s, T q) { return s == 0 ? (T) 0 : s / q; }
FUNCTION T op_TANH_PULL(T s, T y) { return (T) ((A) s * ((A) 1 - (A) y * y)); }
FUNCTION T op_SIGMOID_PULL(T s, T y) { return (T) ((A) s * y * ((A) 1 - y)); }
FUNCTION T op_RELU_PULL(T s, T y) { return y <= 0 ? (T) 0 : s; }
FUNCTION T op_GELU_PULL(T s, T x) {
  T slope = normal(x) + x * ((T) 0.3989422804014327 * exp((T) -0.5 * x * x));
  // A negative number that is too small for a float; what an infinite adjoint becomes depends on its sign.
  return s * (slope == 0 && x < 0 && x > (T) -38 ? (T) -1e-38f : slope);
}

FUNCTION T op_SOFTPLUS_PULL(T s, T x) {
  if (sizeof(T) == 4 && x < (T) -80) {
    // e^x itself may be too small for a float.
    T root = exp((T) 0.5 * x);
    return s * root * root;
  }
  return x > (T) 20 ? s : s * op_SIGMOID(x);
}

FUNCTION T op_SQRT_PULL(T s, T y) { return s == 0 ? (T) 0 : (T) ((A) s / ((A) 2 * fabs((A) y))); }

FUNCTION T op_ADD_MUL(T a, T b, T c) { return a + b * c; }
FUNCTION T op_ADD_DIV(T a, T b, T c) { return a + b / c; }
FUNCTION T op_LERP(T a, T b, T c) { return a + c * (b - a); }
FUNCTION T op_CLAMP(T a, T b, T c) { return op_MIN(op_MAX(a, b), c); }
FUNCTION T op_WITHIN(T a, T b, T c) { return b <= a && a <= c ? (T) 1 : (T) 0; }

FUNCTION boolean is_finite(T x) { return x >= -(T) MOST && x <= (T) MOST; }

// e^(x - m) for x up to m: the rounding error of the difference, which the exponential would magnify, is put back in.
FUNCTION T exp_difference(T x, T m) {
  T d = x - m;
  T part = d - x;
  T error = (x - (d - part)) - (m + part);
  T e = exp(d);
  return error == error ? e + e * error : e;
}

// A sum, and what its additions lost (D. E. Knuth, "The Art of Computer Programming" 2, section 4.2.2, theorem B).
typedef struct {
  A sum;
  A lost;
} Sum;

FUNCTION Sum sum_none() {
  Sum none;
  none.sum = 0;
  none.lost = 0;
  return none;
}

FUNCTION Sum sum_add(Sum s, A x) {
#ifdef COMPENSATED
  A total = s.sum + x;
  A part = total - s.sum;
  s.lost += (s.sum - (total - part)) + (x - part);
  s.sum = total;
#else
  s.sum += x;
#endif
  return s;
}

FUNCTION Sum sum_merge(Sum s, Sum t) {
  s = sum_add(s, t.sum);
  s.lost += t.lost;
  return s;
}

// After an infinity the loss is NaN, and the sum alone is right.
FUNCTION A sum_value(Sum s) { return s.lost == s.lost ? s.sum + s.lost : s.sum; }

// The conversion of Java: towards zero, the nearest number that there is, 0 for NaN.
FUNCTION int64 real_to_int64(T x) {
  return x != x ? 0 : x >= (T) 9223372036854775808.0 ? (int64) 0x7fffffffffffffff
      : x < (T) -9223372036854775808.0 ? -(int64) 0x7fffffffffffffff - 1 : (int64) x;
}
