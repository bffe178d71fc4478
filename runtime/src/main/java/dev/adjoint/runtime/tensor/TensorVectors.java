package dev.adjoint.runtime.tensor;

import java.util.Arrays;
import java.util.function.BinaryOperator;

/**
 * Vector operations on the components of adjoints and tangents of records that are tensors or arrays of tensors, as
 * {@link dev.adjoint.runtime.tangent.Components} has them for numbers. Null stands for a tensor that is null in the record, and is left
 * alone. For generated code.
 */
public final class TensorVectors {
  private TensorVectors() {}

  /**
   * The sum of two of one shape.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static Tensor plus(Tensor a, Tensor b) {
    return a == null ? b : b == null ? a : a.add(same(a, b));
  }

  /**
   * The sum of two of one length.
   *
   * @throws IllegalArgumentException if lengths or shapes differ
   */
  public static Tensor[] plus(Tensor[] a, Tensor[] b) {
    return each(a, b, TensorVectors::plus);
  }

  /** The product with a number. */
  public static Tensor scale(Tensor a, double factor) {
    return a == null ? null : a.mul(factor);
  }

  /** The product with a number. */
  public static Tensor[] scale(Tensor[] a, double factor) {
    return each(a, a, (x, same) -> scale(x, factor));
  }

  /**
   * The inner product, summed in double.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double dot(Tensor a, Tensor b) {
    if (a == null || b == null) {
      return 0;
    }
    double[] x = a.detach().toDoubles();
    double[] y = same(a, b).detach().toDoubles();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /**
   * The inner product, summed in double.
   *
   * @throws IllegalArgumentException if lengths or shapes differ
   */
  public static double dot(Tensor[] a, Tensor[] b) {
    double sum = 0;
    if (a != null && b != null) {
      same(a, b);
      for (int i = 0; i < a.length; i++) {
        sum += dot(a[i], b[i]);
      }
    }
    return sum;
  }

  /** How many numbers there are. */
  public static int size(Tensor a) {
    return a == null ? 0 : a.numel();
  }

  /** How many numbers there are. */
  public static int size(Tensor[] a) {
    int size = 0;
    for (int i = 0; a != null && i < a.length; i++) {
      size = Math.addExact(size, size(a[i]));
    }
    return size;
  }

  /** Writes all numbers in row-major order and answers the place behind the last one. */
  public static int flatten(Tensor a, double[] into, int at) {
    if (a == null) {
      return at;
    }
    double[] numbers = a.detach().toDoubles();
    System.arraycopy(numbers, 0, into, at, numbers.length);
    return at + numbers.length;
  }

  /** Writes all numbers and answers the place behind the last one. */
  public static int flatten(Tensor[] a, double[] into, int at) {
    int next = at;
    for (int i = 0; a != null && i < a.length; i++) {
      next = flatten(a[i], into, next);
    }
    return next;
  }

  /** One of this shape, type and device with the numbers from there on. */
  public static Tensor unflatten(Tensor like, double[] values, int at) {
    if (like == null) {
      return null;
    }
    double[] own = Arrays.copyOfRange(values, at, at + size(like));
    return Tensor.of(own).reshape(like.shape()).to(like.dtype()).to(like.device());
  }

  /** One of these shapes with the numbers from there on. */
  public static Tensor[] unflatten(Tensor[] like, double[] values, int at) {
    var place = new int[] {at};
    return each(like, like, (x, same) -> {
      Tensor made = unflatten(x, values, place[0]);
      place[0] += size(x);
      return made;
    });
  }

  /** Puts the tensors of an array into another one; nothing where either is null. */
  public static void copy(Tensor[] from, Tensor[] to) {
    if (from != null && to != null) {
      same(from, to);
      System.arraycopy(from, 0, to, 0, from.length);
    }
  }

  private static Tensor[] each(Tensor[] a, Tensor[] b, BinaryOperator<Tensor> function) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    same(a, b);
    var made = new Tensor[a.length];
    for (int i = 0; i < made.length; i++) {
      made[i] = function.apply(a[i], b[i]);
    }
    return made;
  }

  private static Tensor same(Tensor a, Tensor b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException("tensors of shapes " + a.shape() + " and " + b.shape());
    }
    return b;
  }

  private static void same(Tensor[] a, Tensor[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("arrays of " + a.length + " and " + b.length + " tensors");
    }
  }
}
