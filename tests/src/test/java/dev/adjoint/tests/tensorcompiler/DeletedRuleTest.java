package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.tensor.ArithmeticRules;
import dev.adjoint.tests.corpus.Compilation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * There is one definition of each derivative. With the rule of {@code neg} taken out of the runtime, the eager graph and
 * generated code both have none, and the compiler refuses the operation.
 */
class DeletedRuleTest {
  private static final String DELETED = "negSelf";
  private static final String METHODS = """
      @Differentiable static Tensor negated(Tensor x) { return x.neg(); }
      @Differentiable static Tensor doubled(Tensor x) { return x.mul(2); }
      static double[] eagerly(boolean negate, double x) {
        Tensor leaf = Tensor.of(x).requiresGrad_();
        (negate ? negated(leaf) : doubled(leaf)).sum().backward();
        return leaf.grad().toDoubles();
      }
      static double[] generated(boolean negate, double x) {
        Tensor seed = Tensor.of(1.0);
        return (negate ? OperationsDerivatives.negatedVjp(Tensor.of(x), seed).x()
            : OperationsDerivatives.doubledVjp(Tensor.of(x), seed).x()).toDoubles();
      }
      """;

  /** The rules without the deleted one. */
  private static byte[] withoutRule() {
    var file = ClassFile.of();
    var model = file.parse(TensorRule.bytes(ArithmeticRules.class));
    byte[] rest = file.transformClass(model,
        ClassTransform.dropping(e -> e instanceof MethodModel m && m.methodName().equalsString(DELETED)));
    assertEquals(model.methods().size() - 1, file.parse(rest).methods().size());
    return rest;
  }

  /** Loads the whole project anew, with some classes replaced. */
  private static final class Isolated extends ClassLoader {
    private final Map<String, byte[]> given;

    Isolated(Map<String, byte[]> given) {
      super(DeletedRuleTest.class.getClassLoader());
      this.given = given;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.adjoint.") && !given.containsKey(name)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = given.get(name);
      if (bytes == null) {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
          if (file == null) {
            throw new ClassNotFoundException(name);
          }
          bytes = file.readAllBytes();
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static Class<?> program(byte[] rules) throws ClassNotFoundException {
    Compilation compilation = CompiledMethods.compilation("Operations", METHODS);
    assertTrue(compilation.success(), compilation::problems);
    var classes = new HashMap<>(compilation.classes());
    classes.put(ArithmeticRules.class.getName(), rules);
    return new Isolated(classes).loadClass("tensors.Operations");
  }

  private static double[] run(Class<?> program, String how, boolean negate) throws Throwable {
    Method method = program.getDeclaredMethod(how, boolean.class, double.class);
    method.setAccessible(true);
    try {
      return (double[]) method.invoke(null, negate, 3.0);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void withTheRuleBothDerivativesAreThere() throws Throwable {
    Class<?> program = program(TensorRule.bytes(ArithmeticRules.class));
    assertArrayEquals(new double[] {-1}, run(program, "eagerly", true));
    assertArrayEquals(new double[] {-1}, run(program, "generated", true));
  }

  @Test
  void withoutItTheEagerOperationFailsAndGeneratedCodeFails() throws Throwable {
    Class<?> program = program(withoutRule());
    for (String how : new String[] {"eagerly", "generated"}) {
      assertArrayEquals(new double[] {2}, run(program, how, false), how);
      Throwable failed = assertThrows(NoSuchMethodError.class, () -> run(program, how, true), how);
      assertTrue(failed.getMessage().contains("ArithmeticRules." + DELETED), failed.getMessage());
    }
  }

  @Test
  void withoutItTheCompilerRefusesTheOperation(@TempDir Path classes) throws IOException {
    Path file = classes.resolve(ArithmeticRules.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, withoutRule());
    Compilation compilation = CompiledMethods.compilation("Operations",
        "@Differentiable static Tensor negated(Tensor x) { return x.neg(); }\n",
        "-classpath", classes + File.pathSeparator + System.getProperty("java.class.path"));
    assertFalse(compilation.success());
    assertTrue(compilation.problems().contains("[AD017] TensorArithmetic.neg() has no derivative"), compilation.problems());
  }
}
