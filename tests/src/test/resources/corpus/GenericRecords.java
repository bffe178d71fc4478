package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Records with type parameters: their methods and constructors, boxes as components, records in records, in lists and arrays. */
final class GenericRecords {
  record Vec(double x, double y) {
    Vec times(double s) {
      return new Vec(s * x, s * y);
    }
  }

  record Box<T>(T value) {
    Box {
      value = Objects.requireNonNull(value);
    }

    static <T> Box<T> of(T t) {
      return new Box<>(t);
    }

    <R> Box<R> map(Function<T, R> f) {
      return new Box<>(f.apply(value));
    }

    T get() {
      return value;
    }
  }

  record Pair<A, B>(A a, B b) {
    Pair(A a) {
      this(a, null);
    }

    Pair<B, A> swap() {
      return new Pair<>(b, a);
    }

    <C> C fold(BiFunction<A, B, C> f) {
      return f.apply(a, b);
    }

    A first() {
      return swap().b();
    }

    <T> Pair<A, T> with(T t) {
      return new Pair<>(first(), t);
    }
  }

  record Limits(Double low, Double high, float weight) {
    Limits {
      if (low > high) {
        throw new IllegalArgumentException(low + " > " + high);
      }
      low = low * weight;
    }

    double width() {
      return high - low;
    }
  }

  record Sum<N extends Number>(N left, N right) {
    double total() {
      return left.doubleValue() + right.doubleValue();
    }
  }

  @Differentiable
  static double boxes(double x, double[] v) {
    Box<Double> b = new Box<>(x * x);
    Box<double[]> row = Box.of(v);
    row.get()[1] *= b.value();
    double s = b.map(t -> t * Math.sin(t)).get() + Box.of(new Vec(x, 2)).map(w -> w.times(x)).value().x();
    return s * row.map(r -> r[0] * r[1]).value();
  }

  @Differentiable
  static double pairs(double x, double[] v) {
    Pair<Double, double[]> p = new Pair<>(x, v);
    double s = p.swap().a()[0] * p.first() + p.fold((a, w) -> a * w[1]);
    Pair<Vec, Double> q = new Pair<>(new Vec(s, x), x);
    for (int i = 0; i < 3; i++) {
      q = new Pair<>(q.a().times(q.b()), q.b() * 0.5 + x);
    }
    var nested = q.with(new Pair<>(s, q));
    return nested.b().b().a().y() * nested.a().x() + q.first().x() * q.b();
  }

  @Differentiable
  static double containers(double x, double[] v) {
    List<Pair<Double, double[]>> ps = List.of(new Pair<>(x, v), new Pair<>(x * x, v), new Pair<>(v[0], new double[] {x}));
    double s = 0;
    for (Pair<Double, double[]> e : ps) {
      s += e.a() * e.b()[0];
    }
    return s * total(ps, e -> e.swap().b());
  }

  private static <T> double total(List<T> all, ToDoubleFunction<T> of) {
    double sum = 0;
    for (T t : all) {
      sum += of.applyAsDouble(t);
    }
    return sum;
  }

  @Differentiable
  static double components(double low, double high, float weight) {
    Limits l = new Limits(low, high, weight);
    Double width = l.width();
    return width * l.high() + l.low() + new Sum<>(low * high, 2.0).total();
  }

  private static <A, B> Pair<B, A> turned(Pair<A, B> p, int n) {
    return n <= 1 ? p.swap() : turned(p.swap().swap(), n - 1);
  }

  @Differentiable
  static double helpers(double x, double y) {
    Pair<Vec, Double> p = turned(new Pair<>(x * y, new Vec(x, y)), 3);
    return p.a().x() * p.b() + p.a().y();
  }

  @Differentiable
  static double constants(double x) {
    Box<String> name = new Box<>("abc");
    Pair<Integer, Double> p = new Pair<>(name.value().length(), x);
    Pair<String, Integer> q = new Pair<>("de");
    return p.a() * p.b() + (q.b() == null ? x : q.b()) + name.map(String::length).get() * x;
  }

  @Differentiable
  static double missing(double x, boolean none) {
    Vec v = none ? null : new Vec(x, x * x);
    return new Box<>(v).value().y();
  }

  static Object[][] inputs_boxes() {
    return new Object[][] {{0.75, new double[] {0.5, -1.5}}};
  }

  static Object[][] inputs_pairs() {
    return new Object[][] {{0.75, new double[] {0.5, -1.5}}};
  }

  static Object[][] inputs_containers() {
    return new Object[][] {{0.75, new double[] {0.5, -1.5}}};
  }

  static Object[][] inputs_components() {
    return new Object[][] {{0.25, 1.5, 0.5f}};
  }

  static Object[][] throws_components() {
    return new Object[][] {{2.5, 1.5, 0.5f}};
  }

  static Object[][] inputs_helpers() {
    return new Object[][] {{0.75, -1.5}};
  }

  static Object[][] inputs_constants() {
    return new Object[][] {{0.75}};
  }

  static Object[][] inputs_missing() {
    return new Object[][] {{0.75, false}};
  }

  static Object[][] throws_missing() {
    return new Object[][] {{0.75, true}};
  }
}
