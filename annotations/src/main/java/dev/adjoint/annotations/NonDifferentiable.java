package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that something is a constant as far as derivatives go.
 *
 * <ul>
 *   <li>On a parameter or a record component: it has no adjoint and no tangent, and does not appear in the generated
 *       signatures as one.
 *   <li>On a field or a local variable: it holds a constant.
 *   <li>On a method: its result is a constant, and calls of it are left as they are.
 * </ul>
 *
 * <p>Storing a value that does depend on a differentiated parameter into one of these is a compile-time error; where
 * the dependence is to be cut on purpose, {@link Adjoint#detach(double)} says so.
 */
@Documented
@Target({
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.FIELD,
  ElementType.LOCAL_VARIABLE,
  ElementType.RECORD_COMPONENT
})
@Retention(RetentionPolicy.CLASS)
public @interface NonDifferentiable {}
