package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Functional.Several;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Compares the derivatives that backward passes give with central differences of the function's values,
 * {@code (f(x + eps) - f(x - eps)) / (2 eps)}, which are off by about {@code eps^2 f'''/6 + 1e-16 |f|/eps}.
 *
 * <p>The inputs that require a gradient are float64; the function is computed from its arguments alone, the same twice, and is
 * smooth near the inputs. It may get inputs with the same elements and other strides. {@code gradcheck} and
 * {@code gradgradcheck} throw {@link GradCheckException} with the place and both numbers of the worst entry, and
 * {@link IllegalArgumentException} if no input requires a gradient or one that does is not float64.
 */
public final class GradCheck {
  /**
   * How the comparison is made; an entry may differ by {@code absolute + relative * |difference quotient|}.
   *
   * @param eps the step of the differences
   * @param absolute the absolute tolerance
   * @param relative the relative tolerance
   * @param random whether to compare only {@code u^T J v} for random u and v, one for each output and input, instead of each
   *     entry of the Jacobian; much faster for many elements
   * @param seed for these, and for the seeds of {@link #gradgradcheck}
   */
  public record Options(double eps, double absolute, double relative, boolean random, long seed) {
    /** PyTorch's: a step of 1e-6, 1e-5 absolute, 1e-3 relative, every entry. */
    public static final Options DEFAULT = new Options(1e-6, 1e-5, 1e-3, false, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the step is not positive or a tolerance is negative
     */
    public Options {
      if (!(eps > 0) || !(absolute >= 0) || !(relative >= 0)) {
        throw new IllegalArgumentException("eps " + eps + " must be positive, the tolerances " + absolute + " and "
            + relative + " at least 0");
      }
    }

    /** These options with another step. */
    public Options withEps(double step) {
      return new Options(step, absolute, relative, random, seed);
    }

    /** These options with other tolerances. */
    public Options withTolerances(double absoluteOne, double relativeOne) {
      return new Options(eps, absoluteOne, relativeOne, random, seed);
    }

    /** These options with random products instead of each entry, or the other way round. */
    public Options withRandom(boolean products) {
      return new Options(eps, absolute, relative, products, seed);
    }

    /** These options with another seed. */
    public Options withSeed(long other) {
      return new Options(eps, absolute, relative, random, other);
    }
  }

  private static final GradOption[] RETAIN = {GradOption.ALLOW_UNUSED, GradOption.RETAIN_GRAPH};
  private static final GradOption[] CREATE = {GradOption.ALLOW_UNUSED, GradOption.CREATE_GRAPH};

  private final Several function;
  private final List<Tensor> inputs;
  /** The positions of the inputs that require a gradient. */
  private final List<Integer> active = new ArrayList<>();
  private final List<Tensor> outputs;
  private final Options options;
  private final Generator generator;

  private GradCheck(Several function, List<Tensor> given, Options options) {
    this.function = function;
    this.options = options;
    this.generator = new Generator(options.seed());
    var copies = new ArrayList<Tensor>();
    for (int i = 0; i < given.size(); i++) {
      Tensor input = given.get(i);
      if (!input.requiresGrad()) {
        copies.add(input);
        continue;
      }
      if (input.dtype() != DType.FLOAT64) {
        throw new IllegalArgumentException("input " + i + " of shape " + input.shape() + " requires a gradient and has type "
            + input.dtype() + "; differences need float64");
      }
      active.add(i);
      copies.add(input.detach().requiresGrad_());
    }
    if (active.isEmpty()) {
      throw new IllegalArgumentException("none of the " + given.size() + " inputs requires a gradient");
    }
    this.inputs = List.copyOf(copies);
    this.outputs = evaluate(inputs);
  }

  /** Checks a function of one tensor with one result. */
  public static void gradcheck(UnaryOperator<Tensor> function, Tensor input) {
    gradcheck(inputs -> List.of(function.apply(inputs.getFirst())), List.of(input), Options.DEFAULT);
  }

  /** Checks a function's derivatives with respect to each input that requires a gradient. */
  public static void gradcheck(Several function, List<Tensor> inputs) {
    gradcheck(function, inputs, Options.DEFAULT);
  }

  /**
   * Checks a function's derivatives with respect to each input that requires a gradient: against differences, that they are
   * the same when computed again, exact zeros for zero seeds, linear over outputs some of which have no seed, and independent
   * of the strides of seeds.
   */
  public static void gradcheck(Several function, List<Tensor> inputs, Options options) {
    new GradCheck(function, inputs, options).check();
  }

  /** Checks the second derivatives of a function of one tensor with one result. */
  public static void gradgradcheck(UnaryOperator<Tensor> function, Tensor input) {
    gradgradcheck(inputs -> List.of(function.apply(inputs.getFirst())), List.of(input), Options.DEFAULT);
  }

  /** Checks the derivatives of a function's backward. */
  public static void gradgradcheck(Several function, List<Tensor> inputs) {
    gradgradcheck(function, inputs, Options.DEFAULT);
  }

  /**
   * Checks the derivatives of a function's backward with respect to inputs and seeds, as {@link #gradcheck} does those of the
   * function. Seeds are random.
   */
  public static void gradgradcheck(Several function, List<Tensor> inputs, Options options) {
    var first = new GradCheck(function, inputs, options);
    int count = inputs.size();
    var all = new ArrayList<>(inputs);
    for (Tensor output : first.outputs) {
      all.add(output.requiresGrad() ? first.like(output).requiresGrad_() : Tensor.zerosLike(output));
    }
    Several backward = arguments -> {
      var active = first.active.stream().map(arguments::get).toList();
      var results = new ArrayList<Tensor>();
      var seeds = new ArrayList<Tensor>();
      try (var _ = GradMode.enableGrad()) {
        List<Tensor> values = function.apply(arguments.subList(0, count));
        for (int i = 0; i < values.size(); i++) {
          if (values.get(i).requiresGrad()) {
            results.add(values.get(i));
            seeds.add(arguments.get(count + i));
          }
        }
        List<Tensor> adjoints = Autograd.grad(results, active, seeds, CREATE);
        var sums = new ArrayList<Tensor>();
        for (int k = 0; k < active.size(); k++) {
          sums.add(adjoints.get(k) == null ? Tensor.zerosLike(active.get(k)) : adjoints.get(k));
        }
        return sums;
      }
    };
    new GradCheck(backward, all, options).check();
  }

  /** Whether {@link #gradcheck(Several, List, Options)} finds nothing wrong. */
  public static boolean passes(Several function, List<Tensor> inputs, Options options) {
    try {
      gradcheck(function, inputs, options);
      return true;
    } catch (GradCheckException e) {
      return false;
    }
  }

  /** Whether {@link #gradgradcheck(Several, List, Options)} finds nothing wrong. */
  public static boolean passesTwice(Several function, List<Tensor> inputs, Options options) {
    try {
      gradgradcheck(function, inputs, options);
      return true;
    } catch (GradCheckException e) {
      return false;
    }
  }

  private List<Tensor> evaluate(List<Tensor> at) {
    try (var _ = GradMode.enableGrad()) {
      List<Tensor> results = function.apply(at);
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).requiresGrad() && results.get(i).dtype() != DType.FLOAT64) {
          throw new IllegalArgumentException("output " + i + " of shape " + results.get(i).shape() + " has type "
              + results.get(i).dtype() + "; differences need float64");
        }
      }
      return List.copyOf(results);
    }
  }

  private Tensor like(Tensor tensor) {
    return generator.normal(DType.FLOAT64, tensor.shape(), tensor.device());
  }

  private void check() {
    for (int output = 0; output < outputs.size(); output++) {
      if (!outputs.get(output).dtype().isFloating()) {
        continue;
      }
      if (options.random()) {
        compareProducts(output);
      } else {
        compareEntries(output);
      }
    }
    List<Tensor> used = outputs.stream().filter(Tensor::requiresGrad).toList();
    if (!used.isEmpty()) {
      checkSeeds(used);
    }
  }

  // Differences.

  /** The values of one output where an input is moved by a step, as doubles. */
  private double[] moved(int input, int output, double[] direction, double step) {
    double[] elements = inputs.get(input).toDoubles();
    for (int i = 0; i < elements.length; i++) {
      elements[i] += step * direction[i];
    }
    var arguments = new ArrayList<>(inputs);
    Tensor like = inputs.get(input);
    arguments.set(input, Tensor.of(elements, like.shape()).to(like.device()).requiresGrad_());
    return evaluate(arguments).get(output).toDoubles();
  }

  private double[] quotients(int input, int output, double[] direction) {
    double[] quotients = moved(input, output, direction, options.eps());
    double[] below = moved(input, output, direction, -options.eps());
    for (int i = 0; i < quotients.length; i++) {
      // Equal infinities do not differ.
      quotients[i] = quotients[i] == below[i] ? 0 : (quotients[i] - below[i]) / (2 * options.eps());
    }
    return quotients;
  }

  // Adjoints.

  /** Those of the active inputs, with zeros for none. */
  private List<Tensor> adjoints(List<Tensor> of, List<Tensor> seeds) {
    List<Tensor> at = active.stream().map(inputs::get).toList();
    if (of.stream().noneMatch(Tensor::requiresGrad)) {
      return at.stream().map(Tensor::zerosLike).toList();
    }
    List<Tensor> adjoints = Autograd.grad(of, at, seeds, RETAIN);
    var results = new ArrayList<Tensor>();
    for (int k = 0; k < at.size(); k++) {
      Tensor adjoint = adjoints.get(k);
      if (adjoint != null && (!adjoint.shape().equals(at.get(k).shape()) || adjoint.dtype() != at.get(k).dtype())) {
        throw new GradCheckException("the adjoint of input " + active.get(k) + " is " + adjoint.dtype() + adjoint.shape()
            + ", not " + at.get(k).dtype() + at.get(k).shape() + " as the input");
      }
      results.add(adjoint == null ? Tensor.zerosLike(at.get(k)) : adjoint);
    }
    return results;
  }

  private void compareEntries(int output) {
    Tensor value = outputs.get(output);
    // analytic[k][element of the output] holds a row of the Jacobian with respect to the k-th active input.
    var analytic = new double[active.size()][value.numel()][];
    for (int element = 0; element < value.numel(); element++) {
      var seed = new double[value.numel()];
      seed[element] = 1;
      List<Tensor> row = adjoints(List.of(value), List.of(Tensor.of(seed, value.shape()).to(value.device())));
      for (int k = 0; k < row.size(); k++) {
        analytic[k][element] = row.get(k).toDoubles();
      }
    }
    var worst = new WorstEntry(options);
    for (int k = 0; k < active.size(); k++) {
      int input = active.get(k);
      Shape shape = inputs.get(input).shape();
      for (int i = 0; i < shape.numel(); i++) {
        var direction = new double[shape.numel()];
        direction[i] = 1;
        double[] column = quotients(input, output, direction);
        for (int element = 0; element < column.length; element++) {
          int to = element;
          int from = i;
          worst.compare(analytic[k][element][i], column[element], () -> "output " + output + " at "
              + position(value.shape(), to) + " with respect to input " + input + " at " + position(shape, from));
        }
      }
    }
    worst.report("the Jacobian and difference quotients");
  }

  private void compareProducts(int output) {
    Tensor value = outputs.get(output);
    Tensor u = like(value);
    double[] weights = u.toDoubles();
    List<Tensor> rows = adjoints(List.of(value), List.of(u));
    var worst = new WorstEntry(options);
    for (int k = 0; k < active.size(); k++) {
      int input = active.get(k);
      double[] v = like(inputs.get(input)).toDoubles();
      double analytic = dot(rows.get(k).toDoubles(), v);
      worst.compare(analytic, dot(quotients(input, output, v), weights), () -> "u^T J v of output " + output
          + " with respect to input " + input + ", for random u and v");
    }
    worst.report("products with the Jacobian");
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Indices of an element, such as {@code [1, 0]}. */
  private static String position(Shape shape, int element) {
    int[] strides = shape.strides();
    var indices = new ArrayList<Integer>();
    int rest = element;
    for (int stride : strides) {
      indices.add(rest / stride);
      rest %= stride;
    }
    return indices.toString();
  }

  // Seeds.

  private void checkSeeds(List<Tensor> used) {
    List<Tensor> zeros = adjoints(used, used.stream().map(Tensor::zerosLike).toList());
    for (int k = 0; k < zeros.size(); k++) {
      if (zeros.get(k).ne(0).any().itemBoolean()) {
        throw new GradCheckException("zero seeds give an adjoint that is not 0 for input " + active.get(k));
      }
    }
    List<Tensor> seeds = used.stream().map(this::like).toList();
    List<Tensor> together = adjoints(used, seeds);
    requireSame(together, adjoints(used, seeds), 0, "the same backward pass again");
    List<Tensor> strided = seeds.stream().map(GradCheck::strided).toList();
    requireSame(together, adjoints(used, strided), 1e-12, "seeds that are not contiguous");
    // Each output alone: the others' seeds are missing, which must be as if they were 0.
    List<Tensor> sums = Collections.emptyList();
    for (int i = 0; i < used.size() && used.size() > 1; i++) {
      List<Tensor> alone = adjoints(List.of(used.get(i)), List.of(seeds.get(i)));
      var next = new ArrayList<Tensor>();
      for (int k = 0; k < alone.size(); k++) {
        next.add(sums.isEmpty() ? alone.get(k) : sums.get(k).detach().add(alone.get(k).detach()));
      }
      sums = next;
    }
    if (!sums.isEmpty()) {
      requireSame(together, sums, 1e-9, "the sum over outputs that are differentiated alone");
    }
    // A seed may be one number that is repeated.
    List<Tensor> repeated = used.stream().map(output -> Tensor.scalar(0.75).to(output.device()).expand(output.shape()))
        .toList();
    List<Tensor> full = repeated.stream().map(Tensor::copy).toList();
    requireSame(adjoints(used, full), adjoints(used, repeated), 1e-12, "expanded seeds");
  }

  /** The same elements, as one slice of a batch along a new last dimension. */
  private static Tensor strided(Tensor seed) {
    return Tensor.stack(List.of(Tensor.zerosLike(seed), seed, Tensor.onesLike(seed)), seed.rank()).select(-1, 1);
  }

  private void requireSame(List<Tensor> expected, List<Tensor> actual, double tolerance, String what) {
    for (int k = 0; k < expected.size(); k++) {
      double[] a = expected.get(k).toDoubles();
      double[] b = actual.get(k).toDoubles();
      for (int i = 0; i < a.length; i++) {
        boolean same = Double.compare(a[i], b[i]) == 0 || a[i] == b[i]
            || Math.abs(a[i] - b[i]) <= tolerance * (1 + Math.abs(a[i]));
        if (!same) {
          throw new GradCheckException(what + " give another adjoint for input " + active.get(k) + " at "
              + position(expected.get(k).shape(), i) + ": " + b[i] + " instead of " + a[i]);
        }
      }
    }
  }
}
