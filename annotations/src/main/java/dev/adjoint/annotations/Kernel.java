package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an elementwise operation on tensors of a {@link Differentiable} static method on numbers: {@code CKernels.f(Tensor...)} of
 * the generated class {@code CKernels} applies it to every element in one pass, on whatever device the tensors are, and its
 * gradient in another.
 *
 * <p>Parameters and result are {@code double}, or {@code float}; the kernel computes in that type and converts elements as they are
 * read and written. A tensor takes the place of each; they broadcast. Parameters of type {@code int}, {@code long} and
 * {@code boolean} stay as they are, one value for all elements. The body may have locals, branches, loops, calls of methods of
 * the same class and of {@link Math}; what a kernel cannot do (arrays, objects, exceptions, recursion) is a compile-time error.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Kernel {}
