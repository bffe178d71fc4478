package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the derivatives of a method. For a method {@code f} of a class {@code C} the processor writes, into
 * {@code CDerivatives} of the same package ({@code Outer_CDerivatives} for a nested {@code Outer.C}):
 *
 * <ul>
 *   <li>{@code fGradient}, for a result of type {@code double}, {@code float} or {@code Tensor}: the value and freshly allocated
 *       adjoints;
 *   <li>{@code fVjp}, reverse mode: takes a seed, and accumulates ({@code +=}) into the caller's adjoint buffers;
 *   <li>{@code fJvp}, forward mode: takes a tangent for each parameter;
 *   <li>{@code fJacobian}, for a {@code double[]} result: the matrix of derivatives; with {@link #sparsity()}, {@code fSparsity} and
 *       {@code fSparseJacobian} as well;
 *   <li>with {@link #order()} 2, {@code fHvp}, the product of the Hessian with a tangent, and {@code fHessian}, for a {@code double}
 *       or {@code float} result;
 *   <li>with {@link #taylor()}, {@code fTaylor}, the Taylor coefficients in one number up to any order.
 * </ul>
 *
 * <p>Adjoints and tangents have the shape of what they belong to: a number for a number, an array for an array, a tensor for a tensor. For
 * a record or an object the processor writes a class {@code C_RecordAdjoint} with a component for each of its differentiated parts, and
 * a list has an array or a list of its elements' adjoints. Those of numbers come back in the result, those of arrays are added to buffers.
 *
 * <p>Methods without a body, and those that are overridden, are differentiated as Java calls them: the derivative is that of what the
 * receiver's class has, which is annotated as well. The receiver is a constant then.
 *
 * <p>The derivative is that of the branch that is executed, and the value is bit for bit the method's own. What cannot
 * be differentiated is a compile-time error at its place in the source.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Differentiable {

  /**
   * The names of the parameters with respect to which the method is differentiated, in any order; the generated
   * signatures keep the order of declaration. A part of a record or a field of an object is named behind a dot, {@code "option.strike"};
   * {@code "this"} is the receiver. Empty means every parameter, and the receiver if it is a record, that holds numbers of type
   * {@code double} or {@code float} or tensors and is not {@link NonDifferentiable}: also arrays, lists and records of these.
   * Objects of other classes are differentiated only where they are named.
   *
   * @return names of parameters and their parts, or nothing for all of them
   */
  String[] wrt() default {};

  /**
   * The highest order of derivative to generate: 1, or 2 for Hessian-vector products and Hessians as well. With 2, methods of other
   * classes that this one calls need 2 themselves, and rules have to be {@code @Differentiable}.
   *
   * @return 1 or 2
   */
  int order() default 1;

  /**
   * The name of a parameter of type {@code double} or {@code float} in which Taylor coefficients are generated as well, for a method whose result
   * is one: {@code fTaylor(args, order)} returns an array {@code c} with {@code c[k]} the k-th derivative in that parameter, divided by
   * k!, for k from 0 to the order. A second {@code fTaylor} takes, in place of the parameter, the coefficients of a curve.
   *
   * @return a parameter name, a path to a number of a record ({@code "p.x"}, {@code "this.x"}), or nothing for none
   */
  String taylor() default "";

  /**
   * Whether to find out which entries of the Jacobian differ from zero, for a method with a result of type {@code double[]}: {@code
   * fSparsity(args)} runs the method with sets of indices, and returns the pattern, and {@code fSparseJacobian(args)} takes as many products as the
   * pattern has groups of columns, or of rows, without a common entry: three for a tridiagonal matrix of any size.
   *
   * @return whether to generate both
   */
  boolean sparsity() default false;

  /**
   * Classes whose {@link DerivativeOf} methods this method uses. Those of the same top-level class, those of the class that
   * declares the original, and those that {@link DerivativeRules} on that class names are found without being listed here.
   *
   * @return classes that hold derivatives, from this compilation or from the class path
   */
  Class<?>[] rules() default {};

  /**
   * The most that one iteration of any loop of this method, or of a helper that reverse mode calls, may keep for the reverse sweep,
   * in bytes: what {@code fGradient} and {@code fVjp} push on the tape or store in arrays that are indexed by the iteration. A
   * reference counts four bytes, an array that the iteration makes and keeps counts with its elements. Where an iteration keeps more, or
   * what it keeps has no bound at compile time, it is a compile-time error at the line that stores. A loop with {@link Checkpoint} keeps states
   * and nothing that grows with its iterations; all of its states together count for an iteration of the loop around it. {@code -Aadjoint.report} prints
   * the numbers.
   *
   * @return bytes; negative for no limit
   */
  int maxTapeBytesPerIteration() default -1;

  /**
   * Whether to generate a check of the derivatives: a method {@code f} of a class {@code CChecks}, which returns a {@code
   * dev.adjoint.runtime.check.DerivativeCheck}. Call its {@code verify()} in a test of yours: {@code CChecks.f().verify()}; {@code
   * CChecks.all()} has those of all methods. The method is one of numbers and arrays of them.
   *
   * @return whether to generate a check
   */
  boolean check() default false;

  /**
   * The name of a method of this class, {@code static Object[][] points()}, that gives the points at which {@link #check} checks:
   * for each point the arguments, the receiver first for an instance method. Without it they are random: numbers between 0.5 and 1.5,
   * integers 2 or 3, arrays of length 4.
   *
   * @return the name of a method, or nothing for random points
   */
  String checkPoints() default "";
}
