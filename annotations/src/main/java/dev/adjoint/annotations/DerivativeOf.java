package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a static method to be the derivative of another method: one whose source is not at hand, or whose derivative
 * is better written by hand. The signature is checked at compile time; the error for a wrong one prints the right one.
 *
 * <p>Call the original's parameters <var>p</var>, with the receiver first where the original is an instance method. The
 * floating ones are those of type {@code double} or {@code float} (scalars) and arrays of these (buffers).
 *
 * <table>
 *   <caption>Signature by mode</caption>
 *   <tr><th>mode</th><th>parameters</th><th>result</th></tr>
 *   <tr>
 *     <td>{@link Mode#VJP VJP}</td>
 *     <td><var>p</var>; then the seed: {@code double} for a {@code double} or {@code float} result, an array of
 *         double of the result's rank for an array, nothing for {@code void}; then one adjoint buffer for each floating
 *         array parameter, in order: an array of double of its rank, also for {@code float}</td>
 *     <td>the adjoints of the floating scalars: {@code void} if there is none, {@code double} if there is one,
 *         {@code double[]} in the order of the parameters if there are several</td>
 *   </tr>
 *   <tr>
 *     <td>{@link Mode#JVP JVP}</td>
 *     <td><var>p</var>; then one tangent for each floating parameter, in order: {@code double} for a scalar, an array
 *         of double of its rank for an array</td>
 *     <td>the tangent of the result: {@code double} for a scalar, an array of double of its rank for an array,
 *         {@code void} for {@code void}</td>
 *   </tr>
 * </table>
 *
 * <p>Where the original declares a type variable or a box, the rule may have {@code double} or {@code float}, and counts for arguments of
 * that type: {@code getCDF(T)} of an interface {@code Distribution<T>} has a derivative for {@code Distribution<Double>}. In the place of
 * {@code Object} or a type variable it may have an array, too.
 *
 * <p>A VJP method adds to ({@code +=}) the buffers it is given and never overwrites them. It must return zeros for a
 * zero seed. Where only a VJP is given for a method with a scalar result, forward mode is derived from it by calling it
 * with seed 1.
 *
 * <pre>{@code
 * @DerivativeOf(type = Erf.class, method = "erf")
 * static double erfVjp(double x, double seed) {
 *   return seed * 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
 * }
 * }</pre>
 *
 * <h2>What the derivative keeps</h2>
 *
 * <p>A factorisation, a converged solution, an index that the original found: what the derivative would have to compute again is kept
 * by a method with mode {@link Mode#FORWARD}. It takes <var>p</var>, runs in place of the original, and returns an object of a
 * class of yours, the state; a method {@code value()} of the state returns the original's result, bit for bit the same. VJP and
 * JVP then take the state in place of <var>p</var>. Arrays that the method was given are the caller's and may change before
 * the rule runs: the state holds copies of what the rules read. The array that {@code value()} returns is copied for the
 * caller.
 *
 * <pre>{@code
 * record Solved(double[] value, Factorization lu) {}
 *
 * @DerivativeOf(type = Matrices.class, method = "solve", mode = Mode.FORWARD)
 * static Solved solveForward(double[][] a, double[] b) {
 *   var lu = new Factorization(a);
 *   return new Solved(lu.solve(b), lu);
 * }
 *
 * @DerivativeOf(type = Matrices.class, method = "solve")
 * static void solveVjp(Solved solved, double[] seed, double[][] aAdjoint, double[] bAdjoint) { … }
 * }</pre>
 *
 * <h2>Tensors</h2>
 *
 * <p>The derivative of a method on tensors is declared for one operand at a time, which {@link #wrt} names: {@code self} for the
 * receiver, else the parameter's name. The rule takes what it reads and nothing else, in any order: a parameter named like one
 * of the original's is that value, {@code self} the receiver, {@code result} what the original returned,
 * {@code <operand>Shape} of type {@code Shape} the shape of a tensor operand. The last parameter is the seed (the tangent for
 * {@link Mode#JVP JVP}), of the type of the result (of the operand). What a rule does not name is not kept for the reverse
 * sweep.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface DerivativeOf {

  /**
   * The class that declares the original method.
   *
   * @return the original's class
   */
  Class<?> type();

  /**
   * The original method's simple name.
   *
   * @return the original's name
   */
  String method();

  /**
   * The original's parameter types without the receiver, to tell overloads apart. Empty means the only method of that
   * name; with overloads it is a compile-time error to leave it out.
   *
   * @return the original's erased parameter types, or nothing
   */
  Class<?>[] parameterTypes() default {};

  /**
   * Which derivative this is.
   *
   * @return the mode
   */
  Mode mode() default Mode.VJP;

  /**
   * For methods on tensors: the operand whose derivative this is, {@code self} for the receiver.
   *
   * @return the operand's name, or nothing for a rule of numbers and arrays
   */
  String wrt() default "";

  /** Which derivative is given. */
  enum Mode {
    /**
     * What runs in place of the original where its derivative is wanted, and returns what {@link #VJP} and {@link #JVP} of the same class
     * read instead of the arguments.
     */
    FORWARD,
    /** Reverse mode: the vector-Jacobian product. */
    VJP,
    /** Forward mode: the Jacobian-vector product. */
    JVP,
    /**
     * Both, for a tensor operation that treats elements one by one: the seed, or the tangent, times the partial derivative
     * in the shape of the result. In reverse mode it is then summed to the operand's shape.
     */
    ELEMENTWISE,
    /**
     * Reverse mode of a tensor operation that is linear in this operand, the others being constant: in forward mode the operation is
     * applied to the tangent.
     */
    LINEAR
  }
}
