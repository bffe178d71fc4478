package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the classes that declare, as {@link DerivativeOf} methods, the derivatives of a type's methods. A library puts it on its
 * types, so that callers need not name the rules.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface DerivativeRules {

  /**
   * The classes with the rules.
   *
   * @return classes whose {@link DerivativeOf} methods apply wherever a method of this type is called
   */
  Class<?>[] value();
}
