package typing;

import java.util.List;

/** Switches old and new, as statements and expressions, standalone and with a target, over everything. */
final class Switches {
  enum Mode { LINEAR, SQUARE, CUBE }
  sealed interface Shape permits Circle, Box, Unit { }
  record Circle(double r) implements Shape { }
  record Box(double w, double h) implements Shape { double area() { return w * h; } }
  record Unit() implements Shape { }
  record Pair<A, B>(A first, B second) { }
  static final int ONE = 1;
  static final String NAME = "n" + ONE;

  static double old(int k, double x, Mode mode, String s, char c, Integer boxed) {
    double y = 0;
    switch (k) {
      case ONE:
        int n = 3;
        y += n;
      case ONE + 1:
        n = 4;
        y *= n;
        break;
      case Integer.MAX_VALUE:
      default:
        y--;
    }
    switch (mode) {
      case LINEAR -> y += x;
      case SQUARE, CUBE -> {
        double z = x * x;
        y += z;
      }
    }
    switch (s) {
      case "a", NAME -> y++;
      default -> throw new IllegalStateException(s + k);
    }
    switch (c) {
      case 'a' -> y++;
      default -> { }
    }
    switch (boxed) {
      case 1 -> y++;
      default -> y--;
    }
    switch (k) { }
    return y;
  }

  static double expressions(int k, double x, Mode mode, Mode other, byte b, Long l) {
    double a = switch (mode) { case LINEAR -> 1; case SQUARE -> x; case CUBE -> 'c'; };
    var v = switch (mode) { case LINEAR -> 1; case SQUARE -> 2L; default -> 3f; };
    var w = switch (k) { case 1 -> b; default -> 3; };
    var u = switch (k) { case 1 -> b; default -> 300; };
    var s = switch (k) { case 1 -> "s"; case 2 -> 1; default -> null; };
    var same = switch (k) { case 1 -> l; default -> l; };
    var mixed = switch (k) { case 1 -> l; default -> 1; };
    int y = switch (k) {
      case 1:
      case 2:
        yield 3;
      case 3: {
        int q = k * 2;
        if (q > 3) {
          yield q;
        }
      }
      default:
        for (int i = 0; i < 3; i++) {
          if (i == k) {
            yield i;
          }
        }
        yield switch (other) { case LINEAR -> 1; default -> { int z = 2; yield z + k; } };
    };
    double sum = 1 + switch (mode) { case LINEAR -> 1; default -> x; } * (switch (k) { default -> 2; });
    Object o = switch (k) { case 1 -> 1; case 2 -> 2.0; default -> "x"; };
    List<Double> list = switch (k) { case 1 -> List.of(); default -> List.of(1.0); };
    return a + v + w + y + sum + Math.max(switch (k) { case 1 -> 1; default -> 2f; }, x) + list.get(0)
        + (k > 0 ? switch (k) { default -> 1; } : 2);
  }

  static double patterns(Shape shape, Object o, Pair<Double, List<Integer>> pair, Object other) {
    double area = switch (shape) {
      case Circle(double r) -> Math.PI * r * r;
      case Box box when box.w() > box.h -> box.area();
      case Box(var w, var h) -> w * h;
      case Unit unit -> unit.hashCode();
    };
    if (o instanceof Circle c && c.r() > 1) {
      area += c.r;
    } else if (o instanceof Box(double w, double h) && (w > h || h > 2)) {
      area += w - h;
    }
    if (!(other instanceof String text)) {
      return area;
    }
    area += text.length();
    if (pair instanceof Pair<Double, List<Integer>>(var first, var second)) {
      area += first + second.get(0);
    }
    if (pair instanceof Pair(Double first, var second) && second.size() > first) {
      area += first * second.get(1);
    }
    while (!(o instanceof Integer n)) {
      o = 1;
    }
    area += n + 1;
    Object early = o instanceof Integer i ? i : 2.0, late = o instanceof Integer i ? (i > 2 ? 1 : 2) : 2.0;
    boolean both = o instanceof Number m && m.intValue() > 0 || other instanceof String t && t.isEmpty();
    int k = o instanceof Integer i ? i + 1 : !(o instanceof Double d) ? 0 : (int) (d + 1);
    return switch (other) {
      case null -> area;
      case Integer i when i > 3 -> i;
      case String t -> t.length();
      case double[] xs -> xs[0];
      default -> k;
    };
  }
}
