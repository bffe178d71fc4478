package typing;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Members through generic superclasses, interfaces with bodies, overriding with narrower results, protected access. */
final class Inheritance {
  interface Model<P, R extends Number> {
    P parameters();
    R loss(P p);
    default double step(P p) { return loss(p).doubleValue() + twice(1); }
    private double twice(double x) { return 2 * x; }
    static double rate() { return 0.1; }
    int SIZE = 3;
  }
  interface Named { default String name() { return "n"; } default Object self() { return this; } }
  abstract static class Base<Q> implements Model<Q, Double>, Named {
    protected Q stored;
    protected List<Q> history = new ArrayList<>();
    Base(Q stored) { this.stored = stored; }
    @Override public Q parameters() { return stored; }
    protected abstract double at(Q q, int i);
    Base<Q> copy() { return this; }
    @Override public String name() { return Named.super.name() + Model.super.step(stored); }
    class Pair<W> { Q first; W second; }
    static int counted = SIZE;
    class Cursor implements Iterator<Q> {
      int index;
      Q last = stored;
      @Override public boolean hasNext() { return index < history.size() && last != stored; }
      @Override public Q next() { return last = history.get(index++); }
      Base<Q> owner() { return Base.this; }
      class Mark<Z> { Z tag; Q at = last; }
    }
  }
  static final class Linear extends Base<double[]> {
    Linear(double... w) { super(w.clone()); }
    @Override public Double loss(double[] p) { return p[0] + stored[1] + parameters()[0] + this.stored.length; }
    @Override protected double at(double[] w, int i) { return w[i] + history.get(0)[i]; }
    @Override Linear copy() { return new Linear(stored); }
    @Override public String name() { return super.name() + SIZE + counted; }
    @Override public Linear self() { return this; }
    @Override public double step(double[] p) { return super.step(p) + Model.rate(); }
    double all(Base<double[]> other, Base<?> any, Model<String, ? extends Number> model, Named named) {
      Cursor cursor = new Cursor();
      Base<double[]>.Cursor second = other.new Cursor();
      double x = cursor.next()[0] + second.last[1] + second.owner().stored[0] + cursor.owner().parameters()[0];
      x += copy().stored[0] + other.copy().stored[1] + self().loss(stored) + other.loss(stored) + copy().copy().at(stored, 1);
      x += model.loss("a").doubleValue() + model.parameters().length() + any.name().length() + named.self().hashCode();
      Base<double[]>.Cursor.Mark<Integer> mark = second.new Mark<>();
      Pair<Integer> pair = new Pair<Integer>(), same = new Pair<>();
      Base<String>.Pair<Long> far = null;
      var marked = second.new Mark<Integer>();
      x += second.new Mark<String>().at[0] + marked.at[1] + marked.tag;
      x += mark.at[0] + mark.tag + pair.first[0] + same.second + far.first.length() + far.second;
      x += any.parameters().hashCode() + any.history.size() + Base.counted + Linear.counted + Model.SIZE + Linear.SIZE;
      for (double[] row : history) {
        x += row[0];
      }
      return x + at(stored, counted) + step(stored);
    }
  }
  static class Window extends AbstractList<Double> {
    private final double[] xs = {1, 2};
    @Override public Double get(int i) { modCount++; return xs[i]; }
    @Override public int size() { return xs.length + modCount; }
    double first() { return get(0) + this.get(1) + super.hashCode() + iterator().next() + subList(0, 1).get(0); }
    double own(Window w) { return w.xs[0] + w.modCount + w.stream().mapToDouble(d -> d).sum(); }
  }
  enum Activation implements DoubleUnaryOperator {
    RELU { @Override public double applyAsDouble(double x) { return Math.max(x, 0) + scale + SHARED; } },
    TANH { @Override public double applyAsDouble(double x) { return Math.tanh(x) * scale(); } };
    final double scale = 1 + ordinal();
    static final int SHARED = 4;
    double scale() { return scale * values().length + compareTo(RELU) + name().length() + valueOf("TANH").scale; }
    double both(double x) { return applyAsDouble(x) + andThen(TANH).applyAsDouble(x) + RELU.compose(this).applyAsDouble(x); }
  }
  record Range(double low, double high, int... steps) {
    static final Range UNIT = new Range(0, 1);
    Range {
      if (low > high) {
        double t = low;
        low = high;
        high = t;
      }
      assert steps.length >= 0;
    }
    Range(double high) { this(0, high, 1, 2); }
    double width() { return high - low() + this.low + UNIT.high() + steps[0] + steps().length; }
    static Range of(int n) { return new Range(n).low() > 0 ? UNIT : new Range(n, n + 1, n, n); }
  }
  static <M extends Model<double[], Double> & Named> double generic(M m, List<? super Integer> sink, List<M> all) {
    sink.add(1);
    return m.loss(m.parameters()) + m.name().length() + m.step(m.parameters()) + all.get(0).parameters()[0]
        + sink.get(0).hashCode() + all.iterator().next().name().charAt(0);
  }
}
