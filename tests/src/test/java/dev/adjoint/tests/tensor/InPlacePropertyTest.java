package dev.adjoint.tests.tensor;

import static dev.adjoint.runtime.array.DType.BOOL;
import static dev.adjoint.runtime.array.DType.FLOAT32;
import static dev.adjoint.runtime.array.DType.FLOAT64;
import static dev.adjoint.runtime.array.DType.INT64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensor.Sampler.Range;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Changes in place: the values of the operation that makes a new tensor, and nothing but the viewed elements changes. */
class InPlacePropertyTest {

  /** A change in place of one tensor by another, and the operation that makes a new one. */
  private record Binary(String name, boolean wholes, BinaryOperator<Tensor> inPlace, BinaryOperator<Tensor> fresh) {}

  private static final List<Binary> BINARIES = List.of(
      new Binary("add_", true, Tensor::add_, Tensor::add),
      new Binary("sub_", true, Tensor::sub_, Tensor::sub),
      new Binary("mul_", true, Tensor::mul_, Tensor::mul),
      new Binary("div_", false, Tensor::div_, Tensor::div),
      new Binary("addScaled_", false, (x, y) -> x.addScaled_(0.7, y), (x, y) -> x.addScaled(0.7, y)),
      new Binary("copy_", true, Tensor::copy_, (x, y) -> y.expand(x.shape())));

  /** A change in place of one tensor, and the operation that makes a new one. */
  private record Unary(String name, List<DType> types, UnaryOperator<Tensor> inPlace, UnaryOperator<Tensor> fresh) {}

  private static final List<DType> NUMBERS = List.of(FLOAT32, FLOAT64, INT64);
  private static final List<DType> REALS = List.of(FLOAT32, FLOAT64);
  private static final List<DType> ALL = List.of(DType.values());

  private static final List<Unary> UNARIES = List.of(
      new Unary("neg_", NUMBERS, Tensor::neg_, Tensor::neg),
      new Unary("abs_", NUMBERS, Tensor::abs_, Tensor::abs),
      new Unary("relu_", NUMBERS, Tensor::relu_, Tensor::relu),
      new Unary("exp_", REALS, Tensor::exp_, Tensor::exp),
      new Unary("log_", REALS, Tensor::log_, Tensor::log),
      new Unary("sqrt_", REALS, Tensor::sqrt_, Tensor::sqrt),
      new Unary("sin_", REALS, Tensor::sin_, Tensor::sin),
      new Unary("cos_", REALS, Tensor::cos_, Tensor::cos),
      new Unary("tanh_", REALS, Tensor::tanh_, Tensor::tanh),
      new Unary("sigmoid_", REALS, Tensor::sigmoid_, Tensor::sigmoid),
      new Unary("clamp_", NUMBERS, x -> x.clamp_(-1, 2), x -> x.clamp(-1, 2)),
      new Unary("add_ double", REALS, x -> x.add_(0.3), x -> x.add(0.3)),
      new Unary("add_ long", NUMBERS, x -> x.add_(3L), x -> x.add(3L)),
      new Unary("sub_ double", REALS, x -> x.sub_(0.3), x -> x.sub(0.3)),
      new Unary("sub_ long", NUMBERS, x -> x.sub_(3L), x -> x.sub(3L)),
      new Unary("mul_ double", REALS, x -> x.mul_(0.3), x -> x.mul(0.3)),
      new Unary("mul_ long", NUMBERS, x -> x.mul_(3L), x -> x.mul(3L)),
      new Unary("div_", REALS, x -> x.div_(0.3), x -> x.div(0.3)),
      new Unary("fill_", ALL, x -> x.fill_(0.3), x -> Tensor.fullLike(x, 0.3)),
      new Unary("zero_", ALL, Tensor::zero_, Tensor::zerosLike));

  /** Runs a change in place of x and checks x, its base and its version. */
  private static void check(String name, Sample x, NaiveArray expected, UnaryOperator<Tensor> change) {
    List<Object> base = Agreement.elements(x.base());
    int version = x.base().version();
    assertSame(x.tensor(), change.apply(x.tensor()), name + " returns its tensor");
    // A function of a library may be rounded differently where elements lie differently.
    Agreement.close(name, expected, x.tensor(), 1e-6, 1e-14);
    NaiveArray now = naive(x.tensor());
    var written = new HashMap<Long, Object>();
    for (List<Integer> i : expected.indices()) {
      written.put(Element.whole(x.places().at(i)), now.at(i));
    }
    List<Object> after = Agreement.elements(x.base());
    for (int i = 0; i < after.size(); i++) {
      assertEquals(written.getOrDefault((long) i, base.get(i)), after.get(i), name + ": element " + i + " of the base");
    }
    assertEquals(version + 1, x.base().version(), name + ": version");
    assertEquals(version + 1, x.tensor().version(), name + ": version");
  }

  private static NaiveArray naive(Tensor tensor) {
    return NaiveArray.ofOrdered(tensor.dtype(), Arrays.stream(tensor.shape().sizes()).boxed().toList(),
        Agreement.elements(tensor));
  }

  @Test
  void functionsOfOneElement() {
    Cases.check(s -> {
      Unary op = UNARIES.get(s.below(UNARIES.size()));
      Sample x = s.writable(op.types().get(s.below(op.types().size())), s.shape(), s.pick(Range.values()));
      NaiveArray expected = naive(op.fresh().apply(x.tensor().copy()));
      check(op.name(), x, expected, op.inPlace());
    });
  }

  @Test
  void operandsBroadcastIntoTheTensor() {
    Cases.check(s -> {
      Binary op = BINARIES.get(s.below(BINARIES.size()));
      DType type = s.pick(FLOAT32, FLOAT64, INT64);
      if (!op.wholes() && type == INT64) {
        return;
      }
      List<Integer> shape = s.shape();
      Sample x = s.writable(type, shape, s.pick(Range.values()));
      DType other = type == INT64 ? s.pick(INT64, BOOL) : s.dtype();
      Sample y = s.sample(other, s.narrowed(shape));
      NaiveArray expected = naive(op.fresh().apply(x.tensor().copy(), y.tensor()).to(type));
      check(op.name() + " " + other, x, expected, t -> op.inPlace().apply(t, y.tensor()));
      Agreement.exact("the other operand", y.array(), y.tensor());
    });
  }

  @Test
  void productsAndQuotientsAreAdded() {
    Cases.check(s -> {
      DType type = s.floating();
      List<Integer> shape = s.shape();
      Sample x = s.writable(type, shape, Range.PLAIN);
      Sample a = s.sample(type, shape);
      Sample b = s.sample(type, shape);
      double factor = s.pick(1.0, 0.5, -2.0);
      Tensor scaled = factor == 1 ? a.tensor() : a.tensor().mul(factor);
      check("addProduct_", x, naive(x.tensor().copy().add(scaled.mul(b.tensor()))),
          t -> t.addProduct_(factor, a.tensor(), b.tensor()));
      check("addQuotient_", x, naive(x.tensor().copy().add(scaled.div(b.tensor()))),
          t -> t.addQuotient_(factor, a.tensor(), b.tensor()));
    });
  }

  /** Two views of one square matrix, the second of which broadcasts to the first. */
  private static Tensor[] overlapping(Sampler s, Tensor base) {
    int n = base.size(0);
    int k = s.below(n);
    return switch (s.below(7)) {
      case 0 -> new Tensor[] {base.slice(0, 0, n - 1), base.slice(0, 1, n)};
      case 1 -> new Tensor[] {base.slice(1, 1, n), base.slice(1, 0, n - 1)};
      case 2 -> new Tensor[] {base, base.t()};
      case 3 -> new Tensor[] {base, base.select(0, k)};
      case 4 -> new Tensor[] {base, base.select(1, k).unsqueeze(1)};
      case 5 -> new Tensor[] {base.flatten().slice(0, 0, n), base.flatten().slice(0, 0, 2 * n - 1, 2)};
      default -> new Tensor[] {base.t(), base.t().select(0, k).select(0, n - 1)};
    };
  }

  @Test
  void overlappingOperandsAreReadBeforeTheyAreWritten() {
    Cases.check(s -> {
      Binary op = BINARIES.get(s.below(BINARIES.size()));
      DType type = op.wholes() ? s.pick(FLOAT32, FLOAT64, INT64) : s.floating();
      int n = s.between(2, 7);
      Sample base = s.sample(type, List.of(n, n));
      Tensor whole = base.tensor().copy();
      Tensor[] pair = overlapping(s, whole);
      NaiveArray expected = naive(op.fresh().apply(pair[0].copy(), pair[1].copy()));
      op.inPlace().apply(pair[0], pair[1]);
      Agreement.exact(op.name(), expected, pair[0]);
      if (type != INT64 && pair[1].shape().equals(pair[0].shape())) {
        NaiveArray sum = naive(pair[0].copy().add(pair[1].mul(pair[0])));
        pair[0].addProduct_(1, pair[1], pair[0]);
        Agreement.exact("addProduct_", sum, pair[0]);
      }
    });
  }

  @Test
  void theSameTensorMayBeBothOperands() {
    Cases.check(s -> {
      Binary op = BINARIES.get(s.below(BINARIES.size()));
      Sample x = s.writable(s.floating(), s.shape(), Range.PLAIN);
      NaiveArray expected = naive(op.fresh().apply(x.tensor().copy(), x.tensor().copy()));
      check(op.name(), x, expected, t -> op.inPlace().apply(t, t));
    });
  }

  @Test
  void aResultOfAnotherKindIsRefusedBeforeAnythingIsWritten() {
    Tensor whole = Tensor.of(1L, 2L);
    Tensor truth = Tensor.of(true, false);
    List<Runnable> refused = List.of(() -> whole.add_(Tensor.of(0.5f, 1f)), () -> whole.mul_(0.5),
        () -> whole.div_(whole), () -> whole.div_(2), () -> whole.exp_(), () -> whole.clamp_(0.5, 2),
        () -> whole.addScaled_(2, whole), () -> truth.add_(1L), () -> truth.mul_(whole), () -> truth.neg_(),
        () -> truth.clamp_(0, 1), () -> whole.addProduct_(1, whole, whole));
    for (int i = 0; i < refused.size(); i++) {
      assertThrows(IllegalArgumentException.class, refused.get(i)::run, "change " + i);
    }
    assertEquals("[1, 2] [true, false]",
        Arrays.toString(whole.toLongs()) + " " + Arrays.toString(truth.toBooleans()));
    assertEquals(0, whole.version() + truth.version());
  }

  @Test
  void mixedPrecisionIsRoundedOnce() {
    Tensor x = Tensor.of(1e-30f);
    assertEquals(1e20f, x.mul_(Tensor.of(1e50)).item(), 1e14);
    // 2^24 + 1 + 2^-28 is above the middle between two floats; 1 + 2^-28 as a float is 1
    Tensor y = Tensor.of(16777216f);
    y.add_(Tensor.of(1 + 0x1p-28));
    assertEquals(16777218f, y.item());
    Tensor z = Tensor.of(0f);
    z.addScaled_(1e-30, Tensor.of(1e50));
    assertEquals(1e20, z.item(), 1e14);
  }

  @Test
  void repeatedElementsAreRefused() {
    Tensor x = Tensor.ones(1, 3).expand(2, 3);
    List<Runnable> refused = List.of(() -> x.add_(1L), () -> x.mul_(x), () -> x.zero_(), () -> x.exp_(),
        () -> x.copy_(Tensor.ones(2, 3)), () -> x.clamp_(0, 1), () -> x.addScaled_(1, x), () -> x.addProduct_(1, x, x));
    for (int i = 0; i < refused.size(); i++) {
      var e = assertThrows(IllegalStateException.class, refused.get(i)::run, "change " + i);
      assertEquals(true, e.getMessage().contains("[2, 3]"), e.getMessage());
    }
    assertEquals(0, x.version());
  }

  @Test
  void everyViewSeesTheVersion() {
    Tensor x = Tensor.ones(2, 3);
    Tensor view = x.t().select(0, 1);
    view.add_(1L);
    x.mul_(2L);
    x.detach().zero_();
    assertEquals(3, x.version());
    assertEquals(3, view.version());
    assertEquals(0, x.copy().version());
  }
}
