package dev.adjoint.processor.ir;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the reader found in one class: its annotated methods, and every helper they reach.
 *
 * @param owner the class
 * @param isPublic whether the class and every class around it is public
 * @param entries the annotated methods in source order
 * @param functions bodies by key: the entries' and those of all {@link Callee.Local} callees reached from them
 * @param implicits methods that are differentiated by the implicit function theorem, whose rules are to be made
 */
public record Unit(Type.Ref owner, boolean isPublic, List<Entry> entries, Map<String, Function> functions,
    List<Implicit> implicits) {
  public Unit {
    entries = List.copyOf(entries);
    implicits = List.copyOf(implicits);
  }

  /** A unit without such methods. */
  public Unit(Type.Ref owner, boolean isPublic, List<Entry> entries, Map<String, Function> functions) {
    this(owner, isPublic, entries, functions, List.of());
  }

  /**
   * A method whose result is the root of a residual or the fixed point of a step, the companion. The rules of its callee are
   * methods of the generated class that do not exist yet.
   *
   * @param key of the method's function
   * @param isRoot whether the companion is a residual
   * @param callee how the method is called
   * @param companion the companion's key and name; its first parameter is the point
   * @param arguments for each further parameter of the companion, the parameter of the method that it is
   * @param tolerance the relative change at which the iteration for the derivative of a fixed point ends
   * @param maxIterations the most steps that this may take
   */
  public record Implicit(String key, boolean isRoot, Callee.Ruled callee, Callee.Local companion, List<Integer> arguments,
      double tolerance, int maxIterations) {
    public Implicit {
      arguments = List.copyOf(arguments);
    }
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
   * @param signature the method's own parameters and result where some of them are taken apart; else null
   * @param dispatch how the method of the receiver's class is called where classes may have one of their own; else null
   * @param overridden the methods that it overrides or implements and that are dispatched
   */
  public record Entry(String key, boolean accessible, boolean instance, boolean varargs, Kernel kernel, int order,
      String taylor, boolean sparsity, Signature signature, Callee.External dispatch, List<Overridden> overridden) {
    public Entry {
      overridden = List.copyOf(overridden);
    }

    /** A method that is no kernel, with first derivatives, whose parameters are the function's. */
    public Entry(String key, boolean accessible, boolean instance, boolean varargs) {
      this(key, accessible, instance, varargs, null, 1, "", false, null, null, List.of());
    }

    /** The same method with another signature. */
    public Entry with(Signature other) {
      return new Entry(key, accessible, instance, varargs, kernel, order, taylor, sparsity, other, dispatch, overridden);
    }
  }

  /**
   * A method that an annotated method overrides or implements: calls of it on receivers of the class arrive at this one.
   *
   * @param method how that method is called for a receiver of whatever class, see {@link Callee.External#dispatched}
   * @param params its parameters, the receiver's first
   * @param own this method as other classes call it, or null if it is the same
   * @param ownParams its parameters, in the same order
   */
  public record Overridden(Callee.External method, List<Parameter> params, Callee.External own, List<Parameter> ownParams) {
    public Overridden {
      params = List.copyOf(params);
      ownParams = List.copyOf(ownParams);
    }
  }

  /**
   * A method's own parameters and result; the function's are their leaves.
   *
   * @param result null for a method without a result
   * @param references what else may mean objects that are taken apart
   */
  public record Signature(List<Parameter> params, Parts result, References references) {
    public Signature {
      params = List.copyOf(params);
    }

    /** A method without such objects. */
    public Signature(List<Parameter> params, Parts result) {
      this(params, result, new References(Set.of(), Set.of()));
    }
  }

  /**
   * Names of types whose references may have to do with objects that are taken apart and whose fields may be assigned.
   *
   * @param types those that a reference to such an object may have
   * @param leading those through whose fields one may come to such an object
   */
  public record References(Set<String> types, Set<String> leading) {
    public References {
      types = Set.copyOf(types);
      leading = Set.copyOf(leading);
    }
  }

  /** A parameter of a method; the receiver is one. */
  public record Parameter(String name, Parts parts) {}

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
