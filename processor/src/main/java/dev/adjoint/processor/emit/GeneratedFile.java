package dev.adjoint.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** What every generated file has: the mark that it is generated, the visibility of the class it is made for, and the same layout. */
final class GeneratedFile {
  private static final String PROCESSOR = "dev.adjoint.processor.AdjointProcessor";

  private GeneratedFile() {}

  /** Marks a top-level class. */
  static void mark(TypeSpec.Builder type, boolean isPublic) {
    type.addAnnotation(AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
        .addMember("value", "$S", PROCESSOR).build());
    if (isPublic) {
      type.addModifiers(Modifier.PUBLIC);
    }
  }

  /** The file; java.lang is imported by name, for the user's package may have a Math of its own. */
  static JavaFile of(String pkg, TypeSpec.Builder type) {
    return JavaFile.builder(pkg, type.build()).indent("  ").skipJavaLangImports(false).build();
  }
}
