package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.WrittenParameters;
import dev.adjoint.processor.emit.RuntimeNames;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts in front of a method's derivatives what they require of arrays that are given twice, where the method may write them: an array is
 * not differentiated and constant at once, and has one tangent and one array of adjoints, also where rows are shared. That arrays of
 * numbers have one buffer is checked with the buffers' lengths, whether they are written or not. The shapes of tangents are checked here.
 */
final class SharedArguments {
  private record Pair(int a, int b) {}

  private final Function primal;
  private final Unit.Signature signature;
  private final boolean[] written;
  private final List<Pair> distinct = new ArrayList<>();
  private final List<Pair> tangents = new ArrayList<>();

  /** For a prepared method. */
  SharedArguments(Unit.Entry entry, Function inlined, java.util.function.Function<String, Function> functions) {
    this.primal = inlined;
    this.signature = entry.signature();
    this.written = WrittenParameters.of(inlined, functions);
    for (int a = 0; a < written.length; a++) {
      for (int b = a; b < written.length; b++) {
        pair(a, b);
      }
    }
  }

  private void pair(int a, int b) {
    Type first = primal.params().get(a).type();
    Type second = primal.params().get(b).type();
    boolean mayShare = isGiven(a) && isGiven(b) && first.innermost().equals(second.innermost()) && (a != b || first.rank() > 1);
    if (!mayShare || !written[a] && !written[b]) {
      return;
    }
    boolean active = primal.wrt().get(a);
    if (active != primal.wrt().get(b)) {
      distinct.add(active ? new Pair(a, b) : new Pair(b, a));
    } else if (active && !isField(a) && !isField(b)) {
      tangents.add(new Pair(a, b));
    }
  }

  /** Whether a user's array may be there: not in the arrays of one that stand for fields, if these have numbers. */
  private boolean isGiven(int param) {
    Type type = primal.params().get(param).type();
    return type.isArray() && type.isDifferentiable() && fieldDepth(param) < type.rank();
  }

  private boolean isField(int param) {
    return fieldDepth(param) >= 0;
  }

  /** How many fields that may be assigned lead to a parameter of the function, or -1 if it is of no object. */
  private int fieldDepth(int param) {
    int first = 0;
    for (Unit.Parameter p : signature == null ? List.<Unit.Parameter>of() : signature.params()) {
      int n = p.parts().leaves().size();
      if (param < first + n) {
        return ObjectAdjoints.isGiven(p.parts()) ? ObjectAdjoints.depths(p.parts()).get(param - first) : -1;
      }
      first += n;
    }
    return -1;
  }

  /** Whether the user gives an array of tangents for this one. */
  private boolean hasTangent(int param) {
    Type type = primal.params().get(param).type();
    return type.isArray() && type.innermost().isFloating() && primal.wrt().get(param) && !isField(param);
  }

  /** In front of all derivatives that begin with the method's parameters. */
  Derivative guard(Derivative d) {
    if (distinct.isEmpty() && tangents.isEmpty() && IntStream.range(0, written.length).noneMatch(this::hasTangent)) {
      return d;
    }
    int n = primal.params().size();
    SecondOrder second = d.second();
    if (second != null) {
      int shadows = shadows(n);
      int first = n + shadows + (second.needsTape() ? 1 : 0);
      Function hvp = guarded(second.hvp(), first);
      int products = hvp == null ? 0 : hvp.params().size() - shadows;
      Value tape = hvp == null || !second.needsTape() ? null : hvp.params().get(first - 1);
      second = new SecondOrder(hvp == null ? null : adjoints(adjoints(hvp, products, tape), n, tape), second.needsTape(),
          second.needsStaging(), guarded(second.forward(), -1), second.reverse());
    }
    return new Derivative(d.entry(), d.primal(), vjp(d), d.vjpNeedsTape(), d.vjpNeedsStaging(), guarded(d.jvp(), n),
        guarded(d.forward(), -1), d.reverse(), d.kernel(), d.arrays(), d.kernelSecond(), second, d.taylor(), d.sparsity(), d.onParts(),
        d.privates());
  }

  /** The vector-Jacobian product; its shadows come in front of the tape. */
  private Function vjp(Derivative d) {
    if (d.vjp() == null) {
      return null;
    }
    int end = d.vjp().params().size() - (d.vjpNeedsTape() ? 1 : 0);
    return adjoints(guarded(d.vjp(), -1), end - shadows(primal.params().size()), d.vjpNeedsTape() ? d.vjp().params().get(end) : null);
  }

  /** How many of the first parameters have shadows. */
  private int shadows(int params) {
    return (int) IntStream.range(0, params).filter(i -> primal.wrt().get(i) && primal.params().get(i).type().isArray()).count();
  }

  /** In front of a function whose shadows begin there: rows of arrays that are one have one shadow. Whole arrays have in any case. */
  private Function adjoints(Function f, int first, Value tape) {
    var body = new ApiBody();
    Value method = body.constant(Type.STRING, primal.name());
    for (Pair p : tangents) {
      if (primal.params().get(p.a()).type().rank() == 1 && primal.params().get(p.b()).type().rank() == 1) {
        continue;
      }
      Value a = f.params().get(p.a());
      if (p.a() == p.b()) {
        // shadows that are made here are made so; the caller's may not be
        Value scratch = tape != null ? tape : body.constant(RuntimeNames.TAPE, null);
        body.runtime(RuntimeFunction.CHECK_ROWS, method, name(body, p.a()), a, shadow(f, first, p.a()), scratch);
      } else {
        body.runtime(RuntimeFunction.CHECK_ADJOINTS, method, name(body, p.a()), a, shadow(f, first, p.a()), name(body, p.b()),
            f.params().get(p.b()), shadow(f, first, p.b()));
      }
    }
    return inFront(body, f);
  }

  private Value shadow(Function f, int first, int param) {
    return f.params().get(first + shadows(param));
  }

  /** In front of a function whose tangents begin there, or -1 if it has none. */
  private Function guarded(Function f, int firstTangent) {
    if (f == null) {
      return null;
    }
    var body = new ApiBody();
    for (Pair p : distinct) {
      body.runtime(RuntimeFunction.CHECK_DISTINCT, body.constant(Type.STRING, primal.name()), name(body, p.a()), f.params().get(p.a()),
          name(body, p.b()), f.params().get(p.b()));
    }
    for (int i = 0; i < written.length && firstTangent >= 0; i++) {
      if (hasTangent(i)) {
        body.runtime(RuntimeFunction.CHECK_TANGENT, body.constant(Type.STRING, primal.name()), name(body, i), f.params().get(i),
            tangent(f, firstTangent, i), body.constant(Type.BOOLEAN, written[i]));
      }
    }
    for (Pair p : firstTangent < 0 ? List.<Pair>of() : tangents) {
      body.runtime(RuntimeFunction.CHECK_TANGENTS, body.constant(Type.STRING, primal.name()), name(body, p.a()), f.params().get(p.a()),
          tangent(f, firstTangent, p.a()), name(body, p.b()), f.params().get(p.b()), tangent(f, firstTangent, p.b()));
    }
    return inFront(body, f);
  }

  private static Function inFront(ApiBody body, Function f) {
    var ops = new ArrayList<>(body.ops());
    ops.addAll(f.body().ops());
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), Block.of(ops, f.body().yields()), f.span());
  }

  private Value name(ApiBody body, int param) {
    return body.constant(Type.STRING, primal.params().get(param).name());
  }

  private Value tangent(Function f, int first, int param) {
    return f.params().get(first + (int) primal.wrt().subList(0, param).stream().filter(w -> w).count());
  }
}
