package dev.adjoint.runtime.tensor;

/** Why a value that a node saved for its derivative is not given out. */
final class SavedValues {
  private SavedValues() {}

  /** An earlier backward pass has freed it. */
  static IllegalStateException freed(String node) {
    return new IllegalStateException("Trying to backward through the graph a second time (or directly access saved"
        + " tensors after they have already been freed), at " + node + ". Saved intermediate values of the graph are"
        + " freed when you call backward() or Autograd.grad(). Specify GradOption.RETAIN_GRAPH if you need to backward"
        + " through the graph a second time or if you need to access saved tensors after calling backward.");
  }

  /** It was changed in place since version {@code expected}, at which it was saved. */
  static IllegalStateException changed(String node, Tensor value, int expected) {
    Node source = value.gradFn();
    return new IllegalStateException(
        "one of the variables needed for gradient computation has been modified by an inplace operation: [torch."
            + value.dtype().typeName() + " " + value.shape() + "], "
            + (source == null ? "" : "which is output " + value.outputIndex() + " of " + source.name() + ", ")
            + "is at version " + value.version() + "; expected version " + expected + " instead; it is read by "
            + node + ". Hint: enable anomaly detection to find the operation that failed to compute its gradient,"
            + " with AnomalyMode.detect().");
  }

  static int[] versions(Tensor[] values) {
    var versions = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      versions[i] = values[i] == null ? 0 : values[i].version();
    }
    return versions;
  }
}
