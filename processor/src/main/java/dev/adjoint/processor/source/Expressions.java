package dev.adjoint.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Lowers expressions in the order of JLS 15.7: left to right, operands before the operation. */
final class Expressions {
  private final Body body;
  Expressions(Body body) {
    this.body = body;
  }

  /** The value of an expression in an assignment or invocation context, converted to its type. */
  Value lowerTo(ExpressionTree tree, TypeMirror target) {
    Type type = body.type(target, tree);
    return body.conversions.convert(lower(tree, target), type, tree);
  }

  /** The value of an expression by itself. */
  Value lower(ExpressionTree tree) {
    return lower(tree, null);
  }

  /** The value of an expression of its own type; the target (may be null) settles poly expressions. */
  Value lower(ExpressionTree tree, TypeMirror target) {
    Value evaluated = body.objects.evaluated(tree);
    if (evaluated != null) {
      return evaluated;
    }
    if (mayBeConstant(tree)) {
      Object constant = body.typing.constantOf(tree, body.env);
      if (constant != null) {
        return body.ssa.constant(constantType(constant), constant, body.span(tree));
      }
    }
    return switch (tree) {
      case ParenthesizedTree t -> lower(t.getExpression(), target);
      case LiteralTree t -> nullReference(t, target);
      case IdentifierTree t -> name(t);
      case MemberSelectTree t -> name(t);
      case ArrayAccessTree t -> element(t);
      case BinaryTree t -> body.operators.binary(t);
      case UnaryTree t -> body.operators.unary(t);
      case ConditionalExpressionTree t -> conditional(t, target);
      case AssignmentTree t -> body.assignments.assign(t);
      case CompoundAssignmentTree t -> body.assignments.compound(t);
      case TypeCastTree t -> cast(t);
      case MethodInvocationTree t -> body.calls.value(t, target);
      case NewArrayTree t -> body.arrays.create(t, target);
      case NewClassTree t -> body.creations.create(t, target);
      case InstanceOfTree t -> body.matching.instanceOf(t);
      case SwitchExpressionTree t -> new Switches(body).expression(t, target);
      case LambdaExpressionTree t -> body.functions.token(t, target);
      case MemberReferenceTree t -> body.functions.token(t, target);
      default -> throw new Refusal(Message.UNSUPPORTED, tree, "this expression");
    };
  }

  private static boolean mayBeConstant(ExpressionTree tree) {
    return tree instanceof LiteralTree || tree instanceof IdentifierTree || tree instanceof MemberSelectTree
        || tree instanceof BinaryTree || tree instanceof UnaryTree || tree instanceof TypeCastTree
        || tree instanceof ConditionalExpressionTree;
  }

  static Type constantType(Object constant) {
    return switch (constant) {
      case Boolean b -> Type.BOOLEAN;
      case Byte b -> Type.Primitive.BYTE;
      case Short s -> Type.Primitive.SHORT;
      case Character c -> Type.Primitive.CHAR;
      case Integer i -> Type.INT;
      case Long l -> Type.LONG;
      case Float f -> Type.FLOAT;
      case Double d -> Type.DOUBLE;
      case String s -> Type.STRING;
      default -> throw new IllegalStateException("no constant: " + constant.getClass());
    };
  }

  private Value nullReference(LiteralTree tree, TypeMirror target) {
    Type type = target == null ? Type.Ref.of("java.lang", "Object") : body.type(target, tree);
    return body.ssa.constant(type.isPrimitive() ? Conversions.box((Type.Primitive) type) : type, null, body.span(tree));
  }

  private Value name(ExpressionTree tree) {
    if (tree instanceof MemberSelectTree s && s.getIdentifier().contentEquals("class")) {
      return body.opaque.verbatim(tree, null);
    }
    return switch (body.typing.symbolOf(tree, body.env)) {
      case Symbol.LocalVar s -> body.read(body.variable(s.local()), tree);
      case Symbol.Field s when s.arrayLength() -> {
        Value array = lower(((MemberSelectTree) tree).getExpression());
        if (body.rows.isRows(array)) {
          yield body.rows.length(array, tree);
        }
        Value length = Value.temporary(Type.INT);
        body.ssa.add(new Op.ArrayLength(length, array, body.span(tree)));
        yield length;
      }
      case Symbol.Field s -> field(tree, s);
      case Symbol.This s -> body.opaque.self(tree, s.type());
      case Symbol.Super s -> throw new Refusal(Message.UNSUPPORTED, tree, "super");
      case Symbol.TypeName s -> throw new IllegalStateException("a type where a value is wanted: " + tree);
      case Symbol.PackageName s -> throw new IllegalStateException("a package where a value is wanted: " + tree);
    };
  }

  /** A component of a record that is taken apart, or a field as it is written. */
  private Value field(ExpressionTree tree, Symbol.Field symbol) {
    if (!symbol.field().getModifiers().contains(Modifier.STATIC)) {
      Variable made = body.records.field(symbol.field().getSimpleName().toString());
      if (made != null && symbol.field().getEnclosingElement().equals(body.owner)
          && (tree instanceof IdentifierTree || tree.toString().startsWith("this."))) {
        return body.read(made, tree);
      }
      Value known = body.immutables.field(body.objects.owner(tree, symbol.field()), symbol.field(), tree);
      if (known != null) {
        return known;
      }
      Value record = switch (tree) {
        case MemberSelectTree t when isRecord(t.getExpression()) -> lower(t.getExpression());
        case MemberSelectTree t -> body.instances.evaluated(t.getExpression());
        case IdentifierTree t -> body.opaque.receiverOrNull((TypeElement) symbol.field().getEnclosingElement());
        case ExpressionTree t -> null;
      };
      String name = symbol.field().getSimpleName().toString();
      Value field = record == null ? null : body.instances.load(record, name, tree);
      if (field != null) {
        if (tree instanceof MemberSelectTree s) {
          body.objects.evaluated(s.getExpression());
        }
        return field;
      }
      Value component = record == null ? null : body.records.component(record, name, tree);
      if (component != null) {
        return component;
      }
    }
    return body.opaque.readField(tree, symbol);
  }

  /** Whether an expression is a value that is taken apart, as far as its type tells. */
  private boolean isRecord(ExpressionTree tree) {
    return body.parts(body.typing.typeOf(tree, body.env)) != null;
  }

  private Value element(ArrayAccessTree tree) {
    Value array = lower(tree.getExpression());
    Value index = index(tree.getIndex());
    if (body.rows.isRows(array)) {
      return body.rows.load(array, index, tree);
    }
    Value result = Value.temporary(array.type().elementType());
    body.ssa.add(new Op.Load(result, array, index, body.span(tree)));
    return result;
  }

  /** An index or dimension after unary promotion. */
  Value index(ExpressionTree tree) {
    return body.conversions.convert(lower(tree), Type.INT, tree);
  }

  /** A condition: a boolean, unboxed where it must be. */
  Value condition(ExpressionTree tree) {
    return body.conversions.convert(lower(tree), Type.BOOLEAN, tree);
  }

  /** The condition of a statement; one that cannot be read is reported, so that the statement's parts are read too. */
  Value tested(ExpressionTree tree) {
    int mark = body.ssa.mark();
    try {
      return condition(tree);
    } catch (Refusal e) {
      body.report(e);
    } catch (TypingException e) {
      body.report(e, tree);
    }
    body.ssa.rollback(mark);
    return body.ssa.constant(Type.BOOLEAN, true, body.span(tree));
  }

  /** {@code c ? a : b}, JLS 15.25. */
  private Value conditional(ConditionalExpressionTree tree, TypeMirror target) {
    TypeMirror mirror = body.typing.typeOf(tree, body.env, target);
    if (mirror.getKind() == TypeKind.NULL && target != null) {
      mirror = target;
    }
    Type type = body.type(mirror, tree);
    if (Conversions.unboxed(type).isFloating() && body.boxes.isPrimitive(tree, body.env)) {
      type = Conversions.unboxed(type);
    }
    Parts list = body.lists.parts(tree, mirror);
    Parts parts = list != null ? list : body.parts(mirror);
    Parts apart = parts != null || !body.instances.isPossible(mirror) ? parts : body.instances.triedEither(tree, mirror);
    Variable result = body.ssa.declare(null, type, apart, false);
    Value condition = condition(tree.getCondition());
    TypeMirror arm = mirror;
    choose(condition, tree, tree.getCondition(), () -> arm(result, tree.getTrueExpression(), arm),
        () -> arm(result, tree.getFalseExpression(), arm));
    return body.read(result, tree);
  }

  private void arm(Variable result, ExpressionTree tree, TypeMirror type) {
    body.assign(result, body.conversions.convert(lower(tree, type), result.type, tree), tree);
  }

  /** An If whose branches see the pattern variables of its condition. */
  void choose(Value condition, Tree tree, ExpressionTree source, Runnable then, Runnable otherwise) {
    Env before = body.env;
    Ssa.Branch a = body.ssa.branch(() -> {
      body.env = body.typing.whenTrue(source, before);
      then.run();
    });
    Ssa.Branch b = body.ssa.branch(() -> {
      body.env = body.typing.whenFalse(source, before);
      otherwise.run();
    });
    body.env = before;
    body.ssa.merge(condition, a, b, body.span(tree));
  }

  /** {@code (T) e}, JLS 15.16. */
  private Value cast(TypeCastTree tree) {
    TypeMirror mirror = body.typing.resolveType(tree.getType());
    Type type = body.type(mirror, tree.getType());
    Value value = lower(tree.getExpression(), mirror.getKind().isPrimitive() ? null : mirror);
    Bundle object = body.instances.object(value);
    if (value.type().equals(type) || object != null && body.instances.isOf(object, mirror)) {
      return value;
    }
    Value apart = body.sums.cast(value, mirror, tree);
    if (apart != null) {
      return apart;
    }
    boolean fromReference = !value.type().isPrimitive();
    if (type instanceof Type.Primitive p && fromReference && Conversions.unboxed(value.type()).equals(value.type())) {
      Value box = body.opaque.cast(value, Conversions.box(p), tree);
      return body.conversions.convert(box, type, tree);
    }
    return fromReference && !type.isPrimitive() ? body.opaque.cast(value, type, tree)
        : body.conversions.convert(value, type, tree);
  }

  List<Value> all(List<? extends ExpressionTree> trees) {
    return trees.stream().map(this::lower).toList();
  }
}
