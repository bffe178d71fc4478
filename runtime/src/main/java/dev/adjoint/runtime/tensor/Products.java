package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.View;

/** Matrix products. */
final class Products {
  private static final OpNode.Pull MATMUL = (node, operand, seed) -> operand == 0
      ? ProductRules.matmulSelf(node.shape(0), node.saved(1), seed)
      : ProductRules.matmulOther(node.saved(0), node.shape(1), seed);

  private static final OpNode.Pull LINEAR = (node, operand, seed) -> switch (operand) {
    case 0 -> ProductRules.linearSelf(node.shape(0), node.saved(1), seed);
    case 1 -> ProductRules.linearWeight(node.saved(0), seed);
    default -> ProductRules.linearBias(seed);
  };

  private Products() {}

  /** All leading dimensions as rows. */
  static Tensor matrix(Tensor x) {
    return switch (x.rank()) {
      case 1 -> x.unsqueeze(0);
      case 2 -> x;
      default -> x.flatten(0, -2);
    };
  }

  private static void check(String name, Tensor a, Tensor b) {
    Ops.sameDevice(name, a, b);
    if (a.rank() == 0 || b.rank() == 0) {
      throw new IllegalArgumentException(name + ": both operands need to be at least of rank 1, but are of shapes "
          + a.shape() + " and " + b.shape());
    }
  }

  static Tensor matmul(Tensor first, Tensor second) {
    check("matmul", first, second);
    DType met = DType.promote(first.dtype(), second.dtype());
    DType type = met.isFloating() ? met : DType.INT64;
    Tensor a = first.to(type);
    Tensor b = second.to(type);
    int inner = a.size(-1);
    int other = b.size(b.rank() == 1 ? 0 : -2);
    if (inner != other) {
      throw new IllegalArgumentException("matmul: shapes " + a.shape() + " and " + b.shape()
          + " cannot be multiplied: the inner sizes " + inner + " and " + other + " differ");
    }
    if (!type.isFloating()) {
      return wholes(a, b);
    }
    if (a.rank() > 2 && b.rank() == 2) {
      // One product of matrices is faster than a batch with the same right operand, forwards and backwards.
      int[] sizes = a.shape().sizes();
      sizes[sizes.length - 1] = b.size(1);
      int rows = 1;
      for (int d = 0; d < sizes.length - 1; d++) {
        rows *= sizes[d];
      }
      return a.reshape(rows, inner).matmul(b).reshape(Shape.trusted(sizes));
    }
    Shape batch = batch(a, b);
    int m = a.rank() == 1 ? 1 : a.size(-2);
    int n = b.rank() == 1 ? 1 : b.size(-1);
    var event = Ops.begin("matmul", a, b);
    var result = new Tensor(product(a, b, batch, m, inner, n));
    Ops.end(event);
    if (!Ops.tracks(a, b)) {
      return result;
    }
    var node = new OpNode(nodeName(a, b), MATMUL, null, a, b);
    node.save(node.needs(1) ? a : null, node.needs(0) ? b : null);
    return Ops.record(result, node);
  }

  /** The product of whole numbers modulo 2^64, for which there are no kernels: an outer product for each inner place. */
  private static Tensor wholes(Tensor a, Tensor b) {
    Tensor x = a.rank() == 1 ? a.unsqueeze(0) : a;
    Tensor y = b.rank() == 1 ? b.unsqueeze(1) : b;
    Shape batch = batch(a, b);
    int[] sizes = java.util.Arrays.copyOf(batch.sizes(), batch.rank() + 2);
    sizes[batch.rank()] = x.size(-2);
    sizes[batch.rank() + 1] = y.size(-1);
    Tensor sum = Ops.zerosLike(a, Shape.trusted(sizes));
    for (int k = 0; k < x.size(-1); k++) {
      sum.add_(x.select(-1, k).unsqueeze(-1).mul(y.select(-2, k).unsqueeze(-2)));
    }
    Tensor rows = a.rank() == 1 ? sum.squeeze(-2) : sum;
    return (b.rank() == 1 ? rows.squeeze(-1) : rows).detach();
  }

  private static String nodeName(Tensor a, Tensor b) {
    if (a.rank() <= 2 && b.rank() <= 2) {
      return a.rank() == 1 ? b.rank() == 1 ? "DotBackward0" : "SqueezeBackward3"
          : b.rank() == 1 ? "MvBackward0" : "MmBackward0";
    }
    return a.rank() == 3 && b.rank() == 3 ? "BmmBackward0" : "UnsafeViewBackward0";
  }

  private static Shape batch(Tensor a, Tensor b) {
    Shape left = batch(a);
    Shape right = batch(b);
    return left.equals(right) ? left
        : Shape.broadcast("matmul of shapes " + a.shape() + " and " + b.shape(), left, right);
  }

  private static Shape batch(Tensor x) {
    if (x.rank() <= 2) {
      return Shape.SCALAR;
    }
    return Shape.trusted(java.util.Arrays.copyOf(x.shape().sizes(), x.rank() - 2));
  }

  private static View product(Tensor a, Tensor b, Shape batch, int m, int k, int n) {
    int count = batch.numel();
    int[] sizes = java.util.Arrays.copyOf(batch.sizes(), batch.rank() + (a.rank() == 1 ? 0 : 1) + (b.rank() == 1 ? 0 : 1));
    int next = batch.rank();
    if (a.rank() != 1) {
      sizes[next++] = m;
    }
    if (b.rank() != 1) {
      sizes[next] = n;
    }
    Shape shape = Shape.trusted(sizes);
    // A sum of nothing needs no kernel.
    View out = k == 0 ? Ops.allocateLike(a, shape) : Ops.reserveLike(a, shape);
    if (out.numel() != 0 && k != 0) {
      View target = new View(out.storage(), Shape.of(count, m, n));
      Ops.backend(a).matrixProducts().matmul(stacked(a, true, batch), stacked(b, false, batch), target, false);
    }
    return out;
  }

  /** An operand as [batch, rows, columns], copied only where strides do not allow it. */
  private static View stacked(Tensor x, boolean left, Shape batch) {
    View view = x.view();
    int size = view.size(view.rank() - 1);
    int stride = view.stride(view.rank() - 1);
    if (view.rank() == 1) {
      return new View(view.storage(), view.offset(), left ? Shape.of(batch.numel(), 1, size)
          : Shape.of(batch.numel(), size, 1), left ? new int[] {0, 0, stride} : new int[] {0, stride, 0});
    }
    int rows = view.size(view.rank() - 2);
    int rowStride = view.stride(view.rank() - 2);
    Shape matrices = Shape.of(batch.numel(), rows, size);
    if (view.rank() == 2) {
      return new View(view.storage(), view.offset(), matrices, new int[] {0, rowStride, stride});
    }
    int[] full = java.util.Arrays.copyOf(batch.sizes(), batch.rank() + 2);
    full[batch.rank()] = rows;
    full[batch.rank() + 1] = size;
    Tensor flat = GradMode.withoutGrad(
        () -> x.detach().expand(Shape.trusted(full)).reshape(matrices));
    return flat.view();
  }

  static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    check("linear", x, weight);
    if (weight.rank() != 2 || x.size(-1) != weight.size(1)) {
      throw new IllegalArgumentException("linear: an input of shape " + x.shape() + " does not fit a weight of shape "
          + weight.shape() + ": [..., in] and [out, in] are needed");
    }
    if (bias != null && !bias.shape().equals(Shape.of(weight.size(0)))) {
      throw new IllegalArgumentException("linear: a bias of shape " + bias.shape() + " does not fit a weight of shape "
          + weight.shape() + ": [out] is needed");
    }
    if (bias == null || x.dtype() != weight.dtype() || bias.dtype() != x.dtype() || !x.dtype().isFloating()) {
      Tensor product = x.matmul(weight.t());
      return bias == null ? product : product.add(bias);
    }
    Ops.sameDevice("linear", x, bias);
    int[] sizes = x.shape().sizes();
    sizes[sizes.length - 1] = weight.size(0);
    var event = Ops.begin("linear", x, weight);
    View out = Ops.reserveLike(x, Shape.trusted(sizes));
    var backend = Ops.backend(x);
    if (out.numel() != 0 && weight.size(1) != 0) {
      View rows = GradMode.withoutGrad(() -> matrix(x.detach())).view();
      View w = weight.view();
      backend.matrixProducts().matmul(batchOfOne(rows, 0, 1), batchOfOne(w, 1, 0),
          new View(out.storage(), Shape.of(1, rows.size(0), w.size(0))), false);
      backend.elementwise().binary(BinaryOp.ADD, out, bias.view().expand(out.shape()), out);
    } else {
      backend.memory().copy(bias.view().expand(out.shape()), out);
    }
    var result = new Tensor(out);
    Ops.end(event);
    if (!Ops.tracks(x, weight, bias)) {
      return result;
    }
    var node = new OpNode(x.rank() == 2 ? "AddmmBackward0" : "ViewBackward0", LINEAR, null, x, weight, bias);
    node.save(node.needs(1) ? x : null, node.needs(0) ? weight : null);
    return Ops.record(result, node);
  }

  private static View batchOfOne(View matrix, int rows, int columns) {
    return new View(matrix.storage(), matrix.offset(), Shape.of(1, matrix.size(rows), matrix.size(columns)),
        new int[] {0, matrix.stride(rows), matrix.stride(columns)});
  }
}
