package dev.adjoint.tests.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.check.Checks;
import org.junit.jupiter.api.Test;

/** A receiver runs the body that was differentiated, or is refused. */
class ImplementationTest {
  /** Has a default body. */
  interface Shape {
    default double area(double[] x, String name) {
      return x[0];
    }
  }

  static class Base implements Shape {
    double value(double x) {
      return x;
    }
  }

  static class Same extends Base {
    double value(double x, int n) {
      return n * x;
    }
  }

  static final class Other extends Same {
    @Override
    double value(double x) {
      return 2 * x;
    }

    @Override
    public double area(double[] x, String name) {
      return 0;
    }
  }

  private static void check(Object receiver, Class<?> owner, String method, String parameters) {
    Checks.implementation(receiver, owner.getName(), method, parameters);
  }

  @Test
  void aReceiverThatInheritsTheMethodIsFine() {
    assertDoesNotThrow(() -> check(new Base(), Base.class, "value", "double"));
    assertDoesNotThrow(() -> check(new Same(), Base.class, "value", "double"));
    assertDoesNotThrow(() -> check(new Same(), Shape.class, "area", "double[],java.lang.String"));
    assertDoesNotThrow(() -> check(null, Base.class, "value", "double"));
  }

  @Test
  void aReceiverThatOverridesTheMethodIsRefused() {
    var e = assertThrows(UnsupportedOperationException.class, () -> check(new Other(), Base.class, "value", "double"));
    assertTrue(e.getMessage().contains(Other.class.getName()), e.getMessage());
    assertThrows(UnsupportedOperationException.class,
        () -> check(new Other(), Shape.class, "area", "double[],java.lang.String"));
  }
}
