package dev.adjoint.processor.ir;

/**
 * The types that code names. They stand apart from {@link Type}, which inherits them, because that interface has default
 * methods: initializing {@code Primitive} initializes it, and constants in it would be read before the enum's are set.
 */
sealed interface TypeConstants permits Type {
  Type BOOLEAN = Type.Primitive.BOOLEAN;
  Type INT = Type.Primitive.INT;
  Type LONG = Type.Primitive.LONG;
  Type FLOAT = Type.Primitive.FLOAT;
  Type DOUBLE = Type.Primitive.DOUBLE;
  /** The runtime's tensor: a value, like a number, since nothing in a differentiated method changes one in place. */
  Type.Ref TENSOR = Type.Ref.of("dev.adjoint.runtime.tensor", "Tensor");
  Type.Ref STRING = Type.Ref.of("java.lang", "String");
}
