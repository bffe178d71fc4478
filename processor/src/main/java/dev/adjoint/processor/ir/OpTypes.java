package dev.adjoint.processor.ir;

import dev.adjoint.processor.ir.Type.Primitive;
import java.util.List;

/** The typing rules of single operations. */
final class OpTypes {
  private OpTypes() {}

  /** What is wrong with the operand and result types of an operation, or null; its blocks are not looked at. */
  static String problem(Op op) {
    return switch (op) {
      case Op.Const o -> constant(o);
      case Op.Unary o -> unary(o);
      case Op.Binary o -> binary(o);
      case Op.Cast o -> require(isNumeric(o.a().type()) && isNumeric(o.result().type()),
          "cast converts between numeric primitive types");
      case Op.Intrinsic o -> intrinsic(o);
      case Op.ArrayLength o -> require(o.array().type().isArray() && o.result().type() == Primitive.INT,
          "length of an array is int");
      case Op.Load o -> cell(o.array(), o.index(), o.result());
      case Op.Store o -> cell(o.array(), o.index(), o.value());
      case Op.Accumulate o -> o.value().type().isFloating() ? cell(o.array(), o.index(), o.value())
          : "only floating values are accumulated";
      case Op.NewArray o -> require(!o.dims().isEmpty() && o.result().type().rank() >= o.dims().size() && ints(o.dims()),
          "a new array has a rank of at least its number of lengths, and these are int");
      case Op.Copy o -> copy(o);
      case Op.ArrayCopy o -> require(agree(o.source().type(), o.target().type()) && !o.source().type().isPrimitive()
          && ints(List.of(o.sourcePos(), o.targetPos(), o.length())), "arraycopy takes two arrays of one type and ints");
      case Op.Fill o -> fill(o);
      case Op.Opaque o -> opaque(o);
      case Op.If o -> require(o.condition().type() == Primitive.BOOLEAN, "a condition is boolean");
      case Op.For o -> require(ints(List.of(o.iv(), o.from(), o.to())) && o.step() != 0,
          "a counted loop's counter and bounds are int, and its step is not zero");
      case Op.Throw o -> require(o.exception().type() instanceof Type.Ref, "what is thrown is an object");
      case Op.While o -> null;
      case Op.Try o -> require(!o.handlers().isEmpty() && o.handlers().stream().allMatch(OpTypes::handler),
          "a try has a handler, and each catches objects");
      case Op.Assign o -> require(agree(o.slot().type(), o.value().type()), "a slot gets a value of its type");
      case Op.Call o -> null;
      case Op.Comment o -> null;
    };
  }

  private static boolean handler(Op.Handler h) {
    return !h.types().isEmpty() && h.block().params().size() == 1 && h.exception().type() instanceof Type.Ref;
  }

  /** Whether a value of one type may stand where the other is wanted, as far as this package can tell. */
  static boolean agree(Type a, Type b) {
    if (a instanceof Type.Array x && b instanceof Type.Array y) {
      return agree(x.element(), y.element());
    }
    return a.isPrimitive() || b.isPrimitive() ? a.equals(b) : true;
  }

  private static String constant(Op.Const o) {
    boolean fits = switch (o.result().type()) {
      case Primitive p -> switch (p) {
        case BOOLEAN -> o.value() instanceof Boolean;
        case BYTE -> o.value() instanceof Byte;
        case SHORT -> o.value() instanceof Short;
        case CHAR -> o.value() instanceof Character;
        case INT -> o.value() instanceof Integer;
        case LONG -> o.value() instanceof Long;
        case FLOAT -> o.value() instanceof Float;
        case DOUBLE -> o.value() instanceof Double;
      };
      case Type.Ref r -> o.value() == null || o.value() instanceof String;
      case Type.Array a -> o.value() == null;
      case Type.Wildcard w -> false;
    };
    return fits ? null : "a constant of " + o.result().type() + " is a "
        + (o.value() == null ? "null" : o.value().getClass().getSimpleName());
  }

  private static String unary(Op.Unary o) {
    Type type = o.a().type();
    boolean fits = switch (o.kind()) {
      case NEG -> isPromoted(type);
      case NOT -> type == Primitive.BOOLEAN;
      case BITNOT -> isPromotedIntegral(type);
    };
    return require(fits && o.result().type() == type, o.kind() + " takes and gives one promoted type");
  }

  private static String binary(Op.Binary o) {
    Type a = o.a().type();
    Type b = o.b().type();
    Type r = o.result().type();
    boolean fits = switch (o.kind()) {
      case ADD, SUB, MUL, DIV, REM -> isPromoted(a) && a == b && r == a;
      case AND, OR, XOR -> (isPromotedIntegral(a) || a == Primitive.BOOLEAN) && a == b && r == a;
      case SHL, SHR, USHR -> isPromotedIntegral(a) && isPromotedIntegral(b) && r == a;
      case EQ, NE -> (isPromoted(a) || a == Primitive.BOOLEAN ? a == b : !a.isPrimitive() && !b.isPrimitive())
          && r == Primitive.BOOLEAN;
      case LT, LE, GT, GE -> isPromoted(a) && a == b && r == Primitive.BOOLEAN;
    };
    return require(fits, o.kind() + " does not take " + a + " and " + b + " to " + r);
  }

  private static String intrinsic(Op.Intrinsic o) {
    boolean scalar = o.result().type().isPrimitive() && o.args().stream().allMatch(a -> a.type().isPrimitive());
    // Adjoint.detach gives back the array that it is given
    boolean identity = o.args().size() == 1 && o.result().type().isArray()
        && agree(o.args().getFirst().type(), o.result().type());
    return require(scalar || identity || JetFunction.of(o) != null, "an intrinsic is a function of scalars");
  }

  private static String cell(Value array, Value index, Value value) {
    return require(array.type().isArray() && index.type() == Primitive.INT
        && agree(array.type().elementType(), value.type()),
        "no " + value.type() + " in " + array.type() + "[" + index.type() + "]");
  }

  private static String copy(Op.Copy o) {
    int args = switch (o.kind()) {
      case CLONE -> 0;
      case COPY_OF -> 1;
      case COPY_OF_RANGE -> 2;
    };
    return require(o.array().type().isArray() && agree(o.array().type(), o.result().type()) && o.args().size() == args
        && ints(o.args()), o.kind() + " takes an array and " + args + " ints to an array of its type");
  }

  private static String fill(Op.Fill o) {
    boolean range = o.from() == null ? o.to() == null : o.to() != null && ints(List.of(o.from(), o.to()));
    return require(range && o.array().type().isArray() && agree(o.array().type().elementType(), o.value().type()),
        "fill takes an array, a value of its element type, and both bounds or none");
  }

  private static String opaque(Op.Opaque o) {
    if (o.ifActive() == null) {
      return "opaque code without a reason";
    }
    for (Code.Piece piece : o.code().pieces()) {
      if (piece instanceof Code.Operand p && (p.index() < 0 || p.index() >= o.operands().size())) {
        return "the code names operand " + p.index() + " of " + o.operands().size();
      }
      if (piece instanceof Code.PrivateMethod m && m.isConstructor() && !(m.isStatic() && m.owner().equals(m.result()))) {
        return "a constructor is static and gives its class";
      }
    }
    return null;
  }

  private static boolean ints(List<Value> values) {
    return values.stream().allMatch(v -> v.type() == Primitive.INT);
  }

  private static boolean isNumeric(Type type) {
    return type.isPrimitive() && type != Primitive.BOOLEAN;
  }

  private static boolean isPromotedIntegral(Type type) {
    return type == Primitive.INT || type == Primitive.LONG;
  }

  private static boolean isPromoted(Type type) {
    return isPromotedIntegral(type) || type.isFloating();
  }

  private static String require(boolean holds, String otherwise) {
    return holds ? null : otherwise;
  }
}
