package typing;

import java.util.List;

/** Variable arity alone, where no other phase applies. */
final class Variadic {
  static double sum(double... xs) { return xs.length; }
  static int sum(String first, double... xs) { return xs.length; }
  static long ints(int n, int... xs) { return xs[0]; }
  static double ints(int n, long m, int... xs) { return xs[0]; }
  static int rows(double[]... rows) { return rows[0].length; }
  @SafeVarargs
  static <T> T first(T... all) { return all[0]; }
  static Object mixed(Object head, Object... tail) { return tail.length; }

  static double all(int i, float f, Double d, double[] a, double[][] m, String s, Integer box) {
    double x = sum() + sum(i) + sum(i, f, d, 'c') + sum(a) + sum(s) + sum(s, i, f) + sum(s, a) + rows() + rows(a) + rows(a, a)
        + rows(m) + ints(i, i) + ints(1) + first(1.0, 2.0) + first(box) + first(a)[0] + first(m).length + first("a", "b").length()
        + 0;
    Object o = mixed(a, a, m), p = mixed(1), q = mixed(s, (Object[]) m), r = first(1, 2.0);
    Number n = first(1, 2.0);
    List<Number> list = List.of(1, 2.0, 3L);
    return x + List.of(1, 2).get(0) + List.of(a, a).get(1)[0] + Math.max(first(1, 2), first(f));
  }
}
