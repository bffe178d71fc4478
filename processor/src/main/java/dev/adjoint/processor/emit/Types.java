package dev.adjoint.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import dev.adjoint.processor.ir.Type;

/** Types as JavaPoet names them. */
final class Types {
  private Types() {}

  /** The type. */
  static TypeName name(Type type) {
    return switch (type) {
      case Type.Primitive p -> switch (p) {
        case BOOLEAN -> TypeName.BOOLEAN;
        case BYTE -> TypeName.BYTE;
        case SHORT -> TypeName.SHORT;
        case CHAR -> TypeName.CHAR;
        case INT -> TypeName.INT;
        case LONG -> TypeName.LONG;
        case FLOAT -> TypeName.FLOAT;
        case DOUBLE -> TypeName.DOUBLE;
      };
      case Type.Array a -> ArrayTypeName.of(name(a.element()));
      case Type.Ref r -> r.arguments().isEmpty() ? className(r)
          : ParameterizedTypeName.get(className(r), r.arguments().stream().map(Types::name).toArray(TypeName[]::new));
      case Type.Wildcard w -> w.upper() != null ? WildcardTypeName.subtypeOf(name(w.upper()))
          : w.lower() != null ? WildcardTypeName.supertypeOf(name(w.lower())) : WildcardTypeName.subtypeOf(Object.class);
    };
  }

  /** The type without type arguments. */
  static TypeName raw(Type type) {
    return type instanceof Type.Ref r ? className(r) : name(type);
  }

  /** The class. */
  static ClassName className(Type.Ref r) {
    var names = r.names();
    return ClassName.get(r.pkg(), names.getFirst(), names.subList(1, names.size()).toArray(String[]::new));
  }
}
