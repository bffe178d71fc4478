package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arrays of objects that wrt names: elements that are null, or one object; against differences. */
class ObjectArrayInterfaceTest {
  private static final String BODIES = """
      package objects;

      import dev.adjoint.annotations.Differentiable;
      import dev.adjoint.annotations.NonDifferentiable;

      public final class Bodies {
        public static class Body {
          double x;
          private double v;
          final double mass;
          int n;
          int c = 2;
          private String name = "body";
          float f = 0.5f;

          public Body(double x, double v, double mass) {
            this.x = x;
            this.v = v;
            this.mass = mass;
          }

          double energy() {
            return 0.5 * mass * v * v;
          }

          double v() {
            return v;
          }
        }

        @Differentiable(wrt = {"bodies", "h"}, order = 2)
        public static double run(Body[] bodies, double h, int steps) {
          for (int k = 0; k < steps; k++) {
            for (Body b : bodies) {
              for (Body c : bodies) {
                if (b != null && c != null && c != b) {
                  b.v += h * c.mass * (c.x - b.x) * b.c;
                  b.n++;
                }
              }
            }
            for (Body b : bodies) {
              if (b != null) {
                b.x += h * b.v;
                b.f *= 1.5f;
              }
            }
          }
          double e = 0;
          for (int i = 0; i < bodies.length; i++) {
            if (bodies[i] != null) {
              e += bodies[i].energy() * (i + 1) + bodies[i].x * bodies[i].x;
            }
          }
          return e;
        }

        public static final class Spring {
          double x;
          @NonDifferentiable double k = 2;

          Spring(double x) {
            this.x = x;
          }
        }

        @Differentiable(wrt = "springs")
        static double springs(Spring[] springs) {
          double e = 0;
          for (Spring s : springs) {
            s.k += 1;
            s.x *= s.k;
            e += s.x * s.x;
          }
          return e;
        }

        @Differentiable(wrt = "bodies")
        static void step(Body[] bodies, double h) {
          for (Body b : bodies) {
            b.x += h * b.v * b.v;
            if (b.x > 100) {
              throw new IllegalStateException("far");
            }
          }
        }

        @Differentiable(wrt = {"bodies", "other"})
        static double both(Body[] bodies, Body other) {
          other.x *= 2;
          return bodies[0].x * other.x;
        }
      }
      """;

  private static final String OUTSIDE = """
      package objects;

      import dev.adjoint.annotations.Differentiable;

      public final class Outside {
        @Differentiable(wrt = "bodies")
        static double twice(Bodies.Body[] bodies) {
          double e = Bodies.run(bodies, 0.1, 2);
          bodies[0].x *= e;
          return e * Bodies.run(bodies, 0.2, 1);
        }
      }
      """;

  private static final String USE = """
      package objects;

      import java.util.function.ToDoubleFunction;

      public final class UseBodies {
        static final double[] AT = {0.3, -0.2, 1.1, 0.7, 0.4, 0.6, -0.5, 0.1, 0.9};
        /** For each kind of array where it has the three bodies. */
        static final int[][] PLACES = {{0, 1, 2}, {0, 1, 3}, {0, 3, 2}, {}};

        /** Three bodies; one of them twice; with null; none. */
        static Bodies.Body[] bodies(double[] at, int kind) {
          var b = new Bodies.Body[3];
          for (int i = 0; i < 3; i++) {
            b[i] = new Bodies.Body(at[3 * i], at[3 * i + 1], at[3 * i + 2]);
          }
          return switch (kind) {
            case 0 -> b;
            case 1 -> new Bodies.Body[] {b[0], b[1], b[0], b[2]};
            case 2 -> new Bodies.Body[] {b[0], null, b[2], b[1]};
            default -> new Bodies.Body[0];
          };
        }

        static double[] moved(double[] direction, double h) {
          double[] at = AT.clone();
          for (int i = 0; i < at.length; i++) {
            at[i] += h * direction[i];
          }
          return at;
        }

        static void near(double expected, double actual) {
          if (!(Math.abs(expected - actual) <= 2e-6 * (1 + Math.abs(expected)))) {
            throw new AssertionError(actual + " and not " + expected);
          }
        }

        static double[] numbers(Bodies_BodyAdjoint a) {
          return new double[] {a.x(), a.v(), a.mass()};
        }

        static void compare(int kind, ToDoubleFunction<Bodies.Body[]> f, Bodies_BodyAdjoint[] adjoints) {
          for (int o = 0; o < PLACES[kind].length; o++) {
            for (int j = 0; j < 3; j++) {
              double[] direction = new double[9];
              direction[3 * o + j] = 1;
              double h = 1e-6;
              double d = (f.applyAsDouble(bodies(moved(direction, h), kind)) - f.applyAsDouble(bodies(moved(direction, -h), kind))) / (2 * h);
              near(d, numbers(adjoints[PLACES[kind][o]])[j]);
            }
          }
        }

        public static void gradients() {
          for (int kind = 0; kind < 4; kind++) {
            Bodies.Body[] there = bodies(AT, kind);
            Bodies.Body[] here = bodies(AT, kind);
            double value = Bodies.run(there, 0.1, 3);
            var g = BodiesDerivatives.runGradient(here, 0.1, 3);
            compare(kind, b -> Bodies.run(b, 0.1, 3), g.bodies());
            if (g.value() != value) {
              throw new AssertionError(g.value());
            }
            for (int i = 0; i < there.length; i++) {
              if (there[i] == null ? g.bodies()[i] != null : there[i].x != here[i].x || there[i].v() != here[i].v() || there[i].n != here[i].n
                  || there[i].f != here[i].f) {
                throw new AssertionError(i);
              }
            }
            if (kind == 1 && (g.bodies()[2].x() != g.bodies()[0].x() || g.bodies()[2].mass() != g.bodies()[0].mass())) {
              throw new AssertionError();
            }
          }
        }

        public static void directions() {
          for (int kind = 0; kind < 4; kind++) {
            double[] direction = new double[9];
            var tangents = new Bodies_BodyAdjoint[bodies(AT, kind).length];
            for (int o = 0; o < PLACES[kind].length; o++) {
              for (int j = 0; j < 3; j++) {
                direction[3 * o + j] = 0.1 * (3 * o + j + 1);
              }
              tangents[PLACES[kind][o]] = new Bodies_BodyAdjoint(direction[3 * o], direction[3 * o + 1], direction[3 * o + 2], 0);
            }
            double h = 1e-5;
            var j = BodiesDerivatives.runJvp(bodies(AT, kind), 0.1, 3, tangents, 0.3);
            near((Bodies.run(bodies(moved(direction, h), kind), 0.1 + 0.3 * h, 3)
                - Bodies.run(bodies(moved(direction, -h), kind), 0.1 - 0.3 * h, 3)) / (2 * h), j.tangent());
            var r = BodiesDerivatives.runHvp(bodies(AT, kind), 0.1, 3, tangents, 0.3);
            var up = BodiesDerivatives.runGradient(bodies(moved(direction, h), kind), 0.1 + 0.3 * h, 3);
            var down = BodiesDerivatives.runGradient(bodies(moved(direction, -h), kind), 0.1 - 0.3 * h, 3);
            for (int place : PLACES[kind]) {
              for (int i = 0; i < 3; i++) {
                near((numbers(up.bodies()[place])[i] - numbers(down.bodies()[place])[i]) / (2 * h), numbers(r.bodiesHvp()[place])[i]);
              }
            }
            near((up.h() - down.h()) / (2 * h), r.hHvp());
          }
        }

        public static void finalStates() {
          var seeds = new Bodies_BodyAdjoint[4];
          for (int i = 0; i < 4; i++) {
            seeds[i] = i == 3 ? null : new Bodies_BodyAdjoint(i + 1, 0, 0, 0);
          }
          // x' = x + 2 h v^2 for the body that is there twice, whose seed is 1 + 3
          var r = BodiesDerivatives.stepVjp(bodies(AT, 1), 0.1, seeds);
          near(4, r[0].x());
          near(4 * 4 * 0.1 * -0.2, r[2].v());
          near(2 * 2 * 0.1 * 0.4, r[1].v());
          near(0, r[3].v());
          Bodies.Body[] far = bodies(AT, 0);
          far[1].x = 200;
          try {
            BodiesDerivatives.stepVjp(far, 0.1, null);
            throw new AssertionError();
          } catch (IllegalStateException e) {
            near(0.3 + 0.1 * 0.04, far[0].x);
          }
        }

        public static void constantFields() {
          var s = new Bodies.Spring(0.5);
          var g = BodiesDerivatives.springsGradient(new Bodies.Spring[] {s, s, new Bodies.Spring(2)});
          // (3 x)^2 + (4 3 x)^2
          near(2 * 0.5 * (9 + 144), g.springs()[0].x());
          near(2 * 0.5 * (9 + 144), g.springs()[1].x());
          near(2 * 2 * 9, g.springs()[2].x());
          near(4, s.k);
        }

        public static void otherClasses() {
          for (int kind = 0; kind < 3; kind++) {
            compare(kind, Outside::twice, OutsideDerivatives.twiceGradient(bodies(AT, kind)).bodies());
          }
        }

        public static void refused() {
          Bodies.Body[] b = bodies(AT, 0);
          near(2 * 0.4, BodiesDerivatives.bothGradient(b, new Bodies.Body(0.4, 0, 1)).bodies()[0].x());
          try {
            BodiesDerivatives.bothGradient(b, b[1]);
            throw new AssertionError();
          } catch (IllegalArgumentException e) {
            if (!e.getMessage().contains("in common")) {
              throw e;
            }
          }
          b[1] = new Bodies.Body(1, 2, 3) { };
          try {
            BodiesDerivatives.runGradient(b, 0.1, 1);
            throw new AssertionError();
          } catch (IllegalArgumentException e) {
            if (!e.getMessage().contains("bodies[1]")) {
              throw e;
            }
          }
        }
      }
      """;

  private static Compilation compilation;

  @BeforeAll
  static void compile() {
    compilation = Compilation.withProcessor(Map.of("objects.Bodies", BODIES, "objects.Outside", OUTSIDE, "objects.UseBodies", USE));
    assertTrue(compilation.success(), compilation::problems);
  }

  @Test
  void fieldsOfElementsAreDifferentiatedAndChanged() throws Exception {
    run("gradients");
  }

  @Test
  void tangentsOfOneObjectAddUp() throws Exception {
    run("directions");
  }

  @Test
  void theFinalStateOfElementsHasASeed() throws Exception {
    run("finalStates");
  }

  @Test
  void constantFieldsAreReadAndChanged() throws Exception {
    run("constantFields");
  }

  @Test
  void otherClassesCallWithTheirArrays() throws Exception {
    run("otherClasses");
  }

  @Test
  void elementsOfSubclassesAndOtherArgumentsAreRefused() throws Exception {
    run("refused");
  }

  private static void run(String method) throws Exception {
    try {
      compilation.loader().loadClass("objects.UseBodies").getMethod(method).invoke(null);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }
}
