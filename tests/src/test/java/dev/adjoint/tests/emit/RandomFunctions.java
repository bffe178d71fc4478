package dev.adjoint.tests.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random functions {@code (double[], double[], double, int) -> double} that are valid IR and end. */
final class RandomFunctions {
  static final Type ARRAY = Type.DOUBLE.array();
  private static final Type.Ref TRACE = Type.Ref.of("dev.adjoint.tests.emit", "Trace");
  private static final Type.Ref EXCEPTION = Type.Ref.of("java.lang", "IllegalStateException");
  private static final String[] NAMES = {"a", "b", "s", "x", "t", "i", "sum", "frame"};
  private static final List<Type> TYPES = List.of(Type.DOUBLE, Type.INT, Type.BOOLEAN, ARRAY);

  private final Random random;
  private int budget;
  /** What the bodies of the try statements around may assign. */
  private final List<Value> slots = new ArrayList<>();

  private RandomFunctions(long seed) {
    random = new Random(seed);
    budget = 20 + random.nextInt(60);
  }

  static Function make(long seed) {
    return new RandomFunctions(seed).function("f" + seed);
  }

  private Function function(String name) {
    var params = List.of(new Value(ARRAY, "x"), new Value(ARRAY, "y"), new Value(Type.DOUBLE, "s"), new Value(Type.INT, "n"));
    var scope = new ArrayList<>(params);
    var ops = new ArrayList<Op>();
    statements(scope, ops, 0);
    Value result = pick(scope, Type.DOUBLE, ops);
    return new Function(name, name, params, List.of(false, false, false, false), List.of(Type.DOUBLE), Block.of(ops, List.of(result)),
        Span.NONE);
  }

  private Value value(Type type) {
    return new Value(type, random.nextInt(3) == 0 ? NAMES[random.nextInt(NAMES.length)] : null);
  }

  private Value pick(List<Value> scope, Type type, List<Op> ops) {
    var all = scope.stream().filter(v -> v.type().equals(type)).toList();
    if (all.isEmpty() || !type.isArray() && random.nextInt(6) == 0) {
      var v = value(type);
      if (type.isArray()) {
        Value n = constant(ops, Type.INT, 8);
        ops.add(new Op.NewArray(v, List.of(n), Span.NONE));
      } else {
        ops.add(new Op.Const(v, type == Type.INT ? (Object) (random.nextInt(7) - 2)
            : type == Type.BOOLEAN ? (Object) random.nextBoolean() : (Object) (random.nextInt(9) / 2.0 - 1), Span.NONE));
      }
      return v;
    }
    int back = random.nextInt(3) == 0 ? random.nextInt(all.size()) : random.nextInt(Math.min(3, all.size()));
    return all.get(all.size() - 1 - back);
  }

  private Value constant(List<Op> ops, Type type, Object value) {
    var v = Value.temporary(type);
    ops.add(new Op.Const(v, value, Span.NONE));
    return v;
  }

  private Value define(List<Value> scope, List<Op> ops, Op op, Value result) {
    ops.add(op);
    scope.add(result);
    return result;
  }

  private Value index(List<Value> scope, List<Op> ops) {
    if (random.nextInt(40) == 0) {
      return pick(scope, Type.INT, ops);
    }
    var masked = Value.temporary(Type.INT);
    ops.add(new Op.Binary(masked, Op.BinaryKind.AND, pick(scope, Type.INT, ops), constant(ops, Type.INT, 7), Span.NONE));
    return masked;
  }

  private Value binary(List<Value> scope, List<Op> ops, Type type, Type operands, Op.BinaryKind... kinds) {
    var result = value(type);
    var kind = kinds[random.nextInt(kinds.length)];
    return define(scope, ops, new Op.Binary(result, kind, pick(scope, operands, ops), pick(scope, operands, ops), Span.NONE),
        result);
  }

  private void statements(List<Value> scope, List<Op> ops, int depth) {
    int n = 1 + random.nextInt(8);
    for (int i = 0; i < n && budget > 0; i++) {
      budget--;
      statement(scope, ops, depth);
    }
  }

  private void statement(List<Value> scope, List<Op> ops, int depth) {
    if (!slots.isEmpty() && random.nextInt(4) == 0) {
      Value slot = slots.get(random.nextInt(slots.size()));
      ops.add(new Op.Assign(slot, pick(scope, slot.type(), ops), Span.NONE));
      return;
    }
    switch (random.nextInt(depth < 4 ? 26 : 18)) {
      case 0, 1, 2 -> binary(scope, ops, Type.DOUBLE, Type.DOUBLE, Op.BinaryKind.ADD, Op.BinaryKind.SUB, Op.BinaryKind.MUL,
          Op.BinaryKind.DIV);
      case 3 -> binary(scope, ops, Type.INT, Type.INT, Op.BinaryKind.ADD, Op.BinaryKind.SUB, Op.BinaryKind.MUL,
          Op.BinaryKind.REM, Op.BinaryKind.SHL, Op.BinaryKind.USHR, Op.BinaryKind.XOR);
      case 4 -> binary(scope, ops, Type.BOOLEAN, Type.DOUBLE, Op.BinaryKind.LT, Op.BinaryKind.GE, Op.BinaryKind.EQ);
      case 5 -> binary(scope, ops, Type.BOOLEAN, Type.INT, Op.BinaryKind.LE, Op.BinaryKind.GT, Op.BinaryKind.NE);
      case 6 -> binary(scope, ops, Type.BOOLEAN, Type.BOOLEAN, Op.BinaryKind.AND, Op.BinaryKind.OR, Op.BinaryKind.XOR);
      case 7 -> {
        var r = value(Type.BOOLEAN);
        define(scope, ops, new Op.Unary(r, Op.UnaryKind.NOT, pick(scope, Type.BOOLEAN, ops), Span.NONE), r);
      }
      case 8 -> {
        Type type = random.nextBoolean() ? Type.DOUBLE : Type.INT;
        var r = value(type);
        define(scope, ops, new Op.Unary(r, Op.UnaryKind.NEG, pick(scope, type, ops), Span.NONE), r);
      }
      case 9 -> {
        boolean widen = random.nextBoolean();
        var r = value(widen ? Type.DOUBLE : Type.INT);
        define(scope, ops, new Op.Cast(r, pick(scope, widen ? Type.INT : Type.DOUBLE, ops), Span.NONE), r);
      }
      case 10, 11, 12 -> {
        var r = value(Type.DOUBLE);
        define(scope, ops, new Op.Load(r, pick(scope, ARRAY, ops), index(scope, ops), Span.NONE), r);
      }
      case 13 -> {
        Value array = pick(scope, ARRAY, ops);
        Value at = index(scope, ops);
        Value v = pick(scope, Type.DOUBLE, ops);
        ops.add(random.nextBoolean() ? new Op.Store(array, at, v, Span.NONE) : new Op.Accumulate(array, at, v, Span.NONE));
      }
      case 14 -> opaque(scope, ops);
      case 15 -> {
        var narrow = Value.temporary(random.nextBoolean() ? Type.Primitive.BYTE : Type.FLOAT);
        ops.add(new Op.Cast(narrow, pick(scope, narrow.type() == Type.FLOAT ? Type.DOUBLE : Type.INT, ops), Span.NONE));
        var r = value(narrow.type() == Type.FLOAT ? Type.DOUBLE : Type.INT);
        define(scope, ops, new Op.Cast(r, narrow, Span.NONE), r);
      }
      case 16 -> {
        var r = value(Type.DOUBLE);
        define(scope, ops, new Op.Intrinsic(r, Type.Ref.of("java.lang", "Math"), "max",
            List.of(pick(scope, Type.DOUBLE, ops), pick(scope, Type.DOUBLE, ops)), Span.NONE), r);
      }
      case 17 -> {
        if (random.nextBoolean()) {
          var r = value(Type.INT);
          define(scope, ops, new Op.ArrayLength(r, pick(scope, ARRAY, ops), Span.NONE), r);
        } else {
          var r = value(ARRAY);
          define(scope, ops, new Op.Copy(r, Op.CopyKind.CLONE, pick(scope, ARRAY, ops), List.of(), Span.NONE), r);
        }
      }
      case 18, 19, 20 -> branch(scope, ops, depth);
      case 21, 22 -> counted(scope, ops, depth);
      case 23, 24 -> attempt(scope, ops, depth);
      default -> loop(scope, ops, depth);
    }
  }

  private void opaque(List<Value> scope, List<Op> ops) {
    var reason = new Op.Reason("X", List.of());
    var head = new Code.TypeName(TRACE);
    switch (random.nextInt(3)) {
      case 0 -> {
        var r = value(Type.DOUBLE);
        define(scope, ops, new Op.Opaque(r,
            new Code(List.of(head, new Code.Text(".hit("), new Code.Operand(0), new Code.Text(")"))),
            List.of(pick(scope, Type.DOUBLE, ops)), Op.Effect.EFFECT, reason, Span.NONE), r);
      }
      case 1 -> ops.add(new Op.Opaque(null,
          new Code(List.of(head, new Code.Text(".touch("), new Code.Operand(0), new Code.Text(", "), new Code.Operand(1),
              new Code.Text(")"))),
          List.of(pick(scope, ARRAY, ops), pick(scope, Type.DOUBLE, ops)), Op.Effect.EFFECT, reason, Span.NONE));
      default -> {
        var r = value(Type.DOUBLE);
        define(scope, ops, new Op.Opaque(r,
            new Code(List.of(head, new Code.Text(".peek("), new Code.Operand(0), new Code.Text(")"))),
            List.of(pick(scope, ARRAY, ops)), Op.Effect.READS, reason, Span.NONE), r);
      }
    }
  }

  private List<Type> types() {
    var all = new ArrayList<Type>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(TYPES.get(random.nextInt(TYPES.size())));
    }
    return all;
  }

  private Block region(List<Value> scope, List<Value> params, List<Type> yields, int depth) {
    var inner = new ArrayList<>(scope);
    inner.addAll(params);
    var ops = new ArrayList<Op>();
    if (random.nextInt(4) != 0) {
      statements(inner, ops, depth + 1);
    }
    if (random.nextInt(12) == 0) {
      ops.add(new Op.Comment("here", Span.NONE));
    }
    var results = yields.stream().map(t -> pick(inner, t, ops)).toList();
    return new Block(params, ops, results);
  }

  private void branch(List<Value> scope, List<Op> ops, int depth) {
    Value c = pick(scope, Type.BOOLEAN, ops);
    var types = types();
    var results = types.stream().map(this::value).toList();
    Block then = throwing(region(scope, List.of(), types, depth), 10);
    ops.add(new Op.If(results, c, then, region(scope, List.of(), types, depth), Span.NONE));
    scope.addAll(results);
  }

  private void attempt(List<Value> scope, List<Op> ops, int depth) {
    var types = types();
    var results = types.stream().map(this::value).toList();
    var kept = types();
    var inits = kept.stream().map(t -> pick(scope, t, ops)).toList();
    var own = kept.stream().map(this::value).toList();
    slots.addAll(own);
    Block body = throwing(region(scope, List.of(), types, depth), 5);
    slots.subList(slots.size() - own.size(), slots.size()).clear();
    var handlers = new ArrayList<Op.Handler>();
    for (List<String> names : List.of(List.of("IllegalStateException", "ArithmeticException"),
        List.of(random.nextBoolean() ? "RuntimeException" : "IndexOutOfBoundsException"))) {
      if (handlers.isEmpty() || random.nextBoolean()) {
        var inner = new ArrayList<>(scope);
        inner.addAll(own);
        var e = new Value(Type.Ref.of("java.lang", names.size() == 1 ? names.getFirst() : "RuntimeException"), "e");
        Block handler = throwing(region(inner, List.of(), types, depth), 10);
        handlers.add(new Op.Handler(names.stream().map(n -> Type.Ref.of("java.lang", n)).toList(), false,
            new Block(List.of(e), handler.ops(), handler.yields())));
      }
    }
    ops.add(new Op.Try(results, inits, own, body, handlers, Span.NONE));
    scope.addAll(results);
  }

  /** The block, which throws at its end once in a while. */
  private Block throwing(Block block, int once) {
    if (random.nextInt(once) != 0) {
      return block;
    }
    var thrown = new ArrayList<>(block.ops());
    var e = Value.temporary(EXCEPTION);
    thrown.add(new Op.Opaque(e, new Code(List.of(new Code.Text("new "), new Code.TypeName(EXCEPTION), new Code.Text("()"))),
        List.of(), Op.Effect.EFFECT, new Op.Reason("X", List.of()), Span.NONE));
    thrown.add(new Op.Throw(e, Span.NONE));
    return Block.of(thrown, block.yields());
  }

  private void counted(List<Value> scope, List<Op> ops, int depth) {
    var types = types();
    var inits = types.stream().map(t -> pick(scope, t, ops)).toList();
    Value from = constant(ops, Type.INT, random.nextInt(3));
    Value to = Value.temporary(Type.INT);
    ops.add(new Op.Binary(to, Op.BinaryKind.AND, pick(scope, Type.INT, ops), constant(ops, Type.INT, 3), Span.NONE));
    if (random.nextBoolean()) {
      var length = Value.temporary(Type.INT);
      ops.add(new Op.ArrayLength(length, pick(scope, ARRAY, ops), Span.NONE));
      to = Value.temporary(Type.INT);
      ops.add(new Op.Binary(to, Op.BinaryKind.SUB, length, constant(ops, Type.INT, 5), Span.NONE));
    }
    boolean down = random.nextInt(4) == 0;
    var params = types.stream().map(this::value).toList();
    var iv = new Value(Type.INT, random.nextBoolean() ? "i" : null);
    var inner = new ArrayList<>(scope);
    inner.add(iv);
    var results = types.stream().map(this::value).toList();
    ops.add(new Op.For(results, iv, down ? to : from, down ? from : to, down ? -1 : 1 + random.nextInt(2), random.nextBoolean(),
        inits, region(inner, params, types, depth), Span.NONE));
    scope.addAll(results);
  }

  private void loop(List<Value> scope, List<Op> ops, int depth) {
    var types = new ArrayList<>(types());
    var inits = new ArrayList<>(types.stream().map(t -> pick(scope, t, ops)).toList());
    types.add(Type.INT);
    inits.add(constant(ops, Type.INT, 0));
    var params = types.stream().map(this::value).toList();
    var tested = types.stream().map(this::value).toList();
    var test = new ArrayList<Op>();
    var inScope = new ArrayList<>(scope);
    inScope.addAll(tested);
    var less = Value.temporary(Type.BOOLEAN);
    test.add(new Op.Binary(less, Op.BinaryKind.LT, tested.getLast(), constant(test, Type.INT, 3), Span.NONE));
    Value condition = less;
    if (random.nextBoolean()) {
      var other = new ArrayList<Op>();
      Value more = pick(inScope, Type.BOOLEAN, other);
      if (random.nextBoolean()) {
        var loaded = Value.temporary(Type.DOUBLE);
        other.add(new Op.Load(loaded, pick(inScope, ARRAY, other), constant(other, Type.INT, 1), Span.NONE));
        more = Value.temporary(Type.BOOLEAN);
        other.add(new Op.Binary(more, Op.BinaryKind.LT, loaded, pick(inScope, Type.DOUBLE, other), Span.NONE));
      }
      var otherwise = new ArrayList<Op>();
      Value no = constant(otherwise, Type.BOOLEAN, false);
      condition = Value.temporary(Type.BOOLEAN);
      test.add(new Op.If(List.of(condition), less, Block.of(other, List.of(more)), Block.of(otherwise, List.of(no)), Span.NONE));
    }
    Block body = region(scope, params, types.subList(0, types.size() - 1), depth);
    var bodyOps = new ArrayList<>(body.ops());
    var next = Value.temporary(Type.INT);
    bodyOps.add(new Op.Binary(next, Op.BinaryKind.ADD, params.getLast(), constant(bodyOps, Type.INT, 1), Span.NONE));
    var yields = new ArrayList<>(body.yields());
    yields.add(next);
    var results = types.stream().map(this::value).toList();
    ops.add(new Op.While(results, inits, new Block(tested, test, List.of(condition)), new Block(params, bodyOps, yields), Span.NONE));
    scope.addAll(results);
  }
}
