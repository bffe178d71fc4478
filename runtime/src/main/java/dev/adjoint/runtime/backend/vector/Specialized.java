package dev.adjoint.runtime.backend.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Copies of a loop, each for one function.
 *
 * <p>A loop over a vector function is fast only where HotSpot inlines the function. A loop that many functions share
 * would call through an interface at every vector, and box each. So every function gets its own copy of the loop's
 * class, a hidden class in which the function is a constant: the loop is written once, yet has a profile and machine
 * code per function.
 */
final class Specialized {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private Specialized() {}

  /**
   * A loop whose class is a copy of {@code template}, in which {@link #function} gives {@code function}.
   *
   * @param template a top-level class of this package with a constructor without parameters
   * @param type what the copy is used as
   */
  static <T> T copy(Class<? extends T> template, Class<T> type, Object function) {
    try {
      var copy = LOOKUP.defineHiddenClassWithClassData(bytes(template), function, true);
      return type.cast(copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class)).invoke());
    } catch (Throwable e) {
      throw new IllegalStateException("cannot make a copy of " + template.getName(), e);
    }
  }

  private static byte[] bytes(Class<?> template) {
    try (InputStream in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The function that a copy was made for, asked for by the copy itself in its static initialiser. */
  static <T> T function(MethodHandles.Lookup copy, Class<T> type) {
    try {
      return MethodHandles.classData(copy, ConstantDescs.DEFAULT_NAME, type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
