package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;

/** Modules one after the other, named 0, 1, 2 and so on. */
public final class Sequential extends Module {
  /** The modules in the order in which they compute. */
  public Sequential(Module... modules) {
    for (int i = 0; i < modules.length; i++) {
      child(Integer.toString(i), modules[i]);
    }
  }

  /** The number of modules. */
  public int size() {
    return children().size();
  }

  /** The module at a position, from 0. */
  public Module get(int index) {
    return child(Integer.toString(index));
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor x = input;
    for (Module module : children().values()) {
      x = module.forward(x);
    }
    return x;
  }
}
