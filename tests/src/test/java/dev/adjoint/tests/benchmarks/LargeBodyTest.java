package dev.adjoint.tests.benchmarks;

import static dev.adjoint.tests.benchmarks.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.benchmarks.compiled.Compilation;
import dev.adjoint.benchmarks.compiled.Sources;
import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.runtime.ScalarFunction;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long bodies that the benchmarks write: their derivatives are right, and short enough for HotSpot to compile. */
class LargeBodyTest {
  /** HotSpot interprets longer methods for ever (-XX:HugeMethodLimit). */
  private static final int HUGE = 8_000;

  @Test
  void derivativeOfTwoThousandStatements(@TempDir Path directory) throws IOException {
    Compilation compilation = Compilation.of("Long", Sources.straightLine("Long", 2_000), true, directory);
    ScalarFunction function = (ScalarFunction) compilation.constant("LongDerivatives", "VALUE");
    double[] x = {0.3, -0.4, 0.5, 0.6, -0.7, 0.8, 0.9, -1}, gradient = new double[8];
    assertEquals(function.value(x), function.gradient(x, gradient));
    assertClose(Differences.central(() -> function.value(x), x), gradient, 1e-7);

    for (MethodModel method : ClassFile.of().parse(directory.resolve("LongDerivatives.class")).methods()) {
      int length = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
      assertTrue(length <= HUGE, method.methodName().stringValue() + " has " + length + " bytes");
    }
  }

  @Test
  void derivativeOfABodyInSeveralMethods(@TempDir Path directory) {
    String source = Sources.straightLine("Longer", 2 * Sources.PER_METHOD + 10);
    Compilation compilation = Compilation.of("Longer", source, true, directory);
    ScalarFunction function = (ScalarFunction) compilation.constant("LongerDerivatives", "VALUE");
    double[] x = {0.3, -0.4, 0.5, 0.6, -0.7, 0.8, 0.9, -1}, gradient = new double[8];
    assertEquals(function.value(x), function.gradient(x, gradient));
    assertClose(Differences.central(() -> function.value(x), x), gradient, 1e-7);
  }
}
