package dev.adjoint.processor.source.typing;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/**
 * What a method reference means (JLS 15.13.1).
 *
 * @param method the method, of a creation the constructor; null for an array
 * @param result its result type there, or what is created
 * @param varargs whether the trailing arguments are packed into an array
 */
public record Referent(Kind kind, ExecutableElement method, TypeMirror result, boolean varargs) {

  /** Where the receiver comes from. */
  public enum Kind {
    /** {@code C::m} with a static method. */
    STATIC,
    /** {@code e::m}: the value of an expression, evaluated once. */
    BOUND,
    /** {@code C::m} with an instance method: the first argument. */
    RECEIVER_FIRST,
    /** {@code C::new} or {@code T[]::new}. */
    CREATION
  }
}
