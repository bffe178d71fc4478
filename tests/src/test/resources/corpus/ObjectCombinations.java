package corpus;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleUnaryOperator;

/** Objects with lambdas, checkpoints, jumps, records in fields, and arrays that change places. */
final class ObjectCombinations {
  static final class State {
    double v;
    int n;
    double[] history = new double[3];

    State(double v) {
      this.v = v;
    }

    void put(double x) {
      history[n++ % 3] = x * v;
      v += 0.1 * x;
    }
  }

  record Point(double a, double b) {
    Point plus(Point o) {
      return new Point(a + o.a, b * o.b);
    }
  }

  static final class Grid {
    Point p = new Point(1, 1);
    Point[] points = new Point[2];

    Grid itself() {
      return this;
    }
  }

  static final class Buffers {
    double[] now;
    double[] next;

    Buffers(double[] a) {
      now = a.clone();
      next = new double[a.length];
    }

    void step() {
      for (int i = 0; i < now.length; i++) {
        next[i] = now[i] * now[(i + 1) % now.length] + 0.1;
      }
      double[] t = now;
      now = next;
      next = t;
    }
  }

  @Differentiable
  static double lambdaInCheckpointedLoop(double x) {
    State s = new State(x);
    DoubleUnaryOperator f = t -> {
      s.put(t);
      return s.v;
    };
    double r = 0;
    for (@Checkpoint(snapshots = 3) int i = 0; i < 10; i++) {
      r += f.applyAsDouble(Math.sin(r + x));
    }
    return r + s.history[1];
  }

  @Differentiable
  static double recordsInFields(double x, double y) {
    Grid g = new Grid();
    Grid[] all = {g, new Grid(), g};
    for (int i = 0; i < 3; i++) {
      all[i].p = all[i].p.plus(new Point(x * i, y));
      all[i].itself().points[i % 2] = all[i].p;
    }
    return g.p.a() * g.p.b() + all[1].p.b() + g.points[0].a();
  }

  static double run(State s, int k) {
    outer:
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 3; j++) {
        if (s.v > 5) {
          return s.v * s.v;
        }
        if (j == k) {
          continue outer;
        }
        s.v *= 1.3;
      }
    }
    return s.v;
  }

  @Differentiable
  static double jumps(double x, int k) {
    State s = new State(x);
    double r = run(s, k);
    return r * s.v;
  }

  @Differentiable
  static double arraysThatChangePlaces(double[] x) {
    Buffers b = new Buffers(x);
    for (int i = 0; i < 4; i++) {
      b.step();
    }
    double s = 0;
    for (double v : b.now) {
      s += v;
    }
    return s + b.next[0];
  }

  @Differentiable
  static double fieldsAsBounds(double[] x) {
    State s = new State(1);
    s.n = x.length;
    double t = 0;
    for (int i = 0; i < s.n; i++) {
      t += x[i] * s.v;
      if (i == 1) {
        s.n--;
      }
      s.v *= x[i];
    }
    return t;
  }

  static Object[][] inputs_lambdaInCheckpointedLoop() {
    return new Object[][] {{0.7}};
  }

  static Object[][] inputs_recordsInFields() {
    return new Object[][] {{0.7, 1.2}};
  }

  static Object[][] inputs_jumps() {
    return new Object[][] {{1.7, 0}, {1.7, 1}, {1.7, 2}, {0.3, 3}};
  }

  static Object[][] inputs_arraysThatChangePlaces() {
    return new Object[][] {{new double[] {0.5, 0.9, 1.1}}};
  }

  static Object[][] inputs_fieldsAsBounds() {
    return new Object[][] {{new double[] {0.5, 0.9, 1.1}}};
  }
}
