package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of methods with local records allocate what those of the same methods on numbers do: with a tape that has grown, nothing. */
class LocalRecordsTest {
  private static final String METHODS = """
      package records;

      import dev.adjoint.annotations.Differentiable;

      final class Local {
        record Vec(double x, double y) {
          Vec plus(Vec o) {
            return new Vec(x + o.x, y + o.y);
          }

          Vec times(double s) {
            return new Vec(x * s, y * s);
          }

          double dot(Vec o) {
            return x * o.x + y * o.y;
          }
        }

        record Body(Vec at, Vec speed) {}

        /** A state that a loop carries, in a record of records. */
        @Differentiable
        static double orbitRecords(double[] p, int steps) {
          Body body = new Body(new Vec(p[0], p[1]), new Vec(p[2], p[3]));
          for (int i = 0; i < steps; i++) {
            double r2 = body.at().dot(body.at());
            Vec speed = body.speed().plus(body.at().times(-0.01 / (r2 * Math.sqrt(r2))));
            body = new Body(body.at().plus(speed.times(0.01)), speed);
          }
          return body.at().dot(body.speed());
        }

        @Differentiable
        static double orbitNumbers(double[] p, int steps) {
          double x = p[0], y = p[1], u = p[2], v = p[3];
          for (int i = 0; i < steps; i++) {
            double r2 = x * x + y * y;
            double s = -0.01 / (r2 * Math.sqrt(r2));
            u = u + x * s;
            v = v + y * s;
            x = x + u * 0.01;
            y = y + v * 0.01;
          }
          return x * u + y * v;
        }

        /** A record that a branch chooses, and one that may be null, in a loop whose length is not known. */
        @Differentiable
        static double walkRecords(double[] p, int steps) {
          Vec at = new Vec(p[0], p[1]);
          Vec best = null;
          int i = 0;
          while (i++ < steps) {
            Vec next = at.x() > at.y() ? new Vec(at.y() * p[2], at.x()) : at.times(1 + 0.001 * p[3]);
            if (best == null || next.dot(next) > best.dot(best)) {
              best = next;
            }
            at = next;
          }
          return best.dot(at);
        }

        @Differentiable
        static double walkNumbers(double[] p, int steps) {
          double x = p[0], y = p[1], bestX = 0, bestY = 0;
          boolean found = false;
          int i = 0;
          while (i++ < steps) {
            double nextX, nextY;
            if (x > y) {
              nextX = y * p[2];
              nextY = x;
            } else {
              double s = 1 + 0.001 * p[3];
              nextX = x * s;
              nextY = y * s;
            }
            if (!found || nextX * nextX + nextY * nextY > bestX * bestX + bestY * bestY) {
              bestX = nextX;
              bestY = nextY;
              found = true;
            }
            x = nextX;
            y = nextY;
          }
          return bestX * x + bestY * y;
        }

        /** Records that are arguments and results of a helper that stays a call. */
        @Differentiable
        static double spiralRecords(double[] p, int steps) {
          return turned(new Vec(p[0], p[1]), new Vec(p[2], p[3]), steps).dot(new Vec(1, 2));
        }

        private static Vec turned(Vec v, Vec by, int n) {
          if (n == 0) {
            return v;
          }
          return turned(new Vec(v.x() * by.x() - v.y() * by.y(), v.x() * by.y() + v.y() * by.x()), by, n - 1);
        }

        interface Derivative {
          double vjp(double[] p, double[] adjoint, dev.adjoint.runtime.tape.Tape tape);
        }

        /** The bytes that so many calls allocate. */
        static long bytes(String method, double[] p, double[] adjoint, int steps, int calls) {
          var tape = new dev.adjoint.runtime.tape.Tape();
          Derivative d = switch (method) {
            case "orbitRecords" -> (x, a, t) -> LocalDerivatives.orbitRecordsVjp(x, steps, 1, a, t);
            case "orbitNumbers" -> (x, a, t) -> LocalDerivatives.orbitNumbersVjp(x, steps, 1, a, t);
            case "walkRecords" -> (x, a, t) -> LocalDerivatives.walkRecordsVjp(x, steps, 1, a, t);
            default -> (x, a, t) -> LocalDerivatives.walkNumbersVjp(x, steps, 1, a, t);
          };
          var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
          // the tape grows, and the virtual machine links what it runs; what a call allocates, it allocates in each round
          long least = Long.MAX_VALUE;
          for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
              d.vjp(p, adjoint, tape);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
          }
          return least;
        }
      }
      """;
  private static final int STEPS = 40;
  private static final int CALLS = 200;

  private static Compilation compilation;
  private static Class<?> owner;
  private static Class<?> derivatives;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    compilation = Compilation.withProcessor(Map.of("records.Local", METHODS));
    assertTrue(compilation.success(), compilation::problems);
    ClassLoader loader = compilation.loader();
    owner = loader.loadClass("records.Local");
    derivatives = loader.loadClass("records.LocalDerivatives");
  }

  private static Object call(Class<?> type, String name, Object... args) throws ReflectiveOperationException {
    for (Method m : type.getDeclaredMethods()) {
      if (m.getName().equals(name) && m.getParameterCount() == args.length) {
        m.setAccessible(true);
        return m.invoke(null, args);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static double[] point() {
    return new double[] {0.9, 0.2, 0.3, 1.1};
  }

  private static long bytes(String method) throws ReflectiveOperationException {
    return (Long) call(owner, "bytes", method, point(), new double[4], STEPS, CALLS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orbit", "walk"})
  void theyAllocateNothingMoreThanNumbers(String method) throws ReflectiveOperationException {
    assertEquals(0, bytes(method + "Numbers"));
    assertEquals(0, bytes(method + "Records"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orbit", "walk"})
  void theirDerivativesAreThoseOfNumbers(String method) throws ReflectiveOperationException {
    double[] records = new double[4];
    double[] numbers = new double[4];
    assertEquals(call(derivatives, method + "NumbersVjp", point(), STEPS, 1.0, numbers),
        call(derivatives, method + "RecordsVjp", point(), STEPS, 1.0, records));
    for (int i = 0; i < 4; i++) {
      assertEquals(numbers[i], records[i], 1e-12 * Math.abs(numbers[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Vec", "Body"})
  void noRecordIsMadeInGeneratedCode(String record) {
    String generated = compilation.generated().get("records.LocalDerivatives");
    // comments have the user's lines
    String code = generated.lines().filter(l -> !l.strip().startsWith("//")).collect(Collectors.joining("\n"));
    assertFalse(Pattern.compile("new (Local\\.)?" + record + "\\(").matcher(code).find(), code);
  }
}
