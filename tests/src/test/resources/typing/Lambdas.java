package typing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.*;

/** Lambdas and method references: targets, captured names, nested bodies; bodies of local classes are not read. */
class Lambdas {
  double field = 1;
  interface Objective { double at(double[] x); }
  interface Vector<T> { T apply(double... x); default int size() { return 0; } @Override boolean equals(Object o); }

  static double minimise(Objective f, double[] start) { return f.at(start); }
  static <T> T compute(Vector<T> f, T start) { return f.apply(1, 2); }
  static <A, B> Function<A, B> memo(Function<A, B> f) { return f; }
  static <A> A twice(UnaryOperator<A> f, A a) { return f.apply(f.apply(a)); }
  static int choose(IntSupplier s) { return 1; }
  static double choose(IntToDoubleFunction s) { return 1; }
  double instance(double x) { return x; }
  static double helper(double x, int y) { return x; }

  Objective make(double k) {
    double local = k * 2;
    Objective f = x -> { double s = 0; for (double v : x) { s += v * k; } return s; };
    Objective g = (final double[] x) -> x[0] + local + field;
    Objective h = (var x) -> x.length;
    Runnable r = () -> { double t = local; field += t; };
    Callable<Double> c = () -> field;
    Supplier<Supplier<Double>> deep = () -> () -> local;
    Function<Integer, Function<Integer, Integer>> curried = a -> b -> a + b;
    DoubleBinaryOperator op = (a, b) -> a > b ? a : b, max = Math::max, mine = (a, b) -> helper(a, (int) b);
    DoubleUnaryOperator bound = this::instance, other = new Lambdas()::instance, parenthesized = ((x -> x + 1));
    BiFunction<Lambdas, Double, Double> unbound = Lambdas::instance;
    Function<String, Lambdas> created = Lambdas::new;
    double d = minimise(x -> x[0] * k, new double[] {1}) + minimise(f, new double[3]) + compute(x -> x[0] + 1, 2.0)
        + compute(x -> List.of(x), List.of(new double[0])).size() + twice(x -> x + 1, 3) + choose(() -> 3) + choose(i -> i * 2.0)
        + curried.apply(1).apply(2) + deep.get().get() + unbound.apply(this, 1.0) + created.apply("s").field
        + max.applyAsDouble(1, 2) + op.applyAsDouble(d(1), 2) + memo((Double x) -> x.intValue()).apply(3.0);
    Object cast = (Runnable) () -> System.out.println(local);
    Object both = (Objective & java.io.Serializable) x -> x[0];
    Objective cond = k > 0 ? x -> x[0] : x -> x[1];
    Objective sw = switch ((int) k) { case 1 -> x -> x[0]; default -> { double q = k; yield x -> x[1] * q; } };
    Objective[] many = {x -> x[0], g};
    f = x -> x[2];
    Objective anonymous = new Objective() { double inner = 2; @Override public double at(double[] x) { return inner + x[0]; } };
    d += anonymous.at(new double[] {local}) + new Lambdas("s") { }.field;
    record Point(double x) { }
    return x -> d(x[0]) + cond.at(x);
  }

  double d(double x) { return x; }
  Lambdas() { this("s"); }
  Lambdas(String s) { super(); }
}
