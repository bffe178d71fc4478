package dev.adjoint.runtime.check;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A check of a method's generated derivatives, for the user's own tests. {@code @Differentiable(check = true)} generates one for a
 * method; {@link #verify} belongs into a test, whatever the test framework.
 *
 * <p>At each point, with random directions <var>v</var> and weights <var>w</var> of the outputs (the result and the content of
 * differentiated arrays after the call):
 *
 * <ul>
 *   <li>the value and the content of arrays are bit for bit those of the method itself, in both modes;
 *   <li>zero weights give adjoints that are exactly zero;
 *   <li>dot product: <var>w</var> &middot; (<var>J</var> <var>v</var>) from forward mode is
 *       (<var>J</var><sup>T</sup> <var>w</var>) &middot; <var>v</var> from reverse mode;
 *   <li>Taylor remainders: the method's change along <var>v</var> falls like the step, and like its square when the derivative
 *       of either mode is taken off.
 * </ul>
 *
 * <p>A derivative that is wrong by a relative error of more than about 10<sup>-6</sup> fails (in single precision 10<sup>-2</sup>). So
 * does a right one at a kink, and nearer to one than about 10<sup>-6</sup>: choose other points there. Numbers are reproducible: the
 * random ones have a fixed seed.
 */
public final class DerivativeCheck {
  private static final int POINTS = 3;
  private static final int DIRECTIONS = 2;
  private static final long SEED = 20_240_229;

  private final String name;
  private final CheckedMethod method;
  private final List<Object[]> points;
  private final long seed;

  private DerivativeCheck(String name, CheckedMethod method, List<Object[]> points, long seed) {
    this.name = name;
    this.method = method;
    this.points = points;
    this.seed = seed;
  }

  /**
   * A check at random points, for generated code.
   *
   * @param lookup of a class that can reach the method and its derivatives
   * @param owner the class that declares the method
   * @param derivatives the generated class
   * @param method the method's name
   * @param wrt for each parameter, whether the method is differentiated with respect to it
   * @param parameters the parameter types, the receiver's first for an instance method
   * @return the check
   * @throws IllegalArgumentException if there is no such method, or no derivatives of it
   */
  public static DerivativeCheck of(MethodHandles.Lookup lookup, Class<?> owner, Class<?> derivatives, String method, boolean[] wrt,
      Class<?>... parameters) {
    String types = Arrays.stream(parameters).map(Class::getSimpleName).collect(Collectors.joining(", "));
    return new DerivativeCheck(owner.getSimpleName() + "." + method + "(" + types + ")",
        new CheckedMethod(lookup, owner, derivatives, method, wrt, parameters), null, SEED);
  }

  /**
   * The same check at given points.
   *
   * @param arguments for each point the arguments, the receiver first for an instance method; arrays are copied before use
   * @return the check
   * @throws IllegalArgumentException if there is no point, or one with the wrong number of arguments
   */
  public DerivativeCheck at(Object[]... arguments) {
    if (arguments.length == 0) {
      throw new IllegalArgumentException(name + ": no points");
    }
    for (Object[] point : arguments) {
      if (point.length != method.parameters().length) {
        throw new IllegalArgumentException(
            name + " takes " + method.parameters().length + " arguments, a point has " + point.length);
      }
    }
    return new DerivativeCheck(name, method, List.of(arguments), seed);
  }

  /**
   * The same check with other random numbers.
   *
   * @param other the seed
   * @return the check
   */
  public DerivativeCheck withSeed(long other) {
    return new DerivativeCheck(name, method, points, other);
  }

  /**
   * What is checked, for display names of tests.
   *
   * @return class, method and parameter types
   */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * One thing that was checked.
   *
   * @param what for instance {@code point 0, direction 1: dot product}
   * @param passed whether it is as it should be
   * @param detail what was measured
   */
  public record Outcome(String what, boolean passed, String detail) {}

  /**
   * Checks, and throws if anything is wrong.
   *
   * @throws AssertionError if anything is; the message lists all of it
   * @throws IllegalStateException if the method throws at a point, or there are no random arguments of its parameters' types
   */
  public void verify() {
    List<Outcome> all = outcomes();
    List<Outcome> failed = all.stream().filter(o -> !o.passed()).toList();
    if (!failed.isEmpty()) {
      throw new AssertionError(name + ": " + failed.size() + " of " + all.size() + " checks of its derivatives fail\n"
          + failed.stream().map(o -> "  " + o.what() + ": " + o.detail()).collect(Collectors.joining("\n")));
    }
  }

  /**
   * Checks.
   *
   * @return everything that was checked, in order
   * @throws IllegalStateException if the method throws at a point, or there are no random arguments of its parameters' types
   */
  public List<Outcome> outcomes() {
    var random = new RandomArguments(new SplittableRandom(seed));
    List<Object[]> chosen = points;
    if (chosen == null) {
      chosen = new ArrayList<>();
      for (int i = 0; i < POINTS; i++) {
        chosen.add(random.of(method.parameters()));
      }
    }
    var outcomes = new ArrayList<Outcome>();
    for (int p = 0; p < chosen.size(); p++) {
      try {
        point("point " + p, chosen.get(p), random, outcomes);
      } catch (RuntimeException | Error e) {
        throw new IllegalStateException(name + " or its derivative throws at point " + p + ", "
            + Arrays.deepToString(chosen.get(p)) + "; choose points where it does not", e);
      } catch (Throwable e) {
        throw new IllegalStateException(name, e);
      }
    }
    return outcomes;
  }

  private void point(String where, Object[] point, RandomArguments random, List<Outcome> outcomes) throws Throwable {
    CheckedMethod.Run plain = primal(point);
    if (!Arrays.stream(Numbers.flat(plain.outputs())).allMatch(Double::isFinite)) {
      outcomes.add(new Outcome(where, false, "the method gives " + Arrays.deepToString(plain.outputs())
          + ", where no derivative can be checked; choose other points"));
      return;
    }
    Object[] weights = Numbers.mapped(plain.outputs(), x -> random.weight());
    Object[] still = Numbers.mapped(plain.outputs(), x -> 0);
    double[] untouched = method.vjp(Numbers.copies(point), Numbers.copies(still)).derivative();
    boolean zero = Arrays.stream(untouched).allMatch(a -> a == 0);
    outcomes.add(new Outcome(where + ": zero seed", zero, "the adjoints are " + Arrays.toString(untouched)));
    for (int d = 0; d < DIRECTIONS; d++) {
      String there = where + ", direction " + d;
      Object[] direction = Numbers.mapped(method.inputs(point), x -> random.weight());
      direction(there, point, plain, weights, direction, outcomes);
    }
  }

  private CheckedMethod.Run primal(Object[] point) throws Throwable {
    return method.primal(Numbers.copies(point));
  }

  private void direction(String where, Object[] point, CheckedMethod.Run plain, Object[] weights, Object[] direction,
      List<Outcome> outcomes) throws Throwable {
    CheckedMethod.Run reverse = method.vjp(Numbers.copies(point), Numbers.copies(weights));
    CheckedMethod.Run forward = method.jvp(Numbers.copies(point), Numbers.copies(direction));
    outcomes.add(same(where + ": primal of reverse mode", plain, reverse));
    outcomes.add(same(where + ": primal of forward mode", plain, forward));

    double epsilon = method.isSinglePrecision() ? 0x1p-24 : 0x1p-53;
    double[] w = Numbers.flat(weights);
    double[] v = Numbers.flat(direction);
    double ofReverse = Numbers.dot(reverse.derivative(), v);
    double ofForward = Numbers.dot(w, forward.derivative());
    double size = Numbers.size(reverse.derivative(), v) + Numbers.size(w, forward.derivative());
    double most = (method.isSinglePrecision() ? 1e-4 : 1e-9) * size;
    outcomes.add(new Outcome(where + ": dot product", Math.abs(ofReverse - ofForward) <= most,
        text("reverse mode gives %s, forward mode %s", ofReverse, ofForward)));

    double[] inputs = Numbers.flat(method.inputs(point));
    TaylorRemainder.Function phi = step -> along(point, direction, step, w);
    double scale = Numbers.size(w, Numbers.flat(plain.outputs())) + Numbers.size(reverse.derivative(), inputs);
    double first = TaylorRemainder.slope(phi, 0, scale, epsilon);
    // where the derivative almost vanishes the square dominates; a change that does not fall at all has no slope
    outcomes.add(new Outcome(where + ": Taylor remainder of order 1", !Double.isNaN(first),
        "the change of the value does not fall with the step: it jumps here"));
    for (boolean isReverse : new boolean[] {true, false}) {
      double derivative = isReverse ? ofReverse : ofForward;
      double second = TaylorRemainder.slope(phi, derivative, scale, epsilon);
      outcomes.add(new Outcome(where + ": Taylor remainder of order 2, " + (isReverse ? "reverse" : "forward") + " mode", second > 1.6,
          text("it falls with slope %.2f of the step instead of 2; the derivative is %s, differences give %s", second, derivative,
              difference(phi))));
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private double difference(TaylorRemainder.Function phi) throws Throwable {
    double h = method.isSinglePrecision() ? 0x1p-8 : 0x1p-18;
    return (phi.at(h) - phi.at(-h)) / (2 * h);
  }

  /** The weighted outputs a step further. */
  private double along(Object[] point, Object[] direction, double step, double[] w) throws Throwable {
    double[] x = Numbers.flat(method.inputs(point));
    double[] v = Numbers.flat(direction);
    int[] next = {0};
    Object[] moved = Numbers.mapped(method.inputs(point), value -> {
      int i = next[0]++;
      return x[i] + step * v[i];
    });
    CheckedMethod.Run run = method.primal(method.with(Numbers.copies(point), Numbers.copies(moved)));
    return Numbers.dot(w, Numbers.flat(run.outputs()));
  }

  private static Outcome same(String what, CheckedMethod.Run plain, CheckedMethod.Run derivative) {
    boolean same = java.util.Objects.deepEquals(plain.value(), derivative.value())
        && Arrays.deepEquals(plain.outputs(), derivative.outputs());
    return new Outcome(what, same, "the method gives " + Arrays.deepToString(plain.outputs()) + ", the derivative "
        + Arrays.deepToString(derivative.outputs()));
  }
}
