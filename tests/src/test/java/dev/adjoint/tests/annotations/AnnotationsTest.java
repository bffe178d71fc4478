package dev.adjoint.tests.annotations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnnotationsTest {

  @Test
  void everyAnnotationIsInTheClassFileSoThatJarsHaveIt() {
    for (Class<?> annotation : List.of(Differentiable.class, NonDifferentiable.class, DerivativeOf.class)) {
      assertEquals(RetentionPolicy.CLASS, annotation.getAnnotation(Retention.class).value(), annotation.getName());
    }
  }

  @Test
  void nonDifferentiableGoesOnWhateverHoldsAValue() {
    assertEquals(
        Set.of(ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD, ElementType.LOCAL_VARIABLE,
            ElementType.RECORD_COMPONENT),
        Set.of(NonDifferentiable.class.getAnnotation(Target.class).value()));
  }

  @Test
  void defaultsAreAllParametersOfFloatingTypeFirstOrderReverseMode() throws NoSuchMethodException {
    assertArrayEquals(new String[0], (String[]) Differentiable.class.getMethod("wrt").getDefaultValue());
    assertEquals(1, Differentiable.class.getMethod("order").getDefaultValue());
    assertEquals(DerivativeOf.Mode.VJP, DerivativeOf.class.getMethod("mode").getDefaultValue());
  }

  @Test
  void detachIsTheIdentity() {
    assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(Adjoint.detach(-0.0)));
    assertEquals(1.5f, Adjoint.detach(1.5f));
    double[] x = {1};
    float[][] y = {{1}};
    double[][][] z = {};
    assertSame(x, Adjoint.detach(x));
    assertSame(y, Adjoint.detach(y));
    assertSame(z, Adjoint.detach(z));
  }
}
