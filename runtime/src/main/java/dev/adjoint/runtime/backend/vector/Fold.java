package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.backend.spi.ReduceOp;
import jdk.incubator.vector.VectorOperators;

/** A reduction of many elements to one, in a fixed order. */
interface Fold {
  /** Reduces n elements that lie one after the other. */
  double row(Object x, int at, int n);

  /** Reduces rows of n elements to n values, and merges those into {@code into}. */
  void columns(Object x, int at, int rows, int rowStep, double[] into, int n);

  /** The value of no elements. */
  static double neutral(ReduceOp op) {
    return switch (op) {
      case SUM, NORM2 -> 0;
      case PROD -> 1;
      case MAX, LOGSUMEXP, ARGMAX, ANY -> Double.NEGATIVE_INFINITY;
      case MIN, ARGMIN, ALL -> Double.POSITIVE_INFINITY;
    };
  }

  /** How the values of two parts become one; of {@link ReduceOp#NORM2} they are sums of squares. */
  static VectorOperators.Associative merge(ReduceOp op) {
    return switch (op) {
      case SUM, NORM2, LOGSUMEXP -> VectorOperators.ADD;
      case PROD -> VectorOperators.MUL;
      case MAX, ARGMAX, ANY -> VectorOperators.MAX;
      case MIN, ARGMIN, ALL -> VectorOperators.MIN;
    };
  }

  /** As {@link #merge(ReduceOp)} says. */
  static double merged(ReduceOp op, double a, double b) {
    return switch (op) {
      case SUM, NORM2, LOGSUMEXP -> a + b;
      case PROD -> a * b;
      case MAX, ARGMAX, ANY -> Math.max(a, b);
      case MIN, ARGMIN, ALL -> Math.min(a, b);
    };
  }
}
