package dev.adjoint.tests.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Printer;
import dev.adjoint.processor.ir.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Emitted functions do what their operations do one by one: result, memory, effects in order, exceptions. */
class RandomEmissionTest {
  private static final int BATCH = 50;

  @Test
  void emittedCodeDoesWhatTheOperationsDo() {
    check(Long.getLong("adjoint.emit.first", 0), Long.getLong("adjoint.emit.count", 300));
  }

  private static void check(long first, long count) {
    for (long from = first; from < first + count; from += BATCH) {
      var functions = LongStream.range(from, Math.min(from + BATCH, first + count)).mapToObj(RandomFunctions::make).toList();
      functions.forEach(f -> Verifier.verify(f));
      for (Emission e : List.of(Emission.of(functions), Emission.cut(functions, 120))) {
        functions.forEach(f -> compare(f, e));
      }
    }
  }

  private static void compare(Function f, Emission e) {
    for (int n = -1; n < 3; n++) {
      String expected = outcome(n, arguments -> Interpreter.run(f, arguments));
      String actual = outcome(n, arguments -> e.call(f.name(), arguments));
      assertEquals(expected, actual, () -> Printer.print(f) + "\n" + e.method(f.name()));
    }
  }

  private interface Run {
    Object run(Object[] arguments) throws Throwable;
  }

  private static String outcome(int n, Run run) {
    double[] x = {1, 2, 3, -1, 0.5, 7, 8, 9};
    double[] y = n == 2 ? x : new double[] {0, -3, 1, 4, 2, 0.25, 6, 1};
    String result;
    try {
      result = "" + Double.doubleToLongBits((Double) run.run(new Object[] {x, y, n * 0.5, n}));
    } catch (Throwable t) {
      result = t.getClass().getName() + (t instanceof VirtualMachineError || t instanceof AssertionError ? t : "");
    }
    return result + Arrays.toString(x) + Arrays.toString(y) + Trace.take();
  }
}
