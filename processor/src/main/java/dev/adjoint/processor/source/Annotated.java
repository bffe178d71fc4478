package dev.adjoint.processor.source;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Reads the project's annotations by name, so that those of class files are found too. */
final class Annotated {
  static final String PACKAGE = "dev.adjoint.annotations.";

  private Annotated() {}

  /** The annotation of that simple name, or null. */
  static AnnotationMirror find(Element element, String name) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName().contentEquals(PACKAGE + name)) {
        return mirror;
      }
    }
    return null;
  }

  static boolean has(Element element, String name) {
    return find(element, name) != null;
  }

  /** An explicit value, or null. */
  static Object value(AnnotationMirror mirror, String name) {
    if (mirror != null) {
      for (var entry : mirror.getElementValues().entrySet()) {
        if (entry.getKey().getSimpleName().contentEquals(name)) {
          return entry.getValue().getValue();
        }
      }
    }
    return null;
  }

  /** Up to which order a method is to be differentiated. */
  static int order(Element method) {
    return value(find(method, "Differentiable"), "order") instanceof Integer order ? order : 1;
  }

  /** The parameter in which a method has Taylor coefficients, "" for none. */
  static String taylor(Element method) {
    return value(find(method, "Differentiable"), "taylor") instanceof String name ? name : "";
  }

  /** Whether a method has the pattern of its Jacobian. */
  static boolean sparsity(Element method) {
    return Boolean.TRUE.equals(value(find(method, "Differentiable"), "sparsity"));
  }

  static List<String> strings(AnnotationMirror mirror, String name) {
    var found = new ArrayList<String>();
    if (value(mirror, name) instanceof List<?> list) {
      list.forEach(v -> found.add(String.valueOf(((AnnotationValue) v).getValue())));
    }
    return found;
  }

  static List<TypeMirror> types(AnnotationMirror mirror, String name) {
    var found = new ArrayList<TypeMirror>();
    if (value(mirror, name) instanceof List<?> list) {
      list.forEach(v -> {
        if (((AnnotationValue) v).getValue() instanceof TypeMirror t) {
          found.add(t);
        }
      });
    }
    return found;
  }
}
