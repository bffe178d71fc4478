package dev.adjoint.tests.tensor;

import static dev.adjoint.runtime.array.DType.BOOL;
import static dev.adjoint.runtime.array.DType.FLOAT32;
import static dev.adjoint.runtime.array.DType.INT64;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensor.NaiveElementwise.Binary;
import dev.adjoint.tests.tensor.NaiveElementwise.Comparison;
import dev.adjoint.tests.tensor.NaiveElementwise.Unary;
import dev.adjoint.tests.tensor.Sampler.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Elementwise operations are what the oracle says, for random operands that broadcast. */
class ElementwisePropertyTest {

  private static Tensor apply(Binary op, Tensor a, Tensor b) {
    return switch (op) {
      case ADD -> a.add(b);
      case SUB -> a.sub(b);
      case MUL -> a.mul(b);
      case DIV -> a.div(b);
      case ATAN2 -> a.atan2(b);
      case POW -> a.pow(b);
      case REMAINDER -> a.remainder(b);
      case MAXIMUM -> a.maximum(b);
      case MINIMUM -> a.minimum(b);
    };
  }

  private static Tensor apply(Unary op, Tensor x) {
    return switch (op) {
      case NEG -> x.neg();
      case ABS -> x.abs();
      case SIGN -> x.sign();
      case SQUARE -> x.square();
      case RELU -> x.relu();
      case FLOOR -> x.floor();
      case CEIL -> x.ceil();
      case ROUND -> x.round();
      case EXP -> x.exp();
      case EXPM1 -> x.expm1();
      case LOG -> x.log();
      case LOG1P -> x.log1p();
      case SQRT -> x.sqrt();
      case RSQRT -> x.rsqrt();
      case RECIPROCAL -> x.reciprocal();
      case SIN -> x.sin();
      case COS -> x.cos();
      case TAN -> x.tan();
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case ERF -> x.erf();
      case GELU -> x.gelu();
      case SOFTPLUS -> x.softplus();
    };
  }

  private static Tensor apply(Comparison op, Tensor a, Tensor b) {
    return switch (op) {
      case EQ -> a.eq(b);
      case NE -> a.ne(b);
      case LT -> a.lt(b);
      case LE -> a.le(b);
      case GT -> a.gt(b);
      case GE -> a.ge(b);
    };
  }

  private static Tensor apply(Comparison op, Tensor a, double c) {
    return switch (op) {
      case EQ -> a.eq(c);
      case NE -> a.ne(c);
      case LT -> a.lt(c);
      case LE -> a.le(c);
      case GT -> a.gt(c);
      case GE -> a.ge(c);
    };
  }

  /** Functions of a library may differ in the last places; sums, products and choices may not. */
  private static void agree(Object op, boolean library, NaiveArray expected, Tensor actual) {
    if (library) {
      Agreement.close(op.toString(), expected, actual, 2e-6, 1e-13);
    } else {
      Agreement.exact(op.toString(), expected, actual);
    }
  }

  @Test
  void arithmeticBroadcastsAndPromotes() {
    Cases.check(s -> {
      Binary op = s.pick(Binary.values());
      List<Integer> shape = s.shape();
      boolean swap = s.chance(2);
      DType first = s.dtype();
      DType second = s.dtype();
      List<Integer> narrow = s.narrowed(shape);
      DType met = swap ? Promotion.of(second, narrow.size(), first, shape.size())
          : Promotion.of(first, shape.size(), second, narrow.size());
      if (met == BOOL && op.keepsWholes()) {
        return;
      }
      DType type = met.isFloating() || op.keepsWholes() ? met : FLOAT32;
      Sample x = s.sample(first, shape, s.pick(Range.values()));
      Sample y = s.sample(second, narrow, s.pick(Range.values()));
      Sample a = swap ? y : x;
      Sample b = swap ? x : y;
      boolean whole = type == INT64;
      if (whole && op == Binary.REMAINDER && b.array().ordered().stream().anyMatch(e -> Element.whole(e) == 0)
          || whole && op == Binary.POW && b.array().ordered().stream()
              .anyMatch(e -> Element.whole(e) < 0 || Element.whole(e) > 99)) {
        return;
      }
      agree(op, op == Binary.POW || op == Binary.ATAN2, op.of(type, a.array(), b.array()),
          apply(op, a.tensor(), b.tensor()));
    });
  }

  @Test
  void wholePowersAndRemaindersAreThoseOfWholeNumbers() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample a = s.sample(INT64, shape);
      NaiveArray positive = NaiveArray.of(INT64, s.narrowed(shape), _ -> (long) s.between(1, 12));
      Tensor b = Sampler.tensor(positive);
      Agreement.exact("pow", Binary.POW.of(INT64, a.array(), positive), a.tensor().pow(b));
      Agreement.exact("remainder", Binary.REMAINDER.of(INT64, a.array(), positive), a.tensor().remainder(b));
      NaiveArray negative = Unary.NEG.of(positive);
      Agreement.exact("remainder", Binary.REMAINDER.of(INT64, a.array(), negative), a.tensor().remainder(b.neg()));
    });
  }

  @Test
  void numbersActAsPromotedScalars() {
    Cases.check(s -> {
      Sample x = s.sample(s.dtype(), s.shape(), s.pick(Range.values()));
      boolean whole = s.chance(2);
      long n = s.between(-4, 4);
      double c = whole ? n : s.between(-9, 9) / 8.0 + 0.1;
      DType type = whole ? Promotion.withLong(x.array().dtype()) : Promotion.withDouble(x.array().dtype());
      NaiveArray number = NaiveArray.of(type, List.of(), _ -> Element.cast(whole ? (Object) n : (Object) c, type));
      NaiveArray a = x.array();
      Tensor t = x.tensor();
      agree("add", false, Binary.ADD.of(type, a, number), whole ? t.add(n) : t.add(c));
      agree("sub", false, Binary.SUB.of(type, a, number), whole ? t.sub(n) : t.sub(c));
      agree("rsub", false, Binary.SUB.of(type, number, a), whole ? t.rsub(n) : t.rsub(c));
      agree("mul", false, Binary.MUL.of(type, a, number), whole ? t.mul(n) : t.mul(c));
      DType real = type.isFloating() ? type : FLOAT32;
      agree("div", false, Binary.DIV.of(real, a, number.to(real)), t.div(c));
      agree("rdiv", false, Binary.MUL.of(real, Unary.RECIPROCAL.of(a.to(real)), number.to(real)), t.rdiv(c));
      if (type != INT64 || n != 0) {
        agree("remainder", false, Binary.REMAINDER.of(type, a, number), whole ? t.remainder(n) : t.remainder(c));
      }
      if (type != INT64 || n >= 0) {
        // Squares and cubes of float32 are rounded after each product, as PyTorch does.
        agree("pow", true, Binary.POW.of(type, a, number), whole ? t.pow(n) : t.pow(c));
      }
    });
  }

  @Test
  void functionsOfOneElement() {
    Cases.check(s -> {
      Sample x = s.sample(s.dtype(), s.shape(), s.pick(Range.values()));
      for (Unary op : Unary.values()) {
        if (x.array().dtype() == BOOL && op.keepsWholes()) {
          continue;
        }
        NaiveArray expected = op.of(x.array());
        Tensor actual = apply(op, x.tensor());
        switch (op) {
          case NEG, SIGN, SQUARE, FLOOR, CEIL, ROUND, RECIPROCAL, SQRT -> Agreement.exact(op.name(), expected, actual);
          // Zeros may have either sign.
          case ABS, RELU -> Agreement.close(op.name(), expected, actual, 1e-300, 1e-300);
          case SIN, COS, TAN -> {
            // What is left of an argument beyond 2^53 after whole turns is a matter of the library.
            if (x.array().ordered().stream().allMatch(e -> Math.abs(Element.real(e)) < 1e6 || Element.isNaN(e))) {
              Agreement.close(op.name(), expected, actual, 2e-5, 1e-12);
            }
          }
          default -> Agreement.close(op.name(), expected, actual, 2e-6, 1e-13);
        }
      }
    });
  }

  @Test
  void comparisonsMeetInThePromotedType() {
    Cases.check(s -> {
      Comparison op = s.pick(Comparison.values());
      List<Integer> shape = s.shape();
      Sample a = s.sample(s.dtype(), shape, s.pick(Range.values()));
      Sample b = s.sample(s.dtype(), s.narrowed(shape), s.pick(Range.values()));
      DType type = Promotion.of(a.array().dtype(), a.array().rank(), b.array().dtype(), b.array().rank());
      Agreement.exact(op.name(), op.of(type, a.array(), b.array()), apply(op, a.tensor(), b.tensor()));
      Agreement.exact(op.name(), op.of(type, b.array(), a.array()), apply(op, b.tensor(), a.tensor()));
    });
  }

  @Test
  void comparisonsWithNumbersAreThoseOfTheNumbers() {
    Cases.check(s -> {
      Comparison op = s.pick(Comparison.values());
      Sample x = s.sample(s.dtype(), s.shape(), s.pick(Range.values()));
      double c = s.pick(0.0, 1.0, -2.0, 0.5, 0.25, 1e19, Double.NaN, Double.POSITIVE_INFINITY);
      NaiveArray expected = NaiveArray.of(BOOL, x.array().shape(), i -> op.of(Element.real(x.array().at(i)), c));
      Agreement.exact(op + " " + c, expected, apply(op, x.tensor(), c));
    });
  }

  @Test
  void logicOfTruthValues() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample a = s.sample(BOOL, shape);
      Sample b = s.sample(BOOL, s.narrowed(shape));
      NaiveArray x = a.array();
      NaiveArray y = b.array().expand(x.shape());
      Agreement.exact("and", NaiveArray.of(BOOL, shape, i -> (boolean) x.at(i) && (boolean) y.at(i)),
          a.tensor().logicalAnd(b.tensor()));
      Agreement.exact("or", NaiveArray.of(BOOL, shape, i -> (boolean) x.at(i) || (boolean) y.at(i)),
          a.tensor().logicalOr(b.tensor()));
      Agreement.exact("xor", NaiveArray.of(BOOL, shape, i -> x.at(i) != y.at(i)), a.tensor().logicalXor(b.tensor()));
      Agreement.exact("not", NaiveArray.of(BOOL, shape, i -> !(boolean) x.at(i)), a.tensor().logicalNot());
    });
  }

  @Test
  void selectionsTakeFromOneOrTheOther() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample condition = s.sample(BOOL, s.narrowed(shape));
      Sample a = s.sample(s.dtype(), shape, Range.SPECIAL);
      Sample b = s.sample(s.dtype(), s.narrowed(shape), Range.SPECIAL);
      DType type = Promotion.of(a.array().dtype(), a.array().rank(), b.array().dtype(), b.array().rank());
      Agreement.exact("where", NaiveElementwise.where(type, condition.array(), a.array(), b.array()),
          Tensor.where(condition.tensor(), a.tensor(), b.tensor()));
      double c = s.pick(0.0, 0.5, -3.0, 7.0);
      NaiveArray number = NaiveArray.of(a.array().dtype(), List.of(), _ -> Element.cast(c, a.array().dtype()));
      Agreement.exact("maskedFill",
          NaiveElementwise.where(a.array().dtype(), condition.array(), number, a.array()),
          a.tensor().maskedFill(condition.tensor(), c));
    });
  }

  @Test
  void clampIsTheLesserOfTheGreater() {
    Cases.check(s -> {
      DType given = s.pick(FLOAT32, DType.FLOAT64, INT64);
      Sample x = s.sample(given, s.shape(), s.pick(Range.values()));
      double low = s.pick(Double.NEGATIVE_INFINITY, -2.0, 0.0, 0.25);
      double high = s.pick(Double.POSITIVE_INFINITY, 1.0, 0.75, 3.0);
      boolean fraction = low == 0.25 || high == 0.75;
      DType type = given == INT64 && fraction ? FLOAT32 : given;
      NaiveArray expected = NaiveArray.of(type, x.array().shape(), i -> {
        Object element = Element.cast(x.array().at(i), type);
        return Element.real(element) < low ? Element.cast(low, type)
            : Element.real(element) > high ? Element.cast(high, type) : element;
      });
      Agreement.close("clamp", expected, x.tensor().clamp(low, high), 1e-300, 1e-300);
    });
  }

  @Test
  void scaledSumsRoundTwice() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample a = s.sample(s.floating(), shape);
      Sample b = s.sample(s.dtype(), s.narrowed(shape));
      DType type = Promotion.of(a.array().dtype(), a.array().rank(), b.array().dtype(), b.array().rank());
      double factor = s.between(-5, 5) / 3.0;
      NaiveArray number = NaiveArray.of(type, List.of(), _ -> Element.cast(factor, type));
      Agreement.exact("addScaled", Binary.ADD.of(type, a.array(), Binary.MUL.of(type, b.array(), number)),
          a.tensor().addScaled(factor, b.tensor()));
    });
  }

  @Test
  void closenessIsDecidedElementByElement() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample a = s.sample(s.dtype(), shape, Range.SPECIAL);
      Sample b = s.chance(2) ? a : s.sample(s.dtype(), shape);
      boolean close = true;
      boolean equal = a.array().dtype() == b.array().dtype();
      for (List<Integer> i : a.array().indices()) {
        double p = Element.real(a.array().at(i));
        double q = Element.real(b.array().at(i));
        close &= p == q || Double.isFinite(q) && Math.abs(p - q) <= 0.5 + 0.25 * Math.abs(q);
        equal &= Element.same(a.array().at(i), Element.cast(b.array().at(i), a.array().dtype()));
      }
      assertEquals(close, a.tensor().allClose(b.tensor(), 0.25, 0.5), "allClose");
      assertEquals(equal, a.tensor().equalTo(b.tensor()), "equalTo");
      Agreement.exact("isNaN", NaiveArray.of(BOOL, shape, i -> Element.isNaN(a.array().at(i))), a.tensor().isNaN());
      Agreement.exact("isFinite", NaiveArray.of(BOOL, shape, i -> Double.isFinite(Element.real(a.array().at(i)))),
          a.tensor().isFinite());
    });
  }
}
