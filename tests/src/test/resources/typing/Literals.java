package typing;

/** Every literal, in every radix, and what single operators make of it. */
final class Literals {
  static Object all() {
    int i = 0x7fff_ffff, octal = 017, binary = 0b1010;
    long l = 1L, big = -9_223_372_036_854_775_808L;
    float f = 1f, tiny = 0x1p-126f;
    double d = 1., e = .5, h = 0x1.8p3, huge = 1e308, suffix = 1d;
    char c = 'c', escape = '\u0041', quote = '\'';
    boolean yes = true, no = !yes;
    String s = "text", block = """
        a text block \
        of one line with "quotes"
        and another""";
    Object nothing = null;
    String none = (String) null;
    Class<?>[] classes = {int.class, double[].class, String.class, void.class, java.util.Map.Entry.class, int[][].class};
    int minus = -i + +octal - ~binary;
    long shifted = l << 3 >>> i >> big;
    int narrow = c << 2L;
    byte b = 12;
    short sh = -1;
    int promoted = -b + +sh + ~c;
    int inc = b++ + --sh + c-- + ++i;
    return nothing == null ? s + block + none : classes.length + f * tiny + d * e * h * huge * suffix + escape + quote
        + (yes ^ no ? 1 : 0) + minus + shifted + narrow + promoted + inc;
  }
}
