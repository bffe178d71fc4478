/**
 * Types, symbols and constants of javac trees, found without attributing any method body: attribution in place breaks valid
 * user code, so expressions are typed bottom-up by the rules of the Java Language Specification, over {@code Elements} and
 * {@code Types} alone.
 *
 * <p>May import {@code com.sun.source} and {@code javax.lang.model}, and no other package of the processor.
 */
package dev.adjoint.processor.source.typing;
