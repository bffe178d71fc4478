package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a tensor, character for character that of PyTorch's {@code torch/_tensor_str.py} for dense real tensors.
 * Where versions 1.13 and 2.13 differ (the width of numbers whose notation the options force, and summaries without
 * edge items) it is the newer one's.
 *
 * <p>Of a tensor that is summarised only the elements that are printed leave the device, in one transfer.
 */
final class TensorText {
  private static final String PREFIX = "tensor(";

  private final PrintOptions options;
  /** How many items each dimension shows. */
  private final int[] shown;
  /** Whether items are left out of each dimension; if so, half of those shown are before the gap. */
  private final boolean[] elided;
  private final TextElements elements;
  private final StringBuilder out = new StringBuilder(PREFIX);
  /** The number of elements already written. */
  private int written;

  private TensorText(View view, PrintOptions options) {
    this.options = options;
    this.shown = view.shape().sizes();
    this.elided = new boolean[shown.length];
    if (view.numel() > options.threshold()) {
      for (int dim = 0; dim < shown.length; dim++) {
        if (shown[dim] > 2L * options.edgeItems()) {
          shown[dim] = 2 * options.edgeItems();
          elided[dim] = true;
        }
      }
    }
    Object array = view.storage().backend().memory().download(visible(view));
    this.elements = TextElements.of(view.dtype(), array, options);
  }

  /**
   * The text of a tensor.
   *
   * @param requiresGrad whether the tensor, being a leaf, is tracked; has no effect where {@code gradFn} is not null
   * @param gradFn the name of the operation that made the tensor, such as {@code MulBackward0}, or null
   */
  static String of(View view, boolean requiresGrad, String gradFn, PrintOptions options) {
    var suffixes = suffixes(view, options);
    if (gradFn != null) {
      suffixes.add("grad_fn=<" + gradFn + ">");
    } else if (requiresGrad) {
      suffixes.add("requires_grad=True");
    }
    var text = new TensorText(view, options);
    text.body(view.numel() == 0);
    text.end(suffixes);
    return text.out.toString();
  }

  /** What follows the elements and depends on their device, shape and type alone. */
  private static List<String> suffixes(View view, PrintOptions options) {
    var suffixes = new ArrayList<String>();
    if (!view.storage().device().isCpu()) {
      suffixes.add("device='" + view.storage().device() + "'");
    }
    boolean empty = view.numel() == 0;
    // [] alone is of shape (0,); without edge items a summary does not show how many there are.
    if (empty ? view.rank() != 1 : options.edgeItems() == 0) {
      String sizes = Arrays.stream(view.shape().sizes()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
      suffixes.add("size=(" + sizes + (view.rank() == 1 ? ",)" : ")"));
    }
    // The elements themselves tell int64 and bool from the default, where there are any.
    boolean evident = switch (view.dtype()) {
      case FLOAT32 -> true;
      case FLOAT64 -> false;
      case INT64, BOOL -> !empty;
    };
    if (!evident) {
      suffixes.add("dtype=torch." + view.dtype().text());
    }
    return suffixes;
  }

  /** The elements that are printed: an elided dimension becomes two, which end it is and which item there. */
  private View visible(View view) {
    int rank = shown.length;
    int[] sizes = new int[2 * rank];
    int[] strides = new int[2 * rank];
    int edge = options.edgeItems();
    int k = 0;
    for (int dim = 0; dim < rank; dim++) {
      if (elided[dim]) {
        sizes[k] = 2;
        strides[k++] = (view.size(dim) - edge) * view.stride(dim);
      }
      sizes[k] = elided[dim] ? edge : shown[dim];
      strides[k++] = view.stride(dim);
    }
    return k == rank ? view
        : new View(view.storage(), view.offset(), Shape.trusted(Arrays.copyOf(sizes, k)), Arrays.copyOf(strides, k));
  }

  private void body(boolean empty) {
    if (empty) {
      out.append("[]");
    } else if (elements.texts().length == 0) {
      out.append("[...]"); // a summary without edge items
    } else if (shown.length == 0) {
      out.append(elements.texts()[0]);
    } else {
      nested(0, PREFIX.length());
    }
  }

  private void nested(int dim, int indent) {
    int rank = shown.length - dim;
    if (rank == 1) {
      row(indent);
      return;
    }
    // Matrices are apart by a blank line, arrays of rank 3 by two, and so on.
    String separator = "," + "\n".repeat(rank - 1) + " ".repeat(indent + 1);
    out.append('[');
    for (int i = 0; i < shown[dim]; i++) {
      if (i > 0) {
        out.append(separator);
      }
      if (elided[dim] && i == options.edgeItems()) {
        out.append("...").append(separator);
      }
      nested(dim + 1, indent + 1);
    }
    out.append(']');
  }

  private void row(int indent) {
    int last = shown.length - 1;
    int perLine = Math.max(1, (options.lineWidth() - indent) / (elements.width() + 2));
    int gap = elided[last] ? options.edgeItems() : -1;
    int items = shown[last] + (elided[last] ? 1 : 0);
    out.append('[');
    for (int i = 0; i < items; i++) {
      if (i > 0) {
        out.append(i % perLine == 0 ? ",\n" + " ".repeat(indent + 1) : ", ");
      }
      out.append(i == gap ? " ..." : elements.texts()[written++]);
    }
    out.append(']');
  }

  private void end(List<String> suffixes) {
    // PyTorch counts two characters too many for the line it starts from; so must this.
    int length = out.length() - out.lastIndexOf("\n") + 1;
    for (String suffix : suffixes) {
      if (length + suffix.length() + 2 > options.lineWidth()) {
        out.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
        length = PREFIX.length() + suffix.length();
      } else {
        out.append(", ").append(suffix);
        length += suffix.length() + 2;
      }
    }
    out.append(')');
  }
}
