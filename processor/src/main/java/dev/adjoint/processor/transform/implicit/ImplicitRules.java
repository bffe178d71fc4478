package dev.adjoint.processor.transform.implicit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Forward;
import dev.adjoint.processor.transform.reverse.HelperNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rules of a root and of a fixed point, with the signatures that a {@code @DerivativeOf} has that reads the result: arguments,
 * result, seed and buffers, or tangents.
 *
 * <p>Root: {@code λ = -F_z⁻ᵀ seed} and {@code F_xᵀ λ}; {@code -F_z⁻¹ F_x ẋ} (Griewank and Walther, Evaluating Derivatives, 2008,
 * section 15.1). Fixed point: the limit of {@code w = seed + Φ_zᵀ w} and {@code Φ_xᵀ w}; the limit of {@code ż = Φ_x ẋ + Φ_z ż}
 * (Christianson 1994, theorem 3.1).
 */
public final class ImplicitRules {
  private final Unit.Implicit implicit;
  private final BlockBuilder out = new BlockBuilder().at(Span.NONE);
  private final List<Value> params = new ArrayList<>();
  private final List<Value> point = new ArrayList<>();
  private final Companion companion;
  private final Value z;

  private ImplicitRules(Unit.Implicit implicit, Function method, HelperNames names, Forward.HelperTangents tangents) {
    this.implicit = implicit;
    method.params().forEach(p -> params.add(new Value(p.type(), p.name())));
    this.z = new Value(implicit.callee().result(), unused("result"));
    point.add(z);
    implicit.arguments().forEach(i -> point.add(params.get(i)));
    params.add(z);
    this.companion = new Companion(implicit, names, tangents, point);
  }

  /**
   * Both rules.
   *
   * @param method the annotated method as it was read
   */
  public static List<Function> of(Unit.Implicit implicit, Function method, HelperNames names,
      Forward.HelperTangents tangents) {
    if (!implicit.callee().wrt().contains(true)) {
      return List.of();
    }
    return List.of(new ImplicitRules(implicit, method, names, tangents).adjoint(),
        new ImplicitRules(implicit, method, names, tangents).tangent());
  }

  private String unused(String wish) {
    return BlockBuilder.unused(wish, params);
  }

  private Value param(Type type, String name) {
    var p = new Value(type, unused(name));
    params.add(p);
    return p;
  }

  private Function adjoint() {
    int own = params.size() - 1;
    Value seed = param(z.type(), "seed");
    var buffers = new Value[own];
    for (int i = 0; i < own; i++) {
      Value p = params.get(i);
      if (implicit.callee().wrt().get(i) && p.type().isArray()) {
        buffers[i] = param(p.type().shadow(), p.name() + "Adjoint");
      }
    }
    Value tape = Companion.tape(out);
    Value w = implicit.isRoot() ? z.type().isArray() ? rootOfArray(tape, seed) : root(tape, seed)
        : z.type().isArray() ? fixedArray(seed, (b, x, buffer) -> companion.pull(b, tape, companion.point, x, List.of(buffer)))
            : fixed(seed, (b, x) -> companion.pull(b, tape, companion.point, x, List.of()).getFirst());
    var shadows = new ArrayList<Value>();
    implicit.arguments().stream().filter(i -> buffers[i] != null).forEach(i -> shadows.add(buffers[i]));
    List<Value> scalars = companion.pull(out, tape, companion.rest, w, shadows);
    return function(implicit.callee().vjp().name(), results(scalars));
  }

  /** The scalars' adjoints in the order of the method's parameters: nothing, one, or an array of them. */
  private List<Value> results(List<Value> scalars) {
    var order = new ArrayList<Integer>();
    implicit.arguments().stream().filter(i -> implicit.callee().wrt().get(i) && !params.get(i).type().isArray()).forEach(order::add);
    if (scalars.size() < 2) {
      return scalars;
    }
    Value all = out.newArray(Type.DOUBLE.array(), List.of(out.constant(scalars.size())), "adjoints");
    var sorted = order.stream().sorted().toList();
    for (int k = 0; k < scalars.size(); k++) {
      out.store(all, out.constant(sorted.indexOf(order.get(k))), scalars.get(k));
    }
    return List.of(all);
  }

  private Function tangent() {
    int own = params.size() - 1;
    var given = new Value[own];
    for (int i = 0; i < own; i++) {
      if (implicit.callee().wrt().get(i)) {
        given[i] = param(params.get(i).type().shadow(), params.get(i).name() + "Tangent");
      }
    }
    var directions = new ArrayList<Value>();
    implicit.arguments().stream().filter(i -> given[i] != null).forEach(i -> directions.add(given[i]));
    Value base = companion.push(out, companion.rest, directions);
    Value result = implicit.isRoot()
        ? z.type().isArray() ? solve(base, (b, unit, row) -> b.add(new Op.ArrayCopy(
            companion.push(b, companion.point, List.of(unit)), b.constant(0), row, b.constant(0), b.length(row), b.span())))
            : quotient(base, companion.push(out, companion.point, List.of(out.constant(1.0))))
        : z.type().isArray() ? fixedArray(base, (b, x, buffer) -> b.add(new Op.ArrayCopy(
            companion.push(b, companion.point, List.of(x)), b.constant(0), buffer, b.constant(0), b.length(buffer), b.span())))
            : fixed(base, (b, x) -> companion.push(b, companion.point, List.of(x)));
    return function(implicit.callee().jvp().name(), List.of(result));
  }

  private Value root(Value tape, Value seed) {
    return quotient(seed, companion.pull(out, tape, companion.point, out.constant(1.0), List.of()).getFirst());
  }

  private Value rootOfArray(Value tape, Value seed) {
    return solve(seed, (b, unit, row) -> companion.pull(b, tape, companion.point, unit, List.of(row)));
  }

  /** {@code -a / b}, an exact zero for an a of zero. */
  private Value quotient(Value a, Value b) {
    Value isZero = out.binary(Op.BinaryKind.EQ, a, out.constant(0.0));
    var zero = new BlockBuilder().at(out.span());
    Value nothing = zero.constant(0.0);
    var some = new BlockBuilder().at(out.span());
    Value share = some.unary(Op.UnaryKind.NEG, some.binary(Op.BinaryKind.DIV, a, b), null);
    var r = new Value(Type.DOUBLE, "lambda");
    out.add(new Op.If(List.of(r), isZero, zero.block(List.of(), List.of(nothing)), some.block(List.of(), List.of(share)),
        out.span()));
    return r;
  }

  /** Writes into a row what a unit vector gives. */
  private interface Row {
    void write(BlockBuilder out, Value unit, Value row);
  }

  /** Solves with the transpose of the matrix that has these rows, for minus the right-hand side. */
  private Value solve(Value right, Row row) {
    Value n = out.length(z);
    Value matrix = out.newArray(Type.DOUBLE.array().array(), List.of(n, n), "matrix");
    var i = new Value(Type.INT, "i");
    var body = new BlockBuilder().at(out.span());
    Value unit = body.newArray(Type.DOUBLE.array(), List.of(n), "unit");
    body.store(unit, i, body.constant(1.0));
    row.write(body, unit, body.load(matrix, i, "row"));
    out.add(new Op.For(List.of(), i, out.constant(0), n, 1, false, List.of(), body.block(List.of(), List.of()), out.span()));
    return out.runtime(RuntimeFunction.IMPLICIT_SOLVE, Type.DOUBLE.array(), "lambda", matrix, right);
  }

  /** The product of the step's derivative and a number. */
  private interface Product {
    Value of(BlockBuilder out, Value w);
  }

  private Value fixed(Value base, Product product) {
    var result = new Value(Type.DOUBLE, "w");
    var w = new Value(Type.DOUBLE, "w");
    var body = new BlockBuilder().at(out.span());
    Value next = body.binary(Op.BinaryKind.ADD, base, product.of(body, w), "next");
    Value change = body.runtime(RuntimeFunction.IMPLICIT_CHANGE, Type.DOUBLE, "change", w, next);
    iterate(List.of(base), List.of(w), List.of(next), List.of(result), body, change);
    return result;
  }

  /** Writes the product of the step's derivative and a vector into zeros. */
  private interface ArrayProduct {
    void write(BlockBuilder out, Value w, Value into);
  }

  private Value fixedArray(Value base, ArrayProduct product) {
    var w = new Value(Type.DOUBLE.array(), "w");
    out.add(new Op.Copy(w, Op.CopyKind.CLONE, base, List.of(), out.span()));
    var body = new BlockBuilder().at(out.span());
    Value pulled = body.newArray(Type.DOUBLE.array(), List.of(body.length(w)), "product");
    product.write(body, w, pulled);
    Value change = body.runtime(RuntimeFunction.IMPLICIT_STEP, Type.DOUBLE, "change", w, base, pulled);
    iterate(List.of(), List.of(), List.of(), List.of(), body, change);
    return w;
  }

  /** Runs the body until the change is small, with a count of the steps. */
  private void iterate(List<Value> inits, List<Value> carried, List<Value> nexts, List<Value> results, BlockBuilder body,
      Value change) {
    var steps = new Value(Type.INT, "steps");
    var last = new Value(Type.DOUBLE, "lastChange");
    Value more = body.binary(Op.BinaryKind.ADD, steps, body.constant(1));
    var starts = new ArrayList<>(inits);
    starts.add(out.constant(0));
    starts.add(out.constant(0.0));
    var params = new ArrayList<>(carried);
    params.addAll(List.of(steps, last));
    var yields = new ArrayList<>(nexts);
    yields.addAll(List.of(more, change));
    var ends = new ArrayList<>(results);
    ends.addAll(List.of(new Value(Type.INT, "steps"), new Value(Type.DOUBLE, "lastChange")));
    var conditionParams = new ArrayList<Value>();
    params.forEach(p -> conditionParams.add(new Value(p.type(), p.name())));
    int n = conditionParams.size();
    var condition = new BlockBuilder().at(out.span());
    Value goesOn = condition.runtime(RuntimeFunction.IMPLICIT_GOES_ON, Type.BOOLEAN, null, companion.name(condition),
        conditionParams.get(n - 2), conditionParams.get(n - 1), condition.constant(implicit.tolerance()),
        condition.constant(implicit.maxIterations()));
    out.add(new Op.While(ends, starts, condition.block(conditionParams, List.of(goesOn)),
        body.block(params, yields), out.span()));
  }

  private Function function(String name, List<Value> results) {
    return new Function(name, name, params, Collections.nCopies(params.size(), false),
        results.stream().map(Value::type).toList(), Block.of(out.ops(), results), Span.NONE);
  }
}
