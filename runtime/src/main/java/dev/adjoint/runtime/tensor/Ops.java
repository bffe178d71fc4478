package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.profile.EventKind;
import dev.adjoint.runtime.profile.Profiler;
import java.util.Set;

/** What the operations share: storage for results, conversion of operands, the profiler's hooks, changes in place. */
final class Ops {
  private Ops() {}

  // Storage.

  static View allocate(Backend backend, Device device, DType dtype, Shape shape) {
    if (Profiler.recording()) {
      Profiler.allocated((long) shape.numel() * dtype.bytes());
    }
    return new View(backend.memory().allocate(device, dtype, shape.numel()), shape);
  }

  /** Storage whose content is undefined, for a caller that writes all of it. */
  static View reserve(Backend backend, Device device, DType dtype, Shape shape) {
    if (Profiler.recording()) {
      Profiler.allocated((long) shape.numel() * dtype.bytes());
    }
    return new View(backend.memory().reserve(device, dtype, shape.numel()), shape);
  }

  static View reserveLike(Tensor other, DType dtype, Shape shape) {
    var storage = other.view().storage();
    return reserve(storage.backend(), storage.device(), dtype, shape);
  }

  static View reserveLike(Tensor other, Shape shape) {
    return reserveLike(other, other.dtype(), shape);
  }

  /** Zeros where another tensor's elements are. */
  static View allocateLike(Tensor other, DType dtype, Shape shape) {
    var storage = other.view().storage();
    return allocate(storage.backend(), storage.device(), dtype, shape);
  }

  static View allocateLike(Tensor other, Shape shape) {
    return allocateLike(other, other.dtype(), shape);
  }

  static Tensor zeros(Device device, DType dtype, Shape shape) {
    return new Tensor(allocate(Backends.of(device), device, dtype, shape));
  }

  static Tensor filled(Device device, DType dtype, Shape shape, Scalar value) {
    Tensor tensor = zeros(device, dtype, shape);
    backend(tensor).memory().fill(tensor.view(), value);
    return tensor;
  }

  /** A number to be stored: as a cast does, every one but 0 makes a truth value true. */
  static Scalar scalar(DType dtype, double value) {
    return dtype == DType.BOOL ? Scalar.of(value != 0) : Scalar.of(value);
  }

  static Tensor zerosLike(Tensor other, Shape shape) {
    return new Tensor(allocateLike(other, shape));
  }

  static Backend backend(Tensor tensor) {
    return tensor.view().storage().backend();
  }

  // Recording.

  static boolean tracks(Tensor a) {
    return a.requiresGrad() && GradMode.isEnabled();
  }

  static boolean tracks(Tensor a, Tensor b) {
    return (a.requiresGrad() || b.requiresGrad()) && GradMode.isEnabled();
  }

  static boolean tracks(Tensor... operands) {
    for (Tensor operand : operands) {
      if (operand != null && operand.requiresGrad()) {
        return GradMode.isEnabled();
      }
    }
    return false;
  }

  /** Makes a fresh result that of a node. */
  static Tensor record(Tensor result, Node node) {
    result.setHistory(node, 0);
    return result;
  }

  // Checks and conversions.

  static void sameDevice(String operation, Tensor a, Tensor b) {
    if (a.view().storage().backend() != b.view().storage().backend() || !a.device().equals(b.device())) {
      throw new IllegalArgumentException(operation + ": operands are on different devices, " + a.device() + " ("
          + backend(a).name() + ") and " + b.device() + " (" + backend(b).name() + "); move one with to(device)");
    }
  }

  static void requireFloating(String operation, Tensor x) {
    if (!x.dtype().isFloating()) {
      throw new IllegalArgumentException(operation + ": the operand of shape " + x.shape() + " has type " + x.dtype()
          + "; a floating type is needed");
    }
  }

  /** The type in which two operands meet; a scalar tensor decides only by being of a higher kind (bool, whole, real). */
  static DType promote(Tensor a, Tensor b) {
    DType s = a.dtype();
    DType t = b.dtype();
    if (s == t) {
      return s;
    }
    if (a.rank() != 0 && b.rank() == 0 && kind(t) <= kind(s)) {
      return s;
    }
    if (b.rank() != 0 && a.rank() == 0 && kind(s) <= kind(t)) {
      return t;
    }
    return DType.promote(s, t);
  }

  private static int kind(DType dtype) {
    return switch (dtype) {
      case BOOL -> 0;
      case INT64 -> 1;
      case FLOAT32, FLOAT64 -> 2;
    };
  }

  /** Whole numbers and truth values become float32. */
  static Tensor floating(Tensor x) {
    return x.dtype().isFloating() ? x : x.to(DType.FLOAT32);
  }

  // Changes in place.

  /** Refuses what must not be changed in place, before anything is. */
  static void checkInPlace(String operation, Tensor x) {
    View view = x.view();
    for (int d = 0; d < view.rank(); d++) {
      if (view.stride(d) == 0 && view.size(d) > 1) {
        throw new IllegalStateException(operation + ": more than one element of the written-to tensor of shape "
            + x.shape() + " refers to a single memory location; copy() it first");
      }
    }
    if (x.requiresGrad() && GradMode.isEnabled()) {
      if (x.isLeaf()) {
        throw new IllegalStateException(operation
            + ": a leaf Variable that requires grad is being used in an in-place operation.");
      }
      if (x.base() != null && x.base().isLeaf()) {
        throw viewOfLeaf(operation);
      }
    }
  }

  private static IllegalStateException viewOfLeaf(String operation) {
    return new IllegalStateException(operation
        + ": a view of a leaf Variable that requires grad is being used in an in-place operation.");
  }

  /**
   * Whether a change of x in place is recorded, which it is if {@code tracks}. Refuses a view that has no history to
   * replace, before anything is changed; also where its base has one, which would be wrong afterwards. Refuses a view of a
   * leaf that requires a gradient, also one that was made before the leaf did: the leaf would be none afterwards.
   */
  static boolean tracksChange(String operation, Tensor x, boolean tracks) {
    if (tracks && x.base() != null && x.base().requiresGrad() && x.base().isLeaf()) {
      throw viewOfLeaf(operation);
    }
    if (x.isUnrecordedView() && (tracks || x.base().requiresGrad() && GradMode.isEnabled())) {
      throw new IllegalStateException(operation + ": a view that was made in noGrad mode is being changed in place with"
          + " grad mode enabled; make the view where operations are recorded, or change it in noGrad mode");
    }
    return tracks;
  }

  /** Notes that x was changed in place by something that is not recorded. */
  static Tensor changed(Tensor x) {
    x.view().storage().bumpVersion();
    return x;
  }

  /** Notes that x was changed in place, and that it is now the result of a node. */
  static Tensor changed(Tensor x, Node node) {
    return changed(x, node, 0);
  }

  /** Notes that x was changed in place, and that it is now one of the results of a node. */
  static Tensor changed(Tensor x, Node node, int result) {
    changed(x);
    if (x.base() == null) {
      x.replaceHistory(node, result);
    } else {
      x.base().replaceHistory(Regions.historyOfBase(x.base(), x.view(), node, result), 0);
    }
    return x;
  }

  /** A copy of the elements before they are changed in place, with the history they have now. */
  static Tensor snapshot(Tensor x) {
    Tensor copy = x.detach().copy();
    if (x.requiresGrad() && !x.isLeaf()) {
      copy.setHistory(x.gradFn(), x.outputIndex());
    }
    return copy;
  }

  /** An operand that an operation in place on x may read while it writes. */
  static Tensor apart(Tensor x, Tensor operand) {
    return operand.view().storage() == x.view().storage() && !operand.view().sameAs(x.view()) ? operand.copy() : operand;
  }

  // The profiler.

  static Profiler.Event begin(String name, Tensor x) {
    return Profiler.recording() ? Profiler.begin(name, x.shape()) : null;
  }

  static Profiler.Event begin(String name, Tensor x, Tensor y) {
    return Profiler.recording() ? Profiler.begin(name, x.shape(), y.shape()) : null;
  }

  static Profiler.Event begin(String name, Tensor[] operands) {
    if (!Profiler.recording()) {
      return null;
    }
    var shapes = new Shape[operands.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = operands[i].shape();
    }
    return Profiler.begin(name, shapes);
  }

  static void end(Profiler.Event event) {
    Profiler.end(event);
  }

  /** Runs a node's derivative as an operation of its name. */
  static Tensor[] pull(Node node, Tensor[] seeds, Set<Node> wanted) {
    if (!Profiler.recording()) {
      return node.pull(seeds, wanted);
    }
    var shapes = new Shape[seeds.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = seeds[i] == null ? Shape.SCALAR : seeds[i].shape();
    }
    try (var _ = Profiler.begin(EventKind.BACKWARD, node.name(), shapes)) {
      return node.pull(seeds, wanted);
    }
  }
}
