package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The derivatives of {@code TensorFunctions} and of {@code Tensor.where}, away from kinks. */
final class FunctionCases {
  private FunctionCases() {}

  private static void both(Cases cases, String name, Tensor x, UnaryOperator<Tensor> function,
      Consumer<Tensor> inPlace) {
    cases.one(name + "()", x, function);
    cases.inPlace(name + "_()", x, inPlace);
  }

  static List<OperationCase> all() {
    var cases = new Cases();
    var operands = new Operands(20);
    Tensor x = operands.normal(2, 3);
    Tensor positive = operands.positive(2, 3);
    Tensor distinct = operands.distinct(2, 4);
    both(cases, "abs", distinct, Tensor::abs, Tensor::abs_);
    both(cases, "exp", x, Tensor::exp, Tensor::exp_);
    both(cases, "log", positive, Tensor::log, Tensor::log_);
    both(cases, "sqrt", positive, Tensor::sqrt, Tensor::sqrt_);
    both(cases, "sin", x, Tensor::sin, Tensor::sin_);
    both(cases, "cos", x, Tensor::cos, Tensor::cos_);
    both(cases, "tanh", x, Tensor::tanh, Tensor::tanh_);
    both(cases, "sigmoid", x, Tensor::sigmoid, Tensor::sigmoid_);
    both(cases, "relu", distinct, Tensor::relu, Tensor::relu_);
    cases.one("sign()", distinct, Tensor::sign);
    cases.one("square()", x, Tensor::square);
    cases.one("expm1()", x, Tensor::expm1);
    cases.one("log1p()", positive, Tensor::log1p);
    cases.one("rsqrt()", positive, Tensor::rsqrt);
    cases.one("reciprocal()", positive, Tensor::reciprocal);
    cases.one("tan()", x, Tensor::tan);
    cases.one("gelu()", x, Tensor::gelu);
    cases.one("softplus()", x.detach().mul(4).requiresGrad_(), Tensor::softplus);
    cases.one("softplus()", Tensor.of(19.0, 21.0, -30.0).requiresGrad_(), Tensor::softplus);
    cases.one("erf()", x, Tensor::erf);
    cases.one("floor()", distinct, Tensor::floor);
    cases.one("ceil()", distinct, Tensor::ceil);
    cases.one("round()", distinct, Tensor::round);
    cases.one("clamp(double, double)", distinct, t -> t.clamp(-0.33, 0.62));
    cases.one("clamp(double, double)", distinct, t -> t.clamp(Double.NEGATIVE_INFINITY, 0.62));
    cases.inPlace("clamp_(double, double)", distinct, t -> t.clamp_(-0.33, 0.62));
    cases.one("maskedFill(Tensor, double)", x, t -> t.maskedFill(operandsMask(2, 3), 0.25));
    cases.one("maskedFill(Tensor, double)", x, t -> t.maskedFill(operandsMask(3), 0.25));
    for (UnaryOperator<Tensor> f : List.<UnaryOperator<Tensor>>of(Tensor::exp, Tensor::tanh, Tensor::square)) {
      cases.one("exp()", operands.normal(), f);
      cases.one("exp()", operands.normal(3, 2), t -> f.apply(t.t()));
      cases.one("exp()", operands.normal(0), f);
    }
    int[][][] shapes = {{{2, 3}, {2, 3}, {2, 3}}, {{3}, {2, 3}, {2, 1}}, {{2, 1}, {}, {3}}, {{}, {2}, {2}}};
    for (int[][] shape : shapes) {
      Tensor condition = operands.truth(shape[0]);
      cases.two("where(Tensor, Tensor, Tensor)", operands.normal(shape[1]), operands.normal(shape[2]),
          (a, b) -> Tensor.where(condition, a, b));
    }
    return cases.all();
  }

  private static Tensor operandsMask(int... shape) {
    return new Operands(21).truth(shape);
  }
}
