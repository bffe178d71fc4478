package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensor.Sampler.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views show the elements that the oracle says, and they are the same elements, not copies. */
class ViewPropertyTest {

  /** A view that was taken and what it is. */
  private record Step(String name, Tensor tensor, NaiveArray array) {}

  private static Step step(Sampler s, Tensor t, NaiveArray a) {
    int rank = a.rank();
    int dim = s.dim(rank);
    int d = dim < 0 ? dim + Math.max(rank, 1) : dim;
    int size = rank == 0 ? 0 : a.size(d);
    switch (s.below(13)) {
      case 0 -> {
        int[] order = Arrays.stream(s.permutation(rank)).map(p -> s.chance(3) ? p - rank : p).toArray();
        return new Step("permute " + Arrays.toString(order), t.permute(order), a.permute(order));
      }
      case 1 -> {
        int other = s.dim(rank);
        return new Step("transpose " + dim + " " + other, t.transpose(dim, other), a.transpose(dim, other));
      }
      case 2 -> {
        if (rank == 0) {
          break;
        }
        int start = s.between(-8, 8);
        int end = s.chance(4) ? Integer.MAX_VALUE : s.between(-8, 8);
        int step = s.between(1, 3);
        return new Step("slice " + dim + " " + start + ":" + end + ":" + step, t.slice(dim, start, end, step),
            a.slice(dim, start, end, step));
      }
      case 3 -> {
        if (size == 0) {
          break;
        }
        int index = s.between(-size, size - 1);
        return new Step("select " + dim + " " + index, t.select(dim, index), a.select(dim, index));
      }
      case 4 -> {
        int at = s.between(-rank - 1, rank);
        return new Step("unsqueeze " + at, t.unsqueeze(at), a.unsqueeze(at));
      }
      case 5 -> {
        return new Step("squeeze " + dim, t.squeeze(dim), a.squeeze(dim));
      }
      case 6 -> {
        return new Step("squeeze", t.squeeze(), a.squeeze());
      }
      case 7 -> {
        List<Integer> shape = new ArrayList<>(a.shape());
        shape.replaceAll(n -> n == 1 && s.chance(2) ? s.between(0, 3) : n);
        shape.addAll(0, s.shape(s.below(2)));
        int[] given = Agreement.sizes(shape);
        for (int i = 0; i < rank; i++) {
          int place = given.length - 1 - i;
          given[place] = shape.get(place).equals(a.size(rank - 1 - i)) && s.chance(2) ? -1 : given[place];
        }
        return new Step("expand " + Arrays.toString(given), t.expand(given), a.expand(shape));
      }
      case 8 -> {
        if (size == 0) {
          break;
        }
        int start = s.below(size);
        int length = s.below(size - start + 1);
        return new Step("narrow " + dim + " " + start + " " + length, t.narrow(dim, start, length),
            a.slice(d, start, start + length, 1));
      }
      case 9 -> {
        int last = s.dim(rank);
        int l = last < 0 ? last + Math.max(rank, 1) : last;
        return d > l ? new Step("flatten " + last + " " + dim, t.flatten(last, dim), a.flatten(l, d))
            : new Step("flatten " + dim + " " + last, t.flatten(dim, last), a.flatten(d, l));
      }
      case 10 -> {
        int numel = a.numel();
        int first = numel > 0 && numel % 3 == 0 ? 3 : numel > 0 && numel % 2 == 0 ? 2 : 1;
        List<Integer> shape = s.chance(2) ? List.of(first, numel / first) : List.of(numel / first, 1, first);
        int[] given = Agreement.sizes(shape);
        if (numel > 0) {
          given[s.below(given.length)] = -1;
        }
        return new Step("reshape " + Arrays.toString(given), t.reshape(given), a.reshape(shape));
      }
      case 11 -> {
        if (rank > 2) {
          break;
        }
        return new Step("t", t.t(), rank < 2 ? a : a.transpose(0, 1));
      }
      default -> {
        return new Step("flatten", t.flatten(), a.reshape(List.of(a.numel())));
      }
    }
    return new Step("nothing", t, a);
  }

  @Test
  void chainsOfViewsShowTheElements() {
    Cases.check(s -> {
      Sample x = s.sample(s.dtype(), s.shape());
      var step = new Step("", x.tensor(), x.array());
      var names = new ArrayList<String>();
      for (int i = 0; i < 6 && step.array().numel() <= 400; i++) {
        step = step(s, step.tensor(), step.array());
        names.add(step.name());
        Agreement.exact(names.toString(), step.array(), step.tensor());
        Agreement.exact("copy of " + names, step.array(), step.tensor().copy());
        assertTrue(step.tensor().contiguous().isContiguous());
        Agreement.exact("contiguous of " + names, step.array(), step.tensor().contiguous());
      }
    });
  }

  @Test
  void viewsShareTheElementsOfTheirBase() {
    Cases.check(s -> {
      Sample x = s.writable(DType.INT64, s.shape(), Range.PLAIN);
      assertSame(x.base().view().storage(), x.tensor().view().storage(), "a view was copied");
      NaiveArray before = NaiveArray.ofOrdered(DType.INT64, x.base().rank() == 0 ? List.of()
          : Arrays.stream(x.base().shape().sizes()).boxed().toList(), Agreement.elements(x.base()));
      x.tensor().fill_(77);
      List<Object> shown = x.places().ordered();
      long[] place = {0};
      NaiveArray after = NaiveArray.of(DType.INT64, before.shape(),
          i -> shown.contains(place[0]++) ? (Object) 77L : before.at(i));
      Agreement.exact("base", after, x.base());
      assertEquals(1, x.base().version());
    });
  }

  @Test
  void copiesShareNothing() {
    Cases.check(s -> {
      Sample x = s.sample(s.dtype(), s.shape());
      Tensor copy = x.tensor().copy();
      assertTrue(copy.isContiguous());
      assertNotSame(copy.view().storage(), x.tensor().view().storage());
      copy.zero_();
      Agreement.exact("original", x.array(), x.tensor());
      assertEquals(0, x.tensor().version());
    });
  }

  @Test
  void reshapeIsAViewWhereverStridesAllowIt() {
    Tensor x = Tensor.arange(24).reshape(2, 3, 4);
    assertTrue(shares(x, x.reshape(6, 4)));
    assertTrue(shares(x, x.transpose(0, 1).reshape(3, 1, 2, 4)));
    assertTrue(shares(x, x.slice(2, 0, 4, 2).reshape(6, 2)));
    assertTrue(shares(x, x.select(2, 1).reshape(6)));
    assertTrue(shares(x, x.unsqueeze(1).expand(2, 5, 3, 4).reshape(2, 5, 12)));
    // in these, neighbours of the result are not evenly spaced
    assertFalse(shares(x, x.transpose(0, 1).reshape(6, 4)));
    assertFalse(shares(x, x.slice(1, 0, 2).reshape(4, 4)));
    assertFalse(shares(x, x.unsqueeze(1).expand(2, 5, 3, 4).reshape(10, 12)));
    assertTrue(shares(x, x.slice(1, 0, 2).viewAs(2, 8)));
  }

  private static boolean shares(Tensor x, Tensor y) {
    return x.view().storage() == y.view().storage();
  }

  @Test
  void splitAndUnbindCutIntoConsecutivePieces() {
    Cases.check(s -> {
      int rank = s.between(1, 5);
      Sample x = s.sample(s.dtype(), s.shape(rank));
      int dim = s.dim(rank);
      int d = dim < 0 ? dim + rank : dim;
      int size = x.array().size(d);
      int piece = s.between(1, 4);
      List<Tensor> pieces = x.tensor().split(piece, dim);
      assertEquals(Math.max(1, (size + piece - 1) / piece), pieces.size());
      for (int i = 0; i < pieces.size(); i++) {
        Agreement.exact("split " + i, x.array().slice(d, i * piece, Math.min(size, (i + 1) * piece), 1), pieces.get(i));
        assertSame(x.tensor().view().storage(), pieces.get(i).view().storage());
      }
      List<Tensor> entries = x.tensor().unbind(dim);
      assertEquals(size, entries.size());
      for (int i = 0; i < size; i++) {
        Agreement.exact("unbind " + i, x.array().select(d, i), entries.get(i));
        assertSame(x.tensor().view().storage(), entries.get(i).view().storage());
      }
    });
  }

  @Test
  void elementsByPosition() {
    Cases.check(s -> {
      int rank = s.between(1, 4);
      Sample x = s.sample(s.dtype(), s.filled(rank));
      int[] index = new int[rank];
      var position = new ArrayList<Integer>();
      for (int d = 0; d < rank; d++) {
        position.add(s.below(x.array().size(d)));
        index[d] = position.get(d) - (s.chance(2) ? x.array().size(d) : 0);
      }
      Object expected = x.array().at(position);
      Tensor element = x.tensor().get(index[0], Arrays.copyOfRange(index, 1, rank));
      assertEquals(0, element.rank());
      assertEquals(Element.real(expected), element.item());
      assertEquals((long) Element.cast(expected, DType.INT64), element.itemLong());
      assertEquals(Element.truth(expected), element.itemBoolean());
      Agreement.exact("get", x.array().select(0, position.get(0)), x.tensor().get(index[0]));
      assertFalse(x.tensor().requiresGrad());
    });
  }
}
