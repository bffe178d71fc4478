package dev.adjoint.tests.tensor;

import static dev.adjoint.tests.tensor.Refusal.argument;
import static dev.adjoint.tests.tensor.Refusal.bounds;
import static dev.adjoint.tests.tensor.Refusal.state;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What operations refuse, and that the message names the operation and what did not fit. */
class OperationErrorsTest {
  private static final Tensor A = Tensor.ones(2, 3);
  private static final Tensor B = Tensor.ones(2, 4);
  private static final Tensor SCALAR = Tensor.scalar(1f);
  private static final Tensor WHOLE = Tensor.ones(DType.INT64, 2, 3);
  private static final Tensor TRUTH = Tensor.ones(DType.BOOL, 2, 3);
  private static final Tensor INDEX = Tensor.of(0L, 1L);

  @TestFactory
  Stream<DynamicTest> shapesThatDoNotBroadcast() {
    return Refusal.tests(
        argument("add", () -> A.add(B), "add", "[2, 3]", "[2, 4]"),
        argument("sub", () -> A.sub(B), "sub", "[2, 3]", "[2, 4]"),
        argument("mul", () -> A.mul(B), "mul", "[2, 3]", "[2, 4]"),
        argument("div", () -> A.div(B), "div", "[2, 3]", "[2, 4]"),
        argument("pow", () -> A.pow(B), "pow", "[2, 3]", "[2, 4]"),
        argument("remainder", () -> A.remainder(B), "remainder", "[2, 3]", "[2, 4]"),
        argument("maximum", () -> A.maximum(B), "maximum", "[2, 3]", "[2, 4]"),
        argument("minimum", () -> A.minimum(B), "minimum", "[2, 3]", "[2, 4]"),
        argument("atan2", () -> A.atan2(B), "atan2", "[2, 3]", "[2, 4]"),
        argument("addScaled", () -> A.addScaled(2, B), "addScaled", "[2, 3]", "[2, 4]"),
        argument("eq", () -> A.eq(B), "eq", "[2, 3]", "[2, 4]"),
        argument("lt", () -> A.lt(B), "lt", "[2, 3]", "[2, 4]"),
        argument("logicalAnd", () -> A.gt(0).logicalAnd(B.gt(0)), "logicalAnd", "[2, 3]", "[2, 4]"),
        argument("where", () -> Tensor.where(TRUTH, A, B), "where", "[2, 3]", "[2, 4]"),
        argument("where's condition", () -> Tensor.where(TRUTH, B, B), "where", "[2, 3]", "[2, 4]"),
        argument("maskedFill", () -> B.maskedFill(TRUTH, 0), "maskedFill", "[2, 3]", "[2, 4]"),
        argument("a mask that is greater", () -> Tensor.ones(3).maskedFill(TRUTH, 0), "maskedFill", "[2, 3]", "[3]"),
        argument("add_", () -> A.add_(B), "add_", "[2, 3]", "[2, 4]"),
        argument("add_ of what is greater", () -> Tensor.ones(3).add_(A), "add_", "[3]", "[2, 3]"),
        argument("addScaled_", () -> A.addScaled_(1, B), "addScaled_", "[2, 3]", "[2, 4]"),
        argument("addProduct_", () -> A.addProduct_(1, A, B), "addProduct_", "[2, 3]", "[2, 4]"),
        argument("addQuotient_", () -> A.addQuotient_(1, B, A), "addQuotient_", "[2, 3]", "[2, 4]"),
        argument("copy_", () -> A.copy_(B), "copy_", "[2, 3]", "[2, 4]"),
        argument("copy_ of what is greater", () -> Tensor.ones(3).copy_(A), "copy_", "[3]", "[2, 3]"),
        argument("sumTo", () -> A.sumTo(Shape.of(2, 2)), "sumTo", "[2, 3]", "[2, 2]"),
        argument("sumTo a higher rank", () -> Tensor.ones(3).sumTo(Shape.of(1, 3)), "sumTo", "[3]", "[1, 3]"),
        argument("setGrad", () -> A.setGrad(B), "[2, 3]", "[2, 4]"));
  }

  @TestFactory
  Stream<DynamicTest> wrongTypes() {
    return Refusal.tests(
        argument("mean", () -> WHOLE.mean(), "mean", "int64", "[2, 3]"),
        argument("var", () -> TRUTH.var(), "var", "bool", "[2, 3]"),
        argument("norm", () -> WHOLE.norm(), "norm", "int64", "[2, 3]"),
        argument("norm of an order", () -> WHOLE.norm(3, false), "norm", "int64", "[2, 3]"),
        argument("addScaled", () -> WHOLE.addScaled(2, WHOLE), "addScaled", "int64", "[2, 3]"),
        argument("logicalNot", () -> A.logicalNot(), "logicalNot", "float32", "[2, 3]"),
        argument("logicalAnd", () -> TRUTH.logicalAnd(WHOLE), "logicalAnd", "bool", "int64"),
        argument("add of truth values", () -> TRUTH.add(TRUTH), "add", "bool", "[2, 3]"),
        argument("neg of truth values", () -> TRUTH.neg(), "neg", "bool", "[2, 3]"),
        argument("where", () -> Tensor.where(A, A, A), "where", "float32", "[2, 3]"),
        argument("maskedFill", () -> A.maskedFill(WHOLE, 0), "int64", "[2, 3]"),
        argument("maskedSelect", () -> A.maskedSelect(WHOLE), "maskedSelect", "int64", "[2, 3]"),
        argument("gather", () -> A.gather(0, A), "gather", "float32", "int64"),
        argument("indexSelect", () -> A.indexSelect(0, SCALAR), "indexSelect", "float32", "int64"),
        argument("scatterAdd", () -> A.scatterAdd(0, A, A), "scatterAdd", "float32", "int64"),
        argument("scatterAdd of another type", () -> A.scatterAdd(0, WHOLE, WHOLE), "scatterAdd", "float32", "int64"),
        argument("indexAdd of another type", () -> A.indexAdd(0, INDEX, WHOLE), "indexAdd", "float32", "int64"),
        argument("oneHot", () -> A.oneHot(3), "oneHot", "float32", "int64"),
        argument("add_ of a real number", () -> WHOLE.add_(0.5), "add_", "int64", "[2, 3]"),
        argument("div_ of whole numbers", () -> WHOLE.div_(WHOLE), "div_", "int64", "float32"),
        argument("exp_ of whole numbers", () -> WHOLE.exp_(), "exp_", "int64", "[2, 3]"),
        argument("addProduct_", () -> A.addProduct_(1, WHOLE, A), "addProduct_", "float32", "int64"),
        argument("clamp_", () -> WHOLE.clamp_(0.5, 2), "clamp_", "0.5", "int64"),
        state("requiresGrad_", () -> WHOLE.requiresGrad_(), "int64"));
  }

  @TestFactory
  Stream<DynamicTest> valuesThatAreOutOfTheirRange() {
    return Refusal.tests(
        argument("negative powers of whole numbers", () -> WHOLE.pow(-1L), "pow", "[2, 3]", "-1"),
        argument("negative powers in a tensor", () -> WHOLE.pow(WHOLE.neg()), "pow", "[2, 3]"),
        new Refusal("remainders by 0", () -> WHOLE.remainder(0L), ArithmeticException.class, List.of("int64", "zero")),
        new Refusal("remainders by 0 in a tensor", () -> WHOLE.remainder(Tensor.of(1L, 0L, 2L)),
            ArithmeticException.class, List.of("int64", "zero")),
        argument("clamp to nothing", () -> A.clamp(2, 1), "clamp", "2.0", "1.0"),
        argument("clamp to a NaN", () -> A.clamp(Double.NaN, 1), "clamp", "NaN"),
        argument("norm of order NaN", () -> A.norm(Double.NaN, false), "norm", "NaN"),
        argument("max of nothing", () -> Tensor.ones(0).max(), "max", "[0]"),
        argument("min of nothing along a dimension", () -> Tensor.ones(2, 0).min(1), "min", "[2, 0]"),
        argument("argmax of nothing", () -> Tensor.ones(0).argmax(), "argmax", "[0]"),
        argument("argmin of nothing", () -> Tensor.ones(2, 0).argmin(1, false), "argmin", "[2, 0]"),
        argument("the greatest magnitude of nothing", () -> Tensor.ones(2, 0).norm(Double.POSITIVE_INFINITY, false, 1),
            "norm"),
        state("item of many", () -> A.item(), "[2, 3]"),
        state("itemLong of many", () -> A.itemLong(), "[2, 3]"),
        state("itemBoolean of none", () -> Tensor.ones(0).itemBoolean(), "[0]"));
  }

  @TestFactory
  Stream<DynamicTest> reductionsOverWrongDimensions() {
    return Refusal.tests(
        bounds("sum", () -> A.sum(2), "sum", "2", "[-2, 1]", "[2, 3]"),
        bounds("sum from the end", () -> A.sum(-3), "sum", "-3", "[-2, 1]", "[2, 3]"),
        bounds("sum of a scalar", () -> SCALAR.sum(1), "sum", "1", "[-1, 0]", "[]"),
        bounds("mean", () -> A.mean(false, 0, 2), "mean", "2", "[2, 3]"),
        bounds("var", () -> A.var(false, 5), "var", "5", "[2, 3]"),
        bounds("max", () -> A.max(2), "max", "2", "[2, 3]"),
        bounds("argmin", () -> A.argmin(-3, true), "argmin", "-3", "[2, 3]"),
        bounds("norm", () -> A.norm(false, 2), "norm", "2", "[2, 3]"),
        bounds("logsumexp", () -> A.logsumexp(2), "logsumexp", "2", "[2, 3]"),
        bounds("softmax", () -> A.softmax(2), "softmax", "2", "[2, 3]"),
        bounds("logSoftmax", () -> A.logSoftmax(-3), "logSoftmax", "-3", "[2, 3]"),
        bounds("cumsum", () -> A.cumsum(2), "cumsum", "2", "[2, 3]"),
        bounds("all", () -> A.all(false, 2), "all", "2", "[2, 3]"),
        argument("sum over one dimension twice", () -> A.sum(1, -1), "sum", "1", "[2, 3]"),
        argument("any over one dimension twice", () -> A.any(true, 0, 0), "any", "0", "[2, 3]"));
  }

  @TestFactory
  Stream<DynamicTest> productsThatDoNotFit() {
    return Refusal.tests(
        argument("matmul", () -> A.matmul(B), "matmul", "[2, 3]", "[2, 4]"),
        argument("matmul of vectors", () -> Tensor.ones(3).matmul(Tensor.ones(4)), "matmul", "[3]", "[4]"),
        argument("matmul of a scalar", () -> A.matmul(SCALAR), "matmul", "[2, 3]", "[]"),
        argument("matmul of batches", () -> Tensor.ones(2, 3, 4).matmul(Tensor.ones(3, 4, 5)), "matmul", "[2, 3, 4]",
            "[3, 4, 5]"),
        argument("matmul of whole numbers", () -> WHOLE.matmul(WHOLE), "matmul", "[2, 3]"),
        argument("mm", () -> A.mm(Tensor.ones(3)), "mm", "[2, 3]", "[3]"),
        argument("dot", () -> A.dot(Tensor.ones(3)), "dot", "[2, 3]", "[3]"),
        argument("linear", () -> A.linear(B, null), "linear", "[2, 3]", "[2, 4]"),
        argument("linear's weight", () -> A.linear(Tensor.ones(3), null), "linear", "[2, 3]", "[3]"),
        argument("linear's bias", () -> A.linear(Tensor.ones(5, 3), Tensor.ones(4)), "linear", "[4]", "[5, 3]"));
  }

  @TestFactory
  Stream<DynamicTest> indicesThatAreNotThere() {
    Tensor beyond = Tensor.of(0L, 3L);
    return Refusal.tests(
        bounds("indexSelect", () -> A.indexSelect(1, beyond), "indexSelect", "3", "[1]", "3)"),
        bounds("indexSelect from the end", () -> A.indexSelect(1, beyond.neg()), "indexSelect", "-3"),
        bounds("indexAdd", () -> A.indexAdd(0, beyond, A), "indexAdd", "3", "2)"),
        bounds("take", () -> A.take(beyond), "3", "2)"),
        bounds("gather", () -> A.gather(0, beyond.unsqueeze(0)), "gather", "3", "[0, 1]", "2)"),
        bounds("scatterAdd", () -> A.scatterAdd(0, beyond.unsqueeze(0), Tensor.ones(1, 2)), "scatterAdd", "3", "[0, 1]",
            "2)"),
        bounds("oneHot", () -> beyond.oneHot(3), "3"),
        argument("oneHot of negative classes", () -> INDEX.oneHot(-1), "-1"),
        argument("gather of another rank", () -> A.gather(0, INDEX), "gather", "[2]", "[2, 3]"),
        argument("gather beyond", () -> A.gather(0, Tensor.zeros(DType.INT64, 1, 4)), "gather", "[1, 4]", "[2, 3]"),
        argument("scatterAdd of another shape", () -> A.scatterAdd(0, WHOLE.mul(0L), Tensor.ones(1, 3)), "scatterAdd",
            "[1, 3]", "[2, 3]"),
        argument("indexSelect of a matrix", () -> A.indexSelect(0, WHOLE), "indexSelect", "[2, 3]"),
        argument("indexSelect of a scalar", () -> SCALAR.indexSelect(0, INDEX), "indexSelect", "[]"),
        argument("indexAdd of another shape", () -> A.indexAdd(0, INDEX, B), "indexAdd", "[2, 3]", "[2, 4]"),
        argument("take of a scalar", () -> SCALAR.take(INDEX), "take"),
        argument("take of a scalar by a scalar", () -> SCALAR.take(Tensor.scalar(0L)), "take"),
        argument("maskedSelect of another shape", () -> B.maskedSelect(TRUTH), "maskedSelect", "[2, 3]", "[2, 4]"),
        bounds("gather along what is not there", () -> A.gather(2, WHOLE), "gather", "2", "[2, 3]"),
        bounds("indexSelect along what is not there", () -> A.indexSelect(-3, INDEX), "indexSelect", "-3", "[2, 3]"));
  }

  @TestFactory
  Stream<DynamicTest> joinsThatDoNotFit() {
    return Refusal.tests(
        argument("cat of nothing", () -> Tensor.cat(List.of(), 0), "cat"),
        argument("stack of nothing", () -> Tensor.stack(List.of(), 0), "stack"),
        argument("cat", () -> Tensor.cat(List.of(A, B), 0), "cat", "[2, 3]", "[2, 4]", "tensor 1"),
        argument("cat of ranks", () -> Tensor.cat(List.of(A, Tensor.ones(3)), 0), "cat", "[2, 3]", "[3]"),
        argument("cat of scalars", () -> Tensor.cat(List.of(SCALAR, SCALAR), 0), "cat", "scalar", "stack"),
        argument("stack", () -> Tensor.stack(List.of(A, B), 0), "stack", "[2, 3]", "[2, 4]", "tensor 1"),
        bounds("cat along what is not there", () -> Tensor.cat(List.of(A, A), 2), "cat", "2", "[2, 3]"),
        bounds("stack along what is not there", () -> Tensor.stack(List.of(A, A), 3), "stack", "3", "[2, 3]"),
        argument("cat of too many", () -> {
          Tensor half = Tensor.ones(1).expand(1 << 30);
          Tensor.cat(List.of(half, half), 0);
        }, "cat", "2147483647", "[1073741824]"));
  }
}
