package corpus;

import dev.adjoint.annotations.Differentiable;

/** A state machine over a string and a switch, with flags carried through the loop. */
final class StateMachine {
  @Differentiable
  static double run(double[] x, String program) {
    double a = x[0], b = x[1];
    boolean negate = false;
    int depth = 0;
    loop:
    for (int i = 0; i < program.length(); i++) {
      char c = program.charAt(i);
      switch (c) {
        case '+' -> a += b;
        case '*' -> {
          a *= b;
          if (negate) {
            a = -a;
          }
        }
        case 's' -> {
          double t = a;
          a = b;
          b = t;
        }
        case 'n' -> negate = !negate;
        case '(' -> depth++;
        case ')' -> {
          if (--depth < 0) {
            break loop;
          }
          b = Math.sin(b);
        }
        case 'q' -> {
          return a - b;
        }
        default -> throw new IllegalArgumentException("unknown: " + c + " at " + i);
      }
    }
    return a * b + depth;
  }

  static Object[][] inputs_run() {
    return new Object[][] {
      {new double[] {1.5, 0.5}, "+*s+n*"}, {new double[] {1.5, 0.5}, "(*)(s+n*)+)**"}, {new double[] {1.5, 0.5}, "*s+q***"}, {new double[] {1.5, 0.5}, ""}
    };
  }

  static Object[][] throws_run() {
    return new Object[][] {{new double[] {1.5, 0.5}, "+*x"}, {new double[] {1.5}, "+"}};
  }
}
