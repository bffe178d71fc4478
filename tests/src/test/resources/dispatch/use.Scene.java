package use;

import dev.adjoint.annotations.Differentiable;
import more.Disc;
import more.Tile;
import shapes.Field;
import shapes.Shape;

/** Knows the interfaces. */
public final class Scene {
  private Scene() {}

  /** Overrides what a class of another package has, and calls it. */
  static final class Half extends Disc {
    @Override
    @Differentiable
    public double area(double scale, double[] p) {
      return super.area(scale * 2, p) / 2;
    }

    @Override
    @Differentiable
    public void stretch(double[] p, double by) {
      super.stretch(p, by * by);
      p[0] *= by;
    }
  }

  /** Calls a method of a class that may be overridden: the derivative is that of what the receiver's class has. */
  @Differentiable
  public static double ofClass(Disc d, double scale, double[] p) {
    return d.area(scale, p) * p[0];
  }

  static Object[][] inputs_ofClass() {
    return new Object[][] {{new Disc(), 1.25, new double[] {0.75}}, {new Half(), 1.25, new double[] {0.75}},
        {Disc.ring(0.5), 1.25, new double[] {0.75, 2}}, {Disc.ring(0.9), 1.25, new double[] {0.75, 2}}};
  }

  @Differentiable
  public static double total(Shape[] shapes, double scale, double[] p) {
    double sum = 0;
    double[] q = p.clone();
    for (Shape s : shapes) {
      s.stretch(q, scale);
      sum += s.area(scale, q) * s.area((float) scale);
    }
    return sum + q[0];
  }

  @Differentiable
  public static double outlines(Shape a, Shape b, double scale, int n) {
    double[] first = a.outline(scale, n);
    double[] second = b.outline(scale * scale, n);
    double s = 0;
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      s += first[i] * second[i];
    }
    return s;
  }

  @Differentiable
  public static double fields(Field<String> f, Field<Integer> g, double[] x) {
    double sum = f.energy(new String[] {"a", "bcd"}, x) * g.energy(new Integer[] {1, 0}, x);
    return sum + f.at("abc", x[0]) * g.at(0, x[1]);
  }

  @Differentiable
  public static double caught(Shape s, double scale, double[] p) {
    try {
      return s.area(scale, p);
    } catch (ArrayIndexOutOfBoundsException e) {
      return scale * scale;
    }
  }

  static Object[][] inputs_total() {
    return new Object[][] {
        {new Shape[] {new Disc(), new Tile(1.5, new double[] {0.5, 0.25}), Disc.ring(0.5), Disc.ring(0.9), new Half()}, 1.25, new double[] {0.75, 1.5}},
        {new Shape[0], 1.25, new double[] {0.75}}};
  }

  static Object[][] inputs_outlines() {
    return new Object[][] {{new Disc(), new Tile(1.5, new double[] {0.5, 0.25}), 0.75, 3}, {Disc.ring(0.1), new Disc(), 1.5, 2}};
  }

  static Object[][] inputs_fields() {
    return new Object[][] {{new Disc(), new Tile(1.5, new double[] {0.5, 0.25}), new double[] {0.75, 1.25}}};
  }

  static Object[][] inputs_caught() {
    return new Object[][] {{Disc.ring(0.5), 1.25, new double[] {0.75}}, {Disc.ring(0.5), 1.25, new double[] {0.75, 2}}};
  }
}
