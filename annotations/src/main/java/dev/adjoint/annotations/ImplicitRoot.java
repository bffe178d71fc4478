package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a method finds the root <var>z</var> of an equation <var>F</var>(<var>z</var>, <var>x</var>) = 0, by whatever means: an
 * iteration, a library, a table. It is differentiated by the implicit function theorem at the root that it returns, and its body
 * never: d<var>z</var> = -<var>F</var><sub>z</sub><sup>-1</sup> <var>F</var><sub>x</sub> d<var>x</var>. In
 * reverse mode that is one linear solution with the transposed matrix and one reverse sweep of <var>F</var> (A. Griewank and A.
 * Walther, Evaluating Derivatives, 2008, chapter 15).
 *
 * <p>The residual <var>F</var> is a static method of the same class. Its first parameter is <var>z</var>, of type {@code double} or
 * {@code double[]}, and its result has that type, and as many elements; its other parameters are some of the annotated method's, by name
 * and type. A parameter of floating type that the residual does not take, such as a starting point, must be {@link NonDifferentiable}.
 *
 * <pre>{@code
 * @Differentiable
 * @ImplicitRoot("excess")
 * static double impliedVolatility(double price, double strike) { … }
 *
 * static double excess(double volatility, double price, double strike) {
 *   return value(volatility, strike) - price;
 * }
 * }</pre>
 *
 * <p>The derivative is as exact as the root is. For an array, the derivatives throw {@link ArithmeticException} where
 * <var>F</var><sub>z</sub> is singular; it is dense, n rows of n numbers.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface ImplicitRoot {

  /**
   * The name of the residual.
   *
   * @return the name of a method of the same class
   */
  String value();
}
