package dev.adjoint.tests.tensor;

import static dev.adjoint.runtime.array.DType.BOOL;
import static dev.adjoint.runtime.array.DType.FLOAT32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The type in which operands meet is the one of {@link Promotion}, for every pair of types and for scalars. */
class PromotionTest {

  private interface Check {
    void check(DType a, Tensor x, DType b, Tensor y, DType met);
  }

  private static void everyPair(Check check) {
    for (DType a : DType.values()) {
      for (DType b : DType.values()) {
        for (int ranks = 0; ranks < 4; ranks++) {
          int rankA = ranks & 1;
          int rankB = ranks >> 1;
          Tensor x = rankA == 0 ? Tensor.ones(a) : Tensor.ones(a, 2);
          Tensor y = rankB == 0 ? Tensor.ones(b) : Tensor.ones(b, 2);
          check.check(a, x, b, y, Promotion.of(a, rankA, b, rankB));
        }
      }
    }
  }

  @Test
  void tensorsMeetInTheTypeOfTheTable() {
    everyPair((a, x, b, y, met) -> {
      String what = a + "" + x.shape() + " and " + b + y.shape();
      if (met == BOOL) {
        assertThrows(IllegalArgumentException.class, () -> x.add(y), what);
        assertEquals(BOOL, x.logicalAnd(y).dtype(), what);
      } else {
        assertEquals(met, x.add(y).dtype(), what);
        assertEquals(met, x.sub(y).dtype(), what);
        assertEquals(met, x.mul(y).dtype(), what);
        assertEquals(met, x.pow(y).dtype(), what);
        assertEquals(met, x.remainder(y).dtype(), what);
        assertEquals(met, x.maximum(y).dtype(), what);
        assertEquals(met, x.minimum(y).dtype(), what);
      }
      DType quotient = met.isFloating() ? met : FLOAT32;
      assertEquals(quotient, x.div(y).dtype(), what);
      assertEquals(quotient, x.atan2(y).dtype(), what);
      assertEquals(met, Tensor.where(Tensor.scalar(true), x, y).dtype(), what);
      assertEquals(BOOL, x.le(y).dtype(), what);
      if (met.isFloating()) {
        assertEquals(met, x.addScaled(2, y).dtype(), what);
      }
    });
  }

  @Test
  void joinsMeetInTheTypeOfTheTable() {
    everyPair((a, x, b, y, _) -> {
      if (x.rank() == 1 && y.rank() == 1) {
        assertEquals(Promotion.of(a, 1, b, 1), Tensor.cat(List.of(x, y), 0).dtype());
      }
      if (x.rank() == y.rank()) {
        assertEquals(Promotion.of(a, 1, b, 1), Tensor.stack(List.of(x, y), 0).dtype());
      }
    });
  }

  @Test
  void numbersDoNotWidenFloatingTensors() {
    for (DType type : DType.values()) {
      for (Tensor x : List.of(Tensor.ones(type), Tensor.ones(type, 2))) {
        assertEquals(Promotion.withLong(type), x.add(1L).dtype(), type + " and a long");
        assertEquals(Promotion.withLong(type), x.sub(1L).dtype(), type + " and a long");
        assertEquals(Promotion.withLong(type), x.rsub(1L).dtype(), type + " and a long");
        assertEquals(Promotion.withLong(type), x.mul(1L).dtype(), type + " and a long");
        assertEquals(Promotion.withLong(type), x.pow(1L).dtype(), type + " and a long");
        assertEquals(Promotion.withLong(type), x.remainder(1L).dtype(), type + " and a long");
        DType withDouble = Promotion.withDouble(type);
        assertEquals(withDouble, x.add(1.0).dtype(), type + " and a double");
        assertEquals(withDouble, x.sub(1.0).dtype(), type + " and a double");
        assertEquals(withDouble, x.rsub(1.0).dtype(), type + " and a double");
        assertEquals(withDouble, x.mul(1.0).dtype(), type + " and a double");
        assertEquals(withDouble, x.div(1.0).dtype(), type + " and a double");
        assertEquals(withDouble, x.rdiv(1.0).dtype(), type + " and a double");
        assertEquals(withDouble, x.pow(1.0).dtype(), type + " and a double");
        assertEquals(withDouble, x.remainder(1.0).dtype(), type + " and a double");
      }
    }
  }
}
