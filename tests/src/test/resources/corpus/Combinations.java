package corpus;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleUnaryOperator;

/** Constructs of several kinds at once: records, functions, exceptions, checkpoints, aliases, jumps. */
final class Combinations {
  record P(double a, double b) {
    P plus(P o) {
      return new P(a + o.a, b + o.b);
    }

    P times(double s) {
      return new P(a * s, b * s);
    }
  }

  record Node(double v, double[] kids, int next) {}

  record State(double[] q, double[] p, double t) {
    State step(DoubleUnaryOperator force, double h) {
      double[] q2 = q.clone();
      double[] p2 = p.clone();
      for (int i = 0; i < q.length; i++) {
        p2[i] += h * force.applyAsDouble(q[i]);
        q2[i] += h * p2[i];
      }
      return new State(q2, p2, t + h);
    }
    double energy() {
      double e = 0;
      for (int i = 0; i < q.length; i++) {
        e += q[i] * q[i] + p[i] * p[i];
      }
      return e * t;
    }
  }

  @Differentiable
  static double recordCheckpointTry(double x, double[] k, int n) {
    P p = new P(x, 0.5);
    for (@Checkpoint(snapshots = 2) int t = 0; t < n; t++) {
      try {
        p = p.times(k[t % 4]).plus(new P(0.1, Math.sin(p.a)));
      } catch (ArrayIndexOutOfBoundsException e) {
        p = new P(p.b * x, p.a);
      }
    }
    return p.a * p.b;
  }

  static Object[][] inputs_recordCheckpointTry() {
    return new Object[][] {{0.7, new double[] {0.9, 1.1, 0.5}, 9}, {0.7, new double[] {0.9}, 3}};
  }

  @Differentiable
  static double betweenAliasedStores(double[] x, int k) {
    double[] a = new double[] {x[0], x[1], 1};
    double[] b = k > 0 ? a : new double[] {x[1], x[0], 2};
    try {
      a[0] = x[0] * x[1];
      b[0] = a[0] * 3 + x[1];
      a[1] = 10 / k + b[0];
      b[1] = a[1] * a[0];
      a[k] = x[1] * b[1];
      b[2] = a[0] * b[0];
    } catch (ArithmeticException | ArrayIndexOutOfBoundsException e) {
      a[2] += a[0] * b[0] + b[1];
    }
    return a[0] + 2 * a[1] + 3 * a[2] + b[0] * b[1] * b[2];
  }

  static Object[][] inputs_betweenAliasedStores() {
    return new Object[][] {{new double[] {0.9, 1.1}, 1}, {new double[] {0.9, 1.1}, 0}, {new double[] {0.9, 1.1}, 3}, {new double[] {0.9, 1.1}, -1}};
  }

  @Differentiable
  static double labelledBreaksInFinally(double[] x, int n) {
    double s = 1;
    int count = 0;
    outer:
    for (@Checkpoint(snapshots = 2) int t = 0; t < n; t++) {
      for (int i = 0; i < x.length; i++) {
        try {
          s = Math.sin(s * x[i]) + 0.1 * t;
          if (s > 0.95) {
            continue outer;
          }
          if (count > 20) {
            break outer;
          }
          if (i == 2 && t % 2 == 1) {
            break;
          }
        } finally {
          count++;
          s *= 1.01;
        }
      }
      s += x[0];
    }
    return s * count;
  }

  static Object[][] inputs_labelledBreaksInFinally() {
    return new Object[][] {{new double[] {0.9, 1.4, 0.3, 2}, 9}, {new double[] {0.5, 1.4, -0.3}, 12}, {new double[] {0.4, 0.1}, 3}};
  }

  @Differentiable
  static double whileTryContinue(double[] x) {
    int i = -1;
    double s = 1;
    double[] last = new double[] {1};
    while (true) {
      i++;
      try {
        double v = x[i];
        if (v < 0) {
          continue;
        }
        last[0] *= v;
        s += last[0] * s;
        if (v > 3) {
          throw new IllegalStateException();
        }
      } catch (IllegalStateException e) {
        last = new double[] {s, x[i]};
        continue;
      } catch (IndexOutOfBoundsException e) {
        break;
      } finally {
        s = s * 0.9;
      }
      s += 0.1 * i;
    }
    return s * last[last.length - 1];
  }

  static Object[][] inputs_whileTryContinue() {
    return new Object[][] {{new double[] {0.7, -1, 2, 3.5, 0.2}}, {new double[] {}}, {new double[] {4}}};
  }

  @Differentiable
  static double rethrown(double x, int k) {
    double s = x;
    try {
      try {
        s = s * x;
        if (k == 1) {
          throw new IllegalStateException("a");
        }
        s = s + 1;
        if (k == 2) {
          throw new IllegalArgumentException("b");
        }
        s = Math.exp(s);
      } catch (IllegalStateException e) {
        s = s * 3;
        throw new RuntimeException(e);
      } finally {
        s = s * s;
      }
    } catch (IllegalArgumentException e) {
      s = -s;
    } catch (RuntimeException e) {
      s = s / x;
      if (e.getCause() instanceof IllegalStateException c && c.getMessage().equals("a")) {
        s += x;
      }
    }
    return s;
  }

  static Object[][] inputs_rethrown() {
    return new Object[][] {{0.7, 0}, {0.7, 1}, {0.7, 2}};
  }

  @Differentiable
  static double statesInCheckpoint(double[] q, double k, int n) {
    State s = new State(q, new double[q.length], 0);
    double worst = 0;
    for (@Checkpoint(snapshots = 2) int i = 0; i < n; i++) {
      s = s.step(x -> -k * Math.sin(x), 0.1 * k);
      if (s.energy() > worst) {
        worst = s.energy();
      }
    }
    return s.energy() + worst;
  }

  static Object[][] inputs_statesInCheckpoint() {
    return new Object[][] {{new double[] {0.4, 0.3}, 1.2, 6}, {new double[] {0.4}, 1.2, 0}};
  }

  @Differentiable
  static double aliasesChangeInTry(double x, int n) {
    double[] a = {x, 2 * x};
    double[] b = {1, x};
    double[] c = a;
    for (int i = 0; i < n; i++) {
      try {
        c[0] = c[1] * x;
        c = i % 2 == 0 ? b : a;
        c[1] += a[0] * b[0];
        c[i] *= 0.5;
        b = c;
      } catch (ArrayIndexOutOfBoundsException e) {
        c[1] += 0.1 * x;
        a = new double[] {c[1], b[0]};
      }
    }
    return a[0] + 2 * a[1] * b[0] + b[1] * c[0] + c[1];
  }

  static Object[][] inputs_aliasesChangeInTry() {
    return new Object[][] {{0.7, 0}, {0.7, 1}, {0.7, 2}, {0.7, 6}};
  }

  @Differentiable
  static double linkedNodes(double[] x, int start) {
    Node[] nodes = new Node[x.length];
    for (int i = 0; i < x.length; i++) {
      nodes[i] = new Node(x[i] * x[i], new double[] {x[i], 1}, (i + 2) % (x.length + 1));
    }
    double s = 1;
    Node at = nodes[start];
    int steps = 0;
    do {
      s = s * at.v + at.kids[0];
      at.kids[1] += s;
      nodes[at.next == x.length ? 0 : at.next].kids[0] *= at.kids[1];
      at = at.next < x.length ? nodes[at.next] : null;
    } while (at != null && ++steps < 10);
    for (Node n : nodes) {
      s += n.kids[0] * n.kids[1];
    }
    return s;
  }

  static Object[][] inputs_linkedNodes() {
    return new Object[][] {{new double[] {0.4, 0.3, 0.9, 0.7}, 0}, {new double[] {0.4, 0.3, 0.7}, 1}};
  }
}
