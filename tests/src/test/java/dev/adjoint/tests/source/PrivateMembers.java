package dev.adjoint.tests.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.InvocationTargetException;

/** Private members for the code that {@link Compiled} compiles, by reflection. */
public final class PrivateMembers {
  private PrivateMembers() {}

  /** The handle of a field. */
  public static VarHandle field(Class<?> owner, String name) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).unreflectVarHandle(owner.getDeclaredField(name));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** The result of a method, or of a constructor if the name is {@code new}; the receiver of a method comes first. */
  public static Object call(Class<?> owner, String name, Class<?>[] types, Object... args) {
    try {
      if (name.equals("new")) {
        var constructor = owner.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(args);
      }
      var method = owner.getDeclaredMethod(name, types);
      method.setAccessible(true);
      boolean isStatic = args.length == types.length;
      return method.invoke(isStatic ? null : args[0],
          isStatic ? args : java.util.Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
