package dev.adjoint.tests.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HotSpot compiles no method over 8,000 bytes, and a class file holds none over 65,535. */
class LongMethodsTest {
  private static final int HOTSPOT = 8_000;

  /** A straight line whose values are all read again at the end, in reverse, as an adjoint does. */
  private static Function straightLine(int statements) {
    var x = new Value(Type.DOUBLE.array(), "x");
    var zero = Value.temporary(Type.INT);
    var ops = new ArrayList<Op>();
    ops.add(new Op.Const(zero, 0, Span.NONE));
    Value last = Value.temporary(Type.DOUBLE);
    ops.add(new Op.Load(last, x, zero, Span.NONE));
    var all = new ArrayList<Value>();
    for (int i = 0; i < statements; i++) {
      var factor = Value.temporary(Type.DOUBLE);
      ops.add(new Op.Const(factor, 1 + 1.0 / (i + 3), Span.NONE));
      var product = Value.temporary(Type.DOUBLE);
      ops.add(new Op.Binary(product, Op.BinaryKind.MUL, last, factor, Span.NONE));
      var next = new Value(Type.DOUBLE, "v" + i);
      ops.add(new Op.Intrinsic(next, Type.Ref.of("java.lang", "Math"), "sin", List.of(product), Span.NONE));
      all.add(next);
      last = next;
    }
    Value sum = last;
    for (Value v : all.reversed()) {
      var product = Value.temporary(Type.DOUBLE);
      ops.add(new Op.Binary(product, Op.BinaryKind.MUL, sum, v, Span.NONE));
      var next = Value.temporary(Type.DOUBLE);
      ops.add(new Op.Binary(next, Op.BinaryKind.ADD, product, v, Span.NONE));
      sum = next;
    }
    return new Function("f", "f", List.of(x), List.of(true), List.of(Type.DOUBLE), Block.of(ops, List.of(sum)), Span.NONE);
  }

  private static double expected(int statements, double x) {
    var all = new double[statements];
    double last = x;
    for (int i = 0; i < statements; i++) {
      last = Math.sin(last * (1 + 1.0 / (i + 3)));
      all[i] = last;
    }
    double sum = last;
    for (int i = statements - 1; i >= 0; i--) {
      sum = sum * all[i] + all[i];
    }
    return sum;
  }

  private static int longest(Emission e) {
    int most = 0;
    for (byte[] bytes : e.classes.values()) {
      for (MethodModel m : ClassFile.of().parse(bytes).methods()) {
        most = Math.max(most, m.code().map(c -> ((CodeAttribute) c).codeLength()).orElse(0));
      }
    }
    return most;
  }

  private static void check(int statements) throws Throwable {
    var e = Emission.of(List.of(straightLine(statements)));
    assertTrue(longest(e) < HOTSPOT, "bytes: " + longest(e));
    assertEquals(expected(statements, 0.5), e.call("f", (Object) new double[] {0.5}));
  }

  @Test
  void twoThousandStatementsStayCompiled() throws Throwable {
    check(2_000);
  }

  @Test
  void thirtyThousandStatementsCompile() throws Throwable {
    check(30_000);
  }

  @Test
  void timeIsLinear() {
    long small = time(5_000);
    long large = time(40_000);
    assertTrue(large < 40 * Math.max(small, 20_000_000), small + " ns, " + large + " ns");
  }

  private static long time(int statements) {
    Function f = straightLine(statements);
    long start = System.nanoTime();
    dev.adjoint.processor.emit.Emitter.emit(Emission.shape(List.of(f))).toString();
    return System.nanoTime() - start;
  }

  /** Many branches and loops, each short, in one body; and one loop whose body is long. */
  @Test
  void loopsAndBranchesAreCutInside() throws Throwable {
    Function line = straightLine(3_000);
    var i = new Value(Type.INT, "i");
    var from = Value.temporary(Type.INT);
    var to = Value.temporary(Type.INT);
    var start = Value.temporary(Type.DOUBLE);
    var carried = new Value(Type.DOUBLE, "total");
    var result = Value.temporary(Type.DOUBLE);
    var next = Value.temporary(Type.DOUBLE);
    var inner = new ArrayList<>(line.body().ops());
    inner.add(new Op.Binary(next, Op.BinaryKind.ADD, carried, line.body().yields().getFirst(), Span.NONE));
    var loop = new Op.For(List.of(result), i, from, to, 1, false, List.of(start), new Block(List.of(carried), inner, List.of(next)),
        Span.NONE);
    List<Op> ops = List.of(new Op.Const(from, 0, Span.NONE), new Op.Const(to, 3, Span.NONE), new Op.Const(start, 0.0, Span.NONE),
        loop);
    var f = new Function("f", "f", line.params(), line.wrt(), line.results(), Block.of(ops, List.of(result)), Span.NONE);
    var e = Emission.of(List.of(f));
    assertTrue(longest(e) < HOTSPOT, "bytes: " + longest(e));
    double once = expected(3_000, 0.5);
    assertEquals(once + once + once, e.call("f", (Object) new double[] {0.5}));
  }
}
