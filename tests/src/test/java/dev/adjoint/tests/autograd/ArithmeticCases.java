package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;

/** The derivatives of {@code TensorArithmetic}, with broadcasting in each operand. */
final class ArithmeticCases {
  private static final int[][][] BROADCASTS = {
      {{2, 3}, {2, 3}}, {{2, 3}, {3}}, {{3}, {2, 3}}, {{2, 1}, {1, 3}}, {{}, {2, 2}}, {{2, 2}, {}}, {{0, 3}, {3}}};

  private ArithmeticCases() {}

  private static void binary(Cases cases, String method, BinaryOperator<Tensor> function) {
    for (int[][] shapes : BROADCASTS) {
      var operands = new Operands(1);
      cases.two(method, operands.normal(shapes[0]), operands.positive(shapes[1]), function);
    }
    cases.one(method, new Operands(2).positive(3), x -> function.apply(x, x));
    // Of one operand only: the other is a constant.
    var operands = new Operands(3);
    cases.two(method, operands.normal(2, 3), Operands.constant(operands.positive(3)), function);
    cases.two(method, Operands.constant(operands.normal(2, 3)), operands.positive(3), function);
  }

  static List<OperationCase> all() {
    var cases = new Cases();
    binary(cases, "add(Tensor)", Tensor::add);
    binary(cases, "sub(Tensor)", Tensor::sub);
    binary(cases, "mul(Tensor)", Tensor::mul);
    binary(cases, "div(Tensor)", Tensor::div);
    binary(cases, "addScaled(double, Tensor)", (x, y) -> x.addScaled(-1.25, y));
    binary(cases, "atan2(Tensor)", Tensor::atan2);
    for (int[][] shapes : BROADCASTS) {
      var operands = new Operands(4);
      cases.two("pow(Tensor)", operands.positive(shapes[0]), operands.normal(shapes[1]), Tensor::pow);
      // 1.7 and more between the greatest and the least, so that no pair is near a tie.
      Tensor x = operands.distinct(shapes[0]);
      Tensor y = Operands.constant(operands.distinct(shapes[1])).add(0.07).requiresGrad_();
      cases.two("maximum(Tensor)", x, y, Tensor::maximum);
      cases.two("minimum(Tensor)", x, y, Tensor::minimum);
      cases.two("remainder(Tensor)", x, Operands.constant(operands.positive(shapes[1])).add(0.011).requiresGrad_(),
          Tensor::remainder);
    }
    numbers(cases);
    inPlace(cases);
    return cases.all();
  }

  private static void numbers(Cases cases) {
    Tensor x = new Operands(5).normal(2, 3);
    cases.one("add(double)", x, t -> t.add(0.5));
    cases.one("add(long)", x, t -> t.add(2));
    cases.one("sub(double)", x, t -> t.sub(0.5));
    cases.one("sub(long)", x, t -> t.sub(2));
    cases.one("rsub(double)", x, t -> t.rsub(0.5));
    cases.one("rsub(long)", x, t -> t.rsub(2));
    cases.one("mul(double)", x, t -> t.mul(-0.5));
    cases.one("mul(long)", x, t -> t.mul(3));
    cases.one("div(double)", x, t -> t.div(-0.5));
    cases.one("rdiv(double)", x, t -> t.rdiv(2.5));
    cases.one("remainder(double)", new Operands(6).distinct(2, 3), t -> t.remainder(0.71));
    cases.one("remainder(long)", new Operands(6).distinct(2, 3), t -> t.remainder(2));
    cases.one("neg()", x, Tensor::neg);
    for (double exponent : new double[] {-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4.25}) {
      cases.one("pow(double)", new Operands(7).positive(2, 3), t -> t.pow(exponent));
    }
    for (long exponent : new long[] {-3, -1, 0, 1, 2, 3, 4}) {
      cases.one("pow(long)", x, t -> t.pow(exponent));
    }
  }

  private static void inPlace(Cases cases) {
    var operands = new Operands(8);
    Tensor x = operands.normal(2, 3);
    Tensor y = operands.positive(3);
    cases.inPlace("add_(Tensor)", x, y, Tensor::add_);
    cases.inPlace("sub_(Tensor)", x, y, Tensor::sub_);
    cases.inPlace("mul_(Tensor)", x, y, Tensor::mul_);
    cases.inPlace("div_(Tensor)", x, y, Tensor::div_);
    cases.inPlace("addScaled_(double, Tensor)", x, y, (t, other) -> t.addScaled_(0.3, other));
    cases.inPlace("add_(double)", x, t -> t.add_(0.5));
    cases.inPlace("add_(long)", x, t -> t.add_(2));
    cases.inPlace("sub_(double)", x, t -> t.sub_(0.5));
    cases.inPlace("sub_(long)", x, t -> t.sub_(2));
    cases.inPlace("mul_(double)", x, t -> t.mul_(-0.5));
    cases.inPlace("mul_(long)", x, t -> t.mul_(3));
    cases.inPlace("div_(double)", x, t -> t.div_(-0.5));
    cases.inPlace("neg_()", x, Tensor::neg_);
    // The operand shares elements with what is changed.
    cases.one("mul_(Tensor)", x, t -> {
      Tensor copy = t.copy();
      return copy.mul_(copy);
    });
    cases.one("mul_(Tensor)", operands.normal(3, 3), t -> {
      Tensor copy = t.copy();
      return copy.mul_(copy.t());
    });
    cases.one("div_(Tensor)", y, t -> {
      Tensor copy = t.copy();
      return copy.div_(copy);
    });
    Tensor a = operands.normal(2, 3);
    Tensor b = operands.positive(2, 3);
    for (double factor : new double[] {1, -0.4}) {
      cases.several("addProduct_(double, Tensor, Tensor)",
          t -> List.of(t.get(0).copy().addProduct_(factor, t.get(1), t.get(2))), x, a, b);
      cases.several("addQuotient_(double, Tensor, Tensor)",
          t -> List.of(t.get(0).copy().addQuotient_(factor, t.get(1), t.get(2))), x, a, b);
      cases.one("addProduct_(double, Tensor, Tensor)", x, t -> {
        Tensor copy = t.copy();
        return copy.addProduct_(factor, copy, copy);
      });
      cases.one("addQuotient_(double, Tensor, Tensor)", b, t -> {
        Tensor copy = t.copy();
        return copy.addQuotient_(factor, t, copy);
      });
    }
  }
}
