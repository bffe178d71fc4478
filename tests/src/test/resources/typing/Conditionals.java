package typing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of JLS 15.25, with constants that fit and that do not, boxes, nulls and references. */
final class Conditionals {
  static final int SMALL = 100;
  static final int LARGE = 100_000;
  final int notConstant = Integer.parseInt("3");

  static void print(Object o) {}

  static void print(double d) {}

  static void print(int i) {}

  void numeric(boolean t, byte b, short s, char c, int i, long l, float f, double d) {
    print(t ? b : 1);
    print(t ? b : 1000);
    print(t ? 'a' : 0);
    print(t ? 'a' : -1);
    print(t ? c : SMALL);
    print(t ? s : LARGE);
    print(t ? b : SMALL);
    print(t ? SMALL : s);
    print(t ? b : s);
    print(t ? b : c);
    print(t ? s : c);
    print(t ? i : l);
    print(t ? l : f);
    print(t ? f : d);
    print(t ? i : 'x');
    print(t ? notConstant : b);
    var x1 = t ? b : 1;
    var x2 = t ? 'a' : 0;
    var x3 = t ? i : d;
    var x4 = t ? b : c;
    var x5 = t ? t ? 1 : 'c' : 2.0f;
    final var x6 = true ? 1 : 'c';
    final double x7 = false ? 1 : 2f;
  }

  void boxes(boolean t, Integer i, Double d, Character c, Byte b, Boolean z, Short s) {
    print(t ? i : 1);
    print(t ? i : d);
    print(t ? i : null);
    print(t ? null : 1);
    print(t ? c : 0);
    print(t ? b : 5);
    print(t ? b : s);
    print(t ? b : 500);
    print(t ? i : i);
    print(t ? z : true);
    print(t ? z : z);
    print(t ? d : "s");
    print(t ? 1 : "s");
    var y1 = t ? i : i;
    var y2 = t ? i : 1;
    var y3 = t ? null : 1.0;
    var y4 = t ? z : false;
    var y5 = t ? i : d;
    Object o = t ? i : d;
    Object p = t ? 1 : "s";
    Integer q = t ? null : 0;
    double r = t ? i : d;
  }

  Object references(boolean t, ArrayList<String> a, List<String> l, String s, Integer i, int[] ints, double[] doubles,
      String[] strings, Integer[] integers, Map<String, Double> map) {
    var z1 = t ? a : l;
    var z2 = t ? s : i;
    var z3 = t ? ints : doubles;
    var z4 = t ? strings : integers;
    var z5 = t ? a : null;
    var z6 = t ? this : null;
    double d = t ? map.get(s) : 0.0;
    Double e = t ? map.get(s) : 0.0;
    print(t ? map.get(s) : 0.0);
    var z7 = t ? map.get(s) : 0.0;
    var z8 = t ? map.getOrDefault(s, 1.0) : map.get(s);
    Serializable w = t ? s : i;
    List<Object> empty = t ? List.of() : new ArrayList<>();
    Comparable<?> cmp = t ? s : i;
    return t ? 1 : t ? 2.0 : 'c';
  }

  double nested(boolean t, boolean u, int i, float f, long l) {
    return t ? u ? i : f : (u ? l : i);
  }
}
