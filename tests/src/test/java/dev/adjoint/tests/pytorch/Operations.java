package dev.adjoint.tests.pytorch;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Extremum;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the names of operations in the golden files mean here; generate.py has the same table for PyTorch. */
final class Operations {
  private static final Map<String, Function<Call, List<Tensor>>> TABLE = new HashMap<>();

  private Operations() {}

  static List<Tensor> run(String name, Call call) {
    Function<Call, List<Tensor>> operation = TABLE.get(name);
    if (operation == null) {
      throw new AssertionError("no operation " + name);
    }
    return operation.apply(call);
  }

  private static void several(String name, Function<Call, List<Tensor>> operation) {
    if (TABLE.put(name, operation) != null) {
      throw new AssertionError(name + " twice");
    }
  }

  private static void one(String name, Function<Call, Tensor> operation) {
    several(name, call -> List.of(operation.apply(call)));
  }

  private static void unary(String name, UnaryOperator<Tensor> operation) {
    one(name, call -> operation.apply(call.x()));
  }

  private static void binary(String name, BinaryOperator<Tensor> operation) {
    one(name, call -> operation.apply(call.x(), call.y()));
  }

  /** The operation on a copy of the first operand. */
  private static void inPlace(String name, BiConsumer<Tensor, Call> operation) {
    one(name, call -> {
      Tensor copy = call.x().copy();
      operation.accept(copy, call);
      return copy;
    });
  }

  private static void changing(String name, Consumer<Tensor> operation) {
    inPlace(name, (x, call) -> operation.accept(x));
  }

  private static List<Tensor> parts(Extremum extremum) {
    return List.of(extremum.values(), extremum.indices());
  }

  static {
    functions();
    arithmetic();
    numbers();
    choices();
    reductions();
    shapes();
    products();
    indices();
    creation();
    losses();
    networks();
  }

  private static void functions() {
    unary("abs", Tensor::abs);
    unary("sign", Tensor::sign);
    unary("square", Tensor::square);
    unary("exp", Tensor::exp);
    unary("expm1", Tensor::expm1);
    unary("log", Tensor::log);
    unary("log1p", Tensor::log1p);
    unary("sqrt", Tensor::sqrt);
    unary("rsqrt", Tensor::rsqrt);
    unary("reciprocal", Tensor::reciprocal);
    unary("sin", Tensor::sin);
    unary("cos", Tensor::cos);
    unary("tan", Tensor::tan);
    unary("tanh", Tensor::tanh);
    unary("sigmoid", Tensor::sigmoid);
    unary("relu", Tensor::relu);
    unary("gelu", Tensor::gelu);
    unary("softplus", Tensor::softplus);
    unary("erf", Tensor::erf);
    unary("floor", Tensor::floor);
    unary("ceil", Tensor::ceil);
    unary("round", Tensor::round);
    unary("neg", Tensor::neg);
    unary("logicalNot", Tensor::logicalNot);
    unary("isNaN", Tensor::isNaN);
    unary("isFinite", Tensor::isFinite);
    changing("abs_", Tensor::abs_);
    changing("exp_", Tensor::exp_);
    changing("log_", Tensor::log_);
    changing("sqrt_", Tensor::sqrt_);
    changing("sin_", Tensor::sin_);
    changing("cos_", Tensor::cos_);
    changing("tanh_", Tensor::tanh_);
    changing("sigmoid_", Tensor::sigmoid_);
    changing("relu_", Tensor::relu_);
    changing("neg_", Tensor::neg_);
  }

  private static void arithmetic() {
    binary("add", Tensor::add);
    binary("sub", Tensor::sub);
    binary("mul", Tensor::mul);
    binary("div", Tensor::div);
    binary("remainder", Tensor::remainder);
    binary("pow", Tensor::pow);
    binary("maximum", Tensor::maximum);
    binary("minimum", Tensor::minimum);
    binary("atan2", Tensor::atan2);
    binary("eq", Tensor::eq);
    binary("ne", Tensor::ne);
    binary("lt", Tensor::lt);
    binary("le", Tensor::le);
    binary("gt", Tensor::gt);
    binary("ge", Tensor::ge);
    binary("logicalAnd", Tensor::logicalAnd);
    binary("logicalOr", Tensor::logicalOr);
    binary("logicalXor", Tensor::logicalXor);
    one("addScaled", call -> call.x().addScaled(call.real("c"), call.y()));
    inPlace("add_", (x, call) -> x.add_(call.y()));
    inPlace("sub_", (x, call) -> x.sub_(call.y()));
    inPlace("mul_", (x, call) -> x.mul_(call.y()));
    inPlace("div_", (x, call) -> x.div_(call.y()));
    inPlace("addScaled_", (x, call) -> x.addScaled_(call.real("c"), call.y()));
    inPlace("addProduct_", (x, call) -> x.addProduct_(call.real("c"), call.y(), call.z()));
    inPlace("addQuotient_", (x, call) -> x.addQuotient_(call.real("c"), call.y(), call.z()));
    inPlace("copy_", (x, call) -> x.copy_(call.y()));
    inPlace("fill_", (x, call) -> x.fill_(call.real("c")));
    inPlace("mulColumn_", (x, call) -> x.select(1, 1).mul_(call.y()));
    changing("zero_", Tensor::zero_);
  }

  private static void numbers() {
    one("addNumber", call -> call.withNumber(Tensor::add, Tensor::add));
    one("subNumber", call -> call.withNumber(Tensor::sub, Tensor::sub));
    one("rsubNumber", call -> call.withNumber(Tensor::rsub, Tensor::rsub));
    one("mulNumber", call -> call.withNumber(Tensor::mul, Tensor::mul));
    one("divNumber", call -> call.x().div(call.real("c")));
    one("rdivNumber", call -> call.x().rdiv(call.real("c")));
    one("remainderNumber", call -> call.withNumber(Tensor::remainder, Tensor::remainder));
    one("powNumber", call -> call.withNumber(Tensor::pow, Tensor::pow));
    one("eqNumber", call -> call.x().eq(call.real("c")));
    one("neNumber", call -> call.x().ne(call.real("c")));
    one("ltNumber", call -> call.x().lt(call.real("c")));
    one("leNumber", call -> call.x().le(call.real("c")));
    one("gtNumber", call -> call.x().gt(call.real("c")));
    one("geNumber", call -> call.x().ge(call.real("c")));
    inPlace("addNumber_", (x, call) -> call.withNumber(x, Tensor::add_, Tensor::add_));
    inPlace("subNumber_", (x, call) -> call.withNumber(x, Tensor::sub_, Tensor::sub_));
    inPlace("mulNumber_", (x, call) -> call.withNumber(x, Tensor::mul_, Tensor::mul_));
    inPlace("divNumber_", (x, call) -> x.div_(call.real("c")));
  }

  private static void choices() {
    one("where", call -> Tensor.where(call.x(), call.y(), call.z()));
    one("clamp", call -> call.x().clamp(call.real("lower"), call.real("upper")));
    inPlace("clamp_", (x, call) -> x.clamp_(call.real("lower"), call.real("upper")));
    one("maskedFill", call -> call.x().maskedFill(call.y(), call.real("c")));
  }

  private static void reductions() {
    unary("sumAll", Tensor::sum);
    unary("meanAll", Tensor::mean);
    unary("varAll", Tensor::var);
    unary("stdAll", Tensor::std);
    unary("maxAll", Tensor::max);
    unary("minAll", Tensor::min);
    unary("argmaxAll", Tensor::argmax);
    unary("argminAll", Tensor::argmin);
    unary("normAll", Tensor::norm);
    unary("allAll", Tensor::all);
    unary("anyAll", Tensor::any);
    one("sum", call -> call.x().sum(call.keepDim(), call.integers("dims")));
    one("mean", call -> call.x().mean(call.keepDim(), call.integers("dims")));
    one("var", call -> call.x().var(call.keepDim(), call.integers("dims")));
    one("std", call -> call.x().std(call.keepDim(), call.integers("dims")));
    several("max", call -> parts(call.x().max(call.integer("dim"), call.keepDim())));
    several("min", call -> parts(call.x().min(call.integer("dim"), call.keepDim())));
    one("argmax", call -> call.x().argmax(call.integer("dim"), call.keepDim()));
    one("argmin", call -> call.x().argmin(call.integer("dim"), call.keepDim()));
    one("norm", call -> call.x().norm(call.real("p"), call.keepDim(), call.integers("dims")));
    one("logsumexp", call -> call.x().logsumexp(call.keepDim(), call.integers("dims")));
    one("softmax", call -> call.x().softmax(call.integer("dim")));
    one("logSoftmax", call -> call.x().logSoftmax(call.integer("dim")));
    one("cumsum", call -> call.x().cumsum(call.integer("dim")));
    one("all", call -> call.x().all(call.keepDim(), call.integers("dims")));
    one("any", call -> call.x().any(call.keepDim(), call.integers("dims")));
    one("sumTo", call -> call.x().sumTo(Shape.of(call.integers("shape"))));
  }

  private static void shapes() {
    one("reshape", call -> call.x().reshape(call.integers("shape")));
    one("viewAs", call -> call.x().viewAs(call.integers("shape")));
    unary("flattenAll", Tensor::flatten);
    one("flatten", call -> call.x().flatten(call.integer("first"), call.integer("last")));
    unary("t", Tensor::t);
    one("transpose", call -> call.x().transpose(call.integer("first"), call.integer("second")));
    one("permute", call -> call.x().permute(call.integers("order")));
    one("expand", call -> call.x().expand(call.integers("shape")));
    unary("squeezeAll", Tensor::squeeze);
    one("squeeze", call -> call.x().squeeze(call.integer("dim")));
    one("unsqueeze", call -> call.x().unsqueeze(call.integer("dim")));
    one("select", call -> call.x().select(call.integer("dim"), call.integer("index")));
    one("slice", call -> call.x().slice(call.integer("dim"), call.integer("start"), call.integer("end"),
        call.integer("step")));
    one("narrow", call -> call.x().narrow(call.integer("dim"), call.integer("start"), call.integer("length")));
    several("split", call -> call.x().split(call.integer("size"), call.integer("dim")));
    several("unbind", call -> call.x().unbind(call.integer("dim")));
    unary("contiguous", Tensor::contiguous);
    unary("copy", Tensor::copy);
    one("to", call -> call.x().to(Golden.type(call.options().get("type").textValue())));
    one("cat", call -> Tensor.cat(call.operands(), call.integer("dim")));
    one("stack", call -> Tensor.stack(call.operands(), call.integer("dim")));
  }

  private static void products() {
    binary("matmul", Tensor::matmul);
    binary("mm", Tensor::mm);
    binary("dot", Tensor::dot);
    one("linear", call -> call.x().linear(call.y(), call.atMost(2)));
  }

  private static void indices() {
    one("gather", call -> call.x().gather(call.integer("dim"), call.y()));
    one("indexSelect", call -> call.x().indexSelect(call.integer("dim"), call.y()));
    one("scatterAdd", call -> call.x().scatterAdd(call.integer("dim"), call.y(), call.z()));
    one("indexAdd", call -> call.x().indexAdd(call.integer("dim"), call.y(), call.z()));
    binary("take", Tensor::take);
    binary("maskedSelect", Tensor::maskedSelect);
    unary("nonzero", Tensor::nonzero);
    one("oneHot", call -> call.x().oneHot(call.integer("classes")));
  }

  private static void creation() {
    one("linspace", call -> Tensor.linspace(call.real("start"), call.real("end"), call.integer("steps")));
    one("arange", call -> call.whole("start")
        ? Tensor.arange(call.integer("start"), call.integer("end"), call.integer("step"))
        : Tensor.arange(call.real("start"), call.real("end"), call.real("step")));
    one("eye", call -> Tensor.eye(call.integer("n"), call.integer("m")));
  }

  private static void losses() {
    one("mse", call -> NeuralNet.mse(call.x(), call.y(), call.reduction()));
    one("l1", call -> NeuralNet.l1(call.x(), call.y(), call.reduction()));
    one("smoothL1", call -> NeuralNet.smoothL1(call.x(), call.y(), call.real("beta"), call.reduction()));
    one("huber", call -> NeuralNet.huber(call.x(), call.y(), call.real("delta"), call.reduction()));
    one("binaryCrossEntropyWithLogits", call -> NeuralNet.binaryCrossEntropyWithLogits(call.x(), call.y(),
        call.reduction(), call.optional("weight"), call.optional("pos_weight")));
    one("nllLoss", call -> NeuralNet.nllLoss(call.x(), call.y(), call.optional("weight"), call.integer("ignore_index"),
        call.reduction()));
    one("crossEntropy", call -> NeuralNet.crossEntropy(call.x(), call.y(), call.optional("weight"),
        call.integer("ignore_index"), call.real("label_smoothing"), call.reduction()));
  }

  private static void networks() {
    one("conv2d", call -> NeuralNet.conv2d(call.x(), call.y(), call.atMost(2),
        call.window(call.y().size(2), call.y().size(3)), call.integer("groups")));
    one("maxPool2d", call -> NeuralNet.maxPool2d(call.x(), call.window()));
    several("maxPool2dWithIndices", call -> parts(NeuralNet.maxPool2dWithIndices(call.x(), call.window())));
    one("avgPool2d", call -> NeuralNet.avgPool2d(call.x(), call.window()));
    one("unfold", call -> NeuralNet.unfold(call.x(), call.window()));
    one("fold", call -> NeuralNet.fold(call.x(), call.integers("size")[0], call.integers("size")[1], call.window()));
    one("dropout", call -> NeuralNet.dropout(call.x(), call.real("p"), call.flag("training")));
    one("layerNorm", call -> NeuralNet.layerNorm(call.x(), call.integers("shape"), call.atMost(1), call.atMost(2),
        call.real("eps")));
    one("embedding", call -> NeuralNet.embedding(call.x(), call.y()));
  }

  /** The names there are. */
  static Set<String> names() {
    return Set.copyOf(TABLE.keySet());
  }
}
