package dev.adjoint.tests.corpus;

import dev.adjoint.tests.corpus.Derivatives.Outcome;
import dev.adjoint.tests.corpus.Values.Cell;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What must hold of the second derivatives of one method at one point. Every check throws an {@link AssertionError}. */
final class SecondOrder {
  private final Derivatives first;
  private final Object[] arguments;
  private final Checks.Tolerance tolerance;
  private final List<Cell> cells;
  private final Method hvp;
  private final Method intoBuffers;
  private final Method hessian;
  private final boolean shared;

  /** What {@code fHvp} returned, gradient and product by cell. */
  record Product(Object value, Object[] after, double[] gradient, double[] product) {}

  SecondOrder(ClassLoader loader, Subject subject, Object[] arguments, Checks.Tolerance tolerance)
      throws ReflectiveOperationException {
    this.first = new Derivatives(loader, subject);
    this.arguments = arguments;
    this.tolerance = tolerance;
    this.cells = Values.cells(arguments, first.wrt());
    Class<?> generated = loader.loadClass(subject.derivativesName());
    var types = new ArrayList<Class<?>>(first.types());
    var buffers = new ArrayList<Class<?>>();
    int leaves = 0;
    for (int i = 0; i < first.types().size(); i++) {
      if (first.wrt().get(i)) {
        types.add(first.types().get(i));
        leaves += Values.cells(new Object[] {arguments[i]}, List.of(true)).size();
        if (first.types().get(i).isArray()) {
          buffers.add(first.types().get(i));
        }
      }
    }
    shared = leaves != cells.size();
    hvp = method(generated, subject.method() + "Hvp", types);
    // where a parameter is taken apart, fHvp allocates
    boolean apart = first.types().stream().anyMatch(t -> t.isRecord() || t.isSealed() || t == List.class);
    hessian = method(generated, subject.method() + "Hessian", first.types());
    if (apart || buffers.isEmpty()) {
      intoBuffers = null;
    } else {
      types.addAll(buffers);
      types.addAll(buffers);
      intoBuffers = method(generated, subject.method() + "Hvp", types);
    }
  }

  private static Method method(Class<?> owner, String name, List<Class<?>> types) throws NoSuchMethodException {
    Method m = owner.getDeclaredMethod(name, types.toArray(Class<?>[]::new));
    m.setAccessible(true);
    return m;
  }

  /** Whether a method has such derivatives. */
  static boolean applies(Derivatives derivatives) {
    return derivatives.hasGradient();
  }

  /** Calls {@code fHvp} on a copy. */
  Product hvp(Object[] point, double[] direction) throws Throwable {
    Object[] copy = Values.copy(point);
    Object[] components = Derivatives.components(Derivatives.call(hvp, null, withTangents(point, copy, direction).toArray()));
    var gradient = new Object[arguments.length];
    var product = new Object[arguments.length];
    int next = 1;
    for (Object[] half : List.of(gradient, product)) {
      for (int i = 0; i < half.length; i++) {
        if (first.wrt().get(i)) {
          half[i] = components[next++];
        }
      }
    }
    return new Product(components[0], copy, Values.get(gradient, cells), Values.get(product, cells));
  }

  private List<Object> withTangents(Object[] point, Object[] copy, double[] direction) {
    Object[] tangents = first.shadows(point);
    for (int k = 0; k < cells.size(); k++) {
      Values.set(tangents, cells.get(k), direction[k]);
    }
    var all = new ArrayList<Object>(Arrays.asList(copy));
    for (int i = 0; i < copy.length; i++) {
      if (first.wrt().get(i)) {
        all.add(tangents[i]);
      }
    }
    return all;
  }

  private static double[] unit(int n, int i) {
    double[] e = new double[n];
    e[i] = 1;
    return e;
  }

  private double[] random(long seed) {
    var random = new Random(seed);
    double[] e = new double[cells.size()];
    Arrays.setAll(e, i -> (float) (random.nextDouble() * 2 - 1));
    return e;
  }

  /** Value, arrays and gradient are those of the method and of {@code fGradient}, bit for bit. */
  void firstOrder() throws Throwable {
    Outcome primal = first.primal(arguments);
    Product here = hvp(arguments, random(5));
    if (!Values.same(primal.value(), here.value())) {
      throw new AssertionError("fHvp returns " + here.value() + ", the method " + primal.value());
    }
    for (int i = 0; i < primal.after().length; i++) {
      if (primal.after()[i] != null && primal.after()[i].getClass().isArray()
          && !Values.same(primal.after()[i], here.after()[i])) {
        throw new AssertionError("fHvp leaves argument " + i + " as " + Values.text(here.after()[i]) + ", the method as "
            + Values.text(primal.after()[i]));
      }
    }
    if (!shared && !Checks.equal(first.gradient(arguments).adjoints(), here.gradient())) {
      throw new AssertionError("fGradient " + Arrays.toString(first.gradient(arguments).adjoints()) + ", with fHvp "
          + Arrays.toString(here.gradient()));
    }
  }

  /** Products with unit vectors against central differences of the gradient, where these can be trusted; returns how many could. */
  int againstDifferences() throws Throwable {
    int compared = 0;
    int n = cells.size();
    for (int i = 0; i < n; i++) {
      int cell = i;
      double x = Values.get(arguments, cells.get(i));
      double[] product = hvp(arguments, unit(n, i)).product();
      FiniteDifferences.Estimate estimate = FiniteDifferences.of(step -> {
        Object[] moved = Values.copy(arguments);
        double at = Values.set(moved, cells.get(cell), x + step);
        double[] gradient = hvp(moved, new double[n]).gradient();
        double[] all = Arrays.copyOf(gradient, n + 1);
        all[n] = at;
        return all;
      }, tolerance.firstStep() * Math.max(0.1, Math.abs(x)), tolerance.levels());
      double scale = Checks.norm(estimate.derivatives()) + 1e-3 * Checks.norm(hvp(arguments, new double[n]).gradient()) + 1e-3;
      for (int j = 0; j < n; j++) {
        double bound = 10 * tolerance.differences() * scale;
        if (estimate.errors()[j] <= bound / 10) {
          compared++;
          if (!(Math.abs(product[j] - estimate.derivatives()[j]) <= bound)) {
            throw new AssertionError("d2 / d " + cells.get(i) + " d " + cells.get(j) + ": " + product[j] + ", differences "
                + estimate.derivatives()[j] + " ± " + estimate.errors()[j]);
          }
        }
      }
    }
    return compared;
  }

  /** Whether second derivatives are of a size at which rounding does not drown them, and hardly move with the last bits. */
  boolean isModerate() throws Throwable {
    int n = cells.size();
    for (int i = 0; i < n; i++) {
      double[] row = hvp(arguments, unit(n, i)).product();
      Object[] moved = Values.copy(arguments);
      for (Cell cell : cells) {
        Values.set(moved, cell, Math.nextUp(Values.get(arguments, cell)));
      }
      double[] near = hvp(moved, unit(n, i)).product();
      double scale = Checks.norm(row) + tolerance.least();
      for (int j = 0; j < n; j++) {
        if (!(Math.abs(row[j]) < 1e6) || !(Math.abs(near[j] - row[j]) <= tolerance.reverse() * scale)) {
          return false;
        }
      }
    }
    return true;
  }

  /** {@code u'Hv = v'Hu}; a zero tangent gives zeros; the Hessian has the products as rows. */
  void structure() throws Throwable {
    int n = cells.size();
    double[][] rows = new double[n][];
    double scale = tolerance.least();
    for (int i = 0; i < n; i++) {
      rows[i] = hvp(arguments, unit(n, i)).product();
      scale = Math.max(scale, Checks.norm(rows[i]));
    }
    boolean finite = Double.isFinite(scale) && !Arrays.deepToString(rows).contains("NaN");
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (finite && !(Math.abs(rows[i][j] - rows[j][i]) <= 100 * tolerance.reverse() * scale)) {
          throw new AssertionError("not symmetric at " + cells.get(i) + ", " + cells.get(j) + ": " + rows[i][j] + ", " + rows[j][i]);
        }
      }
    }
    double[] nothing = hvp(arguments, new double[n]).product();
    for (double d : nothing) {
      if (d != 0 && !Double.isNaN(d)) {
        throw new AssertionError("zero tangent: " + Arrays.toString(nothing));
      }
    }
    if (!shared) {
      Object[] copy = Values.copy(arguments);
      double[][] matrix = (double[][]) Derivatives.call(hessian, null, copy);
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] != null && arguments[i].getClass().isArray() && !Values.same(arguments[i], copy[i])) {
          throw new AssertionError("fHessian changes argument " + i);
        }
      }
      if (matrix.length > n && shareRows()) {
        return;
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double expected = i <= j ? rows[i][j] : rows[j][i];
          if (matrix.length != n || matrix[i][j] != expected && !(Double.isNaN(matrix[i][j]) && Double.isNaN(expected))) {
            throw new AssertionError("fHessian " + Arrays.deepToString(matrix) + ", products " + Arrays.deepToString(rows));
          }
        }
      }
    }
  }

  /** Whether an array of arrays has one row twice: it counts twice for the Hessian. */
  private boolean shareRows() {
    return Arrays.stream(arguments).anyMatch(a -> a instanceof Object[] rows
        && Arrays.stream(rows).map(System::identityHashCode).distinct().count() < rows.length);
  }

  /** Everything, for comparison of two compilations. */
  List<double[]> everything() throws Throwable {
    Product here = hvp(arguments, random(6));
    return List.of(here.gradient(), here.product());
  }

  /** The buffers are added to where the method leaves its arrays alone. */
  void buffers() throws Throwable {
    Outcome primal = first.primal(arguments);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] != null && arguments[i].getClass().isArray() && !Values.same(arguments[i], primal.after()[i])) {
        return;
      }
    }
    if (intoBuffers == null || shared) {
      return;
    }
    double[] direction = random(8);
    Product expected = hvp(arguments, direction);
    var call = call(direction);
    Derivatives.call(intoBuffers, null, call.all().toArray());
    compare("gradient", call.gradients(), call.start(), expected.gradient());
    compare("product", call.products(), call.start(), expected.product());
  }

  private void compare(String what, Object[] buffers, double[] start, double[] expected) {
    double scale = Checks.norm(expected) + 1;
    for (int k = 0; k < cells.size(); k++) {
      if (cells.get(k).path().length > 0) {
        double added = Values.get(buffers, List.of(cells.get(k)))[0] - start[k];
        if (!(Math.abs(added - expected[k]) <= 10 * tolerance.reverse() * scale) && !Double.isNaN(expected[k])) {
          throw new AssertionError(what + " buffer at " + cells.get(k) + ": " + added + " added, not " + expected[k]);
        }
      }
    }
  }

  private record Call(List<Object> all, Object[] gradients, Object[] products, double[] start) {}

  private Call call(double[] direction) {
    double[] start = random(9);
    Object[] gradients = first.buffers(arguments, cells, start);
    Object[] products = first.buffers(arguments, cells, start);
    var all = withTangents(arguments, Values.copy(arguments), direction);
    for (Object[] buffers : List.of(gradients, products)) {
      for (int i = 0; i < buffers.length; i++) {
        if (first.wrt().get(i) && first.types().get(i).isArray()) {
          all.add(buffers[i]);
        }
      }
    }
    return new Call(all, gradients, products, start);
  }

  /** The exception is the method's, and no buffer was touched. */
  void exceptions() throws Throwable {
    Throwable expected = thrown(() -> first.primal(arguments));
    match(expected, thrown(() -> hvp(arguments, random(3))));
    if (intoBuffers != null && !shared) {
      var call = call(random(4));
      Object[] before = Values.copy(call.gradients());
      match(expected, thrown(() -> Derivatives.call(intoBuffers, null, call.all().toArray())));
      for (int i = 0; i < before.length; i++) {
        if (before[i] != null && before[i].getClass().isArray()
            && !(Values.same(before[i], call.gradients()[i]) && Values.same(before[i], call.products()[i]))) {
          throw new AssertionError("the buffers of argument " + i + " were touched");
        }
      }
    }
  }

  private static void match(Throwable expected, Throwable actual) {
    if (actual == null || actual.getClass() != expected.getClass()
        || !Checks.isSameMessage(expected, actual)) {
      throw new AssertionError("fHvp throws " + actual + ", the method " + expected, actual);
    }
  }

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
}
