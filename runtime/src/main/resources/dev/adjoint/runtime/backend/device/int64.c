// Functions of 64-bit whole numbers, which wrap around: sums and products are those of unsigned numbers.
#define WRAP(expression) ((int64) (expression))
#define U(x) ((uint64) (x))

FUNCTION int64 op_NEG(int64 x) { return WRAP(U(0) - U(x)); }
FUNCTION int64 op_ABS(int64 x) { return x < 0 ? op_NEG(x) : x; }
FUNCTION int64 op_SIGN(int64 x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
FUNCTION int64 op_SQUARE(int64 x) { return WRAP(U(x) * U(x)); }
FUNCTION int64 op_MAX(int64 a, int64 b) { return a > b ? a : b; }
FUNCTION int64 op_MIN(int64 a, int64 b) { return a < b ? a : b; }
FUNCTION int64 op_RELU(int64 x) { return x > 0 ? x : 0; }

FUNCTION int64 op_ADD(int64 a, int64 b) { return WRAP(U(a) + U(b)); }
FUNCTION int64 op_SUB(int64 a, int64 b) { return WRAP(U(a) - U(b)); }
FUNCTION int64 op_MUL(int64 a, int64 b) { return WRAP(U(a) * U(b)); }

FUNCTION int64 op_POW(int64 base, int64 exponent) {
  uint64 result = 1;
  uint64 square = U(base);
  for (int64 e = exponent; e > 0; e >>= 1) {
    if (e & 1) {
      result *= square;
    }
    square *= square;
  }
  return WRAP(result);
}

// With the sign of the divisor, which is not 0. The least number over -1 has no quotient.
FUNCTION int64 op_REMAINDER(int64 a, int64 b) {
  if (b == -1) {
    return 0;
  }
  int64 r = a % b;
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

FUNCTION int64 op_ADD_MUL(int64 a, int64 b, int64 c) { return op_ADD(a, op_MUL(b, c)); }
FUNCTION int64 op_LERP(int64 a, int64 b, int64 c) { return op_ADD(a, op_MUL(c, op_SUB(b, a))); }
FUNCTION int64 op_CLAMP(int64 a, int64 b, int64 c) { return op_MIN(op_MAX(a, b), c); }
FUNCTION int64 op_WITHIN(int64 a, int64 b, int64 c) { return b <= a && a <= c ? 1 : 0; }
