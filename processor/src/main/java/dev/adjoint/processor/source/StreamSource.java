package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.StreamChain.Call;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/** Where the elements of a stream come from. */
sealed interface StreamSource {

  /** The elements of an array, or of a list that is taken apart, with these indices. */
  record Elements(Value array, Value from, Value to) implements StreamSource {}

  /** Numbers. */
  record Range(Value from, Value to, boolean inclusive) implements StreamSource {}

  /** A first element, and each next one made of the one before as long as a condition holds. */
  record Iteration(Value seed, FunctionValue goesOn, FunctionValue next, Type type) implements StreamSource {}

  /** Whether the call makes a stream of a list that is taken apart. */
  static boolean isList(Body body, Call call) {
    return call.name().equals("stream") && call.tree().getMethodSelect() instanceof MemberSelectTree s
        && body.lists.isApart(s.getExpression(), body.typing.typeOf(s.getExpression(), body.env));
  }

  /** Evaluates the source. */
  static StreamSource of(Body body, Call call) {
    List<? extends ExpressionTree> args = call.tree().getArguments();
    return switch (call.name()) {
      case "range", "rangeClosed" -> {
        Value from = body.expressions.index(args.get(0));
        yield new Range(from, body.expressions.index(args.get(1)), call.name().equals("rangeClosed"));
      }
      case "iterate" -> iteration(body, call);
      case "of" -> array(body, given(body, call), call.tree());
      default -> {
        if (args.isEmpty()) {
          yield array(body, body.expressions.lower(receiver(call)), call.tree());
        }
        Value array = body.expressions.lower(args.getFirst());
        if (args.size() == 1) {
          yield array(body, array, call.tree());
        }
        Value from = body.expressions.index(args.get(1));
        Value to = body.expressions.index(args.get(2));
        Value length = length(body, array, call.tree());
        check(body, from, to, length, call.tree());
        yield new Elements(array, from, to);
      }
    };
  }

  private static StreamSource array(Body body, Value array, Tree tree) {
    Value length = length(body, array, tree);
    return new Elements(array, body.ssa.constant(Type.INT, 0, body.span(tree)), length);
  }

  private static Value length(Body body, Value array, Tree tree) {
    if (body.rows.isRows(array)) {
      return body.rows.length(array, tree);
    }
    Value length = Value.temporary(Type.INT);
    body.ssa.add(new Op.ArrayLength(length, array, body.span(tree)));
    return length;
  }

  private static Value given(Body body, Call call) {
    boolean packed = call.method().isVarArgs() && !body.typing.isVarargsCall(call.tree(), body.env);
    TypeMirror formal = body.concrete(body.typing.methodTypeOf(call.tree(), body.env).getParameterTypes().getFirst());
    if (packed) {
      return body.expressions.lower(call.argument(), formal);
    }
    TypeMirror component = call.method().isVarArgs() ? ((ArrayType) formal).getComponentType() : formal;
    Type type = body.type(component, call.tree()).array();
    return body.arrays.filled(type, component, call.tree().getArguments(), call.tree());
  }

  private static StreamSource iteration(Body body, Call call) {
    List<? extends TypeMirror> formals = body.typing.methodTypeOf(call.tree(), body.env).getParameterTypes();
    Type type = body.type(formals.getFirst(), call.tree());
    Value seed = body.expressions.lowerTo(call.argument(), body.concrete(formals.getFirst()));
    var functions = new ArrayList<FunctionValue>();
    for (int i = 1; i < formals.size(); i++) {
      functions.add(StreamPipeline.function(body, call.tree().getArguments().get(i), formals.get(i)));
    }
    return new Iteration(seed, functions.size() > 1 ? functions.getFirst() : null, functions.getLast(), type);
  }

  /** What {@code Arrays.stream(a, from, to)} checks when it is called, with its exceptions. */
  private static void check(Body body, Value from, Value to, Value length, Tree tree) {
    Value beyond = binary(body, BinaryKind.GT, to, length, tree);
    Type.Ref type = Type.Ref.of("java.lang", "ArrayIndexOutOfBoundsException");
    if (body.ssa.constantOf(from) instanceof Integer a && body.ssa.constantOf(to) instanceof Integer b && 0 <= a && a <= b) {
      fail(body, beyond, new Snippet().text("new ").type(type).text("(").operand(to).text(")"), type, tree);
      return;
    }
    Value below = binary(body, BinaryKind.GT, from, to, tree);
    Value negative = binary(body, BinaryKind.LT, from, body.ssa.constant(Type.INT, 0, body.span(tree)), tree);
    Value any = binary(body, BinaryKind.OR, binary(body, BinaryKind.OR, below, negative, tree), beyond, tree);
    fail(body, any, new Snippet().operand(below).text(" ? new ").type(type).text("(\"origin(\" + ").operand(from)
        .text(" + \") > fence(\" + ").operand(to).text(" + \")\") : new ").type(type).text("(").operand(negative).text(" ? ")
        .operand(from).text(" : ").operand(to).text(")"), type, tree);
  }

  private static void fail(Body body, Value condition, Snippet exception, Type.Ref type, Tree tree) {
    Ssa.Branch fails = body.ssa.branch(() -> body.ssa.add(new Op.Throw(
        body.emit(exception, type, Op.Effect.EFFECT, Body.reason(Message.STREAM, "Arrays.stream"), tree), body.span(tree))));
    body.ssa.merge(condition, fails, body.ssa.branch(() -> { }), body.span(tree));
  }

  private static Value binary(Body body, BinaryKind kind, Value a, Value b, Tree tree) {
    Value result = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(result, kind, a, b, body.span(tree)));
    return result;
  }

  /** The receiver of a call. */
  static ExpressionTree receiver(Call call) {
    return ((MemberSelectTree) call.tree().getMethodSelect()).getExpression();
  }
}
