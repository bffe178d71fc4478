package dev.adjoint.tests.corpus;

import dev.adjoint.tests.corpus.Derivatives.Outcome;
import dev.adjoint.tests.corpus.Values.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What must hold of the derivatives of one method at one point. Every method throws an {@link AssertionError} that names the
 * entries that differ.
 *
 * <p>Notation: the method maps the cells of its differentiated arguments to outputs. The outputs of a method with a result
 * are the leaves of the result; those of a void method are the array cells after the call.
 */
public final class Checks {

  /**
   * How closely floating numbers must agree, relative to the largest entry of a row of the Jacobian.
   *
   * @param least entries are compared relative to no less than this: a derivative such as {@code 1 - cos(x)} that cancels
   *     almost to nothing has few digits in either mode
   */
  public record Tolerance(double reverse, double differences, double firstStep, int levels, double least) {
    /** For programs in double. */
    public static final Tolerance DOUBLE = new Tolerance(1e-13, 1e-6, 1e-3, 6, 0);
    /** For programs in which a float occurs: the primal itself jumps by 1e-7. */
    public static final Tolerance FLOAT = new Tolerance(1e-6, 5e-3, 0.0625, 3, 0);
  }

  /** A relative step close by: for doubles of size 1, differences over it have six digits. */
  private static final double CLOSE_BY = 1e-8;
  private static final double CLOSE_BY_ERROR = 1e-3;

  private final Derivatives derivatives;
  private final Object[] arguments;
  private final Tolerance tolerance;
  private final List<Cell> cells;
  private final List<Cell> arrayCells;

  Checks(Derivatives derivatives, Object[] arguments, Tolerance tolerance) {
    this.derivatives = derivatives;
    this.arguments = arguments;
    this.tolerance = tolerance;
    this.cells = Values.cells(arguments, derivatives.wrt());
    this.arrayCells = cells.stream().filter(c -> c.path().length > 0).toList();
  }

  Object[] arguments() {
    return arguments;
  }

  /** The values of all three derivatives, and the arrays afterwards, are the user's method's bit for bit. */
  void primal() throws Throwable {
    Outcome expected = derivatives.primal(arguments);
    Object seed = seed(expected.value(), null, 1);
    compare("fVjp", expected, derivatives.vjp(arguments, seed, null));
    compare("fJvp", expected, derivatives.jvp(arguments, filled(cells.size(), 1)));
    if (derivatives.hasGradient() && gradientIsDefined()) {
      compare("fGradient", expected, derivatives.gradient(arguments));
    }
  }

  private static void compare(String what, Outcome expected, Outcome actual) {
    if (!Values.same(expected.value(), actual.value())) {
      fail(what + " returns " + Values.text(actual.value()) + ", the method " + Values.text(expected.value()));
    }
    for (int i = 0; i < expected.after().length; i++) {
      if (Values.isNested(expected.after()[i]) && !Values.same(expected.after()[i], actual.after()[i])) {
        fail(what + " leaves argument " + i + " as " + Values.text(actual.after()[i]) + ", the method as " + Values.text(expected.after()[i]));
      }
    }
  }

  /** Forward mode against central differences of the user's method. */
  void forwardAgainstDifferences() throws Throwable {
    Outcome here = derivatives.primal(arguments);
    List<Cell> results = resultCells(here.value());
    double[] values = outputs(here, results, true);
    for (int i = 0; i < cells.size(); i++) {
      double[] forward = tangents(derivatives.jvp(arguments, basis(cells.size(), i)), results, true);
      var estimate = differences(i, results);
      double scale = norm(forward);
      for (int j = 0; j < forward.length; j++) {
        double bound = tolerance.differences * Math.max(scale, 1e-3 * Math.abs(values[j])) + 1e-9 * Math.abs(values[j]) + 1e-10;
        double error = Math.abs(forward[j] - estimate.derivatives()[j]);
        if (!Double.isNaN(values[j]) && !(error <= bound)) {
          fail("d output " + j + " / d cell " + cells.get(i) + ": forward " + forward[j] + ", differences "
              + estimate.derivatives()[j] + " ± " + estimate.errors()[j]);
        }
      }
    }
  }

  /** The largest estimated relative error of the differences here: how trustworthy they are as a reference. */
  double differencesError() throws Throwable {
    List<Cell> results = resultCells(derivatives.primal(arguments).value());
    double worst = 0;
    for (int i = 0; i < cells.size(); i++) {
      var estimate = differences(i, results);
      double scale = norm(estimate.derivatives()) + 1e-3;
      for (double e : estimate.errors()) {
        worst = Double.isNaN(e) ? worst : Math.max(worst, e / scale);
      }
    }
    return worst;
  }

  /**
   * Whether the method has the same slope close by as from afar. A function that jumps at even distances from here looks straight
   * from afar (the steps of a staircase, for example of a loop whose number of turns depends on an argument), and extrapolation
   * of its differences converges to the slope of the stair.
   */
  boolean isStraightCloseBy() throws Throwable {
    List<Cell> results = resultCells(derivatives.primal(arguments).value());
    boolean straight = true;
    for (int i = 0; i < cells.size(); i++) {
      double[] afar = differences(i, results).derivatives();
      double[] closeBy = differences(i, results, CLOSE_BY, 1).derivatives();
      double bound = CLOSE_BY_ERROR * (norm(afar) + 1e-3);
      for (int j = 0; j < afar.length; j++) {
        straight &= !(Math.abs(closeBy[j] - afar[j]) > bound);
      }
    }
    return straight;
  }

  /** Whether values and derivatives are finite and of a size at which rounding does not drown them. */
  boolean isModerate() throws Throwable {
    Outcome here = derivatives.primal(arguments);
    List<Cell> results = resultCells(here.value());
    boolean moderate = true;
    for (double d : outputs(here, results, true)) {
      moderate &= Math.abs(d) < 1e6;
    }
    for (int i = 0; i < cells.size(); i++) {
      for (double d : tangents(derivatives.jvp(arguments, basis(cells.size(), i)), results, true)) {
        moderate &= Math.abs(d) < 1e6;
      }
    }
    return moderate;
  }

  /** Whether derivatives hardly move when the arguments move by their last bits, so that the order of a sum does not matter. */
  boolean isWellConditioned() throws Throwable {
    List<Cell> results = resultCells(derivatives.primal(arguments).value());
    boolean well = true;
    for (int i = 0; i < cells.size(); i++) {
      double[] here = tangents(derivatives.jvp(arguments, basis(cells.size(), i)), results, true);
      double bound = tolerance.reverse / 100 * Math.max(tolerance.least, norm(here));
      for (int k = -2; k <= 2; k++) {
        Object[] moved = Values.copy(arguments);
        for (Cell cell : cells) {
          double x = Values.get(arguments, cell);
          Values.set(moved, cell, x + k * Math.ulp(x));
        }
        double[] near = tangents(derivatives.jvp(moved, basis(cells.size(), i)), results, true);
        for (int j = 0; j < here.length; j++) {
          well &= Double.isNaN(here[j]) || Math.abs(near[j] - here[j]) <= bound;
        }
      }
    }
    return well;
  }

  private FiniteDifferences.Estimate differences(int i, List<Cell> results) throws Throwable {
    return differences(i, results, tolerance.firstStep, tolerance.levels);
  }

  private FiniteDifferences.Estimate differences(int i, List<Cell> results, double relativeStep, int levels) throws Throwable {
    double x = Values.get(arguments, cells.get(i));
    double first = relativeStep * Math.max(0.1, Math.abs(x));
    return FiniteDifferences.of(step -> {
      Object[] moved = Values.copy(arguments);
      double at = Values.set(moved, cells.get(i), x + step);
      double[] out = outputs(derivatives.primal(moved), results, true);
      double[] all = Arrays.copyOf(out, out.length + 1);
      all[out.length] = at;
      return all;
    }, first, levels);
  }

  /** Reverse against forward: the whole Jacobian entry by entry, then the dot-product test with random vectors. */
  void reverseAgainstForward(long seedOfRandom) throws Throwable {
    Outcome here = derivatives.primal(arguments);
    List<Cell> results = resultCells(here.value());
    int n = cells.size();
    int m = outputs(here, results, false).length;
    double[][] forward = new double[n][];
    for (int i = 0; i < n; i++) {
      forward[i] = tangents(derivatives.jvp(arguments, basis(n, i)), results, false);
    }
    for (int j = 0; j < m; j++) {
      double[] reverse = reverse(here.value(), results, basis(m, j));
      double scale = Math.max(tolerance.least, norm(reverse));
      for (int i = 0; i < n; i++) {
        scale = Math.max(scale, Math.abs(forward[i][j]));
      }
      for (int i = 0; i < n; i++) {
        if (!(Math.abs(forward[i][j] - reverse[i]) <= tolerance.reverse * scale) && forward[i][j] != reverse[i]) {
          fail("d output " + j + " / d cell " + cells.get(i) + ": forward " + forward[i][j] + ", reverse " + reverse[i]);
        }
      }
      if (derivatives.hasGradient() && gradientIsDefined()) {
        double[] gradient = derivatives.gradient(arguments).adjoints();
        if (!equal(gradient, reverse)) {
          fail("fGradient " + Arrays.toString(gradient) + ", fVjp with seed 1 " + Arrays.toString(reverse));
        }
      }
    }
    var random = new Random(seedOfRandom);
    for (int round = 0; round < 3; round++) {
      double[] v = random(random, n);
      double[] w = random(random, m);
      double[] jv = tangents(derivatives.jvp(arguments, v), results, false);
      double[] wj = reverse(here.value(), results, w);
      double left = 0;
      double right = 0;
      double scale = tolerance.least;
      for (int j = 0; j < m; j++) {
        left += w[j] * jv[j];
        for (int i = 0; i < n; i++) {
          scale += Math.abs(w[j] * forward[i][j] * v[i]);
        }
      }
      for (int i = 0; i < n; i++) {
        right += wj[i] * v[i];
      }
      if (!(Math.abs(left - right) <= 10 * tolerance.reverse * scale)) {
        fail("dot product: forward " + left + ", reverse " + right);
      }
    }
  }

  /** A zero seed gives exact zeros, and so does a zero tangent. */
  void zeroSeed() throws Throwable {
    Outcome here = derivatives.primal(arguments);
    List<Cell> results = resultCells(here.value());
    double[] reverse = derivatives.vjp(arguments, seed(here.value(), null, 0), null).adjoints();
    double[] forward = tangents(derivatives.jvp(arguments, new double[cells.size()]), results, true);
    for (double d : reverse) {
      if (d != 0) {
        fail("zero seed: " + Arrays.toString(reverse));
      }
    }
    for (double d : forward) {
      if (d != 0 && !Double.isNaN(d)) {
        fail("zero tangent: " + Arrays.toString(forward));
      }
    }
  }

  /**
   * What buffers hold on entry: for an array that the method does not write, a sum that is added to; for one that it writes,
   * the adjoint of its final content. Both are the same statement: the buffers hold the adjoints of the arrays after the call
   * on entry, and those of the arrays before it on return.
   */
  void buffers(long seedOfRandom) throws Throwable {
    var random = new Random(seedOfRandom);
    Outcome here = derivatives.primal(arguments);
    List<Cell> results = resultCells(here.value());
    int m = results.size();
    double[] initial = rounded(random(random, cells.size()));
    for (int i = 0; i < initial.length; i++) {
      initial[i] = cells.get(i).path().length == 0 ? 0 : initial[i];
    }
    double[] w = rounded(random(random, m));
    Object seed = derivatives.isVoid() ? null : seed(here.value(), results, w);
    double[] adjoints = derivatives.vjp(arguments, seed, initial).adjoints();
    double[] expected = new double[cells.size()];
    double scale = norm(initial) + norm(adjoints);
    for (int i = 0; i < expected.length; i++) {
      Outcome forward = derivatives.jvp(arguments, basis(cells.size(), i));
      double[] tangents = Values.get(new Object[] {forward.tangent()}, results);
      for (int j = 0; j < m; j++) {
        expected[i] += w[j] * tangents[j];
        scale = Math.max(scale, Math.abs(w[j] * tangents[j]));
      }
      double[] after = Values.get(forward.tangents(), arrayCells);
      for (int k = 0, next = 0; k < cells.size(); k++) {
        if (cells.get(k).path().length > 0) {
          double term = initial[k] * after[next++];
          expected[i] += term;
          scale = Math.max(scale, Math.abs(term));
        }
      }
    }
    close("buffers", expected, adjoints, 10 * scale);
  }

  private void close(String what, double[] expected, double[] actual, double scale) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - actual[i]) <= tolerance.reverse * scale) && expected[i] != actual[i]) {
        fail(what + " at cell " + cells.get(i) + ": expected " + expected[i] + ", got " + actual[i]);
      }
    }
  }

  /** Everything that the derivatives say here, for comparison of two compilations. */
  List<double[]> everything(long seedOfRandom) throws Throwable {
    var random = new Random(seedOfRandom);
    Outcome here = derivatives.primal(arguments);
    List<Cell> results = resultCells(here.value());
    var all = new ArrayList<double[]>();
    int m = outputs(here, results, false).length;
    for (double[] w : List.of(filled(m, 1), random(random, m))) {
      all.add(reverse(here.value(), results, w));
    }
    for (double[] v : List.of(filled(cells.size(), 1), random(random, cells.size()))) {
      Outcome outcome = derivatives.jvp(arguments, v);
      all.add(outputs(outcome, results, true));
      all.add(tangents(outcome, results, true));
    }
    return all;
  }

  /** Two compilations say the same, bit for bit but for the sign of zero. */
  static void same(List<double[]> on, List<double[]> off) {
    for (int k = 0; k < on.size(); k++) {
      if (!equal(on.get(k), off.get(k))) {
        fail("analyses on " + Arrays.toString(on.get(k)) + ", off " + Arrays.toString(off.get(k)));
      }
    }
  }

  /** The exception is the user's, and no buffer was touched. */
  void exceptions() throws Throwable {
    Throwable expected = thrown(() -> derivatives.primal(arguments));
    if (expected == null) {
      fail("the method itself does not throw");
    }
    Object seed = derivatives.isVoid() ? null : (Object) 1.0;
    double[] initial = rounded(random(new Random(7), cells.size()));
    Object[] buffers = derivatives.buffers(arguments, cells, initial);
    Object[] before = Values.copy(buffers);
    match("fVjp", expected, thrown(() -> derivatives.vjp(Values.copy(arguments), seed, buffers, cells)));
    for (int i = 0; i < buffers.length; i++) {
      if (Values.isNested(buffers[i]) && !Values.same(before[i], buffers[i])) {
        fail("the buffer of argument " + i + " was " + Values.text(before[i]) + " and is " + Values.text(buffers[i]));
      }
    }
    match("fJvp", expected, thrown(() -> derivatives.jvp(arguments, filled(cells.size(), 1))));
    if (derivatives.hasGradient()) {
      match("fGradient", expected, thrown(() -> derivatives.gradient(arguments)));
    }
  }

  private static void match(String what, Throwable expected, Throwable actual) {
    if (actual == null || actual.getClass() != expected.getClass() || !isSameMessage(expected, actual)) {
      throw new AssertionError(what + " throws " + actual + ", the method " + expected, actual);
    }
  }

  /**
   * The text that the virtual machine adds to a NullPointerException speaks of the code, not of the program; and where it throws one
   * exception often, it leaves text and stack out.
   */
  static boolean isSameMessage(Throwable expected, Throwable actual) {
    boolean machine = expected instanceof NullPointerException && actual.getMessage() == null && expected.getMessage() != null
        && expected.getMessage().startsWith("Cannot ");
    boolean leftOut = expected.getMessage() == null && expected.getStackTrace().length == 0
        || actual.getMessage() == null && actual.getStackTrace().length == 0;
    return machine || leftOut || java.util.Objects.equals(actual.getMessage(), expected.getMessage());
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Throwable;
  }

  private static Throwable thrown(Action action) {
    try {
      action.run();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  /** At a kink: exactly the documented derivative, from reverse and from forward mode. */
  void kink(double seed, double[] expected) throws Throwable {
    Outcome here = derivatives.primal(arguments);
    compare("fVjp", here, derivatives.vjp(arguments, seed(here.value(), null, seed), null));
    double[] reverse = derivatives.vjp(arguments, seed(here.value(), null, seed), null).adjoints();
    if (!nearly(expected, reverse)) {
      fail("reverse " + Arrays.toString(reverse) + ", documented " + Arrays.toString(expected));
    }
    double[] forward = new double[cells.size()];
    for (int i = 0; i < forward.length; i++) {
      double[] direction = basis(forward.length, i);
      direction[i] = seed;
      forward[i] = ((Number) derivatives.jvp(arguments, direction).tangent()).doubleValue();
    }
    if (!nearly(expected, forward)) {
      fail("forward " + Arrays.toString(forward) + ", documented " + Arrays.toString(expected));
    }
  }

  private static boolean nearly(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      boolean same = a[i] == b[i] || Double.isNaN(a[i]) && Double.isNaN(b[i]) || Math.abs(a[i] - b[i]) <= 4e-16 * Math.abs(a[i]);
      if (!same) {
        return false;
      }
    }
    return a.length == b.length;
  }

  /** A fresh gradient has fresh buffers; for arguments that share an array it may refuse. */
  private boolean gradientIsDefined() throws Throwable {
    int leaves = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (derivatives.wrt().get(i)) {
        leaves += Values.cells(new Object[] {arguments[i]}, List.of(true)).size();
      }
    }
    return leaves == cells.size() || !(thrown(() -> derivatives.gradient(arguments)) instanceof IllegalArgumentException);
  }

  private double[] reverse(Object value, List<Cell> results, double[] w) throws Throwable {
    if (!derivatives.isVoid()) {
      return derivatives.vjp(arguments, seed(value, results, w), null).adjoints();
    }
    double[] initial = new double[cells.size()];
    int next = 0;
    for (int i = 0; i < initial.length; i++) {
      initial[i] = cells.get(i).path().length > 0 ? w[next++] : 0;
    }
    return derivatives.vjp(arguments, null, initial).adjoints();
  }

  private static Object seed(Object value, List<Cell> results, double... w) {
    if (value == null) {
      return null;
    }
    Object[] holder = {value instanceof Double ? (Object) 0.0 : value instanceof Float ? (Object) 0f
        : Values.zeros(value, value.getClass(), new java.util.IdentityHashMap<>())};
    List<Cell> all = results == null ? resultCells(value) : results;
    for (int j = 0; j < all.size(); j++) {
      Values.set(holder, all.get(j), w.length == 1 ? w[0] : w[j]);
    }
    return holder[0];
  }

  private static List<Cell> resultCells(Object value) {
    return value == null ? List.of() : Values.cells(new Object[] {value}, List.of(true));
  }

  /** Leaves of the result, and (with {@code arrays}, or for void methods) the array cells after the call. */
  private double[] outputs(Outcome outcome, List<Cell> results, boolean arrays) {
    return read(outcome.value(), outcome.after(), results, arrays);
  }

  private double[] tangents(Outcome outcome, List<Cell> results, boolean arrays) {
    return read(outcome.tangent(), outcome.tangents(), results, arrays);
  }

  private double[] read(Object value, Object[] after, List<Cell> results, boolean arrays) {
    double[] first = Values.get(new Object[] {value}, results);
    double[] second = arrays || derivatives.isVoid() ? Values.get(after, arrayCells) : new double[0];
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static double[] basis(int n, int i) {
    double[] e = new double[n];
    e[i] = 1;
    return e;
  }

  private static double[] filled(int n, double v) {
    double[] e = new double[n];
    Arrays.fill(e, v);
    return e;
  }

  private static double[] random(Random random, int n) {
    double[] e = new double[n];
    Arrays.setAll(e, i -> random.nextDouble() * 2 - 1);
    return e;
  }

  private static double[] rounded(double[] a) {
    Arrays.setAll(a, i -> (float) a[i]);
    return a;
  }

  /** The largest magnitude, of what is a number. */
  static double norm(double[] a) {
    double n = 0;
    for (double d : a) {
      n = Double.isNaN(d) ? n : Math.max(n, Math.abs(d));
    }
    return n;
  }

  /** Whether all numbers are the same; NaN is the same as NaN. */
  static boolean equal(double[] a, double[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i] && !(Double.isNaN(a[i]) && Double.isNaN(b[i]))) {
        return false;
      }
    }
    return true;
  }

  private static void fail(String message) {
    throw new AssertionError(message);
  }
}
