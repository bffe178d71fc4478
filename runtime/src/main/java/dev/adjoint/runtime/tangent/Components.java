package dev.adjoint.runtime.tangent;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Vector operations on the components of adjoints and tangents of records: arrays of double or float of any rank, vectors, and
 * arrays and lists of vectors. Null stands for a component that is null in the record, and is left alone. For generated code.
 */
public final class Components {
  private Components() {}

  /**
   * The sum of two of one shape.
   *
   * @throws IllegalArgumentException if two arrays differ in length
   */
  @SuppressWarnings("unchecked")
  public static <A> A plus(A a, A b) {
    return (A) switch (a) {
      case null -> b;
      case double[] x -> {
        double[] y = (double[]) b;
        same(x.length, y.length);
        double[] sum = new double[x.length];
        for (int i = 0; i < x.length; i++) {
          sum[i] = x[i] + y[i];
        }
        yield sum;
      }
      case float[] x -> {
        float[] y = (float[]) b;
        same(x.length, y.length);
        float[] sum = new float[x.length];
        for (int i = 0; i < x.length; i++) {
          sum[i] = x[i] + y[i];
        }
        yield sum;
      }
      case Object[] x -> {
        Object[] y = (Object[]) b;
        same(x.length, y.length);
        yield each(x, i -> plus(x[i], y[i]));
      }
      case TangentVector<?> x -> vectors(x, b);
      default -> throw unknown(a);
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends TangentVector<T>> T vectors(TangentVector<?> a, Object b) {
    return ((T) a).plus((T) b);
  }

  /** The product with a number. */
  @SuppressWarnings("unchecked")
  public static <A> A scale(A a, double factor) {
    return (A) switch (a) {
      case null -> null;
      case double[] x -> {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
          product[i] = x[i] * factor;
        }
        yield product;
      }
      case float[] x -> {
        float[] product = new float[x.length];
        for (int i = 0; i < x.length; i++) {
          product[i] = (float) (x[i] * factor);
        }
        yield product;
      }
      case Object[] x -> each(x, i -> scale(x[i], factor));
      case TangentVector<?> x -> x.scale(factor);
      default -> throw unknown(a);
    };
  }

  /**
   * The inner product.
   *
   * @throws IllegalArgumentException if two arrays differ in length
   */
  public static <A> double dot(A a, A b) {
    double sum = 0;
    switch (a) {
      case null -> { }
      case double[] x -> {
        double[] y = (double[]) b;
        same(x.length, y.length);
        for (int i = 0; i < x.length; i++) {
          sum += x[i] * y[i];
        }
      }
      case float[] x -> {
        float[] y = (float[]) b;
        same(x.length, y.length);
        for (int i = 0; i < x.length; i++) {
          sum += (double) x[i] * y[i];
        }
      }
      case Object[] x -> {
        Object[] y = (Object[]) b;
        same(x.length, y.length);
        for (int i = 0; i < x.length; i++) {
          sum += dot(x[i], y[i]);
        }
      }
      case TangentVector<?> x -> sum = dotOf(x, b);
      default -> throw unknown(a);
    }
    return sum;
  }

  @SuppressWarnings("unchecked")
  private static <T extends TangentVector<T>> double dotOf(TangentVector<?> a, Object b) {
    return ((T) a).dot((T) b);
  }

  /** How many numbers there are. */
  public static int size(Object a) {
    int size = 0;
    switch (a) {
      case null -> { }
      case double[] x -> size = x.length;
      case float[] x -> size = x.length;
      case Object[] x -> {
        for (Object row : x) {
          size += size(row);
        }
      }
      case List<?> x -> size = size(x.toArray());
      case TangentVector<?> x -> size = x.size();
      default -> throw unknown(a);
    }
    return size;
  }

  /** Writes all numbers and answers the place behind the last one. */
  public static int flatten(Object a, double[] into, int at) {
    int next = at;
    switch (a) {
      case null -> { }
      case double[] x -> {
        System.arraycopy(x, 0, into, at, x.length);
        next += x.length;
      }
      case float[] x -> {
        for (float v : x) {
          into[next++] = v;
        }
      }
      case Object[] x -> {
        for (Object row : x) {
          next = flatten(row, into, next);
        }
      }
      case List<?> x -> next = flatten(x.toArray(), into, at);
      case TangentVector<?> x -> next = x.flatten(into, at);
      default -> throw unknown(a);
    }
    return next;
  }

  /** Copies the numbers of an array into another of its shape; nothing where either is null. */
  public static void copy(Object from, Object to) {
    switch (from) {
      case null -> { }
      case double[] x -> System.arraycopy(x, 0, (double[]) to, 0, x.length);
      case float[] x -> System.arraycopy(x, 0, (float[]) to, 0, x.length);
      case Object[] x -> {
        for (int i = 0; i < x.length; i++) {
          copy(x[i], ((Object[]) to)[i]);
        }
      }
      default -> throw unknown(from);
    }
  }

  /** One of this shape with the numbers from there on. */
  @SuppressWarnings("unchecked")
  public static <A> A unflatten(A like, double[] values, int at) {
    return (A) switch (like) {
      case null -> null;
      case double[] x -> {
        double[] made = new double[x.length];
        System.arraycopy(values, at, made, 0, x.length);
        yield made;
      }
      case float[] x -> {
        float[] made = new float[x.length];
        for (int i = 0; i < x.length; i++) {
          made[i] = (float) values[at + i];
        }
        yield made;
      }
      case Object[] x -> {
        Object[] made = (Object[]) Array.newInstance(x.getClass().getComponentType(), x.length);
        int next = at;
        for (int i = 0; i < x.length; i++) {
          made[i] = unflatten(x[i], values, next);
          next += size(x[i]);
        }
        yield made;
      }
      case List<?> x -> Arrays.asList(unflatten(x.toArray(), values, at));
      case TangentVector<?> x -> x.unflatten(values, at);
      default -> throw unknown(like);
    };
  }

  /** The elements of an array, each made into something else; null for null. */
  public static <A, B> B[] map(A[] elements, IntFunction<B[]> array, Function<A, B> function) {
    if (elements == null) {
      return null;
    }
    B[] made = array.apply(elements.length);
    for (int i = 0; i < made.length; i++) {
      made[i] = function.apply(elements[i]);
    }
    return made;
  }

  /** The elements of two arrays of one length, each two made into one thing; null for null. */
  public static <A, B, C> C[] combine(A[] first, B[] second, IntFunction<C[]> array, BiFunction<A, B, C> function) {
    if (first == null) {
      return null;
    }
    same(first.length, second.length);
    C[] made = array.apply(first.length);
    for (int i = 0; i < made.length; i++) {
      made[i] = function.apply(first[i], second[i]);
    }
    return made;
  }

  private static Object[] each(Object[] like, IntFunction<Object> element) {
    Object[] made = (Object[]) Array.newInstance(like.getClass().getComponentType(), like.length);
    for (int i = 0; i < made.length; i++) {
      made[i] = element.apply(i);
    }
    return made;
  }

  private static void same(int a, int b) {
    if (a != b) {
      throw new IllegalArgumentException("arrays of " + a + " and " + b + " elements");
    }
  }

  private static IllegalArgumentException unknown(Object a) {
    return new IllegalArgumentException("no vector: " + a.getClass().getName());
  }
}
