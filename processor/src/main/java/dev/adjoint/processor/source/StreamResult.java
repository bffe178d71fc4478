package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.StreamChain.Call;
import java.util.List;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What a stream's terminal operation makes of its elements, with the library's arithmetic to the bit. */
final class StreamResult {
  private static final Type.Ref ADJOINT = Type.Ref.of("dev.adjoint.annotations", "Adjoint");
  private static final Type.Ref DOUBLES = Type.Ref.of("java.lang", "Double");

  private final Body body;
  private final StreamChain chain;
  private final StreamPipeline pipeline;
  private final Tree tree;
  private final Span span;
  /** Of an optional result: whether there is one, and it. */
  private Value present;
  private Value value;
  /** Of an optional of elements: what they are. */
  private Element kind;

  StreamResult(Body body, StreamChain chain) {
    this.body = body;
    this.chain = chain;
    this.pipeline = new StreamPipeline(body, chain);
    this.tree = chain.terminal().tree();
    this.span = body.span(tree);
  }

  /** The value of the expression, or null when it has none. */
  Value lower() {
    pipeline.open();
    Call terminal = chain.terminal();
    boolean integers = terminal.owner().endsWith("IntStream");
    Value result = switch (terminal.name()) {
      case "sum" -> integers ? plainSum(Type.INT) : compensated(null);
      case "average" -> average(integers);
      case "count" -> count();
      case "min", "max" -> extreme(terminal.name(), integers ? Type.INT : Type.DOUBLE);
      case "reduce" -> terminal.arguments() == 1 ? reduce() : reduceFrom();
      case "forEach", "forEachOrdered" -> {
        FunctionValue action = pipeline.function(terminal, 0);
        pipeline.run((v, place) -> pipeline.apply(action, v));
        yield null;
      }
      case "anyMatch", "allMatch", "noneMatch" -> match(terminal.name());
      case "findFirst" -> first();
      case "toArray" -> array();
      default -> throw new IllegalStateException(terminal.name());
    };
    return chain.access() == null ? result : access(chain.access());
  }

  private Value add(Value a, Value b) {
    return pipeline.binary(BinaryKind.ADD, a, b, a.type());
  }

  private Value sub(Value a, Value b) {
    return pipeline.binary(BinaryKind.SUB, a, b, a.type());
  }

  private Value zero(Type type) {
    return pipeline.constant(type, type.zero());
  }

  private Value plainSum(Type type) {
    Variable sum = pipeline.variable("sum", type, zero(type));
    pipeline.run((v, place) -> body.ssa.assign(sum, add(body.ssa.read(sum), body.conversions.convert(v, type, tree))));
    return body.ssa.read(sum);
  }

  /**
   * The sum of {@code DoubleStream.sum}: Kahan's, in the arithmetic of {@code Collectors.sumWithCompensation} and
   * {@code computeFinalSum} of JDK 25. Its derivative is that of the plain sum, which the library forms as well, for sums that
   * overflow: the compensation is an estimate of rounding errors and no function of the elements.
   *
   * @param count counts the elements; may be null
   */
  private Value compensated(Variable count) {
    Variable sum = pipeline.variable("sum", Type.DOUBLE, zero(Type.DOUBLE));
    Variable high = pipeline.variable("high", Type.DOUBLE, zero(Type.DOUBLE));
    Variable low = pipeline.variable("low", Type.DOUBLE, zero(Type.DOUBLE));
    pipeline.run((v, place) -> {
      if (count != null) {
        body.ssa.assign(count, add(body.ssa.read(count), pipeline.constant(Type.DOUBLE, 1d)));
      }
      Value tmp = sub(body.assignments.detach(v, tree), body.ssa.read(low));
      Value old = body.ssa.read(high);
      Value velvel = add(old, tmp);
      body.ssa.assign(low, sub(sub(velvel, old), tmp));
      body.ssa.assign(high, velvel);
      body.ssa.assign(sum, add(body.ssa.read(sum), v));
    });
    Value plain = body.ssa.read(sum);
    Value simple = body.assignments.detach(plain, tree);
    Value better = sub(body.ssa.read(high), body.ssa.read(low));
    Variable total = body.ssa.temporary(Type.DOUBLE);
    Value overflow = pipeline.binary(BinaryKind.AND, test("isNaN", better), test("isInfinite", simple), Type.BOOLEAN);
    pipeline.choose(overflow, () -> body.ssa.assign(total, simple), () -> body.ssa.assign(total, better));
    Value result = Value.temporary(Type.DOUBLE);
    body.ssa.add(new Op.Intrinsic(result, ADJOINT, "straightThrough", List.of(body.ssa.read(total), plain), span));
    return result;
  }

  private Value test(String name, Value v) {
    Value result = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Intrinsic(result, DOUBLES, name, List.of(v), span));
    return result;
  }

  private Value average(boolean integers) {
    if (integers) {
      Variable count = pipeline.variable("count", Type.LONG, zero(Type.LONG));
      Variable sum = pipeline.variable("sum", Type.LONG, zero(Type.LONG));
      pipeline.run((v, place) -> {
        body.ssa.assign(count, add(body.ssa.read(count), pipeline.constant(Type.LONG, 1L)));
        body.ssa.assign(sum, add(body.ssa.read(sum), body.conversions.convert(v, Type.LONG, tree)));
      });
      return mean(body.conversions.convert(body.ssa.read(sum), Type.DOUBLE, tree),
          body.conversions.convert(body.ssa.read(count), Type.DOUBLE, tree));
    }
    if (pipeline.isWhole()) {
      // a sum of that many ones
      Value number = body.conversions.convert(pipeline.count(), Type.DOUBLE, tree);
      return mean(compensated(null), number);
    }
    Variable count = pipeline.variable("count", Type.DOUBLE, zero(Type.DOUBLE));
    Value total = compensated(count);
    return mean(total, body.ssa.read(count));
  }

  private Value mean(Value total, Value count) {
    present = pipeline.binary(BinaryKind.GT, count, zero(Type.DOUBLE), Type.BOOLEAN);
    value = pipeline.binary(BinaryKind.DIV, total, count, Type.DOUBLE);
    return null;
  }

  /** Where the number is known without them, no element flows: that is how the library counts. */
  private Value count() {
    if (pipeline.isWhole() && !(pipeline.source() instanceof StreamSource.Iteration)) {
      return body.conversions.convert(pipeline.count(), Type.LONG, tree);
    }
    if (chain.stages().stream().anyMatch(s -> s.name().equals("limit") || s.name().equals("skip"))) {
      throw new Refusal(Message.STREAM, tree, chain.terminal().readable());
    }
    Variable count = pipeline.variable("count", Type.LONG, zero(Type.LONG));
    pipeline.run((v, place) -> body.ssa.assign(count, add(body.ssa.read(count), pipeline.constant(Type.LONG, 1L))));
    return body.ssa.read(count);
  }

  private Value extreme(String name, Type type) {
    return reduced(new Element(type, null), (a, b) -> {
      Value result = Value.temporary(type);
      body.ssa.add(new Op.Intrinsic(result, Type.Ref.of("java.lang", "Math"), name, List.of(a, b), span));
      return result;
    });
  }

  /** What a result is of: a number, or the parts of a record. */
  private record Element(Type type, Parts parts) {}

  private Value convert(Value v, Element element) {
    return element.parts() == null ? body.conversions.convert(v, element.type(), tree) : v;
  }

  private interface Combiner {
    Value combine(Value a, Value b);
  }

  private Element element() {
    TypeMirror formal = body.typing.methodTypeOf(chain.terminal().tree(), body.env).getParameterTypes().getLast();
    return element(body.concrete(body.typing.functionResult(body.concrete(formal))));
  }

  /** A number in a box is a number, with its null check. */
  private Element element(TypeMirror mirror) {
    Parts parts = body.parts(mirror);
    Type type = body.type(mirror, tree);
    return new Element(parts == null && Conversions.unboxed(type).isFloating() ? Conversions.unboxed(type) : type, parts);
  }

  private Value reduce() {
    FunctionValue function = pipeline.function(chain.terminal(), 0);
    return reduced(element(), (a, b) -> pipeline.apply(function, a, b));
  }

  private Value start(Element element) {
    return element.parts() == null ? zero(element.type()) : body.ssa.constant(element.type(), null, span);
  }

  private void assign(Variable result, Value v, Element element) {
    body.assign(result, convert(v, element), tree);
  }

  /** The first element, then its combination with each further one. */
  private Value reduced(Element of, Combiner combiner) {
    Variable result = pipeline.variable("result", of.type(), of.parts(), start(of));
    if (pipeline.isWhole()) {
      Value count = pipeline.count();
      present = pipeline.binary(BinaryKind.GT, count, zero(count.type()), Type.BOOLEAN);
      pipeline.run((v, place) -> {
        Value element = convert(v, of);
        Value later = pipeline.binary(BinaryKind.GT, place, zero(Type.INT), Type.BOOLEAN);
        pipeline.choose(later, () -> assign(result, combiner.combine(body.read(result, tree), element), of),
            () -> assign(result, element, of));
      });
    } else {
      Variable some = pipeline.variable("present", Type.BOOLEAN, zero(Type.BOOLEAN));
      pipeline.run((v, place) -> {
        Value element = convert(v, of);
        pipeline.choose(body.ssa.read(some), () -> assign(result, combiner.combine(body.read(result, tree), element), of), () -> {
          body.ssa.assign(some, pipeline.constant(Type.BOOLEAN, true));
          assign(result, element, of);
        });
      });
      present = body.ssa.read(some);
    }
    optional(result, of);
    return null;
  }

  /** An optional holds no null. */
  private void optional(Variable result, Element of) {
    value = body.read(result, tree);
    kind = of;
    if (of.parts() != null && of.parts().isObject()) {
      pipeline.choose(present, () -> body.records.notNull(body.ssa.bundle(value), tree), () -> { });
    }
  }

  private Value reduceFrom() {
    Call terminal = chain.terminal();
    Element of = element();
    Value identity = convert(of.parts() == null ? body.expressions.lower(terminal.argument())
        : body.expressions.lowerTo(terminal.argument(), body.typing.typeOf(terminal.tree(), body.env)), of);
    FunctionValue function = pipeline.function(terminal, 1);
    Variable result = pipeline.variable("result", of.type(), of.parts(), identity);
    pipeline.run((v, place) -> assign(result, pipeline.apply(function, body.read(result, tree), convert(v, of)), of));
    return body.read(result, tree);
  }

  private Value match(String name) {
    FunctionValue test = pipeline.function(chain.terminal(), 0);
    Variable result = pipeline.variable("result", Type.BOOLEAN, pipeline.constant(Type.BOOLEAN, !name.equals("anyMatch")));
    pipeline.run((v, place) -> {
      Runnable decided = () -> {
        body.ssa.assign(result, pipeline.constant(Type.BOOLEAN, name.equals("anyMatch")));
        pipeline.stop();
      };
      Value holds = pipeline.apply(test, v);
      pipeline.choose(holds, name.equals("allMatch") ? () -> { } : decided, name.equals("allMatch") ? decided : () -> { });
    });
    return body.ssa.read(result);
  }

  private Value first() {
    Element of = switch (chain.terminal().owner()) {
      case "java.util.stream.DoubleStream" -> new Element(Type.DOUBLE, null);
      case "java.util.stream.IntStream" -> new Element(Type.INT, null);
      default -> element(body.concrete(((DeclaredType) body.typing.typeOf(chain.terminal().tree(), body.env)).getTypeArguments().getFirst()));
    };
    Variable some = pipeline.variable("present", Type.BOOLEAN, zero(Type.BOOLEAN));
    Variable result = pipeline.variable("result", of.type(), of.parts(), start(of));
    pipeline.run((v, place) -> {
      body.ssa.assign(some, pipeline.constant(Type.BOOLEAN, true));
      assign(result, v, of);
      pipeline.stop();
    });
    present = body.ssa.read(some);
    optional(result, of);
    return null;
  }

  /** An array of the elements: of the source's length where all come out, else of a longer one the beginning. */
  private Value array() {
    Type type = body.type(body.typing.typeOf(chain.terminal().tree(), body.env), tree);
    boolean creates = chain.terminal().arguments() == 0 || isCreation(chain.terminal().argument());
    if (!type.isArray() || !creates || !pipeline.isBounded()) {
      throw new Refusal(Message.STREAM, tree, chain.terminal().readable());
    }
    boolean whole = pipeline.isWhole();
    Value array = Value.temporary(type);
    body.ssa.add(new Op.NewArray(array, List.of(pipeline.bound()), span));
    if (whole) {
      pipeline.run((v, place) -> store(array, place, v));
      return array;
    }
    Variable count = pipeline.variable("count", Type.INT, zero(Type.INT));
    pipeline.run((v, place) -> {
      store(array, body.ssa.read(count), v);
      body.ssa.assign(count, add(body.ssa.read(count), pipeline.constant(Type.INT, 1)));
    });
    Value result = Value.temporary(type);
    body.ssa.add(new Op.Copy(result, Op.CopyKind.COPY_OF, array, List.of(body.ssa.read(count)), span));
    return result;
  }

  private static boolean isCreation(ExpressionTree argument) {
    return argument instanceof MemberReferenceTree r && r.getMode() == MemberReferenceTree.ReferenceMode.NEW;
  }

  private void store(Value array, Value index, Value v) {
    body.ssa.add(new Op.Store(array, index, body.conversions.convert(v, array.type().elementType(), tree), span));
  }

  /** What is asked of the optional. */
  private Value access(Call call) {
    return switch (call.name()) {
      case "isPresent" -> present;
      case "isEmpty" -> {
        Value not = Value.temporary(Type.BOOLEAN);
        body.ssa.add(new Op.Unary(not, Op.UnaryKind.NOT, present, span));
        yield not;
      }
      case "orElse" -> {
        Value other = kind != null && kind.parts() != null
            ? body.expressions.lowerTo(call.argument(), body.typing.typeOf(call.tree(), body.env))
            : body.conversions.convert(body.expressions.lower(call.argument()), value.type(), call.argument());
        yield either(() -> other);
      }
      case "orElseGet" -> {
        FunctionValue supplier = pipeline.function(call, 0);
        yield either(() -> {
          Value other = body.applications.apply(supplier, List.of(), null, call.tree());
          return kind != null && kind.parts() != null ? other : body.conversions.convert(other, value.type(), call.tree());
        });
      }
      default -> {
        Ssa.Branch none = body.ssa.branch(() -> {
          Type.Ref type = Type.Ref.of("java.util", "NoSuchElementException");
          Value exception = body.emit(new Snippet().text("new ").type(type).text("(\"No value present\")"), type,
              Op.Effect.EFFECT, Body.reason(Message.STREAM, call.readable()), call.tree());
          body.ssa.add(new Op.Throw(exception, span));
        });
        body.ssa.merge(present, body.ssa.branch(() -> { }), none, span);
        yield value;
      }
    };
  }

  private interface Other {
    Value get();
  }

  private Value either(Other other) {
    Variable result = body.ssa.declare(null, value.type(), kind == null ? null : kind.parts(), false);
    pipeline.choose(present, () -> body.assign(result, value, tree), () -> body.assign(result, other.get(), tree));
    return body.read(result, tree);
  }
}
