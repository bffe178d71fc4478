package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Private members as generated code reaches them: through handles, for which their class and the types in their declaration
 * must have names that the generated class can use. Where a private member is in scope, its class is in the same file.
 */
final class PrivateMembers {
  private final Body body;

  PrivateMembers(Body body) {
    this.body = body;
  }

  /** Whether generated code can neither name the member nor have a handle for it. */
  boolean isOutOfReach(Element member) {
    return !IrTypes.accessible(member, body.home()) && (member instanceof VariableElement f ? field(f) == null
        : method((ExecutableElement) member) == null);
  }

  /** The handle of a private field; null when generated code can name the field, or nothing helps. */
  Code.PrivateField field(VariableElement field) {
    if (!isPrivateIn(field) || !isNameable(field.asType())) {
      return null;
    }
    return new Code.PrivateField(owner(field), field.getSimpleName().toString(), body.reading.ir.erased(field.asType()),
        isStatic(field));
  }

  /** What calls a private method or constructor; null when generated code can name it, or nothing helps. */
  Code.PrivateMethod method(ExecutableElement method) {
    if (!isPrivateIn(method) || !isNameable(method.getReturnType())
        || !method.getParameters().stream().allMatch(p -> isNameable(p.asType()))) {
      return null;
    }
    var params = method.getParameters().stream().map(p -> body.reading.ir.of(p.asType())).toList();
    if (method.getKind() == ElementKind.CONSTRUCTOR) {
      Type.Ref owner = owner(method);
      return new Code.PrivateMethod(owner, Code.PrivateMethod.CONSTRUCTOR, params, owner, true, method.isVarArgs());
    }
    Type result = method.getReturnType().getKind() == TypeKind.VOID ? null : body.reading.ir.of(method.getReturnType());
    return new Code.PrivateMethod(owner(method), method.getSimpleName().toString(), params, result, isStatic(method),
        method.isVarArgs());
  }

  /** Writes the field's value, of this type where it stands; the receiver is null for a static field. */
  static Snippet get(Snippet snippet, Code.PrivateField field, Type type, Value receiver) {
    open(snippet, field, type);
    return (receiver == null ? snippet : snippet.operand(receiver)).text(")");
  }

  /** Writes the beginning of a read, up to where the receiver stands. */
  static void open(Snippet snippet, Code.PrivateField field, Type type) {
    snippet.text("(").type(type).text(") ");
    if (!raw(type).equals(field.type())) {
      // The handle's own type first, so that the call is exact and links to a plain read.
      snippet.text("(").type(field.type()).text(") ");
    }
    snippet.piece(field).text(".get(");
  }

  /** Writes the beginning of a write, up to where the value stands. */
  static Snippet openSet(Snippet snippet, Code.PrivateField field, Value receiver) {
    snippet.piece(field).text(".set(");
    return receiver == null ? snippet : snippet.operand(receiver).text(", ");
  }

  private boolean isPrivateIn(Element member) {
    return member.getModifiers().contains(Modifier.PRIVATE) && member.getEnclosingElement() instanceof TypeElement owner
        && IrTypes.accessible(owner, body.home());
  }

  private boolean isNameable(TypeMirror type) {
    return type.getKind() == TypeKind.VOID || type.getKind() != TypeKind.ERROR
        && body.reading.ir.hidden(type, body.home()) == null
        && body.reading.ir.hidden(body.reading.types.erasure(type), body.home()) == null;
  }

  private static Type.Ref owner(Element member) {
    return IrTypes.ref((TypeElement) member.getEnclosingElement());
  }

  private static boolean isStatic(Element member) {
    return member.getModifiers().contains(Modifier.STATIC);
  }

  private static Type raw(Type type) {
    return switch (type) {
      case Type.Ref r -> new Type.Ref(r.pkg(), r.names(), List.of());
      case Type.Array a -> raw(a.element()).array();
      case Type.Primitive p -> p;
      case Type.Wildcard w -> w;
    };
  }
}
