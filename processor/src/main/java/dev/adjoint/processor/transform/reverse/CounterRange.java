package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;

/**
 * Between which numbers an int of the primal lies in every run. A reverse loop that goes back to where its loop started steps
 * beyond that, and must not wrap around.
 */
record CounterRange(long least, long most) {
  private static final CounterRange ANY = new CounterRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final int DEEP = 8;

  static CounterRange of(Context context, Value v) {
    return of(context, v, DEEP);
  }

  private static CounterRange of(Context context, Value v, int depth) {
    if (v.type() != Type.INT || depth == 0) {
      return ANY;
    }
    Op.For loop = context.counters.get(context.original(v));
    if (loop != null) {
      CounterRange from = of(context, loop.from(), depth - 1);
      CounterRange to = of(context, loop.to(), depth - 1);
      int within = loop.inclusive() ? 0 : 1;
      return loop.step() > 0 ? new CounterRange(from.least, to.most - within) : new CounterRange(to.least + within, from.most);
    }
    Op definition = context.definitions.get(v);
    return switch (definition != null ? definition : context.definitions.get(context.original(v))) {
      case Op.Const c when c.value() instanceof Integer n -> new CounterRange(n, n);
      case Op.ArrayLength l -> new CounterRange(0, Integer.MAX_VALUE);
      case Op.Binary b when b.kind() == Op.BinaryKind.ADD -> {
        CounterRange x = of(context, b.a(), depth - 1);
        CounterRange y = of(context, b.b(), depth - 1);
        yield orAny(x.least + y.least, x.most + y.most);
      }
      case Op.Binary b when b.kind() == Op.BinaryKind.SUB -> {
        CounterRange x = of(context, b.a(), depth - 1);
        CounterRange y = of(context, b.b(), depth - 1);
        yield orAny(x.least - y.most, x.most - y.least);
      }
      case null -> ANY;
      case Op o -> ANY;
    };
  }

  private static CounterRange orAny(long least, long most) {
    return least < Integer.MIN_VALUE || most > Integer.MAX_VALUE ? ANY : new CounterRange(least, most);
  }

  /** Whether one step beyond {@code from}, against the loop's direction, is an int. */
  static boolean stepsBack(Context context, Op.For loop) {
    CounterRange from = of(context, loop.from());
    return from.least - loop.step() >= Integer.MIN_VALUE && from.most - loop.step() <= Integer.MAX_VALUE;
  }

  /** Whether the way from start to end, and the counter behind the end, are ints; also where there is no iteration. */
  static boolean isShort(Context context, Op.For loop) {
    CounterRange from = of(context, loop.from());
    CounterRange to = of(context, loop.to());
    if (!loop.inclusive()) {
      return loop.step() > 0 ? to.most - from.least <= Integer.MAX_VALUE : from.most - to.least <= Integer.MAX_VALUE;
    }
    long least = Math.min(to.least - from.most, to.least) - Math.abs((long) loop.step());
    long most = Math.max(to.most - from.least, to.most) + Math.abs((long) loop.step());
    return least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE;
  }
}
