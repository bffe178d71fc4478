package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.StreamChain.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.type.TypeMirror;

/**
 * The loop that a stream is: one iteration takes one element through all stages, in encounter order, as the library's
 * sequential streams do. It is counted unless something may end it early.
 */
final class StreamPipeline {
  /** A stage with its argument evaluated: a function, or the variable of a count or condition. */
  private record Stage(Call call, FunctionValue function, Type result, Variable state) {}

  private final Body body;
  private final StreamChain chain;
  private final Tree tree;
  private final Span span;
  private final List<Stage> stages = new ArrayList<>();
  /** What an iteration changes. */
  private final List<Variable> carried = new ArrayList<>();
  private StreamSource source;
  /** Whether a next element is wanted; null in a counted loop. */
  private Variable running;
  /** A limit before anything else, on a source without end: it counts the loop. */
  private Value limit;

  StreamPipeline(Body body, StreamChain chain) {
    this.body = body;
    this.chain = chain;
    this.tree = chain.terminal().tree();
    this.span = body.span(tree);
  }

  /** The function that an argument is; refused where it is not known. */
  static FunctionValue function(Body body, ExpressionTree argument, TypeMirror formal) {
    FunctionValue function = body.functions.of(argument, body.concrete(formal));
    if (function == null) {
      throw new Refusal(Message.UNKNOWN_FUNCTION, argument, "a stream's function");
    }
    return function;
  }

  FunctionValue function(Call call, int argument) {
    return function(body, call.tree().getArguments().get(argument),
        body.typing.methodTypeOf(call.tree(), body.env).getParameterTypes().get(argument));
  }

  StreamSource source() {
    return source;
  }

  /** Whether it is known how many elements there are at the most. */
  boolean isBounded() {
    return limit != null || !(source instanceof StreamSource.Iteration);
  }

  /**
   * Whether the loop is counted: nothing ends it early, and of a closed range one end is known, so that no counter has to step
   * over the greatest int or below the least one.
   */
  private boolean isCounted() {
    return limit != null || !(source instanceof StreamSource.Iteration) && !chain.stopsEarly()
        && !(source instanceof StreamSource.Range r && r.inclusive() && !startsAfter(r) && !endsBefore(r));
  }

  private boolean startsAfter(StreamSource.Range r) {
    return body.ssa.constantOf(r.from()) instanceof Integer n && n > Integer.MIN_VALUE;
  }

  private boolean endsBefore(StreamSource.Range r) {
    return body.ssa.constantOf(r.to()) instanceof Integer n && n < Integer.MAX_VALUE;
  }

  /** Whether exactly {@link #count} elements come out. */
  boolean isWhole() {
    return isBounded() && (limit != null || !chain.stopsEarly())
        && chain.stages().stream().noneMatch(s -> Set.of("filter", "skip", "dropWhile").contains(s.name()));
  }

  /** The greatest number of elements, an int; where a range is longer than any array, whatever is left of the number. */
  Value bound() {
    Value count = count();
    if (count.type() == Type.INT) {
      return count;
    }
    Value bound = Value.temporary(Type.INT);
    body.ssa.add(new Op.Cast(bound, count, span));
    return bound;
  }

  /** The greatest number of elements, an int or a long. */
  Value count() {
    return switch (source) {
      case StreamSource.Elements s -> isZero(s.from()) ? s.to() : binary(BinaryKind.SUB, s.to(), s.from(), Type.INT);
      case StreamSource.Range s -> {
        int more = s.inclusive() ? 1 : 0;
        if (body.ssa.constantOf(s.from()) instanceof Integer n && n >= more) {
          Value before = constant(Type.INT, n - more);
          Value end = max(s.to(), before);
          yield n == more ? end : binary(BinaryKind.SUB, end, before, Type.INT);
        }
        Value from = body.conversions.convert(s.from(), Type.LONG, tree);
        Value distance = binary(BinaryKind.SUB, body.conversions.convert(s.to(), Type.LONG, tree), from, Type.LONG);
        yield max(more == 0 ? distance : binary(BinaryKind.ADD, distance, constant(Type.LONG, 1L), Type.LONG),
            constant(Type.LONG, 0L));
      }
      case StreamSource.Iteration s -> limit;
    };
  }

  private Value max(Value a, Value b) {
    Value result = Value.temporary(a.type());
    body.ssa.add(new Op.Intrinsic(result, Type.Ref.of("java.lang", "Math"), "max", List.of(a, b), span));
    return result;
  }

  private boolean isZero(Value v) {
    return Integer.valueOf(0).equals(body.ssa.constantOf(v));
  }

  /** Evaluates what the chain says before its elements flow. */
  void open() {
    source = StreamSource.of(body, chain.source());
    for (Call call : chain.stages()) {
      stages.add(stage(call));
    }
  }

  private Stage stage(Call call) {
    return switch (call.name()) {
      case "limit", "skip" -> {
        Value count = body.expressions.lower(call.argument());
        notNegative(count, call);
        boolean counts = call.name().equals("limit") && stages.isEmpty() && count.type() == Type.INT
            && source instanceof StreamSource.Iteration i && i.goesOn() == null && limit == null && !endsEarlyOtherwise();
        if (counts) {
          limit = count;
          yield new Stage(call, null, null, null);
        }
        Variable left = variable("left", Type.LONG, body.conversions.convert(count, Type.LONG, call.tree()));
        yield new Stage(call, null, null, left);
      }
      case "dropWhile" -> new Stage(call, function(call, 0), null,
          variable("dropping", Type.BOOLEAN, constant(Type.BOOLEAN, true)));
      case "asDoubleStream" -> new Stage(call, null, Type.DOUBLE, null);
      case "boxed", "sequential" -> new Stage(call, null, null, null);
      default -> new Stage(call, function(call, 0), null, null);
    };
  }

  private boolean endsEarlyOtherwise() {
    return chain.stages().stream().skip(1).anyMatch(s -> s.name().equals("limit") || s.name().equals("takeWhile"))
        || chain.terminal().name().endsWith("Match") || chain.terminal().name().equals("findFirst");
  }

  private void notNegative(Value count, Call call) {
    if (body.ssa.constantOf(count) instanceof Number n && n.longValue() >= 0) {
      return;
    }
    Value zero = body.ssa.constant(count.type(), count.type() == Type.LONG ? (Object) 0L : (Object) 0, span);
    Value negative = binary(BinaryKind.LT, count, zero, Type.BOOLEAN);
    Ssa.Branch fails = body.ssa.branch(() -> {
      Type.Ref type = Type.Ref.of("java.lang", "IllegalArgumentException");
      Value exception = body.emit(new Snippet().text("new ").type(type).text("(Long.toString(").operand(count).text("))"), type,
          Op.Effect.EFFECT, Body.reason(Message.STREAM, call.readable()), call.tree());
      body.ssa.add(new Op.Throw(exception, span));
    });
    body.ssa.merge(negative, fails, body.ssa.branch(() -> { }), span);
  }

  /** A variable that iterations change. */
  Variable variable(String name, Type type, Value start) {
    Variable variable = body.ssa.declare(name, type, false);
    body.ssa.assign(variable, start);
    carried.add(variable);
    return variable;
  }

  /** The same for values of a type, which may be taken apart. */
  Variable variable(String name, Type type, Parts parts, Value start) {
    Variable variable = body.ssa.declare(name, type, parts, false);
    body.assign(variable, start, tree);
    carried.addAll(variable.slots());
    return variable;
  }

  Value constant(Type type, Object value) {
    return body.ssa.constant(type, value, span);
  }

  Value binary(BinaryKind kind, Value a, Value b, Type type) {
    Value result = Value.temporary(type);
    body.ssa.add(new Op.Binary(result, kind, a, b, span));
    return result;
  }

  /** Ends the loop after this iteration. */
  void stop() {
    body.ssa.assign(running, constant(Type.BOOLEAN, false));
  }

  /** Takes every element through the stages; {@code result} gets those that come out, and the place of each where all do. */
  void run(BiConsumer<Value, Value> result) {
    if (isCounted()) {
      counted(result);
    } else {
      running = variable("running", Type.BOOLEAN, wanted());
      general(result);
    }
  }

  /** No element is taken where a limit is zero or a closed range empty. */
  private Value wanted() {
    Value wanted = null;
    for (Stage stage : stages) {
      if (stage.call().name().equals("limit")) {
        Value some = binary(BinaryKind.NE, body.ssa.read(stage.state()), constant(Type.LONG, 0L), Type.BOOLEAN);
        wanted = wanted == null ? some : binary(BinaryKind.AND, wanted, some, Type.BOOLEAN);
      }
    }
    if (source instanceof StreamSource.Range r && r.inclusive()) {
      Value some = binary(BinaryKind.LE, r.from(), r.to(), Type.BOOLEAN);
      return wanted == null ? some : binary(BinaryKind.AND, wanted, some, Type.BOOLEAN);
    }
    return wanted == null ? constant(Type.BOOLEAN, true) : wanted;
  }

  private void counted(BiConsumer<Value, Value> result) {
    Value from = switch (source) {
      case StreamSource.Elements s -> s.from();
      case StreamSource.Range s -> s.from();
      case StreamSource.Iteration s -> constant(Type.INT, 0);
    };
    Value to = switch (source) {
      case StreamSource.Elements s -> s.to();
      case StreamSource.Range s -> s.to();
      case StreamSource.Iteration s -> limit;
    };
    boolean inclusive = source instanceof StreamSource.Range r && r.inclusive();
    // the counter of the loop comes before that of the range, so that a last one need not be stepped over
    boolean before = inclusive && !endsBefore((StreamSource.Range) source);
    Variable current = source instanceof StreamSource.Iteration s ? variable(name(0), s.type(), s.seed()) : null;
    String name = source instanceof StreamSource.Range && name(0) != null ? name(0) : "i";
    var counter = new Value(Type.INT, before ? null : name);
    boolean fromZero = isZero(from);
    Value start = before ? constant(Type.INT, (Integer) body.ssa.constantOf(from) - 1) : from;
    List<Value> inits = carried.stream().map(v -> body.ssa.entering(v, span)).toList();
    List<Value> params = fresh();
    Ssa.Branch branch = body.ssa.branch(() -> {
      bind(params);
      Value iv = before ? named(name, binary(BinaryKind.ADD, counter, constant(Type.INT, 1), Type.INT)) : counter;
      Value place = fromZero ? iv : binary(BinaryKind.SUB, iv, from, Type.INT);
      switch (source) {
        case StreamSource.Elements s -> push(0, element(s, iv), v -> result.accept(v, place));
        case StreamSource.Range s -> push(0, iv, v -> result.accept(v, place));
        case StreamSource.Iteration s -> {
          Value later = binary(BinaryKind.GT, iv, constant(Type.INT, 0), Type.BOOLEAN);
          next(s, current, later);
          push(0, body.ssa.read(current), v -> result.accept(v, place));
        }
      }
    });
    List<Value> results = fresh();
    body.ssa.add(new Op.For(results, counter, start, to, 1, inclusive && !before, inits, close(branch, params), span));
    bind(results);
  }

  private void next(StreamSource.Iteration s, Variable current, Value later) {
    Ssa.Branch again = body.ssa.branch(() -> {
      Value next = body.applications.apply(s.next(), List.of(body.ssa.read(current)), null, tree);
      body.ssa.assign(current, body.conversions.convert(next, s.type(), tree));
    });
    body.ssa.merge(later, again, body.ssa.branch(() -> { }), span);
  }

  private Value element(StreamSource.Elements s, Value index) {
    if (body.rows.isRows(s.array())) {
      return body.rows.load(s.array(), index, tree);
    }
    Value element = Value.temporary(s.array().type().elementType());
    body.ssa.add(new Op.Load(element, s.array(), index, span));
    return element;
  }

  private void general(BiConsumer<Value, Value> result) {
    Variable index = switch (source) {
      case StreamSource.Elements s -> variable("i", Type.INT, s.from());
      case StreamSource.Range s -> variable("i", Type.INT, s.from());
      case StreamSource.Iteration s -> null;
    };
    Variable current = source instanceof StreamSource.Iteration s ? variable(name(0), s.type(), s.seed()) : null;
    Variable started = current == null ? null : variable("started", Type.BOOLEAN, constant(Type.BOOLEAN, false));
    List<Value> inits = carried.stream().map(v -> body.ssa.entering(v, span)).toList();
    List<Value> conditionParams = fresh();
    Variable verdict = body.ssa.temporary(Type.BOOLEAN);
    Ssa.Branch test = body.ssa.branch(() -> {
      bind(conditionParams);
      Value wanted = body.ssa.read(running);
      boolean inside = index == null || source instanceof StreamSource.Range r && r.inclusive();
      body.ssa.assign(verdict, inside ? wanted : binary(BinaryKind.AND, wanted, inside(body.ssa.read(index)), Type.BOOLEAN));
    });
    List<Value> params = fresh();
    Ssa.Branch branch = body.ssa.branch(() -> {
      bind(params);
      switch (source) {
        case StreamSource.Elements s -> {
          Value element = element(s, body.ssa.read(index));
          body.ssa.assign(index, binary(BinaryKind.ADD, body.ssa.read(index), constant(Type.INT, 1), Type.INT));
          push(0, element, v -> result.accept(v, null));
        }
        case StreamSource.Range s -> {
          Value at = body.ssa.read(index);
          Runnable step = () -> body.ssa.assign(index, binary(BinaryKind.ADD, at, constant(Type.INT, 1), Type.INT));
          if (s.inclusive()) {
            choose(binary(BinaryKind.LT, at, s.to(), Type.BOOLEAN), step, this::stop);
          } else {
            step.run();
          }
          Value place = isZero(s.from()) ? at : binary(BinaryKind.SUB, at, s.from(), Type.INT);
          push(0, at, v -> result.accept(v, place));
        }
        case StreamSource.Iteration s -> iterate(s, current, started, result);
      }
    });
    List<Value> results = fresh();
    var condition = new Block(conditionParams, test.ops(), List.of(test.changed().get(verdict)));
    body.ssa.add(new Op.While(results, inits, condition, close(branch, params), span));
    bind(results);
  }

  private void iterate(StreamSource.Iteration s, Variable current, Variable started, BiConsumer<Value, Value> result) {
    next(s, current, body.ssa.read(started));
    body.ssa.assign(started, constant(Type.BOOLEAN, true));
    if (s.goesOn() == null) {
      push(0, body.ssa.read(current), v -> result.accept(v, null));
      return;
    }
    Value on = body.applications.apply(s.goesOn(), List.of(body.ssa.read(current)), null, tree);
    Ssa.Branch then = body.ssa.branch(() -> push(0, body.ssa.read(current), v -> result.accept(v, null)));
    body.ssa.merge(on, then, body.ssa.branch(this::stop), span);
  }

  private Value inside(Value index) {
    return switch (source) {
      case StreamSource.Elements s -> binary(BinaryKind.LT, index, s.to(), Type.BOOLEAN);
      case StreamSource.Range s -> binary(BinaryKind.LT, index, s.to(), Type.BOOLEAN);
      case StreamSource.Iteration s -> throw new IllegalStateException("no index");
    };
  }

  private List<Value> fresh() {
    return carried.stream().map(v -> new Value(v.type, v.name)).toList();
  }

  private void bind(List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      body.ssa.assign(carried.get(i), values.get(i));
    }
  }

  private Block close(Ssa.Branch branch, List<Value> params) {
    return new Block(params, branch.ops(), carried.stream().map(v -> body.ssa.leaving(branch, v, span)).toList());
  }

  private interface Next {
    void accept(Value value);
  }

  /** The name that the function of a stage gives an element, or null. */
  private String name(int stage) {
    int at = stage;
    while (at < stages.size() && stages.get(at).function() == null) {
      at++;
    }
    return at < stages.size() && stages.get(at).function().shape() instanceof Shape.Lambda s
        ? s.tree().getParameters().getFirst().getName().toString() : null;
  }

  private Value named(int stage, Value element) {
    String name = name(stage);
    return name == null || element.name() != null || body.ssa.bundle(element) != null ? element : named(name, element);
  }

  private Value named(String name, Value element) {
    Variable variable = body.ssa.declare(name, element.type(), false);
    body.ssa.assign(variable, element);
    return body.ssa.read(variable);
  }

  private void push(int at, Value given, Next result) {
    if (at == stages.size()) {
      result.accept(given);
      return;
    }
    Value element = named(at, given);
    Stage stage = stages.get(at);
    Next rest = v -> push(at + 1, v, result);
    switch (stage.call().name()) {
      case "map", "mapToDouble", "mapToInt", "mapToObj" -> {
        Value mapped = apply(stage.function(), element);
        TypeMirror type = body.typing.functionResult(stage.function().shape().type());
        rest.accept(type.getKind().isPrimitive() ? body.conversions.convert(mapped, body.type(type, tree), tree) : mapped);
      }
      case "asDoubleStream" -> rest.accept(body.conversions.convert(element, Type.DOUBLE, tree));
      // a number in a box is the number
      case "boxed", "sequential" -> rest.accept(element);
      case "peek" -> {
        apply(stage.function(), element);
        rest.accept(element);
      }
      case "filter" -> choose(apply(stage.function(), element), () -> rest.accept(element), () -> { });
      case "takeWhile" -> choose(apply(stage.function(), element), () -> rest.accept(element), this::stop);
      case "dropWhile" -> dropWhile(stage, element, rest);
      case "limit" -> limited(stage, element, rest);
      case "skip" -> {
        Value over = binary(BinaryKind.EQ, body.ssa.read(stage.state()), constant(Type.LONG, 0L), Type.BOOLEAN);
        choose(over, () -> rest.accept(element), () -> decrement(stage.state()));
      }
      default -> throw new IllegalStateException(stage.call().name());
    }
  }

  private void limited(Stage stage, Value element, Next rest) {
    if (stage.state() == null) {
      rest.accept(element);
      return;
    }
    decrement(stage.state());
    rest.accept(element);
    Value over = binary(BinaryKind.EQ, body.ssa.read(stage.state()), constant(Type.LONG, 0L), Type.BOOLEAN);
    choose(over, this::stop, () -> { });
  }

  private void dropWhile(Stage stage, Value element, Next rest) {
    choose(body.ssa.read(stage.state()),
        () -> body.ssa.assign(stage.state(), body.conversions.convert(apply(stage.function(), element), Type.BOOLEAN, tree)),
        () -> { });
    choose(body.ssa.read(stage.state()), () -> { }, () -> rest.accept(element));
  }

  private void decrement(Variable count) {
    body.ssa.assign(count, binary(BinaryKind.SUB, body.ssa.read(count), constant(Type.LONG, 1L), Type.LONG));
  }

  /** A function applied to an element; null when it has no result. */
  Value apply(FunctionValue function, Value... arguments) {
    return body.applications.apply(function, List.of(arguments), null, tree);
  }

  void choose(Value condition, Runnable then, Runnable otherwise) {
    Ssa.Branch a = body.ssa.branch(then);
    Ssa.Branch b = body.ssa.branch(otherwise);
    body.ssa.merge(condition, a, b, span);
  }
}
