package typing;

import java.util.*;
import java.util.function.*;

/** Valid classes that break when a processor attributes their bodies; local classes are outside what is read. */
class Awkward {
  private record Weight(double value) {
    private Weight(double value) { this.value = value < 0 ? -value : value; }
  }
  static <T> T id(T t) { return t; }

  double capture(List<? extends Comparable<?>> wild, Function<? super String, ? extends Number> f) {
    wild.forEach(x -> x.hashCode());
    var list = new ArrayList<Map<String, ? extends List<double[]>>>();
    list.forEach(m -> m.forEach((k, v) -> v.forEach(row -> row[0] += k.length())));
    var nested = Map.of("a", List.of(1, 2));
    for (var e : nested.entrySet()) {
      for (var i : e.getValue()) {
        list.size();
        wild.get(i).hashCode();
      }
    }
    return f.apply("s").doubleValue() + list.get(0).get("a").get(0)[1] + new Weight(-1).value + new Weight(2).value();
  }

  static int counter;
  int a, b[], c[][];

  double evaluation(double[] a, int k) {
    a[k] = a[k = 2] + k;
    int t = 1;
    t += (t = 10);
    this.a = this.b[this.a++] = c[k][k--] + counter++;
    Awkward.counter = this.a;
    ((a))[((k))] = ((double) (k));
    (this).b = (new int[] {1, 2,});
    label: { if (k > 0) break label; }
    ;
    int typing = 3, Awkward = 4, java = 5, Math = 6;
    double abs = typing + Awkward + java + Math;
    char ch = 'a'; ch += 1; ch++;
    byte by = (byte) 200; by >>>= 1; by = -128;
    short sh = (short) (by + ch); sh = 'a';
    final int small = 10; byte fits = small; char alsoFits = small;
    Byte boxedByte = 1; Character boxedChar = 65;
    float fl = 1; fl++; fl = ch; fl *= 2.5;
    long lo = by; lo <<= 3L; lo = ch + by;
    return abs + abs(abs) + this.abs(k) + ch + by + sh + fits + alsoFits + boxedByte + boxedChar + fl + lo + id(3) + id(abs)
        + id(id(2.5f)) + id((byte) 1) + (id(3) + id('c')) + (k > 0 ? id(1) : id(2.0)) + (Integer) id(4) + -id(5) + id(new int[1])[0];
  }

  double abs(double x) { return x < 0 ? -x : x; }
  static int unicode\u0041(int µ, int $_x) { return µ + $_x; }
  double unicode() { return unicodeA(1, 2) + Double.MIN_VALUE + Long.MAX_VALUE + Float.NaN + Character.MAX_VALUE + Byte.MIN_VALUE; }
  @SuppressWarnings("rawtypes")
  Object raw(List raw, Map<String, List> half, Comparable c, Iterator it) {
    for (Object o : raw) { o.hashCode(); }
    for (var o : half.get("a")) { o.hashCode(); }
    List<Double> unchecked = raw;
    return raw.get(0) == half.get("a").get(0) ? it.next() : raw.iterator().next().equals(unchecked.get(0) + 1);
  }
  double inner() {
    class Hidden { double unread(double q) { return q * 2; } }
    Object o = new Object() { int field = 3; };
    Comparator<Double> order = new Comparator<>() { @Override public int compare(Double p, Double q) { return p.compareTo(q); } };
    return o.hashCode() + order.compare(1.0, 2.0) + order.reversed().thenComparing(x -> -x).compare(3.0, 4.0);
  }
}
