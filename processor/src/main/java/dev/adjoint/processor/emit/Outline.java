package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Generated;
import java.util.List;

/** Cuts a method that is too long for HotSpot into several. */
final class Outline {
  /** What the names of the methods it makes start with. */
  static final String PART = "part$";

  private Outline() {}

  record Group(String name, List<Generated.Method> methods) {}

  record Parts(Generated.Method method, List<Generated.Method> plain, List<Group> groups) {}

  static Parts apply(Generated.Method method, Generated.Class shape) {
    return new Parts(method, List.of(), List.of());
  }
}
