package dev.adjoint.tests.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.RuntimeFunction;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

/** Every class, method and arity that the emitter names exists in the runtime and is public. */
class RuntimeNamesTest {
  @ParameterizedTest
  @EnumSource(RuntimeFunction.class)
  void namedMethodExists(RuntimeFunction function) throws ClassNotFoundException {
    var target = RuntimeNames.of(function);
    Class<?> owner = Class.forName(target.owner().qualifiedName());
    assertTrue(Modifier.isPublic(owner.getModifiers()));
    boolean found = switch (target.kind()) {
      case CONSTRUCTOR -> Stream.of(owner.getConstructors()).anyMatch(c -> c.getParameterCount() == target.arity());
      case INSTANCE, STATIC -> Stream.of(owner.getMethods()).anyMatch(m -> m.getName().equals(target.name())
          && m.getParameterCount() == target.arity()
          && Modifier.isStatic(m.getModifiers()) == (target.kind() == RuntimeNames.Kind.STATIC));
    };
    assertTrue(found, target.toString());
  }

  @Test
  void derivativeCheckHasTheMethodsThatChecksCall() throws ReflectiveOperationException {
    Class<?> type = Class.forName(RuntimeNames.DERIVATIVE_CHECK.qualifiedName());
    assertEquals(type, type.getMethod(RuntimeNames.CHECK_OF, java.lang.invoke.MethodHandles.Lookup.class, Class.class, Class.class,
        String.class, boolean[].class, Class[].class).getReturnType());
    assertEquals(type, type.getMethod(RuntimeNames.CHECK_AT, Object[][].class).getReturnType());
  }

  @Test
  void scalarFunctionHasTheMethodsThatConstantsImplement() throws ReflectiveOperationException {
    Class<?> type = Class.forName(RuntimeNames.SCALAR_FUNCTION.qualifiedName());
    assertEquals(double.class, type.getMethod(RuntimeNames.VALUE, double[].class).getReturnType());
    assertEquals(double.class, type.getMethod(RuntimeNames.GRADIENT, double[].class, double[].class).getReturnType());
    long toImplement = Stream.of(type.getMethods()).filter(m -> Modifier.isAbstract(m.getModifiers())).count();
    assertEquals(2, toImplement);
    Class<?> twice = Class.forName(RuntimeNames.TWICE_DIFFERENTIABLE_FUNCTION.qualifiedName());
    Class<?> vector = double[].class;
    assertEquals(double.class, twice.getMethod(RuntimeNames.HVP, vector, vector, vector, vector).getReturnType());
    assertEquals(double[][].class, twice.getMethod(RuntimeNames.HESSIAN, vector).getReturnType());
    assertEquals(4, Stream.of(twice.getMethods()).filter(m -> Modifier.isAbstract(m.getModifiers())).count());
  }
}
