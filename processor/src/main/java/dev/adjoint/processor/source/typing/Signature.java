package dev.adjoint.processor.source.typing;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.TypeVisitor;

/**
 * A method's type at a call, with every type argument in its place. It is for reading: {@code Types} knows only its own
 * implementations and does not take this one.
 */
record Signature(List<TypeMirror> parameters, TypeMirror result, List<TypeMirror> thrown) implements ExecutableType {

  @Override
  public List<? extends TypeVariable> getTypeVariables() {
    return List.of();
  }

  @Override
  public TypeMirror getReturnType() {
    return result;
  }

  @Override
  public List<? extends TypeMirror> getParameterTypes() {
    return parameters;
  }

  @Override
  public TypeMirror getReceiverType() {
    return null;
  }

  @Override
  public List<? extends TypeMirror> getThrownTypes() {
    return thrown;
  }

  @Override
  public TypeKind getKind() {
    return TypeKind.EXECUTABLE;
  }

  @Override
  public <R, P> R accept(TypeVisitor<R, P> visitor, P parameter) {
    return visitor.visitExecutable(this, parameter);
  }

  @Override
  public List<? extends AnnotationMirror> getAnnotationMirrors() {
    return List.of();
  }

  @Override
  public <A extends Annotation> A getAnnotation(Class<A> type) {
    return null;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <A extends Annotation> A[] getAnnotationsByType(Class<A> type) {
    return (A[]) java.lang.reflect.Array.newInstance(type, 0);
  }

  @Override
  public String toString() {
    return parameters.stream().map(TypeMirror::toString).collect(Collectors.joining(",", "(", ")")) + result;
  }
}
