package dev.adjoint.tests.kernel;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Runs kernels over arrays and their adjoints on the CPU, with enough elements for several threads, and prints a checksum of all bits
 * of each. Whether a kernel's outputs have the bits of its Java method is checked here.
 */
final class ThreadsRun {
  private ThreadsRun() {}

  private record Call(String method, Object... arguments) {}

  /** Runs all of them. */
  public static void main(String[] args) throws Exception {
    Kernels kernels = Kernels.compile("ArrayFunctions");
    for (Call call : calls()) {
      System.out.println(call.method() + " " + Long.toHexString(run(kernels, call)));
    }
  }

  private static double[] some(int n, int seed) {
    return new Random(seed).doubles(n, -1.5, 1.5).toArray();
  }

  private static double[] positive(int n, int seed) {
    return new Random(seed).doubles(n, 0.1, 1.5).toArray();
  }

  private static float[] single(double[] x) {
    var floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }

  private static List<Call> calls() {
    int n = 50_000;
    return List.of(
        new Call("heat", some(n, 1), positive(n, 2), 0.1, some(n, 3)),
        new Call("blur", some(300 * 200, 1), 300, 200, 0.3, some(300 * 200 + 5, 2)),
        new Call("logSumExp", some(2000 * 17, 1), 17, some(2000, 2)),
        new Call("normalize", some(1000 * 9, 1), 9, some(1000, 2), some(1000 * 9, 3)),
        new Call("forces", some(3 * 700, 1), positive(700, 2), 0.05, some(3 * 700, 4)),
        new Call("gather", some(400, 1), new Random(5).ints(n, 0, 400).toArray(), some(n, 2)),
        new Call("relax", some(n, 1), 0.4, some(n, 2)),
        new Call("defaults", some(n, 1), some(n, 2)),
        new Call("polynomial", some(4, 1), some(n, 2), some(n, 3)),
        new Call("butterflies", some(2 * n, 1), 0.7, some(2 * n, 2), some(n, 3)),
        new Call("strided", some(2 * n, 1), some(n, 2)),
        new Call("columns", some(13 * 5000, 1), 13, 5000, some(13 * 5000, 2)),
        new Call("classes", some(n, 1), new int[n], some(n, 2)),
        new Call("across", some(210 * 340, 1), 210, 340, some(210 * 340, 2)),
        new Call("firsts", some(4000 * 8, 1), 8, some(4000, 2)),
        new Call("iterate", some(n, 1), 0.7, some(n, 2)),
        new Call("march", some(5000, 1), 5, some(7, 2), 0.3, some(5000, 3)),
        new Call("local", some(3 * 5000, 1), 0.8, some(5000, 2)),
        new Call("smooth", single(some(n, 1)), 0.3f, single(some(n, 2))));
  }

  private static Tensor tensor(Object argument) {
    return switch (argument) {
      case int[] whole -> Tensor.of(Arrays.stream(whole).asLongStream().toArray());
      case double[] real -> Tensor.of(real.clone());
      case float[] real -> Tensor.of(real.clone());
      case Float real -> Tensor.of(new float[] {real});
      case Object real -> Tensor.of((Double) real);
    };
  }

  private static long run(Kernels kernels, Call call) {
    Method operation = Kernels.find(kernels.operations, call.method());
    int count = call.arguments().length;
    var given = new Object[count];
    var leaves = new Tensor[count];
    for (int p = 0; p < count; p++) {
      given[p] = call.arguments()[p];
      if (operation.getParameterTypes()[p] == Tensor.class) {
        Tensor leaf = tensor(given[p]);
        given[p] = leaf;
        if (leaf.dtype().isFloating()) {
          leaves[p] = leaf.requiresGrad_();
          given[p] = leaf.mul(1);
        }
      }
    }
    Kernels.call(operation, given);
    var after = Arrays.stream(call.arguments()).map(ThreadsRun::copy).toArray();
    Kernels.call(Kernels.find(kernels.methods, call.method()), after);
    long sum = 17;
    Tensor loss = null;
    for (int p = 0; p < count; p++) {
      if (leaves[p] != null) {
        double[] values = bits((Tensor) given[p]);
        if (after[p].getClass().isArray() && !Arrays.equals(values, doubles(after[p]))) {
          throw new AssertionError(call.method() + ": parameter " + p + " differs from the method's");
        }
        sum = 31 * sum + Arrays.hashCode(values);
        Tensor weighted = ((Tensor) given[p]).sin().sum();
        loss = loss == null ? weighted : loss.add(weighted);
      }
    }
    loss.backward();
    for (Tensor leaf : leaves) {
      if (leaf != null) {
        sum = 31 * sum + Arrays.hashCode(bits(leaf.grad()));
      }
    }
    return sum;
  }

  private static double[] bits(Tensor values) {
    return values.detach().to(DType.FLOAT64).toDoubles();
  }

  private static double[] doubles(Object array) {
    return array instanceof float[] ? bits(Tensor.of((float[]) array)) : (double[]) array;
  }

  private static Object copy(Object argument) {
    if (!argument.getClass().isArray()) {
      return argument;
    }
    Object copy = Array.newInstance(argument.getClass().getComponentType(), Array.getLength(argument));
    System.arraycopy(argument, 0, copy, 0, Array.getLength(argument));
    return copy;
  }
}
