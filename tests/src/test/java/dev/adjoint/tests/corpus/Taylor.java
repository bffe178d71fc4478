package dev.adjoint.tests.corpus;

import dev.adjoint.tests.corpus.Derivatives.Outcome;
import dev.adjoint.tests.corpus.Values.Cell;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What must hold of the Taylor coefficients of one method at one point. Every check throws an {@link AssertionError}. */
final class Taylor {
  private static final int ORDER = 5;

  private final Derivatives first;
  private final Object[] arguments;
  private final Checks.Tolerance tolerance;
  private final int parameter;
  private final Method coefficients;
  private final Method alongCurve;

  Taylor(ClassLoader loader, Subject subject, Object[] arguments, Checks.Tolerance tolerance) throws ReflectiveOperationException {
    this.first = new Derivatives(loader, subject);
    this.arguments = arguments;
    this.tolerance = tolerance;
    this.parameter = AnnotationText.parameter(subject) + first.types().size() - subject.types().size();
    Class<?> generated = loader.loadClass(subject.derivativesName());
    var types = new ArrayList<>(first.types());
    types.add(int.class);
    coefficients = method(generated, subject.method() + "Taylor", types);
    types.removeLast();
    types.set(parameter, double[].class);
    alongCurve = first.types().get(parameter) == double.class ? method(generated, subject.method() + "Taylor", types) : null;
  }

  /** Whether a method has them. */
  static boolean applies(Subject subject, Derivatives derivatives) {
    return AnnotationText.parameter(subject) >= 0 && derivatives.hasGradient();
  }

  private static Method method(Class<?> owner, String name, List<Class<?>> types) throws NoSuchMethodException {
    Method m = owner.getDeclaredMethod(name, types.toArray(Class<?>[]::new));
    m.setAccessible(true);
    return m;
  }

  private double[] coefficients(Object[] point, int order) throws Throwable {
    return (double[]) Derivatives.call(coefficients, null, with(point, order));
  }

  private static Object[] with(Object[] point, Object last) {
    var all = new ArrayList<Object>(Arrays.asList(Values.copy(point)));
    all.add(last);
    return all.toArray();
  }

  /** The coefficient of order 0 is the method's value bit for bit, arrays are left as the method leaves them, and that of order 1 is the tangent. */
  void firstOrder() throws Throwable {
    Outcome primal = first.primal(arguments);
    Object[] all = with(arguments, 1);
    double[] c = (double[]) Derivatives.call(coefficients, null, all);
    double value = ((Number) primal.value()).doubleValue();
    if (c.length != 2 || Double.compare(c[0], value) != 0) {
      throw new AssertionError("fTaylor has " + Arrays.toString(c) + ", the method " + value);
    }
    for (int i = 0; i < primal.after().length; i++) {
      if (primal.after()[i] != null && primal.after()[i].getClass().isArray() && !Values.same(primal.after()[i], all[i])) {
        throw new AssertionError("fTaylor leaves argument " + i + " as " + Values.text(all[i]) + ", the method as "
            + Values.text(primal.after()[i]));
      }
    }
    double tangent = tangent(arguments);
    double bound = tolerance.reverse() * Math.max(Math.max(tolerance.least(), 1e-3), Math.abs(tangent)) * 10;
    if (!(Math.abs(c[1] - tangent) <= bound) && Double.compare(c[1], tangent) != 0) {
      throw new AssertionError("order 1: " + c[1] + ", by fJvp " + tangent);
    }
  }

  private double tangent(Object[] point) throws Throwable {
    List<Cell> cells = Values.cells(point, first.wrt());
    double[] direction = new double[cells.size()];
    for (int k = 0; k < direction.length; k++) {
      Object[] mark = Values.copy(point);
      Values.set(mark, cells.get(k), Values.get(point, cells.get(k)) + 1);
      direction[k] = mark[parameter].equals(point[parameter]) ? 0 : 1;
    }
    return ((Number) first.jvp(point, direction).tangent()).doubleValue();
  }

  /** Fewer coefficients are the first of more, and along a line of another speed they are multiplied by its powers. */
  void structure() throws Throwable {
    double[] c = coefficients(arguments, ORDER);
    for (int order = 0; order < ORDER; order++) {
      double[] fewer = coefficients(arguments, order);
      if (!Arrays.equals(fewer, Arrays.copyOf(c, order + 1))) {
        throw new AssertionError("up to order " + order + " " + Arrays.toString(fewer) + ", up to " + ORDER + " " + Arrays.toString(c));
      }
    }
    if (alongCurve == null) {
      return;
    }
    double[] curve = new double[ORDER + 1];
    curve[0] = (Double) arguments[parameter];
    curve[1] = 4;
    Object[] all = Values.copy(arguments);
    all[parameter] = curve;
    double[] faster = (double[]) Derivatives.call(alongCurve, null, all);
    for (int k = 0; k <= ORDER; k++) {
      double expected = Math.scalb(c[k], 2 * k);
      if (!(Math.abs(faster[k] - expected) <= 1e-14 * Math.abs(expected)) && Double.compare(faster[k], expected) != 0
          && Math.abs(expected) > Double.MIN_NORMAL && Double.isFinite(expected)) {
        throw new AssertionError("at fourfold speed " + Arrays.toString(faster) + ", at its own " + Arrays.toString(c));
      }
    }
  }

  /** Each coefficient against central differences of the one before, where these can be trusted; returns how many could. */
  int againstDifferences() throws Throwable {
    double[] c = coefficients(arguments, ORDER);
    double x = ((Number) arguments[parameter]).doubleValue();
    boolean isFloat = arguments[parameter] instanceof Float;
    double largest = 0;
    for (double d : c) {
      largest = Math.max(largest, Math.abs(d));
    }
    FiniteDifferences.Estimate estimate = FiniteDifferences.of(step -> {
      Object[] moved = arguments.clone();
      double to = isFloat ? (float) (x + step) : x + step;
      moved[parameter] = isFloat ? (Object) (float) to : (Object) to;
      double[] all = Arrays.copyOf(coefficients(moved, ORDER - 1), ORDER + 1);
      all[ORDER] = to;
      return all;
    }, tolerance.firstStep() * Math.max(1e-2, Math.abs(x)), tolerance.levels());
    int compared = 0;
    for (int k = 1; k <= ORDER; k++) {
      double expected = estimate.derivatives()[k - 1] / k;
      double error = estimate.errors()[k - 1] / k;
      double bound = tolerance.differences() * Math.max(Math.abs(expected), Math.max(tolerance.least(), largest * 1e-3));
      if (error <= bound / 10 && Double.isFinite(expected)) {
        compared++;
        if (!(Math.abs(c[k] - expected) <= bound)) {
          throw new AssertionError("order " + k + ": " + c[k] + ", by differences of order " + (k - 1) + " " + expected + " ± " + error);
        }
      }
    }
    return compared;
  }

  /** An order that is negative, and a curve without coefficients, are refused. */
  void refusals() throws Throwable {
    for (boolean curve : new boolean[] {false, true}) {
      if (curve && alongCurve == null) {
        continue;
      }
      Object[] all = curve ? Values.copy(arguments) : with(arguments, -1);
      if (curve) {
        all[parameter] = new double[0];
      }
      try {
        Derivatives.call(curve ? alongCurve : coefficients, null, all);
      } catch (IllegalArgumentException e) {
        continue;
      }
      throw new AssertionError("accepted");
    }
  }
}
