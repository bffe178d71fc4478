/**
 * From javac's trees to the intermediate representation: {@link dev.adjoint.processor.source.SourceReader} is the entry.
 *
 * <p>With its subpackage the only package that imports {@code com.sun.source} and {@code javax.lang.model}. May import
 * {@code ir} and {@code diagnostic}, and nothing else of the processor.
 */
package dev.adjoint.processor.source;
