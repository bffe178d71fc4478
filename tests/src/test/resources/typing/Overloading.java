package typing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Three phases, most specific methods, variable arity, inherited and overridden candidates. */
class Overloading extends OverloadingParent {
  int f(int x) { return 1; }
  long f(long x) { return 1; }
  double f(double x) { return 1; }
  String f(Object x) { return ""; }
  char f(Integer x) { return 'c'; }
  float f(Number x) { return 1; }

  byte g(long x) { return 1; }
  short g(Integer x) { return 1; }
  int g(Object x) { return 1; }
  long g(int... x) { return 1; }

  int v(int a, double... rest) { return 1; }
  long v(double... all) { return 1; }
  double v(int a, double b) { return 1; }
  String v(Object... all) { return ""; }

  static int h(double x, int y) { return 1; }
  static long h(int x, double y) { return 1; }
  static double h(float x, float y) { return 1; }

  int n(String s) { return 1; }
  long n(Object o) { return 1; }
  int n2(int[] a) { return 1; }
  long n2(Object o) { return 1; }

  @Override int over(double x) { return 1; }
  double over(int x) { return 1; }

  double calls(byte b, short s, char c, int i, long l, float fl, double d, Integer box, Double dbl, Object o, Number num,
      int[] ints, double[] doubles, Object[] objects, String text, Character letter) {
    f(b); f(s); f(c); f(i); f(l); f(fl); f(d); f(box); f(dbl); f(o); f(num); f(text); f(letter); f('c'); f(1L); f(null == o);
    g(b); g(i); g(l); g(box); g(dbl); g(); g(1, 2); g(ints); g(fl); g('x', box);
    v(1, 2); v(b, l); v(doubles); v(i, doubles); v(text); v(objects); v(box, d);
    h(1, 2.0); h(1.0, 2); h(1L, 2f);
    n(null); n(text); n(o); n("s" + i); n2(null); n2(ints); n2(doubles);
    over(1); over(1f); over(d); parent(1); parent(d); super.over(1); this.parent(l); hiddenStatic(1); hiddenStatic(d);
    Math.max(b, s); Math.max(i, l); Math.max(l, fl); Math.max(fl, d); Math.abs(c); Math.round(fl); Math.round(d); Math.pow(i, 2);
    Math.abs(box); Math.max(box, dbl); Math.fma(d, d, i); Math.floorMod(l, i); Math.clamp(l, i, 5); Math.clamp(d, 1, 2);
    StrictMath.sin(fl); Math.scalb(fl, 2); Math.ulp(d); Math.toIntExact(l); Math.addExact(i, l);
    Arrays.fill(doubles, 1); Arrays.fill(doubles, 0, i, 2f); Arrays.fill(ints, c); Arrays.copyOf(doubles, i);
    Arrays.copyOfRange(ints, 0, i); Arrays.asList(1, 2); Arrays.asList(objects); Arrays.asList(ints); Arrays.stream(doubles).sum();
    Arrays.copyOf(new double[3][], 2)[1][0] = 1; Arrays.equals(doubles, doubles); Arrays.sort(ints); Arrays.toString(doubles);
    System.arraycopy(doubles, 0, doubles, 1, i); System.out.println(c); System.out.println(ints); System.out.println(d);
    System.out.printf("%s %d", d, i); String.format("%f", dbl); String.valueOf(c); String.valueOf(doubles); String.valueOf(i);
    String.join(",", text, text); text.indexOf('c'); text.indexOf("c"); text.charAt(0); Double.compare(i, d); Double.valueOf(1);
    Double.valueOf(text); Integer.valueOf(c); Long.valueOf(i); Double.sum(i, fl); Integer.compare(b, c); Double.isNaN(fl);
    var sb = new StringBuilder().append(c).append(i).append(text).append(d).append(objects).append(o).append('x').reverse();
    List<Integer> list = new ArrayList<>(); list.remove(i); list.remove(box); list.add(i); list.add(0, c + 1); list.toArray();
    list.toArray(new Integer[0]); list.toArray(Integer[]::new); list.get(0).doubleValue(); list.add(0, box);
    Collection<Integer> col = list; col.remove(i); col.add(3);
    return doubles.clone()[0] + ints.clone().length + objects.getClass().getName().length() + new double[2][3].clone()[0][1]
        + doubles.hashCode() + (doubles.equals(objects) ? 1 : 0);
  }

  static double apply(DoubleUnaryOperator f) { return f.applyAsDouble(1); }
  static int apply(DoubleBinaryOperator f) { return 1; }
  static long apply(Supplier<Double> f) { return 1; }
  static <T> T run(Callable<T> c) throws Exception { return c.call(); }
  static void run(Runnable r) { }
  static double pick(Function<String, Integer> f) { return 1; }
  static int pick(Supplier<String> f, int... more) { return 1; }

  Object functions(double k, ExecutorService pool) throws Exception {
    apply(x -> x * k);
    apply((x, y) -> x * y + k);
    apply(() -> k);
    apply((double x) -> { return x; });
    apply((DoubleUnaryOperator) Math::sin);
    run(() -> { });
    run(() -> k);
    run(() -> { return "s"; });
    run(() -> System.out.println(k));
    pool.submit(() -> 1.0).get();
    pool.submit(() -> { });
    pick(s -> s.length());
    pick(() -> "s", 1, 2);
    return run(() -> 3.0);
  }

  Overloading() { this(1); }
  Overloading(int x) { super(x); }
  Overloading(double x) { super("s", 1, 2); }
  Overloading(Object... more) { super("t"); }

  static Object create(char c, float f) {
    return List.of(new Overloading(c), new Overloading(f), new Overloading("s", c), new Overloading(), new int[] {c},
        new OverloadingParent(c) { }, new OverloadingParent("s"));
  }
}

class OverloadingParent {
  OverloadingParent(long x) { }
  OverloadingParent(String s, int... more) { }
  int over(double x) { return 1; }
  private int parent(int x) { return 1; }
  long parent(double x) { return 1; }
  static int hiddenStatic(int x) { return 1; }
  static double hiddenStatic(double x) { return x; }
}
