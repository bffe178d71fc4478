package dev.adjoint.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.Dialect;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The text of kernels. */
class KernelTextTest {
  private static final Pattern APPLY = Pattern.compile("#define APPLY (op_\\w+)\\(");

  private static NullBackend backend(Dialect dialect, boolean float64) {
    return new NullBackend(new NullDriver(dialect, NullBackend.MEMORY, float64));
  }

  @Test
  void everyElementwiseFunctionIsDefinedInItsProgram() {
    NullBackend backend = backend(Dialect.OPENCL_C, true);
    for (DType dtype : DType.values()) {
      View x = new View(backend.memory().upload(NullBackend.DEVICE, ones(dtype)), Shape.of(4));
      View out = backend.zeros(dtype, 4);
      for (UnaryOp op : UnaryOp.values()) {
        whereDefined(() -> backend.elementwise().unary(op, x, out));
      }
      for (BinaryOp op : BinaryOp.values()) {
        whereDefined(() -> backend.elementwise().binary(op, x, x, out));
      }
      for (TernaryOp op : TernaryOp.values()) {
        whereDefined(() -> backend.elementwise().ternary(op, x, x, x, out));
      }
    }
    assertEquals(2 * 23 + 5 + 1, count(backend, "v0)"), "unary functions of floating types, int64 and bool");
    assertEquals(2 * 17 + 7 + 3, count(backend, "v0, v1)"));
    assertEquals(2 * 5 + 4, count(backend, "v0, v1, v2)"));
    backend.driver.sources.forEach((name, text) -> {
      Matcher apply = APPLY.matcher(text);
      assertTrue(apply.find(), name);
      assertTrue(Pattern.compile("FUNCTION \\w+ " + apply.group(1) + "\\(").matcher(text).find(),
          name + ": no function " + apply.group(1));
    });
  }

  private static Object ones(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> new float[] {1, 1, 1, 1};
      case FLOAT64 -> new double[] {1, 1, 1, 1};
      case INT64 -> new long[] {1, 1, 1, 1};
      case BOOL -> new boolean[] {true, true, true, true};
    };
  }

  private static void whereDefined(Runnable operation) {
    try {
      operation.run();
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().contains("is not defined for elements of type"), e.getMessage());
    }
  }

  private static long count(NullBackend backend, String arguments) {
    return backend.driver.sources.values().stream().filter(text -> text.lines()
        .anyMatch(line -> line.startsWith("#define APPLY ") && line.endsWith("(" + arguments))).count();
  }

  @Test
  void aProgramIsTheDialectsHeaderTheDefinitionsAndTheFiles() {
    NullBackend backend = backend(Dialect.CUDA_C, true);
    View x = backend.zeros(DType.FLOAT64, 4);
    backend.elementwise().compare(CompareOp.LE, x, x, backend.zeros(DType.BOOL, 4));
    String text = backend.driver.sources.get("le_float64_bool");
    List<String> parts = List.of("#define GROUP_SIZE 256\n", "#define FLOAT64\n", Dialect.CUDA_C.header(),
        "#define NAME le_float64_bool\n", "#define T double\n", "#define E0 double\n", "#define R boolean\n",
        "#define APPLY v0 <= v1 ? 1 : 0\n", "FUNCTION T op_NEG(T x)", "STRIDED(Dims, OPERANDS + 1)");
    int at = 0;
    for (String part : parts) {
      int next = text.indexOf(part, at);
      assertTrue(next >= at, "after " + at + ": " + part);
      at = next + part.length();
    }
  }

  @Test
  void bothDialectsDefineTheSameWords() {
    assertEquals(words(Dialect.OPENCL_C), words(Dialect.CUDA_C));
  }

  private static List<String> words(Dialect dialect) {
    var words = new ArrayList<String>();
    Matcher matcher = Pattern.compile("(?m)^#define (\\w+)|^typedef .* (\\w+);|^struct \\S+ (\\w+)").matcher(dialect.header());
    while (matcher.find()) {
      String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2) != null ? matcher.group(2)
          : matcher.group(3);
      // What CUDA's compiler has only in a header that is not read.
      if (!word.equals("NAN") && !word.equals("INFINITY")) {
        words.add(word);
      }
    }
    return words.stream().sorted().toList();
  }

  @Test
  void oneProgramIsCompiledOnce() {
    NullBackend backend = new NullBackend();
    View x = backend.zeros(DType.FLOAT32, 4);
    backend.elementwise().unary(UnaryOp.EXP, x, x);
    backend.driver.sources.clear();
    backend.elementwise().unary(UnaryOp.EXP, x, x);
    assertTrue(backend.driver.sources.isEmpty());
  }

  @Test
  void aDeviceWithoutDoublePrecisionRefusesFloat64AndTakesTheRest() {
    NullBackend backend = backend(Dialect.OPENCL_C, false);
    View x = backend.zeros(DType.FLOAT64, 4);
    var error = assertThrows(UnsupportedOperationException.class, () -> backend.elementwise().unary(UnaryOp.EXP, x, x));
    assertEquals("EXP of float64: null:0 (null device) does not compute in double precision; use float32",
        error.getMessage());
    View y = backend.zeros(DType.FLOAT32, 4);
    backend.elementwise().unary(UnaryOp.EXP, y, y);
    assertFalse(backend.driver.sources.get("exp_float32").startsWith("#define FLOAT64\n", "#define GROUP_SIZE 256\n".length()));
  }
}
