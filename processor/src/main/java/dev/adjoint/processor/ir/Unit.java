package dev.adjoint.processor.ir;

import java.util.List;
import java.util.Map;

/**
 * What the reader found in one class: its annotated methods, and every helper they reach.
 *
 * @param owner the class
 * @param isPublic whether the class and every class around it is public
 * @param entries the annotated methods in source order
 * @param functions bodies by key: the entries' and those of all {@link Callee.Local} callees reached from them
 */
public record Unit(Type.Ref owner, boolean isPublic, List<Entry> entries, Map<String, Function> functions) {
  public Unit {
    entries = List.copyOf(entries);
  }

  /**
   * An annotated method.
   *
   * @param key of its function
   * @param accessible whether the generated class can call the method itself (it is not private)
   * @param instance whether the first parameter is the receiver
   * @param varargs whether the last parameter is declared variable
   * @param kernel how it is to be a kernel, or null
   * @param order up to which order derivatives are asked for, 1 or 2
   */
  public record Entry(String key, boolean accessible, boolean instance, boolean varargs, Kernel kernel, int order) {
    /** A method that is no kernel, with first derivatives. */
    public Entry(String key, boolean accessible, boolean instance, boolean varargs) {
      this(key, accessible, instance, varargs, null, 1);
    }
  }

  /**
   * How a method is to be a kernel.
   *
   * @param deterministic whether atomic additions are refused
   * @param parallel the places of its loops whose counter is declared parallel
   */
  public record Kernel(boolean deterministic, List<Span> parallel) {
    public Kernel {
      parallel = List.copyOf(parallel);
    }
  }
}
