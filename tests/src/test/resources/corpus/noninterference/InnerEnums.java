package awkward;

import java.util.EnumMap;
import java.util.Map;

/** Enums with bodies, abstract methods, switch on them, nested in nested classes and interfaces. */
final class InnerEnums {
  enum Op {
    PLUS("+") {
      @Override
      int apply(int a, int b) {
        return a + b;
      }
    },
    MINUS("-") {
      private final int bias = 0;

      @Override
      int apply(int a, int b) {
        return a - b + bias;
      }
    };

    final String sign;

    Op(String sign) {
      this.sign = sign;
    }

    abstract int apply(int a, int b);

    enum Deeper { X, Y }
  }

  interface Holder {
    enum Kind { A, B; static final int COUNT = values().length; }

    int n = Kind.COUNT;
  }

  static final Map<Op, Integer> MAP = new EnumMap<>(Map.of(Op.PLUS, 1));

  static int run(Op op, Holder.Kind kind) {
    switch (op) {
      case PLUS:
        return 1;
      default:
        return switch (kind) {
          case A -> op.apply(1, 2);
          case B -> Op.Deeper.valueOf("X").ordinal();
        };
    }
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
