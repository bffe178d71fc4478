package dev.adjoint.runtime.tensor;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The warning that a non-leaf's gradient was asked for; once for each place in the user's code. */
final class NonLeafWarning {
  private static final System.Logger LOG = System.getLogger("dev.adjoint.runtime.tensor");
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private NonLeafWarning() {}

  static void warn() {
    StackTraceElement place = StackWalker.getInstance().walk(frames -> frames
        .map(StackWalker.StackFrame::toStackTraceElement)
        .filter(frame -> !frame.getClassName().startsWith("dev.adjoint.runtime."))
        .findFirst().orElse(null));
    if (WARNED.add(String.valueOf(place))) {
      LOG.log(Level.WARNING, "The grad of a Tensor that is not a leaf Tensor is being accessed. Its grad won't be"
          + " populated during backward(). If you indeed want the gradient to be populated for a non-leaf Tensor, use"
          + " retainGrad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the"
          + " leaf Tensor instead. At " + place);
    }
  }
}
