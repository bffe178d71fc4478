package dev.adjoint.runtime.tensor;

/** What a backward pass does beyond its default. */
public enum GradOption {
  /** Keep saved values, so that the same graph can be differentiated again. */
  RETAIN_GRAPH,
  /** Record the backward pass, so that its results can be differentiated; implies {@link #RETAIN_GRAPH}. */
  CREATE_GRAPH,
  /** Give null for an input that the outputs do not depend on, instead of an error; for {@code Autograd.grad}. */
  ALLOW_UNUSED
}
