package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which operations may throw, JLS 11.1.1: those of a function, as far as its text shows that an index is in bounds, a divisor
 * is not zero and an array is there. Exhausted memory and stacks are left out, as is what another thread does.
 */
public final class Throwing {
  private static final int LARGE = 1 << 20;

  private final Map<Value, Op> definitions = new IdentityHashMap<>();
  private final Map<Value, Op.For> counters = new IdentityHashMap<>();

  /** For one function. */
  public Throwing(Function function) {
    index(function.body());
  }

  private void index(Block block) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definitions.put(v, op));
      if (op instanceof Op.For f) {
        counters.put(f.iv(), f);
      }
      Ops.blocks(op).forEach(this::index);
    }
  }

  /** Exceptions of the virtual machine and of the library's methods on arrays, with the classes above them. */
  private enum Kind {
    ANYTHING, NULL("NullPointerException"), BOUNDS("ArrayIndexOutOfBoundsException", "IndexOutOfBoundsException"),
    ARITHMETIC("ArithmeticException"), SIZE("NegativeArraySizeException"), STORE("ArrayStoreException"),
    ARGUMENT("IllegalArgumentException");

    private static final Set<String> ALL = Set.of("Throwable", "Exception", "RuntimeException");
    private final Set<String> names;

    Kind(String... names) {
      this.names = Set.of(names);
    }

    private boolean isCaughtBy(Type.Ref type) {
      return this == ANYTHING || type.pkg().equals("java.lang") && type.names().size() == 1
          && (names.contains(type.names().getFirst()) || ALL.contains(type.names().getFirst()));
    }
  }

  private static final Set<Kind> NONE = EnumSet.noneOf(Kind.class);
  private static final Set<String> DIVIDING = Set.of("floorDiv", "floorMod", "ceilDiv", "ceilMod", "unsignedMultiplyHigh");

  /** Whether the operation, without what its blocks contain, may throw. */
  public boolean may(Op op) {
    return !kinds(op).isEmpty();
  }

  /** Whether the operation, without what its blocks contain, may throw something that the statement catches. */
  public boolean may(Op op, Op.Try around) {
    return kinds(op).stream().anyMatch(k ->
        around.handlers().stream().anyMatch(h -> h.types().stream().anyMatch(k::isCaughtBy)));
  }

  private Set<Kind> kinds(Op op) {
    return switch (op) {
      case Op.Load o -> cell(o.array(), o.index());
      case Op.Store o -> with(cell(o.array(), o.index()), o.value().type().isPrimitive() ? NONE : EnumSet.of(Kind.STORE));
      case Op.Accumulate o -> cell(o.array(), o.index());
      case Op.Binary o -> !o.a().type().isFloating() && (o.kind() == Op.BinaryKind.DIV || o.kind() == Op.BinaryKind.REM)
          && !(constant(o.b()) instanceof Number n && n.longValue() != 0) ? EnumSet.of(Kind.ARITHMETIC) : NONE;
      case Op.Intrinsic o -> o.name().equals("clamp") ? EnumSet.of(Kind.ARGUMENT)
          : o.name().endsWith("Exact") || DIVIDING.contains(o.name()) ? EnumSet.of(Kind.ARITHMETIC) : NONE;
      case Op.Opaque o -> o.effect() == Op.Effect.PURE ? NONE : EnumSet.of(Kind.ANYTHING);
      case Op.ArrayLength o -> isThere(o.array()) ? NONE : EnumSet.of(Kind.NULL);
      case Op.Call o -> o.callee() instanceof Callee.Runtime r && r.function() != RuntimeFunction.RETHROW ? NONE : EnumSet.of(Kind.ANYTHING);
      case Op.Fill o -> o.from() == null && isThere(o.array()) ? NONE : EnumSet.of(Kind.NULL, Kind.BOUNDS, Kind.ARGUMENT);
      case Op.NewArray o -> o.dims().stream().allMatch(d -> constant(d) instanceof Integer n && n >= 0) ? NONE
          : EnumSet.of(Kind.SIZE);
      case Op.ArrayCopy o -> EnumSet.of(Kind.NULL, Kind.BOUNDS, Kind.STORE);
      case Op.Copy o -> EnumSet.of(Kind.NULL, Kind.BOUNDS, Kind.SIZE, Kind.ARGUMENT);
      case Op.Throw o -> EnumSet.of(Kind.ANYTHING);
      case Op.Const o -> NONE;
      case Op.Unary o -> NONE;
      case Op.Cast o -> NONE;
      case Op.If o -> NONE;
      case Op.For o -> NONE;
      case Op.While o -> NONE;
      case Op.Try o -> NONE;
      case Op.Assign o -> NONE;
      case Op.Comment o -> NONE;
    };
  }

  private Set<Kind> cell(Value array, Value index) {
    return inBounds(array, index) ? NONE : EnumSet.of(Kind.NULL, Kind.BOUNDS);
  }

  private static Set<Kind> with(Set<Kind> some, Set<Kind> more) {
    var all = EnumSet.copyOf(some);
    all.addAll(more);
    return all;
  }

  private boolean isThere(Value array) {
    return definitions.get(array) instanceof Op.NewArray || definitions.get(array) instanceof Op.Copy;
  }

  private Object constant(Value v) {
    return definitions.get(v) instanceof Op.Const c ? c.value() : null;
  }

  /**
   * The index is a counter, or one plus or minus a constant, of a loop up to the array's length; or it and the length of a
   * new array are constants.
   */
  private boolean inBounds(Value array, Value index) {
    if (constant(index) instanceof Integer at) {
      return definitions.get(array) instanceof Op.NewArray made && constant(made.dims().getFirst()) instanceof Integer n
          && at >= 0 && at < n;
    }
    int offset = 0;
    Value base = index;
    if (definitions.get(index) instanceof Op.Binary b && constant(b.b()) instanceof Integer n
        && (b.kind() == Op.BinaryKind.ADD || b.kind() == Op.BinaryKind.SUB)) {
      offset = b.kind() == Op.BinaryKind.ADD ? n : -n;
      base = b.a();
    }
    Op.For loop = counters.get(base);
    return loop != null && loop.step() > 0 && !loop.inclusive() && constant(loop.from()) instanceof Integer low
        && low + offset >= 0 && low >= 0 && Math.abs(offset) < LARGE && margin(loop.to(), array) >= offset;
  }

  /** How much less than the array's length the bound is at least; very negative where that is not known. */
  private int margin(Value bound, Value array) {
    if (definitions.get(array) instanceof Op.NewArray made && made.dims().getFirst() == bound) {
      return 0;
    }
    return switch (definitions.get(bound)) {
      case Op.ArrayLength l when l.array() == array -> 0;
      case Op.Binary b when b.kind() == Op.BinaryKind.SUB
          && definitions.get(b.a()) instanceof Op.ArrayLength l && l.array() == array
          && constant(b.b()) instanceof Integer n && n >= 0 -> n;
      case null -> Integer.MIN_VALUE;
      case Op o -> Integer.MIN_VALUE;
    };
  }
}
