package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.JetFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.SeriesRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Taylor coefficients: beside a number the array of its coefficients, the first of which is the number itself, and beside an array of numbers an
 * array of such arrays, in which null stands for a constant. Such an array is never written into again, so that it is a value like a number. A. Griewank,
 * A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapter 13.
 */
final class TaylorSeries implements Jets {
  private static final Type SERIES = Type.DOUBLE.array();

  private final Value order;

  /** Series up to an order, which is a parameter of every generated function. */
  TaylorSeries(Value order) {
    this.order = order;
  }

  @Override
  public Type type(Type primal) {
    return primal.shadow().array();
  }

  @Override
  public String name(Value primal) {
    return primal.name() == null ? null : primal.name() + "Taylor";
  }

  @Override
  public Value constant(BlockBuilder out, Value primal) {
    return series(out, JetFunction.CONSTANT, name(primal), out.cast(Type.DOUBLE, primal), order);
  }

  @Override
  public Value zeros(BlockBuilder out, Value array) {
    return out.runtime(RuntimeFunction.SERIES_BESIDE, type(array.type()), name(array), array);
  }

  @Override
  public Value zero(BlockBuilder out) {
    return out.zero(SERIES);
  }

  @Override
  public Value scalar(BlockBuilder out, Op op, Value result, List<Value> operands, Rule.Smooth rule, Type.Ref owner,
      Function<Value, Value> jets) {
    String method = op instanceof Op.Intrinsic o ? o.name() : "";
    int passed = SeriesRules.passed(method);
    if (passed >= 0) {
      Value jet = jets.apply(operands.get(passed));
      return jet == null ? constant(out, result)
          : series(out, JetFunction.AROUND, name(result), jet, out.cast(Type.DOUBLE, result));
    }
    JetFunction function = function(op);
    var args = new ArrayList<Value>();
    for (Value operand : operands) {
      Value jet = operand.type().isFloating() ? jets.apply(operand) : operand;
      args.add(jet != null ? jet : function.takesNumbers() ? out.cast(Type.DOUBLE, operand) : constant(out, operand));
    }
    // the runtime has the operators' and Math's own values, and nobody else's
    boolean same = result.type() == Type.DOUBLE && !(op instanceof Op.Intrinsic o && !o.owner().qualifiedName().equals("java.lang.Math"));
    Value series = series(out, function, same ? name(result) : null, args.toArray(Value[]::new));
    return same ? series : series(out, JetFunction.AROUND, name(result), series, out.cast(Type.DOUBLE, result));
  }

  /** The function that an operation on numbers with a rule is; null if there is none. */
  static JetFunction function(Op op) {
    return switch (op) {
      case Op.Unary o -> SeriesRules.unary(o.kind());
      case Op.Binary o -> SeriesRules.binary(o.kind());
      case Op.Intrinsic o -> SeriesRules.intrinsic(o.name());
      case Op other -> null;
    };
  }

  /** Whether the coefficients of a function of numbers are known. */
  static boolean has(Op.Intrinsic op) {
    return SeriesRules.passed(op.name()) >= 0 || SeriesRules.intrinsic(op.name()) != null;
  }

  @Override
  public Value converted(BlockBuilder out, Value result, Value jet) {
    return result.type() == Type.DOUBLE ? jet
        : series(out, JetFunction.AROUND, name(result), jet, out.cast(Type.DOUBLE, result));
  }

  @Override
  public Value loaded(BlockBuilder out, Value result, Value jet) {
    return series(out, JetFunction.OR_CONSTANT, name(result), jet, out.cast(Type.DOUBLE, result), order);
  }

  @Override
  public List<Value> context() {
    return List.of(order);
  }

  private static Value series(BlockBuilder out, JetFunction function, String name, Value... args) {
    var result = new Value(SERIES, name);
    out.add(function.of(result, List.of(args), out.span()));
    return result;
  }
}
