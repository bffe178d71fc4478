package dev.adjoint.tests.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Code that is emitted as it is: fields, objects, strings, lambdas, statements without floating values. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class OpaquePrograms {
  static int counter;
  static final double[] TABLE = {1, 2, 3};
  private static final String PREFIX = "p";
  final int size;
  double state;

  OpaquePrograms(int size) {
    this.size = size;
  }

  static List<OpaquePrograms> samples() {
    return List.of(new OpaquePrograms(3), new OpaquePrograms(0));
  }

  static final class Node {
    final int id;
    Node next;

    Node(int id, Node next) {
      this.id = id;
      this.next = next;
    }

    int sum() {
      return id + (next == null ? 0 : next.sum());
    }
  }

  static double tables(double x, int i) {
    return x * TABLE[i] + TABLE.length;
  }

  static double staticField(double x) {
    counter = 5;
    counter += 2;
    OpaquePrograms.counter++;
    return x * counter--;
  }

  double instanceField(double x) {
    state = x;
    this.state *= 2;
    return state + size;
  }

  static double objects(double x, int n) {
    Node list = null;
    for (int i = 0; i < n; i++) {
      list = new Node(i, list);
    }
    return list == null ? x : x * list.sum() + list.id;
  }

  static int collections(int n) {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      list.add(i * i);
    }
    int s = 0;
    for (Integer i : list) {
      s += i;
    }
    return s + list.size();
  }

  static int maps(String s) {
    Map<String, Integer> map = new HashMap<>();
    map.put(PREFIX, 3);
    map.merge("a", 4, Integer::sum);
    Integer found = map.get(s);
    return found == null ? -1 : found + 1;
  }

  static int lambdas(int n) {
    int k = n * 2;
    IntUnaryOperator twice = i -> i * k + counterless(i);
    IntBinaryOperator both = (a, b) -> {
      int t = a;
      for (int i = 0; i < 3; i++) {
        t += b;
      }
      return t;
    };
    return twice.applyAsInt(n) + both.applyAsInt(n, 4);
  }

  static int counterless(int i) {
    return i + 1;
  }

  static int tries(int[] a, int i) {
    int[] result = {0};
    try {
      result[0] = a[i];
    } catch (ArrayIndexOutOfBoundsException e) {
      result[0] = -1;
    } finally {
      result[0] *= 2;
    }
    return result[0];
  }

  static int synchronizedBlock(int i) {
    int[] r = {i};
    synchronized (r) {
      r[0]++;
    }
    return r[0];
  }

  static String builder(String s, int n) {
    StringBuilder b = new StringBuilder();
    b.append(s).append(n).append('c').append(1.5);
    return b.toString() + s.length();
  }

  static boolean instanceOf(Object o) {
    return o instanceof String || o instanceof Integer;
  }

  static int castReference(Object o) {
    return ((String) o).length();
  }

  static double unboxing(Integer i, Double d) {
    Integer j = i;
    j++;
    return j + d * 2;
  }

  static int overloadByStaticType(String s) {
    Object o = s;
    return pick(o) + pick(s);
  }

  static int pick(Object o) {
    return 1;
  }

  static int pick(String s) {
    return 10;
  }

  static Object classLiteral() {
    return OpaquePrograms.class.getSimpleName() + int[].class;
  }

  static int anonymous(int n) {
    var made = new Object() {
      @Override
      public int hashCode() {
        return n + 1;
      }
    };
    Object o = made;
    return o.hashCode();
  }

  static int methodReference(int n) {
    IntUnaryOperator f = OpaquePrograms::counterless;
    return f.applyAsInt(n);
  }

  static double wide(long seed) {
    java.util.Random random = new java.util.Random(seed);
    return random.nextDouble() + random.nextInt(5);
  }

  static int linked(int n) {
    Node a = new Node(n, null);
    a.next = new Node(a.id + 1, a.next);
    return n == 0 ? a.sum() : a.next.id;
  }

  static double boxes(double x, Double given) {
    Double a = x * 2;
    Double b;
    b = Double.valueOf(a + 1);
    for (int i = 0; i < 3; i++) {
      a = a * b;
      b += 0.5;
    }
    Double maybe = x > 0 ? given : a;
    Object o = a;
    return a.intValue() + b.doubleValue() + maybe + (o.equals(a) ? 1 : 0) + a.compareTo(b) + String.valueOf(b).length();
  }

  static double boxesInBranches(double x, boolean c) {
    Double d;
    if (c) {
      d = x;
    } else {
      d = x * x;
    }
    Float f = (float) x;
    f++;
    return d + f;
  }

  static int inheritedFromHidden(int n) {
    var b = new StringBuilder("ab");
    b.setLength(1);
    return b.length() + n;
  }

  static double varElements(double[] a) {
    double s = 0;
    for (var x : a) {
      s += x;
    }
    return s;
  }
}
