package dev.adjoint.runtime.check;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which class's method a call on an object runs, JLS 15.12.4.4. */
final class Implementations {
  /** By receiver's class, then by name and parameters: the class that declares what runs. */
  private static final ClassValue<Map<String, String>> DECLARING = new ClassValue<>() {
    @Override
    protected Map<String, String> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>();
    }
  };

  private Implementations() {}

  /**
   * The name of the class or interface that declares the method.
   *
   * @param parameters canonical names of its erased parameter types, separated by commas
   */
  static String declaring(Class<?> receiver, String method, String parameters) {
    return DECLARING.get(receiver).computeIfAbsent(method + "(" + parameters + ")", key -> search(receiver, key));
  }

  private static String search(Class<?> receiver, String key) {
    for (Class<?> c = receiver; c != null; c = c.getSuperclass()) {
      if (declares(c, key)) {
        return c.getName();
      }
    }
    // a default method: that of the most specific interface
    Class<?> found = null;
    for (Class<?> c = receiver; c != null; c = c.getSuperclass()) {
      for (Class<?> i : c.getInterfaces()) {
        found = mostSpecific(i, key, found);
      }
    }
    return found == null ? "no class" : found.getName();
  }

  private static Class<?> mostSpecific(Class<?> type, String key, Class<?> before) {
    Class<?> found = declares(type, key) && (before == null || before.isAssignableFrom(type)) ? type : before;
    for (Class<?> i : type.getInterfaces()) {
      found = mostSpecific(i, key, found);
    }
    return found;
  }

  private static boolean declares(Class<?> type, String key) {
    for (Method m : type.getDeclaredMethods()) {
      int modifiers = m.getModifiers();
      boolean runs = !Modifier.isStatic(modifiers) && !Modifier.isAbstract(modifiers) && !Modifier.isPrivate(modifiers);
      if (runs && key.startsWith(m.getName() + "(") && key.equals(m.getName() + parameters(m))) {
        return true;
      }
    }
    return false;
  }

  private static String parameters(Method m) {
    return Stream.of(m.getParameterTypes()).map(Class::getCanonicalName).collect(Collectors.joining(",", "(", ")"));
  }
}
