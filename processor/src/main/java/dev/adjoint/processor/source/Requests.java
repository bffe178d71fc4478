package dev.adjoint.processor.source;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;

/**
 * What {@code @Differentiable} asks for besides the derivatives.
 *
 * @param maxTapeBytes the most that an iteration may keep for the reverse sweep, negative for no limit
 */
public record Requests(int maxTapeBytes) {

  /** What the annotation of a method asks for. */
  public static Requests of(ExecutableElement method) {
    AnnotationMirror annotation = Annotated.find(method, "Differentiable");
    return new Requests(Annotated.value(annotation, "maxTapeBytesPerIteration") instanceof Integer n ? n : -1);
  }
}
