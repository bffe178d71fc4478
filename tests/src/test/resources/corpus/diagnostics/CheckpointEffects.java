package diagnostics;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;
import java.util.Random;

final class CheckpointEffects {
  static int calls;
  static double rate = 0.5;
  static double[] table = {1, 2};
  static final double[] SCRATCH = {0, 0};

  @Differentiable
  static double prints(double x) {
    for (@Checkpoint(snapshots = 3) int t = 0; t < 10; t++) {
      // expect: AD040 at "System.out.println(t)"
      System.out.println(t);
      x = Math.sin(x);
    }
    return x;
  }

  @Differentiable
  static double arrayForHandler(double[] x, int n) {
    double[] last = x;
    double s = 0;
    try {
      for (@Checkpoint(snapshots = 2) int t = 0; t < n; t++) {
        // expect: AD040 at "last = new double[] {x[t], s}"
        last = new double[] {x[t], s};
        s += Math.sin(s + x[t]);
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      s = last[0];
    }
    return s;
  }

  @Differentiable
  static double writesField(double x) {
    for (@Checkpoint int t = 0; t < 10; t++) {
      // expect: AD040 at "calls = t"
      calls = t;
      x = Math.sin(x);
    }
    return x;
  }

  @Differentiable
  static double random(double x, Random random) {
    for (@Checkpoint int t = 0; t < 10; t++) {
      // expect: AD040 at "random.nextDouble()"
      x = Math.sin(x) * random.nextDouble();
    }
    return x;
  }

  @Differentiable
  static double mathRandom(double x) {
    for (@Checkpoint int t = 0; t < 10; t++) {
      // expect: AD040 at "Math.random()"
      x = Math.sin(x) * Math.random();
    }
    return x;
  }

  @Differentiable
  static double inHelper(double x) {
    for (@Checkpoint int t = 0; t < 10; t++) {
      // expect: AD040 at "counted(x, 3)"
      x = counted(x, 3);
    }
    return x;
  }

  static double counted(double x, int depth) {
    System.out.println(depth);
    return depth == 0 ? x : Math.sin(counted(x, depth - 1));
  }

  @Differentiable
  static double wholeMethod(double x) {
    return logged(x) * logged(x);
  }

  @Checkpoint
  static double logged(double x) {
    // expect: AD040 at "System.out.println(x > 0)"
    System.out.println(x > 0);
    return Math.sin(x);
  }

  @Differentiable
  static double readsField(double x) {
    for (@Checkpoint int t = 0; t < 10; t++) {
      // expect: AD041 at "rate"
      x = Math.sin(x) * rate;
    }
    return x;
  }

  @Differentiable
  static double writesArrayOfAField(double x) {
    for (@Checkpoint int t = 0; t < 10; t++) {
      // expect: AD042 at "SCRATCH[0] = t * SCRATCH[1] + 1"
      SCRATCH[0] = t * SCRATCH[1] + 1;
      x = Math.sin(x) * SCRATCH[0];
    }
    return x;
  }

  @Differentiable
  static double rowMadeInside(double[][] m) {
    for (@Checkpoint int t = 0; t < 10; t++) {
      // expect: AD043 at "m[0] = next"
      double[] next = m[0].clone(); m[0] = next;
      next[0] = Math.sin(m[1][0]) * next[0];
    }
    return m[0][0];
  }

  @Differentiable
  static double elsewhere(double x) {
    // expect: AD340 at "@Checkpoint"
    @Checkpoint double y = Math.sin(x);
    return y;
  }

  @Differentiable
  static double noState(double x) {
    // expect: AD340 at "0"
    for (@Checkpoint(snapshots = 0) int t = 0; t < 10; t++) {
      x = Math.sin(x);
    }
    return x;
  }
}
