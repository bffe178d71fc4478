package dev.adjoint.processor.ir;

import java.util.List;

/** A Java type as far as differentiation distinguishes it. Types are compared by {@code equals}. */
public sealed interface Type extends TypeConstants {

  /** A primitive type, JLS 4.2. */
  enum Primitive implements Type {
    BOOLEAN("boolean"),
    BYTE("byte"),
    SHORT("short"),
    CHAR("char"),
    INT("int"),
    LONG("long"),
    FLOAT("float"),
    DOUBLE("double");

    private final String keyword;

    Primitive(String keyword) {
      this.keyword = keyword;
    }

    @Override
    public String toString() {
      return keyword;
    }
  }

  /** An array type, JLS 10.1. */
  record Array(Type element) implements Type {
    @Override
    public String toString() {
      return element + "[]";
    }
  }

  /**
   * A class or interface type, inactive in this representation.
   *
   * @param pkg the package, empty for the unnamed one
   * @param names simple names from the outermost class inwards
   * @param arguments type arguments; a wildcard is a {@link Wildcard}; empty for a non-generic type
   */
  record Ref(String pkg, List<String> names, List<Type> arguments) implements Type {
    public Ref {
      names = List.copyOf(names);
      arguments = List.copyOf(arguments);
    }

    /** A non-generic class. */
    public static Ref of(String pkg, String... names) {
      return new Ref(pkg, List.of(names), List.of());
    }

    /** The canonical name without type arguments. */
    public String qualifiedName() {
      return (pkg.isEmpty() ? "" : pkg + ".") + String.join(".", names);
    }

    @Override
    public String toString() {
      if (arguments.isEmpty()) {
        return qualifiedName();
      }
      var text = new StringBuilder(qualifiedName()).append('<');
      for (int i = 0; i < arguments.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(arguments.get(i));
      }
      return text.append('>').toString();
    }
  }

  /** A wildcard type argument; both bounds null for {@code ?}. */
  record Wildcard(Type upper, Type lower) implements Type {
    @Override
    public String toString() {
      return upper != null ? "? extends " + upper : lower != null ? "? super " + lower : "?";
    }
  }

  /** The default value, JLS 4.12.5: what {@code Op.Const} holds for it. */
  default Object zero() {
    if (!(this instanceof Primitive p)) {
      return null;
    }
    return switch (p) {
      case BOOLEAN -> false;
      case BYTE -> (byte) 0;
      case SHORT -> (short) 0;
      case CHAR -> '\0';
      case INT -> 0;
      case LONG -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0.0;
    };
  }

  /** The array of this type. */
  default Array array() {
    return new Array(this);
  }

  /** Whether this is double or float. */
  default boolean isFloating() {
    return this == Primitive.DOUBLE || this == Primitive.FLOAT;
  }

  /** Whether this is the runtime's tensor. */
  default boolean isTensor() {
    return equals(TENSOR);
  }

  /** Whether the adjoint of a value of this type is a value of its own: numbers and tensors; an array's is a shadow array. */
  default boolean hasAdjointValue() {
    return isFloating() || isTensor();
  }

  /** Whether this is byte, short, char, int or long. */
  default boolean isIntegral() {
    return this instanceof Primitive p && p != Primitive.BOOLEAN && !isFloating();
  }

  /** Whether this is a primitive type. */
  default boolean isPrimitive() {
    return this instanceof Primitive;
  }

  /** Whether this is an array type. */
  default boolean isArray() {
    return this instanceof Array;
  }

  /**
   * Whether a derivative can live here that generated methods take and give back: double, float, an array of them of any rank, a
   * tensor, or an array of tensors.
   */
  default boolean isDifferentiable() {
    return innermost().isFloating() || isTensor() || isTensors();
  }

  /** Whether this is an array of tensors. */
  default boolean isTensors() {
    return this instanceof Array a && a.element().isTensor();
  }

  /** Whether a derivative can live here inside of a method: as {@link #isDifferentiable}, or in an array of arrays of tensors. */
  default boolean canBeActive() {
    return innermost().hasAdjointValue();
  }

  /** The element type of an array type. */
  default Type elementType() {
    return ((Array) this).element();
  }

  /** The innermost element type of an array, else this. */
  default Type innermost() {
    return this instanceof Array a ? a.element().innermost() : this;
  }

  /** The number of dimensions, 0 for a type that is no array. */
  default int rank() {
    return this instanceof Array a ? 1 + a.element().rank() : 0;
  }

  /** The type of an adjoint or tangent of this one: floating types become double, arrays of them arrays of double; a tensor's is a tensor. */
  default Type shadow() {
    return switch (this) {
      case Array a -> a.element().shadow().array();
      case Primitive p -> DOUBLE;
      case Ref r when r.isTensor() -> r;
      case Ref r -> throw new IllegalArgumentException("no shadow of " + r);
      case Wildcard w -> throw new IllegalArgumentException("no shadow of " + w);
    };
  }

  /** Types as part of a name: {@code _double_intArray}. */
  static String suffix(List<Type> types) {
    var text = new StringBuilder();
    types.forEach(t -> text.append('_').append(t.word()));
    return text.toString();
  }

  private String word() {
    return switch (this) {
      case Primitive p -> p.toString();
      case Array a -> a.element().word() + "Array";
      case Ref r -> r.names().getLast() + suffix(r.arguments());
      case Wildcard w -> "any";
    };
  }
}
