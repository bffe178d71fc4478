package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a method iterates <var>z</var> = <var>&Phi;</var>(<var>z</var>, <var>x</var>) until it has converged. It is differentiated
 * at the point that it returns, and its body never: the adjoint is itself the limit of an iteration, <var>w</var> = seed +
 * <var>&Phi;</var><sub>z</sub><sup>T</sup> <var>w</var>, and then <var>&Phi;</var><sub>x</sub><sup>T</sup>
 * <var>w</var> goes to <var>x</var> (B. Christianson, Reverse accumulation and attractive fixed points, Optimization Methods and
 * Software 3, 1994). It converges as fast as the method's own iteration does and stores one point, however many steps that took.
 *
 * <p>The step <var>&Phi;</var> is a static method of the same class. Its first parameter is <var>z</var>, of type {@code double} or
 * {@code double[]}, and its result has that type; its other parameters are some of the annotated method's, by name and type. A
 * parameter of floating type that the step does not take, such as the starting point, must be {@link NonDifferentiable}.
 *
 * <p>The derivatives throw {@link ArithmeticException} if the iteration for the adjoint or the tangent does not converge.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface FixedPoint {

  /**
   * The name of the step.
   *
   * @return the name of a method of the same class
   */
  String value();

  /**
   * The change of the adjoint, relative to its largest element, at which its iteration ends.
   *
   * @return a small number
   */
  double tolerance() default 1e-13;

  /**
   * The most steps that the iteration for the adjoint may take.
   *
   * @return a positive number
   */
  int maxIterations() default 10_000;
}
