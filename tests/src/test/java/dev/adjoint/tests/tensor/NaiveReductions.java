package dev.adjoint.tests.tensor;

import dev.adjoint.runtime.array.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reductions, scans and matrix products of the oracle. */
final class NaiveReductions {
  private NaiveReductions() {}

  /** A dimension list counted from 0; all where none is named. */
  private static Set<Integer> dims(NaiveArray x, int... given) {
    var dims = new TreeSet<Integer>();
    for (int d : given) {
      dims.add(d < 0 ? d + x.rank() : d);
    }
    for (int d = 0; d < x.rank() && given.length == 0; d++) {
      dims.add(d);
    }
    return dims;
  }

  /** @param rule the result from the elements that are reduced, in row-major order */
  static NaiveArray reduce(DType type, NaiveArray x, boolean keepDim, int[] given,
      Function<List<Object>, Object> rule) {
    Set<Integer> dims = x.rank() == 0 ? new HashSet<>() : dims(x, given);
    var kept = new ArrayList<>(x.shape());
    var within = new ArrayList<>(x.shape());
    for (int d = 0; d < x.rank(); d++) {
      (dims.contains(d) ? kept : within).set(d, 1);
    }
    NaiveArray result = NaiveArray.of(type, kept, i -> {
      var elements = new ArrayList<Object>();
      for (List<Integer> j : NaiveArray.indices(within)) {
        var index = new ArrayList<Integer>();
        for (int d = 0; d < i.size(); d++) {
          index.add(dims.contains(d) ? j.get(d) : i.get(d));
        }
        elements.add(x.at(index));
      }
      return Element.cast(rule.apply(elements), type);
    });
    if (keepDim) {
      return result;
    }
    var left = new ArrayList<Integer>();
    for (int d = 0; d < x.rank(); d++) {
      if (!dims.contains(d)) {
        left.add(x.size(d));
      }
    }
    return result.reshape(left);
  }

  static Object sum(List<Object> elements) {
    if (!elements.isEmpty() && !(elements.getFirst() instanceof Float || elements.getFirst() instanceof Double)) {
      return elements.stream().mapToLong(Element::whole).sum();
    }
    double sum = 0;
    for (Object element : elements) {
      sum += Element.real(element);
    }
    return sum;
  }

  static double mean(List<Object> elements) {
    return Element.real(sum(elements)) / elements.size();
  }

  static double variance(List<Object> elements) {
    double mean = mean(elements);
    double squares = 0;
    for (Object element : elements) {
      squares += (Element.real(element) - mean) * (Element.real(element) - mean);
    }
    return squares / Math.max(elements.size() - 1, 0);
  }

  static double norm(double p, List<Object> elements) {
    double[] sizes = elements.stream().mapToDouble(e -> Math.abs(Element.real(e))).toArray();
    if (Double.isInfinite(p)) {
      double extreme = sizes[0];
      for (double size : sizes) {
        extreme = p > 0 ? Math.max(extreme, size) : Math.min(extreme, size);
      }
      return extreme;
    }
    double sum = 0;
    for (double size : sizes) {
      sum += p == 0 ? size != 0 ? 1 : 0 : Math.pow(size, p);
    }
    return p == 0 ? sum : Math.pow(sum, 1 / p);
  }

  static double logsumexp(List<Object> elements) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (Object element : elements) {
      greatest = Math.max(greatest, Element.real(element));
    }
    if (Double.isInfinite(greatest)) {
      return greatest;
    }
    double sum = 0;
    for (Object element : elements) {
      sum += Math.exp(Element.real(element) - greatest);
    }
    return greatest + Math.log(sum);
  }

  /** The place of the first extreme element, or of the first NaN. */
  static long place(List<Object> elements, boolean greatest) {
    int best = 0;
    for (int i = 0; i < elements.size(); i++) {
      Object element = elements.get(i);
      if (Element.isNaN(element)) {
        return i;
      }
      Object found = elements.get(best);
      if (greatest ? Element.less(found, element) : Element.less(element, found)) {
        best = i;
      }
    }
    return best;
  }

  /** The elements of the line through an index along a dimension. */
  private static List<Object> line(NaiveArray x, int dim, List<Integer> index) {
    var elements = new ArrayList<Object>();
    for (int k = 0; k < x.size(dim); k++) {
      elements.add(x.at(NaiveArray.with(index, dim, k)));
    }
    return elements;
  }

  static NaiveArray softmax(NaiveArray given, int dim, boolean logarithm) {
    DType type = given.dtype().isFloating() ? given.dtype() : DType.FLOAT32;
    NaiveArray x = given.to(type);
    if (x.rank() == 0) {
      return softmax(x.unsqueeze(0), 0, logarithm).squeeze(0);
    }
    int d = dim < 0 ? dim + x.rank() : dim;
    return NaiveArray.of(type, x.shape(), i -> {
      double log = Element.real(x.at(i)) - logsumexp(line(x, d, i));
      return Element.cast(logarithm ? log : Math.exp(log), type);
    });
  }

  static NaiveArray cumsum(NaiveArray given, int dim) {
    DType type = given.dtype() == DType.BOOL ? DType.INT64 : given.dtype();
    NaiveArray x = given.to(type);
    int d = dim < 0 ? dim + x.rank() : dim;
    return NaiveArray.of(type, x.shape(),
        i -> Element.cast(x.rank() == 0 ? x.at(i) : sum(line(x, d, i).subList(0, i.get(d) + 1)), type));
  }

  /** The matrix product of any two ranks from 1. */
  static NaiveArray matmul(NaiveArray a, NaiveArray b, DType type) {
    if (a.rank() == 1) {
      NaiveArray product = matmul(a.unsqueeze(0), b, type);
      return product.select(b.rank() == 1 ? -1 : -2, 0);
    }
    if (b.rank() == 1) {
      return matmul(a, b.unsqueeze(1), type).select(-1, 0);
    }
    List<Integer> batchA = a.shape().subList(0, a.rank() - 2);
    List<Integer> batchB = b.shape().subList(0, b.rank() - 2);
    List<Integer> batch = NaiveArray.broadcast(batchA, batchB);
    int inner = a.size(a.rank() - 1);
    NaiveArray x = a.to(type).expand(joined(batch, a.size(a.rank() - 2), inner));
    NaiveArray y = b.to(type).expand(joined(batch, inner, b.size(b.rank() - 1)));
    return NaiveArray.of(type, joined(batch, a.size(a.rank() - 2), b.size(b.rank() - 1)), i -> {
      List<Integer> head = i.subList(0, batch.size());
      double sum = 0;
      long whole = 0;
      for (int k = 0; k < inner; k++) {
        Object p = x.at(joined(head, i.get(batch.size()), k));
        Object q = y.at(joined(head, k, i.get(batch.size() + 1)));
        if (type == DType.INT64) {
          whole += Element.whole(p) * Element.whole(q);
        } else {
          sum += Element.real(p) * Element.real(q);
        }
      }
      return type == DType.INT64 ? (Object) whole : Element.cast(sum, type);
    });
  }

  private static List<Integer> joined(List<Integer> head, int first, int second) {
    var list = new ArrayList<>(head);
    list.add(first);
    list.add(second);
    return list;
  }
}
