package dev.adjoint.tests.records;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.util.Map;

/**
 * Generated methods called as a user calls them: a class {@code Use} that is compiled together with differentiated methods, of a class
 * {@code Methods} and of a class {@code Other} that calls these. Its static methods return numbers for the test.
 */
final class UserCode {
  private final Class<?> use;

  private UserCode(Class<?> use) {
    this.use = use;
  }

  /** Compiles the three classes in a package, without a warning. */
  static UserCode compile(String pkg, String methods, String other, String use) {
    Compilation compilation = Compilation.withProcessor(
        Map.of(pkg + ".Methods", methods, pkg + ".Other", other, pkg + ".Use", use), "-Xlint:all,-processing", "-Werror");
    assertTrue(compilation.success(), compilation::problems);
    try {
      return new UserCode(compilation.loader().loadClass(pkg + ".Use"));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Calls a method of {@code Use}. */
  @SuppressWarnings("unchecked")
  <T> T run(String method) throws ReflectiveOperationException {
    return (T) use.getMethod(method).invoke(null);
  }
}
