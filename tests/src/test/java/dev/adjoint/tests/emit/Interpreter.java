package dev.adjoint.tests.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Executes the operations that {@link RandomFunctions} makes, one after the other. */
final class Interpreter {
  private final Map<Value, Object> values = new IdentityHashMap<>();

  static Object run(Function f, Object... arguments) {
    var interpreter = new Interpreter();
    for (int i = 0; i < arguments.length; i++) {
      interpreter.values.put(f.params().get(i), arguments[i]);
    }
    interpreter.block(f.body());
    return interpreter.values.get(f.body().yields().getFirst());
  }

  private Object of(Value v) {
    return values.get(v);
  }

  private void block(Block b) {
    b.ops().forEach(this::op);
  }

  private void assign(List<Value> targets, List<Value> sources) {
    var read = sources.stream().map(this::of).toArray();
    for (int i = 0; i < targets.size(); i++) {
      values.put(targets.get(i), read[i]);
    }
  }

  private void op(Op op) {
    switch (op) {
      case Op.Const o -> values.put(o.result(), o.value());
      case Op.Unary o -> values.put(o.result(), switch (o.kind()) {
        case NOT -> !(Boolean) of(o.a());
        case BITNOT -> ~(Integer) of(o.a());
        case NEG -> of(o.a()) instanceof Integer i ? (Object) (-i) : (Object) (-(Double) of(o.a()));
      });
      case Op.Binary o -> values.put(o.result(), binary(o.kind(), of(o.a()), of(o.b())));
      case Op.Cast o -> values.put(o.result(), cast(of(o.a()), o.result().type()));
      case Op.Intrinsic o -> values.put(o.result(), Math.max((Double) of(o.args().get(0)), (Double) of(o.args().get(1))));
      case Op.ArrayLength o -> values.put(o.result(), ((double[]) of(o.array())).length);
      case Op.Load o -> values.put(o.result(), ((double[]) of(o.array()))[(Integer) of(o.index())]);
      case Op.Store o -> ((double[]) of(o.array()))[(Integer) of(o.index())] = (Double) of(o.value());
      case Op.Accumulate o -> ((double[]) of(o.array()))[(Integer) of(o.index())] += (Double) of(o.value());
      case Op.NewArray o -> values.put(o.result(), new double[(Integer) of(o.dims().getFirst())]);
      case Op.Copy o -> values.put(o.result(), ((double[]) of(o.array())).clone());
      case Op.Opaque o -> opaque(o);
      case Op.If o -> {
        Block taken = (Boolean) of(o.condition()) ? o.then() : o.otherwise();
        block(taken);
        assign(o.results(), taken.yields());
      }
      case Op.For o -> {
        assign(o.body().params(), o.inits());
        assign(o.results(), o.inits());
        int to = (Integer) of(o.to());
        for (int i = (Integer) of(o.from()); o.step() > 0 ? (o.inclusive() ? i <= to : i < to)
            : (o.inclusive() ? i >= to : i > to); i += o.step()) {
          values.put(o.iv(), i);
          block(o.body());
          assign(o.results(), o.body().yields());
          assign(o.body().params(), o.results());
        }
      }
      case Op.While o -> {
        assign(o.results(), o.inits());
        while (true) {
          assign(o.condition().params(), o.results());
          block(o.condition());
          if (!(Boolean) of(o.condition().yields().getFirst())) {
            break;
          }
          assign(o.body().params(), o.results());
          block(o.body());
          assign(o.results(), o.body().yields());
        }
      }
      case Op.Try o -> {
        assign(o.slots(), o.inits());
        try {
          block(o.body());
          assign(o.results(), o.body().yields());
        } catch (RuntimeException e) {
          Op.Handler taken = o.handlers().stream().filter(h -> catches(h, e)).findFirst().orElseThrow(() -> e);
          values.put(taken.exception(), e);
          block(taken.block());
          assign(o.results(), taken.block().yields());
        }
      }
      case Op.Assign o -> values.put(o.slot(), of(o.value()));
      case Op.Throw o -> throw (RuntimeException) of(o.exception());
      case Op.Comment o -> { }
      case Op.ArrayCopy o -> throw new AssertionError();
      case Op.Fill o -> throw new AssertionError();
      case Op.Call o -> throw new AssertionError();
    }
  }

  private static boolean catches(Op.Handler handler, Throwable thrown) {
    for (Class<?> c = thrown.getClass(); c != null; c = c.getSuperclass()) {
      String name = c.getName();
      if (handler.types().stream().anyMatch(t -> t.qualifiedName().equals(name))) {
        return true;
      }
    }
    return false;
  }

  private void opaque(Op.Opaque o) {
    String text = o.code().pieces().stream().filter(p -> p instanceof Code.Text).map(p -> ((Code.Text) p).text())
        .reduce("", String::concat);
    if (text.startsWith(".hit")) {
      values.put(o.result(), Trace.hit((Double) of(o.operands().getFirst())));
    } else if (text.startsWith(".touch")) {
      Trace.touch((double[]) of(o.operands().getFirst()), (Double) of(o.operands().get(1)));
    } else if (text.startsWith(".peek")) {
      values.put(o.result(), Trace.peek((double[]) of(o.operands().getFirst())));
    } else {
      values.put(o.result(), new IllegalStateException());
    }
  }

  private static Object cast(Object a, Type type) {
    Number n = (Number) a;
    return switch ((Type.Primitive) type) {
      case INT -> n instanceof Double d ? (int) (double) d : n.intValue();
      case DOUBLE -> n.doubleValue();
      case LONG -> n.longValue();
      case FLOAT -> n.floatValue();
      case BYTE -> n.byteValue();
      case BOOLEAN, SHORT, CHAR -> throw new AssertionError();
    };
  }

  private static Object binary(Op.BinaryKind kind, Object a, Object b) {
    if (a instanceof Boolean x) {
      boolean y = (Boolean) b;
      return switch (kind) {
        case AND -> x & y;
        case OR -> x | y;
        case XOR, NE -> x ^ y;
        case EQ -> x == y;
        case ADD, SUB, MUL, DIV, REM, SHL, SHR, USHR, LT, LE, GT, GE -> throw new AssertionError();
      };
    }
    if (a instanceof Integer x) {
      int y = (Integer) b;
      return switch (kind) {
        case ADD -> x + y;
        case SUB -> x - y;
        case MUL -> x * y;
        case DIV -> x / y;
        case REM -> x % y;
        case AND -> x & y;
        case OR -> x | y;
        case XOR -> x ^ y;
        case SHL -> x << y;
        case SHR -> x >> y;
        case USHR -> x >>> y;
        case EQ -> x == y;
        case NE -> x != y;
        case LT -> x < y;
        case LE -> x <= y;
        case GT -> x > y;
        case GE -> x >= y;
      };
    }
    if (!(a instanceof Double)) {
      return kind == Op.BinaryKind.EQ ? a == b : a != b;
    }
    double x = (Double) a;
    double y = (Double) b;
    return switch (kind) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case REM -> x % y;
      case EQ -> x == y;
      case NE -> x != y;
      case LT -> x < y;
      case LE -> x <= y;
      case GT -> x > y;
      case GE -> x >= y;
      case AND, OR, XOR, SHL, SHR, USHR -> throw new AssertionError();
    };
  }
}
