package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.JetFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From operations to Java expressions. Widening casts that Java does by itself (JLS 5.2, 5.6) are left out, and none else:
 * which overload a call resolves to never depends on it.
 */
final class Expressions {
  private static final Type.Ref ARRAYS = Type.Ref.of("java.util", "Arrays");
  private static final Type.Ref SYSTEM = Type.Ref.of("java.lang", "System");
  private static final int RANK_OF_OBJECT = 4;

  /** Methods of Math that have one overload, on double. */
  private static final Set<String> DOUBLE_ONLY = Set.of("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp",
      "expm1", "log", "log10", "log1p", "sqrt", "cbrt", "pow", "hypot", "sinh", "cosh", "tanh", "ceil", "floor", "rint",
      "IEEEremainder", "toRadians", "toDegrees");

  private final Needed needed;
  private final Folding folding;
  private final Variables variables;
  private final Type.Ref origin;
  private final Map<Value, Expr> replaced = new IdentityHashMap<>();

  Expressions(Needed needed, Folding folding, Variables variables, Type.Ref origin) {
    this.needed = needed;
    this.folding = folding;
    this.variables = variables;
    this.origin = origin;
  }

  /** Lets an expression that may be evaluated anywhere stand for a value. */
  void replace(Value value, Expr expr) {
    replaced.put(value, expr);
  }

  /** The expression of a value: its variable, or what was folded. */
  Expr of(Value value) {
    if (replaced.containsKey(value)) {
      return replaced.get(value);
    }
    return folding.isFolded(value) ? tree(needed.def(value).op()) : new Expr.Name(variables.of(value));
  }

  /** The expression where it is assigned to, or passed as, something of a known type. */
  Expr assigned(Value value) {
    return narrowest(of(value), value.type());
  }

  /** Without an outermost widening cast. */
  static Expr narrowest(Expr e, Type target) {
    return e instanceof Expr.Cast c && c.type().equals(target) && widens(c.a().type(), target) ? c.a() : e;
  }

  /** The expression of an operation with one result. */
  Expr tree(Op op) {
    return switch (op) {
      case Op.Const o -> new Expr.Literal(o.value(), o.result().type());
      case Op.Unary o -> unary(o);
      case Op.Binary o -> binary(o);
      case Op.Cast o -> new Expr.Cast(o.result().type(), of(o.a()));
      case Op.Intrinsic o when JetFunction.of(o) instanceof JetFunction f ->
          new Expr.Static(RuntimeNames.owner(f), f.method(), all(o.args()), o.result().type());
      case Op.Intrinsic o -> new Expr.Static(o.owner(), o.name(),
          DOUBLE_ONLY.contains(o.name()) ? assignedAll(o.args()) : all(o.args()), o.result().type());
      case Op.ArrayLength o -> new Expr.Length(of(o.array()));
      case Op.Load o -> new Expr.Index(of(o.array()), index(o.index()), o.result().type());
      case Op.NewArray o -> new Expr.NewArray(o.result().type(), o.dims().stream().map(this::index).toList());
      case Op.Copy o -> switch (o.kind()) {
        case CLONE -> new Expr.Method(of(o.array()), "clone", List.of(), o.result().type());
        case COPY_OF -> new Expr.Static(ARRAYS, "copyOf", prepend(of(o.array()), all(o.args())), o.result().type());
        case COPY_OF_RANGE ->
            new Expr.Static(ARRAYS, "copyOfRange", prepend(of(o.array()), all(o.args())), o.result().type());
      };
      case Op.Call o -> call(o, o.results().isEmpty() ? null : o.results().getFirst().type());
      case Op.Opaque o -> new Expr.Opaque(o.code(), all(o.operands()), o.result() == null ? null : o.result().type());
      case Op.If o -> conditional(o);
      case Op.ArrayCopy o -> new Expr.Static(SYSTEM, "arraycopy",
          all(List.of(o.source(), o.sourcePos(), o.target(), o.targetPos(), o.length())), null);
      case Op.Fill o -> new Expr.Static(ARRAYS, "fill", o.from() == null ? all(List.of(o.array(), o.value()))
          : all(List.of(o.array(), o.from(), o.to(), o.value())), null);
      case Op.For o -> throw new IllegalArgumentException("no expression");
      case Op.While o -> throw new IllegalArgumentException("no expression");
      case Op.Store o -> throw new IllegalArgumentException("no expression");
      case Op.Accumulate o -> throw new IllegalArgumentException("no expression");
      case Op.Try o -> throw new IllegalArgumentException("no expression");
      case Op.Assign o -> throw new IllegalArgumentException("no expression");
      case Op.Throw o -> throw new IllegalArgumentException("no expression");
      case Op.Comment o -> throw new IllegalArgumentException("no expression");
    };
  }

  /** An array index or dimension: promoted to int by Java, JLS 15.10. */
  Expr index(Value value) {
    return narrowest(of(value), Type.INT);
  }

  /** The call; type null for a statement, the record's type for several results. */
  Expr call(Op.Call op, Type type) {
    return switch (op.callee()) {
      case Callee.Local c -> new Expr.Static(origin, c.name(), all(op.args()), type);
      case Callee.External c -> c.instance() ? onReceiver(c.called(), op.args(), type)
          : new Expr.Static(c.owner(), c.name(), all(op.args()), type);
      case Callee.Ruled c -> c.instance() ? onReceiver(c.name(), op.args(), type)
          : new Expr.Static(c.owner(), c.name(), all(op.args()), type);
      case Callee.TensorOp c -> c.instance() ? onReceiver(c.name(), op.args(), type)
          : new Expr.Static(c.owner(), c.name(), all(op.args()), type);
      case Callee.Generated c -> c.instance() ? onReceiver(c.name(), op.args(), type)
          : new Expr.Static(c.owner(), c.name(), all(op.args()), type);
      case Callee.Runtime c -> runtime(c.function(), op, type);
    };
  }

  private Expr onReceiver(String name, List<Value> args, Type type) {
    return new Expr.Method(of(args.getFirst()), name, all(args.subList(1, args.size())), type);
  }

  private Expr runtime(RuntimeFunction function, Op.Call op, Type type) {
    var target = RuntimeNames.of(function);
    Expr call = switch (target.kind()) {
      case CONSTRUCTOR -> new Expr.New(target.owner(), List.of());
      case INSTANCE -> onReceiver(target.name(), op.args(), type);
      case STATIC -> new Expr.Static(target.owner(), target.name(), all(op.args()), type);
    };
    boolean untyped = function == RuntimeFunction.POP_REF || function == RuntimeFunction.CHECKPOINTS_TAKE_REF
        || function == RuntimeFunction.SERIES_ARRAYS_OF || function == RuntimeFunction.SERIES_BESIDE
        || function == RuntimeFunction.DEPENDENCE_OF || function == RuntimeFunction.DEPENDENCE_BESIDE
        || (function == RuntimeFunction.ZEROS_LIKE || function == RuntimeFunction.WIDEN)
            && (type.rank() >= RANK_OF_OBJECT || type.innermost().isTensor());
    return untyped ? new Expr.Cast(type, call) : call;
  }

  private Expr unary(Op.Unary o) {
    Expr a = of(o.a());
    Type type = o.result().type();
    if (o.kind() != Op.UnaryKind.NOT) {
      return new Expr.Unary(o.kind(), narrowest(a, Type.INT), type);
    }
    return not(a);
  }

  /** The opposite of a condition. Ordering comparisons of floating values have none but {@code !}, because of NaN. */
  static Expr not(Expr a) {
    if (a instanceof Expr.Unary u && u.kind() == Op.UnaryKind.NOT) {
      return u.a();
    }
    if (a instanceof Expr.Binary b && b.kind().isComparison()) {
      boolean equality = b.kind() == Op.BinaryKind.EQ || b.kind() == Op.BinaryKind.NE;
      if (equality || !b.a().type().isFloating() && !b.b().type().isFloating()) {
        return new Expr.Binary(opposite(b.kind()), b.a(), b.b(), Type.BOOLEAN);
      }
    }
    return new Expr.Unary(Op.UnaryKind.NOT, a, Type.BOOLEAN);
  }

  private static Op.BinaryKind opposite(Op.BinaryKind kind) {
    return switch (kind) {
      case EQ -> Op.BinaryKind.NE;
      case NE -> Op.BinaryKind.EQ;
      case LT -> Op.BinaryKind.GE;
      case GE -> Op.BinaryKind.LT;
      case GT -> Op.BinaryKind.LE;
      case LE -> Op.BinaryKind.GT;
      case ADD, SUB, MUL, DIV, REM, AND, OR, XOR, SHL, SHR, USHR -> throw new IllegalArgumentException();
    };
  }

  private Expr binary(Op.Binary o) {
    Expr a = of(o.a());
    Expr b = of(o.b());
    Type type = o.result().type();
    boolean shift = o.kind() == Op.BinaryKind.SHL || o.kind() == Op.BinaryKind.SHR || o.kind() == Op.BinaryKind.USHR;
    if (shift) {
      return new Expr.Binary(o.kind(), narrowest(a, Type.INT), narrowest(b, Type.INT), type);
    }
    Type promoted = o.a().type();
    if (promoted == Type.INT) {
      // byte, short and char are promoted to int on either side.
      a = narrowest(a, Type.INT);
      b = narrowest(b, Type.INT);
    } else if (promoted.isPrimitive() && promoted != Type.BOOLEAN && promoted.equals(o.b().type())) {
      Expr plainB = narrowest(b, promoted);
      if (plainB != b && a.type().equals(promoted)) {
        b = plainB;
      } else if (b.type().equals(promoted)) {
        a = narrowest(a, promoted);
      }
    }
    return new Expr.Binary(o.kind(), a, b, type);
  }

  private Expr conditional(Op.If o) {
    Expr condition = of(o.condition());
    Block then = o.then();
    Block otherwise = o.otherwise();
    Type type = o.results().getFirst().type();
    Expr a = of(then.yields().getFirst());
    Expr b = of(otherwise.yields().getFirst());
    if (type == Type.BOOLEAN) {
      if (isLiteral(b, false)) {
        return new Expr.Logical(true, condition, a);
      }
      if (isLiteral(a, true)) {
        return new Expr.Logical(false, condition, b);
      }
      if (isLiteral(a, false)) {
        return isLiteral(b, true) ? not(condition) : new Expr.Logical(true, not(condition), b);
      }
      if (isLiteral(b, true)) {
        return new Expr.Logical(false, not(condition), a);
      }
    }
    return new Expr.Conditional(condition, a, b, type);
  }

  private static boolean isLiteral(Expr e, boolean value) {
    return e instanceof Expr.Literal l && l.value() instanceof Boolean v && v == value;
  }

  List<Expr> all(List<Value> values) {
    return values.stream().map(this::of).toList();
  }

  List<Expr> assignedAll(List<Value> values) {
    return values.stream().map(this::assigned).toList();
  }

  private static List<Expr> prepend(Expr first, List<Expr> rest) {
    var all = new ArrayList<Expr>(rest.size() + 1);
    all.add(first);
    all.addAll(rest);
    return all;
  }

  /** Whether the conversion is a widening primitive one, JLS 5.1.2. */
  private static boolean widens(Type from, Type to) {
    if (!(from instanceof Type.Primitive f) || !(to instanceof Type.Primitive t) || f == Type.Primitive.BOOLEAN
        || t == Type.Primitive.BOOLEAN || t == Type.Primitive.CHAR) {
      return false;
    }
    return f == Type.Primitive.CHAR ? t.compareTo(Type.Primitive.INT) >= 0 : f.compareTo(t) < 0;
  }
}
