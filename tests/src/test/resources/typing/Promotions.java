package typing;

/** Numeric promotion of every pair of kinds, compound assignment, string concatenation, boolean operators. */
final class Promotions {
  byte b = 1;
  short s = 2;
  char c = 'c';
  int i = 4;
  long l = 5;
  float f = 6;
  double d = 7;
  boolean t = true;
  Integer boxed = 8;
  Double box = 9.0;
  Character letter = 'x';
  Boolean truth = Boolean.TRUE;
  Long wide = 1L;

  String pairs() {
    return "" + (b + b) + (b + s) + (s * c) + (c - i) + (i / l) + (l % f) + (f + d) + (b + d) + (c * f) + (l + l)
        + (boxed + b) + (boxed * box) + (letter + 1) + (wide - boxed) + (wide + 1f) + (letter + letter) + (-boxed) + (~letter)
        + (b << l) + (l >> b) + (c >>> 1) + (boxed << wide) + (wide >>> boxed);
  }

  boolean comparisons(Object o, String text) {
    return b < c && i <= l || f > d | t & truth ^ (boxed >= box) && o == text && o != null && (boxed == 3) && letter == 'c'
        && (t == truth) && !truth;
  }

  int bits() {
    return b & s | c ^ i | boxed & 7 | (letter ^ 3);
  }

  long longBits() {
    return l & i ^ wide | b;
  }

  void compound() {
    b += 1.5;
    s -= l;
    c *= 2;
    i /= f;
    l %= d;
  }

  void compounds(double[] a, int k, String text) {
    a[k++] += i;
    a[--k] *= a[k] = 3;
    i <<= l;
    i >>>= b;
    l ^= i;
    t |= truth;
    t &= i > 2;
    boxed += 1;
    boxed++;
    box = -box--;
    text += "" + i + d + 'c' + a[0] + t + null;
    i += (d += 1) > 2 ? b : c;
    d = i = b = 3;
    double q = f = l = c;
    k = (int) (a[k] = q) + (int) (long) d + (char) (byte) i;
  }

  String strings(char[] chars, Object o) {
    return 1 + 2 + "x" + 1 + 2 + 'c' + ('c' + 1) + 1.0f + o + null + chars.length + (o == null ? 'a' : 0) + this.d + "y".length();
  }
}
