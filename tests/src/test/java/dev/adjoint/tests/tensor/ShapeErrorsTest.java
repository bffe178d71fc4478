package dev.adjoint.tests.tensor;

import static dev.adjoint.tests.tensor.Refusal.argument;
import static dev.adjoint.tests.tensor.Refusal.bounds;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What creation, shapes and views refuse, and that the message says what and where. */
class ShapeErrorsTest {
  private static final Tensor A = Tensor.ones(2, 3);
  private static final Tensor SCALAR = Tensor.scalar(1f);

  @TestFactory
  Stream<DynamicTest> nestedArrays() {
    float[][] missing = {{1}, null};
    float[][][] deep = {{{1, 2}, {3, 4}}, {{5, 6}, {7}}};
    float[][][] first = {{null, {1}}};
    return Refusal.tests(
        argument("ragged", () -> Tensor.of(new float[][] {{1, 2}, {3}}), "ragged", "[1]", "2", "1"),
        argument("ragged below", () -> Tensor.of(deep), "ragged", "[1][1]", "2", "1"),
        argument("ragged after nothing", () -> Tensor.of(new long[][] {{}, {1}}), "ragged", "[1]", "0", "1"),
        argument("ragged between", () -> Tensor.of(new int[][][] {{{1}, {2}}, {{3}}}), "ragged", "[1]", "2", "1"),
        argument("null", () -> Tensor.of(missing), "null", "[1]"),
        argument("null first", () -> Tensor.of(first), "null", "[0][0]"),
        argument("null itself", () -> Tensor.of((Object[]) null), "null", "root"),
        argument("boxed", () -> Tensor.of(new Float[][] {{1f}}), "java.lang.Float"),
        argument("objects", () -> Tensor.of(new Object[] {new float[] {1}}), "java.lang.Object"),
        argument("short", () -> Tensor.of(new short[][] {{1}}), "short"),
        argument("char", () -> Tensor.of(new char[][] {{'1'}}), "char"),
        argument("elements that are too few", () -> Tensor.of(new float[5], Shape.of(2, 3)), "5", "[2, 3]", "6"),
        argument("elements that are too many", () -> Tensor.of(new long[7], Shape.of(2, 3)), "7", "[2, 3]", "6"),
        argument("elements that are no array", () -> Tensor.of("text", Shape.of(1)), "java.lang.String"),
        argument("elements of no type", () -> Tensor.of(new byte[1], Shape.of(1)), "byte"),
        argument("elements that are nested", () -> Tensor.of(new float[1][1], Shape.of(1)), "float[][]"));
  }

  @TestFactory
  Stream<DynamicTest> creation() {
    return Refusal.tests(
        argument("a negative size", () -> Tensor.zeros(2, -1), "-1", "[2, -1]"),
        argument("a negative size of ones", () -> Tensor.ones(DType.INT64, -3), "-3", "[-3]"),
        argument("a negative size of random numbers", () -> Tensor.rand(-2), "-2"),
        argument("too many elements", () -> Tensor.zeros(65536, 65536), "[65536, 65536]", "2147483647"),
        argument("far too many", () -> Tensor.full(1, 1 << 30, 1 << 30, 1 << 30, 1 << 30), "2147483647"),
        argument("eye", () -> Tensor.eye(-1), "-1"),
        argument("arange without a step", () -> Tensor.arange(0, 5, 0), "arange", "0", "5"),
        argument("arange that leads away", () -> Tensor.arange(0, 5, -1), "arange", "0", "5", "-1"),
        argument("arange to a negative end", () -> Tensor.arange(-1), "arange", "-1"),
        argument("arange of too many", () -> Tensor.arange(5_000_000_000L), "arange", "5000000000", "2147483647"),
        argument("arange beyond a long", () -> Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, 1), "arange", "2147483647"),
        argument("arange of real numbers without a step", () -> Tensor.arange(0.0, 1.0, 0.0), "arange", "0.0"),
        argument("arange of real numbers that leads away", () -> Tensor.arange(0, -0.5, 1.0), "arange", "-0.5"),
        argument("arange to a NaN", () -> Tensor.arange(0, Double.NaN, 1), "arange", "NaN"),
        argument("arange to infinity", () -> Tensor.arange(0, Double.POSITIVE_INFINITY, 1), "arange", "Infinity"),
        argument("arange in infinite steps", () -> Tensor.arange(0, 1, Double.POSITIVE_INFINITY), "arange", "Infinity"),
        argument("arange of too many real numbers", () -> Tensor.arange(0, 1, 1e-10), "arange", "2147483647"),
        argument("linspace", () -> Tensor.linspace(0, 1, -1), "linspace", "-1"),
        argument("whole random numbers", () -> new Generator(1).uniform(DType.INT64, Shape.of(2)), "rand", "int64", "[2]"),
        argument("true normal numbers", () -> new Generator(1).normal(DType.BOOL, Shape.of(2)), "randn", "bool", "[2]"),
        argument("a permutation of less than nothing", () -> new Generator(1).permutation(-1), "-1"),
        argument("a device without a kind", () -> new Device("", 0), "device"),
        argument("a negative device", () -> new Device("cuda", -1), "cuda:-1"));
  }

  @TestFactory
  Stream<DynamicTest> shapes() {
    return Refusal.tests(
        argument("of", () -> Shape.of(1, -2), "-2", "[1, -2]"),
        argument("with", () -> Shape.of(65536, 1).with(1, 65536), "[65536, 65536]"),
        argument("without", () -> Shape.of(65536, 0, 65536).without(1), "[65536, 65536]"),
        argument("broadcast", () -> Shape.broadcast("op", Shape.of(2, 3), Shape.of(4, 1, 2)), "op", "[2, 3]", "[4, 1, 2]",
            "dimension 2"),
        argument("broadcast to too many", () -> Shape.broadcast("op", Shape.of(65536, 1), Shape.of(1, 65536)),
            "[65536, 65536]"),
        bounds("size", () -> Shape.of(2, 3).size(2), "2", "[-2, 1]", "[2, 3]"),
        bounds("size from the end", () -> A.size(-3), "-3", "[2, 3]"),
        bounds("size of a scalar", () -> SCALAR.size(0), "0", "scalar"),
        bounds("with of a scalar", () -> Shape.SCALAR.with(0, 1), "0", "scalar"),
        bounds("without of a scalar", () -> Shape.SCALAR.without(-1), "-1", "scalar"),
        bounds("dim", () -> Shape.of(2).dim(1), "1", "[-1, 0]", "[2]"));
  }

  @TestFactory
  Stream<DynamicTest> views() {
    return Refusal.tests(
        argument("reshape", () -> A.reshape(4), "reshape", "[4]", "[2, 3]"),
        argument("reshape with an open size", () -> A.reshape(-1, 4), "reshape", "[-1, 4]", "[2, 3]"),
        argument("reshape with two open sizes", () -> A.reshape(-1, -1), "reshape", "[-1, -1]"),
        argument("reshape of nothing to an open size", () -> Tensor.ones(0).reshape(0, -1), "reshape", "[0, -1]", "[0]"),
        argument("reshape to a negative size", () -> A.reshape(-2, -3), "-2"),
        argument("viewAs", () -> A.t().viewAs(6), "viewAs", "[3, 2]", "[6]", "reshape"),
        argument("viewAs of another size", () -> A.viewAs(5), "viewAs", "[5]", "[2, 3]"),
        argument("flatten", () -> A.flatten(1, 0), "flatten", "1", "0", "[2, 3]"),
        bounds("flatten what is not there", () -> A.flatten(0, 2), "flatten", "2", "[2, 3]"),
        bounds("flatten what a scalar has not", () -> SCALAR.flatten(0, 1), "flatten", "1", "[]"),
        argument("t", () -> Tensor.ones(1, 2, 3).t(), "t:", "[1, 2, 3]", "transpose"),
        bounds("transpose", () -> A.transpose(0, 2), "transpose", "2", "[2, 3]"),
        argument("permute of too few", () -> A.permute(0), "permute", "[0]", "[2, 3]"),
        argument("permute of one twice", () -> A.permute(1, -1), "permute", "[1, -1]", "[2, 3]"),
        argument("permute of a scalar", () -> SCALAR.permute(0), "permute", "[0]", "[]"),
        bounds("permute of what is not there", () -> A.permute(0, 2), "permute", "2", "[2, 3]"),
        argument("expand", () -> A.expand(4, 3), "expand", "[2, 3]", "[4, 3]"),
        argument("expand to a lower rank", () -> A.expand(3), "expand", "[2, 3]", "[3]"),
        argument("expand with nothing to keep", () -> A.expand(-1, 2, 3), "expand", "[-1, 2, 3]", "[2, 3]"),
        argument("expand to a negative size", () -> A.expand(-2, 3), "-2"),
        argument("expand to too many", () -> SCALAR.expand(65536, 65536), "[65536, 65536]"),
        bounds("squeeze", () -> A.squeeze(2), "squeeze", "2", "[2, 3]"),
        bounds("unsqueeze", () -> A.unsqueeze(3), "unsqueeze", "3", "[-3, 2]", "[2, 3]"),
        bounds("select", () -> A.select(1, 3), "select", "3", "dimension 1", "[2, 3]"),
        bounds("select from the end", () -> A.select(0, -3), "select", "-3", "dimension 0", "[2, 3]"),
        bounds("select along what is not there", () -> A.select(2, 0), "select", "2", "[2, 3]"),
        argument("select of a scalar", () -> SCALAR.select(0, 0), "select", "scalar"),
        bounds("get", () -> A.get(2), "2", "[2, 3]"),
        bounds("get of a position", () -> A.get(1, 3), "3", "[3]"),
        argument("get of too many indices", () -> A.get(1, 1, 0), "scalar"),
        argument("slice", () -> A.slice(0, 0, 2, 0), "slice", "0"),
        bounds("slice along what is not there", () -> A.slice(2, 0, 1), "slice", "2", "[2, 3]"),
        argument("slice of a scalar", () -> SCALAR.slice(0, 0, 1), "slice", "scalar"),
        bounds("narrow", () -> A.narrow(1, 2, 2), "narrow", "2", "3", "[2, 3]"),
        bounds("narrow to less than nothing", () -> A.narrow(1, 0, -1), "narrow", "-1", "[2, 3]"),
        bounds("narrow from before the start", () -> A.narrow(1, -1, 1), "narrow", "-1", "[2, 3]"),
        argument("split", () -> A.split(0, 0), "split", "0"),
        argument("chunk", () -> A.chunk(0, 0), "chunk", "0"),
        bounds("split along what is not there", () -> A.split(1, 2), "split", "2", "[2, 3]"),
        argument("unbind of a scalar", () -> SCALAR.unbind(0), "unbind", "scalar"));
  }
}
