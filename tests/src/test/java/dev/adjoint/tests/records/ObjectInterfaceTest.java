package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs differentiate with respect to the fields of objects; what they find is compared with differences and with formulas. */
class ObjectInterfaceTest {
  private static final String MODEL = """
      package objects;

      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.NonDifferentiable;

      public class Model {
        /** Its numbers cannot be put back: one of them is final, in an object that may be exchanged. */
        public static final class Pair {
          Fixed a;
          Fixed b;

          @Differentiable(wrt = "this")
          double product() {
            Fixed t = a;
            a = b;
            b = t;
            return a.bias * b.bias * b.scale;
          }
        }

        public static final class Fixed {
          final double bias;
          double scale = 2;

          Fixed(double bias) {
            this.bias = bias;
          }
        }

        public static final class Tilted extends Vec {
          public Tilted(double x) {
            super(x, x);
          }

          @Override
          public double area() {
            return 0;
          }
        }

        public static class Vec {
          double x;
          double y;

          public Vec(double x, double y) {
            this.x = x;
            this.y = y;
          }

          public double area() {
            return x * y;
          }
        }

        private double scale;
        double[] weights;
        final double bias;
        private final float[] extra;
        Vec at;
        Vec other;
        int calls;
        @NonDifferentiable double constant = 3;
        private Object note = "n";

        public Model(double scale, double[] weights, double bias, float[] extra, Vec at) {
          this.scale = scale;
          this.weights = weights;
          this.bias = bias;
          this.extra = extra;
          this.at = at;
          this.other = at;
        }

        @Differentiable(wrt = {"this", "x"})
        public double predict(double[] x) {
          double s = bias * constant;
          for (int i = 0; i < x.length; i++) {
            s += weights[i] * x[i] + (extra == null ? 0 : extra[0]);
          }
          return scale * s + at.area();
        }

        @Differentiable(wrt = "this")
        public void drift() {
          scale += bias * weights[0];
        }

        @Differentiable(wrt = {"rate", "this.scale", "this.at.x"})
        public void move(double rate) {
          calls++;
          scale *= rate;
          at.x += scale * rate;
          if (scale > 100) {
            throw new IllegalStateException("far");
          }
        }

        @Differentiable(wrt = "this")
        public double swapped() {
          Vec t = at;
          at = other;
          other = t;
          at.x *= 2;
          weights = new double[] {at.x, scale};
          return at.x * at.y + other.x * weights[1] * weights[0];
        }

        @Differentiable(wrt = "this")
        public void fresh() {
          at = new Vec(scale, scale);
        }

        @Differentiable(wrt = {"m", "w"})
        public static double besides(Model m, Model constant, double[] w) {
          m.scale *= constant.scale;
          w[0] *= m.scale;
          return m.scale * m.weights[0];
        }

        @Differentiable(wrt = {"a", "b"})
        public static double both(Model a, Model b) {
          a.scale *= b.scale;
          b.at.x += a.scale;
          return a.scale * b.at.x * a.at.x + a.weights[0] * b.weights[0];
        }

        @Differentiable(wrt = {"this", "x"}, order = 2)
        public double energy(double[] x) {
          double s = bias;
          for (int i = 0; i < x.length; i++) {
            s += weights[i] * x[i] * x[i];
            weights[i] *= scale;
          }
          Vec t = at;
          at = other;
          other = t;
          at.x *= s;
          calls++;
          scale += at.x * other.y;
          return scale * s * s + Math.sin(at.x * other.x) + weights[0] * weights[1];
        }

        @Differentiable(wrt = {"w", "x"})
        public static double local(double w, double[] x) {
          Model m = new Model(w, new double[] {w, 2 * w}, 1, null, new Vec(w, 1));
          double first = m.predict(x);
          m.move(w);
          return first * m.predict(x) + m.scale * m.calls;
        }

        public double scale() {
          return scale;
        }
      }
      """;

  private static final String OTHER = """
      package objects;

      import dev.adjoint.annotations.Differentiable;

      public final class Other {
        @Differentiable(wrt = {"m", "x"})
        public static double twice(Model m, double[] x) {
          m.move(1.5);
          return m.predict(x) * m.predict(x);
        }
      }
      """;

  private static Compilation compilation;

  @BeforeAll
  static void compile() throws Exception {
    compilation = Compilation.withProcessor(Map.of("objects.Model", MODEL, "objects.Other", OTHER, "objects.Use", USE));
    assertTrue(compilation.success(), compilation::problems);
  }

  private static final String USE = """
      package objects;

      import dev.adjoint.runtime.tape.Tape;
      import java.util.function.ToDoubleFunction;

      public final class Use {
        static Model model() {
          return new Model(1.3, new double[] {0.5, -0.8}, 0.7, new float[] {0.25f}, new Model.Vec(0.6, -1.1));
        }

        static void near(double expected, double actual) {
          if (!(Math.abs(expected - actual) <= 1e-6 * (1 + Math.abs(expected)))) {
            throw new AssertionError(actual + " and not " + expected);
          }
        }

        /** The derivatives with respect to all numbers of a fresh model, by central differences. */
        static double[] differences(ToDoubleFunction<Model> f) {
          double[] at = ModelAdjoint.flatten(model());
          double[] g = new double[at.length];
          for (int i = 0; i < at.length; i++) {
            double h = 1e-5;
            double[] up = at.clone();
            up[i] += h;
            double[] down = at.clone();
            down[i] -= h;
            Model a = model();
            Model b = model();
            set(a, up);
            set(b, down);
            g[i] = (f.applyAsDouble(a) - f.applyAsDouble(b)) / (up[i] - down[i]);
          }
          return g;
        }

        static void set(Model m, double[] x) {
          ModelAdjoint v = ModelAdjoint.of(m).unflatten(x, 0);
          Model n = new Model(v.scale(), v.weights(), v.bias(), v.extra(), new Model.Vec(v.at().x(), v.at().y()));
          copy(n, m);
        }

        static void copy(Model from, Model to) {
          try {
            for (var f : Model.class.getDeclaredFields()) {
              if (!java.lang.reflect.Modifier.isStatic(f.getModifiers())) {
                f.setAccessible(true);
                f.set(to, f.get(from));
              }
            }
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        }

        static void compare(double[] expected, ModelAdjoint actual) {
          double[] g = actual.flatten();
          for (int i = 0; i < 6; i++) {
            if (i != 4) {
              // not the float, whose differences say little
              near(expected[i], g[i]);
            }
          }
        }

        public static void fieldsAreDifferentiated() {
          double[] x = {0.9, 0.4};
          var g = ModelDerivatives.predictGradient(model(), x);
          compare(differences(m -> m.predict(x)), g.self());
          near(1.3 * 0.5, g.x()[0]);
          if (g.self().extra()[0] != (float) (2 * 1.3)) {
            throw new AssertionError(g.self().extra()[0]);
          }
        }

        public static void oneObjectInTwoFieldsHasOneAdjoint() {
          // at and other are the same object: both components have all of its adjoint
          var g = ModelDerivatives.swappedGradient(model());
          double[] d = differences(Model::swapped);
          compare(d, g.self());
          near(g.self().at().x(), g.self().other().x());
        }

        public static void changesAreSeenOutside() {
          Model m = model();
          Model n = model();
          m.swapped();
          var g = ModelDerivatives.swappedGradient(n);
          if (n.at != n.other || n.at.x != m.at.x || n.weights[0] != m.weights[0] || g.value() != model().swapped()) {
            throw new AssertionError();
          }
        }

        public static void oneObjectGivenTwice() {
          Model m = model();
          var g = ModelDerivatives.bothGradient(m, m);
          compare(differences(o -> Model.both(o, o)), g.a());
          if (g.value() != both(model())) {
            throw new AssertionError(g.value());
          }
          Model a = model();
          Model b = model();
          var two = ModelDerivatives.bothGradient(a, b);
          compare(differences(o -> Model.both(o, model())), two.a());
          compare(differences(o -> Model.both(model(), o)), two.b());
        }

        static double both(Model m) {
          return Model.both(m, m);
        }

        public static void theFinalStateHasASeed() {
          Model m = model();
          ModelAdjoint zero = ModelAdjoint.zero(m);
          ModelAdjoint seed = new ModelAdjoint(2, zero.weights(), 0, zero.extra(), new Model_VecAdjoint(5, 0), new Model_VecAdjoint(0, 0));
          var r = ModelDerivatives.moveVjp(m, 0.9, seed);
          // scale' = scale rate, x' = x + scale rate^2
          near(2 * 0.9 + 5 * 0.81, r.self().scale());
          near(5, r.self().at().x());
          near(2 * 1.3 + 5 * 2 * 1.3 * 0.9, r.rate());
          near(1.3 * 0.9, m.scale());
          if (m.calls != 1 || seed.scale() != 2 || seed.at().x() != 5) {
            throw new AssertionError(m.calls);
          }
          near(0, ModelDerivatives.moveVjp(model(), 0.9, null).rate());
        }

        public static void aFinalFieldHasItsSeedBesides() {
          Model m = model();
          ModelAdjoint zero = ModelAdjoint.zero(m);
          ModelAdjoint seed = new ModelAdjoint(2, zero.weights(), 3, zero.extra(), new Model_VecAdjoint(0, 0), new Model_VecAdjoint(0, 0));
          ModelAdjoint before = ModelDerivatives.driftVjp(m, seed);
          near(3 + 2 * 0.5, before.bias());
          near(2 * 0.7, before.weights()[0]);
          near(2, before.scale());
          near(0, ModelDerivatives.driftVjp(model(), null).bias());
        }

        public static void tangentsOfTheFinalState() {
          Model m = model();
          ModelAdjoint zero = ModelAdjoint.zero(m);
          ModelAdjoint t = new ModelAdjoint(1, zero.weights(), 0, zero.extra(), new Model_VecAdjoint(0, 0), new Model_VecAdjoint(0, 0));
          var r = ModelDerivatives.moveJvp(m, 0.9, t, 0);
          near(0.9, r.scale());
          near(0.81, r.at().x());
        }

        public static void fieldsAreSetWhereAnExceptionLeaves() {
          Model m = model();
          try {
            ModelDerivatives.moveVjp(m, 200, null);
            throw new AssertionError();
          } catch (IllegalStateException e) {
            near(1.3 * 200, m.scale());
            if (m.calls != 1) {
              throw new AssertionError(m.calls);
            }
          }
        }

        public static void anObjectThatTheMethodMadeHasNoPlaceOutside() {
          try {
            ModelDerivatives.freshVjp(model(), null);
            throw new AssertionError();
          } catch (UnsupportedOperationException e) {
            if (!e.getMessage().contains("Model.Vec")) {
              throw e;
            }
          }
        }

        public static void aSubclassIsRefused() {
          try {
            ModelDerivatives.predictGradient(new Model(1, new double[0], 1, null, new Model.Vec(1, 1)) { }, new double[0]);
            throw new AssertionError();
          } catch (IllegalArgumentException e) {
            if (!e.getMessage().contains("Model itself")) {
              throw e;
            }
          }
        }

        public static void aSubclassInAFieldIsRefused() {
          try {
            ModelDerivatives.predictGradient(new Model(1, new double[0], 1, null, new Model.Tilted(1)), new double[0]);
            throw new AssertionError();
          } catch (IllegalArgumentException e) {
            if (!e.getMessage().contains("Vec itself")) {
              throw e;
            }
          }
        }

        public static void theObjectOfWrtIsNoConstantBesides() {
          Model m = model();
          try {
            ModelDerivatives.besidesGradient(m, m, new double[] {1});
            throw new AssertionError();
          } catch (IllegalArgumentException e) {
            if (!e.getMessage().contains("constant, which is not differentiated, and m")) {
              throw e;
            }
            near(1.3, m.scale());
          }
        }

        public static void anArrayOfAFieldThatIsAParameterHasOneTangent() {
          Model m = model();
          ModelAdjoint zero = ModelAdjoint.zero(m);
          // scale' = 1.69 with the constant, w0' = 0.5 * 1.69, result = 1.69 * w0'
          near(1.69 * 1.69, ModelDerivatives.besidesJvp(m, model(), m.weights, zero, new double[] {1, 0}).tangent());
          Model n = model();
          near(1.69 * 1.69, ModelDerivatives.besidesGradient(n, model(), n.weights).w()[0]);
          Model a = model();
          ModelAdjoint z = ModelAdjoint.zero(a);
          ModelAdjoint t = new ModelAdjoint(0, new double[] {2, 0}, 0, z.extra(), z.at(), z.other());
          near(3 * 1.69 * 1.69, ModelDerivatives.besidesJvp(a, model(), a.weights, t, new double[] {1, 0}).tangent());
        }

        public static void finalFieldsOfExchangedObjects() {
          var pair = new Model.Pair();
          pair.a = new Model.Fixed(3);
          pair.b = new Model.Fixed(5);
          var g = Model_PairDerivatives.productGradient(pair).self();
          near(10, g.a().bias());
          near(6, g.b().bias());
          near(15, g.a().scale());
          near(0, g.b().scale());
          near(5, pair.a.bias);
        }

        /** Products of the Hessian, against differences of gradients along the direction. */
        public static void secondDerivatives() {
          for (boolean shared : new boolean[] {false, true}) {
            double[] x = {0.9, 0.4};
            double[] dx = {0.3, -0.2};
            Model m = of(shared);
            double[] seed = ModelAdjoint.zero(m).flatten();
            for (int i = 0; i < seed.length; i++) {
              seed[i] = i == 4 ? 0 : 0.1 * (i + 1) * (i % 2 == 0 ? 1 : -1);
            }
            ModelAdjoint direction = ModelAdjoint.of(of(false)).unflatten(seed, 0);
            var r = ModelDerivatives.energyHvp(m, x, direction, dx);
            if (m.calls != 1 || m.other == m.at != shared || r.value() != of(shared).energy(x.clone())) {
              throw new AssertionError(r.value());
            }
            double h = 1e-5;
            var up = ModelDerivatives.energyGradient(moved(shared, seed, h), moved(x, dx, h));
            var down = ModelDerivatives.energyGradient(moved(shared, seed, -h), moved(x, dx, -h));
            var here = ModelDerivatives.energyGradient(of(shared), x);
            double[] product = r.selfHvp().flatten();
            for (int i = 0; i < product.length; i++) {
              if (i != 4) {
                near((up.self().flatten()[i] - down.self().flatten()[i]) / (2 * h), product[i]);
                near(here.self().flatten()[i], r.selfGradient().flatten()[i]);
              }
            }
            for (int i = 0; i < 2; i++) {
              near((up.x()[i] - down.x()[i]) / (2 * h), r.xHvp()[i]);
            }
          }
        }

        static Model of(boolean shared) {
          Model m = model();
          if (!shared) {
            m.other = new Model.Vec(-0.7, 0.2);
          }
          return m;
        }

        /** Tangents of fields that are one object add up. */
        static Model moved(boolean shared, double[] seed, double h) {
          Model m = of(shared);
          double[] at = ModelAdjoint.flatten(m);
          for (int i = 0; i < at.length; i++) {
            at[i] += h * seed[i];
          }
          if (shared) {
            for (int i = 0; i < 2; i++) {
              double sum = h * (seed[5 + i] + seed[7 + i]);
              at[5 + i] = at[7 + i] = (i == 0 ? m.at.x : m.at.y) + sum;
            }
          }
          ModelAdjoint v = ModelAdjoint.of(m).unflatten(at, 0);
          Model n = new Model(v.scale(), v.weights(), v.bias(), v.extra(), new Model.Vec(v.at().x(), v.at().y()));
          if (!shared) {
            n.other = new Model.Vec(v.other().x(), v.other().y());
          }
          return n;
        }

        static double[] moved(double[] x, double[] dx, double h) {
          return new double[] {x[0] + h * dx[0], x[1] + h * dx[1]};
        }

        public static void otherClassesCallOnFields() {
          double[] x = {0.9, 0.4};
          var g = OtherDerivatives.twiceGradient(model(), x);
          compare(differences(m -> Other.twice(m, x)), g.m());
          if (g.value() != Other.twice(model(), x)) {
            throw new AssertionError(g.value());
          }
        }

        public static void objectsOfTheMethodItself() {
          double[] x = {0.9, 0.4};
          var g = ModelDerivatives.localGradient(1.2, x);
          double h = 1e-5;
          near((Model.local(1.2 + h, x) - Model.local(1.2 - h, x)) / (2 * h), g.w());
        }

        public static void vectorsOfFieldsForOptimizers() {
          Model m = new Model(1, new double[] {2, 3}, 4, null, new Model.Vec(5, 6));
          double[] v = ModelAdjoint.flatten(m);
          if (v.length != 8 || v[0] != 1 || v[2] != 3 || v[3] != 4 || v[5] != 6) {
            throw new AssertionError(java.util.Arrays.toString(v));
          }
          Model.Vec p = new Model.Vec(1, 2);
          Model.Vec same = Model_VecAdjoint.unflatten(p, new double[] {7, 8});
          if (same != p || p.x != 7 || p.y != 8) {
            throw new AssertionError();
          }
        }
      }
      """;

  private static void run(String name) throws Exception {
    try {
      compilation.loader().loadClass("objects.Use").getMethod(name).invoke(null);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  @Test
  void fieldsAreDifferentiated() throws Exception {
    run("fieldsAreDifferentiated");
  }

  @Test
  void oneObjectInTwoFieldsHasOneAdjoint() throws Exception {
    run("oneObjectInTwoFieldsHasOneAdjoint");
  }

  @Test
  void changesAreSeenOutside() throws Exception {
    run("changesAreSeenOutside");
  }

  @Test
  void oneObjectGivenTwiceHasOneAdjoint() throws Exception {
    run("oneObjectGivenTwice");
  }

  @Test
  void theFinalStateHasASeed() throws Exception {
    run("theFinalStateHasASeed");
  }

  @Test
  void aFinalFieldHasTheSeedOfTheFinalStateBesides() throws Exception {
    run("aFinalFieldHasItsSeedBesides");
  }

  @Test
  void theFinalStateHasATangent() throws Exception {
    run("tangentsOfTheFinalState");
  }

  @Test
  void fieldsAreSetWhereAnExceptionLeavesTheMethod() throws Exception {
    run("fieldsAreSetWhereAnExceptionLeaves");
  }

  @Test
  void anObjectThatTheMethodMadeHasNoPlaceOutside() throws Exception {
    run("anObjectThatTheMethodMadeHasNoPlaceOutside");
  }

  @Test
  void finalFieldsOfExchangedObjects() throws Exception {
    run("finalFieldsOfExchangedObjects");
  }

  @Test
  void theHessianTimesADirectionOfFields() throws Exception {
    run("secondDerivatives");
  }

  @Test
  void anObjectOfASubclassInAFieldIsRefused() throws Exception {
    run("aSubclassInAFieldIsRefused");
  }

  @Test
  void anObjectOfASubclassIsRefused() throws Exception {
    run("aSubclassIsRefused");
  }

  @Test
  void anArrayOfAFieldThatIsAParameterHasOneTangent() throws Exception {
    run("anArrayOfAFieldThatIsAParameterHasOneTangent");
  }

  @Test
  void theObjectOfWrtIsNoConstantBesides() throws Exception {
    run("theObjectOfWrtIsNoConstantBesides");
  }

  @Test
  void otherClassesCallOnFields() throws Exception {
    run("otherClassesCallOnFields");
  }

  @Test
  void objectsThatTheMethodMakesNeedNoObject() throws Exception {
    run("objectsOfTheMethodItself");
  }

  @Test
  void fieldsAreVariablesOfOptimizers() throws Exception {
    run("vectorsOfFieldsForOptimizers");
  }
}
