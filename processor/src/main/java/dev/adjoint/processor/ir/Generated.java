package dev.adjoint.processor.ir;

import java.util.List;

/** The shape of a class to be emitted. */
public final class Generated {
  private Generated() {}

  /**
   * A generated class.
   *
   * @param name the generated class
   * @param origin the class it was generated from
   * @param javadoc its Javadoc
   */
  public record Class(Type.Ref name, Type.Ref origin, boolean isPublic, String javadoc, List<Record> records,
      List<Functional> functionals, List<Tracked> tracked, List<Jacobian> jacobians, List<Chain> chains, List<Method> methods,
      Dispatch dispatch) {
    public Class {
      jacobians = List.copyOf(jacobians);
      chains = List.copyOf(chains);
      records = List.copyOf(records);
      functionals = List.copyOf(functionals);
      tracked = List.copyOf(tracked);
      methods = List.copyOf(methods);
    }

    /** A class without Jacobians and chains. */
    public Class(Type.Ref name, Type.Ref origin, boolean isPublic, String javadoc, List<Record> records,
        List<Functional> functionals, List<Tracked> tracked, List<Method> methods) {
      this(name, origin, isPublic, javadoc, records, functionals, tracked, List.of(), List.of(), methods, new Dispatch(List.of(), List.of()));
    }
  }

  /**
   * What calls go through whose receiver's class is not known.
   *
   * @param dispatched the methods that may be overridden
   * @param implementations for receivers of the class, the methods of supertypes that its own override
   */
  public record Dispatch(List<Dispatched> dispatched, List<Implementation> implementations) {
    public Dispatch {
      dispatched = List.copyOf(dispatched);
      implementations = List.copyOf(implementations);
    }
  }

  /**
   * A nested interface of a method that may be overridden and its derivatives, as methods of an object that belongs to a receiver's
   * class; and the constant from which these objects come.
   *
   * @param name the interface
   * @param constant the constant
   * @param method the method's name
   * @param self the receiver's type
   * @param params the types of the method's parameters
   * @param records nested records for several results
   * @param methods the interface's methods, of which the bodies do not matter
   * @param isOpen whether the method has a body of its own, so that it may be overridden or not
   */
  public record Dispatched(String name, String constant, String method, Type.Ref self, List<Type> params, List<Record> records,
      List<Method> methods, boolean isOpen) {
    public Dispatched {
      params = List.copyOf(params);
      records = List.copyOf(records);
      methods = List.copyOf(methods);
    }
  }

  /**
   * A nested class that implements the interface of a {@link Dispatched} method for receivers of one class.
   *
   * @param name the class
   * @param of the interface
   * @param javadoc its Javadoc
   * @param methods its methods, whose records are nested in the interface
   */
  public record Implementation(String name, Type.Ref of, String javadoc, List<Method> methods) {
    public Implementation {
      methods = List.copyOf(methods);
    }
  }

  /**
   * A constant of type {@code dev.adjoint.runtime.tensor.TensorChain} for a method with a chain's operations.
   *
   * @param constant its name
   * @param body the method: from tensors, forms and shapes to a tensor, or to an array of objects
   * @param last the positions of parameters whose tensors nobody else reads
   */
  public record Chain(String constant, Function body, List<Integer> last) {
    public Chain {
      last = List.copyOf(last);
    }
  }

  /**
   * A class of kernels.
   *
   * @param name the generated class
   * @param origin the class whose methods they are
   * @param derivatives the generated class with the methods' derivatives
   */
  public record Kernels(Type.Ref name, Type.Ref origin, Type.Ref derivatives, boolean isPublic, String javadoc,
      List<Kernel> kernels, List<OverArrays> arrays) {
    public Kernels {
      kernels = List.copyOf(kernels);
      arrays = List.copyOf(arrays);
    }
  }

  /**
   * A kernel over arrays.
   *
   * @param method the user's method
   * @param vjp the generated method {@code (params, buffers)}
   * @param components the accessors of the adjoints of numbers in the record it returns; none if it returns nothing
   * @param pieces the methods with some of the iterations, or null
   * @param second the method of {@link ArrayKernel.Second}
   * @param scratch the method that says how much scratch memory an iteration's adjoint needs, or null
   * @param tangents the accessors of the tangents of numbers' adjoints in the record that it returns; none if it returns nothing
   */
  public record OverArrays(String method, String javadoc, ArrayKernel kernel, String vjp, List<String> components,
      PieceMethods pieces, String second, String scratch, List<String> tangents) {
    public OverArrays {
      components = List.copyOf(components);
      tangents = List.copyOf(tangents);
    }
  }

  /**
   * The generated methods for pieces of a kernel's outer loop: see {@link ArrayKernel.Pieces}.
   *
   * @param adjoints the accessors of the adjoint's record; none if it returns nothing or one number
   * @param places the method that returns a record
   * @param numbers the accessors of that record
   */
  public record PieceMethods(String value, String adjoint, List<String> adjoints, String places, List<String> numbers) {
    public PieceMethods {
      adjoints = List.copyOf(adjoints);
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * An elementwise kernel.
   *
   * @param method the user's method
   * @param params its parameters; those of floating type become tensors
   * @param wrt for each parameter, whether it has an adjoint
   * @param type the type it computes in
   * @param vjp the generated method {@code (params, seed, tape)} that returns adjoints
   * @param record the record it returns
   * @param components the record's accessors of the adjoints, in order
   * @param source the C of value and adjoint
   * @param second what differentiates the adjoint again, or null
   */
  public record Kernel(String method, String javadoc, List<Component> params, List<Boolean> wrt, Type type, String vjp,
      String record, List<String> components, String source, SecondKernel second) {
    public Kernel {
      params = List.copyOf(params);
      wrt = List.copyOf(wrt);
      components = List.copyOf(components);
    }
  }

  /**
   * A class of checks.
   *
   * @param name the generated class
   * @param origin the class whose methods' derivatives are checked
   * @param derivatives the generated class with these
   */
  public record Checks(Type.Ref name, Type.Ref origin, Type.Ref derivatives, boolean isPublic, List<Check> checks) {
    public Checks {
      checks = List.copyOf(checks);
    }
  }

  /**
   * A check of one method's derivatives.
   *
   * @param parameters the types of the method's parameters, the receiver's first
   * @param wrt for each parameter, whether it is differentiated
   * @param points the method that gives the points, or ""
   */
  public record Check(String method, List<Type> parameters, List<Boolean> wrt, String points) {
    public Check {
      parameters = List.copyOf(parameters);
      wrt = List.copyOf(wrt);
    }
  }

  /**
   * The derivative of a kernel's adjoint.
   *
   * @param method the generated method {@code (params, seed, tangents)} of the class of derivatives
   * @param tangent its record's accessor of the value's tangent
   * @param adjointTangents those of the adjoints' tangents
   * @param source the C of the value's tangent times the seed, and of its adjoint
   */
  public record SecondKernel(String method, String tangent, List<String> adjointTangents, String source) {
    public SecondKernel {
      adjointTangents = List.copyOf(adjointTangents);
    }
  }

  /**
   * The class of adjoints and tangents of a record, or of a sealed interface.
   *
   * @param name the generated record
   * @param of the user's class
   * @param parts how its values are taken apart: a tuple, or a sum
   */
  public record AdjointRecord(Type.Ref name, Type.Ref of, Parts parts) {}

  /** A record that carries several results; components have the types of the method's results in order. */
  public record Record(String name, String javadoc, List<Component> components) {
    public Record {
      components = List.copyOf(components);
    }
  }

  /** A component of a generated record. */
  public record Component(Type type, String name) {}

  /**
   * A generated static method. One result comes back plainly, several in the record; the parameter names are the
   * function's values' names and are kept as they are.
   *
   * @param name its name
   * @param isPublic public, else private ({@code private} helpers of the generated class)
   * @param javadoc its Javadoc, null for none
   * @param record the simple name of the record for the results, null when the result comes back plainly
   * @param varargs whether the last parameter is emitted as variable
   * @param body the function
   */
  public record Method(String name, boolean isPublic, String javadoc, String record, boolean varargs, Function body) {}

  /**
   * A constant of type {@code dev.adjoint.runtime.ScalarFunction} for a static method {@code double[] -> double}.
   *
   * @param constant its name
   * @param owner the class of the method
   * @param method the method's name
   * @param vjp the generated method {@code (x, seed, adjoint)} that returns the value
   * @param hvp the generated method {@code (x, tangent, gradient, product)} that returns the value, or null
   * @param hessian the generated method {@code (x)}, or null
   */
  public record Functional(String constant, Type.Ref owner, String method, String vjp, String hvp, String hessian) {}

  /**
   * The Jacobian of a method with a vector as its result.
   *
   * @param name the generated methods' name
   * @param javadoc of the one for the whole matrix, then of the one for a pattern of entries
   * @param params the primal's parameters
   * @param wrt for each parameter, whether it is differentiated
   * @param jvp the generated method for products from the right
   * @param vjp the generated method for products from the left
   * @param components accessors of the scalar parameters' adjoints in the latter's record
   * @param copies whether the method gets copies of its arrays, because it writes into them
   */
  public record Jacobian(String name, List<String> javadoc, List<Component> params, List<Boolean> wrt, String jvp, String vjp,
      List<String> components, boolean copies) {
    public Jacobian {
      javadoc = List.copyOf(javadoc);
      params = List.copyOf(params);
      wrt = List.copyOf(wrt);
      components = List.copyOf(components);
    }
  }

  /**
   * A method on tensors as one node of the graph that tensor operations record.
   *
   * @param name the generated method's name
   * @param node the node's name
   * @param params the primal's parameters
   * @param wrt for each parameter, whether it is differentiated; those that are, are tensors or arrays of them
   * @param forward the generated forward half
   * @param reverse the generated reverse half
   * @param adjoint the generated {@code (params, seed[, tape])} that returns value and adjoints
   * @param record the record it returns, null where it is the value alone
   * @param tape whether it has the tape parameter
   * @param parts whether the parameters are the parts of a method's, of which arrays may be null
   */
  public record Tracked(String name, String javadoc, String node, List<Component> params, List<Boolean> wrt, String forward,
      String reverse, String adjoint, String record, boolean tape, boolean parts) {
    public Tracked {
      params = List.copyOf(params);
      wrt = List.copyOf(wrt);
    }
  }
}
