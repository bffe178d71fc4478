package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an operation on tensors of a {@link Differentiable} static method: {@code CKernels.f(Tensor...)} of the generated class
 * {@code CKernels}. It runs as one pass on whatever device the tensors are, and its gradient as another, from the same code.
 *
 * <p><b>On numbers</b>, it is applied to every element. Parameters and result are {@code double}, or {@code float}; the kernel
 * computes in that type and converts elements as they are read and written. A tensor takes the place of each; they broadcast.
 * Parameters of type {@code int}, {@code long} and {@code boolean} stay as they are, one value for all elements.
 *
 * <p><b>On arrays</b>, the method is {@code void} and ends with a loop over a {@link Parallel} counter. A tensor takes the place
 * of each array and of each differentiated number; other numbers stay as they are. An array that the method stores into is an
 * output: that tensor is changed in place, and the change is recorded. Each iteration has to write cells of its own, and to read
 * no output's cells but these. Adjoints of cells that several iterations read are gathered where their places say by whom they
 * were read, and are added with atomic operations otherwise.
 *
 * <p>The body may have locals, branches, loops, calls of methods of the same class and of {@link Math}; what a kernel cannot do
 * (making objects, or arrays whose length is no small constant; exceptions, recursion) is a compile-time error.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Kernel {
  /**
   * Whether two runs have to give the same bits: an adjoint that needs atomic additions, whose order is arbitrary, is a compile-time error.
   *
   * @return whether atomic additions are refused
   */
  boolean deterministic() default false;
}
