package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.backend.spi.StorageScope;

/**
 * A piece of a program at whose end the memory of large tensors made in it is given back at once, for the next ones to use,
 * rather than when the garbage collector finds them. Worth it in loops over tensors of many elements, and for devices, whose
 * memory is scarce.
 *
 * <pre>{@code
 * try (var scope = TensorScope.open()) {
 *   Tensor loss = model.forward(x).sub(y).square().sum();
 *   loss.backward();                 // gradients of leaves outlive the scope
 *   history.add(scope.keep(loss));
 * }
 * }</pre>
 *
 * <p>A tensor that was neither kept nor is the {@code grad} of a leaf must not be used behind the scope: that is an
 * {@link IllegalStateException}, never wrong numbers. A scope belongs to the thread that opened it; scopes nest.
 */
public final class TensorScope implements AutoCloseable {
  private final StorageScope storages = StorageScope.open();

  private TensorScope() {}

  /** Opens a scope on this thread. */
  public static TensorScope open() {
    return new TensorScope();
  }

  /** Lets a tensor outlive this scope; it belongs to the scope around this one, if there is one. */
  public Tensor keep(Tensor tensor) {
    storages.keep(tensor.view().storage());
    return tensor;
  }

  /** Lets a tensor outlive every scope: for what a long-lived object holds, such as the state of an optimizer. */
  public static Tensor escape(Tensor tensor) {
    StorageScope.escape(tensor.view().storage());
    return tensor;
  }

  /** @throws IllegalStateException if this is not the innermost open scope of the thread that opened it */
  @Override
  public void close() {
    storages.close();
  }
}
