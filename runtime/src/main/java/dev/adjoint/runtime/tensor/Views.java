package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Views: other strides over the same elements. The adjoint of a view is the inverse view, or a scatter into zeros. */
final class Views {
  /** The entries from {@code start}, every {@code step}-th, along a dimension. */
  private record Slice(int dim, int start, int end, int step) {}

  private static final OpNode.Pull RESHAPE = (node, _, seed) -> ViewRules.reshapeSelf(node.shape(0), seed);
  private static final OpNode.Pull EXPAND = (node, _, seed) -> ViewRules.expandSelf(node.shape(0), seed);
  private static final OpNode.Pull PERMUTE = (node, _, seed) -> ViewRules.permuteSelf(node.attribute(int[].class), seed);
  private static final OpNode.Pull SELECT = (node, _, seed) -> {
    var place = node.attribute(Slice.class);
    return ViewRules.selectSelf(node.shape(0), place.dim(), place.start(), seed);
  };
  private static final OpNode.Pull SLICE = (node, _, seed) -> {
    var slice = node.attribute(Slice.class);
    return ViewRules.sliceSelf(node.shape(0), slice.dim(), slice.start(), slice.end(), slice.step(), seed);
  };

  private Views() {}

  /** A view of x that takes part in x's history. */
  private static Tensor view(String nodeName, Tensor x, View view, OpNode.Pull pull, Object attribute) {
    var result = new Tensor(view, x.base() == null ? x : x.base(), !GradMode.isEnabled());
    return Ops.tracks(x) ? Ops.record(result, new OpNode(nodeName, pull, attribute, x)) : result;
  }

  private static View strided(Tensor x, int offset, int[] sizes, int[] strides) {
    Shape shape = Shape.trusted(sizes);
    // No element is at the offset of an empty view, which may be beyond the storage's end.
    return new View(x.view().storage(), shape.numel() == 0 ? 0 : offset, shape, strides);
  }

  static Shape resolve(String name, Tensor x, int... given) {
    int[] sizes = given.clone();
    int open = -1;
    long known = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] == -1) {
        if (open >= 0) {
          throw new IllegalArgumentException(name + ": only one size may be -1, not several of " + Arrays.toString(given));
        }
        open = d;
      } else {
        known *= sizes[d];
      }
    }
    if (open >= 0) {
      if (known <= 0 || x.numel() % known != 0) {
        throw new IllegalArgumentException(
            name + ": shape " + Arrays.toString(given) + " is invalid for input of shape " + x.shape());
      }
      sizes[open] = (int) (x.numel() / known);
    }
    return Shape.trusted(sizes);
  }

  static Tensor reshape(Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    int[] strides = stridesFor("reshape", x, shape);
    return strides == null ? reshapeView("UnsafeViewBackward0", x.copy(), shape, shape.strides())
        : reshapeView("ViewBackward0", x, shape, strides);
  }

  static Tensor viewAs(Tensor x, Shape shape) {
    int[] strides = stridesFor("viewAs", x, shape);
    if (strides == null) {
      throw new IllegalArgumentException("viewAs: the strides " + Arrays.toString(x.view().strides()) + " of shape "
          + x.shape() + " allow no view of shape " + shape + "; use reshape");
    }
    return reshapeView("ViewBackward0", x, shape, strides);
  }

  private static Tensor reshapeView(String nodeName, Tensor x, Shape shape, int[] strides) {
    return view(nodeName, x, new View(x.view().storage(), x.view().offset(), shape, strides), RESHAPE, null);
  }

  /** The strides with which the same elements have another shape; null if there are none. */
  private static int[] stridesFor(String name, Tensor x, Shape shape) {
    if (shape.numel() != x.numel()) {
      throw new IllegalArgumentException(name + ": shape " + shape + " is invalid for input of shape " + x.shape() + ": "
          + shape.numel() + " elements are not " + x.numel());
    }
    View view = x.view();
    if (view.contiguous() || shape.numel() == 0) {
      return shape.strides();
    }
    // Groups of old dimensions that lie densely in each other are cut into new ones, from the last to the first.
    var strides = new int[shape.rank()];
    int target = shape.rank() - 1;
    int d = view.rank() - 1;
    while (d >= 0) {
      int base = view.stride(d);
      long chunk = view.size(d);
      while (d > 0 && (view.size(d - 1) == 1 || view.stride(d - 1) == chunk * base)) {
        chunk *= view.size(--d);
      }
      d--;
      long filled = 1;
      while (target >= 0 && (filled < chunk || shape.size(target) == 1)) {
        strides[target] = (int) (filled * base);
        filled *= shape.size(target--);
      }
      if (filled != chunk) {
        return null;
      }
    }
    for (; target >= 0; target--) {
      strides[target] = 1;
    }
    return strides;
  }

  static Tensor flatten(Tensor x, int first, int last) {
    int from = x.shape().dim("flatten", first);
    int to = x.shape().dim("flatten", last);
    if (x.rank() == 0) {
      return x.reshape(1);
    }
    if (from > to) {
      throw new IllegalArgumentException("flatten: first dimension " + first + " comes after last " + last + " of shape "
          + x.shape());
    }
    var sizes = new int[x.rank() - (to - from)];
    for (int d = 0, k = 0; d < x.rank(); d++) {
      if (d > from && d <= to) {
        sizes[k - 1] *= x.size(d);
      } else {
        sizes[k++] = x.size(d);
      }
    }
    return x.reshape(Shape.trusted(sizes));
  }

  static Tensor t(Tensor x) {
    if (x.rank() > 2) {
      throw new IllegalArgumentException("t: a matrix is needed, not shape " + x.shape() + "; use transpose");
    }
    return x.rank() < 2 ? x : permuted("TBackward0", x, new int[] {1, 0});
  }

  static Tensor transpose(Tensor x, int first, int second) {
    int a = x.shape().dim("transpose", first);
    int b = x.shape().dim("transpose", second);
    if (x.rank() == 0) {
      return x;
    }
    var order = new int[x.rank()];
    Arrays.setAll(order, d -> d);
    order[a] = b;
    order[b] = a;
    return permuted("TransposeBackward0", x, order);
  }

  static Tensor permute(Tensor x, int... given) {
    var order = new int[given.length];
    var seen = new boolean[x.rank()];
    boolean each = order.length == x.rank();
    for (int d = 0; each && d < order.length; d++) {
      order[d] = x.shape().dim("permute", given[d]);
      each = !seen[order[d]];
      seen[order[d]] = true;
    }
    if (!each) {
      throw new IllegalArgumentException("permute: " + Arrays.toString(given)
          + " does not name each dimension of shape " + x.shape() + " once");
    }
    return permuted("PermuteBackward0", x, order);
  }

  private static Tensor permuted(String nodeName, Tensor x, int[] order) {
    var sizes = new int[order.length];
    var strides = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      sizes[d] = x.view().size(order[d]);
      strides[d] = x.view().stride(order[d]);
    }
    return view(nodeName, x, strided(x, x.view().offset(), sizes, strides), PERMUTE, order);
  }

  static Tensor expand(Tensor x, int... given) {
    int[] sizes = given.clone();
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] == -1) {
        int own = d - sizes.length + x.rank();
        if (own < 0) {
          throw new IllegalArgumentException("expand: -1 in " + Arrays.toString(given) + " stands for no dimension of shape "
              + x.shape());
        }
        sizes[d] = x.size(own);
      }
    }
    return expand(x, Shape.trusted(sizes));
  }

  static Tensor expand(Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    if (shape.rank() < x.rank() || !Shape.broadcast("expand", x.shape(), shape).equals(shape)) {
      throw new IllegalArgumentException("expand: shape " + x.shape() + " does not expand to " + shape);
    }
    return view("ExpandBackward0", x, x.view().expand(shape), EXPAND, null);
  }

  static Tensor squeeze(Tensor x) {
    int count = 0;
    var sizes = new int[x.rank()];
    var strides = new int[x.rank()];
    for (int d = 0; d < x.rank(); d++) {
      if (x.view().size(d) != 1) {
        sizes[count] = x.view().size(d);
        strides[count++] = x.view().stride(d);
      }
    }
    return view("SqueezeBackward0", x,
        strided(x, x.view().offset(), Arrays.copyOf(sizes, count), Arrays.copyOf(strides, count)), RESHAPE, null);
  }

  static Tensor squeeze(Tensor x, int dim) {
    int d = x.shape().dim("squeeze", dim);
    if (x.rank() == 0 || x.size(d) != 1) {
      return x;
    }
    return view("SqueezeBackward1", x, without(x, d, 0), RESHAPE, null);
  }

  /** The place of a new dimension among those of x, counted from 0. */
  static int place(String name, Tensor x, int dim) {
    int rank = x.rank() + 1;
    if (dim < -rank || dim >= rank) {
      throw new IndexOutOfBoundsException(name + ": Dimension out of range (expected to be in range of [" + -rank + ", "
          + (rank - 1) + "], but got " + dim + ") for shape " + x.shape());
    }
    return dim < 0 ? dim + rank : dim;
  }

  static Tensor unsqueeze(Tensor x, int dim) {
    int rank = x.rank() + 1;
    int at = place("unsqueeze", x, dim);
    var sizes = new int[rank];
    var strides = new int[rank];
    for (int d = 0; d < rank; d++) {
      int own = d < at ? d : d - 1;
      sizes[d] = d == at ? 1 : x.view().size(own);
      strides[d] = d == at ? 1 : x.view().stride(own);
    }
    return view("UnsqueezeBackward0", x, strided(x, x.view().offset(), sizes, strides), RESHAPE, null);
  }

  private static View without(Tensor x, int dim, int index) {
    var sizes = new int[x.rank() - 1];
    var strides = new int[x.rank() - 1];
    for (int d = 0, k = 0; d < x.rank(); d++) {
      if (d != dim) {
        sizes[k] = x.view().size(d);
        strides[k++] = x.view().stride(d);
      }
    }
    return strided(x, x.view().offset() + index * x.view().stride(dim), sizes, strides);
  }

  private static void requireRank(String name, Tensor x) {
    if (x.rank() == 0) {
      throw new IllegalArgumentException(name + ": a scalar has no dimension to take entries of");
    }
  }

  static Tensor select(Tensor x, int dim, int index) {
    requireRank("select", x);
    int d = x.shape().dim("select", dim);
    int size = x.size(d);
    if (index < -size || index >= size) {
      throw new IndexOutOfBoundsException("select: index " + index + " out of range for dimension " + d + " with size "
          + size + " of shape " + x.shape());
    }
    int i = index < 0 ? index + size : index;
    return view("SelectBackward0", x, without(x, d, i), SELECT, new Slice(d, i, i, 1));
  }

  static Tensor slice(Tensor x, int dim, int start, int end, int step) {
    requireRank("slice", x);
    int d = x.shape().dim("slice", dim);
    if (step < 1) {
      throw new IllegalArgumentException("slice: the step is " + step + "; at least 1 is needed");
    }
    int size = x.size(d);
    int from = Math.clamp(start < 0 ? (long) start + size : start, 0, size);
    int to = Math.clamp(end < 0 ? (long) end + size : end, from, size);
    int count = (int) (((long) to - from + step - 1) / step);
    int[] sizes = x.shape().sizes();
    int[] strides = x.view().strides();
    int offset = x.view().offset() + (count == 0 ? 0 : from * strides[d]);
    sizes[d] = count;
    strides[d] = (int) Math.min((long) strides[d] * step, Integer.MAX_VALUE);
    return view("SliceBackward0", x, strided(x, offset, sizes, strides), SLICE,
        new Slice(d, from, to, step));
  }

  static Tensor narrow(Tensor x, int dim, int start, int length) {
    requireRank("narrow", x);
    int size = x.size(x.shape().dim("narrow", dim));
    if (start < 0 || length < 0 || start > size - length) {
      throw new IndexOutOfBoundsException("narrow: " + length + " entries from " + start + " are not within the size " + size
          + " of dimension " + dim + " of shape " + x.shape());
    }
    return slice(x, dim, start, start + length, 1);
  }

  static List<Tensor> split(Tensor x, int size, int dim) {
    requireRank("split", x);
    if (size < 1) {
      throw new IllegalArgumentException("split: the size of a piece is " + size + "; at least 1 is needed");
    }
    var pieces = new ArrayList<Tensor>();
    int total = x.size(x.shape().dim("split", dim));
    for (long start = 0; start < total || pieces.isEmpty(); start += size) {
      pieces.add(narrow(x, dim, (int) start, (int) Math.min(size, total - start)));
    }
    return List.copyOf(pieces);
  }

  static List<Tensor> chunk(Tensor x, int count, int dim) {
    requireRank("chunk", x);
    if (count < 1) {
      throw new IllegalArgumentException("chunk: " + count + " pieces are wanted; at least 1 is needed");
    }
    return split(x, Math.max(1, Math.ceilDiv(x.size(x.shape().dim("chunk", dim)), count)), dim);
  }

  static List<Tensor> unbind(Tensor x, int dim) {
    requireRank("unbind", x);
    var entries = new Tensor[x.size(x.shape().dim("unbind", dim))];
    Arrays.setAll(entries, i -> select(x, dim, i));
    return List.of(entries);
  }
}
