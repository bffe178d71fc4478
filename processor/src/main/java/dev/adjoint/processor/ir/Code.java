package dev.adjoint.processor.ir;

import java.util.List;

/** Java source in pieces: text, the operand number i, the name of a type, or that of something made for a private member. */
public record Code(List<Piece> pieces) {
  public Code {
    pieces = List.copyOf(pieces);
  }

  /** One piece. */
  public sealed interface Piece {}

  /** Source text as it stands. */
  public record Text(String text) implements Piece {}

  /** The operand with this index; emitted in parentheses unless it is a name or the piece says it needs none. */
  public record Operand(int index) implements Piece {}

  /** A type's name, imported or qualified as the emitter sees fit. */
  public record TypeName(Type.Ref type) implements Piece {}

  /**
   * The constant that holds the {@link java.lang.invoke.VarHandle} of a private field. The text around it calls
   * {@code get} or {@code set}, with the receiver first unless the field is static.
   *
   * @param type the erased type
   */
  public record PrivateField(Type.Ref owner, String name, Type type, boolean isStatic) implements Piece {}

  /**
   * The name of a method of the generated class that calls a private one; an argument list follows, with the receiver first
   * unless the method is static.
   *
   * @param name the method's name, {@value #CONSTRUCTOR} for a constructor, which counts as static
   * @param params without the receiver
   * @param result null for {@code void}
   */
  public record PrivateMethod(Type.Ref owner, String name, List<Type> params, Type result, boolean isStatic,
      boolean varargs) implements Piece {
    /** What stands for the name of a constructor: a keyword, so that no method has it. */
    public static final String CONSTRUCTOR = "new";

    public PrivateMethod {
      params = List.copyOf(params);
    }

    /** Whether this is a constructor. */
    public boolean isConstructor() {
      return name.equals(CONSTRUCTOR);
    }
  }
}
