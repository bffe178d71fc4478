package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which method a {@link Op.Call} means. The IR's calls are those that have a derivative, and calls of generated code;
 * anything else is {@link Op.Opaque}.
 */
public sealed interface Callee {

  /** The simple name of the method. */
  String name();

  /**
   * A method of the same class whose body is at hand as a {@link Function}.
   *
   * @param key the function's {@link Function#key()}
   * @param flat whether generated code cannot call the method itself: the function's parameters or results are parts of the method's, or
   *     the method is private, has a receiver or stands in another class of the file
   */
  record Local(String key, String name, boolean flat) implements Callee {
    /** A method with the function's own parameters. */
    public Local(String key, String name) {
      this(key, name, false);
    }
  }

  /**
   * A {@code @Differentiable} method of another class (or of this class through another top-level entry): its derivative
   * class has {@code nameForward} and {@code nameReverse}, {@code nameJvp}.
   *
   * @param owner the class that declares the method
   * @param derivatives the generated class; where that is nested in another one, see {@link #dispatched}
   * @param params parameter types, the receiver's first for an instance method
   * @param wrt for each parameter, whether it is differentiated
   * @param results the result's type, or those of its parts
   * @param instance whether the first parameter is the receiver
   * @param overloaded whether the class has another annotated method of that name, so that generated names have suffixes
   * @param flat whether parameters or results are parts of the method's, so that the method itself cannot be called
   * @param order up to which order it has derivatives
   * @param choices the results that say which class a value has, or are a constant of an enum: what they depend on is a branch
   * @param taylor the parameter of type double for which {@code nameTaylor} takes a Taylor series; -1 for none
   */
  record External(Type.Ref owner, Type.Ref derivatives, String name, List<Type> params, List<Boolean> wrt,
      List<Type> results, boolean instance, boolean overloaded, boolean flat, int order, List<Integer> choices,
      int taylor) implements Callee {
    /** A method that takes no series. */
    public External(Type.Ref owner, Type.Ref derivatives, String name, List<Type> params, List<Boolean> wrt, List<Type> results,
        boolean instance, boolean overloaded, boolean flat, int order, List<Integer> choices) {
      this(owner, derivatives, name, params, wrt, results, instance, overloaded, flat, order, choices, -1);
    }

    /** A method without such results. */
    public External(Type.Ref owner, Type.Ref derivatives, String name, List<Type> params, List<Boolean> wrt,
        List<Type> results, boolean instance, boolean overloaded, boolean flat, int order) {
      this(owner, derivatives, name, params, wrt, results, instance, overloaded, flat, order, List.of());
    }

    public External {
      choices = List.copyOf(choices);
      params = List.copyOf(params);
      wrt = List.copyOf(wrt);
      results = List.copyOf(results);
    }

    /**
     * Whether the method is that of the receiver's class, whichever that is: the first parameter is an object of the nested interface
     * {@code derivatives}, which has the method and its derivatives for that class, and the receiver is the second one.
     */
    public boolean dispatched() {
      return derivatives.names().size() > 1;
    }

    /** The name by which the method itself is called. */
    public String called() {
      return dispatched() ? "value" : name;
    }
  }

  /**
   * A method with the user's {@code @DerivativeOf}.
   *
   * @param owner the class that declares the original
   * @param vjp the rule for reverse mode, or null
   * @param jvp the rule for forward mode, or null
   * @param reads what both get in front of the seed or the tangents
   */
  record Ruled(Type.Ref owner, String name, List<Type> params, List<Boolean> wrt, Type result, boolean instance,
      Rule vjp, Rule jvp, RuleReads reads) implements Callee {
    public Ruled {
      params = List.copyOf(params);
      wrt = List.copyOf(wrt);
    }
  }

  /** What the rules of a method read of the primal. */
  sealed interface RuleReads {

    /** The arguments. */
    record Arguments() implements RuleReads {}

    /** The arguments, then the result. */
    record Result() implements RuleReads {}

    /**
     * What a method of the rule's author returns, which runs in place of the original: what the derivative keeps, such as a
     * factorisation. Its method {@code value()} is the original's result.
     */
    record State(Rule forward, Type.Ref type) implements RuleReads {}
  }

  /**
   * A method on tensors, whose derivatives are rules for one operand each. It reads its operands and changes nothing.
   *
   * @param owner the class that declares the method
   * @param params parameter types, the receiver's first for an instance method
   * @param result the type of the result; where that is a record, of its first component, which alone carries a derivative
   * @param record the record of several results, or null
   * @param components accessor names of that record
   * @param vjp for each parameter, the rule of its adjoint, or null if it has none
   * @param jvp for each parameter, the rule of the result's tangent, or null
   */
  record TensorOp(Type.Ref owner, String name, List<Type> params, Type result, Type.Ref record, List<String> components,
      boolean instance, List<TensorRule> vjp, List<TensorRule> jvp) implements Callee {
    public TensorOp {
      params = List.copyOf(params);
      components = List.copyOf(components);
      vjp = Collections.unmodifiableList(new ArrayList<>(vjp));
      jvp = Collections.unmodifiableList(new ArrayList<>(jvp));
    }

    /** For each parameter, whether it has a derivative. */
    public List<Boolean> wrt() {
      return vjp.stream().map(rule -> rule != null).toList();
    }
  }

  /** What a tensor rule computes from the seed or tangent. */
  enum TensorRuleKind {
    /** The operand's adjoint. */
    VJP,
    /** The result's tangent. */
    JVP,
    /** Either, in the result's shape. */
    ELEMENTWISE,
    /** The operand's adjoint; the result's tangent is the operation applied to the operand's. */
    LINEAR
  }

  /** A value that a tensor rule reads. */
  enum TensorReadKind { ARGUMENT, SHAPE, FORM, RESULT, SEED }

  /**
   * A value that a tensor rule reads.
   *
   * @param operand which parameter of the original, for ARGUMENT, SHAPE and FORM; which of several results, for RESULT
   */
  record TensorRead(TensorReadKind kind, int operand) {}

  /** A static method that implements a derivative of a tensor operation with respect to one operand. */
  record TensorRule(Type.Ref owner, String name, TensorRuleKind kind, List<TensorRead> reads) {
    public TensorRule {
      reads = List.copyOf(reads);
    }
  }

  /**
   * A static method that implements a derivative.
   *
   * @param method the same as a method with derivatives of its own; null if it is not annotated
   */
  record Rule(Type.Ref owner, String name, External method) {
    /** A rule that cannot be differentiated itself. */
    public Rule(Type.Ref owner, String name) {
      this(owner, name, null);
    }
  }

  /**
   * A function of the generated class itself, or of another generated class.
   *
   * @param owner null for the class that is being generated
   * @param record the simple name of the record in which several results come back, or null
   * @param components accessor names of that record
   * @param instance whether the first argument is the object whose method it is
   */
  record Generated(Type.Ref owner, String name, String record, List<String> components, boolean instance) implements Callee {
    public Generated {
      components = List.copyOf(components);
    }

    /** A static method. */
    public Generated(Type.Ref owner, String name, String record, List<String> components) {
      this(owner, name, record, components, false);
    }
  }

  /** A static method of the runtime; {@code RuntimeNames} in the emitter maps it to a class and method. */
  record Runtime(RuntimeFunction function) implements Callee {
    @Override
    public String name() {
      return function.name();
    }
  }
}
