package awkward;

/** Sealed hierarchies, record patterns, pattern switches with guards, nested deconstruction. */
final class SealedTypes {
  sealed interface Shape permits Circle, Square, Group {}

  record Circle(double r) implements Shape {}

  record Square(double a) implements Shape {
    Square(double a) {
      this.a = a < 0 ? -a : a;
    }
  }

  record Group(Shape left, Shape right) implements Shape {}

  static double area(Shape s) {
    return switch (s) {
      case Circle(double r) when r > 10 -> 100;
      case Circle c -> Math.PI * c.r() * c.r();
      case Square(var a) -> a * a;
      case Group(Circle(var r), var other) -> r + area(other);
      case Group g -> area(g.left()) + area(g.right());
    };
  }

  static String name(Object o) {
    if (o instanceof Group(Square(double a), _) && a > 1) {
      return "big";
    }
    if (!(o instanceof String s)) {
      return "none";
    }
    return s.strip();
  }

  static int primitive(Object o) {
    return switch (o) {
      case null -> 0;
      case Integer i when i > 3 -> i;
      case Integer i -> -i;
      case String s -> s.length();
      default -> throw new IllegalStateException();
    };
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
