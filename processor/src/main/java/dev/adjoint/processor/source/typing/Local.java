package dev.adjoint.processor.source.typing;

import com.sun.source.tree.Tree;
import javax.lang.model.type.TypeMirror;

/**
 * A local variable or parameter in scope. Identity is what counts: two locals of one name are two variables.
 *
 * <p>A {@code final} local with a constant initialiser (JLS 4.12.4) carries that constant; every other has null.
 */
public final class Local {
  private final String name;
  private final TypeMirror type;
  private final Tree declaration;
  private final Object constant;

  /** A variable without a constant value. */
  public Local(String name, TypeMirror type, Tree declaration) {
    this(name, type, declaration, null);
  }

  /** A variable whose constant value is a boxed primitive of its type, a string, or null. */
  public Local(String name, TypeMirror type, Tree declaration, Object constant) {
    this.name = name;
    this.type = type;
    this.declaration = declaration;
    this.constant = constant;
  }

  public String name() {
    return name;
  }

  public TypeMirror type() {
    return type;
  }

  public Tree declaration() {
    return declaration;
  }

  /** The constant value, or null. */
  public Object constant() {
    return constant;
  }

  @Override
  public String toString() {
    return type + " " + name;
  }
}
