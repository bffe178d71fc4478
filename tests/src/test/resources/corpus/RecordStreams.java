package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Streams of records: made by references to constructors and methods, reduced, found, counted. */
final class RecordStreams {
  record Point(double x, double y) {
    Point {
      if (x > 100) {
        throw new IllegalArgumentException("far");
      }
    }

    Point(double both) {
      this(both, 2 * both);
    }

    static Point on(double angle) {
      return new Point(Math.cos(angle), Math.sin(angle));
    }

    Point plus(Point o) {
      return new Point(x + o.x, y * o.y);
    }

    Point scaled(double by) {
      return new Point(by * x, by + y);
    }

    double norm() {
      return Math.sqrt(x * x + y * y);
    }
  }

  @Differentiable
  static double reducedFrom(double[] xs) {
    return Arrays.stream(xs).mapToObj(Point::on).reduce(new Point(0.5, 1), Point::plus).norm();
  }

  static Object[][] inputs_reducedFrom() {
    return new Object[][] {{new double[] {0.5, 1.5, -0.25}}, {new double[] {2}}, {new double[0]}};
  }

  @Differentiable
  static double reduced(double[] xs, double[] ys) {
    return IntStream.range(0, xs.length).mapToObj(i -> new Point(xs[i], ys[i])).reduce(Point::plus).get().norm();
  }

  static Object[][] inputs_reduced() {
    return new Object[][] {{new double[] {0.5, 1.5, -0.25}, new double[] {2, 3, 0.75}}, {new double[] {2}, new double[] {0.5}}};
  }

  static Object[][] throws_reduced() {
    return new Object[][] {{new double[0], new double[0]}, {new double[] {101}, new double[] {1}}, {new double[] {1, 2}, new double[] {1}}};
  }

  @Differentiable
  static double orElse(double[] xs, double a) {
    Point none = new Point(a, a * a);
    Point p = Arrays.stream(xs).filter(x -> x > 1).mapToObj(Point::new).reduce((q, r) -> q.plus(r.scaled(a))).orElse(none);
    return p.x() * p.y() + Arrays.stream(xs).filter(x -> x > 2).mapToObj(Point::on).findFirst().orElseGet(() -> none.scaled(2)).norm();
  }

  static Object[][] inputs_orElse() {
    return new Object[][] {{new double[] {0.5, 1.5, 2.5, 3}, 0.75}, {new double[] {0.5}, 0.75}, {new double[] {1.25, 0.5}, 2}, {new double[0], 1.5}};
  }

  @Differentiable
  static double boxes(double[] xs) {
    return Arrays.stream(xs).boxed().map(x -> x * x).reduce(1.0, (a, b) -> a * b + a)
        + Arrays.stream(xs).mapToObj(Point::new).map(Point::norm).reduce(Double::sum).get();
  }

  static Object[][] inputs_boxes() {
    return new Object[][] {{new double[] {0.5, 1.5, -0.25}}, {new double[] {2}}};
  }

  @Differentiable
  static double constructor(double[] xs, List<double[]> rows) {
    BiFunction<Double, Double, Point> make = Point::new;
    Point p = make.apply(xs[0], xs[1]);
    return rows.stream().map(r -> make.apply(r[0], r[1])).reduce(p, Point::plus).norm();
  }

  static Object[][] inputs_constructor() {
    double[] xs = {0.5, 0.75};
    return new Object[][] {{xs, List.of(new double[] {1, 2}, new double[] {3, 0.5})}, {xs, List.of()}};
  }
}
